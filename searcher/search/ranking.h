// The constants of the ranking's first stage, BM25 (Robertson and Walker, TREC-3); docs/query-language.md says what
// they do.
#pragma once

#include <xapian.h>

#include <string>

namespace broadtape {

inline constexpr double kBm25K1 = 1.2;
inline constexpr double kBm25B = 0.75;
inline constexpr double kBm25MinLength = 0.5;  // articles shorter than this share of the average count as that long

// How telling a term is: BM25's inverse document frequency, kept positive.
double inverse_document_frequency(const Xapian::Database& database, const std::string& term);

}  // namespace broadtape
