#include "indexer/write/index_run.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "common/archive/index_errors.h"
#include "common/article/record.h"
#include "common/error/error.h"
#include "indexer/write/amender.h"
#include "indexer/write/name_teacher.h"
#include "indexer/write/segment_merger.h"
#include "indexer/write/story_update.h"

namespace broadtape {
namespace {

constexpr std::size_t kMaxTickerBytes = 64u << 10;  // of a record: room for 200 tickers found in its text

bool fits_record(const Article& article) {
  constexpr std::size_t kLimit = Codec::kMaxRecordBytes - kMaxTickerBytes;
  return max_record_bytes(article) <= kLimit || encode_record(article).size() <= kLimit;
}

}  // namespace

IndexRun::IndexRun(SegmentStore& store, Complete complete, const RunOptions& options)
    : store_(store), complete_(complete), options_(options), builder_(store, std::move(complete), options) {
  open_published();
}

IndexRun::~IndexRun() = default;

void IndexRun::open_published() {
  published_ = std::make_unique<Archive>(Archive::open(store_.archive()));
  identity_ = std::make_unique<IdentityIndex>(*published_);
  // Segments may have more than the manifest counts if it was restored or an earlier release rewrote it.
  run_ = std::max(store_.runs(), published_->runs()) + 1;
  builder_.write_with(published_->articles().dictionaries(),
                      [this](const std::function<bool(const Article&)>& take) { read_published(take); });
}

// Leaves out damaged articles, which do not stop the run.
void IndexRun::read_published(const std::function<bool(const Article&)>& take) const {
  with_read_errors("the archive " + store_.archive(), [&] {
    const Xapian::Database& database = published_->database();
    for (auto posting = database.postlist_begin(""); posting != database.postlist_end(""); ++posting) {
      try {
        if (!take(published_->article(*posting))) break;
      } catch (const Error&) {
        continue;
      }
    }
  });
}

AddOutcome IndexRun::add(Article article, const ExportedVersion& exported) {
  if (const auto outcome = try_add(std::move(article), exported)) return *outcome;
  throw Error(ErrorKind::kTooLarge, "an article is too large for the archive");
}

std::optional<AddOutcome> IndexRun::try_add(Article article, const ExportedVersion& exported) {
  if (!fits_record(article)) return std::nullopt;
  IdentityIndex::Decision decision = identity_->decide(article, exported);
  if (!decision.write) return decision.outcome;
  article.id = decision.id;
  if (decision.outcome == AddOutcome::kUpdated) updated_.insert(decision.id);
  decision.flags.arrival = run_;
  builder_.add(std::move(article), decision.flags);
  if (builder_.articles() >= options_.max_articles_per_segment) publish();
  return decision.outcome;
}

void IndexRun::publish() {
  std::vector<StoryChanges> stories;
  const std::string segment = builder_.finish([&](const UnmergedParts& parts) {
    stories = place_stories(parts, published_->local_folders(), updated_);
    amend_parts(parts, identity_->amendments(), complete_);
    if (options_.directory != nullptr)
      names_left_out_ += teach_names(parts, published_->local_shards(), *options_.directory).left_out;
  });
  updated_.clear();
  SegmentStore::Change change = amended_copies(store_, *published_, identity_->amendments(), stories, complete_);
  if (!segment.empty()) {
    change.added.push_back(segment);
    store_.raise_runs(run_);
  }
  if (!change.added.empty() || !change.replaced.empty()) store_.publish(change);
  try {
    open_published();
  } catch (const Error& error) {
    throw Error(error.kind(),
                fmt::format("the articles are in the archive, but it could not be opened again: {}", error.what()),
                error.hint());
  }
}

}  // namespace broadtape
