#include "common/archive/saved_searches.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <thread>

#include "tests/support/error_matcher.h"
#include "tests/support/temp_folder.h"

using namespace broadtape;
namespace fs = std::filesystem;

namespace {

const SavedSearch kSearch = {"\"rate cut\" -Fed", {{"since", {"2025"}}, {"all-versions", {}}}, 1'738'281'600, {}, 17};

}  // namespace

TEST_CASE("A saved search is read as it was saved", "[archive][saved]") {
  const TemporaryFolder folder;
  CHECK(saved_names(folder.path()).empty());
  add_saved_search(folder.path(), "rate-cuts", kSearch);
  add_saved_search(folder.path(), "B_2", {});
  CHECK(saved_names(folder.path()) == std::vector<std::string>{"B_2", "rate-cuts"});
  CHECK(read_saved_search(folder.path(), "rate-cuts") == kSearch);
  CHECK(greatest_mark(folder.path()) == 17);
  CHECK_THROWS_MATCHES(add_saved_search(folder.path(), "B_2", kSearch), Error, HasKind(ErrorKind::kUsage));
  CHECK(read_saved_search(folder.path(), "B_2") == SavedSearch{});
  remove_saved_search(folder.path(), "rate-cuts");
  CHECK_THROWS_MATCHES(read_saved_search(folder.path(), "rate-cuts"), Error, HasKind(ErrorKind::kUsage));
  CHECK_THROWS_MATCHES(remove_saved_search(folder.path(), "rate-cuts"), Error, HasKind(ErrorKind::kUsage));
  CHECK(std::distance(fs::directory_iterator(folder / kSavedFolder), {}) == 1);
}

TEST_CASE("Names of saved searches are those of plain files", "[archive][saved]") {
  for (const char* name : {"a", "7", "rate-cuts", "A_b-9", "new"}) CHECK_NOTHROW(require_saved_name(name));
  CHECK_NOTHROW(require_saved_name(std::string(kMaxSavedName, 'x')));
  for (const char* name : {"", "-a", "_a", ".a", "a.b", "a/b", "../a", "a b", "ä", "a\n"})
    CHECK_THROWS_MATCHES(require_saved_name(name), Error, HasKind(ErrorKind::kUsage));
  CHECK_THROWS_MATCHES(require_saved_name(std::string(kMaxSavedName + 1, 'x')), Error, HasKind(ErrorKind::kUsage));
}

TEST_CASE("A damaged saved search is an error that names its file, and stays as it is", "[archive][saved]") {
  struct Case {
    const char* name;
    std::string text;
    ErrorKind kind = ErrorKind::kCorrupt;
  };
  const std::string end = R"("options": {}, "saved": "2025-01-01T00:00:00Z", "asked": null, "mark": 3})";
  const Case cases[] = {
      {"empty", ""},
      {"cut", R"({"version": 1, "query": "oil)"},
      {"of another kind", "[1]"},
      {"without a version", "{}"},
      {"without a query", R"({"version": 1, )" + end},
      {"a query that is no text", R"({"version": 1, "query": 7, )" + end},
      {"an invalid time", R"({"version": 1, "query": "x", "options": {}, "saved": "noon", "asked": null, "mark": 3})"},
      {"a negative mark",
       R"({"version": 1, "query": "x", "options": {}, "saved": "2025-01-01T00:00:00Z", "asked": null, "mark": -3})"},
      {"invalid options",
       R"({"version": 1, "query": "x", "options": [1], "saved": "2025-01-01T00:00:00Z", "asked": null, "mark": 3})"},
      {"too large", std::string(5u << 20, ' ')},
      {"of a later version", R"({"version": 2, "anything": 1})", ErrorKind::kTooNew},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const TemporaryFolder folder;
      add_saved_search(folder.path(), "sound", kSearch);
      const std::string path = folder.write("saved/x.json", c.text);
      CHECK_THROWS_MATCHES(read_saved_search(folder.path(), "x"), Error, HasKind(c.kind));
      CHECK_THROWS_WITH(read_saved_search(folder.path(), "x"), Catch::Contains(path));
      CHECK_THROWS_MATCHES(LockedSavedSearch(folder.path(), "x"), Error, HasKind(c.kind));
      CHECK_THROWS_MATCHES(add_saved_search(folder.path(), "x", kSearch), Error, HasKind(ErrorKind::kUsage));
      CHECK(read_file(path) == c.text);
      CHECK(greatest_mark(folder.path()) == 17);
      remove_saved_search(folder.path(), "x");
      CHECK(saved_names(folder.path()) == std::vector<std::string>{"sound"});
    }
  }
}

TEST_CASE("A locked saved search changes only when it is committed", "[archive][saved]") {
  const TemporaryFolder folder;
  add_saved_search(folder.path(), "x", kSearch);
  SavedSearch next = kSearch;
  next.mark = 20;
  next.asked_s = 1'738'281'700;
  {
    LockedSavedSearch locked(folder.path(), "x");
    CHECK(locked.search() == kSearch);
    locked.prepare(next);
  }
  CHECK(read_saved_search(folder.path(), "x") == kSearch);
  {
    LockedSavedSearch locked(folder.path(), "x");
    locked.prepare(next);
    locked.commit();
  }
  CHECK(read_saved_search(folder.path(), "x") == next);
  CHECK(std::distance(fs::directory_iterator(folder / kSavedFolder), {}) == 1);
}

TEST_CASE("Processes that use the same saved search wait for each other", "[archive][saved]") {
  const TemporaryFolder folder;
  add_saved_search(folder.path(), "x", {});
  constexpr int kThreads = 4, kEach = 25;
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&] {
      for (int round = 0; round < kEach; ++round) {
        LockedSavedSearch locked(folder.path(), "x");
        SavedSearch next = locked.search();
        ++next.mark;
        locked.prepare(next);
        locked.commit();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(read_saved_search(folder.path(), "x").mark == kThreads * kEach);
}
