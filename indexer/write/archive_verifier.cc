#include "indexer/write/archive_verifier.h"

#include <fmt/core.h>
#include <unistd.h>
#include <xapian.h>

#include <algorithm>
#include <map>
#include <sstream>
#include <thread>

#include "common/archive/archive.h"
#include "common/archive/schema.h"
#include "common/error/error.h"
#include "indexer/write/document_check.h"
#include "indexer/write/segment_figures.h"
#include "indexer/write/worker_pool.h"

namespace broadtape {
namespace {

constexpr Xapian::docid kDocumentsPerTask = 500;
constexpr std::size_t kMaxFindings = 1000;  // of one archive; more tell nothing new
constexpr int kMaxRaces = 100;

class Verifier {
 public:
  Verifier(const std::string& archive, const std::function<void(std::uint64_t)>& progress)
      : archive_(archive), progress_(progress), workers_(std::max(1u, std::thread::hardware_concurrency())) {}

  VerifyReport run(const Manifest& manifest, bool quick) {
    for (const Shard& shard : manifest.shards) {
      if (shard.segment.empty()) continue;
      ++report_.segments;
      report_damage(shard.segment, 0, [&] {
        const Xapian::Database segment = open_segment(archive_, shard.segment);
        if (check_tables(shard.segment) && !quick) check_documents(shard.segment, segment.get_lastdocid());
      });
    }
    workers_.wait();
    for (const auto& [segment, figures] : figures_) compare_figures(segment, figures);
    workers_.wait();
    std::sort(report_.findings.begin(), report_.findings.end(), [](const VerifyFinding& a, const VerifyFinding& b) {
      return std::tie(a.segment, a.document) < std::tie(b.segment, b.document);
    });
    return std::move(report_);
  }

 private:
  void found(const std::string& segment, Xapian::docid document, const std::string& what) {
    const std::lock_guard held(mutex_);
    if (report_.findings.size() < kMaxFindings) report_.findings.push_back({segment, document, what});
  }

  // Runs `work`; damage that it meets is a finding. A segment of a later version is no damage.
  template <class Work>
  void report_damage(const std::string& segment, Xapian::docid document, Work&& work) {
    try {
      work();
    } catch (const Error& error) {
      if (error.kind() == ErrorKind::kTooNew) throw;
      found(segment, document, error.what());
    } catch (const Xapian::Error& error) {
      found(segment, document, error.get_description());
    } catch (const std::exception& error) {
      // Xapian believes lengths that it reads: damaged ones end in length_error or bad_alloc.
      found(segment, document, fmt::format("Xapian cannot read it: {}", error.what()));
    }
  }

  // False when the segment is too damaged to look into.
  bool check_tables(const std::string& segment) {
    if (access((archive_ + "/" + segment + "/postlist.glass").c_str(), W_OK) != 0) {
      ++report_.unchecked;
      return true;
    }
    std::ostringstream details;
    const std::size_t errors = Xapian::Database::check(archive_ + "/" + segment, 0, &details);
    if (errors > 0) found(segment, 0, fmt::format("Xapian finds {} errors in its tables", errors));
    return errors == 0;
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
    SegmentFigures figures;
    std::uint64_t checked = 0;
    auto posting = database.postlist_begin("");
    for (posting.skip_to(begin); posting != database.postlist_end("") && *posting < end; ++posting, ++checked) {
      report_damage(segment, *posting, [&] {
        const std::string problem = check_document(database, *posting, articles, builder, figures);
        if (!problem.empty()) found(segment, *posting, problem);
      });
    }
    const std::lock_guard held(mutex_);
    figures_[segment].add(figures);
    report_.documents += checked;
    if (progress_) progress_(report_.documents);
  }

  bool is_known_damaged(const std::string& segment) {
    const std::lock_guard held(mutex_);
    return std::any_of(report_.findings.begin(), report_.findings.end(),
                       [&](const VerifyFinding& finding) { return finding.segment == segment; });
  }

  // Once every document is known to be right, the index has to agree with them as a whole.
  void compare_figures(const std::string& segment, const SegmentFigures& figures) {
    if (is_known_damaged(segment)) return;
    workers_.submit([this, &segment, &figures](std::size_t) {
      report_damage(segment, 0, [&] {
        const std::string problem = figures.contradiction(open_segment(archive_, segment));
        if (!problem.empty()) found(segment, 0, problem);
      });
    });
  }

  const std::string& archive_;
  const std::function<void(std::uint64_t)>& progress_;
  std::mutex mutex_;
  VerifyReport report_;
  std::map<std::string, SegmentFigures> figures_;  // by segment
  WorkerPool workers_;
};

}  // namespace

VerifyReport verify_archive(const std::string& archive, bool quick,
                            const std::function<void(std::uint64_t documents)>& progress) {
  Manifest manifest = read_manifest(archive);
  for (int race = 0;; ++race) {
    VerifyReport report = Verifier(archive, progress).run(manifest, quick);
    // A writer may have merged and unlinked segments meanwhile; what is missing then is missing by right.
    Manifest reread = read_manifest(archive);
    if (report.findings.empty() || reread == manifest || race == kMaxRaces) return report;
    manifest = std::move(reread);
  }
}

}  // namespace broadtape
