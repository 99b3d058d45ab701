#include "indexer/readers/html/script_values.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <utility>
#include <vector>

#include "common/text/ascii.h"
#include "indexer/readers/json/json.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

bool is_identifier_byte(char c) {
  return is_ascii_letter(c) || is_ascii_digit(c) || c == '_' || c == '$' || (c & 0x80) != 0;
}

// The end of the string with the quote at `at`; npos if it does not end.
std::size_t end_of_script_string(std::string_view text, std::size_t at) {
  const char quote = text[at];
  for (++at; at < text.size(); ++at) {
    if (text[at] == '\\')
      ++at;
    else if (text[at] == quote)
      return at + 1;
  }
  return std::string_view::npos;
}

// Translates one value. Errors end it: there is no value then.
class ScriptReader {
 public:
  explicit ScriptReader(std::string_view text) : text_(text) {}

  std::optional<std::string> read() {
    skip_space();
    const bool is_call = text_.substr(at_).starts_with("(function") || text_.substr(at_).starts_with("function");
    std::string out;
    if (!(is_call ? read_call(out) : read_value(out, 0)) || out.size() > kMaxScriptValueBytes) return std::nullopt;
    return out;
  }

 private:
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  void skip_space() {
    while (at_ < text_.size() && (is_ascii_space(text_[at_]) || text_[at_] == '\r')) ++at_;
  }

  bool take(char c) {
    skip_space();
    if (peek() != c) return false;
    ++at_;
    return true;
  }

  // `(function(a,b){...;return {...}}(1,"x"))`, also with `)` before the arguments.
  bool read_call(std::string& out) {
    const std::size_t open = text_.find('(', text_.find("function", at_)), close = text_.find(')', open);
    if (open == text_.npos || close == text_.npos) return false;
    std::vector<std::string> names;
    for (std::size_t at = open + 1; at < close;) {
      const std::size_t end = std::min(text_.find(',', at), close);
      names.emplace_back(trimmed(text_.substr(at, end - at)));
      at = end + 1;
    }
    at_ = close + 1;
    if (!take('{')) return false;
    --at_;
    const std::size_t body = at_;
    if (!skip_brackets()) return false;
    const std::size_t end = at_;
    take(')');
    if (!take('(')) return false;
    for (const std::string& name : names) {
      skip_space();
      if (peek() == ')') break;
      std::string value;
      if (!read_value(value, 1)) return false;
      arguments_[name] = std::move(value);
      if (!take(',')) break;
    }
    // The last one may be in a function of the value: the first that begins an object counts.
    constexpr std::string_view kReturn = "return";
    for (at_ = text_.find(kReturn, body); at_ < end; at_ = text_.find(kReturn, at_)) {
      at_ += kReturn.size();
      skip_space();
      if (peek() == '{' || peek() == '[') return read_value(out, 0);
    }
    return false;
  }

  // Skips the value in brackets at at_, with its strings.
  bool skip_brackets() {
    int depth = 0;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '"' || c == '\'' || c == '`') {
        at_ = end_of_script_string(text_, at_);
        if (at_ == text_.npos) break;
        continue;
      }
      ++at_;
      depth += (c == '{' || c == '[' || c == '(') - (c == '}' || c == ']' || c == ')');
      if (depth == 0) return true;
    }
    at_ = text_.size();
    return false;
  }

  bool read_value(std::string& out, int depth) {
    skip_space();
    if (depth > kMaxJsonDepth || out.size() > kMaxScriptValueBytes) return false;
    const char c = peek();
    if (c == '{' || c == '[') return read_container(out, depth);
    if (c == '"' || c == '\'' || c == '`') return read_string(out);
    if (c == '!') {
      ++at_;
      out += take('0') ? "true" : "false";
      at_ += peek() == '1' ? 1 : 0;
      return true;
    }
    if (is_ascii_digit(c) || c == '-' || c == '.' || c == '+') return read_number(out);
    return is_identifier_byte(c) && read_expression(out);
  }

  bool read_container(std::string& out, int depth) {
    const bool is_object = text_[at_++] == '{';
    const char end = is_object ? '}' : ']';
    out += is_object ? '{' : '[';
    for (bool first = true;; first = false) {
      skip_space();
      if (take(end)) break;
      if (!first && (!take(',') || take(end))) {
        if (at_ > 0 && text_[at_ - 1] == end) break;
        return false;
      }
      if (!first) out += ',';
      if (is_object && !read_name(out)) return false;
      if (!read_value(out, depth + 1)) return false;
    }
    out += end;
    return true;
  }

  bool read_name(std::string& out) {
    skip_space();
    if (peek() == '"' || peek() == '\'') {
      if (!read_string(out)) return false;
    } else {
      const std::size_t begin = at_;
      while (at_ < text_.size() && is_identifier_byte(text_[at_])) ++at_;
      if (at_ == begin) return false;
      out.append("\"").append(text_.substr(begin, at_ - begin)).append("\"");
    }
    out += ':';
    return take(':');
  }

  bool read_string(std::string& out) {
    const std::size_t end = end_of_script_string(text_, at_);
    if (end == text_.npos) return false;
    out += '"';
    for (++at_; at_ + 1 < end; ++at_) {
      const char c = text_[at_];
      if (c == '\\') {
        take_escape(out);
      } else if (c == '"') {
        out += "\\\"";
      } else if (static_cast<unsigned char>(c) < 0x20) {
        out += c == '\n' ? "\\n" : " ";
      } else {
        out += c;
      }
    }
    at_ = end;
    out += '"';
    return true;
  }

  // The escape whose backslash is at at_; leaves at_ at its last byte.
  void take_escape(std::string& out) {
    const char next = text_[++at_];
    if (next == 'x') {
      out += "\\u00";
    } else if (std::string_view("\"\\/bfnrtu").find(next) != std::string_view::npos) {
      out += '\\';
      out += next;
    } else if (next != '\n') {
      out += next;
    }
  }

  bool read_number(std::string& out) {
    const std::size_t begin = at_;
    while (at_ < text_.size() &&
           (is_ascii_digit(text_[at_]) || std::string_view("+-.eE").find(text_[at_]) != std::string_view::npos))
      ++at_;
    std::string number(text_.substr(begin, at_ - begin));
    if (number.starts_with('.')) number.insert(0, "0");
    if (number.starts_with("-.")) number.insert(1, "0");
    if (number.ends_with('.')) number += '0';
    double value = 0;
    const auto [end, failure] = std::from_chars(number.data(), number.data() + number.size(), value);
    if (failure != std::errc() || end != number.data() + number.size()) return false;
    out += number;
    return true;
  }

  // A word, the name of an argument, or an expression, which is null: `void 0`, `new Date(1)`, `function() {...}`.
  bool read_expression(std::string& out) {
    const std::size_t begin = at_;
    while (at_ < text_.size() && (is_identifier_byte(text_[at_]) || text_[at_] == '.')) ++at_;
    const std::string word(text_.substr(begin, at_ - begin));
    if (word == "true" || word == "false" || word == "null") {
      out += word;
      return true;
    }
    if (const auto argument = arguments_.find(word); argument != arguments_.end()) {
      out += argument->second;
      return true;
    }
    while (at_ < text_.size() && std::string_view(",]};)").find(text_[at_]) == std::string_view::npos) {
      const bool opens = std::string_view("{[(\"'`").find(text_[at_]) != std::string_view::npos;
      if (opens && !skip_part()) return false;
      if (!opens) ++at_;
    }
    out += "null";
    return true;
  }

  bool skip_part() {
    if (std::string_view("{[(").find(text_[at_]) != std::string_view::npos) return skip_brackets();
    at_ = end_of_script_string(text_, at_);
    return at_ != text_.npos;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::map<std::string, std::string> arguments_;  // as JSON
};

}  // namespace

std::optional<std::string> json_of_script(std::string_view script) {
  return ScriptReader(script).read();
}

}  // namespace broadtape
