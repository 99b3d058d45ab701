#include "searcher/query/field_values.h"

#include <algorithm>
#include <cctype>
#include <utility>

#include "common/companies/company_directory.h"
#include "common/text/ascii.h"
#include "common/text/fold.h"
#include "common/text/language_code.h"
#include "searcher/query/date_grammar.h"
#include "searcher/query/date_range.h"

namespace broadtape {
namespace {

constexpr std::string_view kFlags[] = {kSupersededFlag, kUndatedFlag, kFutureFlag,     kCorrectedFlag,
                                       kCorrectionFlag, kUpdateFlag,  kWithdrawalFlag, kWithdrawnFlag};

FieldTerm folded(std::string_view value) {
  return {std::string(value), fold(value), {}};
}

FieldTerm language(std::string_view value) {
  return {std::string(value), language_code(value), {}};
}

FieldTerm source(std::string_view value) {
  return {std::string(value), source_key(value), {}};
}

// Uses the directory only for symbols with punctuation, since loading it would take longer than the search.
FieldTerm bare_symbol(std::string_view value) {
  const auto is_alnum = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; };
  std::string upper(value);
  for (char& c : upper) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  if (std::all_of(value.begin(), value.end(), is_alnum)) return {upper, upper, {}};
  // Repeats until the result is stable: `XOM/N` is first read as the share class XOM.N, which is a Reuters code of XOM.
  constexpr int kMostRounds = 4;
  std::string symbol(value);
  for (int round = 0; round < kMostRounds; ++round) {
    std::string canonical = CompanyDirectory::builtin().canonical(symbol);
    if (canonical.empty() && company_key(value) == ascii_lowered(value))
      return {upper, ascii_lowered(value), {}};  // a key
    if (canonical.empty()) return {upper, upper, "it cannot be a ticker"};
    if (canonical == symbol) break;
    symbol = std::move(canonical);
  }
  return {symbol, symbol, {}};
}

// `C@1987`, `C@1987-05`, `C@1987-Q2`, `C@1987-05-12`, `C@undated`: days that do not depend on the present one.
bool is_period(std::string_view text) {
  if (text == kUndatedFlag) return true;
  const DateReading reading = read_date(text, {});
  return reading.span && reading.span->is_whole_days && !depends_on_clock(text);
}

FieldTerm ticker(std::string_view value) {
  if (value.starts_with(kOneCompany)) return {std::string(value), std::string(value), {}};
  const std::size_t at = value.rfind('@');
  if (at == value.npos) return bare_symbol(value);
  FieldTerm symbol = bare_symbol(value.substr(0, at));
  const std::string period = ascii_lowered(value.substr(at + 1));
  if (!is_period(period)) symbol.problem = "a year, a month or a day follows the @, as in C@1987";
  symbol.term += '@' + period;
  symbol.text = symbol.term;
  return symbol;
}

// A symbol, or else a key or name.
FieldTerm about(std::string_view value) {
  FieldTerm found = ticker(value);
  found.problem.clear();
  constexpr std::size_t kLongestSymbol = 6;
  const bool is_symbol = value.size() <= kLongestSymbol && value.find(' ') == value.npos;
  if (!is_symbol && value.find('@') == value.npos) found.text = value;
  return found;
}

FieldTerm company(std::string_view value) {
  return {std::string(value), single_spaced(value), {}};
}

FieldTerm flag(std::string_view value) {
  FieldTerm result = folded(value);
  if (std::find(std::begin(kFlags), std::end(kFlags), result.term) != std::end(kFlags)) return result;
  for (const std::string_view name : kFlags)
    result.problem += (result.problem.empty() ? "is: knows " : ", ") + std::string(name);
  return result;
}

struct FieldRule {
  Field field;
  bool words;
  FieldTerm (*term)(std::string_view value);
};

constexpr FieldRule kRules[] = {
    {Field::kText, true, folded},        {Field::kTitle, true, folded},     {Field::kAuthor, true, folded},
    {Field::kLead, true, folded},        {Field::kId, false, folded},       {Field::kTicker, false, ticker},
    {Field::kAbout, false, about},       {Field::kCompany, false, company}, {Field::kSource, false, source},
    {Field::kLanguage, false, language}, {Field::kLabel, false, folded},    {Field::kFlag, false, flag},
    {Field::kStory, false, folded},
};

const FieldRule& rule_of(Field field) {
  for (const FieldRule& rule : kRules) {
    if (rule.field == field) return rule;
  }
  return kRules[0];
}

}  // namespace

bool holds_words(Field field) {
  return rule_of(field).words;
}

FieldTerm field_term(Field field, std::string_view value) {
  FieldTerm found = rule_of(field).term(value);
  // `lang:und` or a lone accent. No article has such a term, so that it finds nothing; an empty one would be ignored.
  if (found.term.empty()) found.term = single_spaced(lowered(value));
  return found;
}

}  // namespace broadtape
