#include "indexer/write/archive_verifier.h"

#include <fmt/core.h>
#include <xapian.h>

#include <algorithm>
#include <filesystem>
#include <sstream>
#include <thread>

#include "common/archive/article_store.h"
#include "common/archive/manifest.h"
#include "common/archive/schema.h"
#include "common/error/error.h"
#include "common/text/analyser.h"
#include "indexer/write/document_builder.h"
#include "indexer/write/worker_pool.h"

namespace broadtape {
namespace {

constexpr Xapian::docid kDocumentsPerTask = 500;
constexpr std::size_t kMaxFindings = 1000;  // of one archive; more tell nothing new

class Verifier {
 public:
  Verifier(std::string archive, const std::function<void(std::uint64_t)>& progress)
      : archive_(std::move(archive)), progress_(progress), workers_(std::max(1u, std::thread::hardware_concurrency())) {}

  VerifyReport run(bool quick) {
    for (const Shard& shard : read_manifest(archive_).shards) {
      if (shard.segment.empty()) continue;
      ++report_.segments;
      if (check_tables(shard.segment) && !quick) check_documents(shard.segment);
    }
    workers_.wait();
    std::sort(report_.findings.begin(), report_.findings.end(), [](const VerifyFinding& a, const VerifyFinding& b) {
      return std::tie(a.segment, a.document) < std::tie(b.segment, b.document);
    });
    return std::move(report_);
  }

 private:
  std::string path_of(const std::string& segment) const { return archive_ + "/" + segment; }

  void found(const std::string& segment, Xapian::docid document, const std::string& what) {
    const std::lock_guard held(mutex_);
    if (report_.findings.size() < kMaxFindings) report_.findings.push_back({segment, document, what});
  }

  // False when the segment is too damaged to look into.
  bool check_tables(const std::string& segment) {
    // Xapian takes these for empty when they are missing, so their absence has to be found by name.
    for (const char* table : {"postlist.glass", "docdata.glass", "termlist.glass", "position.glass", "iamglass"}) {
      if (!std::filesystem::exists(path_of(segment) + "/" + table)) {
        found(segment, 0, fmt::format("its file {} is missing", table));
        return false;
      }
    }
    try {
      std::ostringstream details;
      const std::size_t errors = Xapian::Database::check(path_of(segment), 0, &details);
      if (errors > 0) found(segment, 0, fmt::format("Xapian finds {} errors in its tables", errors));
      return errors == 0;
    } catch (const Xapian::Error& error) {
      found(segment, 0, error.get_description());
      return false;
    }
  }

  void check_documents(const std::string& segment) {
    const Xapian::docid last = Xapian::Database(path_of(segment)).get_lastdocid();
    for (Xapian::docid begin = 1; begin <= last; begin += kDocumentsPerTask) {
      const Xapian::docid end = std::min(begin + kDocumentsPerTask, last + 1);
      workers_.submit([this, segment, begin, end](std::size_t) { check_range(segment, begin, end); });
    }
  }

  void check_range(const std::string& segment, Xapian::docid begin, Xapian::docid end) {
    const Xapian::Database database(path_of(segment));
    const ArticleStore articles({database});
    DocumentBuilder builder;
    std::uint64_t checked = 0;
    auto posting = database.postlist_begin("");
    for (posting.skip_to(begin); posting != database.postlist_end("") && *posting < end; ++posting, ++checked) {
      const std::string problem = check_document(database, *posting, articles, builder);
      if (!problem.empty()) found(segment, *posting, problem);
    }
    const std::lock_guard held(mutex_);
    report_.documents += checked;
    if (progress_) progress_(report_.documents);
  }

  static std::string check_document(const Xapian::Database& database, Xapian::docid docid, const ArticleStore& articles,
                                    DocumentBuilder& builder) {
    try {
      const Xapian::Document stored = database.get_document(docid);
      const Article article = articles.article(stored);
      const Xapian::Document rebuilt = builder.build(article, flags_of(stored), *articles.codec(0));
      return compare(database, docid, stored, rebuilt);
    } catch (const Error& error) {
      return error.what();
    } catch (const Xapian::Error& error) {
      return error.get_description();
    }
  }

  static std::string compare(const Xapian::Database& database, Xapian::docid docid, const Xapian::Document& stored,
                             const Xapian::Document& rebuilt) {
    auto ours = rebuilt.termlist_begin();
    auto theirs = database.termlist_begin(docid);
    for (; ours != rebuilt.termlist_end(); ++ours, ++theirs) {
      if (theirs == database.termlist_end(docid) || *ours != *theirs || ours.get_wdf() != theirs.get_wdf()) {
        return fmt::format("the index lacks the term {} of the stored text, or counts it otherwise", *ours);
      }
      const std::vector<Xapian::termpos> expected(ours.positionlist_begin(), ours.positionlist_end());
      const std::vector<Xapian::termpos> found(database.positionlist_begin(docid, *ours),
                                               database.positionlist_end(docid, *ours));
      if (expected != found) return fmt::format("the index has the term {} at other positions than the stored text", *ours);
    }
    if (theirs != database.termlist_end(docid)) {
      return fmt::format("the index has the term {}, which the stored text lacks", *theirs);
    }
    auto value = rebuilt.values_begin();
    for (; value != rebuilt.values_end(); ++value) {
      if (stored.get_value(value.get_valueno()) != *value) {
        return fmt::format("value {} is not what the stored text gives", value.get_valueno());
      }
    }
    return {};
  }

  std::string archive_;
  const std::function<void(std::uint64_t)>& progress_;
  std::mutex mutex_;
  VerifyReport report_;
  WorkerPool workers_;
};

}  // namespace

VerifyReport verify_archive(const std::string& archive, bool quick,
                            const std::function<void(std::uint64_t documents)>& progress) {
  return Verifier(archive, progress).run(quick);
}

}  // namespace broadtape
