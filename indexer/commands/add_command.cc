#include <fmt/core.h>

#include <optional>
#include <string>
#include <utility>

#include "common/archive/archive_stats.h"
#include "common/error/error.h"
#include "common/terminal/output.h"
#include "common/text/ascii.h"
#include "indexer/commands/add_report.h"
#include "indexer/commands/alert_process.h"
#include "indexer/commands/commands.h"
#include "indexer/commands/progress.h"
#include "indexer/commands/reading_options.h"
#include "indexer/ingest/ingest_pipeline.h"
#include "indexer/write/segment_merger.h"

namespace broadtape {
namespace {

struct AddOptions {
  IngestOptions ingest;
  RunOptions run;
  std::int64_t first_seen_s = 0;
  FirstSeen first_seen = FirstSeen::kNow;
  bool report_json = false;
  bool quiet = false;
  bool alert = false;
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

FirstSeen first_seen_choice(const Options& line) {
  const std::string choice = line.text("first-seen", "now");
  if (choice == "now") return FirstSeen::kNow;
  if (choice == "published") return FirstSeen::kPublished;
  throw Error(ErrorKind::kUsage, fmt::format("--first-seen takes now or published, not `{}`", choice));
}

AddOptions options_of(const Options& line) {
  AddOptions options;
  options.ingest.groups = input_groups(line);
  options.ingest.own.archive = archive_of(line);
  options.ingest.own.rejects = line.text("rejects");
  options.run.threads = static_cast<std::size_t>(line.number("threads", 0, 256, 1));
  options.first_seen_s = first_seen_of(line);
  options.first_seen = first_seen_choice(line);
  options.report_json = wants_json_report(line);
  options.quiet = line.has("quiet");
  options.alert = line.has("alert");
  return options;
}

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

std::string alert(const AddOptions& options, ProgressLine& line) {
  line.clear();
  return run_alerts(options.ingest.own.archive).failure;
}

void print_report(const AddOptions& options, const IngestPipeline& pipeline, double seconds,
                  const SegmentStore& store) {
  if (options.report_json) {
    fmt::print("{}", report_json(pipeline, seconds, tree_bytes(store.path_of(kSegmentsFolder)), interrupted()));
  } else if (!options.quiet) {
    say("{}{}", format_inputs(pipeline.reports()), format_counts(pipeline.counts(), seconds));
  }
}

int exit_status(const IngestCounts& counts) {
  if (interrupted()) return kExitInterrupted;
  if (counts.failed_inputs > 0) return kExitUnusable;
  return counts.rejected > 0 ? kExitRejected : kExitDone;
}

int add(const AddOptions& options, const CompanyDirectory& directory) {
  SegmentStore store(options.ingest.own.archive);
  AddReporter reporter(options.ingest.own.rejects);
  const ArticleBuilder builder(directory, options.first_seen_s, options.first_seen);
  RunOptions run_options = options.run;
  run_options.directory = &directory;
  IndexRun run(
      store, [&](Article& article) { builder.recognise_tickers(article); }, run_options);
  IngestPipeline pipeline(builder, options.ingest, reporter, [&](Article&& article, const ExportedVersion& exported) {
    return run.try_add(std::move(article), exported);
  });
  report_moved_aside(store);
  if (options.run.batch_writer == BatchWriter::kXapian) {
    say("tape-index: Xapian {} is not one of the releases that the fast writer knows; indexing is slower\n",
        running_xapian().text());
  }
  reporter.set_total_bytes(pipeline.total_bytes());
  pipeline.read_inputs();
  reporter.line().draw("writing the segment ...");
  run.publish();
  if (run.names_left_out() > 0) {
    say("tape-index: {} names that articles write with codes were not looked for in the other articles, because too "
        "many have them\n",
        with_commas(run.names_left_out()));
  }
  // Before the merge, because alerts search whole segments.
  const std::string unalerted = options.alert ? alert(options, reporter.line()) : "";
  const std::optional<Error> unmerged = merge(store, reporter.line());
  reporter.close();
  print_report(options, pipeline, reporter.line().seconds(), store);
  if (unmerged) {
    throw Error(unmerged->kind(),
                fmt::format("the articles are in the archive, but merging its segments failed: {}", unmerged->what()),
                "the next run tries again; make room first if the disk is full");
  }
  require_finished(store);
  if (!unalerted.empty()) {
    throw Error(ErrorKind::kUnwritable,
                fmt::format("the articles are in the archive, but alerts failed: {}", unalerted),
                "tape-search alert delivers what is due");
  }
  return exit_status(pipeline.counts());
}

}  // namespace

int run_add(const Options& line) {
  const AddOptions options = options_of(line);
  catch_interrupts();
  return add(options, ChosenCompanies(line).directory());
}

}  // namespace broadtape
