#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "common/archive/archive_stats.h"
#include "common/error/error.h"
#include "common/terminal/output.h"
#include "common/terminal/terminal_text.h"
#include "common/text/ascii.h"
#include "indexer/commands/add_report.h"
#include "indexer/commands/commands.h"
#include "indexer/commands/progress.h"
#include "indexer/ingest/ingest_pipeline.h"
#include "indexer/write/segment_merger.h"

namespace broadtape {
namespace {

constexpr int kFirstYears = 1600;
constexpr int kLastYears = 9998;

struct AddOptions {
  IngestOptions ingest;
  std::vector<std::string> symbol_files;
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

DateOrder date_order_of(const Options& line) {
  const std::string order = line.text("date-order", "");
  if (order.empty()) return DateOrder::kUnknown;
  if (order == "dmy") return DateOrder::kDayFirst;
  if (order == "mdy") return DateOrder::kMonthFirst;
  throw Error(ErrorKind::kUsage, fmt::format("--date-order takes dmy or mdy, not `{}`", order));
}

// `1800-2100`.
YearRange years_of(const Options& line) {
  const std::string text = line.text("years", "");
  if (text.empty()) return {};
  const bool has_form = text.size() == 9 && text[4] == '-' && text.find_first_not_of("0123456789") == 4 &&
                        text.find_first_not_of("0123456789", 5) == text.npos;
  const YearRange years =
      has_form ? YearRange{std::stoi(text.substr(0, 4)), std::stoi(text.substr(5))} : YearRange{1, 0};
  if (years.first <= years.last && years.first >= kFirstYears && years.last <= kLastYears) return years;
  throw Error(ErrorKind::kUsage, fmt::format("--years takes a range such as 1800-2100, not `{}`", text),
              fmt::format("the first year is {} or later, the last {} or earlier", kFirstYears, kLastYears));
}

AddOptions options_of(const Options& line) {
  AddOptions options;
  IngestOptions& ingest = options.ingest;
  ingest.own.archive = archive_of(line);
  ingest.inputs = line.operands;
  if (ingest.inputs.empty()) {
    throw Error(ErrorKind::kUsage, "no input is named", "name files, folders, addresses, or - for standard input");
  }
  ingest.read.form = line.text("format");
  for (const std::string& field : line.texts("field")) {
    const std::size_t equals = field.find('=');
    if (equals == std::string::npos || equals == 0) {
      throw Error(ErrorKind::kUsage, fmt::format("--field takes OURS=THEIRS, such as title=Headline, not `{}`", field));
    }
    ingest.read.fields[field.substr(0, equals)] = field.substr(equals + 1);
  }
  ingest.dates.order = date_order_of(line);
  ingest.dates.years = years_of(line);
  ingest.run.threads = static_cast<std::size_t>(line.number("threads", 0, 256, 1));
  ingest.own.rejects = line.text("rejects");
  options.symbol_files = line.texts("symbols");
  ingest.first_seen_s = first_seen_of(line);
  const std::string report = line.text("report", "text");
  if (report != "text" && report != "json") {
    throw Error(ErrorKind::kUsage, fmt::format("--report takes text or json, not `{}`", report));
  }
  options.report_json = report == "json";
  options.quiet = line.has("quiet");
  return options;
}

// Reports on standard error while articles are added.
class AddReporter : public IngestObserver {
 public:
  explicit AddReporter(const std::string& rejects) : log_(rejects) {}

  void rejected(const std::string& input, const RejectedRecord& record) override {
    line_.clear();
    log_.rejected(input, record);
  }

  void undated(const std::string& input, const std::string& record, const std::string& problem) override {
    log_.undated(input, record, problem);
  }

  void dates_settled(const std::string& input, const std::string& what) override {
    line_.clear();
    log_.dates_settled(input, what);
  }

  void unreadable(const InputProblem& problem) override {
    line_.clear();
    say("cannot read {}: {}\n", harmless(problem.name), harmless(problem.reason));
  }

  void noted(const std::string& input, const std::string& note) override {
    line_.clear();
    log_.noted(input, note);
  }

  void passed_by(const std::string& what) override {
    line_.clear();
    say("skipped {}\n", harmless(what));
  }

  void progress(const IngestCounts& counts) override {
    line_.show([&] {
      const double megabytes = static_cast<double>(counts.text_bytes) / 1e6;
      return fmt::format("{} articles, {:.1f} MB, {:.1f} MB/s  {}", with_commas(counts.read), megabytes,
                         megabytes / std::max(line_.seconds(), 0.001),
                         line_.time_left(counts.consumed_bytes, total_bytes_));
    });
  }

  bool interrupted() const override { return broadtape::interrupted(); }

  // The bytes of all inputs, if known; for the time left.
  void set_total_bytes(std::optional<std::uint64_t> bytes) { total_bytes_ = bytes; }

  ProgressLine& line() { return line_; }

  // Throws Error(kUnwritable) when the file of rejected records could not be written.
  void close() {
    line_.clear();
    log_.close();
  }

 private:
  RejectLog log_;
  ProgressLine line_;
  std::optional<std::uint64_t> total_bytes_;
};

// Merges segments as the policy asks for. Returns the error, if any: what was published stays published.
std::optional<Error> merge(SegmentStore& store, ProgressLine& line) {
  try {
    merge_tiers(store, [&](std::uint64_t documents) {
      line.draw(fmt::format("merging {} articles with earlier segments ...", with_commas(documents)));
    });
    return std::nullopt;
  } catch (const Error& error) {
    return error;
  }
}

void print_report(const AddOptions& options, const IngestCounts& counts, double seconds, const SegmentStore& store) {
  if (options.report_json) {
    fmt::print("{}", counts_json(counts, seconds, tree_bytes(store.path_of(kSegmentsFolder)), interrupted()));
  } else if (!options.quiet) {
    say("{}", format_counts(counts, seconds));
  }
}

int exit_status(const IngestCounts& counts) {
  if (interrupted()) return kExitInterrupted;
  if (counts.failed_inputs > 0) return kExitUnusable;
  return counts.rejected > 0 ? kExitRejected : kExitDone;
}

int add(const AddOptions& options, const SymbolDirectory& directory) {
  SegmentStore store(options.ingest.own.archive);
  AddReporter reporter(options.ingest.own.rejects);
  IngestPipeline pipeline(store, directory, options.ingest, reporter);
  report_moved_aside(store);
  if (options.ingest.run.batch_writer == BatchWriter::kXapian) {
    say("tape-index: Xapian {} is not one of the releases that the fast writer knows; indexing is slower\n",
        running_xapian().text());
  }
  reporter.set_total_bytes(pipeline.total_bytes());
  pipeline.read_inputs();
  reporter.line().draw("writing the segment ...");
  pipeline.publish();
  const std::optional<Error> unmerged = merge(store, reporter.line());
  reporter.close();
  print_report(options, pipeline.counts(), reporter.line().seconds(), store);
  if (unmerged) {
    throw Error(unmerged->kind(),
                fmt::format("the articles are in the archive, but merging its segments failed: {}", unmerged->what()),
                "the next run tries again; make room first if the disk is full");
  }
  require_finished(store);
  return exit_status(pipeline.counts());
}

}  // namespace

int run_add(const Options& line) {
  const AddOptions options = options_of(line);
  catch_interrupts();
  std::optional<SymbolDirectory> own;
  if (!options.symbol_files.empty()) own.emplace(SymbolDirectory::with_files(options.symbol_files));
  return add(options, own ? *own : SymbolDirectory::builtin());
}

}  // namespace broadtape
