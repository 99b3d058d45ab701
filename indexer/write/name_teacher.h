// Gives companies to articles that write only the name of a company whose code other articles write:
// `Gillette Co <GS>` in one article teaches that Gillette is GS in those of the months around it.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <string>
#include <vector>

#include "common/companies/company_directory.h"
#include "indexer/write/segment_builder.h"

namespace broadtape {

struct TeachingReport {
  std::uint64_t names = 0;     // that could be looked for
  std::uint64_t articles = 0;  // that got a company
  std::uint64_t left_out = 0;  // names that were not looked for, because enough articles were read
};

// Looks for the names that `parts` and the local databases `known` teach, in the articles of `parts`, and changes those
// that have one. docs/companies.md has the rules. The result depends only on the articles and on `directory`, which
// knows the companies that need no teaching. Reads at most a fifth of the articles. Throws Error(kUnwritable),
// Error(kCorrupt).
TeachingReport teach_names(const UnmergedParts& parts, const std::vector<Xapian::Database>& known,
                           const CompanyDirectory& directory);

}  // namespace broadtape
