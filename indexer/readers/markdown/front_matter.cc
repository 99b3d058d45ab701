#include <algorithm>
#include <charconv>
#include <utility>

#include "common/text/ascii.h"
#include "common/text/utf8.h"
#include "indexer/input/limits.h"
#include "indexer/readers/markdown/markdown.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

std::string_view right_trimmed(std::string_view line) {
  const std::size_t last = line.find_last_not_of(" \t\r");
  return line.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

std::size_t indent_of(std::string_view line) {
  return std::min(line.find_first_not_of(" \t"), line.size());
}

// The escapes of double-quoted strings in YAML and TOML.
void append_escape(std::string_view text, std::size_t& at, std::string& out) {
  constexpr std::string_view kNames = "ntr0\"\\/";
  constexpr std::string_view kValues = "\n\t\r \"\\/";
  const char name = text[at++];
  if (const std::size_t known = kNames.find(name); known != std::string_view::npos) {
    out.push_back(kValues[known]);
    return;
  }
  const std::size_t digits = name == 'x' ? 2 : name == 'u' ? 4 : name == 'U' ? 8 : 0;
  std::uint32_t code = 0;
  const std::string_view hex = text.substr(at, digits);
  const auto [end, error] = std::from_chars(hex.data(), hex.data() + hex.size(), code, 16);
  const bool valid = digits > 0 && hex.size() == digits && error == std::errc() && end == hex.data() + hex.size() &&
                     code < 0x110000 && (code < 0xD800 || code > 0xDFFF);
  if (!valid) return void(out.push_back(name));
  append_utf8(out, code);
  at += digits;
}

// The string in quotes at text[at], which is a quote; moves `at` past it. nullopt if it is not closed.
std::optional<std::string> quoted_at(std::string_view text, std::size_t& at, bool doubled_quotes) {
  const char quote = text[at++];
  std::string out;
  while (at < text.size()) {
    const char c = text[at++];
    if (c == quote) {
      const bool doubled = doubled_quotes && quote == '\'' && at < text.size() && text[at] == quote;
      if (!doubled) return out;
      ++at;
    }
    if (c == '\\' && quote == '"' && at < text.size())
      append_escape(text, at, out);
    else
      out.push_back(c);
  }
  return std::nullopt;
}

bool is_comment(std::string_view text) {
  text = trimmed(text);
  return text.empty() || text.starts_with('#');
}

// The scalar in `text`: quoted, or plain up to a comment. nullopt for maps, lists, anchors, tags and references.
std::optional<std::string> scalar_of(std::string_view text, bool is_yaml) {
  text = trimmed(text);
  if (text.empty()) return std::string();
  if (text[0] == '"' || text[0] == '\'') {
    if (!is_yaml && (text.starts_with("\"\"\"") || text.starts_with("'''"))) return std::nullopt;
    std::size_t at = 0;
    std::optional<std::string> quoted = quoted_at(text, at, is_yaml);
    return quoted && is_comment(text.substr(at)) ? quoted : std::nullopt;
  }
  if (std::string_view("{[&*!|>%@`").find(text[0]) != std::string_view::npos) return std::nullopt;
  const std::size_t comment = text.find(" #");
  std::string plain(trimmed(text.substr(0, comment)));
  if (plain.starts_with('#') || plain == "~" || plain == "null" || plain == "Null" || plain == "NULL") plain.clear();
  return plain;
}

// The items of `[a, "b, c"]`; nullopt if the list is not closed or has other lists or maps in it.
std::optional<std::vector<std::string>> flow_list_of(std::string_view text, bool is_yaml) {
  std::vector<std::string> items;
  std::size_t at = 1;
  while (at < text.size() && items.size() <= kMaxListItems) {
    at = text.find_first_not_of(" \t\n,", at);
    if (at == std::string_view::npos) return std::nullopt;
    if (text[at] == ']') return is_comment(text.substr(at + 1)) ? std::optional(std::move(items)) : std::nullopt;
    if (text[at] == '"' || text[at] == '\'') {
      std::optional<std::string> item = quoted_at(text, at, is_yaml);
      if (!item) return std::nullopt;
      items.push_back(*std::move(item));
      continue;
    }
    const std::size_t end = std::min(text.find_first_of(",]", at), text.size());
    std::optional<std::string> item = scalar_of(text.substr(at, end - at), is_yaml);
    if (!item || item->find('\n') != std::string::npos) return std::nullopt;
    if (!item->empty()) items.push_back(*std::move(item));
    at = end;
  }
  return std::nullopt;
}

// A pair whose name may have blanks, as Obsidian writes it: `date created: 2025-01-30`.
std::optional<YamlPair> matter_pair(std::string_view line) {
  constexpr std::size_t kLongestWords = 30, kMostBlanks = 2;
  if (const auto pair = yaml_pair(line)) return pair;
  const std::size_t colon = line.find(": ");
  if (colon == std::string_view::npos || colon > kLongestWords || line.starts_with('-')) return std::nullopt;
  const std::string_view name = line.substr(0, colon);
  const bool is_name = std::all_of(name.begin(), name.end(), [](char c) { return is_ascii_letter(c) || c == ' '; }) &&
                       static_cast<std::size_t>(std::count(name.begin(), name.end(), ' ')) <= kMostBlanks;
  if (!is_name || name.empty() || name[0] == ' ') return std::nullopt;
  return YamlPair{name, trimmed(line.substr(colon + 1))};
}

// Reads the fields of `lines`, the lines between the delimiters.
class FieldReader {
 public:
  FieldReader(const std::vector<std::string_view>& lines, bool is_yaml) : lines_(lines), is_yaml_(is_yaml) {}

  std::vector<FrontMatterField> read() {
    while (at_ < lines_.size()) {
      const std::string_view line = right_trimmed(lines_[at_++]);
      if (!is_yaml_ && line.starts_with('[')) break;  // a table of TOML, to the end
      const auto pair = is_yaml_ ? matter_pair(line) : toml_pair(line);
      if (!pair) continue;
      FrontMatterField field{std::string(pair->name), {}, {}};
      if (read_value(pair->value, field)) fields_.push_back(std::move(field));
    }
    return std::move(fields_);
  }

 private:
  static std::optional<YamlPair> toml_pair(std::string_view line) {
    const std::size_t equals = line.find('=');
    const std::string_view name = trimmed(line.substr(0, equals));
    if (equals == std::string_view::npos || name.empty() || name.starts_with('#')) return std::nullopt;
    if (name.find_first_of(" \t\"'.") != std::string_view::npos) return std::nullopt;
    return YamlPair{name, trimmed(line.substr(equals + 1))};
  }

  // The lines below that belong to the value: indented, empty, or items of a list in the first column.
  std::vector<std::string_view> nested_lines() {
    std::vector<std::string_view> nested;
    for (; is_yaml_ && at_ < lines_.size(); ++at_) {
      const std::string_view line = right_trimmed(lines_[at_]);
      const bool is_nested = line.empty() || indent_of(line) > 0 || line == "-" || line.starts_with("- ");
      if (!is_nested) break;
      nested.push_back(line);
    }
    while (!nested.empty() && nested.back().empty()) nested.pop_back();
    return nested;
  }

  bool read_value(std::string_view value, FrontMatterField& field) {
    if (value.starts_with('[')) return read_flow_list(std::string(value), field);
    const std::vector<std::string_view> nested = nested_lines();
    if (is_yaml_ && (value.starts_with('|') || value.starts_with('>'))) {
      field.text = block_text(nested, value[0] == '>');
      return true;
    }
    if (is_comment(value)) return read_list(nested, field);
    std::string whole(value);
    const bool is_quoted = value[0] == '"' || value[0] == '\'';
    for (const std::string_view line : nested) {  // a plain scalar may go on in indented lines
      if (!is_quoted && (yaml_pair(trimmed(line)) || trimmed(line).starts_with("- "))) return false;
      whole.append(" ").append(trimmed(line));
    }
    std::optional<std::string> scalar = scalar_of(whole, is_yaml_);
    if (!scalar) return false;
    field.text = *std::move(scalar);
    return true;
  }

  bool read_flow_list(std::string whole, FrontMatterField& field) {
    constexpr std::size_t kMostLines = 1'000;
    auto items = flow_list_of(whole, is_yaml_);
    const std::size_t begin = at_;
    bool is_closed = whole.find(']') != std::string::npos;
    while (!items && !is_closed && at_ < lines_.size() && at_ - begin < kMostLines) {
      is_closed = lines_[at_].find(']') != std::string_view::npos;
      whole.append("\n").append(right_trimmed(lines_[at_++]));
    }
    if (!items) items = flow_list_of(whole, is_yaml_);
    if (!items) {
      at_ = begin;
      return false;
    }
    field.list = *std::move(items);
    return true;
  }

  // Items in lines that begin with a dash.
  bool read_list(const std::vector<std::string_view>& nested, FrontMatterField& field) const {
    for (const std::string_view line : nested) {
      const std::string_view item = trimmed(line);
      if (is_comment(item)) continue;
      if (!item.starts_with("- ")) return false;
      const std::string_view value = trimmed(item.substr(2));
      std::optional<std::string> scalar = scalar_of(value, is_yaml_);
      if (!scalar || yaml_pair(value)) return false;  // a list of maps
      if (field.list.size() < kMaxListItems) field.list.push_back(*std::move(scalar));
    }
    return !field.list.empty();
  }

  static std::string block_text(const std::vector<std::string_view>& nested, bool is_folded) {
    std::string text;
    for (const std::string_view line : nested) {
      const std::string_view content = trimmed(line);
      if (!text.empty()) text += content.empty() ? "\n\n" : text.ends_with('\n') ? "" : is_folded ? " " : "\n";
      text += content;
    }
    return text;
  }

  const std::vector<std::string_view>& lines_;
  const bool is_yaml_;
  std::size_t at_ = 0;
  std::vector<FrontMatterField> fields_;
};

}  // namespace

std::optional<YamlPair> yaml_pair(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0) return std::nullopt;
  if (colon + 1 < line.size() && line[colon + 1] != ' ' && line[colon + 1] != '\t') return std::nullopt;
  std::string_view name = line.substr(0, colon);
  if (name.size() > 2 && (name[0] == '"' || name[0] == '\'') && name.back() == name[0])
    name = name.substr(1, name.size() - 2);
  constexpr std::size_t kLongestName = 40;
  const bool is_name =
      name.size() <= kLongestName && std::all_of(name.begin(), name.end(), [](char c) {
        return is_ascii_letter(c) || is_ascii_digit(c) || c == '_' || c == '-' || c == '.' || (c & 0x80) != 0;
      });
  if (!is_name) return std::nullopt;
  return YamlPair{name, trimmed(line.substr(colon + 1))};
}

bool is_yaml_stream(std::string_view rest) {
  const std::string_view text = trimmed(rest);
  return yaml_pair(right_trimmed(text.substr(0, text.find('\n')))) && rest.find("\n---\n") != std::string_view::npos;
}

namespace {

// Whether at most a fifth of the lines in the first column are no fields, as in text between two rules.
bool are_fields(const std::vector<std::string_view>& lines) {
  std::size_t pairs = 0, others = 0;
  for (const std::string_view line : lines) {
    if (line.empty() || indent_of(line) > 0 || line.starts_with('#') || line.starts_with("- ")) continue;
    ++(matter_pair(line) ? pairs : others);
  }
  return pairs > 0 && others * 4 <= pairs;
}

}  // namespace

std::optional<FrontMatter> read_front_matter(std::string_view text) {
  constexpr std::size_t kMostBytes = 60u << 10;  // shorter than the head of a text, by which the form is detected
  const std::size_t start = std::min(text.find_first_not_of(" \t\r\n"), text.size());
  const std::string_view block = text.substr(start, kMostBytes);
  const bool is_yaml = block.starts_with("---");
  if (!is_yaml && !block.starts_with("+++")) return std::nullopt;
  const std::string_view delimiter = block.substr(0, 3);
  std::vector<std::string_view> lines;
  std::size_t at = 0;
  for (bool first = true; at < block.size(); first = false) {
    const std::size_t end = std::min(block.find('\n', at), block.size());
    const std::string_view line = right_trimmed(block.substr(at, end - at));
    at = std::min(end + 1, block.size());
    const bool is_delimiter = line == delimiter || (is_yaml && !first && line == "...");
    if (first && !is_delimiter) return std::nullopt;
    if (first) continue;
    if (!is_delimiter) {
      lines.push_back(line);
      continue;
    }
    if (is_yaml && !are_fields(lines)) return std::nullopt;
    FrontMatter matter{FieldReader(lines, is_yaml).read(), start + at};
    if (matter.fields.empty()) return std::nullopt;
    return matter;
  }
  return std::nullopt;
}

}  // namespace broadtape
