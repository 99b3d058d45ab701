#include "indexer/write/segment_builder.h"

#include <algorithm>
#include <utility>

#include "common/archive/durable_files.h"
#include "common/archive/word_stream.h"
#include "common/article/record.h"
#include "common/text/analyser.h"
#include "indexer/write/segment_files.h"

namespace broadtape {
namespace {

// Measured: batches of 1,000 to 2,000 articles take a sixth less time than batches of 250, because there is less to
// merge, and give segments that are 6 % smaller; larger batches gain little. The byte limits bound memory for long
// articles and many threads: the index of a batch takes up to 25 times its text.
constexpr std::size_t kBatchArticles = 2000;
constexpr std::size_t kMaxBatchBytes = 4u << 20;
constexpr std::size_t kMinBatchBytes = 512u << 10;
constexpr std::size_t kMaxBytesInWork = 12u << 20;  // of text, in batches that wait and in those being written

// The dictionaries are trained once, on this many articles or as many as there are past the minimum.
constexpr std::size_t kMinSampleArticles = 1000;
constexpr std::size_t kSampleArticles = 4000;
constexpr std::size_t kMaxSampleBytes = 16u << 20;
constexpr std::size_t kLargestSample = 64u << 10;
constexpr std::size_t kMaxDictionaryBytes = 1u << 20;

std::size_t text_bytes(const Article& article) {
  return article.title.size() + article.body.size() + 200;
}

// Two batches wait for each thread while it writes a third.
std::size_t batch_bytes_for(std::size_t threads) {
  return std::clamp(kMaxBytesInWork / (3 * threads), kMinBatchBytes, kMaxBatchBytes);
}

std::size_t thread_count(const RunOptions& options) {
  return options.threads > 0 ? options.threads : processor_count();
}

}  // namespace

SegmentBuilder::SegmentBuilder(SegmentStore& store, Complete complete, const RunOptions& options)
    : store_(store),
      complete_(std::move(complete)),
      options_(options),
      max_batch_bytes_(batch_bytes_for(thread_count(options))),
      builders_(thread_count(options)),
      workers_(builders_.size(), kMaxBytesInWork) {}

SegmentBuilder::~SegmentBuilder() = default;

void SegmentBuilder::write_with(Dictionaries dictionaries, Samples more_samples) {
  known_ = std::move(dictionaries);
  dictionaries_.reset();
  if (known_.are_complete()) set_dictionaries({for_level(*known_.codec), known_.words});
  more_samples_ = std::move(more_samples);
}

std::shared_ptr<const Codec> SegmentBuilder::for_level(const Codec& codec) const {
  return std::make_shared<const Codec>(codec.dictionary(), options_.level);
}

void SegmentBuilder::add(Article article, const VersionFlags& flags) {
  batch_bytes_ += text_bytes(article);
  ++articles_;
  batch_.push_back({std::move(article), flags});
  if (batch_.size() >= kBatchArticles || batch_bytes_ >= max_batch_bytes_) close_batch();
}

void SegmentBuilder::close_batch() {
  if (batch_.empty()) return;
  std::vector<PendingArticle> batch = std::exchange(batch_, {});
  const std::size_t bytes = std::exchange(batch_bytes_, 0);
  if (dictionaries_) return submit_batch(std::move(batch), bytes);
  waiting_articles_ += batch.size();
  waiting_bytes_ += bytes;
  waiting_batches_.push_back({std::move(batch), bytes});
  if (waiting_articles_ >= kSampleArticles || waiting_bytes_ >= kMaxSampleBytes) set_dictionaries(train_dictionaries());
}

void SegmentBuilder::set_dictionaries(Dictionaries dictionaries) {
  dictionaries_ = std::move(dictionaries);
  for (Batch& batch : waiting_batches_) submit_batch(std::move(batch.articles), batch.bytes);
  waiting_batches_.clear();
  waiting_articles_ = 0;
  waiting_bytes_ = 0;
}

Dictionaries SegmentBuilder::train_dictionaries() const {
  std::vector<std::string> samples;
  WordCounts words;
  Analyser analyser;
  std::vector<Token> tokens;
  std::size_t bytes = 0;
  const auto take = [&](const Article& article) {
    if (max_record_bytes(article) > kLargestSample) return true;  // long records add nothing to a dictionary
    samples.push_back(encode_record(article));
    for (const std::string* const text : {&article.title, &article.body}) {
      analyser.analyse(*text, tokens);
      count_words(*text, tokens, words);
    }
    bytes += samples.back().size();
    return bytes < kMaxSampleBytes && samples.size() < kSampleArticles;
  };
  for (const Batch& batch : waiting_batches_) {
    const auto& articles = batch.articles;
    if (!std::all_of(articles.begin(), articles.end(), [&](const PendingArticle& p) { return take(p.article); })) break;
  }
  if (more_samples_) more_samples_(take);
  const bool enough = samples.size() >= kMinSampleArticles;
  Dictionaries trained{for_level(*known_.codec), known_.words};
  if (enough && trained.codec->dictionary_id() == 0)
    trained.codec = std::make_shared<const Codec>(train_dictionary(samples, kMaxDictionaryBytes), options_.level);
  if (enough && trained.words->id() == 0) trained.words = std::make_shared<const WordDictionary>(words.dictionary());
  return trained;
}

void SegmentBuilder::submit_batch(std::vector<PendingArticle> batch, std::size_t bytes) {
  const std::string path = store_.scratch_path();
  parts_.push_back(path);
  auto shared = std::make_shared<std::vector<PendingArticle>>(std::move(batch));
  auto write = [this, path, shared = std::move(shared), dictionaries = *dictionaries_](std::size_t thread) {
    for (PendingArticle& pending : *shared) complete_(pending.article);
    write_batch(options_.batch_writer, path, *shared, dictionaries, builders_[thread]);
  };
  workers_.submit(std::move(write), bytes);
}

// Merges each `most_parts` parts into one.
void SegmentBuilder::merge_groups(std::size_t most_parts) {
  std::vector<std::string> merged;
  for (std::size_t begin = 0; begin < parts_.size(); begin += most_parts) {
    const std::size_t end = std::min(begin + most_parts, parts_.size());
    const std::vector<std::string> group(parts_.begin() + begin, parts_.begin() + end);
    merged.push_back(store_.scratch_path());
    workers_.submit([group, path = merged.back()](std::size_t) {
      merge_segments(group, path);
      for (const std::string& part : group) remove_tree(part);
    });
  }
  workers_.wait();
  parts_ = std::move(merged);
}

// Before the last merge each thread may have the parts open, and this one.
std::string SegmentBuilder::merge_parts(const BeforeMerge& before_merge) {
  parts_.insert(parts_.begin(), store_.scratch_path());
  write_metadata_part(parts_.front(), *dictionaries_);
  const std::size_t most_parts = max_parts_per_merge(workers_.size() + 1);
  while (parts_.size() > most_parts) merge_groups(most_parts);
  if (before_merge) before_merge({parts_, *dictionaries_, workers_});
  merge_groups(most_parts);
  const std::string segment = parts_.front();
  parts_.clear();
  return segment;
}

std::string SegmentBuilder::finish(const BeforeMerge& before_merge) {
  close_batch();
  if (!dictionaries_ && !waiting_batches_.empty()) set_dictionaries(train_dictionaries());
  workers_.wait();
  articles_ = 0;
  return parts_.empty() ? std::string() : merge_parts(before_merge);
}

}  // namespace broadtape
