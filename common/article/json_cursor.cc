#include "common/article/json_cursor.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "common/error/error.h"
#include "common/text/utf8.h"

namespace broadtape {
namespace {

constexpr std::string_view kWhiteSpace = " \t\r\n";
constexpr std::string_view kEscapes = "\"\\/bfnrt";
constexpr std::string_view kEscaped = "\"\\/\b\f\n\r\t";

[[noreturn]] void refuse(const char* what, std::size_t at) {
  throw Error(ErrorKind::kCorrupt,
              std::string("a stored record is damaged: there is no ") + what + " at byte " + std::to_string(at));
}

// Escapes by number are rare: our own writer needs them for no character that articles have.
std::string unescaped_by_number(std::string_view inside, std::size_t at) {
  const nlohmann::json value = nlohmann::json::parse("\"" + std::string(inside) + "\"", nullptr, false);
  if (!value.is_string()) refuse("valid string", at);
  return value.get<std::string>();
}

std::string unescaped(std::string_view inside, std::size_t at) {
  std::string text;
  text.reserve(inside.size());
  for (;;) {
    const std::size_t backslash = inside.find('\\');
    text += inside.substr(0, backslash);
    if (backslash == std::string_view::npos) return text;
    // A string ends at a quotation mark without a backslash, so there is a letter behind each backslash.
    const std::size_t escape = kEscapes.find(inside[backslash + 1]);
    if (escape == std::string_view::npos) return text + unescaped_by_number(inside.substr(backslash), at);
    text += kEscaped[escape];
    inside.remove_prefix(backslash + 2);
  }
}

}  // namespace

char JsonCursor::peek() {
  while (at_ < text_.size() && kWhiteSpace.find(text_[at_]) != std::string_view::npos) ++at_;
  return at_ < text_.size() ? text_[at_] : '\0';
}

bool JsonCursor::accept(char c) {
  if (peek() != c || at_ == text_.size()) return false;
  ++at_;
  return true;
}

void JsonCursor::expect(char c) {
  const char name[] = {'\'', c, '\'', '\0'};
  if (!accept(c)) refuse(name, at_);
}

std::string_view JsonCursor::quoted() {
  expect('"');
  const std::size_t begin = at_;
  for (;;) {
    const std::size_t quote = text_.find('"', at_);
    if (quote == std::string_view::npos) refuse("end of the string", begin);
    std::size_t backslashes = 0;
    while (quote - backslashes > begin && text_[quote - backslashes - 1] == '\\') ++backslashes;
    at_ = quote + 1;
    if (backslashes % 2 == 0) return text_.substr(begin, quote - begin);
  }
}

std::string_view JsonCursor::literal() {
  peek();
  const std::size_t begin = at_;
  at_ = std::min(text_.find_first_of(",:]}[{\" \t\r\n", at_), text_.size());
  if (at_ == begin) refuse("value", at_);
  return text_.substr(begin, at_ - begin);
}

std::string JsonCursor::string() {
  std::string text = unescaped(quoted(), at_);
  if (!is_valid_utf8(text)) refuse("valid UTF-8", at_);
  return text;
}

std::uint32_t JsonCursor::number() {
  const std::string_view written = literal();
  std::uint32_t value = 0;
  const auto [stop, error] = std::from_chars(written.data(), written.data() + written.size(), value);
  if (error != std::errc{} || stop != written.data() + written.size()) refuse("number", at_);
  return value;
}

bool JsonCursor::boolean() {
  const std::string_view written = literal();
  if (written != "true" && written != "false") refuse("truth value", at_);
  return written == "true";
}

void JsonCursor::skip() {
  std::size_t depth = 0;
  do {
    const char c = peek();
    if (c == '"') {
      quoted();
    } else if (c == '{' || c == '[') {
      ++depth;
      ++at_;
    } else if ((c == '}' || c == ']') && depth > 0) {
      --depth;
      ++at_;
    } else if ((c == ',' || c == ':') && depth > 0) {
      ++at_;
    } else {
      literal();
    }
  } while (depth > 0);
}

void JsonCursor::finish() {
  peek();
  if (at_ != text_.size()) refuse("end", at_);
}

}  // namespace broadtape
