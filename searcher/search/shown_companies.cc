#include "searcher/search/shown_companies.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "common/archive/schema.h"
#include "common/companies/company_directory.h"

namespace broadtape {

std::vector<ShownCompany> companies_of(const Article& article) {
  std::vector<ShownCompany> companies;
  std::unordered_map<std::string, std::size_t> places;
  for (const TickerMention& mention : article.tickers) {
    const auto [at, is_new] = places.try_emplace(mention.company_or_code(), companies.size());
    if (is_new) {
      companies.push_back({mention.company, name_of(mention), mention.shown(), mention.about, mention.evidence});
      continue;
    }
    ShownCompany& company = companies[at->second];
    company.about = company.about || mention.about;
    company.evidence = std::min(company.evidence, mention.evidence);
    if (company.symbol.empty()) company.symbol = mention.shown();
  }
  return companies;
}

std::string name_of(const TickerMention& mention) {
  std::string name = directory_name(mention.company);
  return name.empty() ? mention.name : name;
}

std::string directory_name(std::string_view key) {
  return key.empty() ? std::string() : std::string(CompanyDirectory::builtin_name(key));
}

CompanyItem company_item(std::string_view item) {
  const std::size_t separator = std::min(item.rfind(kKeySeparator), item.size());
  return {item.substr(0, separator), item.substr(std::min(separator + 1, item.size()))};
}

std::vector<CompanyItem> company_items(std::string_view value) {
  std::vector<CompanyItem> items;
  each_item(value, [&](std::string_view item) { items.push_back(company_item(item)); });
  return items;
}

std::string CompanyNames::name_of(std::string_view key, std::string_view shown) const {
  std::string known = directory_name(key);
  if (!known.empty()) return known;
  const std::string code(key.empty() ? shown.substr(0, shown.find('@')) : key);
  const std::string prefix = make_term(Field::kPair, code + kValueSeparator);
  std::string name;
  std::uint64_t most = 0;
  index_.each_term(prefix, [&](const IndexedTerm& term) {
    if (const std::uint64_t articles = term.documents(); articles > most) {
      most = articles;
      name = term.text.substr(prefix.size());
    }
    return true;
  });
  return name;
}

}  // namespace broadtape
