#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "common/text/ascii.h"
#include "indexer/input/limits.h"
#include "indexer/readers/json/json.h"

namespace broadtape {
namespace {

struct JsonSize {
  int depth = 0;           // maximum nesting of brackets outside strings
  std::size_t values = 0;  // an upper bound
};

JsonSize json_size(std::string_view text) {
  JsonSize size;
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"') {
      i = end_of_json_string(text, i + 1);
    } else if (c == ',') {
      ++size.values;
    } else if (c == '{' || c == '[') {
      size.depth = std::max(size.depth, ++depth);
      ++size.values;
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
  return size;
}

// The value of a `\uXXXX` at text[at]; nullopt if there is none.
std::optional<unsigned> unicode_escape(std::string_view text, std::size_t at) {
  if (text.substr(at, 2) != "\\u" || at + 6 > text.size()) return std::nullopt;
  unsigned value = 0;
  for (const char c : text.substr(at + 2, 4)) {
    if (c >= '0' && c <= '9')
      value = value * 16 + static_cast<unsigned>(c - '0');
    else if ((c | 32) >= 'a' && (c | 32) <= 'f')
      value = value * 16 + static_cast<unsigned>((c | 32) - 'a' + 10);
    else
      return std::nullopt;
  }
  return value;
}

class JsonRepair {
 public:
  explicit JsonRepair(std::string_view text) : text_(text) {}

  std::string repaired() {
    while (at_ < text_.size()) {
      if (in_string_)
        repair_string();
      else
        repair_outside();
    }
    return std::move(out_);
  }

 private:
  void copy(std::size_t count) {
    out_ += text_.substr(at_, count);
    at_ += count;
  }

  void repair_string() {
    const char c = text_[at_];
    if (c == '\n' || c == '\t') {
      out_ += c == '\n' ? "\\n" : "\\t";
      ++at_;
    } else if (c == '\\') {
      repair_escape();
    } else {
      in_string_ = c != '"';
      copy(1);
    }
  }

  void repair_escape() {
    const auto unit = unicode_escape(text_, at_);
    if (!unit || *unit < 0xd800 || *unit > 0xdfff) return copy(2);
    const auto second = unicode_escape(text_, at_ + 6);
    const bool pair = *unit < 0xdc00 && second && *second >= 0xdc00 && *second <= 0xdfff;
    if (pair) return copy(12);
    out_ += "\\ufffd";
    at_ += 6;
  }

  void repair_outside() {
    for (const std::string_view word : {"NaN", "-Infinity", "Infinity"}) {
      if (text_.substr(at_).starts_with(word)) {
        out_ += "null";
        at_ += word.size();
        return;
      }
    }
    if (skip_call()) return;
    in_string_ = text_[at_] == '"';
    copy(1);
  }

  // `ISODate("2025-01-30")`, `ObjectId(...)`, `NumberLong(12)` of shells of databases: the argument is the value.
  bool skip_call() {
    if (text_[at_] == ')') {
      ++at_;
      return true;
    }
    constexpr std::string_view kNew = "new ";
    const std::size_t begin = at_ + (text_.substr(at_).starts_with(kNew) ? kNew.size() : 0);
    std::size_t end = begin;
    while (end < text_.size() && is_ascii_letter(text_[end])) ++end;
    if (end == begin || end >= text_.size() || text_[end] != '(') return false;
    at_ = end + 1;
    return true;
  }

  std::string_view text_;
  std::string out_;
  std::size_t at_ = 0;
  bool in_string_ = false;
};

// Extracts the reason from "[json.exception.parse_error.101] parse error at line 1, column 5: syntax error while
// parsing value - unexpected end of input; expected '}'".
std::string reason_of(const nlohmann::json::parse_error& error) {
  std::string_view what = error.what();
  const std::size_t dash = what.find(" - ");
  if (dash != std::string_view::npos) what.remove_prefix(dash + 3);
  what = what.substr(0, what.find(';'));
  return fmt::format("not JSON: {} at byte {}", what, error.byte);
}

JsonResult try_parse(const std::string& text) {
  try {
    return {nlohmann::json::parse(text), {}};
  } catch (const nlohmann::json::parse_error& error) {
    return {std::nullopt, reason_of(error)};
  } catch (const nlohmann::json::exception&) {
    return {std::nullopt, "not JSON: a number is out of range"};
  }
}

}  // namespace

JsonResult parse_json(const std::string& text) {
  const JsonSize size = json_size(text);
  if (size.depth > kMaxJsonDepth) {
    return {std::nullopt, fmt::format("nested more than {} levels deep", kMaxJsonDepth)};
  }
  if (size.values > kMaxJsonValues) return {std::nullopt, fmt::format("has more than {} values", kMaxJsonValues)};
  JsonResult result = try_parse(text);
  if (result.value) return result;
  const std::string repaired = JsonRepair(text).repaired();
  if (repaired == text) return result;
  JsonResult second = try_parse(repaired);
  return second.value ? std::move(second) : std::move(result);
}

std::string json_of_python(std::string_view text) {
  struct WordRow {
    std::string_view python, json;
  };
  constexpr WordRow kWords[] = {{"None", "null"}, {"True", "true"}, {"False", "false"},
                                {"nan", "null"},  {"(", "["},       {")", "]"}};
  std::string json;
  char quote = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (quote != 0) {
      if (c == '\\' && at + 1 < text.size()) {
        const char next = text[++at];
        if (next != '\'') json += '\\';
        next == 'x' ? json += "u00" : json += next;
      } else if (c == quote) {
        json += '"';
        quote = 0;
      } else {
        if (c == '"') json += '\\';
        json += c;
      }
      continue;
    }
    if (c == '\'' || c == '"') {
      quote = c;
      json += '"';
      continue;
    }
    const auto word = std::find_if(std::begin(kWords), std::end(kWords),
                                   [&](const WordRow& row) { return text.substr(at).starts_with(row.python); });
    if (word == std::end(kWords)) {
      json += c;
    } else {
      json += word->json;
      at += word->python.size() - 1;
    }
  }
  return json;
}

JsonResult parse_json_or_python(const std::string& text) {
  JsonResult json = parse_json(text);
  if (json.value || text.find('\'') == std::string::npos) return json;
  JsonResult python = parse_json(json_of_python(text));
  return python.value ? std::move(python) : std::move(json);
}

}  // namespace broadtape
