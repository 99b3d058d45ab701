// Gives companies to articles that write only the name of a company whose code other articles write:
// `Gillette Co <GS>` in one article teaches that Gillette is GS in those of the months around it.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <string>
#include <vector>

#include "common/companies/company_directory.h"

namespace broadtape {

struct TeachingReport {
  std::uint64_t names = 0;     // that could be looked for in the segment
  std::uint64_t articles = 0;  // that got a company
  std::uint64_t left_out = 0;  // names that were not looked for, because enough articles were read
};

// Looks for the names that the private segment at `path` and the local databases `known` teach, in the articles of that
// segment, and changes those that have one. docs/companies.md has the rules. The result depends only on the articles
// and on `directory`, which knows the companies that need no teaching. Reads at most a fifth of the segment's articles.
// Throws Error(kUnwritable), Error(kCorrupt).
TeachingReport teach_names(const std::string& path, const std::vector<Xapian::Database>& known,
                           const CompanyDirectory& directory);

}  // namespace broadtape
