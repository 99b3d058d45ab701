#include "searcher/search/ranking.h"

#include <algorithm>
#include <cmath>

namespace broadtape {

double Score::age_share() const {
  return std::exp2(-half_lives);
}

double Score::total() const {
  return half_lives == 0 ? relevance() : std::exp2(log2_total());
}

double Score::log2_total() const {
  return std::log2(relevance()) - half_lives;
}

double inverse_document_frequency(std::uint64_t documents, std::uint64_t with_term) {
  const auto having = static_cast<double>(with_term);
  return std::log(1.0 + (static_cast<double>(documents) - having + 0.5) / (having + 0.5));
}

double inverse_document_frequency(const IndexReader& index, const std::string& term) {
  return inverse_document_frequency(index.document_count(), index.documents_with(term));
}

TermWeight term_weight(const IndexReader& index, DocumentNumber document, const std::string& term) {
  const auto documents = static_cast<double>(index.document_count());
  const auto with_term = static_cast<double>(index.documents_with(term));
  const double odds = (documents - with_term + 0.5) / (with_term + 0.5);
  TermWeight result;
  result.wdf = index.frequency(document, term).value_or(0);
  result.idf = std::log(odds < 2 ? odds * 0.5 + 1 : odds);
  result.length = std::max(index.length_of(document) / index.average_length(), kBm25.min_length);
  result.norm = 1 - kBm25.b + kBm25.b * result.length;
  const auto wdf = static_cast<double>(result.wdf);
  result.weight = result.idf * wdf * (kBm25.k1 + 1) / (wdf + kBm25.k1 * result.norm);
  return result;
}

}  // namespace broadtape
