#include <fmt/core.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "common/archive/archive_stats.h"
#include "common/archive/schema.h"
#include "common/error/error.h"
#include "common/terminal/output.h"
#include "common/terminal/terminal_text.h"
#include "common/text/ascii.h"
#include "indexer/build/article_builder.h"
#include "indexer/commands/add_report.h"
#include "indexer/commands/commands.h"
#include "indexer/commands/interrupt.h"
#include "indexer/commands/progress_line.h"
#include "indexer/input/inputs.h"
#include "indexer/readers/reader.h"
#include "indexer/write/durable_files.h"
#include "indexer/write/index_run.h"
#include "indexer/write/segment_merger.h"

namespace broadtape {
namespace {

struct AddOptions {
  std::string archive;
  std::vector<std::string> inputs;
  ReadOptions read;
  RunOptions run;
  InputLimits limits;
  std::string rejects;
  std::vector<std::string> symbol_files;
  std::int64_t first_seen_s = 0;
  bool report_json = false;
  bool quiet = false;
};

std::int64_t first_seen_of(const Options& line) {
  if (!line.has("now")) return now_s();
  try {
    return parse_instant(line.text("now")).utc_s;
  } catch (const Error&) {
    throw Error(ErrorKind::kUsage,
                fmt::format("--now takes an instant such as 2025-01-30T14:05:00Z, not `{}`", line.text("now")));
  }
}

AddOptions options_of(const Options& line) {
  AddOptions options;
  options.archive = archive_of(line);
  options.inputs = line.operands;
  if (options.inputs.empty()) {
    throw Error(ErrorKind::kUsage, "no input is named", "name files, folders, addresses, or - for standard input");
  }
  options.read.form = line.text("format");
  for (const std::string& field : line.texts("field")) {
    const std::size_t equals = field.find('=');
    if (equals == std::string::npos || equals == 0) {
      throw Error(ErrorKind::kUsage, fmt::format("--field takes OURS=THEIRS, such as title=Headline, not `{}`", field));
    }
    options.read.fields[field.substr(0, equals)] = field.substr(equals + 1);
  }
  options.run.threads = static_cast<std::size_t>(line.number("threads", 0, 256, 1));
  options.rejects = line.text("rejects");
  options.symbol_files = line.texts("symbols");
  options.first_seen_s = first_seen_of(line);
  const std::string report = line.text("report", "text");
  if (report != "text" && report != "json") {
    throw Error(ErrorKind::kUsage, fmt::format("--report takes text or json, not `{}`", report));
  }
  options.report_json = report == "json";
  options.quiet = line.has("quiet");
  return options;
}

ExportedVersion version_of(const ExportedRecord& record) {
  const auto has = [&](std::string_view flag) {
    return std::find(record.flags.begin(), record.flags.end(), flag) != record.flags.end();
  };
  ExportedVersion version;
  version.has_id = !record.id.empty();
  version.is_whole = record.is_whole;
  if (record.has_flags) version.flags = VersionFlags{has(kSupersededFlag), has(kCorrectedFlag)};
  return version;
}

// Carries records from the readers into the run, and keeps the books.
class AddSession : public RecordSink {
 public:
  AddSession(const AddOptions& options, const SymbolDirectory& directory)
      : options_(options),
        builder_(directory, options.first_seen_s),
        store_(options.archive),
        run_(
            store_, [this](Article& article) { builder_.recognise_tickers(article); }, options.run),
        log_(options.rejects) {
    tell_moved_aside(store_);
  }

  bool article(RawArticle&& raw) override {
    if (interrupted() && !take_rest(raw)) return goes_on();
    const std::string record = raw.record;
    const ExportedVersion exported = raw.exported ? version_of(*raw.exported) : ExportedVersion();
    BuiltArticle built = builder_.build(std::move(raw), input_file_);
    if (!IndexRun::takes(built.article)) return reject({record, "too large to be stored", {}});
    ++counts_.read;
    counts_.text_bytes += built.article.title.size() + built.article.body.size();
    const bool undated = !built.article.published;
    const AddOutcome outcome = run_.add(std::move(built.article), exported);
    count(outcome);
    if (outcome != AddOutcome::kUnchanged && undated) {
      ++counts_.undated;
      if (!built.date_problem.empty()) log_.remark(input_, record, built.date_problem);
    }
    show_progress();
    return goes_on();
  }

  bool reject(RejectedRecord&& rejected) override {
    if (interrupted()) return goes_on();
    ++counts_.read;
    ++counts_.rejected;
    progress_.clear();
    log_.rejected(input_, rejected);
    return true;
  }

  void replaced_bytes(std::uint64_t count) override { counts_.replaced_bytes += count; }

  void read_inputs() {
    all_bytes_ = total_bytes();
    InputCallbacks callbacks;
    callbacks.stream = [this](ByteSource& source) {
      input_ = source.name().display;
      input_file_ = source.name().path.empty() ? input_ : source.name().path;
      read_records(source, options_.read, *this);
      return !interrupted();
    };
    callbacks.problem = [this](const InputProblem& problem) {
      if (interrupted()) return;
      ++counts_.failed_inputs;
      progress_.clear();
      say("cannot read {}: {}\n", harmless(problem.name), harmless(problem.reason));
    };
    callbacks.passed_by = [this](const std::string& what) {
      if (!passed_by_.insert(what).second) return;
      progress_.clear();
      say("passed by {}\n", harmless(what));
    };
    callbacks.consumed = [this](std::uint64_t bytes) { consumed_bytes_ += bytes; };
    for (const std::string& input : options_.inputs) {
      reads_standard_input_ = input == "-";
      if (!walk_input(input, options_.limits, callbacks, own_output())) break;
    }
  }

  int finish() {
    progress_.draw("writing the segment ...");
    run_.publish();
    const std::optional<Error> unmerged = merge();
    progress_.clear();
    log_.close();
    report();
    if (unmerged) {
      throw Error(unmerged->kind(),
                  fmt::format("the articles are in the archive, but merging its segments failed: {}", unmerged->what()),
                  "the next run tries again; make room first if the disk is full");
    }
    require_finished(store_);
    if (interrupted()) return kExitInterrupted;
    if (counts_.failed_inputs > 0) return kExitUnusable;
    return counts_.rejected > 0 ? kExitRejected : kExitDone;
  }

 private:
  OwnOutput own_output() const { return {options_.archive, options_.rejects}; }

  // After an interruption files are left where they are, but what a pipe has delivered cannot be had again.
  bool goes_on() const { return !interrupted() || reads_standard_input_; }

  // Trades `raw` for the record before it, which is whole; the last one may be cut off and is dropped. False when there
  // is none before it.
  bool take_rest(RawArticle& raw) {
    if (!reads_standard_input_) return false;
    std::optional<RawArticle> before = std::exchange(held_, std::move(raw));
    if (before) raw = std::move(*before);
    return before.has_value();
  }

  // Merges segments as is due; what went wrong with it, which takes nothing from what was published.
  std::optional<Error> merge() {
    try {
      merge_tiers(store_, [this](std::uint64_t documents) {
        progress_.draw(fmt::format("merging {} articles with earlier segments ...", with_commas(documents)));
      });
      return std::nullopt;
    } catch (const Error& error) {
      return error;
    }
  }

  void count(AddOutcome outcome) {
    switch (outcome) {
      case AddOutcome::kAdded:
        ++counts_.added;
        return;
      case AddOutcome::kUpdated:
        ++counts_.updated;
        return;
      case AddOutcome::kUnchanged:
        ++counts_.unchanged;
        return;
      case AddOutcome::kDistinct:
        ++counts_.added;
        ++counts_.distinct;
        return;
    }
  }

  void report() const {
    const double seconds = progress_.seconds();
    if (options_.report_json) {
      fmt::print("{}", counts_json(counts_, seconds, tree_bytes(store_.path_of(kSegmentsFolder)), interrupted()));
    } else if (!options_.quiet) {
      say("{}", format_counts(counts_, seconds));
    }
  }

  void show_progress() {
    progress_.show([this] {
      const double megabytes = static_cast<double>(counts_.text_bytes) / 1e6;
      return fmt::format("{} articles, {:.1f} MB, {:.1f} MB/s  {}", with_commas(counts_.read), megabytes,
                         megabytes / std::max(progress_.seconds(), 0.001),
                         progress_.time_left(consumed_bytes_, all_bytes_));
    });
  }

  std::optional<std::uint64_t> total_bytes() const {
    std::uint64_t total = 0;
    for (const std::string& input : options_.inputs) {
      const std::optional<std::uint64_t> bytes = input_bytes(input, own_output());
      if (!bytes) return std::nullopt;
      total += *bytes;
    }
    return total;
  }

  const AddOptions& options_;
  ArticleBuilder builder_;
  SegmentStore store_;
  IndexRun run_;
  RejectLog log_;
  ProgressLine progress_;
  AddCounts counts_;
  std::string input_;       // for reports
  std::string input_file_;  // its path
  std::set<std::string> passed_by_;
  bool reads_standard_input_ = false;
  std::optional<RawArticle> held_;  // the last record from a pipe since the interruption
  std::uint64_t consumed_bytes_ = 0;
  std::optional<std::uint64_t> all_bytes_;
};

}  // namespace

int run_add(const Options& line) {
  const AddOptions options = options_of(line);
  catch_interrupts();
  std::optional<SymbolDirectory> own;
  if (!options.symbol_files.empty()) own.emplace(SymbolDirectory::with_files(options.symbol_files));
  AddSession session(options, own ? *own : SymbolDirectory::builtin());
  session.read_inputs();
  return session.finish();
}

}  // namespace broadtape
