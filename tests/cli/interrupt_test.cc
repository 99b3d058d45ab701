// Ctrl-C: once publishes what was read, twice stops at once; both leave a sound archive.
#include <catch2/catch.hpp>
#include <filesystem>

#include "tests/support/made_input.h"
#include "tests/support/programs.h"
#include "tests/support/temp_folder.h"

using namespace broadtape;
using Catch::Contains;
namespace fs = std::filesystem;

namespace {

constexpr const char* kFirst = "interrupted: publishing what was read so far";

// One file of far more articles than a run reads before it is interrupted.
const std::string& large_input() {
  static const TemporaryFolder folder;
  static const std::string path = folder.write("large.jsonl", as_json_lines(ArticleMaker(5).many(40'000)));
  return path;
}

bool has_begun(const std::string& archive) {
  return Program::within_ten_seconds([&] { return fs::exists(archive + "/incoming/000000"); });
}

}  // namespace

TEST_CASE("Ctrl-C once publishes what was read", "[cli][interrupt]") {
  for (const int signal : {SIGINT, SIGTERM}) {
    DYNAMIC_SECTION("signal " << signal) {
      const TemporaryFolder folder;
      Program add(kTapeIndex, {"add", large_input(), "--report", "json", "--archive", folder / "a"});
      REQUIRE(has_begun(folder / "a"));
      add.send(signal);
      const Finished finished = add.wait();
      INFO(finished.err);
      CHECK(finished.status == 130);
      CHECK_THAT(finished.err, Contains(kFirst));
      const nlohmann::json report = nlohmann::json::parse(finished.out);
      CHECK(report["interrupted"] == true);
      CHECK(report["added"].get<long>() > 0);
      CHECK(report["added"].get<long>() < 40'000);
      CHECK(articles_in(folder / "a") == report["added"].get<long>());
      CHECK(is_sound(folder / "a"));
    }
  }
}

TEST_CASE("Ctrl-C once publishes what came by a pipe that stays open", "[cli][interrupt]") {
  const TemporaryFolder folder;
  Program add(kTapeIndex, {"add", "-", "--archive", folder / "a"}, {.keeps_input_open = true});
  REQUIRE(Program::within_ten_seconds([&] { return fs::exists(folder / "a/incoming"); }));
  add.write_input(as_json_lines(ArticleMaker().many(300)) + R"({"title":"Cut of)");
  std::this_thread::sleep_for(std::chrono::milliseconds(500));  // it has read them, and waits for more
  add.send(SIGINT);
  const bool ended =
      Program::within_ten_seconds([&] { return !fs::exists("/proc/" + std::to_string(add.pid()) + "/fd/0"); });
  CHECK(ended);
  if (!ended) return;
  const Finished finished = add.wait();
  CHECK(finished.status == 130);
  CHECK(articles_in(folder / "a") == 299);  // the last before the end may be cut off, for all that can be known
  CHECK(is_sound(folder / "a"));
}

TEST_CASE("Ctrl-C twice stops at once", "[cli][interrupt]") {
  const TemporaryFolder folder;
  folder.write("few.jsonl", as_json_lines(ArticleMaker().many(30)));
  REQUIRE(tape_index({"add", folder / "few.jsonl", "--archive", folder / "a"}).status == 0);
  Program add(kTapeIndex, {"add", large_input(), "--archive", folder / "a"});
  REQUIRE(has_begun(folder / "a"));
  add.send(SIGINT);
  REQUIRE(add.says(kFirst));
  add.send(SIGINT);
  CHECK(add.wait().status == 130);
  CHECK(is_sound(folder / "a"));
  const long held = articles_in(folder / "a");
  CHECK(held >= 30);
  // The next run clears away what was left.
  CHECK(tape_index({"add", folder / "few.jsonl", "--archive", folder / "a"}).status == 0);
  CHECK(!fs::exists(folder / "a/incoming"));
  CHECK(articles_in(folder / "a") == held);
}
