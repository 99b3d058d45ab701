#include <fmt/core.h>

#include <optional>
#include <string>
#include <utility>

#include "common/archive/archive_stats.h"
#include "common/error/error.h"
#include "common/terminal/output.h"
#include "common/text/ascii.h"
#include "common/time/date_parser.h"
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

// An instant or day as the value of --first-seen; nullopt for the name of a field.
std::optional<std::int64_t> time_of(const std::string& choice) {
  if (choice.empty() || !is_ascii_digit(choice.front())) return std::nullopt;
  const DateResult time = parse_date(choice, {});
  if (time) return latest_s(time.date->instant);
  throw Error(ErrorKind::kUsage, fmt::format("--first-seen: `{}` is not a time: {}", choice, time.reason));
}

void read_first_seen(const Options& line, AddOptions& options) {
  options.first_seen_s = first_seen_of(line);
  const std::string choice = line.text("first-seen", "now");
  const bool takes_field = choice != "now" && choice != "published" && !time_of(choice);
  for (InputGroup& group : options.ingest.groups) {
    const std::string field(field_name(RawField::kFirstSeen));
    if (!takes_field && group.read.fields.contains(field))
      throw Error(ErrorKind::kUsage, fmt::format("--field {} has no effect", field), "write --first-seen FIELD");
    if (takes_field) group.read.fields.emplace(field, choice);
  }
  if (choice == "published") options.first_seen = FirstSeen::kPublished;
  if (takes_field) options.first_seen = FirstSeen::kField;
  if (const auto time = time_of(choice)) options.first_seen_s = *time;
}

AddOptions options_of(const Options& line) {
  AddOptions options;
  options.ingest.groups = input_groups(line);
  options.ingest.own.archive = archive_of(line);
  options.ingest.own.rejects = line.text("rejects");
  options.run.threads = static_cast<std::size_t>(line.number("threads", 0, 256, 1));
  read_first_seen(line, options);
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
