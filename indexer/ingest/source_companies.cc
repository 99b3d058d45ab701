#include "indexer/ingest/source_companies.h"

#include <unordered_set>
#include <utility>

#include "common/companies/company_file.h"
#include "common/companies/legal_form.h"
#include "common/companies/symbol_form.h"
#include "common/text/ascii.h"

namespace broadtape {
namespace {

constexpr std::size_t kMaxNameBytes = 200;

class Collector {
 public:
  Collector(const CompanyDirectory& directory, std::optional<Day> day) : directory_(directory), day_(day) {}

  void add_symbol(std::string_view written) {
    written = trim_spaces(written);
    const std::string symbol = directory_.canonical(written);
    const std::size_t blank = written.find(' ');
    const bool may_be_two = blank != written.npos && written.find(' ', blank + 1) == written.npos;
    if (may_be_two && directory_.holders(symbol).empty()) {
      const std::string second = directory_.canonical(written.substr(blank + 1));
      if (symbol.empty() || !directory_.holders(second).empty()) {
        add(directory_.canonical(written.substr(0, blank)), {});
        return add(second, {});
      }
    }
    if (symbol.empty() && identifier_kind(upper_symbol(written)) != IdentifierKind::kNone) ++found_.identifiers;
    add(symbol, {});
  }

  // Names may be separated by commas, which names with a legal form have too: `Apple, Inc.`
  void add_names(std::string_view written) {
    if (const Company* company = company_named(directory_, written, day_)) return add(*company);
    if (written.find(',') == written.npos) return;  // else a list
    for (const std::string_view part : split_text(written, ',')) {
      if (const Company* company = company_named(directory_, part, day_)) add(*company);
    }
  }

  SourceCompanies found() && { return std::move(found_); }

 private:
  void add(const Company& company) { add(std::string(directory_.symbol_on(company, day_)), company.key); }

  void add(std::string symbol, std::string_view company) {
    if (symbol.empty() && company.empty()) return;
    if (!known_.insert(symbol.empty() ? '=' + std::string(company) : symbol).second) return;
    TickerMention mention;
    mention.symbol = std::move(symbol);
    mention.company = company;
    mention.about = true;
    found_.mentions.push_back(std::move(mention));
  }

  const CompanyDirectory& directory_;
  const std::optional<Day> day_;
  std::unordered_set<std::string> known_;
  SourceCompanies found_;
};

// The one company or fund with exactly that name.
const Company* only_named(const CompanyDirectory& directory, std::string_view name, std::optional<Day> day) {
  std::vector<const Company*> named = directory.named(name, day);
  std::erase_if(named, [](const Company* company) {
    return company->kind != CompanyKind::kCompany && company->kind != CompanyKind::kFund;
  });
  return named.size() == 1 ? named.front() : nullptr;
}

}  // namespace

SourceCompanies source_companies(const std::vector<std::string>& symbols, const std::vector<std::string>& names,
                                 std::optional<Day> day, const CompanyDirectory& directory) {
  Collector collector(directory, day);
  for (const std::string& symbol : symbols) collector.add_symbol(symbol);
  for (const std::string& name : names) collector.add_names(name);
  return std::move(collector).found();
}

const Company* company_named(const CompanyDirectory& directory, std::string_view name, std::optional<Day> day) {
  name = trim_spaces(name.substr(0, name.find(" (")));  // `Apple Inc. (AAPL)`
  if (name.empty() || name.size() > kMaxNameBytes) return nullptr;
  if (const Company* company = only_named(directory, name, day)) return company;
  constexpr std::string_view kArticle = "the ";
  if (ascii_lowered(name.substr(0, kArticle.size())) == kArticle) name.remove_prefix(kArticle.size());
  name = name.substr(0, name.find_last_not_of(" ,.") + 1);
  for (; !name.empty(); name = without_last_legal_form(name)) {
    if (const Company* company = only_named(directory, name, day)) return company;
  }
  return nullptr;
}

}  // namespace broadtape
