// Codes that no bracket or name of an exchange marks: `XOM.N`, `.SPX`, `BRK/B`, `XOM-US`, `AAPL US Equity`. All must be
// in the directory.
#include <algorithm>
#include <utility>

#include "common/companies/mark_finder.h"
#include "common/companies/symbol_form.h"
#include "common/text/ascii.h"

namespace broadtape {
namespace {

constexpr std::size_t kMinIndexCode = 3;       // with its dot: `.SPX`
constexpr std::size_t kMinClassRoot = 2;       // `HEI.A`, not `A/B`
constexpr std::size_t kMinPlaceRoot = 3;       // `XOM-US`, not `UK-US`
constexpr std::size_t kMaxTerminalBytes = 12;  // `BRK/B US`

}  // namespace

// `.SPX`, `.SOX` of an index of the directory.
std::size_t MarkFinder::read_index_code(std::size_t dot) {
  const std::size_t length = symbol_length_at(text_, dot + 1) + 1;
  if (length < kMinIndexCode || is_word_byte(at_or_space(text_, dot + length))) return dot + 1;
  CodeBinding code = binder_.bind(directory_.canonical(text_.substr(dot, length)), dot);
  if (code.is_listed && code.company->kind == CompanyKind::kIndex) {
    add(std::move(code), TickerEvidence::kReutersCode, dot, dot + length);
  }
  return dot + length;
}

// The first byte of the word before a sign, as far as it may be a code.
std::size_t MarkFinder::word_begin(std::size_t sign) const {
  std::size_t begin = sign;
  while (begin > 0 && sign - begin < 9 && (is_word_byte(text_[begin - 1]) || text_[begin - 1] == '_')) --begin;
  return begin;
}

// `BRK/B`, `BF.B`: a symbol of the directory with its class of shares.
std::size_t MarkFinder::read_class_symbol(std::size_t sign) {
  const std::size_t begin = word_begin(sign);
  const bool is_class = is_ascii_upper(at_or_space(text_, sign + 1)) && !is_word_byte(at_or_space(text_, sign + 2));
  const char before = before_or_space(text_, begin);
  if (!is_class || sign - begin < kMinClassRoot || before == '.' || before == '/' || before == '$') return sign + 1;
  const std::size_t end = begin + symbol_length_at(text_, begin);
  if (end != sign + 2 || (at_or_space(text_, end) == '/')) return sign + 1;
  std::string symbol(text_.substr(begin, end - begin));
  symbol[sign - begin] = '.';
  if (directory_.holders(symbol).empty()) return sign + 1;
  CodeBinding code = binder_.bind(symbol, begin);
  if (code.is_listed) add(std::move(code), TickerEvidence::kReutersCode, begin, end);
  return end;
}

// `XOM-US`, `7203-JP`: a listed symbol with its place.
std::size_t MarkFinder::read_place_symbol(std::size_t sign) {
  const std::size_t begin = word_begin(sign), end = begin + symbol_length_at(text_, begin);
  const char before = before_or_space(text_, begin), behind = at_or_space(text_, end);
  const bool is_part = std::string_view("-./$#@_&").find(before) != std::string_view::npos || behind == '-' ||
                       behind == '/' || behind == '_';
  if (end <= sign + 1 || sign - begin < kMinPlaceRoot || is_part) return sign + 1;
  const std::string_view root = text_.substr(begin, sign - begin);
  const std::string_view place = text_.substr(sign + 1, end - sign - 1);
  const auto suffix = place_suffix(place);
  // Terminals have other codes of the United States: `CATCH-UP`.
  if (!suffix || place_suffix(root) || (suffix->empty() && place != "US")) return sign + 1;
  Listed found = listed(text_.substr(begin, end - begin), begin);
  const bool is_weak = found.is_weak || directory_.is_abbreviation(root);
  if (!found.code.is_listed || found.code.company == nullptr || (is_weak && !found.code.is_named)) return sign + 1;
  add(std::move(found.code), TickerEvidence::kReutersCode, begin, end);
  return end;
}

// `AAPL US Equity`, `BRK/B US Equity`, as terminals write codes, of listed symbols.
void MarkFinder::read_terminal_codes() {
  constexpr std::string_view kKey = " Equity";
  const std::size_t others = marks_.size();
  // Without its space, which every word has before it.
  for (std::size_t word = text_.find(kKey.substr(1)); word != text_.npos; word = text_.find(kKey.substr(1), word + 1)) {
    if (before_or_space(text_, word) != ' ' || word == 0 || is_word_byte(at_or_space(text_, word + kKey.size() - 1)))
      continue;
    const std::size_t key = word - 1;
    const std::size_t place = text_.rfind(' ', key - 1);
    if (key == 0 || place == text_.npos || place == 0 || key - place != 3) continue;
    std::size_t begin = place;
    while (begin > 0 && key - begin <= kMaxTerminalBytes && (is_word_byte(text_[begin - 1]) || text_[begin - 1] == '/'))
      --begin;
    const std::string_view root = text_.substr(begin, place - begin);
    const bool is_symbol = !root.empty() && symbol_length_at(text_, begin) == root.size();
    if (!is_symbol || !place_suffix(text_.substr(place + 1, key - place - 1)) || text_[place + 1] > 'Z' ||
        before_or_space(text_, begin) == '$')
      continue;
    Listed found = listed(text_.substr(begin, key + kKey.size() - begin), begin);
    if (!found.code.is_listed || (directory_.is_abbreviation(root) && !found.code.is_named)) continue;
    const bool is_word = directory_.is_ordinary_word(found.code.symbol) && has_capital(root) && !found.code.is_named;
    if (!is_word) add(std::move(found.code), TickerEvidence::kReutersCode, begin, key);
  }
  std::inplace_merge(marks_.begin(), marks_.begin() + static_cast<std::ptrdiff_t>(others), marks_.end(),
                     [](const SymbolMark& a, const SymbolMark& b) { return a.begin < b.begin; });
}

// `XOM.N`, `7203.T` without brackets must be in the directory, because `U.N` and `GDP.A` look the same.
std::size_t MarkFinder::read_reuters_code(std::size_t dot) {
  if (before_or_space(text_, dot) == ' ' || before_or_space(text_, dot) == '(') return read_index_code(dot);
  if (const std::size_t end = read_class_symbol(dot); end > dot + 1) return end;
  const std::size_t begin = word_begin(dot);
  const std::size_t length = begin < dot ? symbol_length_at(text_, begin) : 0;
  if (begin + length <= dot || is_word_byte(before_or_space(text_, begin)) || before_or_space(text_, begin) == '.') {
    return dot + 1;
  }
  const std::string_view written = text_.substr(begin, length);
  const std::string_view suffix = written.substr(dot - begin + 1);
  if (!directory_.is_ric_suffix(suffix) || (at_or_space(text_, begin + length) == '.' && dot - begin == 1))
    return dot + 1;
  CodeBinding code = binder_.bind(directory_.canonical(written), begin);
  const bool is_sure = dot - begin > 1 && !directory_.is_abbreviation(written.substr(0, dot - begin));
  if (code.is_listed && (is_sure || code.is_named)) {
    add(std::move(code), TickerEvidence::kReutersCode, begin, begin + length);
  }
  return begin + length;
}

}  // namespace broadtape
