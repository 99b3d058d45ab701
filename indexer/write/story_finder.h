// Finds the stories that new or removed articles change.
//
// Candidates share a term of Field::kBand; their texts decide (indexer/stories). Articles of the archive are read only
// if they are candidates, so the work depends on the articles that are new or removed, not on the archive. Memory: 64
// MB of pairs, 16 MB of texts, 60 bytes for each new article, and some 300 for each article of a story.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "common/archive/article_store.h"
#include "common/archive/columns.h"
#include "indexer/stories/relation.h"
#include "indexer/stories/story_graph.h"
#include "indexer/write/pair_comparer.h"
#include "indexer/write/term_places.h"

namespace broadtape {

// Documents of one database with their new places, ascending.
using StoryChanges = std::vector<std::pair<Xapian::docid, StoryPlace>>;

class StoryFinder {
 public:
  // The databases in `folders` have all local documents of the archive, removed and new ones included. `workers` as for
  // PairComparer. Throws what Xapian throws, and Error(kUnwritable) if the system does not let it open a table.
  explicit StoryFinder(const std::vector<std::string>& folders, WorkerPool* workers = nullptr);

  // All documents of databases[database] are new.
  void add_documents_of(std::size_t database);

  // The article has new versions, or is about to be removed.
  void add_article(const std::string& id) { article_seeds_.push_back(id); }
  void remove_article(const std::string& id);

  // The documents of each database whose place is not what their values say. To be called once. Throws Error(kCorrupt).
  std::vector<StoryChanges> find();

 private:
  using Ref = DocumentRef;
  struct Sharer {  // of a band
    Ref ref;
    std::optional<std::int32_t> day;
    std::string content;  // sorts sharers of one day, whatever order they came in
  };
  using Number = std::uint32_t;  // of an article that may be in a story

  bool is_new(const Ref& ref) const { return is_new_[ref.database]; }
  Xapian::Document document(const Ref& ref) const;
  template <class Visit>
  void each_document(Field field, const std::string& value, const TermPlaces& in_new, const Visit& visit) const;
  std::vector<Ref> documents_of(const std::string& id) const;
  std::optional<std::int32_t> day_of(const Ref& ref) const;
  std::vector<Sharer> sharers_of(const std::string& band) const;
  template <class Visit>
  static void each_pair(std::vector<Sharer>& sharers, Visit&& visit);

  std::int64_t published_s(const std::string& id);
  std::int64_t earliest_s(const std::vector<Ref>& versions) const;
  bool is_settled(const Ref& ref, const std::string& id);
  Number number_of(const std::string& id);

  void walk_bands();
  void collect(const Ref& one, const Ref& other);
  void compare_collected();
  void link(const RelatedPair& related);
  void expand(const Ref& ref);
  std::vector<StoryChanges> changes();

  std::vector<Xapian::Database> databases_;
  ArticleStore store_;
  PairComparer comparer_;
  std::vector<std::shared_ptr<const Columns>> columns_;  // of the databases that have them
  std::vector<bool> is_new_;
  TermPlaces new_bands_{Field::kBand}, new_ids_{Field::kId};    // in new databases
  std::vector<std::vector<std::optional<std::int32_t>>> days_;  // of the documents of new databases
  std::vector<std::string> article_seeds_;
  std::unordered_set<std::string> removed_;
  std::int64_t earliest_s_ = kUndated;  // of the new and removed articles

  std::vector<DocumentPair> pairs_;
  std::unordered_map<std::string, std::int64_t> published_;  // by article

  std::unordered_map<std::string, Number> numbers_;
  std::vector<StoryArticle> articles_;
  std::vector<std::vector<Ref>> versions_;  // of each of them
  std::vector<StoryLink> links_;
  std::deque<Ref> to_expand_;
};

// Gives documents of the private database at `path` their places. Throws Error(kUnwritable).
void write_stories(const std::string& path, const StoryChanges& changes);

}  // namespace broadtape
