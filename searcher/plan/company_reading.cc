#include "searcher/plan/company_reading.h"

#include <algorithm>
#include <optional>

#include "common/archive/matches.h"
#include "common/archive/schema.h"
#include "common/companies/company_directory.h"
#include "common/companies/legal_form.h"
#include "common/companies/ticker_recogniser.h"
#include "common/text/ascii.h"
#include "common/text/fold.h"
#include "searcher/plan/compound_query.h"
#include "searcher/plan/planner.h"
#include "searcher/query/characters.h"
#include "searcher/query/field_values.h"

namespace broadtape {
namespace {

constexpr std::size_t kMostHolders = 16;       // companies of one symbol that are looked for in articles
constexpr std::size_t kMostPairs = 200'000;    // names beside codes that are compared with a name
constexpr std::size_t kLongestReadName = 200;  // bytes

template <class Item>
bool contains(const std::vector<Item>& items, const Item& item) {
  return std::find(items.begin(), items.end(), item) != items.end();
}

void add(std::vector<CompanyValue>& companies, CompanyValue company) {
  if (!contains(companies, company)) companies.push_back(std::move(company));
}

bool overlaps(const DaySpan& days, const DateRange& dates) {
  if (dates.first_day && days.has_ended(*dates.first_day)) return false;
  return !dates.last_day || days.has_begun(*dates.last_day);
}

// The name as written, then without each legal form at its end.
std::vector<std::string> forms_of(std::string_view name) {
  std::vector<std::string> forms;
  for (; !name.empty(); name = without_last_legal_form(name)) forms.emplace_back(name);
  return forms;
}

DocumentQuery dated(DocumentQuery query, const DateRange& dates, const Archive& archive) {
  if (!dates.has_bounds()) return query;
  Node node;
  node.kind = NodeKind::kDate;
  node.dates = dates;
  return filtered(query, Planner(archive).plan(node, Match::kAll, true));
}

}  // namespace

DocumentQuery any_company(const std::vector<CompanyValue>& companies) {
  Queries parts;
  for (const CompanyValue& company : companies) parts.emplace_back(make_term(Field::kCompany, company));
  return any_of(parts);
}

DatedSymbol split_symbol(std::string_view written) {
  const std::size_t at = written.rfind('@');
  if (at == written.npos || at == 0 || at + 1 == written.size()) return {written, {}};
  return {written.substr(0, at), written.substr(at + 1)};
}

// Looks at one article of each company: all articles of a company show a symbol in the same way, but for the year.
std::vector<OtherCompany> CompanyReader::in_articles(std::string_view symbol, const DateRange& dates, bool undated,
                                                     const std::vector<CompanyValue>& known) const {
  const std::string term = make_term(Field::kTicker, symbol);
  std::vector<OtherCompany> found;
  if (archive_.index().documents_with(term) == 0) return found;
  DocumentQuery with_symbol = dated(DocumentQuery(term), dates, archive_);
  if (undated) with_symbol = filtered(with_symbol, DocumentQuery(make_term(Field::kFlag, kUndatedFlag)));
  std::vector<CompanyValue> seen = known;
  for (bool is_new = true; is_new && found.size() < kMostHolders;) {
    is_new = false;
    const DocumentQuery rest = seen.empty() ? with_symbol : without(with_symbol, any_company(seen));
    for (const MatchedDocument& match : Matches(archive_, rest).top(MatchOrder::kStored, 0, 1, false).documents) {
      for (const TickerMention& mention : archive_.article(match.document).tickers) {
        const CompanyValue company = mention.company_or_code();
        if (mention.symbol != symbol || contains(seen, company)) continue;
        seen.push_back(company);
        found.push_back({company, mention.shown()});
        is_new = true;
      }
    }
  }
  return found;
}

CompanyReading CompanyReader::by_symbol(std::string_view written) const {
  const DatedSymbol symbol = split_symbol(written);
  if (!symbol.period.empty()) return of_period(symbol);
  if (!dates_.has_bounds()) return today(symbol.symbol);
  CompanyReading reading;
  for (const Listing* held : CompanyDirectory::builtin().holders(symbol.symbol)) {
    if (overlaps(held->days, dates_)) add(reading.companies, CompanyValue(held->key));
  }
  for (OtherCompany& found : in_articles(symbol.symbol, dates_, false, reading.companies))
    add(reading.companies, std::move(found.company));
  if (reading.companies.empty()) return today(symbol.symbol);
  const Listing* present = CompanyDirectory::builtin().listed(symbol.symbol, std::nullopt);
  if (present != nullptr && !contains(reading.companies, CompanyValue(present->key)))
    reading.others.push_back({CompanyValue(present->key), {}});
  return reading;
}

CompanyReading CompanyReader::today(std::string_view symbol) const {
  CompanyReading reading;
  if (const Listing* held = CompanyDirectory::builtin().listed(symbol, std::nullopt))
    reading.companies.emplace_back(held->key);
  for (OtherCompany& found : in_articles(symbol, {}, false, reading.companies)) {
    if (found.shown == symbol) {
      add(reading.companies, std::move(found.company));
    } else {
      reading.others.push_back(std::move(found));
    }
  }
  return reading;
}

CompanyReading CompanyReader::of_period(const DatedSymbol& symbol) const {
  const bool undated = symbol.period == kUndatedSymbol;
  DateRange days;
  if (!undated) {
    const DateRangeResult parsed = parse_date_range(symbol.period, {});
    if (!parsed.range) return {};
    days = *parsed.range;
  }
  const CompanyDirectory& directory = CompanyDirectory::builtin();
  CompanyReading reading;
  for (const Listing* held : directory.holders(symbol.symbol)) {
    const bool had_it = !undated && overlaps(held->days, days);
    if (had_it && has_articles(CompanyValue(held->key))) add(reading.companies, CompanyValue(held->key));
  }
  const Listing* present = directory.listed(symbol.symbol, std::nullopt);
  std::vector<CompanyValue> todays;
  if (present != nullptr) todays.emplace_back(present->key);
  for (OtherCompany& found : in_articles(symbol.symbol, days, undated, reading.companies)) {
    if (found.shown == symbol.symbol) add(todays, found.company);
    add(reading.companies, std::move(found.company));
  }
  const auto is_todays = [&](const CompanyValue& company) { return contains(todays, company); };
  if (!std::all_of(reading.companies.begin(), reading.companies.end(), is_todays)) {
    for (const CompanyValue& company : todays) {
      if (std::erase(reading.companies, company) > 0) reading.others.push_back({company, std::string(symbol.symbol)});
    }
  }
  return reading;
}

bool CompanyReader::has_articles(const CompanyValue& company) const {
  return archive_.index().documents_with(make_term(Field::kCompany, company)) > 0;
}

bool CompanyReader::has_articles(const CompanyReading& reading) const {
  return std::any_of(reading.companies.begin(), reading.companies.end(),
                     [&](const CompanyValue& company) { return has_articles(company); });
}

std::uint64_t CompanyReader::articles(const CompanyValue& company) const {
  const std::string term = make_term(Field::kCompany, company);
  if (!dates_.has_bounds()) return archive_.index().documents_with(term);
  return Matches(archive_, dated(DocumentQuery(term), dates_, archive_)).count();
}

std::string CompanyReader::name_of(const CompanyValue& company) {
  const Company* const known = CompanyDirectory::builtin().find(company);
  return known == nullptr ? company : std::string(known->name);
}

// Also keys of a user's own companies, which only the archive knows.
CompanyReading CompanyReader::by_key(std::string_view written) const {
  CompanyReading reading;
  for (const std::string& key : {std::string(written), company_key(written)}) {
    if (key.empty() || (!has_articles(key) && CompanyDirectory::builtin().find(key) == nullptr)) continue;
    add(reading.companies, key);
    if (key == written) break;
  }
  return reading;
}

CompanyReading CompanyReader::by_symbol_or_key(std::string_view written) const {
  if (written.starts_with(kOneCompany)) return by_key(written.substr(kOneCompany.size()));
  CompanyReading reading = by_symbol(written);
  if (has_articles(reading) || !reading.others.empty()) return reading;
  CompanyReading with_key = by_key(ascii_lowered(written));
  return has_articles(with_key) ? with_key : reading;
}

CompanyReading CompanyReader::named(std::string_view written) const {
  CompanyReading reading;
  for (const std::string& form : forms_of(written)) {
    for (const Company* company : CompanyDirectory::builtin().named(form, std::nullopt))
      add(reading.companies, CompanyValue(company->key));
    if (!reading.companies.empty()) break;
  }
  return reading;
}

// By a name that articles write before a code that the directory does not know.
CompanyReading CompanyReader::paired(std::string_view written) const {
  std::vector<std::string> wanted = forms_of(written);
  const std::string name = fold(wanted.back());
  const IndexReader index = archive_.index();
  const std::string prefix = make_term(Field::kPair, "");
  std::vector<std::string> codes;
  std::size_t walked = 0;
  index.each_term(prefix, [&](const IndexedTerm& term) {
    const std::size_t tab = term.text.find(kValueSeparator);
    const bool is_near = tab != term.text.npos && term.text.size() - tab > name.size();
    if (is_near && fold(forms_of(std::string_view(term.text).substr(tab + 1)).back()) == name) {
      std::string code = term.text.substr(prefix.size(), tab - prefix.size());
      if (code.starts_with(':')) code.erase(0, 1);
      if (!contains(codes, code)) codes.push_back(std::move(code));
    }
    return ++walked < kMostPairs;
  });
  CompanyReading reading;
  const std::size_t company_prefix = make_term(Field::kCompany, "").size();
  for (const std::string& code : codes) {
    if (has_articles(code)) add(reading.companies, code);
    index.each_term(make_term(Field::kCompany, code + "@"), [&](const IndexedTerm& term) {
      std::string company = term.text.substr(company_prefix);
      if (company.starts_with(':')) company.erase(0, 1);
      add(reading.companies, std::move(company));
      return true;
    });
  }
  return reading;
}

CompanyReading CompanyReader::by_name(std::string_view written, bool symbols_first) const {
  if (written.empty() || written.size() > kLongestReadName) return {};
  if (written.starts_with(kOneCompany)) return by_key(written.substr(kOneCompany.size()));
  const std::string symbol = field_term(Field::kTicker, written).term;
  const auto as_symbol = [&] {
    CompanyReading reading = symbols_first ? by_symbol(symbol) : CompanyReader(archive_).by_symbol(symbol);
    const bool is_known = CompanyDirectory::builtin().listed(split_symbol(symbol).symbol, std::nullopt) != nullptr;
    return is_known || has_articles(reading) ? reading : CompanyReading{};
  };
  enum class Way { kSymbol, kKey, kName, kPair };
  using enum Way;
  constexpr Way kSymbolFirst[] = {kSymbol, kKey, kName, kPair};
  constexpr Way kNameFirst[] = {kKey, kName, kSymbol, kPair};
  const auto read = [&](Way way) {
    switch (way) {
      case kSymbol:
        return as_symbol();
      case kKey:
        return by_key(written);
      case kName:
        return named(written);
      case kPair:
        break;
    }
    return paired(written);
  };
  CompanyReading first;
  for (const Way way : symbols_first || !has_lower_case(written) ? kSymbolFirst : kNameFirst) {
    CompanyReading reading = read(way);
    if (has_articles(reading)) return reading;
    if (first.companies.empty()) first = std::move(reading);
  }
  return first;
}

bool finds_only(const Archive& archive, const std::string& symbol, const CompanyValue& company,
                const DateRange& dates) {
  if (symbol.empty()) return false;
  const CompanyReader reader(archive, dates);
  std::vector<CompanyValue> companies = reader.by_symbol_or_key(field_term(Field::kTicker, symbol).term).companies;
  std::erase_if(companies, [&](const CompanyValue& other) { return other != company && reader.articles(other) == 0; });
  return companies == std::vector<CompanyValue>{company};
}

std::string exact_symbol(const Archive& archive, const CompanyValue& company) {
  const auto finds_it = [&](const std::string& symbol) { return finds_only(archive, symbol, company); };
  const Company* const known = CompanyDirectory::builtin().find(company);
  if (known != nullptr) {
    const std::string present(CompanyDirectory::builtin().symbol_on(*known, std::nullopt));
    if (finds_it(present)) return present;
  }
  const std::vector<DocumentNumber> documents =
      archive.index().first_documents_with(make_term(Field::kCompany, company), 1);
  if (documents.empty()) return {};
  for (const TickerMention& mention : archive.article(documents.front()).tickers) {
    if (mention.company_or_code() == company && !mention.symbol.empty() && finds_it(mention.shown()))
      return mention.shown();
  }
  return {};
}

}  // namespace broadtape
