#include "indexer/readers/html/loose_json.h"

#include "common/text/ascii.h"
#include "common/text/decode.h"
#include "indexer/readers/json/json.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

// Removes `<!--`, `//<![CDATA[`, `/*<![CDATA[*/` and the like at both ends: what surrounds the brackets of the value.
std::string_view without_wrapper(std::string_view script) {
  const std::size_t begin = script.find('{');
  const std::size_t array = script.find_first_of("[{");
  if (begin == std::string_view::npos) return {};
  // `[` also opens CDATA; that of an array is followed by an object.
  const std::size_t bracket = script.rfind('[', begin);
  const bool is_array = array < begin && bracket != std::string_view::npos &&
                        trimmed(script.substr(bracket + 1, begin - bracket - 1)).empty() &&
                        !script.substr(0, bracket + 1).ends_with("CDATA[");
  const std::size_t from = is_array ? bracket : begin;
  const std::size_t last = script.rfind('}');
  if (last == std::string_view::npos || last < from) return script.substr(from);
  std::size_t end = last + 1;
  if (is_array) {
    const std::size_t close = script.find(']', end);
    if (close != std::string_view::npos &&
        trimmed(script.substr(end, close - end)).find_first_not_of(", ;") == std::string_view::npos) {
      end = close + 1;
    }
  }
  return script.substr(from, end - from);
}

// Repairs of JSON as people write it by hand and templates without escaping.
class LooseJson {
 public:
  explicit LooseJson(std::string_view text) : text_(text) {}

  // `{...} {...}` becomes a list. With `inner_quotes`, a quote ends a string only before `,`, `:`, `}`, `]` or the end.
  std::string repaired(bool inner_quotes) {
    inner_quotes_ = inner_quotes;
    for (; at_ < text_.size(); ++at_) {
      if (in_string_)
        take_in_string(text_[at_]);
      else
        take_outside(text_[at_]);
    }
    return several_ ? '[' + out_ + ']' : std::move(out_);
  }

 private:
  char next_visible(std::size_t at) const {
    while (at < text_.size() && (is_ascii_space(text_[at]) || text_[at] == '\r')) ++at;
    return at < text_.size() ? text_[at] : '\0';
  }

  bool ends_string() const {
    const char next = next_visible(at_ + 1);
    return !inner_quotes_ || next == ',' || next == ':' || next == '}' || next == ']' || next == '\0';
  }

  void take_in_string(char c) {
    constexpr std::string_view kEscapes = "\"\\/bfnrtu";
    if (c == '\\') {
      const char next = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
      if (kEscapes.find(next) != std::string_view::npos && next != '\0') {
        out_ += {c, next};
        ++at_;
      }
      return;  // an unknown escape loses its backslash
    }
    if (c == '"' && !ends_string()) {
      out_ += "\\\"";
      return;
    }
    in_string_ = c != '"';
    if (static_cast<unsigned char>(c) < 0x20)
      out_ += c == '\n' ? "\\n" : " ";
    else
      out_ += c;
  }

  void take_outside(char c) {
    if (c == ',') {
      const char next = next_visible(at_ + 1);
      if (next == '}' || next == ']' || next == ',' || next == '\0') return;
    }
    if (depth_ == 0 && c == '{' && !out_.empty()) {
      several_ = true;
      if (!trimmed(out_).ends_with(',')) out_ += ',';
    }
    if (depth_ == 0 && c == ';') return;
    if (c == '{' || c == '[') ++depth_;
    if (c == '}' || c == ']') --depth_;
    in_string_ = c == '"';
    out_ += c;
  }

  std::string_view text_;
  std::string out_;
  std::size_t at_ = 0;
  int depth_ = 0;
  bool in_string_ = false, inner_quotes_ = false, several_ = false;
};

}  // namespace

std::optional<nlohmann::json> read_loosely(std::string_view script) {
  std::string text(without_wrapper(script));
  if (text.empty()) return std::nullopt;
  if (JsonResult strict = parse_json(text); strict.value) return std::move(strict.value);
  if (text.find('"') == std::string::npos && text.find("&quot;") != std::string::npos) text = decode_entities(text);
  for (const bool inner_quotes : {false, true}) {
    if (JsonResult loose = parse_json(LooseJson(text).repaired(inner_quotes)); loose.value) {
      return std::move(loose.value);
    }
  }
  return std::nullopt;
}

}  // namespace broadtape
