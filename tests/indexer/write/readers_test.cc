// Readers beside a writer: none ever fails, and none sees half a run.
#include <atomic>
#include <catch2/catch.hpp>
#include <mutex>
#include <set>
#include <thread>

#include "common/error/error.h"
#include "tests/indexer/write/written_archive.h"
#include "tests/support/temp_folder.h"

using namespace broadtape;

namespace {

constexpr std::uint64_t kPublications = 50;
constexpr std::uint64_t kArticlesEach = 12;

// What readers met that they should not have.
class Complaints {
 public:
  void add(const std::string& what) {
    const std::lock_guard held(mutex_);
    all_.push_back(what);
  }
  std::vector<std::string> all() const { return all_; }

 private:
  std::mutex mutex_;
  std::vector<std::string> all_;
};

// Opens snapshot after snapshot, and reads each whole.
void read_until(const std::atomic<bool>& done, const std::string& path, Complaints& complaints,
                std::atomic<int>& snapshots) {
  std::uint64_t before = 0;
  while (!done) {
    try {
      const Archive archive = Archive::open(path);
      const std::uint64_t count = archive.document_count();
      if (count % kArticlesEach != 0) complaints.add("half a run: " + std::to_string(count) + " articles");
      if (count < before)
        complaints.add("articles gone: " + std::to_string(before) + ", then " + std::to_string(count));
      before = count;
      std::set<std::string> ids;
      const Xapian::Database& database = archive.database();
      for (auto posting = database.postlist_begin(""); posting != database.postlist_end(""); ++posting) {
        ids.insert(archive.article(*posting).id);
      }
      if (ids.size() != count)
        complaints.add(std::to_string(ids.size()) + " ids of " + std::to_string(count) + " articles");
      ++snapshots;
    } catch (const Error& error) {
      complaints.add(error.what());
    } catch (const Xapian::Error& error) {
      complaints.add(error.get_description());
    }
  }
}

}  // namespace

TEST_CASE("Readers during 50 publications never fail and never see half a run", "[write][readers]") {
  const TemporaryFolder folder;
  { const SegmentStore empty(folder.path()); }
  std::atomic<bool> done = false;
  std::atomic<int> snapshots = 0;
  Complaints complaints;
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([&] { read_until(done, folder.path(), complaints, snapshots); });
  }
  ArticleMaker maker;
  for (std::uint64_t i = 0; i < kPublications; ++i) {
    add_run(folder.path(), maker.many(kArticlesEach, 20));
    SegmentStore store(folder.path());
    merge_tiers(store);
  }
  done = true;
  for (std::thread& reader : readers) reader.join();
  for (const std::string& complaint : complaints.all()) FAIL_CHECK(complaint);
  CHECK(snapshots > 20);
  CHECK(Archive::open(folder.path()).document_count() == kPublications * kArticlesEach);
}
