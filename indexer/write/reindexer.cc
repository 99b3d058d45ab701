#include "indexer/write/reindexer.h"

#include <fmt/core.h>

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "common/archive/archive.h"
#include "common/archive/durable_files.h"
#include "common/archive/index_errors.h"
#include "common/error/error.h"
#include "common/text/language_code.h"
#include "indexer/write/name_teacher.h"
#include "indexer/write/segment_files.h"
#include "indexer/write/story_update.h"

namespace broadtape {
namespace {

constexpr SegmentUse kUse = SegmentUse::kRecords;

// The names of the local segments, oldest first.
std::vector<std::string> local_segments_of(const SegmentStore& store) {
  std::vector<std::string> names;
  for (const Shard& shard : store.manifest().shards) {
    if (!shard.segment.empty()) names.push_back(shard.segment);
  }
  std::reverse(names.begin(), names.end());
  return names;
}

// The article as it is indexed: with the tickers of its source only, which the others are added to, and with the
// present code of its language.
Article prepared(Article article) {
  std::erase_if(article.tickers, [](const TickerMention& t) { return t.evidence != TickerEvidence::kSource; });
  article.language = language_code(article.language);
  return article;
}

struct Stored {
  Article article;
  VersionFlags flags;
};

// Compares the symbols of the source; prepared() took away those that are recognised anew.
bool are_same(Stored old, Stored rebuilt) {
  const auto take_symbols = [](Article& article) {
    std::set<std::string> symbols;
    for (TickerMention& mention : std::exchange(article.tickers, {})) symbols.insert(std::move(mention.symbol));
    return symbols;
  };
  if (take_symbols(old.article) != take_symbols(rebuilt.article)) return false;
  return old.article == rebuilt.article && old.flags.superseded == rebuilt.flags.superseded &&
         old.flags.corrected == rebuilt.flags.corrected && old.flags.arrival == rebuilt.flags.arrival;
}

// Reads the documents of several databases one after the other.
class StoredReader {
 public:
  // With `left_out` the documents whose records are damaged are added there; otherwise next() throws Error(kCorrupt).
  StoredReader(std::vector<Xapian::Database> databases, std::vector<std::string> names,
               std::vector<DamagedDocument>* left_out)
      : databases_(std::move(databases)), names_(std::move(names)), left_out_(left_out), articles_(databases_) {
    if (!databases_.empty()) posting_ = databases_.front().postlist_begin("");
  }

  // nullopt at the end.
  std::optional<Stored> next() {
    while (at_ < databases_.size()) {
      if (posting_ == databases_[at_].postlist_end("")) {
        if (++at_ < databases_.size()) posting_ = databases_[at_].postlist_begin("");
        continue;
      }
      const Xapian::docid number = *posting_++;
      try {
        return with_read_errors(fmt::format("document {}", number), [&] {
          const Xapian::Document document = databases_[at_].get_document(number);
          VersionFlags flags = flags_of(document);
          flags.place = {};  // stories are found anew
          return Stored{prepared(articles_.article(document)), flags};
        });
      } catch (const Error& error) {
        leave_out(number, error);
      }
    }
    return std::nullopt;
  }

  const ArticleStore& articles() const { return articles_; }

 private:
  void leave_out(Xapian::docid number, const Error& error) {
    if (error.kind() != ErrorKind::kCorrupt && error.kind() != ErrorKind::kWrongDictionary) throw error;
    if (!left_out_) {
      throw Error(ErrorKind::kCorrupt, fmt::format("{}: {}", names_[at_], error.what()),
                  "nothing was changed; reindex the other articles with: tape-index reindex --leave-out-damaged");
    }
    left_out_->push_back({names_[at_], number, error.what()});
  }

  std::vector<Xapian::Database> databases_;
  std::vector<std::string> names_;
  std::vector<DamagedDocument>* left_out_;
  ArticleStore articles_;
  std::size_t at_ = 0;
  Xapian::PostingIterator posting_;
};

class Reindexer {
 public:
  Reindexer(SegmentStore& store, SegmentBuilder::Complete complete, const RunOptions& options,
            const ReindexProgress& goes_on, IfDamaged if_damaged)
      : store_(store),
        goes_on_(goes_on),
        if_damaged_(if_damaged),
        directory_(options.directory),
        max_articles_(options.max_articles_per_segment),
        builder_(store, std::move(complete), options),
        segments_(local_segments_of(store)) {}

  std::optional<ReindexReport> run() {
    return with_read_errors("the archive " + store_.archive(), [&]() -> std::optional<ReindexReport> {
      if (!build() || !compare()) return std::nullopt;
      SegmentStore::Change change;
      change.added = {built_.rbegin(), built_.rend()};
      for (const std::string& segment : segments_) change.replaced[segment] = "";
      for (const DamagedDocument& damaged : left_out_) change.kept.insert(damaged.segment);
      if (!segments_.empty()) store_.publish(change);
      return ReindexReport{documents_, segments_.size(), left_out_};
    });
  }

 private:
  StoredReader old_articles(std::vector<DamagedDocument>& left_out) const {
    std::vector<Xapian::Database> databases;
    for (const std::string& segment : segments_) databases.push_back(open_segment(store_.archive(), segment, kUse));
    return {std::move(databases), segments_, if_damaged_ == IfDamaged::kLeaveOut ? &left_out : nullptr};
  }

  bool build() {
    StoredReader reader = old_articles(left_out_);
    builder_.write_with(reader.articles().dictionaries(), {});
    while (std::optional<Stored> stored = reader.next()) {
      if (stored->flags.superseded || stored->flags.corrected) versioned_.insert(stored->article.id);
      builder_.add(std::move(stored->article), stored->flags);
      if (builder_.articles() >= max_articles_) finish_segment();
      if (!goes_on_(ReindexPhase::kBuilding, ++documents_)) return false;
    }
    if (builder_.articles() > 0) finish_segment();
    if (directory_ != nullptr) teach();
    return true;
  }

  void finish_segment() {
    built_.push_back(builder_.finish([&](const UnmergedParts& parts) {
      const std::vector<StoryChanges> changes = place_stories(parts, built_, std::exchange(versioned_, {}));
      for (std::size_t i = 0; i < built_.size(); ++i) write_stories(built_[i], changes[i]);
    }));
  }

  // What is taught leaves gaps in the tables of a segment, so it is copied without them.
  void teach() {
    WorkerPool workers(processor_count());
    for (std::string& path : built_) {
      std::vector<Xapian::Database> others;
      for (const std::string& other : built_) {
        if (other != path) others.push_back(open_whole_database(other));
      }
      const Dictionaries dictionaries = ArticleStore({open_whole_database(path)}).dictionaries();
      if (teach_names({{path}, dictionaries, workers}, others, *directory_).articles == 0) continue;
      const std::string copy = store_.scratch_path();
      merge_segments({path}, copy);
      remove_tree(path);
      path = copy;
    }
  }

  bool compare() {
    std::vector<DamagedDocument> again;
    StoredReader old = old_articles(again);
    StoredReader rebuilt(open_whole_databases(built_), built_, nullptr);
    for (std::uint64_t document = 0; document < documents_; ++document) {
      std::optional<Stored> before = old.next(), after = rebuilt.next();
      if (!before || !after || !are_same(std::move(*before), std::move(*after))) differ(document + 1);
      if (!goes_on_(ReindexPhase::kComparing, document + 1)) return false;
    }
    if (rebuilt.next()) differ(documents_ + 1);
    return true;
  }

  [[noreturn]] void differ(std::uint64_t document) const {
    throw Error(ErrorKind::kCorrupt,
                fmt::format("article {} of {} in {} differs in the new index", document, documents_, store_.archive()),
                "nothing was changed; check the archive with: tape-index verify");
  }

  SegmentStore& store_;
  const ReindexProgress& goes_on_;
  IfDamaged if_damaged_;
  const CompanyDirectory* directory_;
  std::size_t max_articles_;
  SegmentBuilder builder_;
  std::vector<std::string> segments_;  // oldest first
  std::vector<std::string> built_;     // oldest first
  std::set<std::string> versioned_;    // articles of the next segment that may have versions in others
  std::vector<DamagedDocument> left_out_;
  std::uint64_t documents_ = 0;
};

}  // namespace

std::uint64_t stored_documents(const SegmentStore& store) {
  std::uint64_t documents = 0;
  for (const std::string& segment : local_segments_of(store))
    documents += open_segment(store.archive(), segment, kUse).get_doccount();
  return documents;
}

std::optional<ReindexReport> reindex(SegmentStore& store, SegmentBuilder::Complete complete, const RunOptions& options,
                                     const ReindexProgress& goes_on, IfDamaged if_damaged) {
  return Reindexer(store, std::move(complete), options, goes_on, if_damaged).run();
}

}  // namespace broadtape
