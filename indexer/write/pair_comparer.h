// Compares pairs of documents by their texts, on several threads where there are many pairs.
//
// Memory: 16 MB of texts. Threads: not shared.
#pragma once

#include <xapian.h>

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "indexer/stories/relation.h"

namespace broadtape {

class WorkerPool;

// A document of one of several databases.
struct DocumentRef {
  std::uint32_t database;
  Xapian::docid document;
  auto operator<=>(const DocumentRef&) const = default;
};
struct DocumentRefHash {
  std::size_t operator()(const DocumentRef& ref) const {
    return std::hash<std::uint64_t>()(std::uint64_t{ref.database} << 32 | ref.document);
  }
};
using DocumentPair = std::pair<DocumentRef, DocumentRef>;

// Two documents of different articles that report one story.
struct RelatedPair {
  DocumentRef one, other;
  std::string one_id, other_id;  // of their articles
  Relation relation;
};

class PairComparer {
 public:
  // `folders` are those of the databases. Without `workers`, which must have no other tasks, all is done by the
  // caller's thread.
  PairComparer(std::vector<std::string> folders, WorkerPool* workers);
  ~PairComparer();

  // Those of `pairs` that are related, in the order of `pairs`; cheapest if they are sorted. Throws Error(kCorrupt),
  // and what Xapian throws.
  std::vector<RelatedPair> related(const std::vector<DocumentPair>& pairs);

 private:
  class Texts;

  std::vector<RelatedPair> related_by_workers(const std::vector<DocumentPair>& pairs);

  std::vector<std::string> folders_;
  WorkerPool* workers_;
  std::unique_ptr<Texts> texts_;
};

}  // namespace broadtape
