#include "searcher/plan/company_terms.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "common/archive/matches.h"
#include "common/archive/schema.h"
#include "common/companies/company_directory.h"
#include "common/text/ascii.h"
#include "searcher/plan/company_reading.h"
#include "searcher/query/filters.h"

namespace broadtape {
namespace {

constexpr std::size_t kMostNamed = 3;  // companies in a note

std::string joined_words(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " and " : ", ";
    text += words[i];
  }
  return text;
}

// " of 1987", " of 1987 to 1998": the years of articles with `symbol` of `company`; empty if they have no dates.
std::string years_of(const Archive& archive, const std::string& symbol, const CompanyValue& company,
                     std::uint64_t& count) {
  ValueCounts days(kDaySlot);
  const DocumentQuery found =
      filtered(DocumentQuery(make_term(Field::kTicker, symbol)), DocumentQuery(make_term(Field::kCompany, company)));
  count = Matches(archive, found).count({&days});
  std::string first, last;
  days.each([&](std::string_view day, std::uint64_t) {
    if (day.size() < 4) return;
    if (first.empty()) first = day.substr(0, 4);
    last = day.substr(0, 4);
  });
  if (first.empty()) return {};
  return first == last ? " of " + first : fmt::format(" of {} to {}", first, last);
}

class CompanyResolver {
 public:
  CompanyResolver(const DateRange& dates, const Archive& archive, bool literal_symbols)
      : archive_(archive), reader_(archive, dates), has_dates_(dates.has_bounds()), literal_symbols_(literal_symbols) {}

  void visit(Node& node) {
    for (Node& child : node.children) visit(child);
    if (node.kind == NodeKind::kTerm && is_company(node.field)) resolve(node);
  }

  std::vector<std::string> take_notes() { return std::move(notes_); }

 private:
  static bool is_company(Field field) {
    return field == Field::kTicker || field == Field::kAbout || field == Field::kCompany;
  }

  // Evaluates each value once, however often it occurs in the query.
  void resolve(Node& node) {
    if (literal_symbols_ && is_literal(node)) return;
    const auto [known, is_new] = resolved_.try_emplace({node.field, node.terms[0], node.text});
    if (is_new) known->second = companies_of(node);
    node.expansions = known->second;
  }

  bool is_literal(const Node& node) const {
    if (!split_symbol(node.terms[0]).period.empty()) return false;
    return node.field == Field::kTicker || (node.field == Field::kAbout && archive_.index().documents_with(make_term(
                                                                               Field::kAbout, node.terms[0])) > 0);
  }

  std::vector<std::string> companies_of(const Node& node) {
    const bool is_symbol = node.field == Field::kTicker;
    const CompanyReading reading =
        is_symbol ? reader_.by_symbol_or_key(node.terms[0]) : reader_.by_name(node.text, node.field == Field::kAbout);
    note(node, reading);
    if (reading.companies.empty()) return {node.terms[0]};  // no article has such a company
    return reading.companies;
  }

  void note(const Node& node, const CompanyReading& reading) {
    std::vector<CompanyValue> present;
    for (const CompanyValue& company : reading.companies) {
      if (reader_.articles(company) > 0) present.push_back(company);
    }
    std::vector<std::string> others;
    for (const OtherCompany& other : reading.others) {
      std::string text = others.size() < kMostNamed ? other_text(node, other) : std::string();
      if (!text.empty()) others.push_back(std::move(text));
    }
    if (present.size() < 2 && others.empty()) return;
    const std::vector<CompanyValue>& meant = present.empty() ? reading.companies : present;
    std::vector<std::string> names;
    for (const CompanyValue& company : meant) {
      if (names.size() == kMostNamed) break;
      names.push_back(meant.size() == 1
                          ? CompanyReader::name_of(company)
                          : fmt::format("{} ({})", CompanyReader::name_of(company), query_of(node, company)));
    }
    std::string text = fmt::format("{} is {}", to_text(node), names.empty() ? "no known company" : joined_words(names));
    if (meant.size() > kMostNamed) text += fmt::format(" and {} more", meant.size() - kMostNamed);
    if (has_dates_ && node.field != Field::kCompany) text += " on these dates";
    for (const std::string& other : others) text += "; " + other;
    notes_.push_back(std::move(text));
  }

  // The query that finds `company` alone.
  static std::string query_of(const Node& node, const CompanyValue& company) {
    const bool is_key = CompanyDirectory::builtin().find(company) != nullptr;
    if (node.field == Field::kAbout) return "about:" + company;
    return (is_key ? "company:" : "ticker:") + company;
  }

  // The part of the note for a company that also has the symbol; empty if no article within the dates has it.
  std::string other_text(const Node& node, const OtherCompany& other) const {
    const std::string by_company = query_of(node, other.company);
    const std::string name = CompanyReader::name_of(other.company);
    const std::string symbol(split_symbol(node.terms[0]).symbol);
    if (other.shown.empty()) {  // today's company; without the dates the symbol would mean it
      const std::uint64_t count = reader_.articles(other.company);
      if (count == 0) return {};
      return fmt::format("{}, which has {} today, has {} {}: {}", name, symbol, with_commas(count),
                         count == 1 ? "article" : "articles", by_company);
    }
    std::uint64_t count = 0;
    const std::string years = years_of(archive_, symbol, other.company, count);
    if (count == 0) return {};
    const std::string by_symbol = (node.field == Field::kAbout ? "about:" : "ticker:") + other.shown;
    const std::string queries = by_symbol == by_company ? by_symbol : by_symbol + " or " + by_company;
    const std::string meant = name == other.shown ? "another company" : name;
    return fmt::format("{} {}{} {} {} for {}: {}", with_commas(count), count == 1 ? "article" : "articles", years,
                       count == 1 ? "has" : "have", symbol, meant, queries);
  }

  const Archive& archive_;
  const CompanyReader reader_;
  const bool has_dates_;
  const bool literal_symbols_;
  std::map<std::tuple<Field, std::string, std::string>, std::vector<std::string>> resolved_;
  std::vector<std::string> notes_;
};

}  // namespace

std::vector<std::string> resolve_companies(Node& tree, const Archive& archive, bool literal_symbols) {
  CompanyResolver resolver(effective_dates(tree), archive, literal_symbols);
  resolver.visit(tree);
  return resolver.take_notes();
}

}  // namespace broadtape
