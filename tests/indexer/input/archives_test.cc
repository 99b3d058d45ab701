#include <catch2/catch.hpp>

#include "common/error/error.h"
#include "indexer/input/container.h"
#include "tests/indexer/input/packed.h"
#include "tests/indexer/input/walked.h"
#include "tests/support/temp_folder.h"

using namespace broadtape;

namespace {

// Text that compresses badly, so that damage in the middle of a stream hits it.
std::string noise(std::size_t size) {
  std::string text;
  std::uint32_t state = 1;
  while (text.size() < size) {
    state = state * 1664525u + 1013904223u;
    text.push_back(static_cast<char>(' ' + (state >> 24) % 90));
  }
  return text;
}

}  // namespace

TEST_CASE("Compressed files are recognised by their content and read as streams", "[input][archives]") {
  const TemporaryFolder folder;
  const std::string text = noise(300'000);
  for (const char* filter : {"gzip", "zstd", "xz", "bzip2", "lz4"}) {
    DYNAMIC_SECTION(filter) {
      const Walked walked = walk(folder.write("news.dat", compressed(filter, text)));
      REQUIRE(walked.streams.size() == 1);
      CHECK(walked.streams[0].name.display == folder / "news.dat");
      CHECK(walked.streams[0].text == text);
      CHECK(walked.problems.empty());
      CHECK(walked.consumed == std::filesystem::file_size(folder / "news.dat"));
    }
  }
}

TEST_CASE("Concatenated compressed streams are read to the end", "[input][archives]") {
  const TemporaryFolder folder;
  for (const char* filter : {"gzip", "zstd", "xz", "bzip2"}) {
    DYNAMIC_SECTION(filter) {
      const Walked walked = walk(folder.write("x", compressed(filter, "one\n") + compressed(filter, "two\n")));
      REQUIRE(walked.streams.size() == 1);
      CHECK(walked.streams[0].text == "one\ntwo\n");
    }
  }
}

TEST_CASE("Regular files of archives are read and named after the archive", "[input][archives]") {
  const TemporaryFolder folder;
  const std::vector<PackedMember> members = {{"20061020", "", AE_IFDIR},      {"20061020/oil-rises", "Oil rises"},
                                             {"20061020/link", "", AE_IFLNK}, {"20061020/.hidden", "junk"},
                                             {"__MACOSX/x", "junk"},          {"./empty", ""},
                                             {"./z\xc3\xbcrich.txt", "Gold"}};
  struct Case {
    const char* format;
    const char* filter;
  };
  const Case cases[] = {{"ustar", "none"}, {"v7tar", "none"}, {"gnutar", "gzip"}, {"paxr", "zstd"}, {"zip", "none"}};
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.format << "/" << c.filter) {
      const std::string path = folder.write("news.bin", packed(c.format, c.filter, members));
      const Walked walked = walk(path);
      CHECK(walked.problems.empty());
      CHECK(walked.displays() ==
            std::vector<std::string>{path + ": 20061020/oil-rises", path + ": ./z\xc3\xbcrich.txt"});
      REQUIRE(walked.streams.size() == 2);
      CHECK(walked.streams[0].name.path == "20061020/oil-rises");
      CHECK(walked.streams[0].name.modified_s == 1738281600);
      CHECK(walked.streams[0].text == "Oil rises");
    }
  }
}

TEST_CASE("Containers nest three deep and no deeper", "[input][archives]") {
  const TemporaryFolder folder;
  const std::string zst = compressed("zstd", "{}");
  const std::string tar_gz = packed("ustar", "gzip", {{"day.jsonl.zst", zst}});
  const std::string outer = packed("zip", "none", {{"month.tar.gz", tar_gz}});

  const Walked three = walk(folder.write("year.zip", outer));
  CHECK(three.displays() == std::vector<std::string>{folder / "year.zip: month.tar.gz: day.jsonl.zst"});
  CHECK(three.problems.empty());

  const Walked four = walk(folder.write("all.tar", packed("ustar", "none", {{"year.zip", outer}, {"b", "kept"}})));
  CHECK(four.displays() == std::vector<std::string>{folder / "all.tar: b"});
  REQUIRE(four.problems.size() == 1);
  CHECK(four.problems[0].name == folder / "all.tar: year.zip: month.tar.gz: day.jsonl.zst");
  CHECK(four.problems[0].reason == "is nested more than 3 levels deep");
}

TEST_CASE("Ordinary text that resembles an archive format is passed on unchanged", "[input][archives]") {
  const TemporaryFolder folder;
  const char* const texts[] = {"#mtree\n/set type=file\n",
                               "070707 is a number",
                               "PK is short for player killer",
                               "BZh9 is no compression",
                               "Rar! said the lion",
                               "WARC/1.0\r\n",
                               "x"};
  for (const char* text : texts) {
    DYNAMIC_SECTION(text) {
      const Walked walked = walk(folder.write("x.tar.gz", text));
      REQUIRE(walked.streams.size() == 1);
      CHECK(walked.streams[0].text == text);
    }
  }
}

TEST_CASE("Damaged compressed data is reported with the reason", "[input][archives]") {
  const TemporaryFolder folder;
  const std::string text = noise(200'000);
  struct Case {
    const char* filter;
    bool truncate;
  };
  const Case cases[] = {{"gzip", true}, {"gzip", false}, {"zstd", true},  {"xz", true},
                        {"xz", false},  {"bzip2", true}, {"bzip2", false}};
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.filter << (c.truncate ? " cut short" : " with a bit flipped")) {
      std::string bytes = compressed(c.filter, text);
      if (c.truncate)
        bytes.resize(bytes.size() / 2);
      else
        bytes[bytes.size() / 2] ^= 0x10;
      const Walked walked = walk(folder.write("news.jsonl", bytes));
      CHECK(walked.streams.empty());
      REQUIRE(walked.problems.size() == 1);
      CHECK_THAT(walked.problems[0].reason, Catch::StartsWith(std::string("damaged ") + c.filter + " data: "));
      CHECK(walked.finished);
    }
  }
}

TEST_CASE("An altered gzip stream is detected by its checksum", "[input][archives]") {
  const TemporaryFolder folder;
  std::string bytes = compressed("gzip", noise(100'000));
  bytes[bytes.size() - 8] ^= 0x01;
  const Walked walked = walk(folder.write("news.gz", bytes));
  REQUIRE(walked.problems.size() == 1);
  CHECK(walked.problems[0].reason == "damaged gzip data: its checksum does not match");
}

TEST_CASE("Behind a damaged gzip member the next read goes on with the next one", "[input][archives]") {
  const auto read_all = [](const std::string& bytes, std::vector<std::string>& problems) {
    MemorySource compressed_bytes(bytes);
    GzipSource source(compressed_bytes);
    std::string text, piece(1000, '\0');
    for (;;) {
      try {
        const std::size_t count = source.read(piece.data(), piece.size());
        if (count == 0) return text;
        text.append(piece, 0, count);
      } catch (const Error& error) {
        problems.push_back(error.what());
      }
    }
  };
  const std::string one = compressed("gzip", "one\n"), two = compressed("gzip", noise(5'000)),
                    three = compressed("gzip", "three\n");
  std::string altered = two, with_other_sum = two;
  altered.replace(two.size() / 2, 20, 20, '\xff');
  with_other_sum[two.size() - 8] ^= 0x01;
  struct Case {
    const char* name;
    std::string bytes;
    std::size_t problems;
  };
  const Case cases[] = {
      {"sound", one + two + three, 0},
      {"altered data", one + altered + three, 1},
      {"altered checksum", one + with_other_sum + three, 1},
      {"altered magic", one + "\x1f\x8c" + two.substr(2) + three, 1},
      {"cut short", one + three.substr(0, 12), 1},
      {"padding at the end", one + three + std::string(100, '\0'), 0},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      std::vector<std::string> problems;
      const std::string text = read_all(c.bytes, problems);
      CHECK(problems.size() == c.problems);
      CHECK(text.starts_with("one\n"));
      if (std::string(c.name) != "cut short") CHECK(text.ends_with("three\n"));
    }
  }
}

TEST_CASE("Damage in an archive does not affect the members before it", "[input][archives]") {
  const TemporaryFolder folder;
  const std::string text = noise(100'000);
  const std::vector<PackedMember> members = {{"a", text}, {"b", text}, {"c", "third"}};

  SECTION("a compressed tar cut short loses the rest") {
    std::string bytes = packed("ustar", "gzip", members);
    bytes.resize(bytes.size() * 3 / 4);
    const Walked walked = walk(folder.write("news.tgz", bytes));
    CHECK(walked.displays() == std::vector<std::string>{folder / "news.tgz: a"});
    REQUIRE(walked.problems.size() == 2);
    CHECK(walked.problems[0].name == folder / "news.tgz: b");
    CHECK(walked.problems[1].name == folder / "news.tgz");
    CHECK(walked.problems[1].reason == "the remaining members cannot be read: damaged gzip data: truncated gzip input");
  }
  SECTION("a damaged zip member loses itself") {
    std::string bytes = packed("zip", "none", members);
    bytes[50'000] ^= 0x10;
    const Walked walked = walk(folder.write("news.zip", bytes));
    CHECK(walked.displays() == std::vector<std::string>{folder / "news.zip: b", folder / "news.zip: c"});
    REQUIRE(walked.problems.size() == 1);
    CHECK(walked.problems[0].name == folder / "news.zip: a");
  }
  SECTION("a damaged inner archive loses itself") {
    const Walked walked = walk(folder.write(
        "news.tar", packed("ustar", "none", {{"a.gz", compressed("gzip", text).substr(0, 500)}, {"b", "kept"}})));
    CHECK(walked.displays() == std::vector<std::string>{folder / "news.tar: b"});
    CHECK(walked.problems.size() == 1);
  }
}

TEST_CASE("Bombs are stopped by ratio and by size", "[input][archives]") {
  const TemporaryFolder folder;
  const std::string zeros(80u << 20, '0');
  const std::string gz = compressed("gzip", zeros);
  const std::string nested = compressed("gzip", gz);
  InputLimits small;
  small.max_expanded_bytes = 1u << 20;
  struct Case {
    const char* name;
    std::string bytes;
    InputLimits limits;
    std::string reason;
  };
  const Case cases[] = {
      {"gzip in gzip", nested, {}, "expands to more than 1000 times its size"},
      {"zstd", compressed("zstd", zeros), {}, "expands to more than 1000 times its size"},
      {"zip member", packed("zip", "none", {{"a", std::string(16, ' ') + zeros}}), small,
       "expands to more than 1048576 bytes"},
      {"gzip within the ratio", gz, small, "expands to more than 1048576 bytes"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const Walked walked = walk(folder.write("bomb", c.bytes), c.limits);
      CHECK(walked.streams.empty());
      REQUIRE(walked.problems.size() >= 1);
      CHECK(walked.problems[0].reason == c.reason);
      CHECK(walked.finished);
    }
  }
}
