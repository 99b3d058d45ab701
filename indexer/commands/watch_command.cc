// The verbs that keep an archive current: fetch asks addresses once, watch asks addresses and scans folders until it is
// told to end. Both publish what came in batches, and remember what was read only then.
#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "common/archive/saved_searches.h"
#include "common/error/error.h"
#include "common/terminal/output.h"
#include "common/terminal/terminal_text.h"
#include "indexer/commands/alert_process.h"
#include "indexer/commands/batch_publisher.h"
#include "indexer/commands/commands.h"
#include "indexer/commands/progress.h"
#include "indexer/commands/reading_options.h"
#include "indexer/commands/watch_sources.h"
#include "indexer/input/http_source.h"
#include "indexer/watch/folder_watch.h"

namespace broadtape {
namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr auto kStep = 200ms;    // a signal, a response and a file are noticed after this time at most
constexpr auto kBatchTime = 1s;  // what comes later is of the next batch
constexpr std::size_t kBatchBytes = 32u << 20;
constexpr auto kRetryWhenLocked = 1s;  // another process writes to the archive
constexpr auto kRetryWhenFull = 30s;   // the archive cannot be written
constexpr auto kRetryAlerts = 60s;
constexpr auto kSavePages = 5s;

PublisherOptions publisher_options(const Options& line, const WatchSources& sources) {
  PublisherOptions options;
  options.archive = archive_of(line);
  options.readings = sources.readings;
  options.run.threads = static_cast<std::size_t>(line.number("threads", 0, 256, 1));
  options.quiet = line.has("quiet");
  return options;
}

PollOptions poll_options(const WatchSources& sources) {
  PollOptions options;
  options.addresses = sources.addresses;
  options.host_pause = sources.host_pause;
  return options;
}

void say_of(const std::string& url, const std::string& what) {
  say("{}: {}\n", harmless(without_credentials(url)), harmless(what));
}

class Session {
 public:
  Session(const Options& line, const WatchSources& sources, const PollOptions& poll, bool alerts)
      : archive_(archive_of(line)),
        alerts_(alerts),
        once_(poll.once),
        companies_(line),
        publisher_(publisher_options(line, sources), companies_.directory()) {
    publisher_.make_archive();
    poller_ = std::make_unique<FeedPoller>(archive_, poll, say_of);
    std::vector<PagedSource> paged;
    for (const PolledAddress& address : sources.addresses) {
      if (address.pages) paged.push_back({address.url, address.reading});
    }
    pages_ = std::make_unique<PageFetcher>(archive_, poller_->client(), paged, say_of, FeedPoller::now_seconds);
    for (const WatchedFolder& folder : sources.folders) {
      folders_.emplace_back(archive_, folder.path, OwnOutput{archive_, {}}, [](const InputProblem& problem) {
        say("cannot read {}: {}\n", harmless(problem.name), harmless(problem.reason));
      });
      folder_readings_.push_back(folder.reading);
    }
  }

  // Until the user interrupts, or each address was asked once.
  void run() {
    while (!interrupted() && !(once_ && poller_->is_done() && pages_->is_done() && !has_batch())) {
      pages_->start_due();
      poller_->poll(kStep);
      collect();
      if (is_batch_due()) try_publish();
      if (Clock::now() >= next_save_) save_pages();
      if (next_alerts_ && *next_alerts_ <= Clock::now()) alert();
    }
    if (has_batch()) try_publish();
    pages_->save();
  }

  const FeedPoller& poller() const { return *poller_; }
  const BatchPublisher& publisher() const { return publisher_; }

 private:
  bool has_batch() const { return !fetched_.empty() || !fetched_pages_.empty() || !files_.empty(); }

  void collect() {
    const bool had_batch = has_batch();
    for (FetchedSource& source : poller_->take()) {
      batch_bytes_ += source.body.size();
      fetched_.push_back(std::move(source));
    }
    for (FetchedPage& page : pages_->take()) {
      batch_bytes_ += page.body.size();
      fetched_pages_.push_back(std::move(page));
    }
    for (std::size_t i = 0; i < folders_.size(); ++i) {
      std::vector<std::string> paths = folders_[i].scan();
      if (!paths.empty()) files_.push_back({std::move(paths), folder_readings_[i]});
    }
    if (!had_batch && has_batch()) due_ = Clock::now() + kBatchTime;
  }

  bool is_batch_due() const {
    if (!has_batch() || Clock::now() < not_before_) return false;
    return Clock::now() >= due_ || batch_bytes_ >= kBatchBytes || (once_ && poller_->is_done());
  }

  // What cannot be published now is kept and tried again, except by `fetch` and at the end.
  void try_publish() {
    try {
      publish();
      told_.clear();
    } catch (const Error& error) {
      const bool waits = error.kind() == ErrorKind::kLocked || error.kind() == ErrorKind::kUnwritable;
      if (!waits || once_) throw;
      if (error.what() != told_) say("tape-index: {}; what came is kept and published later\n", harmless(error.what()));
      told_ = error.what();
      not_before_ = Clock::now() + (error.kind() == ErrorKind::kLocked ? Clock::duration(kRetryWhenLocked)
                                                                       : Clock::duration(kRetryWhenFull));
    }
  }

  void publish() {
    const std::uint64_t before = publisher_.changed();
    const BatchOutcome outcome = publisher_.publish(fetched_, fetched_pages_, files_);
    for (std::size_t i = 0; i < fetched_.size(); ++i) {
      if (outcome.sources[i]) finish(fetched_[i], *outcome.sources[i]);
    }
    for (std::size_t i = 0; i < fetched_pages_.size(); ++i) pages_->finished(fetched_pages_[i], outcome.pages[i]);
    pages_->save();
    if (!files_.empty() && !interrupted()) {
      for (FolderWatch& folder : folders_) folder.finished();
    }
    fetched_.clear();
    fetched_pages_.clear();
    files_.clear();
    batch_bytes_ = 0;
    if (publisher_.changed() == before) return;
    if (alerts_) alert();  // before the merge, because alerts search whole segments
    publisher_.merge();
  }

  // What became of pages that failed. If it cannot be written now, it is written later.
  void save_pages() {
    next_save_ = Clock::now() + kSavePages;
    try {
      pages_->save();
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::kUnwritable) throw;
    }
  }

  // A feed counts as read once its pages are listed.
  void finish(const FetchedSource& fetched, const BatchOutcome::Source& outcome) {
    if (fetched.pages && outcome.read.failure.empty())
      pages_->expect(fetched.state.source, fetched.named, fetched.reading, outcome.entries);
    poller_->finished(fetched, outcome.read);
  }

  void alert() {
    next_alerts_.reset();
    if (saved_names(archive_).empty()) return;
    const AlertRun run = run_alerts(archive_);
    if (!run.failure.empty()) say("tape-index: alerts failed, which is tried again: {}\n", harmless(run.failure));
    if (!run.failure.empty() || run.waits) next_alerts_ = Clock::now() + kRetryAlerts;
  }

  const std::string archive_;
  const bool alerts_;
  const bool once_;
  const ChosenCompanies companies_;
  BatchPublisher publisher_;
  std::unique_ptr<FeedPoller> poller_;
  std::unique_ptr<PageFetcher> pages_;
  std::vector<FolderWatch> folders_;
  std::vector<std::size_t> folder_readings_;  // of each
  std::vector<FetchedSource> fetched_;        // the batch
  std::vector<FetchedPage> fetched_pages_;    // likewise
  std::vector<FoundFiles> files_;             // likewise
  std::size_t batch_bytes_ = 0;
  Clock::time_point due_;
  Clock::time_point next_save_;
  Clock::time_point not_before_;  // since a failure
  std::string told_;              // the last failure
  std::optional<Clock::time_point> next_alerts_;
};

}  // namespace

int run_fetch(const Options& line) {
  const WatchSources sources = fetch_sources(line);
  PollOptions poll = poll_options(sources);
  poll.once = true;
  poll.limits.max_body_bytes = 64u << 20;
  catch_interrupts();
  Session session(line, sources, poll, line.has("alert"));
  session.run();
  if (interrupted()) return kExitInterrupted;
  if (session.poller().failures() > 0) return kExitUnusable;
  return session.publisher().rejected() > 0 ? kExitRejected : kExitDone;
}

int run_watch(const Options& line) {
  const WatchSources sources = watch_sources(line);
  catch_interrupts();
  Session session(line, sources, poll_options(sources), true);
  if (!line.has("quiet"))
    say("watching {} addresses and {} folders; Ctrl-C or SIGTERM ends it\n", sources.addresses.size(),
        sources.folders.size());
  session.run();
  return kExitDone;
}

}  // namespace broadtape
