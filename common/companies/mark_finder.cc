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
constexpr std::size_t kMaxBracketBytes = 16;
constexpr std::size_t kMinLowerCode = 3;  // not `<em>`
constexpr std::size_t kMaxLowerCashtag = 5;
constexpr std::size_t kMaxLinkBytes = 2000;
constexpr std::size_t kMaxInitialismBytes = 80;  // how far before `(EPS)` its words may begin

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
    while (at > limit && !is_word_byte(text_[at - 1])) --at;
    const std::size_t end = at;
    while (at > limit && is_word_byte(text_[at - 1])) --at;
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
    while (word > 0 && begin - word < 16 && (is_word_byte(text_[word - 1]) || text_[word - 1] == '-')) --word;
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
    const bool goes_on = is_word_byte(at_or_space(text_, end)) || at_or_space(text_, end) == '_';
    if (lower.size() < kMinLowerCode || lower.size() > kMaxLowerCashtag || goes_on) return at + 1;
    const std::string symbol = upper_symbol(lower);
    CodeBinding code = binder_.bind(symbol, at);
    const bool is_word = directory_.is_ordinary_word(symbol) || directory_.is_abbreviation(symbol) ||
                         word_class(lower) != WordClass::kContent;
    if (code.is_listed && !is_word && !is_word_byte(before_or_space(text_, at)))
      add(std::move(code), TickerEvidence::kCashtag, at, end);
    return end;
  }
  const std::string_view written = text_.substr(at + 1, length);
  if (length == 0 || is_word_byte(before_or_space(text_, at)) || written.find_first_of("0123456789") != written.npos) {
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
  while (word > 0 && word_end - word < 40 && is_word_byte(text_[word - 1])) --word;
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
    return (is_word_byte(c) && static_cast<unsigned char>(c) < 0x80) || c == '.' || c == '-';
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
  const bool is_lower = !has_capital(written.substr(0, written.find('.')));
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

}  // namespace broadtape
