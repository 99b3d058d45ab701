// Resolves the value of ticker:, about: and company: to companies of one archive. docs/query-language.md has the rules.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/archive/archive.h"
#include "searcher/query/date_range.h"

namespace broadtape {

// A company as a value of Field::kCompany: its key, or the code, as shown, of one that the directory does not know.
using CompanyValue = std::string;

// A company that had a symbol on other days than those of the query, or that has a name, too.
struct OtherCompany {
  CompanyValue company;
  std::string shown;  // by which ticker: finds it: "C@1987"; may be empty
};

struct CompanyReading {
  std::vector<CompanyValue> companies;  // that the value means; also some that no article has
  std::vector<OtherCompany> others;     // that some article has
};

// A symbol in a query and the days to which it refers: `C`, `C@1987`, `C@1987-05`, `C@1987-05-12`, `C@undated`.
struct DatedSymbol {
  std::string_view symbol;
  std::string_view period;  // behind the @; empty without one
};
DatedSymbol split_symbol(std::string_view written);

class CompanyReader {
 public:
  // Keeps a reference to `archive`. `dates` are those of the whole query.
  explicit CompanyReader(const Archive& archive, DateRange dates = {}) : archive_(archive), dates_(std::move(dates)) {}

  // By a canonical symbol, with or without a period:
  // - without dates: the company that has the symbol today, or had it last, and companies whose articles show it so;
  // - with dates: the companies that had it on one of these days, or, if there are none, the same as without;
  // - with a period: the companies that had it then, without today's company if there are others.
  // Companies of the articles count as well as those of the directory.
  CompanyReading by_symbol(std::string_view symbol) const;

  // By a symbol that some article has, or else by a key, which facets show for companies without a symbol. Keys count
  // in any case. After kOneCompany, by a key or an unknown code only.
  CompanyReading by_symbol_or_key(std::string_view written) const;

  // By a key, a name or a symbol. In capitals, or if `symbols_first`, a symbol precedes a name. The first reading with
  // articles is taken; of a name several companies may be meant. After kOneCompany as by_symbol_or_key().
  CompanyReading by_name(std::string_view written, bool symbols_first) const;

  // Articles of the company within the query's dates.
  std::uint64_t articles(const CompanyValue& company) const;

  // The company's display name, or the value if the directory does not know it.
  static std::string name_of(const CompanyValue& company);

 private:
  CompanyReading today(std::string_view symbol) const;
  std::vector<OtherCompany> in_articles(std::string_view symbol, const DateRange& dates, bool undated,
                                        const std::vector<CompanyValue>& known) const;
  bool has_articles(const CompanyValue& company) const;
  bool has_articles(const CompanyReading& reading) const;
  CompanyReading of_period(const DatedSymbol& symbol) const;
  CompanyReading by_key(std::string_view written) const;
  CompanyReading named(std::string_view written) const;
  CompanyReading paired(std::string_view written) const;

  const Archive& archive_;
  DateRange dates_;
};

// Articles that mention one of the companies; no article if there are none.
DocumentQuery any_company(const std::vector<CompanyValue>& companies);

// Whether ticker: with `symbol`, a symbol as shown in results or a key, finds the articles of `company` and no others
// in a query with `dates`.
bool finds_only(const Archive& archive, const std::string& symbol, const CompanyValue& company,
                const DateRange& dates = {});

// A symbol by which ticker: finds the articles of `company` and no others; empty if there is none.
std::string exact_symbol(const Archive& archive, const CompanyValue& company);

}  // namespace broadtape
