// The verbs that look after an archive: stats, verify, compact, remove, recover, reindex.
#include <fmt/core.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <optional>

#include "common/archive/archive_stats.h"
#include "common/error/error.h"
#include "common/terminal/output.h"
#include "common/terminal/terminal_text.h"
#include "common/text/ascii.h"
#include "indexer/commands/commands.h"
#include "indexer/commands/progress.h"
#include "indexer/ingest/article_builder.h"
#include "indexer/write/archive_verifier.h"
#include "indexer/write/reindexer.h"
#include "indexer/write/segment_merger.h"
#include "indexer/write/segment_recovery.h"

namespace broadtape {
namespace {

constexpr std::size_t kShownSources = 10;

bool wants_json(const Options& options) {
  const std::string format = options.text("format", "text");
  if (format == "json") return true;
  if (format == "text") return false;
  throw Error(ErrorKind::kUsage, fmt::format("--format takes text or json, not `{}`", format));
}

void refuse_operands(const Options& options) {
  if (!options.operands.empty())
    throw Error(ErrorKind::kUsage, fmt::format("`{}` is not expected here", options.operands.front()));
}

void print_stats(const ArchiveStats& stats) {
  fmt::print("articles    {}\n", with_commas(stats.articles));
  if (stats.versions != stats.articles) fmt::print("versions    {}\n", with_commas(stats.versions));
  if (stats.undated > 0) fmt::print("undated     {}\n", with_commas(stats.undated));
  if (stats.stories > 0) {
    fmt::print("stories     {} of {} articles, {} of them copies\n", with_commas(stats.stories),
               with_commas(stats.in_stories), with_commas(stats.copies));
  }
  if (stats.oldest) fmt::print("published   {} to {}\n", format_instant(*stats.oldest), format_instant(*stats.newest));
  const double text = static_cast<double>(stats.text_bytes);
  fmt::print("text        {:.1f} MB\n", text / 1e6);
  fmt::print("archive     {:.1f} MB", static_cast<double>(stats.archive_bytes) / 1e6);
  if (text > 0) fmt::print(", {:.2f} times the text", static_cast<double>(stats.archive_bytes) / text);
  fmt::print("\nsegments    {}", stats.segments);
  if (stats.remote_shards > 0) fmt::print(" and {} remote", stats.remote_shards);
  fmt::print("\nsources     {}\n", stats.sources.size());
  for (std::size_t i = 0; i < std::min(stats.sources.size(), kShownSources); ++i) {
    fmt::print("  {:>9} {}\n", with_commas(stats.sources[i].second), harmless(stats.sources[i].first));
  }
}

// Waits for `child`, which verifies, and returns its exit status. Throws Error(kCorrupt) when it crashed.
int verdict_of(pid_t child, const std::string& archive) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (WIFEXITED(status)) return WEXITSTATUS(status);
  throw Error(ErrorKind::kCorrupt,
              fmt::format("the archive {} is damaged: reading it ended in signal {}", archive, WTERMSIG(status)),
              "restore it from a backup, or index its articles again");
}

void print_findings(const VerifyReport& report) {
  for (const VerifyFinding& finding : report.findings) {
    const std::string place =
        finding.document > 0 ? fmt::format("{}, document {}", finding.segment, finding.document) : finding.segment;
    fmt::print("{}: {}\n", harmless(place), harmless(finding.what));
  }
  for (const std::string& segment : report.unlisted)
    fmt::print("{}: not named by {}; `tape-index recover` takes it back\n", harmless(segment), kManifestName);
  for (const std::string& search : report.damaged_searches) fmt::print("{}\n", harmless(search));
}

}  // namespace

void report_moved_aside(const SegmentStore& store) {
  for (const std::string& segment : store.moved_aside()) {
    say("tape-index: {} does not name {}: moved to {} and kept; `tape-index recover` takes it back\n", kManifestName,
        harmless(segment), harmless(unlisted_name(segment)));
  }
}

void require_finished(const SegmentStore& store) {
  if (store.unfinished()) throw *store.unfinished();
}

namespace {

// Reports that the archive has segments of an earlier release, which every other verb refuses.
void report_earlier_release(const std::string& archive) {
  try {
    Archive::open(archive);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::kTooOld) throw;
    say("tape-index: {}\n  {}\n", harmless(error.what()), harmless(error.hint()));
  }
}

// Reports the segments that no manifest names, which reindex does not see. Returns whether there are any.
bool report_unlisted(const std::string& archive) {
  const std::vector<std::string> unlisted = segments_in(archive, kUnlistedFolder);
  for (const std::string& segment : unlisted) {
    say("tape-index: {} was not reindexed, because {} does not name it; `tape-index recover` takes it back\n",
        harmless(unlisted_name(segment)), kManifestName);
  }
  return !unlisted.empty();
}

// Reports the documents that reindex left out. Returns whether there are any.
bool report_left_out(const ReindexReport& report) {
  for (const DamagedDocument& damaged : report.left_out) {
    say("tape-index: {}: {}: left out; the segment is kept as {}\n", harmless(damaged.segment), harmless(damaged.what),
        harmless(damaged_name(damaged.segment)));
  }
  if (!report.left_out.empty()) say("{} damaged articles left out\n", with_commas(report.left_out.size()));
  return !report.left_out.empty();
}

}  // namespace

int run_stats(const Options& options) {
  refuse_operands(options);
  const bool json = wants_json(options);
  const ArchiveStats stats = archive_stats(Archive::open(archive_of(options)));
  if (json) {
    fmt::print("{}\n", json_of(stats).dump());
  } else {
    print_stats(stats);
  }
  return kExitDone;
}

int run_verify(const Options& options) {
  refuse_operands(options);
  // Xapian does not check lengths that it reads and can crash on damaged ones. A crash is reported as damage.
  if (const pid_t child = fork(); child > 0) return verdict_of(child, archive_of(options));
  const bool quick = options.has("quick");
  ProgressLine progress;
  const VerifyReport report = verify_archive(archive_of(options), quick, [&](std::uint64_t documents) {
    progress.show([&] { return fmt::format("{} articles verified", with_commas(documents)); });
  });
  progress.clear();
  print_findings(report);
  const bool heals = std::all_of(report.findings.begin(), report.findings.end(), [](const auto& f) { return f.heals; });
  if (!report.findings.empty()) {
    say("tape-index: the archive {} is {}: {} findings\n{}\n", harmless(archive_of(options)),
        heals ? "complete, but needs compacting" : "damaged", with_commas(report.findings.size()),
        heals
            ? "fix it with: tape-index compact"
            : "restore the segments above from a backup; or remove their lines, and the first line, from its XAPIANDB, "
              "and add the articles again");
    return kExitUnusable;
  }
  if (!report.damaged_searches.empty()) {
    say("tape-index: {} files of saved searches and alerts of the archive {} are damaged; its articles are sound\n"
        "restore the files from a backup, or delete searches with tape-search saved --delete NAME, and deliveries\n",
        report.damaged_searches.size(), harmless(archive_of(options)));
    return kExitUnusable;
  }
  if (quick && report.unchecked > 0) {
    throw Error(ErrorKind::kUnwritable,
                "the archive has no checksums, because an earlier release wrote it, and Xapian cannot check its tables "
                "without permission to write",
                "run it without --quick, which reads every article and compares it with the index");
  }
  const std::string depth =
      quick ? "files checked, articles not read"
            : fmt::format("{} articles read and compared with the index", with_commas(report.documents));
  if (report.without_columns > 0)
    say("{} segments have no columns, which makes some searches slower; the next run writes them\n",
        report.without_columns);
  const bool listed = report.unlisted.empty();
  say("{}: {} segments, {}\n", listed ? "sound" : "the segments that XAPIANDB lists are sound", report.segments, depth);
  return listed ? kExitDone : kExitRejected;
}

int run_compact(const Options& options) {
  refuse_operands(options);
  SegmentStore store(archive_of(options), SegmentStore::IfMissing::kRefuse);
  report_moved_aside(store);
  ProgressLine progress;
  const bool merged = merge_all(store, [&](std::uint64_t documents) {
    progress.draw(fmt::format("merging {} articles into one segment ...", with_commas(documents)));
  });
  progress.clear();
  if (!merged) say("the archive is empty\n");
  require_finished(store);
  return kExitDone;
}

int run_remove(const Options& options) {
  if (options.operands.empty())
    throw Error(ErrorKind::kUsage, "no article is named", "tape-search shows an article's id");
  SegmentStore store(archive_of(options), SegmentStore::IfMissing::kRefuse);
  report_moved_aside(store);
  const Removal removal = remove_articles(store, {options.operands.begin(), options.operands.end()});
  for (const std::string& id : removal.not_found) say("tape-index: the archive has no article {}\n", harmless(id));
  say("{} articles removed, {} versions in all\n", options.operands.size() - removal.not_found.size(),
      removal.documents);
  require_finished(store);
  return removal.not_found.empty() ? kExitDone : kExitRejected;
}

int run_recover(const Options& options) {
  refuse_operands(options);
  const std::string archive = archive_of(options);
  if (set_aside_damaged_manifest(archive))
    say("tape-index: {} was damaged or missing and has been replaced\n", kManifestName);
  SegmentStore store(archive, SegmentStore::IfMissing::kRefuse);
  const std::vector<RecoveredSegment> recovered = recover_segments(store);
  std::uint64_t taken = 0;
  bool left = false;
  for (const RecoveredSegment& segment : recovered) {
    taken += segment.taken;
    left = left || segment.known > 0 || !segment.problem.empty();
    if (!segment.problem.empty()) {
      say("tape-index: {} was not taken back: {}\n", harmless(segment.segment), harmless(segment.problem));
    } else if (segment.known > 0) {
      say("tape-index: {}: {} of its {} versions are in the archive already; the folder can be removed\n",
          harmless(segment.segment), with_commas(segment.known), with_commas(segment.known + segment.taken));
    }
  }
  say("{} versions of articles taken back, from {} segments\n", with_commas(taken), recovered.size());
  report_earlier_release(archive);
  require_finished(store);
  return left ? kExitRejected : kExitDone;
}

int run_reindex(const Options& options) {
  refuse_operands(options);
  const ChosenCompanies companies(options);
  const ArticleBuilder builder(companies.directory(), now_s());
  RunOptions run;
  run.threads = static_cast<std::size_t>(options.number("threads", 0, 256, 1));
  run.directory = &companies.directory();
  catch_interrupts();
  SegmentStore store(archive_of(options), SegmentStore::IfMissing::kRefuse);
  report_moved_aside(store);
  const std::uint64_t all = stored_documents(store);
  const double megabytes = static_cast<double>(tree_bytes(store.path_of(kSegmentsFolder))) / 1e6;
  say("reindexing {} articles; this needs up to {:.0f} MB of free space\n", with_commas(all), 2 * megabytes + 1);
  ProgressLine progress;
  const std::optional<ReindexReport> report = reindex(
      store, [&](Article& article) { builder.recognise_tickers(article); }, run,
      [&](ReindexPhase phase, std::uint64_t documents) {
        progress.show([&] {
          return fmt::format("{} of {} articles {}", with_commas(documents), with_commas(all),
                             phase == ReindexPhase::kBuilding ? "indexed" : "compared");
        });
        return !interrupted();
      },
      options.has("leave-out-damaged") ? IfDamaged::kLeaveOut : IfDamaged::kStop);
  progress.clear();
  if (!report) {
    say("interrupted: the archive is as it was\n");
    return kExitInterrupted;
  }
  require_finished(store);
  const bool unlisted = report_unlisted(store.archive()), damaged = report_left_out(*report);
  if (report->documents > 0 || !(unlisted || damaged)) {
    say("{} articles reindexed in {:.1f} s and compared with the originals\n", with_commas(report->documents),
        progress.seconds());
  }
  return unlisted || damaged ? kExitRejected : kExitDone;
}

}  // namespace broadtape
