// Compares the index of a segment with its stored text: each document, and the statistics and posting lists of all of
// them together. Xapian's own check covers the structure of each table; it does not compare posting lists with term
// lists.
#pragma once

#include <xapian.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "common/archive/article_store.h"
#include "common/archive/schema.h"
#include "indexer/write/document_builder.h"

namespace broadtape {

// What the statistics and posting lists of a segment have to be, summed up from its documents.
class SegmentStatistics {
 public:
  // The fingerprint of postings and of values does not depend on their order.
  void add_posting(std::string_view term, Xapian::docid document, Xapian::termcount wdf);
  void add_document(Xapian::termcount length);
  void add_value(Xapian::valueno slot, Xapian::docid document, const std::string& value);

  // Adds the statistics of other documents of the segment.
  void add(const SegmentStatistics& other);

  // How the index of `segment` differs from these statistics of all its documents, a sentence without its full stop;
  // empty when it does not. Throws what Xapian throws.
  std::string problem(const Xapian::Database& segment) const;

 private:
  std::string problem_of_postings(const Xapian::Database& segment) const;
  std::string problem_of_values(const Xapian::Database& segment) const;

  struct Values {
    std::uint32_t count = 0;
    std::uint64_t fingerprint = 0;
    std::string least, most;
    void add(const std::string& value);
  };

  std::uint64_t postings_ = 0;
  std::uint64_t documents_ = 0;
  std::uint64_t total_length_ = 0;
  Xapian::termcount least_length_ = ~Xapian::termcount{0};
  Xapian::termcount most_length_ = 0;
  std::array<Values, kSlotCount> values_;
};

// What is wrong with document `docid` of `segment`, a sentence without its full stop; empty when nothing is, and then
// the document is added to `statistics`. `articles` reads that segment. Throws what Xapian throws, and Error for a
// damaged record.
std::string check_document(const Xapian::Database& segment, Xapian::docid docid, const ArticleStore& articles,
                           DocumentBuilder& builder, SegmentStatistics& statistics);

}  // namespace broadtape
