// The companies that the fields of a record give, by symbols and by names.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/companies/ticker_recogniser.h"

namespace broadtape {

struct SourceCompanies {
  std::vector<TickerMention> mentions;  // with evidence kSource, one a symbol, or a key of a company without a symbol
  std::uint64_t identifiers = 0;        // ISINs and CUSIPs, which the directory cannot resolve
};

// `symbols` and `names` as written. Two words such as `ACM US` are one symbol if the directory knows it, or does not
// know the second word as a symbol. A name that no company has on `day`, or several have, is left out.
SourceCompanies source_companies(const std::vector<std::string>& symbols, const std::vector<std::string>& names,
                                 std::optional<Day> day, const CompanyDirectory& directory);

// The company or fund that has a name on `day` (unset: ever), without regard to a legal form (`Apple Inc.`); null if
// there is none or several.
const Company* company_named(const CompanyDirectory& directory, std::string_view name, std::optional<Day> day);

}  // namespace broadtape
