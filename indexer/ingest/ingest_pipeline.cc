#include "indexer/ingest/ingest_pipeline.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "common/archive/schema.h"
#include "common/error/error.h"
#include "common/text/ascii.h"

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
  if (record.has_flags) version.flags = VersionFlags{has(kSupersededFlag), has(kCorrectedFlag), {}};
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

InputCallbacks IngestPipeline::callbacks() {
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
  return callbacks;
}

void IngestPipeline::read_inputs() {
  InputCallbacks of_group = callbacks();
  for (const InputGroup& group : options_.groups) {
    of_group.stream = [&](ByteSource& source) { return read_input(source, group.read); };
    if (!read_group(group, of_group)) break;
  }
}

void IngestPipeline::read_stream(ByteSource& source, const InputGroup& group) {
  InputCallbacks of_group = callbacks();
  of_group.stream = [&](ByteSource& inner) { return read_input(inner, group.read); };
  start_group(group);
  read_argument(source.name().display, [&] { return walk_stream(source, options_.limits, of_group); });
}

void IngestPipeline::start_group(const InputGroup& group) {
  first_stream_ = 0;
  dates_.emplace(group.dates, DateSettler::Output{[this](RawArticle&& raw, ArticleDate&& date, std::uint64_t stream) {
                                                    add(std::move(raw), std::move(date), stream_of(stream));
                                                  },
                                                  [this](std::uint64_t stream) { report_to(stream); },
                                                  [this](const std::string& what, std::optional<std::uint64_t> stream) {
                                                    observer_.dates_settled(
                                                        stream ? stream_of(*stream).name : argument_, what);
                                                  }});
}

bool IngestPipeline::read_argument(const std::string& argument, const std::function<bool()>& walk) {
  argument_ = argument;
  reads_standard_input_ = argument == "-";
  dates_->start();
  other_weekdays_ = updates_ = {};
  const bool goes_on = walk();
  dates_->finish();
  note_dates();
  return goes_on;
}

bool IngestPipeline::read_group(const InputGroup& group, const InputCallbacks& callbacks) {
  start_group(group);
  return std::all_of(group.inputs.begin(), group.inputs.end(), [&](const std::string& input) {
    return read_argument(input, [&] { return walk_input(input, options_.limits, callbacks, options_.own); });
  });
}

void IngestPipeline::note_dates() {
  if (const auto& [dates, first] = other_weekdays_; dates > 0)
    observer_.noted(argument_, fmt::format("{} {} not the weekday of the day, such as \"{}\"; the day counts",
                                           with_commas(dates), dates == 1 ? "date has" : "dates have", first));
  if (const auto& [dates, first] = updates_; dates > 0)
    observer_.noted(argument_, fmt::format("{} {} of the last update, such as \"{}\", because there is no other",
                                           with_commas(dates), dates == 1 ? "date is that" : "dates are those", first));
}

// An input that ends with an error keeps the records before it.
bool IngestPipeline::read_input(ByteSource& source, const ReadOptions& read) {
  const InputName& name = source.name();
  streams_.push_back({name.display, name.path.empty() ? name.display : name.path, 0, 0, {}});
  dates_->start_stream();
  try {
    read_records(source, read, *this);
  } catch (const Error&) {
    dates_->finish_stream();
    throw;
  }
  dates_->finish_stream();
  return !observer_.interrupted() && !is_cut_off();
}

// Reports the streams up to a number, all of whose records were added.
void IngestPipeline::report_to(std::uint64_t number) {
  for (; first_stream_ <= number && !streams_.empty(); ++first_stream_) {
    Stream& stream = streams_.front();
    if (stream.identifiers > 0)
      observer_.noted(stream.name, fmt::format("{} ISINs or CUSIPs were left out, because no symbol of them is known",
                                               with_commas(stream.identifiers)));
    if (stream.summary) reports_.add(argument_, stream.name, *std::move(stream.summary), stream.dated);
    streams_.pop_front();
  }
}

bool IngestPipeline::article(RawArticle&& raw) {
  if (observer_.interrupted() && !take_previous(raw)) return goes_on();
  ++records_;
  dates_->take(std::move(raw));
  return goes_on();
}

void IngestPipeline::add(RawArticle&& raw, ArticleDate&& date, Stream& stream) {
  const std::string record = raw.record;
  const ExportedVersion exported = version_of(raw);
  const auto count_if = [&](bool is_odd, OddDates& odd) {
    if (is_odd && odd.dates++ == 0) odd.first = raw.date_text;
  };
  if (date.result) {
    count_if(date.result.date->is_other_weekday, other_weekdays_);
    count_if(date.result.date->is_update, updates_);
  }
  BuiltArticle built = builder_.build(std::move(raw), std::move(date), stream.file);
  const std::size_t text_bytes = built.article.title.size() + built.article.body.size();
  const bool undated = !built.article.published;
  const std::uint64_t identifiers = built.identifiers;
  const std::optional<AddOutcome> outcome = take_(std::move(built.article), exported);
  if (!outcome) {
    count_rejected({record, "too large to be stored", {}}, stream.name);
    return;
  }
  ++counts_.read;
  counts_.text_bytes += text_bytes;
  stream.dated += !undated;
  stream.identifiers += identifiers;
  counts_.count(*outcome);
  if (*outcome != AddOutcome::kUnchanged && undated) {
    ++counts_.undated;
    if (!built.date_problem.empty()) observer_.undated(stream.name, record, built.date_problem);
  }
  if (*outcome != AddOutcome::kUnchanged && !built.first_seen_problem.empty()) {
    ++counts_.first_seen_unknown;
    observer_.first_seen_unknown(stream.name, record, built.first_seen_problem);
  }
  observer_.progress(counts_);
}

bool IngestPipeline::reject(RejectedRecord&& rejected) {
  if (observer_.interrupted()) return goes_on();
  ++records_;
  count_rejected(rejected, streams_.back().name);
  return goes_on();
}

void IngestPipeline::count_rejected(const RejectedRecord& rejected, const std::string& input) {
  ++counts_.read;
  ++counts_.rejected;
  observer_.rejected(input, rejected);
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

void IngestCounts::count(AddOutcome outcome) {
  added += outcome == AddOutcome::kAdded || outcome == AddOutcome::kDistinct;
  distinct += outcome == AddOutcome::kDistinct;
  updated += outcome == AddOutcome::kUpdated;
  unchanged += outcome == AddOutcome::kUnchanged;
}

}  // namespace broadtape
