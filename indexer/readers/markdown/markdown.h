// Steps of the Markdown reader: the fields before the text, and the text without its markup.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace broadtape {

struct FrontMatterField {
  std::string name;
  std::string text;               // empty for a list
  std::vector<std::string> list;  // empty for a scalar
};

struct FrontMatter {
  std::vector<FrontMatterField> fields;
  std::size_t bytes = 0;  // of the front matter with its delimiters; the text follows
};

// Reads the flat scalars and lists of YAML between lines `---`, or of TOML between lines `+++`, at the beginning of
// `text`. Values of other kinds (maps, lists of maps, anchors, tags, tables of TOML) are left out. nullopt if there is
// no such block, no closing line, or no field in it.
std::optional<FrontMatter> read_front_matter(std::string_view text);

// Likewise JSON in lines `{` to `}` before a text, keywords of Org mode (`#+TITLE: Oil rises`), and the title block of
// Pandoc (`% Oil rises`, `% Jane Roe`, `% 2025-01-30`).
std::optional<FrontMatter> read_other_front_matter(std::string_view text);

// Whether a text follows an object of JSON.
bool has_json_front_matter(std::string_view head);

// Headings and links of Org mode in the marks of Markdown, without keywords.
std::string org_as_markdown(std::string_view text);

// `line` as `name: value` of YAML with a plain name in the first column. nullopt for other lines.
struct YamlPair {
  std::string_view name;
  std::string_view value;  // trimmed, with quotes and comments
};
std::optional<YamlPair> yaml_pair(std::string_view line);

// Whether `rest`, behind the first `---` that closes fields, begins with more fields that a `---` closes: the file has
// several documents of YAML.
bool is_yaml_stream(std::string_view rest);

// The text of Markdown: links, images, emphasis and code without their marks; headings as lines; without rules,
// comments, fences, definitions of links, and the shortcodes of Hugo, Jekyll and others. Lists keep their marks.
std::string markdown_text(std::string_view markdown);

// The text of an ATX heading, `## Title ##`, if `line` is one.
std::optional<std::string_view> heading_of(std::string_view line);

}  // namespace broadtape
