#include "common/archive/archive.h"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <optional>

#include "common/archive/schema.h"
#include "common/article/record.h"
#include "common/text/analyser.h"
#include "tests/support/article_maker.h"
#include "tests/support/error_matcher.h"
#include "tests/support/temp_folder.h"

using namespace broadtape;
namespace fs = std::filesystem;

namespace {

struct Segment {
  std::string schema = std::to_string(kSchemaVersion);
  std::string analysis = std::to_string(kAnalysisVersion);
  std::vector<Article> articles;
};

void write_segment(const TemporaryFolder& folder, std::uint32_t number, const Segment& segment) {
  const std::string path = folder / segment_name(number);
  fs::create_directories(fs::path(path).parent_path());
  Xapian::WritableDatabase database(path, Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_NO_SYNC);
  database.set_metadata(std::string(kSchemaKey), segment.schema);
  database.set_metadata(std::string(kAnalysisKey), segment.analysis);
  for (const Article& article : segment.articles) {
    Xapian::Document document;
    document.set_data(Codec("").compress(encode_record(article)));
    document.add_boolean_term(make_term(Field::kId, article.id));
    database.add_document(document);
  }
  database.commit();
}

// Segments 1 and 2 with two articles and one.
void write_archive(const TemporaryFolder& folder) {
  write_segment(folder, 1, {.articles = {make_article("One"), make_article("Two")}});
  write_segment(folder, 2, {.articles = {make_article("Three")}});
  folder.write(kManifestName, "auto segments/000002\nauto segments/000001\n");
}

void truncate(const std::string& path, std::uintmax_t bytes) {
  fs::resize_file(path, std::min(bytes, fs::file_size(path)));
}

}  // namespace

TEST_CASE("An archive combines the articles of its segments", "[archive]") {
  const TemporaryFolder folder;
  write_archive(folder);
  const Archive archive = Archive::open(folder.path());
  CHECK(archive.path() == folder.path());
  CHECK(archive.document_count() == 3);
  REQUIRE(archive.shards().size() == 2);
  CHECK(archive.article(1).title == "Three");
  CHECK(archive.article(2).title == "One");
  CHECK(archive.article(4).title == "Two");
}

TEST_CASE("Several archives are opened as one", "[archive]") {
  const TemporaryFolder first, second, empty;
  write_archive(first);
  write_segment(second, 1, {.articles = {make_article("Four")}});
  second.write(kManifestName, "auto segments/000001\n");
  empty.write(kManifestName, "");
  const Archive archive = Archive::open({first.path(), empty.path(), second.path(), first.path() + "/."});
  REQUIRE(archive.parts().size() == 3);
  CHECK(archive.path() == first.path() + ", " + empty.path() + ", " + second.path());
  CHECK(archive.document_count() == 4);
  REQUIRE(archive.shards().size() == 3);
  CHECK(archive.article(1).title == "Three");
  CHECK(archive.article(3).title == "Four");
  CHECK_THROWS_MATCHES(Archive::open({first.path(), first / "nothing"}), Error, HasKind(ErrorKind::kNoArchive));
}

TEST_CASE("An archive without segments is empty", "[archive]") {
  const TemporaryFolder folder;
  folder.write(kManifestName, "");
  const Archive archive = Archive::open(folder.path());
  CHECK(archive.document_count() == 0);
  CHECK(archive.shards().empty());
  CHECK(archive.articles().dictionaries().codec->dictionary_id() == 0);
}

TEST_CASE("An unreadable archive is reported with a hint", "[archive]") {
  struct Case {
    const char* name;
    void (*damage)(const TemporaryFolder&);
    ErrorKind kind;
    const char* says;
  };
  const Case cases[] = {
      {"no manifest", [](const TemporaryFolder& f) { fs::remove(f / kManifestName); }, ErrorKind::kCorrupt,
       "tape-index recover"},
      {"a missing segment", [](const TemporaryFolder& f) { fs::remove_all(f / "segments/000001"); },
       ErrorKind::kCorrupt, "segments/000001 is missing"},
      {"an empty segment folder",
       [](const TemporaryFolder& f) {
         fs::remove_all(f / "segments/000001");
         fs::create_directory(f / "segments/000001");
       },
       ErrorKind::kCorrupt, "segments/000001"},
      {"a segment that is a file",
       [](const TemporaryFolder& f) {
         fs::remove_all(f / "segments/000001");
         f.write("segments/000001", "text");
       },
       ErrorKind::kCorrupt, "segments/000001"},
      {"a later schema", [](const TemporaryFolder& f) { write_segment(f, 1, {.schema = "99", .articles = {}}); },
       ErrorKind::kTooNew, "schema version 99"},
      {"an earlier schema", [](const TemporaryFolder& f) { write_segment(f, 1, {.schema = "1", .articles = {}}); },
       ErrorKind::kTooOld, "schema version 1"},
      {"an earlier analysis", [](const TemporaryFolder& f) { write_segment(f, 1, {.analysis = "1", .articles = {}}); },
       ErrorKind::kTooOld, "analysis version 1; this program needs"},
      {"a later analysis", [](const TemporaryFolder& f) { write_segment(f, 1, {.analysis = "99", .articles = {}}); },
       ErrorKind::kTooNew, "analysis version 99"},
      {"another Xapian database", [](const TemporaryFolder& f) { write_segment(f, 1, {.schema = "", .articles = {}}); },
       ErrorKind::kCorrupt, "has no schema version"},
      {"no version file", [](const TemporaryFolder& f) { fs::remove(f / "segments/000001/iamglass"); },
       ErrorKind::kCorrupt, "segments/000001"},
      {"a truncated version file", [](const TemporaryFolder& f) { truncate(f / "segments/000001/iamglass", 20); },
       ErrorKind::kCorrupt, "segments/000001"},
      {"no posting lists", [](const TemporaryFolder& f) { fs::remove(f / "segments/000001/postlist.glass"); },
       ErrorKind::kCorrupt, "segments/000001"},
      {"no articles", [](const TemporaryFolder& f) { fs::remove(f / "segments/000001/docdata.glass"); },
       ErrorKind::kCorrupt, "segments/000001"},
      {"no term lists", [](const TemporaryFolder& f) { fs::remove(f / "segments/000001/termlist.glass"); },
       ErrorKind::kCorrupt, "segments/000001"},
      {"empty posting lists", [](const TemporaryFolder& f) { truncate(f / "segments/000001/postlist.glass", 0); },
       ErrorKind::kCorrupt, "segments/000001"},
      {"articles cut off", [](const TemporaryFolder& f) { truncate(f / "segments/000001/docdata.glass", 100); },
       ErrorKind::kCorrupt, "segments/000001"},
      {"term lists empty", [](const TemporaryFolder& f) { truncate(f / "segments/000001/termlist.glass", 0); },
       ErrorKind::kCorrupt, "segments/000001"},
      {"a remote shard that does not answer",
       [](const TemporaryFolder& f) { f.write(kManifestName, "remote localhost:1\n"); }, ErrorKind::kNetwork,
       "localhost:1"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const TemporaryFolder folder;
      write_archive(folder);
      c.damage(folder);
      CHECK_THROWS_MATCHES(Archive::open(folder.path()), Error, HasKind(c.kind));
      CHECK_THROWS_MATCHES(Archive::open(folder.path()), Error, Says(c.says));
    }
  }
}

TEST_CASE("An article that cannot be read is reported by its document", "[archive]") {
  struct Case {
    const char* name;
    std::string data;
    ErrorKind kind;
  };
  const std::string record = encode_record(make_article("One"));
  std::string flipped = Codec("").compress(record);
  flipped[flipped.size() / 2] ^= 4;
  std::string with_dictionary = Codec("").compress(record);
  with_dictionary[4] =
      static_cast<char>(with_dictionary[4] | 1);  // RFC 8878 3.1.1.1: a dictionary id of one byte follows
  with_dictionary.insert(5, 1, '\x07');
  const Case cases[] = {
      {"nothing", "", ErrorKind::kCorrupt},
      {"a flipped bit", flipped, ErrorKind::kCorrupt},
      {"a dictionary that no segment has", with_dictionary, ErrorKind::kWrongDictionary},
      {"no record in the frame", Codec("").compress("{}"), ErrorKind::kCorrupt},
      {"no frame", record, ErrorKind::kCorrupt},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const TemporaryFolder folder;
      write_segment(folder, 1, {.articles = {make_article("One"), make_article("Two")}});
      {
        Xapian::WritableDatabase database(folder / "segments/000001", Xapian::DB_OPEN);
        Xapian::Document document;
        document.set_data(c.data);
        database.replace_document(1, document);
        database.commit();
      }
      folder.write(kManifestName, "auto segments/000001\n");
      const Archive archive = Archive::open(folder.path());
      CHECK_THROWS_MATCHES(archive.article(1), Error, HasKind(c.kind));
      CHECK_THROWS_MATCHES(archive.article(1), Error, Says("document 1: "));
      CHECK(archive.article(2).title == "Two");
    }
  }
}

TEST_CASE("A snapshot stays whole when its segments are replaced and unlinked", "[archive]") {
  const TemporaryFolder folder;
  write_archive(folder);
  const Archive before = Archive::open(folder.path());
  write_segment(folder, 3, {.articles = {make_article("Four")}});
  folder.write(kManifestName, "auto segments/000003\n");
  fs::remove_all(folder / "segments/000001");
  fs::remove_all(folder / "segments/000002");
  CHECK(before.document_count() == 3);
  CHECK(before.article(4).title == "Two");
  CHECK(Archive::open(folder.path()).document_count() == 1);
}

TEST_CASE("The environment determines the default archive", "[archive]") {
  const auto keep = [](const char* name) {
    const char* value = std::getenv(name);
    return value ? std::optional<std::string>(value) : std::nullopt;
  };
  const char* names[] = {"BROADTAPE_ARCHIVE", "XDG_DATA_HOME", "HOME"};
  std::optional<std::string> before[3];
  for (int i = 0; i < 3; ++i) before[i] = keep(names[i]);
  setenv("HOME", "/home/ana", 1);
  unsetenv("XDG_DATA_HOME");
  setenv("BROADTAPE_ARCHIVE", "", 1);
  CHECK(default_archive_path() == "/home/ana/.local/share/broadtape");
  setenv("XDG_DATA_HOME", "/data", 1);
  CHECK(default_archive_path() == "/data/broadtape");
  setenv("BROADTAPE_ARCHIVE", "/srv/news", 1);
  CHECK(default_archive_path() == "/srv/news");
  for (int i = 0; i < 3; ++i) {
    before[i] ? setenv(names[i], before[i]->c_str(), 1) : unsetenv(names[i]);
  }
}

TEST_CASE("The records of a segment of an earlier release can be read", "[archive]") {
  const TemporaryFolder folder;
  write_segment(folder, 1, {.schema = "3", .analysis = "1", .articles = {make_article("One")}});
  folder.write(kManifestName, "auto segments/000001\n");
  CHECK_THROWS_MATCHES(Archive::open(folder.path()), Error,
                       HasKind(ErrorKind::kTooOld) && Says("tape-index reindex --archive " + folder.path()));
  const Xapian::Database segment = open_segment(folder.path(), segment_name(1), SegmentUse::kRecords);
  CHECK(ArticleStore({segment}).article(segment.get_document(1)).title == "One");
}
