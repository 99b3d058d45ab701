// Parses data/companies.tsv, data/listings.tsv and user files: the same columns, or a list of symbols and names.
// docs/companies.md has the columns.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "common/companies/company_directory.h"

namespace broadtape {

// A row of a user's list of symbols and names.
struct ListedName {
  std::string_view symbol, exchange, name, aliases;  // the symbol as written
  CompanyKind kind = CompanyKind::kCompany;
};

// The parsed content of a directory; all views are of the texts read and of `texts`.
struct CompanyTables {
  std::vector<Company> companies;
  std::vector<Listing> listings;  // without `company`
  std::vector<ListedName> listed_names;
  std::deque<std::string> texts;
};

// Appends the rows of a file, whose first row determines its kind. `is_own`: the file is a user's. Throws Error(kInput)
// with `name` and line for an invalid row. Keeps views of `text`.
void read_company_file(const std::string& name, std::string_view text, bool is_own, CompanyTables& tables);

// The parts of `text` between separators.
std::vector<std::string_view> split_text(std::string_view text, char separator);

}  // namespace broadtape
