#include "common/tickers/symbol_form.h"

#include <algorithm>
#include <array>

#include "common/text/ascii.h"

namespace broadtape {
namespace {

bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}
bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_word_byte(char c) {
  return is_ascii_digit(c) || is_ascii_upper(c) || is_lower(c) || static_cast<unsigned char>(c) >= 0x80;
}

constexpr std::size_t kMaxRootBytes = 6;
constexpr std::size_t kMaxSuffixBytes = 3;

constexpr std::array<std::string_view, 12> kMissingValues = {"nan",  "NaN",  "NAN", "None", "NONE", "none",
                                                             "null", "NULL", "N/A", "n/a",  "NaT",  "<NA>"};

std::size_t count_while(std::string_view text, std::size_t at, bool (*is_wanted)(char)) {
  std::size_t length = 0;
  while (at + length < text.size() && is_wanted(text[at + length])) ++length;
  return length;
}

// Non-ASCII characters are part of a word, except typographic apostrophes and quotes.
bool word_goes_on(std::string_view text, std::size_t at) {
  return at < text.size() && is_word_byte(text[at]) && text.substr(at, 2) != "\xE2\x80";
}

}  // namespace

std::string_view trim_spaces(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

std::string upper_symbol(std::string_view written) {
  if (written.empty() || written.size() > kMaxSymbolBytes) return {};
  std::string symbol;
  std::size_t digits = 0;
  bool has_letter = false;
  for (const char c : written) {
    const bool is_letter = is_ascii_upper(c) || is_lower(c);
    if (!is_letter && !is_ascii_digit(c) && std::string_view("._-/=^&").find(c) == std::string_view::npos) return {};
    has_letter |= is_letter;
    digits += is_ascii_digit(c);
    symbol += is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c;
  }
  const char first = symbol.front();
  const bool begins_well = is_ascii_upper(first) || is_ascii_digit(first) || first == '.' || first == '^';
  return begins_well && (has_letter || digits >= 4) ? symbol : std::string{};
}

bool is_missing_value(std::string_view written) {
  return std::find(kMissingValues.begin(), kMissingValues.end(), written) != kMissingValues.end();
}

std::size_t symbol_length_at(std::string_view text, std::size_t at) {
  std::size_t end = at + count_while(text, at, [](char c) { return is_ascii_upper(c) || is_ascii_digit(c); });
  if (end == at || end - at > kMaxRootBytes) return 0;
  // Reuters codes have lower-case share classes before the suffix: `BRKb.N`, `VOWG_p.DE`.
  std::size_t root_end = end;
  if (root_end < text.size() && text[root_end] == '_') ++root_end;
  root_end += count_while(text, root_end, is_lower) == 1 ? 1 : 0;
  if (root_end < text.size() && text[root_end] == '.' && !(root_end > end && text[root_end - 1] == '_')) end = root_end;
  if (end < text.size() && (text[end] == '.' || text[end] == '-' || text[end] == '/')) {
    const std::size_t suffix = count_while(text, end + 1, is_ascii_upper);
    if (suffix > 0 && suffix <= kMaxSuffixBytes && !word_goes_on(text, end + 1 + suffix)) end += 1 + suffix;
  }
  return word_goes_on(text, end) ? 0 : end - at;
}

}  // namespace broadtape
