#include "indexer/write/archive_verifier.h"

#include <fmt/core.h>
#include <unistd.h>
#include <xapian.h>

#include <algorithm>
#include <exception>
#include <map>
#include <sstream>
#include <thread>

#include "common/archive/alert_queue.h"
#include "common/archive/archive.h"
#include "common/archive/checksums.h"
#include "common/archive/columns.h"
#include "common/archive/columns_format.h"
#include "common/archive/index_errors.h"
#include "common/archive/saved_searches.h"
#include "common/archive/schema.h"
#include "common/error/error.h"
#include "indexer/write/amender.h"
#include "indexer/write/column_writer.h"
#include "indexer/write/publication_record.h"
#include "indexer/write/segment_check.h"
#include "indexer/write/worker_pool.h"

namespace broadtape {
namespace {

constexpr Xapian::docid kDocumentsPerTask = 500;
constexpr std::size_t kMaxFindings = 1000;  // of one archive; more add no information
constexpr int kMaxRaces = 100;

class Verifier {
 public:
  Verifier(const std::string& archive, const std::function<void(std::uint64_t)>& progress)
      : archive_(archive), progress_(progress), workers_(processor_count()) {}

  VerifyReport run(const Manifest& manifest, bool quick) {
    for (const Shard& shard : manifest.shards) {
      if (shard.segment.empty()) continue;
      ++report_.segments;
      report_damage(shard.segment, 0, [&] {
        const ChecksumVerdict verdict = compare_checksums(shard.segment);
        const Xapian::Database segment = open_segment(archive_, shard.segment);
        const bool tables_known = quick && verdict == ChecksumVerdict::kRight;
        if ((tables_known || check_tables(shard.segment, verdict)) && !quick)
          check_documents(shard.segment, segment.get_lastdocid());
        check_arrivals(shard.segment, last_arrival(segment), manifest.runs);
      });
    }
    workers_.wait();
    check_saved_searches();  // alone, without the mutex
    for (const auto& [segment, statistics] : statistics_) compare_statistics(segment, statistics);
    workers_.wait();
    for (const Shard& shard : manifest.shards) {
      if (!shard.segment.empty()) check_columns(shard.segment, quick);
    }
    workers_.wait();
    std::sort(report_.findings.begin(), report_.findings.end(), [](const VerifyFinding& a, const VerifyFinding& b) {
      return std::tie(a.segment, a.document) < std::tie(b.segment, b.document);
    });
    return std::move(report_);
  }

 private:
  void found(const std::string& segment, Xapian::docid document, const std::string& what) {
    const std::lock_guard held(mutex_);
    if (report_.findings.size() < kMaxFindings) report_.findings.push_back({segment, document, what, false});
  }

  // Runs `work` and reports damage that it meets as a finding. Passes on errors that are not damage: a segment of
  // another version, a system call that fails.
  template <class Work>
  void report_damage(const std::string& segment, Xapian::docid document, Work&& work) {
    try {
      work();
    } catch (const Error& error) {
      if (error.kind() == ErrorKind::kTooNew || error.kind() == ErrorKind::kTooOld ||
          error.kind() == ErrorKind::kUnwritable)
        throw;
      found(segment, document, error.what());
    } catch (const Xapian::Error& error) {
      if (!system_failure(error).empty())
        throw_index_error("the segment " + archive_ + "/" + segment, IndexAccess::kRead);
      found(segment, document, error.get_description());
    } catch (const std::exception& error) {
      // Xapian does not check lengths that it reads: damaged ones end in length_error or bad_alloc.
      found(segment, document, fmt::format("Xapian cannot read it: {}", error.what()));
    }
  }

  ChecksumVerdict compare_checksums(const std::string& segment) {
    const ChecksumReport report = check_checksums(archive_ + "/" + segment);
    if (report.verdict == ChecksumVerdict::kWrong) found(segment, 0, report.problem);
    return report.verdict;
  }

  // False when the segment is too damaged to look into. Where Xapian finds errors in files that have the bytes of their
  // publication, a system call failed, whose errno Xapian does not keep.
  bool check_tables(const std::string& segment, ChecksumVerdict verdict) {
    const std::string folder = archive_ + "/" + segment;
    if (access((folder + "/postlist.glass").c_str(), W_OK) != 0) {
      if (verdict != ChecksumVerdict::kRight) ++report_.unchecked;
      return true;
    }
    std::ostringstream details;
    const bool files_are_right = verdict == ChecksumVerdict::kRight;
    const auto count_errors = [&]() -> std::size_t {
      try {
        return Xapian::Database::check(folder, 0, &details);
      } catch (const Xapian::DatabaseOpeningError&) {
        if (!files_are_right) throw;
        return 1;
      }
    };
    const std::size_t errors = count_errors();
    if (errors == 0) return true;
    if (files_are_right) {
      require_readable_tables(folder);
      if (count_errors() == 0) return true;
      throw Error(ErrorKind::kUnwritable,
                  fmt::format("Xapian cannot check the tables of {}, whose files are sound", folder),
                  kSystemFailureHint);
    }
    found(segment, 0, fmt::format("Xapian finds {} errors in its tables", errors));
    return false;
  }

  // A number that is given again would hide new articles from saved searches.
  void check_arrivals(const std::string& segment, std::uint64_t last, std::uint64_t runs) {
    if (last <= runs) return;
    const std::lock_guard held(mutex_);
    report_.findings.push_back(
        {segment, 0,
         fmt::format(
             "it has articles of run {}, but the manifest counts {} runs, so that new articles could pass for old ones",
             last, runs),
         true});
  }

  void check_saved_searches() {
    for (const std::string& name : saved_names(archive_)) {
      try {
        const std::uint64_t mark = read_saved_search(archive_, name).mark;
        const std::uint64_t runs = read_manifest(archive_).runs;  // later, since runs may be published meanwhile
        if (mark > runs) found_late_mark(name, mark, runs);
      } catch (const Error& error) {
        if (error.kind() == ErrorKind::kUsage) continue;  // deleted meanwhile
        report_.damaged_searches.push_back(error.what());
      }
    }
    for (std::string& damaged : damaged_alerts(archive_)) report_.damaged_searches.push_back(std::move(damaged));
  }

  void found_late_mark(const std::string& name, std::uint64_t mark, std::uint64_t runs) {
    report_.findings.push_back(
        {std::string(kSavedFolder) + "/" + name, 0,
         fmt::format("it was asked up to run {}, but the manifest counts {} runs; the next run continues after {}",
                     mark, runs, mark),
         true});
  }

  void check_documents(const std::string& segment, Xapian::docid last) {
    for (Xapian::docid begin = 1; begin <= last; begin += kDocumentsPerTask) {
      const Xapian::docid end = std::min(begin + kDocumentsPerTask, last + 1);
      workers_.submit([this, segment, begin, end](std::size_t) {
        report_damage(segment, begin, [&] { check_range(segment, begin, end); });
      });
    }
  }

  void check_range(const std::string& segment, Xapian::docid begin, Xapian::docid end) {
    const Xapian::Database database = open_segment(archive_, segment);
    const ArticleStore articles({database});
    DocumentBuilder builder;
    SegmentStatistics statistics;
    std::uint64_t checked = 0;
    auto posting = database.postlist_begin("");
    for (posting.skip_to(begin); posting != database.postlist_end("") && *posting < end; ++posting, ++checked) {
      report_damage(segment, *posting, [&] {
        const std::string problem = check_document(database, *posting, articles, builder, statistics);
        if (!problem.empty()) found(segment, *posting, problem);
      });
    }
    const std::lock_guard held(mutex_);
    statistics_[segment].add(statistics);
    report_.documents += checked;
    if (progress_) progress_(report_.documents);
  }

  bool is_known_damaged(const std::string& segment) {
    const std::lock_guard held(mutex_);
    return std::any_of(report_.findings.begin(), report_.findings.end(),
                       [&](const VerifyFinding& finding) { return finding.segment == segment; });
  }

  // Compares the index as a whole with the documents, once all of them are known to be right.
  void compare_statistics(const std::string& segment, const SegmentStatistics& statistics) {
    if (is_known_damaged(segment)) return;
    workers_.submit([this, &segment, &statistics](std::size_t) {
      report_damage(segment, 0, [&] {
        const Xapian::Database database = open_segment(archive_, segment);
        try {
          const std::string problem = statistics.problem(database);
          if (!problem.empty()) found(segment, 0, problem);
        } catch (const Xapian::DatabaseCorruptError&) {
          if (!has_gaps(database)) throw;
          found_gaps(segment);
        }
      });
    });
  }

  void check_columns(const std::string& segment, bool quick) {
    if (is_known_damaged(segment)) return;
    const std::string folder = archive_ + "/" + segment;
    if (!is_there(folder + "/" + kColumnsName)) {
      ++report_.without_columns;
      return;
    }
    workers_.submit([this, &segment, folder, quick](std::size_t) {
      report_damage(segment, 0, [&] {
        const std::string problem = quick ? Columns::problem(folder) : columns_problem(folder);
        if (problem.empty()) return;
        const std::lock_guard held(mutex_);
        report_.findings.push_back({segment, 0, problem + ", so searches do without it", true});
      });
    });
  }

  // Every document is right, but counting them fails; see has_gaps().
  void found_gaps(const std::string& segment) {
    const std::lock_guard held(mutex_);
    report_.findings.push_back({segment, 0,
                                "its document numbers have gaps, with which Xapian cannot count a term that every "
                                "document has; every article is there, and `tape-index compact` closes the gaps",
                                true});
  }

  const std::string& archive_;
  const std::function<void(std::uint64_t)>& progress_;
  std::mutex mutex_;
  VerifyReport report_;
  std::map<std::string, SegmentStatistics> statistics_;  // by segment
  WorkerPool workers_;
};

// Segments that are on the disk, but not in the manifest.
std::vector<std::string> unlisted_segments(const std::string& archive, const Manifest& manifest) {
  std::vector<std::string> known = left_behind(archive, manifest);  // of a run that is at work, or died
  for (const Shard& shard : manifest.shards) known.push_back(shard.segment);
  std::vector<std::string> unlisted;
  for (const std::string& segment : segments_in(archive, kSegmentsFolder)) {
    if (std::find(known.begin(), known.end(), segment) == known.end()) unlisted.push_back(segment);
  }
  for (const std::string& segment : segments_in(archive, kUnlistedFolder)) unlisted.push_back(unlisted_name(segment));
  return unlisted;
}

}  // namespace

// A writer may merge and unlink segments meanwhile; then they are missing rightly, and the new ones are verified.
VerifyReport verify_archive(const std::string& archive, bool quick,
                            const std::function<void(std::uint64_t documents)>& progress) {
  Manifest manifest = read_manifest(archive);
  for (int race = 0;; ++race) {
    VerifyReport report;
    std::exception_ptr failed;
    try {
      report = Verifier(archive, progress).run(manifest, quick);
      report.unlisted = unlisted_segments(archive, manifest);
    } catch (const Error&) {
      failed = std::current_exception();
    }
    Manifest reread = read_manifest(archive);
    const bool clean = !failed && report.findings.empty() && report.unlisted.empty();
    if (clean || reread == manifest || race == kMaxRaces) {
      if (failed) std::rethrow_exception(failed);
      return report;
    }
    manifest = std::move(reread);
  }
}

}  // namespace broadtape
