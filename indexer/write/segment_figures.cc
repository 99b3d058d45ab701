#include "indexer/write/segment_figures.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <functional>

namespace broadtape {
namespace {

// The finaliser of SplitMix64 (Steele et al., 2014).
std::uint64_t mixed(std::uint64_t bits) {
  bits = (bits ^ bits >> 30) * 0xbf58476d1ce4e5b9;
  bits = (bits ^ bits >> 27) * 0x94d049bb133111eb;
  return bits ^ bits >> 31;
}

std::uint64_t posting_bits(std::uint64_t term_hash, Xapian::docid document, Xapian::termcount wdf) {
  return mixed(term_hash ^ mixed(std::uint64_t{document} << 32 | wdf));
}

std::uint64_t hash_of(std::string_view term) {
  return std::hash<std::string_view>()(term);
}

}  // namespace

void SegmentFigures::add_posting(std::string_view term, Xapian::docid document, Xapian::termcount wdf) {
  postings_ += posting_bits(hash_of(term), document, wdf);
}

void SegmentFigures::add_document(Xapian::termcount length) {
  ++documents_;
  total_length_ += length;
  if (length > 0)
    least_length_ = std::min(least_length_, length);  // Xapian's lower bound leaves empty documents out too
  most_length_ = std::max(most_length_, length);
}

void SegmentFigures::Values::add(const std::string& value) {
  if (count++ == 0 || value < least) least = value;
  most = std::max(most, value);
}

void SegmentFigures::add_value(Xapian::valueno slot, const std::string& value) {
  if (slot < values_.size()) values_[slot].add(value);
}

void SegmentFigures::add(const SegmentFigures& other) {
  postings_ += other.postings_;
  documents_ += other.documents_;
  total_length_ += other.total_length_;
  least_length_ = std::min(least_length_, other.least_length_);
  most_length_ = std::max(most_length_, other.most_length_);
  for (std::size_t slot = 0; slot < values_.size(); ++slot) {
    const Values& theirs = other.values_[slot];
    if (theirs.count == 0) continue;
    const std::uint32_t count = values_[slot].count + theirs.count;
    values_[slot].add(theirs.least);
    values_[slot].add(theirs.most);
    values_[slot].count = count;
  }
}

std::string SegmentFigures::contradiction_of_postings(const Xapian::Database& segment) const {
  std::uint64_t postings = 0;
  for (auto term = segment.allterms_begin(); term != segment.allterms_end(); ++term) {
    const std::uint64_t term_hash = hash_of(*term);
    Xapian::termcount most = 0;
    for (auto posting = segment.postlist_begin(*term); posting != segment.postlist_end(*term); ++posting) {
      postings += posting_bits(term_hash, *posting, posting.get_wdf());
      most = std::max(most, posting.get_wdf());
    }
    if (most > segment.get_wdf_upper_bound(*term))
      return fmt::format("the index has wrong statistics of the term {}", *term);
  }
  return postings == postings_ ? "" : "its posting lists are not those of its documents";
}

std::string SegmentFigures::contradiction(const Xapian::Database& segment) const {
  if (documents_ != segment.get_doccount()) return "the index counts another number of documents than it has";
  if (documents_ == 0) return {};
  // The index keeps bounds, which removed documents leave wider than they need be.
  if (segment.get_doclength_lower_bound() > least_length_ || segment.get_doclength_upper_bound() < most_length_ ||
      std::abs(segment.get_avlength() * static_cast<double>(documents_) - static_cast<double>(total_length_)) > 0.5) {
    return "the index has wrong statistics of its documents' lengths";
  }
  for (Xapian::valueno slot = 0; slot < values_.size(); ++slot) {
    const Values& ours = values_[slot];
    if (segment.get_value_freq(slot) != ours.count ||
        (ours.count > 0 &&
         (segment.get_value_lower_bound(slot) > ours.least || segment.get_value_upper_bound(slot) < ours.most))) {
      return fmt::format("the index has wrong statistics of value {}", slot);
    }
  }
  return contradiction_of_postings(segment);
}

}  // namespace broadtape
