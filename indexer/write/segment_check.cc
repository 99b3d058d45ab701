#include "indexer/write/segment_check.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>
#include <vector>

#include "common/archive/matches.h"
#include "common/archive/schema.h"
#include "common/archive/word_stream.h"

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

using Term = std::pair<std::string, Xapian::termcount>;  // with its frequency in the document

std::vector<Term> listed_terms(Xapian::TermIterator at, const Xapian::TermIterator& end) {
  std::vector<Term> terms;
  for (; at != end; ++at)
    if (is_listed(*at)) terms.emplace_back(*at, at.get_wdf());
  return terms;
}

// Others than listed terms are checked with the posting lists; see SegmentStatistics.
std::string compare_terms(const Xapian::Database& segment, Xapian::docid docid, const Xapian::Document& rebuilt) {
  const std::vector<Term> expected = listed_terms(rebuilt.termlist_begin(), rebuilt.termlist_end());
  const std::vector<Term> found = listed_terms(segment.termlist_begin(docid), segment.termlist_end(docid));
  const auto [ours, theirs] = std::mismatch(expected.begin(), expected.end(), found.begin(), found.end());
  const bool ours_end = ours == expected.end(), theirs_end = theirs == found.end();
  if (!ours_end && !theirs_end && ours->first == theirs->first)
    return fmt::format("the index counts the term {} otherwise than the stored text", ours->first);
  if (!theirs_end && (ours_end || theirs->first < ours->first))
    return fmt::format("the index has the term {}, which the stored text lacks", theirs->first);
  if (!ours_end) return fmt::format("the index lacks the term {} of the stored text", ours->first);
  Xapian::termcount length = 0;
  for (auto term = rebuilt.termlist_begin(); term != rebuilt.termlist_end(); ++term) length += term.get_wdf();
  return segment.get_doclength(docid) == length ? "" : "the index has another length than the stored text";
}

std::string compare_values(const Xapian::Document& stored, const Xapian::Document& rebuilt) {
  auto theirs = stored.values_begin();
  for (auto ours = rebuilt.values_begin(); ours != rebuilt.values_end(); ++ours, ++theirs) {
    if (theirs == stored.values_end() || theirs.get_valueno() != ours.get_valueno() || *theirs != *ours) {
      return fmt::format("value {} is not what the stored text gives", ours.get_valueno());
    }
  }
  return theirs == stored.values_end() ? "" : "it has a value that the stored text does not give";
}

}  // namespace

void SegmentStatistics::add_posting(std::string_view term, Xapian::docid document, Xapian::termcount wdf) {
  postings_ += posting_bits(hash_of(term), document, wdf);
}

void SegmentStatistics::add_document(Xapian::termcount length) {
  ++documents_;
  total_length_ += length;
  if (length > 0)
    least_length_ = std::min(least_length_, length);  // Xapian's lower bound leaves out empty documents, too
  most_length_ = std::max(most_length_, length);
}

void SegmentStatistics::Values::add(const std::string& value) {
  if (count++ == 0 || value < least) least = value;
  most = std::max(most, value);
}

void SegmentStatistics::add_value(Xapian::valueno slot, Xapian::docid document, const std::string& value) {
  if (slot >= values_.size()) return;
  values_[slot].add(value);
  values_[slot].fingerprint += posting_bits(hash_of(value), document, slot);
}

void SegmentStatistics::add(const SegmentStatistics& other) {
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

std::string SegmentStatistics::problem_of_postings(const Xapian::Database& segment) const {
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
    // As search counts. The matcher does not walk the posting list of a term that every document has.
    if (documents == documents_ && Matches(segment, DocumentQuery(*term)).count() != documents)
      return fmt::format("a search for the term {} does not find all documents that have it", *term);
  }
  return postings == postings_ ? "" : "its posting lists are not those of its documents";
}

std::string SegmentStatistics::problem_of_values(const Xapian::Database& segment) const {
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

std::string SegmentStatistics::problem(const Xapian::Database& segment) const {
  if (documents_ != segment.get_doccount()) return "the index counts another number of documents than it has";
  if (documents_ == 0) return {};
  // The index keeps bounds, which removed documents leave wider than necessary.
  if (segment.get_doclength_lower_bound() > least_length_ || segment.get_doclength_upper_bound() < most_length_ ||
      std::abs(segment.get_avlength() * static_cast<double>(documents_) - static_cast<double>(total_length_)) > 0.5) {
    return "the index has wrong statistics of its documents' lengths";
  }
  for (auto posting = segment.postlist_begin(""); posting != segment.postlist_end(""); ++posting) {
    if (posting.get_doclength() != segment.get_doclength(*posting))
      return fmt::format("the list of all documents has another length of document {}", *posting);
  }
  if (const std::string problem = problem_of_values(segment); !problem.empty()) return problem;
  return problem_of_postings(segment);
}

std::string check_document(const Xapian::Database& segment, Xapian::docid docid, const ArticleStore& articles,
                           DocumentBuilder& builder, SegmentStatistics& statistics) {
  const Xapian::Document stored = segment.get_document(docid);
  const Article article = articles.article(stored);
  Xapian::Document rebuilt =
      builder.build(article, flags_of(stored),
                    {articles.codec(0), articles.words(dictionary_id_of(stored.get_value(kWordStreamSlot)))});
  std::string problem = compare_terms(segment, docid, rebuilt);
  if (problem.empty()) problem = compare_values(stored, rebuilt);
  if (!problem.empty()) return problem;
  for (auto term = rebuilt.termlist_begin(); term != rebuilt.termlist_end(); ++term) {
    statistics.add_posting(*term, docid, term.get_wdf());
  }
  for (auto value = rebuilt.values_begin(); value != rebuilt.values_end(); ++value) {
    statistics.add_value(value.get_valueno(), docid, *value);
  }
  statistics.add_document(segment.get_doclength(docid));
  return {};
}

}  // namespace broadtape
