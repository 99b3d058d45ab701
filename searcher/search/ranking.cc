#include "searcher/search/ranking.h"

#include <cmath>

namespace broadtape {

double inverse_document_frequency(const Xapian::Database& database, const std::string& term) {
  const double documents = database.get_doccount();
  const double with_term = database.get_termfreq(term);
  return std::log(1.0 + (documents - with_term + 0.5) / (with_term + 0.5));
}

}  // namespace broadtape
