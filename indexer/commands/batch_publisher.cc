#include "indexer/commands/batch_publisher.h"

#include <fmt/core.h>

#include <utility>

#include "common/error/error.h"
#include "common/terminal/output.h"
#include "common/terminal/terminal_text.h"
#include "common/text/ascii.h"
#include "indexer/commands/add_report.h"
#include "indexer/commands/commands.h"
#include "indexer/write/segment_merger.h"

namespace broadtape {
namespace {

constexpr std::size_t kMaxTold = 10'000;

// Keeps the last problem, for the state of its source, and does not repeat the notes of earlier batches.
class BatchReporter final : public AddReporter {
 public:
  explicit BatchReporter(std::set<std::string>& told) : AddReporter({}), told_(told) {}

  void unreadable(const InputProblem& problem) override {
    problem_ = problem.reason;
    if (reports_problems_) AddReporter::unreadable(problem);
  }
  void noted(const std::string& input, const std::string& note) override {
    if (is_new(input, note)) AddReporter::noted(input, note);
  }
  void dates_settled(const std::string& input, const std::string& what) override {
    if (is_new(input, "dates")) AddReporter::dates_settled(input, what);
  }
  void rejected(const std::string& input, const RejectedRecord& record) override {
    if (is_new(input, record.reason + record.text)) AddReporter::rejected(input, record);
  }

  // Problems of addresses are reported by their poller.
  void report_problems(bool reports) { reports_problems_ = reports; }
  std::string take_problem() { return std::exchange(problem_, {}); }

 private:
  bool is_new(const std::string& input, const std::string& what) {
    return told_.size() >= kMaxTold || told_.insert(input + "\n" + what).second;
  }

  std::set<std::string>& told_;
  std::string problem_;
  bool reports_problems_ = false;
};

std::optional<ReadOutcome> read_one(IngestPipeline& pipeline, BatchReporter& reporter, const FetchedSource& fetched,
                                    const InputGroup& reading) {
  const IngestCounts before = pipeline.counts();
  MemorySource source(fetched.body, fetched.name);
  pipeline.read_stream(source, reading);
  ReadOutcome outcome;
  const IngestCounts& after = pipeline.counts();
  outcome.articles = after.read - after.rejected - (before.read - before.rejected);
  outcome.failure = reporter.take_problem();
  // A feed without items is read; one whose records are all rejected is not.
  if (outcome.failure.empty() && outcome.articles == 0 && after.rejected > before.rejected)
    outcome.failure = "none of its records can be read";
  if (interrupted()) return std::nullopt;
  return outcome;
}

}  // namespace

BatchPublisher::BatchPublisher(const PublisherOptions& options, const CompanyDirectory& directory)
    : options_(options), directory_(directory), builder_(directory, now_s()) {}

void BatchPublisher::make_archive() const {
  try {
    report_moved_aside(SegmentStore(options_.archive));
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::kLocked) throw;
  }
}

std::vector<std::optional<ReadOutcome>> BatchPublisher::publish(const std::vector<FetchedSource>& fetched,
                                                                const std::vector<FoundFiles>& files) {
  SegmentStore store(options_.archive);
  BatchReporter reporter(told_);
  builder_.set_first_seen(now_s());
  RunOptions run_options = options_.run;
  run_options.directory = &directory_;
  IndexRun run(
      store, [&](Article& article) { builder_.recognise_tickers(article); }, run_options);
  IngestOptions ingest;
  ingest.own.archive = options_.archive;
  std::size_t file_count = 0;
  for (const FoundFiles& found : files) {
    ingest.groups.push_back(options_.readings[found.reading]);
    ingest.groups.back().inputs = found.paths;
    file_count += found.paths.size();
  }
  IngestPipeline pipeline(builder_, ingest, reporter, [&](Article&& article, const ExportedVersion& exported) {
    return run.try_add(std::move(article), exported);
  });
  std::vector<std::optional<ReadOutcome>> outcomes;
  for (const FetchedSource& source : fetched)
    outcomes.push_back(read_one(pipeline, reporter, source, options_.readings[source.reading]));
  const std::uint64_t failed_sources = pipeline.counts().failed_inputs;
  reporter.report_problems(true);
  if (!files.empty() && !interrupted()) pipeline.read_inputs();
  run.publish();
  reporter.close();
  const IngestCounts& counts = pipeline.counts();
  changed_ += counts.added + counts.updated;
  rejected_ += counts.rejected;
  failed_files_ += counts.failed_inputs - failed_sources;
  report(counts, fetched.size() + file_count);
  return outcomes;
}

void BatchPublisher::report(const IngestCounts& counts, std::size_t sources) const {
  if (options_.quiet || counts.added + counts.updated + counts.rejected == 0) return;
  say("{} added, {} updated, {} unchanged, {} rejected; from {} {}\n", with_commas(counts.added),
      with_commas(counts.updated), with_commas(counts.unchanged), with_commas(counts.rejected), with_commas(sources),
      sources == 1 ? "source" : "sources");
}

void BatchPublisher::merge() const {
  try {
    SegmentStore store(options_.archive);
    merge_tiers(store);
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::kLocked) return;  // the next batch merges
    say("tape-index: merging segments failed, which is tried again: {}\n", harmless(error.what()));
  }
}

}  // namespace broadtape
