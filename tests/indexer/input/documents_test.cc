#include <catch2/catch.hpp>

#include "tests/indexer/input/packed.h"
#include "tests/indexer/input/walked.h"
#include "tests/support/temp_folder.h"

using namespace broadtape;

namespace {

const std::vector<PackedMember> kWorkbook = {
    {"docProps/app.xml", "<a/>"}, {"xl/workbook.xml", "<w/>"}, {"[Content_Types].xml", "<t/>"}};

}  // namespace

TEST_CASE("A document that is a zip file is one stream, wherever it is", "[input][documents]") {
  const TemporaryFolder folder;
  struct Case {
    const char* name;
    std::string bytes;
  };
  const std::string document = packed("zip", "none", kWorkbook);
  const Case cases[] = {
      {"a file", document},
      {"compressed", compressed("gzip", document)},
      {"in a zip file", packed("zip", "none", {{"news.xlsx", document}})},
      {"in a tar file", packed("ustar", "gzip", {{"news.xlsx", document}})},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const Walked walked = walk(folder.write("input", c.bytes));
      CHECK(walked.problems.empty());
      REQUIRE(walked.streams.size() == 1);
      CHECK(walked.streams[0].name.document == "xlsx");
      CHECK(walked.streams[0].text == document);
    }
  }
}

TEST_CASE("The kind of a document is that of its parts", "[input][documents]") {
  const TemporaryFolder folder;
  struct Case {
    const char* kind;
    std::vector<PackedMember> members;
  };
  const PackedMember types{"[Content_Types].xml", "<t/>"};
  const Case cases[] = {
      {"docx", {types, {"_rels/.rels", "<r/>"}, {"word/document.xml", "<w/>"}}},
      {"docx", {{"word\\numbering.xml", "<w/>"}, {"word\\document.xml", "<w/>"}, types}},
      {"pptx", {types, {"ppt/presentation.xml", "<p/>"}}},
      {"xlsx", kWorkbook},
      {"odt", {{"mimetype", "application/vnd.oasis.opendocument.text"}, {"content.xml", "<c/>"}}},
      {"epub", {{"mimetype", "application/epub+zip\n"}, {"META-INF/container.xml", "<c/>"}}},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.kind) {
      const Walked walked = walk(folder.write("input", packed("zip", "none", c.members)));
      REQUIRE(walked.streams.size() == 1);
      CHECK(walked.streams[0].name.document == c.kind);
    }
  }
}

TEST_CASE("A zip file that only resembles a document is expanded", "[input][documents]") {
  const TemporaryFolder folder;
  struct Case {
    const char* name;
    std::vector<PackedMember> members;
    std::size_t streams;
  };
  const Case cases[] = {
      {"a folder called word", {{"word/oil.txt", "Oil rises"}, {"word/gold.txt", "Gold falls"}}, 2},
      {"parts in a folder", {{"x/[Content_Types].xml", "<t/>"}, {"x/xl/workbook.xml", "<w/>"}}, 2},
      {"a text called mimetype", {{"mimetype", "text/plain"}, {"oil.txt", "Oil rises"}}, 2},
      {"parts behind news",
       {{"oil.txt", "Oil rises"}, {"[Content_Types].xml", "<t/>"}, {"xl/workbook.xml", "<w/>"}},
       3},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const std::string bytes = packed("zip", "none", c.members);
      CHECK(walk(folder.write("plain", bytes)).streams.size() == c.streams);
      CHECK(walk(folder.write("compressed", compressed("gzip", bytes))).streams.size() == c.streams);
    }
  }
}

TEST_CASE("A damaged document is passed on as one", "[input][documents]") {
  const TemporaryFolder folder;
  const std::string whole = packed("zip", "none", kWorkbook);
  const Walked walked = walk(folder.write("input", whole.substr(0, whole.size() * 2 / 3)));
  CHECK(walked.problems.empty());
  REQUIRE(walked.streams.size() == 1);
  CHECK(walked.streams[0].name.document == "xlsx");
}

TEST_CASE("A zip file whose directory is that of a part of it is read from its start", "[input][documents]") {
  const TemporaryFolder folder;
  const std::string document = packed("zip", "none", kWorkbook);
  const std::string zip =
      packed("zip", "none", {{"a.txt", "Oil rises"}, {"news.xlsx", document}}, "zip:compression=store");
  constexpr std::size_t kEndBytes = 22, kOffsetAt = 16;
  std::size_t directory = 0;
  for (std::size_t i = 4; i > 0; --i)
    directory = directory << 8 | static_cast<unsigned char>(zip[zip.size() - kEndBytes + kOffsetAt + i - 1]);
  REQUIRE(zip.substr(directory).starts_with("PK\x01\x02"));
  struct Case {
    const char* name;
    std::string bytes;
  };
  const Case cases[] = {
      {"cut off in its directory", zip.substr(0, directory + 50)},
      {"joined with another", zip + packed("zip", "none", {{"b.txt", "Gold falls"}})},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const Walked walked = walk(folder.write("news.zip", c.bytes));
      CHECK(walked.displays() == std::vector<std::string>{folder / "news.zip: a.txt", folder / "news.zip: news.xlsx"});
      REQUIRE(walked.streams.size() == 2);
      CHECK(walked.streams[1].name.document == "xlsx");
      CHECK(walked.streams[1].text == document);
      REQUIRE(walked.problems.size() == 1);
      CHECK(walked.problems[0].reason.starts_with("the remaining members cannot be read: damaged zip data"));
    }
  }
  CHECK(walk(folder.write("news.zip", zip)).problems.empty());
}
