#include "common/text/compound_words.h"

#include <algorithm>

#include "common/text/ascii.h"
#include "common/text/char_class.h"

namespace broadtape {
namespace {

constexpr std::size_t kShortestCurrency = 3;
constexpr std::size_t kLongestCurrency = 5;
constexpr std::size_t kMaxCompoundDigits = 5;

bool is_run_of(std::string_view run, unsigned classes) {
  return std::all_of(run.begin(), run.end(),
                     [&](char c) { return (kByteClass[static_cast<std::uint8_t>(c)] & classes) != 0; });
}

// The length of the hyphen at `at`: `-`, U+2010 or U+2011. 0 for anything else.
std::size_t hyphen_length(std::string_view text, std::size_t at) {
  if (at >= text.size()) return 0;
  if (text[at] == '-') return 1;
  const std::string_view three = text.substr(at, 3);
  return three == "\u2010" || three == "\u2011" ? 3 : 0;
}

bool is_hyphen_before(std::string_view text, std::size_t at) {
  const std::string_view before = text.substr(0, at);
  return before.ends_with('-') || before.ends_with("\u2010") || before.ends_with("\u2011");
}

// Whether the word that ends at `at` is part of something longer: `sell-off-driven`, `F-1.5`, `M-S&P`, `e-U.S.`.
bool is_continued(std::string_view text, std::size_t begin, std::size_t at) {
  if (at >= text.size()) return false;
  const bool word_follows = (byte_class(text, at + 1) & (kAlnumByte | kNonAsciiByte)) != 0;
  switch (text[at]) {
    case '&':
      return true;
    case '.':
      return word_follows && (at - begin == 1 || (byte_class(text, at - 1) & kDigitByte) != 0);
    case ',':
      return (byte_class(text, at - 1) & kDigitByte) != 0 && (byte_class(text, at + 1) & kDigitByte) != 0;
    case '\'':
      return word_follows && lower_ascii(text[at + 1]) != 's';
    default:
      break;
  }
  if (const std::size_t hyphen = hyphen_length(text, at)) return is_word_at(text, at + hyphen);
  return byte_class(text, at) == kNonAsciiByte && is_word_at(text, at);
}

bool are_currencies(std::string_view left, std::string_view right) {
  return left.size() >= kShortestCurrency && left.size() <= kLongestCurrency && right.size() == kShortestCurrency &&
         is_run_of(left, kLetterByte) && is_run_of(right, kLetterByte);
}

bool are_parts(std::string_view left, std::string_view right) {
  if (!is_run_of(left, kLetterByte)) return false;
  return is_run_of(right, kLetterByte) || (right.size() <= kMaxCompoundDigits && is_run_of(right, kDigitByte));
}

}  // namespace

std::optional<std::string> compound(std::string_view text, std::size_t begin, std::size_t end) {
  const bool slash = end < text.size() && text[end] == '/';
  const std::size_t gap = slash ? 1 : hyphen_length(text, end);
  if (gap == 0 || is_hyphen_before(text, begin)) return std::nullopt;
  const std::size_t right = end + gap;
  const std::size_t right_end = run_end(text, right, kAlnumByte);
  if (right_end == right || end - begin + right_end - right > kMaxCompoundBytes) return std::nullopt;
  const std::string_view first = text.substr(begin, end - begin), second = text.substr(right, right_end - right);
  if (!(slash ? are_currencies(first, second) : are_parts(first, second))) return std::nullopt;
  if (is_continued(text, right, right_end)) return std::nullopt;
  return ascii_lowered(first) + ascii_lowered(second);
}

std::optional<std::string> basis_points(std::string_view text, std::size_t end) {
  std::size_t at = end;
  while (at < text.size() && (text[at] == ' ' || text[at] == '\n')) ++at;
  if (at == end) at += hyphen_length(text, end);
  const std::size_t right_end = run_end(text, at, kAlnumByte);
  const std::string right = ascii_lowered(text.substr(std::min(at, text.size()), right_end - at));
  if (at == end || (right != "point" && right != "points") || is_continued(text, at, right_end)) return std::nullopt;
  return "basispoint";
}

std::size_t period_before_year(std::string_view word) {
  constexpr std::size_t kPeriodBytes = 2;
  if (word.size() != kPeriodBytes + 2 && word.size() != kPeriodBytes + 4) return 0;
  const std::string_view year = word.substr(kPeriodBytes);
  if (!is_run_of(year, kDigitByte) || (year.size() == 4 && !year.starts_with("20"))) return 0;
  // Without an apostrophe, the digits of `Q125` may be anything.
  if (is_ascii_digit(word[1]) || !is_period(word.substr(0, kPeriodBytes))) return 0;
  return kPeriodBytes;
}

bool is_period(std::string_view word) {
  if (word.size() != 2) return false;
  return word == "fy" || word == "cy" || !number_last(word).empty() ||
         !number_last(std::string{word[1], word[0]}).empty();
}

std::string four_digit_year(std::string_view digits) {
  return (digits.size() == 2 ? "20" : "") + std::string(digits);
}

std::string number_last(std::string_view word) {
  if (word.size() != 2) return {};
  const char last_number = word[1] == 'q' ? '4' : word[1] == 'h' ? '2' : '\0';
  return word[0] >= '1' && word[0] <= last_number ? std::string{word[1], word[0]} : std::string{};
}

}  // namespace broadtape
