// Which versions of its articles an archive shows: the current ones, or those that were current at an instant.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "common/archive/archive.h"
#include "common/archive/index_reader.h"
#include "common/archive/matches.h"

namespace broadtape {

// The versions to leave out: the superseded ones; with `as_of_s`, those first seen later and those that a later version
// had superseded by then. Matches nothing if there are none. Exact, also in memory and time: with `as_of_s` it reads
// the identifiers of the corrections that came later.
DocumentQuery hidden_versions(const Archive& archive, std::optional<std::int64_t> as_of_s = std::nullopt);

// The ids of stories with a notice that withdraws a report (kWithdrawalFlag), among the versions that are current, or
// were current at `as_of_s`.
std::set<std::string> withdrawn_stories(const Archive& archive, std::optional<std::int64_t> as_of_s = std::nullopt);

// An archive that was loaded long after its articles were published answers wrongly as of a time between. Articles
// count as loaded late if they were first seen more than kLateDays after their publication, and matter from a share of
// kLateShare of the articles on.
inline constexpr std::int64_t kLateDays = 30;
inline constexpr double kLateShare = 0.1;

// Of `found`, planned over all versions: the first versions of articles that were published by `as_of_s`, and first
// seen after it and more than kLateDays after their publication; without those that were published and seen within
// kLateDays of `as_of_s`.
DocumentQuery loaded_late(const DocumentQuery& found, std::int64_t as_of_s);

// Of `found`, articles of a period that ends at `end_s`: those first seen more than kLateDays after its end.
DocumentQuery seen_late(const DocumentQuery& found, std::int64_t end_s);

// A query for `documents`, ascending, by their ids and texts, without weight. Throws Error(kCorrupt).
DocumentQuery documents_by_id(const Xapian::Database& database, const std::vector<DocumentNumber>& documents);

// A set of documents, a bit each.
class DocumentBits {
 public:
  void add(DocumentNumber document) {
    if (document >= bits_.size()) bits_.resize(document + 1 + document / 2);
    if (!bits_[document]) ++count_;
    bits_[document] = true;
  }
  void remove(DocumentNumber document) {
    if (!has(document)) return;
    --count_;
    bits_[document] = false;
  }
  bool has(DocumentNumber document) const { return document < bits_.size() && bits_[document]; }
  std::uint64_t count() const { return count_; }

 private:
  std::vector<bool> bits_;
  std::uint64_t count_ = 0;
};

// How many articles have a term, among the versions that a request shows: what sets articles apart as of an earlier
// time is compared with what the archive had then.
class VisibleFrequencies {
 public:
  // Keeps a reference to `archive`. Without `as_of_s` all versions count, as in the index. Otherwise those count that
  // were current at that instant.
  VisibleFrequencies(const Archive& archive, std::optional<std::int64_t> as_of_s);

  std::uint64_t document_count() const { return index_.document_count() - hidden_.count(); }

  // As of an instant, reads the term's list of documents.
  std::uint64_t documents_with(const std::string& term) const;

  // The same for a term of kText, faster without an instant.
  std::uint64_t documents_with_word(const std::string& term) const {
    return hidden_.count() == 0 ? archive_.documents_with_word(term) : documents_with(term);
  }

 private:
  const Archive& archive_;
  IndexReader index_;
  DocumentBits hidden_;
};

}  // namespace broadtape
