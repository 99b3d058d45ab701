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

// How many documents a search for `term` alone finds, counted by Xapian's matcher as search counts them. A term that
// every document has takes another path there than a walk of its posting list.
Xapian::doccount matches_of(const Xapian::Database& segment, const std::string& term) {
  Xapian::Enquire enquire(segment);
  enquire.set_query(Xapian::Query(term));
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  return enquire.get_mset(0, 0, segment.get_doccount()).get_matches_estimated();
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

void SegmentFigures::add_value(Xapian::valueno slot, Xapian::docid document, const std::string& value) {
  if (slot >= values_.size()) return;
  values_[slot].add(value);
  values_[slot].fingerprint += posting_bits(hash_of(value), document, slot);
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
    values_[slot].fingerprint += theirs.fingerprint;
  }
}

std::string SegmentFigures::contradiction_of_postings(const Xapian::Database& segment) const {
  std::uint64_t postings = 0;
  for (auto term = segment.allterms_begin(); term != segment.allterms_end(); ++term) {
    const std::uint64_t term_hash = hash_of(*term);
    Xapian::doccount documents = 0;
    Xapian::termcount most = 0;
    std::uint64_t all = 0;
    for (auto posting = segment.postlist_begin(*term); posting != segment.postlist_end(*term); ++posting) {
      postings += posting_bits(term_hash, *posting, posting.get_wdf());
      ++documents;
      all += posting.get_wdf();
      most = std::max(most, posting.get_wdf());
    }
    if (documents != segment.get_termfreq(*term) || all != segment.get_collection_freq(*term) ||
        most > segment.get_wdf_upper_bound(*term))
      return fmt::format("the index has wrong statistics of the term {}", *term);
    if (documents == documents_ && matches_of(segment, *term) != documents)
      return fmt::format("a search for the term {} does not find all documents that have it", *term);
  }
  return postings == postings_ ? "" : "its posting lists are not those of its documents";
}

std::string SegmentFigures::contradiction_of_values(const Xapian::Database& segment) const {
  for (Xapian::valueno slot = 0; slot < values_.size(); ++slot) {
    const Values& ours = values_[slot];
    if (segment.get_value_freq(slot) != ours.count ||
        (ours.count > 0 &&
         (segment.get_value_lower_bound(slot) > ours.least || segment.get_value_upper_bound(slot) < ours.most))) {
      return fmt::format("the index has wrong statistics of value {}", slot);
    }
    std::uint64_t fingerprint = 0;
    for (auto value = segment.valuestream_begin(slot); value != segment.valuestream_end(slot); ++value)
      fingerprint += posting_bits(hash_of(*value), value.get_docid(), slot);
    if (fingerprint != ours.fingerprint)
      return fmt::format("the stream of value {} is not that of its documents", slot);
  }
  return {};
}

std::string SegmentFigures::contradiction(const Xapian::Database& segment) const {
  if (documents_ != segment.get_doccount()) return "the index counts another number of documents than it has";
  if (documents_ == 0) return {};
  // The index keeps bounds, which removed documents leave wider than they need be.
  if (segment.get_doclength_lower_bound() > least_length_ || segment.get_doclength_upper_bound() < most_length_ ||
      std::abs(segment.get_avlength() * static_cast<double>(documents_) - static_cast<double>(total_length_)) > 0.5) {
    return "the index has wrong statistics of its documents' lengths";
  }
  for (auto posting = segment.postlist_begin(""); posting != segment.postlist_end(""); ++posting) {
    if (posting.get_doclength() != segment.get_doclength(*posting))
      return fmt::format("the list of all documents has another length of document {}", *posting);
  }
  if (const std::string problem = contradiction_of_values(segment); !problem.empty()) return problem;
  return contradiction_of_postings(segment);
}

}  // namespace broadtape
