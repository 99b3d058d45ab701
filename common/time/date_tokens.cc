#include "common/time/date_parts.h"

namespace broadtape {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// White space and non-ASCII characters in dates.
struct KnownSign {
  std::string_view bytes;
  char sign;  // ' ' for white space
};
constexpr KnownSign kKnownSigns[] = {
    {" ", ' '},
    {"\t", ' '},
    {"\n", ' '},
    {"\r", ' '},
    {"\xC2\xA0", ' '},  // no-break space
    {"\xE2\x80\x89", ' '},
    {"\xE2\x80\xAF", ' '},  // thin and narrow no-break space
    {"\xE2\x80\x93", '-'},
    {"\xE2\x80\x94", '-'},
    {"\xE2\x88\x92", '-'},  // en dash, em dash, minus
    {"\xC2\xB7", '|'},
    {"\xE2\x80\xA2", '|'},  // middle dot, bullet
};

// The sign at the start of `text` with its bytes.
KnownSign sign_at(std::string_view text) {
  for (const KnownSign& known : kKnownSigns) {
    if (text.starts_with(known.bytes)) return known;
  }
  const bool is_ascii = static_cast<unsigned char>(text.front()) < 0x80;
  return {text.substr(0, 1), is_ascii ? text.front() : '\0'};
}

int small_value(std::string_view digits) {
  if (digits.size() > 9) return -1;
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

}  // namespace

DateTokens::DateTokens(std::string_view text) : text_(text) {
  bool spaced = false;
  for (std::size_t at = 0; at < text.size();) {
    DateToken token;
    std::size_t end = at + 1;
    if (is_digit(text[at])) {
      while (end < text.size() && is_digit(text[end])) ++end;
      token.kind = DateTokenKind::kNumber;
      token.value = small_value(text.substr(at, end - at));
    } else if (is_letter(text[at])) {
      while (end < text.size() && is_letter(text[end])) ++end;
      token.kind = DateTokenKind::kWord;
    } else {
      const KnownSign known = sign_at(text.substr(at));
      end = at + known.bytes.size();
      token.kind = DateTokenKind::kSign;
      token.sign = known.sign;
    }
    if (token.is_sign(' ')) {
      spaced = true;
    } else {
      token.text = text.substr(at, end - at);
      token.spaced = spaced;
      tokens_.push_back(token);
      spaced = false;
    }
    at = end;
  }
}

const DateToken& DateTokens::peek(std::size_t ahead) const {
  static const DateToken kNone;
  return at_ + ahead < tokens_.size() ? tokens_[at_ + ahead] : kNone;
}

std::string_view DateTokens::rest() const {
  if (at_end()) return {};
  return text_.substr(static_cast<std::size_t>(peek().text.data() - text_.data()));
}

bool equals_upper(std::string_view word, std::string_view upper) {
  if (word.size() != upper.size()) return false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const char c = word[i] >= 'a' && word[i] <= 'z' ? static_cast<char>(word[i] - 'a' + 'A') : word[i];
    if (c != upper[i]) return false;
  }
  return true;
}

}  // namespace broadtape
