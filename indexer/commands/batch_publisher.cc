#include "indexer/commands/batch_publisher.h"

#include <fmt/core.h>

#include <utility>

#include "common/article/record.h"
#include "common/error/error.h"
#include "common/terminal/output.h"
#include "common/terminal/terminal_text.h"
#include "common/text/ascii.h"
#include "indexer/commands/add_report.h"
#include "indexer/commands/commands.h"
#include "indexer/ingest/page_article.h"
#include "indexer/input/http_source.h"
#include "indexer/watch/sitemap_index.h"
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

// False if the user interrupted.
bool read_one(IngestPipeline& pipeline, BatchReporter& reporter, const FetchedSource& fetched,
              const InputGroup& reading, ReadOutcome& outcome) {
  const IngestCounts before = pipeline.counts();
  MemorySource source(fetched.body, fetched.name);
  pipeline.read_stream(source, reading);
  const IngestCounts& after = pipeline.counts();
  outcome.articles = after.read - after.rejected - (before.read - before.rejected);
  outcome.failure = reporter.take_problem();
  // A feed without items is read; one whose records are all rejected is not.
  if (outcome.failure.empty() && outcome.articles == 0 && after.rejected > before.rejected)
    outcome.failure = "none of its records can be read";
  return !interrupted();
}

std::size_t files_in(const IngestOptions& ingest) {
  std::size_t files = 0;
  for (const InputGroup& group : ingest.groups) files += group.inputs.size();
  return files;
}

std::optional<PageEntry> page_entry_of(const Article& article) {
  if (!is_http_url(article.url)) return std::nullopt;
  PageEntry entry;
  entry.url = article.url;
  entry.text_bytes = article.body.size();
  Article without_text = article;
  without_text.body.clear();
  entry.record = encode_record(without_text);
  return entry;
}

// Of a sitemap without news: its pages are the articles. False if it is something else.
bool add_plain_entries(const FetchedSource& fetched, BatchOutcome::Source& outcome) {
  const auto addresses = read_plain_sitemap(fetched.body, fetched.name);
  if (!addresses) return false;
  for (const SitemapAddress& address : *addresses)
    outcome.entries.push_back({address.url, {}, 0, address.modified, false});
  return true;
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

BatchOutcome BatchPublisher::publish(const std::vector<FetchedSource>& fetched, const std::vector<FetchedPage>& pages,
                                     const std::vector<FoundFiles>& files) {
  SegmentStore store(options_.archive);
  BatchReporter reporter(told_);
  builder_.set_first_seen(now_s());
  RunOptions run_options = options_.run;
  run_options.directory = &directory_;
  IndexRun run(
      store, [&](Article& article) { builder_.recognise_tickers(article); }, run_options);
  const IngestOptions ingest = ingest_options(files);
  std::vector<PageEntry>* entries = nullptr;  // of the source that is read
  IngestPipeline pipeline(builder_, ingest, reporter, [&](Article&& article, const ExportedVersion& exported) {
    std::optional<PageEntry> entry = entries != nullptr ? page_entry_of(article) : std::nullopt;
    const std::optional<AddOutcome> outcome = run.try_add(std::move(article), exported);
    if (entry) {
      entry->is_news = outcome && *outcome != AddOutcome::kUnchanged;
      entries->push_back(*std::move(entry));
    }
    return outcome;
  });
  BatchOutcome outcomes;
  for (const FetchedSource& source : fetched) {
    BatchOutcome::Source of_source;
    entries = source.pages ? &of_source.entries : nullptr;
    const bool is_read = (source.pages && add_plain_entries(source, of_source)) ||
                         read_one(pipeline, reporter, source, options_.readings[source.reading], of_source.read);
    outcomes.sources.push_back(is_read ? std::optional(std::move(of_source)) : std::nullopt);
  }
  entries = nullptr;
  const std::uint64_t failed_sources = pipeline.counts().failed_inputs;
  reporter.report_problems(true);
  if (!files.empty() && !interrupted()) pipeline.read_inputs();
  IngestCounts counts = pipeline.counts();
  for (const FetchedPage& page : pages) outcomes.pages.push_back(add_page(run, page, counts));
  run.publish();
  reporter.close();
  changed_ += counts.added + counts.updated;
  rejected_ += counts.rejected;
  failed_files_ += counts.failed_inputs - failed_sources;
  report(counts, fetched.size() + pages.size() + files_in(ingest));
  return outcomes;
}

IngestOptions BatchPublisher::ingest_options(const std::vector<FoundFiles>& files) const {
  IngestOptions ingest;
  ingest.own.archive = options_.archive;
  for (const FoundFiles& found : files) {
    ingest.groups.push_back(options_.readings[found.reading]);
    ingest.groups.back().inputs = found.paths;
  }
  return ingest;
}

std::string BatchPublisher::add_page(IndexRun& run, const FetchedPage& page, IngestCounts& counts) const {
  const InputGroup& reading = options_.readings[page.reading];
  std::optional<Article> entry;
  if (!page.entry.record.empty()) {
    try {
      entry = decode_record(page.entry.record);
    } catch (const Error& error) {
      return error.what();  // the file was damaged
    }
  }
  MemorySource bytes(page.body, page.name);
  PageArticle read =
      read_page_article(bytes, entry, page.entry.text_bytes, {builder_, reading.dates, reading.read.source});
  if (!read.article) return read.failure;
  const std::optional<AddOutcome> outcome = run.try_add(*std::move(read.article));
  if (!outcome) return "is too large to be stored";
  ++counts.read;
  counts.count(*outcome);
  return {};
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
