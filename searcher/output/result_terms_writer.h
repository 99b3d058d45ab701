// The telling words and companies of a result.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "searcher/output/format.h"
#include "searcher/views/result_terms.h"

namespace broadtape {

void write_text(const TermsAnswer& answer, const TextStyle& style, std::ostream& out);
Json json_of(const TermsAnswer& answer);
std::vector<std::string> columns_of(const TermsAnswer& answer);
// The words, then the companies.
void write_rows(const TermsAnswer& answer, RowWriter& rows);

}  // namespace broadtape
