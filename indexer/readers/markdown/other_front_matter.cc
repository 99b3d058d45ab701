// Fields before a text that are neither YAML nor TOML: JSON as Hugo has it, the keywords of Org mode, the title block
// of Pandoc.
#include <algorithm>
#include <string>
#include <utility>

#include "common/text/ascii.h"
#include "indexer/readers/json/json.h"
#include "indexer/readers/markdown/markdown.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

constexpr std::size_t kMostMatterBytes = 60u << 10;

// The line at text[at], without its end; moves `at` to the next one.
std::string_view line_at(std::string_view text, std::size_t& at) {
  const std::size_t end = std::min(text.find('\n', at), text.size());
  const std::string_view line = text.substr(at, end - at);
  at = std::min(end + 1, text.size());
  return line;
}

// The bytes of an object whose last line is `}`, before a text; 0 for other texts.
std::size_t json_matter_bytes(std::string_view text) {
  const std::string_view head = text.substr(0, kMostMatterBytes);
  if (!head.starts_with("{\n") && !head.starts_with("{\r\n")) return 0;
  for (std::size_t at = 0; at < head.size();) {
    const std::string_view line = line_at(head, at);
    if (!line.starts_with('}')) continue;
    const std::string_view rest = trimmed(text.substr(at));
    const bool is_text = !rest.empty() && std::string_view("{[,]}").find(rest[0]) == std::string_view::npos;
    return trimmed(line) == "}" && is_text ? at : 0;
  }
  return 0;
}

std::optional<FrontMatter> read_json_matter(std::string_view text) {
  const std::size_t bytes = json_matter_bytes(text);
  if (bytes == 0) return std::nullopt;
  const JsonResult parsed = parse_json(std::string(text.substr(0, bytes)));
  if (!parsed.value || !parsed.value->is_object()) return std::nullopt;
  const auto scalar = [](const nlohmann::json& value) {
    return value.is_string() ? value.get<std::string>() : value.is_number() || value.is_boolean() ? value.dump() : "";
  };
  FrontMatter matter{{}, bytes};
  for (const auto& [name, value] : parsed.value->items()) {
    FrontMatterField field{name, scalar(value), {}};
    for (const nlohmann::json& item : value.is_array() ? value : nlohmann::json::array()) {
      if (std::string member = scalar(item); !member.empty()) field.list.push_back(std::move(member));
    }
    if (!field.text.empty() || !field.list.empty()) matter.fields.push_back(std::move(field));
  }
  return matter;
}

// `<2025-01-30 Thu 09:30>` as `2025-01-30 09:30`.
std::string org_date(std::string_view value) {
  std::string date;
  for (std::string_view rest = value.substr(1, value.size() - 2); !rest.empty();) {
    const std::string_view word = rest.substr(0, rest.find(' '));
    if (!word.empty() && is_ascii_digit(word[0])) date += (date.empty() ? "" : " ") + std::string(word);
    rest.remove_prefix(std::min(word.size() + 1, rest.size()));
  }
  return date;
}

// `#+TITLE: Oil rises` lines; drawers of properties before them are left out.
std::optional<FrontMatter> read_org_matter(std::string_view text) {
  FrontMatter matter;
  bool in_drawer = false;
  const std::string_view head = text.substr(0, kMostMatterBytes);
  for (std::size_t at = 0; at < head.size();) {
    const std::string_view line = trimmed(line_at(head, at));
    const bool is_drawer = line == ":PROPERTIES:" || in_drawer;
    in_drawer = is_drawer && line != ":END:";
    const std::size_t colon = line.find(':');
    const bool is_keyword = line.starts_with("#+") && colon != std::string_view::npos && colon > 2;
    if (!is_keyword && !is_drawer && !line.empty() && !line.starts_with("# ")) break;
    if (is_keyword || is_drawer) matter.bytes = at;
    if (!is_keyword) continue;
    const std::string name = ascii_lowered(line.substr(2, colon - 2));
    std::string value(trimmed(line.substr(colon + 1)));
    FrontMatterField field{name, {}, {}};
    if (value.size() > 2 && (value[0] == '<' || value[0] == '[') && is_ascii_digit(value[1])) value = org_date(value);
    if (name == "filetags") {
      field.name = "tags";
      std::replace(value.begin(), value.end(), ':', ',');
    }
    field.text = std::move(value);
    if (!field.text.empty()) matter.fields.push_back(std::move(field));
  }
  if (matter.fields.empty()) return std::nullopt;
  return matter;
}

// `% Title`, `% Author; Author`, `% Date`.
std::optional<FrontMatter> read_pandoc_matter(std::string_view text) {
  constexpr std::string_view kNames[] = {"title", "author", "date"};
  FrontMatter matter;
  std::size_t at = 0;
  for (const std::string_view name : kNames) {
    std::size_t next = at;
    const std::string_view line = line_at(text, next);
    if (!line.starts_with('%') || line.starts_with("%%")) break;
    at = next;
    if (const std::string_view value = trimmed(line.substr(1)); !value.empty())
      matter.fields.push_back({std::string(name), std::string(value), {}});
  }
  std::size_t next = at;
  const bool ends = trimmed(line_at(text, next)).empty() && at < text.size();
  matter.bytes = at;
  if (matter.fields.size() < 2 || !ends || matter.fields[0].name != "title") return std::nullopt;
  return matter;
}

}  // namespace

bool has_json_front_matter(std::string_view head) {
  return json_matter_bytes(head) > 0;
}

std::optional<FrontMatter> read_other_front_matter(std::string_view text) {
  if (text.starts_with('{')) return read_json_matter(text);
  if (text.starts_with("#+") || text.starts_with(":PROPERTIES:")) return read_org_matter(text);
  return text.starts_with("% ") ? read_pandoc_matter(text) : std::nullopt;
}

std::string org_as_markdown(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    std::string_view line = line_at(text, at);
    const std::size_t stars = std::min(line.find_first_not_of('*'), line.size());
    if (ascii_lowered(line.substr(0, 2)) == "#+") continue;
    if (stars > 0 && line.substr(stars).starts_with(' ')) {
      out.append(std::min<std::size_t>(stars, 6), '#');
      line.remove_prefix(stars);
    }
    for (std::size_t link = line.find("[["); link != std::string_view::npos; link = line.find("[[")) {
      const std::size_t end = line.find("]]", link);
      if (end == std::string_view::npos) break;
      const std::string_view inner = line.substr(link + 2, end - link - 2);
      const std::size_t middle = inner.find("][");
      out.append(line.substr(0, link)).append(middle == std::string_view::npos ? inner : inner.substr(middle + 2));
      line.remove_prefix(end + 2);
    }
    out.append(line).append("\n");
  }
  return out;
}

}  // namespace broadtape
