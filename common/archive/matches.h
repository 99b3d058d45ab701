// Searches an archive's documents. The only place that runs Xapian's matcher; remote shards carry out everything here.
//
// Counts, values and orders by date come from the matching sets of the segments (matching_sets.h) if there are any;
// otherwise the matcher walks every match. Both give the same answers.
//
// Threads: not shared.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/archive/schema.h"
#include "common/archive/value_counts.h"

namespace broadtape {

class Archive;
class MatchingSets;

// A document of an archive, from 1. Documents of one archive's state keep their numbers.
using DocumentNumber = Xapian::docid;

// What to search for: which documents match, and what each of their terms weighs.
using DocumentQuery = Xapian::Query;

// The parameters of BM25 (Robertson and Walker, TREC-3); docs/ranking.md says what they do.
struct Bm25 {
  double k1 = 1.2;
  double b = 0.75;
  double min_length = 0.5;  // documents shorter than this share of the average count as that long
};
inline constexpr Bm25 kBm25;

// `query` where `filter` matches too; weights are those of `query`.
DocumentQuery filtered(const DocumentQuery& query, const DocumentQuery& filter);

// `query` without what `excluded` finds.
DocumentQuery without(const DocumentQuery& query, const DocumentQuery& excluded);

// Every document, without weight. Not Xapian's MatchAll: all threads would count their references to that one object,
// and Xapian's counts are not atomic.
DocumentQuery every_document();

// `query` with each weight multiplied by `factor`.
DocumentQuery weighed(const DocumentQuery& query, double factor);

// The documents of `query`, each with its weight and `gain` in addition.
DocumentQuery with_gain(const DocumentQuery& query, double gain);

enum class MatchOrder : std::uint8_t {
  kBest,            // by weight; equals in the order of their numbers
  kBestThenNewest,  // by weight, then by the date of publication; slower by half
  kNewest,          // by the date of publication, undated documents last
  kOldest,          // by the date of publication, undated documents first
  kStored,          // by number
  // By a value, documents without it last, equals newest first:
  kSource,     // the folded name of the source, ascending
  kTicker,     // the first symbol, ascending
  kLength,     // the number of words, descending
  kFirstSeen,  // the time when it was first seen, then the run, both descending
  kArrival,    // the run that added it, descending
};

struct MatchedDocument {
  DocumentNumber document = 0;
  double weight = 0;  // 0 in orders without weight
};

struct MatchPage {
  std::vector<MatchedDocument> documents;
  std::uint64_t total = 0;
  bool total_is_exact = true;  // otherwise a lower bound
};

class Matches {
 public:
  // Keeps a reference to `archive`. Orders by weight weigh by kBm25.
  Matches(const Archive& archive, DocumentQuery query);

  // Searches by the matcher alone. Keeps a reference to `database`.
  Matches(const Xapian::Database& database, DocumentQuery query);

  ~Matches();
  Matches(const Matches&) = delete;
  Matches& operator=(const Matches&) = delete;

  // How many documents match, exactly; `watched` has then counted every one of them, once.
  std::uint64_t count(const WatchedValues& watched = {}) const;

  // Whether count() with `watched` reads columns; otherwise it walks every match.
  bool counts_columns(const WatchedValues& watched) const { return sets(watched) != nullptr; }

  // Whether any document matches; stops at the first.
  bool any() const;

  // The numbers of all that match, ascending.
  std::vector<DocumentNumber> list(const WatchedValues& watched = {}) const;

  // `limit` documents from place `offset` of the order. With `exact` every match is counted, and seen by `watched`;
  // otherwise the search may stop when the page is known.
  MatchPage top(MatchOrder order, std::uint64_t offset, std::uint64_t limit, bool exact,
                const WatchedValues& watched = {}) const;

  // The weight of one document; none when it does not match. Looks only at documents with `term`, which it must have.
  std::optional<double> weight_of(DocumentNumber document, const std::string& term) const;

 private:
  // Without the values that count_terms() counts.
  Xapian::Enquire unweighted(const WatchedValues& watched) const;
  // Counts those of `watched` whose values are terms: a remote shard has nothing that could count them on the way.
  void count_terms(const WatchedValues& watched) const;
  MatchPage walked(MatchOrder order, std::uint64_t offset, std::uint64_t limit, bool exact,
                   const WatchedValues& watched) const;
  // Null if only the matcher can find the matches and the values of `watched`.
  const MatchingSets* sets(const WatchedValues& watched) const;

  const Archive* archive_ = nullptr;
  const Xapian::Database& database_;
  DocumentQuery query_;
  mutable bool evaluated_ = false;
  mutable std::unique_ptr<const MatchingSets> sets_;  // once evaluated; null if they could not be
};

}  // namespace broadtape
