#include "common/companies/mark_finder.h"

#include <algorithm>
#include <array>
#include <utility>

#include "common/companies/symbol_form.h"
#include "common/text/ascii.h"
#include "common/text/function_words.h"

namespace broadtape {
namespace {

constexpr std::size_t kMaxListed = 12;      // symbols in one pair of parentheses
constexpr std::size_t kMaxBracketRoot = 5;  // `<CHEM>`
constexpr std::size_t kMinIndexCode = 3;    // with its dot: `.SPX`
constexpr std::size_t kMaxBracketBytes = 16;
constexpr std::size_t kMinLowerCode = 3;  // not `<em>`
constexpr std::size_t kMaxLowerCashtag = 5;
constexpr std::size_t kMinClassRoot = 2;  // `HEI.A`, not `A/B`
constexpr std::size_t kMaxLinkBytes = 2000;
constexpr std::size_t kMinPlaceRoot = 3;         // `XOM-US`, not `UK-US`
constexpr std::size_t kMaxTerminalBytes = 12;    // `BRK/B US`
constexpr std::size_t kMaxInitialismBytes = 80;  // how far before `(EPS)` its words may begin

bool is_alnum(char c) {
  return is_ascii_upper(c) || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

char at_or_space(std::string_view text, std::size_t at) {
  return at < text.size() ? text[at] : ' ';
}
char before_or_space(std::string_view text, std::size_t at) {
  return at > 0 ? text[at - 1] : ' ';
}

std::size_t skip_spaces(std::string_view text, std::size_t at) {
  while (at < text.size() && text[at] == ' ') ++at;
  return at;
}

// Skips what may open a symbol: quotes, and the bracket of a link. `(NYSE: “BABA”)`, `(NASDAQ: [NVDA](#quote))`.
std::size_t skip_opening(std::string_view text, std::size_t at) {
  if (text.substr(at, 3) == "\xE2\x80\x9C") return at + 3;
  return at < text.size() && (text[at] == '"' || text[at] == '[') ? at + 1 : at;
}

// Skips what closes it, and the address of the link.
std::size_t skip_closing(std::string_view text, std::size_t at) {
  if (text.substr(at, 3) == "\xE2\x80\x9D") return at + 3;
  if (text.substr(at, 2) == "](") {
    const std::size_t length = text.substr(at, kMaxLinkBytes).find_first_of(")\n");
    return length != text.npos && text[at + length] == ')' ? at + length + 1 : at;
  }
  return at < text.size() && (text[at] == '"' || text[at] == ']') ? at + 1 : at;
}

// HTML tags in capitals that remain in stripped pages.
constexpr std::array<std::string_view, 18> kHtmlTags = {"A", "B",   "BR", "DIV", "EM",   "HR", "I",     "IMG", "LI",
                                                        "P", "PRE", "Q",  "S",   "SPAN", "TD", "TITLE", "TR",  "U"};

constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kOldSuffixes = {{{".HKG", ".HK"},
                                                                                        {".TOK", ".T"},
                                                                                        {".LON", ".L"},
                                                                                        {".FRA", ".F"},
                                                                                        {".MEL", ".AX"},
                                                                                        {".AMS", ".AS"},
                                                                                        {".TOR", ".TO"},
                                                                                        {".PAR", ".PA"},
                                                                                        {".NYSE", ""}}};

// The signs that a mark has. Points and hyphens are mostly others, so they count only before a capital.
enum SignKind : std::uint8_t { kNoSign, kSign, kSignBeforeCapital };
constexpr std::array<SignKind, 256> kSigns = [] {
  std::array<SignKind, 256> signs{};
  for (const char c : std::string_view("(:$</")) signs[static_cast<unsigned char>(c)] = kSign;
  for (const char c : std::string_view(".-")) signs[static_cast<unsigned char>(c)] = kSignBeforeCapital;
  return signs;
}();

// The first sign at or after `at`.
std::size_t next_sign(std::string_view text, std::size_t at) {
  for (; at < text.size(); ++at) {
    const SignKind kind = kSigns[static_cast<unsigned char>(text[at])];
    if (kind == kSign || (kind == kSignBeforeCapital && is_ascii_upper(at_or_space(text, at + 1)))) break;
  }
  return at;
}

bool has_letter(std::string_view text) {
  return std::any_of(text.begin(), text.end(), is_ascii_upper);
}

}  // namespace

std::vector<SymbolMark> MarkFinder::run() {
  has_closing_tags_ = text_.find("</") != std::string_view::npos;
  for (std::size_t at = next_sign(text_, 0); at < text_.size(); at = next_sign(text_, at)) {
    switch (text_[at]) {
      case '(':
        at = read_parenthesis(at);
        break;
      case ':':
        at = read_exchange(at);
        break;
      case '$':
        at = read_cashtag(at);
        break;
      case '<':
        at = read_bracket(at);
        break;
      case '/':
        at = read_class_symbol(at);
        break;
      case '-':
        at = read_place_symbol(at);
        break;
      default:
        at = read_reuters_code(at);
    }
  }
  read_terminal_codes();
  return std::move(marks_);
}

void MarkFinder::add(CodeBinding code, TickerEvidence evidence, std::size_t begin, std::size_t end) {
  if (!code.symbol.empty()) marks_.push_back({std::move(code), evidence, begin, end});
}

void MarkFinder::add_on_exchange(std::string_view exchange, std::string_view written, std::size_t begin) {
  const auto end = static_cast<std::size_t>(written.data() - text_.data()) + written.size();
  // The name ends before the bracket: `Nvidia (NASDAQ: NVDA)`.
  const std::size_t name_end = begin > 0 && text_[begin - 1] == '(' ? begin - 1 : begin;
  add(binder_.bind(directory_.canonical_on(exchange, written), name_end), TickerEvidence::kExchangeMark, begin, end);
}

MarkFinder::Listed MarkFinder::listed(std::string_view written, std::size_t at) const {
  CodeBinding code = binder_.bind(directory_.canonical(written), at);
  const bool is_word = directory_.is_abbreviation(written) || directory_.is_ordinary_word(code.symbol);
  return {written, std::move(code), written.size() == 1 || is_word};
}

// `T-cell receptor (TCR)`: the letters are the initials of the preceding words, so they are an abbreviation.
bool MarkFinder::is_initialism(std::string_view letters, std::size_t at) const {
  std::size_t wanted = letters.size();
  const std::size_t limit = at - std::min(at, kMaxInitialismBytes);
  while (wanted > 0) {
    while (at > limit && !is_alnum(text_[at - 1])) --at;
    const std::size_t end = at;
    while (at > limit && is_alnum(text_[at - 1])) --at;
    if (at == end) return false;
    const std::string_view word = text_.substr(at, end - at);
    const bool fits = (word[0] & ~0x20) == letters[wanted - 1];
    if (fits)
      --wanted;
    else if (word != "of" && word != "and" && word != "the" && word != "for")
      return false;
  }
  return true;
}

// `(MSFT)`, `(GOOG, GOOGL)`, `(AAPL +2.3%)`, `(NASDAQ NVDA)`.
std::size_t MarkFinder::read_parenthesis(std::size_t open) {
  std::vector<Listed> list;
  std::size_t at = skip_opening(text_, skip_spaces(text_, open + 1));
  while (list.size() < kMaxListed) {
    const std::size_t caret = at_or_space(text_, at) == '^' ? 1 : 0;
    const std::size_t length = symbol_length_at(text_, at + caret);
    if (length == 0) return open + 1;
    const std::string_view written = text_.substr(at, length + caret);
    at = skip_spaces(text_, skip_closing(text_, at + caret + length));
    const std::size_t next = symbol_length_at(text_, at);
    if (list.empty() && next > 0 && find_exchange_mark(written) != nullptr && at_or_space(text_, at + next) == ')') {
      add_on_exchange(written, text_.substr(at, next), open);
      return at + next;
    }
    list.push_back(listed(written, open));
    const char sign = at_or_space(text_, at);
    if (sign != ',' && sign != ';' && sign != '/') {
      const bool ends = sign == ')' || sign == '+' || sign == '-' || text_.substr(at, 3) == "\xE2\x88\x92";
      if (!ends) return open + 1;
      break;
    }
    at = skip_opening(text_, skip_spaces(text_, at + 1));
  }
  const bool all_known = std::all_of(list.begin(), list.end(), [](const Listed& l) { return l.code.is_listed; });
  const bool one_is_sure = std::any_of(list.begin(), list.end(), [&](const Listed& l) {
    return l.code.is_listed && !l.is_weak && !(list.size() == 1 && is_initialism(l.written, open));
  });
  for (Listed& l : list) {
    const bool is_code = l.written.find('.') != std::string_view::npos && l.written != l.code.symbol &&
                         directory_.is_ric_suffix(l.written.substr(l.written.rfind('.') + 1));
    const auto evidence = is_code ? TickerEvidence::kReutersCode : TickerEvidence::kParenthesis;
    const bool is_sure = l.code.is_listed && (l.is_weak ? one_is_sure && all_known : one_is_sure);
    if (is_sure || is_code || (l.code.is_listed && l.code.is_named)) add(std::move(l.code), evidence, open, at);
  }
  return at;
}

// `NASDAQ: NVDA`, `NYSE:F`, `(TSX: SHOP; NYSE: SHOP)`, `(NYSE, TSX: ABX)`; `at` is the colon.
std::size_t MarkFinder::read_exchange(std::size_t colon) {
  // The name of the exchange is one to three words before the colon; prefer the longest match.
  std::size_t begin = colon;
  while (begin > 0 && text_[begin - 1] == ' ') --begin;
  const std::size_t end = begin;
  std::string_view exchange;
  for (std::size_t words = 0; words < kMaxExchangeWords && begin > 0; ++words) {
    if (words > 0 && text_[begin - 1] == ' ') --begin;
    std::size_t word = begin;
    while (word > 0 && begin - word < 16 && (is_alnum(text_[word - 1]) || text_[word - 1] == '-')) --word;
    if (word == begin) break;
    begin = word;
    if (is_ascii_upper(text_[begin]) && find_exchange_mark(text_.substr(begin, end - begin)) != nullptr) {
      exchange = text_.substr(begin, end - begin);
    }
  }
  if (exchange.empty()) return colon + 1;
  const auto opening = static_cast<std::size_t>(exchange.data() - text_.data());
  const char before = before_or_space(text_, opening);
  const bool is_enclosed = before == '(' || before == '[' ||
                           (opening >= 2 && (text_[opening - 2] == ';' || text_[opening - 2] == ',') && before == ' ');
  // Short exchange names in other case are ordinary words: `she: `, `Six: `.
  const bool is_shouted = std::all_of(exchange.begin(), exchange.end(), [](char c) { return !(c >= 'a' && c <= 'z'); });
  const bool is_american = find_exchange_mark(exchange)->ric_suffix.empty();
  if ((exchange.size() <= 4 && !is_shouted) || (!is_enclosed && !is_american)) return colon + 1;

  std::size_t at = colon + 1;
  if (is_enclosed) at = skip_opening(text_, skip_spaces(text_, at));
  std::size_t done = colon + 1;
  for (std::size_t count = 0; count < kMaxListed; ++count) {
    const std::size_t length = symbol_length_at(text_, at);
    if (length == 0 || find_exchange_mark(text_.substr(at, length)) != nullptr) break;
    add_on_exchange(exchange, text_.substr(at, length), opening);
    done = at + length;
    at = skip_spaces(text_, skip_closing(text_, done));
    const char sign = at_or_space(text_, at);
    if (!is_enclosed || (sign != ',' && sign != '/')) break;
    at = skip_opening(text_, skip_spaces(text_, at + 1));
  }
  return done;
}

// `$TSLA`, `$BRK.B`, `$tsla` of a known symbol; not `$5bn`, `US$`, `$MM`, `$name`.
std::size_t MarkFinder::read_cashtag(std::size_t at) {
  const std::size_t length = symbol_length_at(text_, at + 1);
  if (length == 0) {
    std::size_t end = at + 1;
    while (end < text_.size() && text_[end] >= 'a' && text_[end] <= 'z') ++end;
    const std::string_view lower = text_.substr(at + 1, end - at - 1);
    const bool goes_on = is_alnum(at_or_space(text_, end)) || at_or_space(text_, end) == '_';
    if (lower.size() < kMinLowerCode || lower.size() > kMaxLowerCashtag || goes_on) return at + 1;
    const std::string symbol = upper_symbol(lower);
    CodeBinding code = binder_.bind(symbol, at);
    const bool is_word = directory_.is_ordinary_word(symbol) || directory_.is_abbreviation(symbol) ||
                         word_class(lower) != WordClass::kContent;
    if (code.is_listed && !is_word && !is_alnum(before_or_space(text_, at)))
      add(std::move(code), TickerEvidence::kCashtag, at, end);
    return end;
  }
  const std::string_view written = text_.substr(at + 1, length);
  if (length == 0 || is_alnum(before_or_space(text_, at)) || written.find_first_of("0123456789") != written.npos) {
    return at + 1;
  }
  CodeBinding code = binder_.bind(directory_.canonical(written), at);
  if (code.is_listed || (length >= 3 && !directory_.is_abbreviation(written))) {
    add(std::move(code), TickerEvidence::kCashtag, at, at + 1 + length);
  }
  return at + 1 + length;
}

// `<P>` is Phillips Petroleum in a text without `</P>`.
bool MarkFinder::is_html_tag(std::string_view name, std::size_t at) const {
  if (std::find(kHtmlTags.begin(), kHtmlTags.end(), name) == kHtmlTags.end()) return false;
  // In news the code directly follows the name of the company.
  std::size_t word_end = at;
  while (word_end > 0 && (text_[word_end - 1] == ' ' || text_[word_end - 1] == '\n')) --word_end;
  std::size_t word = word_end;
  while (word > 0 && word_end - word < 40 && is_alnum(text_[word - 1])) --word;
  const bool is_shouted = std::all_of(text_.begin() + static_cast<std::ptrdiff_t>(word),
                                      text_.begin() + static_cast<std::ptrdiff_t>(word_end), is_ascii_upper);
  const bool has_name_before = word < word_end && is_ascii_upper(text_[word]) && (word_end < at || is_shouted);
  return !has_name_before || has_closing_tags_;
}

// The code in `<...>` as written, without spaces and a full stop: `<IBM>`, `<GM.N>`, `< SEHL.L>`, `<EAF.>`. Empty if it
// is not like a code.
std::string_view MarkFinder::bracketed_at(std::size_t at) const {
  std::size_t begin = skip_spaces(text_, at + 1);
  const std::size_t end = text_.substr(begin, kMaxBracketBytes).find('>');
  if (end == text_.npos) return {};
  std::string_view code = text_.substr(begin, end);
  if (code.ends_with('.')) code.remove_suffix(1);
  const auto is_symbol = [](char c) {
    return (is_alnum(c) && static_cast<unsigned char>(c) < 0x80) || c == '.' || c == '-';
  };
  const std::string_view root = code.substr(0, code.find_first_of(".-"));
  if (root.empty() || root.size() > kMaxBracketRoot || !std::all_of(code.begin(), code.end(), is_symbol)) return {};
  return code;
}

// `CAPH.HKG`, `BAC.NYSE`: suffixes of 1987 as those of today's Reuters codes.
std::string MarkFinder::canonical_in_bracket(std::string_view written) const {
  std::string code(written);
  for (char& c : code) c = c >= 'a' && c <= 'z' ? static_cast<char>(c & ~0x20) : c;
  const std::size_t dot = code.rfind('.');
  for (const auto& [old, present] : kOldSuffixes) {
    if (dot == code.npos || code.compare(dot, code.npos, old) != 0) continue;
    code.replace(dot, code.npos, present);
    break;
  }
  const std::string canonical = directory_.canonical(code);
  return canonical.empty() ? upper_symbol(code) : canonical;  // `Nantucket Industries <NAN>` is no missing value
}

// `<IBM>`, `<GM.N>`; not the page codes `<O/R>` and `<.N>`.
std::size_t MarkFinder::read_bracket(std::size_t at) {
  const std::string_view written = bracketed_at(at);
  if (written.empty() || is_html_tag(written, at)) return at + 1;
  // In lower case it is a code directly behind a name: `Computer Horizons Corp <chrz>`.
  const bool is_lower = !has_letter(written.substr(0, written.find('.')));
  if (is_lower && (has_closing_tags_ || written.size() < kMinLowerCode || !binder_.has_name_before(at))) return at + 1;
  const auto end = static_cast<std::size_t>(written.data() - text_.data()) + written.size();
  // Reuters codes have lower-case share classes: `BRKb.N`.
  const bool is_plain =
      symbol_length_at(text_, static_cast<std::size_t>(written.data() - text_.data())) == written.size();
  std::string code = is_plain ? directory_.canonical(written) : canonical_in_bracket(written);
  if (code.empty()) code = upper_symbol(written);
  add(binder_.bind(code, at), TickerEvidence::kReutersCode, at, end);
  return end;
}

// `.SPX`, `.SOX` of an index of the directory.
std::size_t MarkFinder::read_index_code(std::size_t dot) {
  const std::size_t length = symbol_length_at(text_, dot + 1) + 1;
  if (length < kMinIndexCode || is_alnum(at_or_space(text_, dot + length))) return dot + 1;
  CodeBinding code = binder_.bind(directory_.canonical(text_.substr(dot, length)), dot);
  if (code.is_listed && code.company->kind == CompanyKind::kIndex) {
    add(std::move(code), TickerEvidence::kReutersCode, dot, dot + length);
  }
  return dot + length;
}

// The first byte of the word before a sign, as far as it may be a code.
std::size_t MarkFinder::word_begin(std::size_t sign) const {
  std::size_t begin = sign;
  while (begin > 0 && sign - begin < 9 && (is_alnum(text_[begin - 1]) || text_[begin - 1] == '_')) --begin;
  return begin;
}

// `BRK/B`, `BF.B`: a symbol of the directory with its class of shares.
std::size_t MarkFinder::read_class_symbol(std::size_t sign) {
  const std::size_t begin = word_begin(sign);
  const bool is_class = is_ascii_upper(at_or_space(text_, sign + 1)) && !is_alnum(at_or_space(text_, sign + 2));
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
    if (before_or_space(text_, word) != ' ' || word == 0 || is_alnum(at_or_space(text_, word + kKey.size() - 1)))
      continue;
    const std::size_t key = word - 1;
    const std::size_t place = text_.rfind(' ', key - 1);
    if (key == 0 || place == text_.npos || place == 0 || key - place != 3) continue;
    std::size_t begin = place;
    while (begin > 0 && key - begin <= kMaxTerminalBytes && (is_alnum(text_[begin - 1]) || text_[begin - 1] == '/'))
      --begin;
    const std::string_view root = text_.substr(begin, place - begin);
    const bool is_symbol = !root.empty() && symbol_length_at(text_, begin) == root.size();
    if (!is_symbol || !place_suffix(text_.substr(place + 1, key - place - 1)) || text_[place + 1] > 'Z' ||
        before_or_space(text_, begin) == '$')
      continue;
    Listed found = listed(text_.substr(begin, key + kKey.size() - begin), begin);
    if (!found.code.is_listed || (directory_.is_abbreviation(root) && !found.code.is_named)) continue;
    const bool is_word = directory_.is_ordinary_word(found.code.symbol) && has_letter(root) && !found.code.is_named;
    if (!is_word) add(std::move(found.code), TickerEvidence::kReutersCode, begin, key);
  }
  std::inplace_merge(marks_.begin(), marks_.begin() + static_cast<std::ptrdiff_t>(others), marks_.end(),
                     [](const SymbolMark& a, const SymbolMark& b) { return a.begin < b.begin; });
}

// `XOM.N`, `7203.T` without brackets must be in the directory, because `U.N` and `GDP.A` look the same.
std::size_t MarkFinder::read_reuters_code(std::size_t dot) {
  if (!is_ascii_upper(at_or_space(text_, dot + 1))) return dot + 1;
  if (before_or_space(text_, dot) == ' ' || before_or_space(text_, dot) == '(') return read_index_code(dot);
  if (const std::size_t end = read_class_symbol(dot); end > dot + 1) return end;
  const std::size_t begin = word_begin(dot);
  const std::size_t length = begin < dot ? symbol_length_at(text_, begin) : 0;
  if (begin + length <= dot || is_alnum(before_or_space(text_, begin)) || before_or_space(text_, begin) == '.') {
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
