#include "common/archive/manifest.h"

#include <catch2/catch.hpp>
#include <filesystem>

#include "tests/support/error_matcher.h"
#include "tests/support/temp_folder.h"

using namespace broadtape;

TEST_CASE("A manifest is read line by line, newest segment first", "[archive][manifest]") {
  struct Row {
    const char* name;
    const char* text;
    std::vector<Shard> shards;
  };
  const Row rows[] = {
      {"empty", "", {}},
      {"one", "auto segments/000001\n", {{"segments/000001", "", 0}}},
      {"two", "auto segments/000042\nauto segments/000007\n", {{"segments/000042", "", 0}, {"segments/000007", "", 0}}},
      {"no line feed at the end", "auto segments/000042", {{"segments/000042", "", 0}}},
      {"blank lines and remarks", "\n# kept by hand\nauto segments/000042\n\n", {{"segments/000042", "", 0}}},
      {"past a million", "auto segments/1000000\n", {{"segments/1000000", "", 0}}},
      {"remote", "remote news2.example:33333\n", {{"", "news2.example", 33333}}},
      {"remote by IPv6", "remote ::1:33333\n", {{"", "::1", 33333}}},
      {"both", "auto segments/000042\nremote localhost:1\n", {{"segments/000042", "", 0}, {"", "localhost", 1}}},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.name) {
      const TemporaryFolder folder;
      folder.write(kManifestName, row.text);
      CHECK(read_manifest(folder.path()).shards == row.shards);
    }
  }
}

TEST_CASE("An invalid line is rejected with its number", "[archive][manifest]") {
  const char* lines[] = {
      "auto segments/",
      "auto segments/000000",
      "auto segments/x",
      "auto segments/-1",
      "auto segments/1 ",
      "auto segments/4294967296",
      "auto segments/000001/../..",
      "auto /etc/passwd",
      "auto ../other/segments/000001",
      "glass segments/000001",
      "segments/000001",
      "auto",
      "remote",
      "remote host",
      "remote :33333",
      "remote host:",
      "remote host:x",
      "remote host:65536",
      "remote host:0",
      "remote :ssh host prog",
      "inmemory",
      "auto segments/000001\r",
      "\xff\xfe",
  };
  for (const char* line : lines) {
    DYNAMIC_SECTION(line) {
      const TemporaryFolder folder;
      folder.write(kManifestName, std::string("auto segments/000009\n") + line + "\n");
      CHECK_THROWS_MATCHES(read_manifest(folder.path()), Error, HasKind(ErrorKind::kCorrupt));
      CHECK_THROWS_MATCHES(read_manifest(folder.path()), Error, Says("line 2 of " + folder / kManifestName));
    }
  }
}

TEST_CASE("A repeated segment is rejected, because its articles would be found twice", "[archive][manifest]") {
  const TemporaryFolder folder;
  folder.write(kManifestName, "auto segments/000001\nauto segments/000002\nauto segments/000001\n");
  CHECK_THROWS_MATCHES(read_manifest(folder.path()), Error, HasKind(ErrorKind::kCorrupt));
  CHECK_THROWS_MATCHES(read_manifest(folder.path()), Error, Says("line 3"));
}

TEST_CASE("A folder without a manifest is not an archive", "[archive][manifest]") {
  const TemporaryFolder folder;
  CHECK_THROWS_MATCHES(read_manifest(folder.path()), Error, HasKind(ErrorKind::kNoArchive));
  CHECK_THROWS_MATCHES(read_manifest(folder / "nowhere"), Error, HasKind(ErrorKind::kNoArchive));
  CHECK_THROWS_MATCHES(read_manifest(folder / "nowhere"), Error, Says("tape-index add"));
}

TEST_CASE("A manifest that cannot be read is an error, never an empty archive", "[archive][manifest]") {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder / kManifestName);
  CHECK_THROWS_AS(read_manifest(folder.path()), Error);
}

TEST_CASE("A manifest is written as it is read", "[archive][manifest]") {
  const TemporaryFolder folder;
  const Manifest manifest{{{"segments/000042", "", 0}, {"", "news2.example", 33333}, {"segments/000007", "", 0}}};
  CHECK(format_manifest(manifest) ==
        "# Broadtape manifest: 3 shards, xxh3 21b45a3f9fdd55ab\n"
        "auto segments/000042\nremote news2.example:33333\nauto segments/000007\n");
  folder.write(kManifestName, format_manifest(manifest));
  CHECK(read_manifest(folder.path()) == manifest);
}

TEST_CASE("A manifest keeps the number of runs", "[archive][manifest]") {
  const TemporaryFolder folder;
  const Manifest manifest{{{"segments/000042", "", 0}}, 12'345'678'901};
  const std::string text = format_manifest(manifest);
  CHECK_THAT(text, Catch::EndsWith("\n# Broadtape runs: 12345678901\nauto segments/000042\n"));
  folder.write(kManifestName, text);
  CHECK(read_manifest(folder.path()) == manifest);
  folder.write(kManifestName, text.substr(text.find('\n') + 1));
  CHECK(read_manifest(folder.path()) == manifest);
}

TEST_CASE("Segments are numbered", "[archive][manifest]") {
  CHECK(segment_name(42) == "segments/000042");
  CHECK(segment_name(1'234'567) == "segments/1234567");
  CHECK(segment_number("segments/000042") == 42);
  CHECK(segment_number("segments/1234567") == 1'234'567);
  CHECK(segment_number("segments/readme") == 0);
  CHECK(segment_number("incoming/000042") == 0);
}

TEST_CASE("A manifest that does not match its check line is rejected", "[archive][manifest]") {
  const std::string whole = format_manifest({{{"segments/000002", "", 0}, {"segments/000001", "", 0}}});
  const std::size_t second = whole.find('\n') + 1;
  const std::size_t third = whole.find('\n', second) + 1;
  const std::string shards = "auto segments/000001\n";
  const std::string with_runs = format_manifest({{{"segments/000001", "", 0}}, 7});
  struct Case {
    const char* name;
    std::string text;
  };
  const Case cases[] = {
      {"the last line is gone", whole.substr(0, third)},
      {"the first segment is gone", whole.substr(0, second) + whole.substr(third)},
      {"only the check line is left", whole.substr(0, second)},
      {"another order", whole.substr(0, second) + whole.substr(third) + whole.substr(second, third - second)},
      {"a line more", whole + "auto segments/000003\n"},
      {"another number of runs", with_runs.substr(0, with_runs.find("runs: 7")) + "runs: 8\n" + shards},
      {"no number of runs", with_runs.substr(0, with_runs.find('\n') + 1) + shards},
      {"a number of runs that is not one", with_runs.substr(0, with_runs.find("runs: 7")) + "runs: x\n" + shards},
      {"a check of another manifest", format_manifest({}) + whole.substr(second)},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const TemporaryFolder folder;
      folder.write(kManifestName, c.text);
      CHECK_THROWS_MATCHES(read_manifest(folder.path()), Error, HasKind(ErrorKind::kCorrupt));
      CHECK_THROWS_MATCHES(read_manifest(folder.path()), Error, Says("tape-index recover"));
    }
  }
}

TEST_CASE("An empty or missing manifest is rejected if segments exist", "[archive][manifest]") {
  const TemporaryFolder folder;
  folder.write("segments/000001/postlist.glass", "precious");
  folder.write("lock", "");
  CHECK_THROWS_MATCHES(read_manifest(folder.path()), Error, HasKind(ErrorKind::kCorrupt));
  CHECK_THROWS_MATCHES(read_manifest(folder.path()), Error, Says("tape-index recover"));
  folder.write(kManifestName, "");
  CHECK_THROWS_MATCHES(read_manifest(folder.path()), Error, HasKind(ErrorKind::kCorrupt));
  CHECK_THROWS_MATCHES(read_manifest(folder.path()), Error, Says("is empty, but the archive holds 1 segments"));
}

TEST_CASE("An archive whose first run was killed is an empty one", "[archive][manifest]") {
  const TemporaryFolder folder;
  folder.write("lock", "123\n");
  CHECK(read_manifest(folder.path()).shards.empty());
  std::filesystem::create_directory(folder / "segments");
  folder.write("XAPIANDB.new", "# Broadtape");
  CHECK(read_manifest(folder.path()).shards.empty());
}
