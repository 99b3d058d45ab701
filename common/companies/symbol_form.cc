#include "common/companies/symbol_form.h"

#include <algorithm>
#include <array>
#include <string>

#include "common/text/ascii.h"

namespace broadtape {
namespace {

bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
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

bool has_capital(std::string_view text) {
  return std::any_of(text.begin(), text.end(), is_ascii_upper);
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
    // `NVA.A.TO`: a class and an exchange.
    if (suffix == 1 && end < text.size() && text[end] == '.') {
      const std::size_t exchange = count_while(text, end + 1, is_ascii_upper);
      if (exchange > 0 && exchange <= kMaxSuffixBytes && !word_goes_on(text, end + 1 + exchange)) end += 1 + exchange;
    }
  }
  return word_goes_on(text, end) ? 0 : end - at;
}

namespace {

// In byte order, for the search. Names as news writes them, and market identifier codes (ISO 10383).
constexpr std::array kMarks = {
    ExchangeMark{"AIM", "L"},
    ExchangeMark{"AMEX", ""},
    ExchangeMark{"AMS", "AS"},
    ExchangeMark{"ARCA", ""},
    ExchangeMark{"ARCX", ""},
    ExchangeMark{"ASX", "AX"},
    ExchangeMark{"B3", "SA"},
    ExchangeMark{"BATS", ""},
    ExchangeMark{"BIT", "MI"},
    ExchangeMark{"BME", "MC"},
    ExchangeMark{"BMEX", "MC"},
    ExchangeMark{"BMV", "MX"},
    ExchangeMark{"BOM", "BO"},
    ExchangeMark{"BORSA ITALIANA", "MI"},
    ExchangeMark{"BOVESPA", "SA"},
    ExchangeMark{"BSE", "BO"},
    ExchangeMark{"BURSA", "KL"},
    ExchangeMark{"BVMF", "SA"},
    ExchangeMark{"CBOE", ""},
    ExchangeMark{"CPH", "CO"},
    ExchangeMark{"EBR", "BR"},
    ExchangeMark{"EPA", "PA"},
    ExchangeMark{"ETR", "DE"},
    ExchangeMark{"EURONEXT", kAnyEuronextSuffix},
    ExchangeMark{"EURONEXT AMSTERDAM", "AS"},
    ExchangeMark{"EURONEXT BRUSSELS", "BR"},
    ExchangeMark{"EURONEXT DUBLIN", "I"},
    ExchangeMark{"EURONEXT LISBON", "LS"},
    ExchangeMark{"EURONEXT MILAN", "MI"},
    ExchangeMark{"EURONEXT OSLO", "OL"},
    ExchangeMark{"EURONEXT PARIS", "PA"},
    ExchangeMark{"FRA", "F"},
    ExchangeMark{"FRANKFURT", "F"},
    ExchangeMark{"FWB", "F"},
    ExchangeMark{"HEL", "HE"},
    ExchangeMark{"HKEX", "HK"},
    ExchangeMark{"HKG", "HK"},
    ExchangeMark{"HKSE", "HK"},
    ExchangeMark{"HONG KONG", "HK"},
    ExchangeMark{"IDX", "JK"},
    ExchangeMark{"JSE", "J"},
    ExchangeMark{"KOSDAQ", "KQ"},
    ExchangeMark{"KOSPI", "KS"},
    ExchangeMark{"KRX", "KS"},
    ExchangeMark{"LON", "L"},
    ExchangeMark{"LONDON", "L"},
    ExchangeMark{"LSE", "L"},
    ExchangeMark{"MCE", "MC"},
    ExchangeMark{"MISX", "MM"},
    ExchangeMark{"MOEX", "MM"},
    ExchangeMark{"MTAA", "MI"},
    ExchangeMark{"NASDAQ", ""},
    ExchangeMark{"NASDAQ CAPITAL MARKET", ""},
    ExchangeMark{"NASDAQ CM", ""},
    ExchangeMark{"NASDAQ COPENHAGEN", "CO"},
    ExchangeMark{"NASDAQ GLOBAL MARKET", ""},
    ExchangeMark{"NASDAQ GM", ""},
    ExchangeMark{"NASDAQ GS", ""},
    ExchangeMark{"NASDAQ HELSINKI", "HE"},
    ExchangeMark{"NASDAQ STOCKHOLM", "ST"},
    ExchangeMark{"NASDAQCM", ""},
    ExchangeMark{"NASDAQGM", ""},
    ExchangeMark{"NASDAQGS", ""},
    ExchangeMark{"NSE", "NS"},
    ExchangeMark{"NYSE", ""},
    ExchangeMark{"NYSE AMERICAN", ""},
    ExchangeMark{"NYSE AMEX", ""},
    ExchangeMark{"NYSE ARCA", ""},
    ExchangeMark{"NYSE MKT", ""},
    ExchangeMark{"NYSEAMERICAN", ""},
    ExchangeMark{"NYSEARCA", ""},
    ExchangeMark{"NYSEMKT", ""},
    ExchangeMark{"NZX", "NZ"},
    ExchangeMark{"OSE", "OL"},
    ExchangeMark{"OSL", "OL"},
    ExchangeMark{"OSLO", "OL"},
    ExchangeMark{"OTC", ""},
    ExchangeMark{"OTC MARKETS", ""},
    ExchangeMark{"OTC PINK", ""},
    ExchangeMark{"OTCBB", ""},
    ExchangeMark{"OTCMKTS", ""},
    ExchangeMark{"OTCPK", ""},
    ExchangeMark{"OTCQB", ""},
    ExchangeMark{"OTCQX", ""},
    ExchangeMark{"PARIS", "PA"},
    ExchangeMark{"PINK SHEETS", ""},
    ExchangeMark{"SEHK", "HK"},
    ExchangeMark{"SGX", "SI"},
    ExchangeMark{"SHA", "SS"},
    ExchangeMark{"SHANGHAI", "SS"},
    ExchangeMark{"SHE", "SZ"},
    ExchangeMark{"SHENZHEN", "SZ"},
    ExchangeMark{"SIX", "S"},
    ExchangeMark{"SSE", "SS"},
    ExchangeMark{"STO", "ST"},
    ExchangeMark{"SWX", "S"},
    ExchangeMark{"SZSE", "SZ"},
    ExchangeMark{"TADAWUL", "SE"},
    ExchangeMark{"TASE", "TA"},
    ExchangeMark{"TLV", "TA"},
    ExchangeMark{"TOKYO", "T"},
    ExchangeMark{"TPE", "TW"},
    ExchangeMark{"TSE", "T"},
    ExchangeMark{"TSX", "TO"},
    ExchangeMark{"TSX V", "V"},
    ExchangeMark{"TSX VENTURE", "V"},
    ExchangeMark{"TSXV", "V"},
    ExchangeMark{"TWSE", "TW"},
    ExchangeMark{"TYO", "T"},
    ExchangeMark{"WSE", "WA"},
    ExchangeMark{"XAMS", "AS"},
    ExchangeMark{"XASE", ""},
    ExchangeMark{"XASX", "AX"},
    ExchangeMark{"XBKK", "BK"},
    ExchangeMark{"XBOM", "BO"},
    ExchangeMark{"XBRU", "BR"},
    ExchangeMark{"XCSE", "CO"},
    ExchangeMark{"XDUB", "I"},
    ExchangeMark{"XETR", "DE"},
    ExchangeMark{"XETRA", "DE"},
    ExchangeMark{"XFRA", "F"},
    ExchangeMark{"XHEL", "HE"},
    ExchangeMark{"XHKG", "HK"},
    ExchangeMark{"XIDX", "JK"},
    ExchangeMark{"XIST", "IS"},
    ExchangeMark{"XJSE", "J"},
    ExchangeMark{"XKLS", "KL"},
    ExchangeMark{"XKOS", "KQ"},
    ExchangeMark{"XKRX", "KS"},
    ExchangeMark{"XLIS", "LS"},
    ExchangeMark{"XLON", "L"},
    ExchangeMark{"XMAD", "MC"},
    ExchangeMark{"XMEX", "MX"},
    ExchangeMark{"XMIL", "MI"},
    ExchangeMark{"XNAS", ""},
    ExchangeMark{"XNCM", ""},
    ExchangeMark{"XNGS", ""},
    ExchangeMark{"XNMS", ""},
    ExchangeMark{"XNSE", "NS"},
    ExchangeMark{"XNYS", ""},
    ExchangeMark{"XNZE", "NZ"},
    ExchangeMark{"XOSL", "OL"},
    ExchangeMark{"XPAR", "PA"},
    ExchangeMark{"XPHS", "PS"},
    ExchangeMark{"XSAU", "SE"},
    ExchangeMark{"XSES", "SI"},
    ExchangeMark{"XSHE", "SZ"},
    ExchangeMark{"XSHG", "SS"},
    ExchangeMark{"XSTO", "ST"},
    ExchangeMark{"XSWX", "S"},
    ExchangeMark{"XTAE", "TA"},
    ExchangeMark{"XTAI", "TW"},
    ExchangeMark{"XTKS", "T"},
    ExchangeMark{"XTSE", "TO"},
    ExchangeMark{"XTSX", "V"},
    ExchangeMark{"XVTX", "S"},
    ExchangeMark{"XWAR", "WA"},
    ExchangeMark{"XWBO", "VI"},
};
static_assert(std::is_sorted(kMarks.begin(), kMarks.end(),
                             [](const ExchangeMark& a, const ExchangeMark& b) { return a.name < b.name; }));

// Places of listing, in byte order: the exchange codes of Bloomberg's terminals (`7203 JP`), and codes of countries
// (`US:AAPL`) where these are not such a code themselves.
constexpr std::array kPlaces = {
    ExchangeMark{"AB", "SE"}, ExchangeMark{"AT", "VI"}, ExchangeMark{"AU", "AX"}, ExchangeMark{"AV", "VI"},
    ExchangeMark{"BB", "BR"}, ExchangeMark{"BE", "BR"}, ExchangeMark{"BR", "SA"}, ExchangeMark{"BZ", "SA"},
    ExchangeMark{"CA", "TO"}, ExchangeMark{"CG", "SS"}, ExchangeMark{"CH", "S"},  ExchangeMark{"CN", "TO"},
    ExchangeMark{"CS", "SZ"}, ExchangeMark{"CT", "TO"}, ExchangeMark{"CV", "V"},  ExchangeMark{"DC", "CO"},
    ExchangeMark{"DE", "DE"}, ExchangeMark{"DK", "CO"}, ExchangeMark{"ES", "MC"}, ExchangeMark{"FH", "HE"},
    ExchangeMark{"FI", "HE"}, ExchangeMark{"FP", "PA"}, ExchangeMark{"FR", "PA"}, ExchangeMark{"GB", "L"},
    ExchangeMark{"GF", "F"},  ExchangeMark{"GR", "DE"}, ExchangeMark{"GY", "DE"}, ExchangeMark{"HK", "HK"},
    ExchangeMark{"IB", "BO"}, ExchangeMark{"ID", "I"},  ExchangeMark{"IJ", "JK"}, ExchangeMark{"IM", "MI"},
    ExchangeMark{"IN", "NS"}, ExchangeMark{"IT", "TA"}, ExchangeMark{"JP", "T"},  ExchangeMark{"JT", "T"},
    ExchangeMark{"KQ", "KQ"}, ExchangeMark{"KR", "KS"}, ExchangeMark{"KS", "KS"}, ExchangeMark{"LN", "L"},
    ExchangeMark{"MK", "KL"}, ExchangeMark{"MM", "MX"}, ExchangeMark{"MX", "MX"}, ExchangeMark{"NA", "AS"},
    ExchangeMark{"NL", "AS"}, ExchangeMark{"NO", "OL"}, ExchangeMark{"NZ", "NZ"}, ExchangeMark{"PL", "LS"},
    ExchangeMark{"PM", "PS"}, ExchangeMark{"PT", "LS"}, ExchangeMark{"PW", "WA"}, ExchangeMark{"RM", "MM"},
    ExchangeMark{"SE", "ST"}, ExchangeMark{"SG", "SI"}, ExchangeMark{"SJ", "J"},  ExchangeMark{"SM", "MC"},
    ExchangeMark{"SP", "SI"}, ExchangeMark{"SS", "ST"}, ExchangeMark{"SW", "S"},  ExchangeMark{"TB", "BK"},
    ExchangeMark{"TI", "IS"}, ExchangeMark{"TT", "TW"}, ExchangeMark{"TW", "TW"}, ExchangeMark{"UA", ""},
    ExchangeMark{"UK", "L"},  ExchangeMark{"UN", ""},   ExchangeMark{"UP", ""},   ExchangeMark{"UQ", ""},
    ExchangeMark{"UR", ""},   ExchangeMark{"US", ""},   ExchangeMark{"USA", ""},  ExchangeMark{"UW", ""},
    ExchangeMark{"VX", "S"},  ExchangeMark{"ZA", "J"},
};
static_assert(std::is_sorted(kPlaces.begin(), kPlaces.end(),
                             [](const ExchangeMark& a, const ExchangeMark& b) { return a.name < b.name; }));

constexpr std::size_t kIsinBytes = 12;
constexpr std::size_t kCusipBytes = 9;

bool is_alnum_upper(char c) {
  return is_ascii_digit(c) || is_ascii_upper(c);
}

int digit_value(char c) {
  return is_ascii_digit(c) ? c - '0' : c - 'A' + 10;
}

// ISO 6166: letters become two digits, every second digit from the right is doubled, and the digits sum to a multiple
// of ten.
bool is_isin(std::string_view text) {
  if (text.size() != kIsinBytes || !is_ascii_upper(text[0]) || !is_ascii_upper(text[1]) || !is_ascii_digit(text.back()))
    return false;
  if (!std::all_of(text.begin(), text.end(), is_alnum_upper)) return false;
  std::string digits;
  for (const char c : text) digits += std::to_string(digit_value(c));
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const int digit = (digits[digits.size() - 1 - i] - '0') * (i % 2 == 1 ? 2 : 1);
    sum += digit / 10 + digit % 10;
  }
  return sum % 10 == 0;
}

// Every second character is doubled; the check digit completes the sum of all digits to a multiple of ten. Issuers
// begin with a digit, except those outside North America.
bool is_cusip(std::string_view text) {
  if (text.size() != kCusipBytes || !std::all_of(text.begin(), text.end(), is_alnum_upper)) return false;
  if (!is_ascii_digit(text[1]) || !is_ascii_digit(text[2]) || !is_ascii_digit(text.back())) return false;
  int sum = 0;
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const int value = digit_value(text[i]) * (i % 2 == 1 ? 2 : 1);
    sum += value / 10 + value % 10;
  }
  return (10 - sum % 10) % 10 == text.back() - '0';
}

const ExchangeMark* find_in(const ExchangeMark* begin, const ExchangeMark* end, std::string_view name) {
  std::string key;
  for (const char c : name) key += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : (c == '-' ? ' ' : c);
  const auto at =
      std::lower_bound(begin, end, key, [](const ExchangeMark& mark, const std::string& k) { return mark.name < k; });
  return at != end && at->name == key ? at : nullptr;
}

}  // namespace

const ExchangeMark* find_exchange_mark(std::string_view name) {
  return find_in(kMarks.data(), kMarks.data() + kMarks.size(), name);
}

std::optional<std::string_view> place_suffix(std::string_view place) {
  const ExchangeMark* mark = find_in(kPlaces.data(), kPlaces.data() + kPlaces.size(), place);
  return mark == nullptr ? std::nullopt : std::optional(mark->ric_suffix);
}

IdentifierKind identifier_kind(std::string_view text) {
  return is_isin(text) ? IdentifierKind::kIsin : is_cusip(text) ? IdentifierKind::kCusip : IdentifierKind::kNone;
}

}  // namespace broadtape
