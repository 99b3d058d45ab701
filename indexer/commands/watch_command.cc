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
constexpr std::int64_t kLeastEveryS = 10;
constexpr double kMostPauseS = 60;

// "30s", "5m", "2h", "1d"; a number alone is seconds.
std::int64_t every_of(const Options& line) {
  const std::string text = line.text("every", "5m");
  constexpr std::pair<char, std::int64_t> kUnits[] = {{'s', 1}, {'m', 60}, {'h', 3600}, {'d', 86'400}};
  std::string_view number = text;
  std::int64_t unit = 1;
  for (const auto& [letter, seconds] : kUnits) {
    if (!text.ends_with(letter)) continue;
    unit = seconds;
    number.remove_suffix(1);
  }
  const bool valid = !number.empty() && number.size() <= 6 && number.find_first_not_of("0123456789") == number.npos;
  const std::int64_t seconds = valid ? std::stoll(std::string(number)) * unit : 0;
  if (seconds >= kLeastEveryS && seconds <= kMaxWaitS) return seconds;
  throw Error(ErrorKind::kUsage, fmt::format("--every takes a time from 10s to 1d, such as 5m, not `{}`", text));
}

std::chrono::milliseconds host_pause_of(const Options& line) {
  const std::string text = line.text("host-pause", "1");
  char* end = nullptr;
  const double seconds = std::strtod(text.c_str(), &end);
  if (text.empty() || *end != '\0' || !(seconds >= 0 && seconds <= kMostPauseS))
    throw Error(ErrorKind::kUsage, fmt::format("--host-pause takes seconds from 0 to 60, not `{}`", text));
  return std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000));
}

PublisherOptions publisher_options(const Options& line) {
  PublisherOptions options;
  options.archive = archive_of(line);
  options.reading = reading_choice(line);
  options.run.threads = static_cast<std::size_t>(line.number("threads", 0, 256, 1));
  options.quiet = line.has("quiet");
  return options;
}

PollOptions poll_options(const Options& line, std::vector<std::string> urls) {
  for (const std::string& url : urls) {
    if (!is_http_url(url))
      throw Error(ErrorKind::kUsage, fmt::format("`{}` is not an http or https address", url),
                  "tape-index add reads files; tape-index watch --folder reads what is put into a folder");
  }
  PollOptions options;
  options.urls = std::move(urls);
  options.host_pause = host_pause_of(line);
  return options;
}

void say_of(const std::string& url, const std::string& what) {
  say("{}: {}\n", harmless(without_credentials(url)), harmless(what));
}

class Session {
 public:
  Session(const Options& line, const PollOptions& poll, const std::vector<std::string>& folders, bool alerts)
      : archive_(archive_of(line)),
        alerts_(alerts),
        once_(poll.once),
        companies_(line),
        publisher_(publisher_options(line), companies_.directory()) {
    publisher_.make_archive();
    poller_ = std::make_unique<FeedPoller>(archive_, poll, say_of);
    for (const std::string& folder : folders)
      folders_.emplace_back(archive_, folder, OwnOutput{archive_, {}}, [](const InputProblem& problem) {
        say("cannot read {}: {}\n", harmless(problem.name), harmless(problem.reason));
      });
  }

  // Until the user interrupts, or each address was asked once.
  void run() {
    while (!interrupted() && !(once_ && poller_->is_done() && !has_batch())) {
      poller_->poll(kStep);
      collect();
      if (is_batch_due()) try_publish();
      if (next_alerts_ && *next_alerts_ <= Clock::now()) alert();
    }
    if (has_batch()) try_publish();
  }

  const FeedPoller& poller() const { return *poller_; }
  const BatchPublisher& publisher() const { return publisher_; }

 private:
  bool has_batch() const { return !fetched_.empty() || !files_.empty(); }

  void collect() {
    const bool had_batch = has_batch();
    for (FetchedSource& source : poller_->take()) {
      batch_bytes_ += source.body.size();
      fetched_.push_back(std::move(source));
    }
    for (FolderWatch& folder : folders_) {
      for (std::string& file : folder.scan()) files_.push_back(std::move(file));
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
    const auto outcomes = publisher_.publish(fetched_, files_);
    for (std::size_t i = 0; i < fetched_.size(); ++i) {
      if (outcomes[i]) poller_->finished(fetched_[i], *outcomes[i]);
    }
    if (!files_.empty() && !interrupted()) {
      for (FolderWatch& folder : folders_) folder.finished();
    }
    fetched_.clear();
    files_.clear();
    batch_bytes_ = 0;
    if (publisher_.changed() == before) return;
    if (alerts_) alert();  // before the merge, because alerts search whole segments
    publisher_.merge();
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
  std::vector<FolderWatch> folders_;
  std::vector<FetchedSource> fetched_;  // the batch
  std::vector<std::string> files_;      // likewise
  std::size_t batch_bytes_ = 0;
  Clock::time_point due_;
  Clock::time_point not_before_;  // since a failure
  std::string told_;              // the last failure
  std::optional<Clock::time_point> next_alerts_;
};

}  // namespace

int run_fetch(const Options& line) {
  if (line.operands.empty()) throw Error(ErrorKind::kUsage, "no address is named", "tape-index fetch URL...");
  PollOptions poll = poll_options(line, line.operands);
  poll.once = true;
  poll.limits.max_body_bytes = 64u << 20;
  catch_interrupts();
  Session session(line, poll, {}, line.has("alert"));
  session.run();
  if (interrupted()) return kExitInterrupted;
  if (session.poller().failures() > 0) return kExitUnusable;
  return session.publisher().rejected() > 0 ? kExitRejected : kExitDone;
}

int run_watch(const Options& line) {
  if (!line.operands.empty())
    throw Error(ErrorKind::kUsage, fmt::format("`{}` is not expected here", line.operands.front()),
                "name addresses with --feed and folders with --folder");
  PollOptions poll = poll_options(line, line.texts("feed"));
  const std::vector<std::string> folders = line.texts("folder");
  if (poll.urls.empty() && folders.empty())
    throw Error(ErrorKind::kUsage, "nothing is named to watch",
                "use --feed URL or --folder DIR, each as often as needed");
  poll.every_s = every_of(line);
  poll.feeds_only = line.text("format").empty();
  catch_interrupts();
  Session session(line, poll, folders, true);
  if (!line.has("quiet"))
    say("watching {} addresses and {} folders; Ctrl-C or SIGTERM ends it\n", poll.urls.size(), folders.size());
  session.run();
  return kExitDone;
}

}  // namespace broadtape
