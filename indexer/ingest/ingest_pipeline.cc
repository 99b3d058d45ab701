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

IngestPipeline::IngestPipeline(const ArticleBuilder& builder, const IngestOptions& options, IngestObserver& observer,
                               Take take)
    : options_(options), observer_(observer), builder_(builder), take_(std::move(take)) {}

std::optional<std::uint64_t> IngestPipeline::total_bytes() const {
  std::uint64_t total = 0;
  for (const InputGroup& group : options_.groups) {
    for (const std::string& input : group.inputs) {
      const std::optional<std::uint64_t> bytes = input_bytes(input, options_.own);
      if (!bytes) return std::nullopt;
      total += *bytes;
    }
  }
  return total;
}

void IngestPipeline::read_inputs() {
  InputCallbacks callbacks;
  callbacks.problem = [this](const InputProblem& problem) {
    if (observer_.interrupted()) return;
    ++counts_.failed_inputs;
    observer_.unreadable(problem);
  };
  callbacks.passed_by = [this](const std::string& what) {
    if (passed_by_.insert(what).second) observer_.passed_by(what);
  };
  callbacks.consumed = [this](std::uint64_t bytes) { counts_.consumed_bytes += bytes; };
  for (const InputGroup& group : options_.groups) {
    callbacks.stream = [&](ByteSource& source) { return read_input(source, group.read); };
    if (!read_group(group, callbacks)) break;
  }
}

bool IngestPipeline::read_group(const InputGroup& group, const InputCallbacks& callbacks) {
  dates_.emplace(
      group.dates,
      DateSettler::Output{[this](RawArticle&& raw, ArticleDate&& date) { add(std::move(raw), std::move(date)); },
                          [this](const std::string& what) { observer_.dates_settled(input_, what); }});
  for (const std::string& input : group.inputs) {
    argument_ = input;
    reads_standard_input_ = input == "-";
    if (!walk_input(input, options_.limits, callbacks, options_.own)) return false;
  }
  return true;
}

// An input that ends with an error keeps the records before it.
bool IngestPipeline::read_input(ByteSource& source, const ReadOptions& read) {
  input_ = source.name().display;
  input_file_ = source.name().path.empty() ? input_ : source.name().path;
  dated_ = 0;
  summary_.reset();
  dates_->start();
  const auto finish = [&] {
    dates_->finish();
    if (summary_) reports_.add(argument_, input_, *std::move(summary_), dated_);
  };
  try {
    read_records(source, read, *this);
  } catch (const Error&) {
    finish();
    throw;
  }
  finish();
  return !observer_.interrupted() && !is_cut_off();
}

bool IngestPipeline::article(RawArticle&& raw) {
  if (observer_.interrupted() && !take_previous(raw)) return goes_on();
  ++records_;
  dates_->take(std::move(raw));
  return goes_on();
}

void IngestPipeline::add(RawArticle&& raw, ArticleDate&& date) {
  const std::string record = raw.record;
  const ExportedVersion exported = version_of(raw);
  BuiltArticle built = builder_.build(std::move(raw), std::move(date), input_file_);
  const std::size_t text_bytes = built.article.title.size() + built.article.body.size();
  const bool undated = !built.article.published;
  const std::optional<AddOutcome> outcome = take_(std::move(built.article), exported);
  if (!outcome) {
    count_rejected({record, "too large to be stored", {}});
    return;
  }
  ++counts_.read;
  counts_.text_bytes += text_bytes;
  dated_ += !undated;
  count(*outcome);
  if (*outcome != AddOutcome::kUnchanged && undated) {
    ++counts_.undated;
    if (!built.date_problem.empty()) observer_.undated(input_, record, built.date_problem);
  }
  observer_.progress(counts_);
}

bool IngestPipeline::reject(RejectedRecord&& rejected) {
  if (observer_.interrupted()) return goes_on();
  ++records_;
  count_rejected(rejected);
  return goes_on();
}

void IngestPipeline::count_rejected(const RejectedRecord& rejected) {
  ++counts_.read;
  ++counts_.rejected;
  observer_.rejected(input_, rejected);
}

bool IngestPipeline::goes_on() const {
  return !is_cut_off() && (!observer_.interrupted() || reads_standard_input_);
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
