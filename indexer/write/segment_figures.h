// What the statistics and posting lists of a segment have to be, summed up from its documents. Xapian's own check sees
// the structure of each table but never holds posting lists and term lists against each other.
#pragma once

#include <xapian.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "common/archive/schema.h"

namespace broadtape {

class SegmentFigures {
 public:
  // A fingerprint of postings that is the same in whichever order they are met.
  void add_posting(std::string_view term, Xapian::docid document, Xapian::termcount wdf);
  void add_document(Xapian::termcount length);
  void add_value(Xapian::valueno slot, Xapian::docid document, const std::string& value);

  // Adds the figures of other documents of the segment.
  void add(const SegmentFigures& other);

  // How the index of `segment` contradicts these figures of all its documents, a sentence without its full stop; empty
  // when it does not. Throws what Xapian throws.
  std::string contradiction(const Xapian::Database& segment) const;

 private:
  std::string contradiction_of_postings(const Xapian::Database& segment) const;
  std::string contradiction_of_values(const Xapian::Database& segment) const;

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

}  // namespace broadtape
