#include <algorithm>

#include "common/time/date_parts.h"

namespace broadtape {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// White space and non-ASCII characters in dates.
struct KnownSign {
  std::string_view bytes;
  char sign;  // ' ' for white space
};
constexpr KnownSign kKnownSigns[] = {
    {"\xC2\xA0", ' '},                              // no-break space
    {"\xE2\x80\x89", ' '},                          // thin space
    {"\xE2\x80\xAF", ' '},                          // narrow no-break space
    {"\xE3\x80\x80", ' '},                          // ideographic space
    {"\xE2\x80\x8E", ' '},                          // left-to-right mark
    {"\xE2\x80\x8F", ' '},                          // right-to-left mark
    {"\xE2\x80\x90", '-'},                          // hyphens
    {"\xE2\x80\x91", '-'},  {"\xE2\x80\x93", '-'},  // en dash
    {"\xE2\x80\x94", '-'},                          // em dash
    {"\xE2\x88\x92", '-'},                          // minus
    {"\xE2\x80\x99", '\''}, {"\xC2\xB7", '|'},      // middle dot
    {"\xE2\x80\xA2", '|'},                          // bullet
    {"\xE3\x83\xBB", '|'},                          // katakana middle dot
};

// The sign at the start of `text` with its bytes.
KnownSign sign_at(std::string_view text) {
  const char first = text.front();
  if (static_cast<unsigned char>(first) < 0x80) {
    return {text.substr(0, 1), first == '\t' || first == '\n' || first == '\r' ? ' ' : first};
  }
  for (const KnownSign& known : kKnownSigns) {
    if (text.starts_with(known.bytes)) return known;
  }
  return {text.substr(0, 1), '\0'};
}

// The end of the run of letters that begins at `at`, in Thai with the full stops of abbreviations: `ม.ค.`.
std::size_t word_end(std::string_view text, std::size_t at) {
  while (const std::size_t bytes = letter_bytes(text.substr(at))) {
    constexpr std::size_t kThaiBytes = 3;
    at += bytes;
    if (bytes == kThaiBytes && at < text.size() && text[at] == '.') ++at;
  }
  return at;
}

int small_value(std::string_view digits) {
  if (digits.size() > 9) return -1;
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

}  // namespace

DateTokens::DateTokens(std::string_view text) : text_(text) {
  tokens_.reserve(16);
  bool spaced = false;
  for (std::size_t at = 0; at < text.size();) {
    DateToken token;
    std::size_t end = at + 1;
    if (is_digit(text[at])) {
      while (end < text.size() && is_digit(text[end])) ++end;
      token.kind = DateTokenKind::kNumber;
      token.value = small_value(text.substr(at, end - at));
    } else if (const KnownSign known = sign_at(text.substr(at)); known.sign != '\0' && !letter_bytes(known.bytes)) {
      end = at + known.bytes.size();
      token.kind = DateTokenKind::kSign;
      token.sign = known.sign;
    } else if (starts_with_cjk(text.substr(at))) {
      end = at + std::max<std::size_t>(known_word_bytes(text.substr(at)), 3);
      token.kind = DateTokenKind::kWord;
    } else if (word_end(text, at) > at) {
      end = word_end(text, at);
      token.kind = DateTokenKind::kWord;
    } else {
      token.kind = DateTokenKind::kSign;
    }
    if (token.is_sign(' ')) {
      spaced = true;
    } else {
      token.text = text.substr(at, end - at);
      token.spaced = spaced;
      if (token.kind == DateTokenKind::kWord) token.word = find_date_word(token.text);
      roles_ |= token.word.roles;
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

std::string_view DateTokens::text_of(std::size_t ahead, std::size_t count) const {
  const char* first = peek(ahead).text.data();
  const std::string_view last = peek(ahead + count - 1).text;
  return text_.substr(static_cast<std::size_t>(first - text_.data()),
                      static_cast<std::size_t>(last.data() + last.size() - first));
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
