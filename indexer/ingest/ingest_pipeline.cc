#include "indexer/ingest/ingest_pipeline.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "common/archive/schema.h"
#include "common/error/error.h"

namespace broadtape {
namespace {

ExportedVersion version_of(const RawArticle& raw) {
  ExportedVersion version;
  if (!raw.exported) return version;
  const ExportedRecord& record = *raw.exported;
  const auto has = [&](std::string_view flag) {
    return std::find(record.flags.begin(), record.flags.end(), flag) != record.flags.end();
  };
  version.has_id = !record.id.empty();
  version.is_whole = record.is_whole;
  if (record.has_flags) version.flags = VersionFlags{has(kSupersededFlag), has(kCorrectedFlag)};
  return version;
}

}  // namespace

IngestPipeline::IngestPipeline(SegmentStore& store, const SymbolDirectory& directory, const IngestOptions& options,
                               IngestObserver& observer)
    : options_(options),
      observer_(observer),
      builder_(directory, options.first_seen_s),
      dates_(options.dates, {[this](RawArticle&& raw, ArticleDate&& date) { add(std::move(raw), std::move(date)); },
                             [this](const std::string& what) { observer_.dates_settled(input_, what); }}),
      run_(
          store, [this](Article& article) { builder_.recognise_tickers(article); }, options.run) {}

std::optional<std::uint64_t> IngestPipeline::total_bytes() const {
  std::uint64_t total = 0;
  for (const std::string& input : options_.inputs) {
    const std::optional<std::uint64_t> bytes = input_bytes(input, options_.own);
    if (!bytes) return std::nullopt;
    total += *bytes;
  }
  return total;
}

void IngestPipeline::read_inputs() {
  InputCallbacks callbacks;
  callbacks.stream = [this](ByteSource& source) { return read_input(source); };
  callbacks.problem = [this](const InputProblem& problem) {
    if (observer_.interrupted()) return;
    ++counts_.failed_inputs;
    observer_.unreadable(problem);
  };
  callbacks.passed_by = [this](const std::string& what) {
    if (passed_by_.insert(what).second) observer_.passed_by(what);
  };
  callbacks.consumed = [this](std::uint64_t bytes) { counts_.consumed_bytes += bytes; };
  for (const std::string& input : options_.inputs) {
    reads_standard_input_ = input == "-";
    if (!walk_input(input, options_.limits, callbacks, options_.own)) break;
  }
}

// An input that ends with an error keeps the records before it.
bool IngestPipeline::read_input(ByteSource& source) {
  input_ = source.name().display;
  input_file_ = source.name().path.empty() ? input_ : source.name().path;
  dates_.start();
  try {
    read_records(source, options_.read, *this);
  } catch (const Error&) {
    dates_.finish();
    throw;
  }
  dates_.finish();
  return !observer_.interrupted();
}

bool IngestPipeline::article(RawArticle&& raw) {
  if (observer_.interrupted() && !take_previous(raw)) return goes_on();
  dates_.take(std::move(raw));
  return goes_on();
}

void IngestPipeline::add(RawArticle&& raw, ArticleDate&& date) {
  const std::string record = raw.record;
  const ExportedVersion exported = version_of(raw);
  BuiltArticle built = builder_.build(std::move(raw), std::move(date), input_file_);
  const std::size_t text_bytes = built.article.title.size() + built.article.body.size();
  const bool undated = !built.article.published;
  const std::optional<AddOutcome> outcome = run_.try_add(std::move(built.article), exported);
  if (!outcome) {
    reject({record, "too large to be stored", {}});
    return;
  }
  ++counts_.read;
  counts_.text_bytes += text_bytes;
  count(*outcome);
  if (*outcome != AddOutcome::kUnchanged && undated) {
    ++counts_.undated;
    if (!built.date_problem.empty()) observer_.undated(input_, record, built.date_problem);
  }
  observer_.progress(counts_);
}

bool IngestPipeline::reject(RejectedRecord&& rejected) {
  if (observer_.interrupted()) return goes_on();
  ++counts_.read;
  ++counts_.rejected;
  observer_.rejected(input_, rejected);
  return true;
}

bool IngestPipeline::goes_on() const {
  return !observer_.interrupted() || reads_standard_input_;
}

// After an interruption: replaces `raw` with the record before it, which is complete, and keeps `raw`. False when there
// is no record before it.
bool IngestPipeline::take_previous(RawArticle& raw) {
  if (!reads_standard_input_) return false;
  std::optional<RawArticle> previous = std::exchange(held_, std::move(raw));
  if (previous) raw = std::move(*previous);
  return previous.has_value();
}

void IngestPipeline::count(AddOutcome outcome) {
  counts_.added += outcome == AddOutcome::kAdded || outcome == AddOutcome::kDistinct;
  counts_.distinct += outcome == AddOutcome::kDistinct;
  counts_.updated += outcome == AddOutcome::kUpdated;
  counts_.unchanged += outcome == AddOutcome::kUnchanged;
}

}  // namespace broadtape
