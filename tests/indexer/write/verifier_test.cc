#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <thread>

#include "indexer/write/archive_verifier.h"
#include "tests/indexer/write/written_archive.h"
#include "tests/support/error_matcher.h"
#include "tests/support/temp_folder.h"

using namespace broadtape;
namespace fs = std::filesystem;

namespace {

constexpr const char* kSegment = "segments/000001";

std::string table(const TemporaryFolder& folder, const std::string& name) {
  return folder / kSegment + "/" + name;
}

void flip_byte(const std::string& path, std::size_t at, char bits) {
  std::string bytes = read_file(path);
  bytes.at(at) = static_cast<char>(bytes[at] ^ bits);
  write_file(path, bytes);
}

// Changes document 3 of the segment through Xapian.
template <class Change>
void change_document(const TemporaryFolder& folder, Change&& change) {
  Xapian::WritableDatabase segment(folder / kSegment, Xapian::DB_OPEN);
  Xapian::Document document = segment.get_document(3);
  change(document);
  segment.replace_document(3, document);
  segment.commit();
  forget_checksums(folder.path());  // which would tell, too
}

void truncate_to_half(const std::string& path) {
  fs::resize_file(path, fs::file_size(path) / 2 / 8192 * 8192);
}

}  // namespace

TEST_CASE("A sound archive is found sound, and every document was looked at", "[write][verify]") {
  const TemporaryFolder folder;
  ArticleMaker maker;
  add_run(folder.path(), maker.many(1200));
  add_run(folder.path(), maker.many(30));
  std::uint64_t last = 0;
  const VerifyReport report = verify_archive(folder.path(), false, [&](std::uint64_t documents) { last = documents; });
  CHECK(report.findings.empty());
  CHECK(report.segments == 2);
  CHECK(report.documents == 1230);
  CHECK(last == 1230);
  const VerifyReport quick = verify_archive(folder.path(), true);
  CHECK(quick.findings.empty());
  CHECK(quick.documents == 0);
}

TEST_CASE("An article without a word is no damage", "[write][verify]") {
  const TemporaryFolder folder;
  Article article = page_article("", "");
  article.external_id = "7";
  add_run(folder.path(), {article});
  CHECK(verify_archive(folder.path(), false).findings.empty());
  add_run(folder.path(), {page_article("", "Beside one with words")});
  SegmentStore store(folder.path());
  merge_all(store);
  CHECK(verify_archive(folder.path(), false).findings.empty());
  CHECK(Archive::open(folder.path()).article(1).external_id == "7");
}

TEST_CASE("Damage is found and named", "[write][verify]") {
  struct Case {
    const char* name;
    void (*damage)(const TemporaryFolder&);
    const char* says;
    bool found_by_quick;
  };
  const Case cases[] = {
      {"no articles", [](const TemporaryFolder& f) { fs::remove(table(f, "docdata.glass")); },
       "docdata.glass is missing", true},
      {"no term lists", [](const TemporaryFolder& f) { fs::remove(table(f, "termlist.glass")); },
       "termlist.glass is missing", true},
      {"no posting lists", [](const TemporaryFolder& f) { fs::remove(table(f, "postlist.glass")); },
       "postlist.glass is missing", true},
      {"no version file", [](const TemporaryFolder& f) { fs::remove(table(f, "iamglass")); }, "iamglass is missing",
       true},
      {"no segment", [](const TemporaryFolder& f) { fs::remove_all(f / kSegment); }, "000001 is missing", true},
      {"articles cut off", [](const TemporaryFolder& f) { truncate_to_half(table(f, "docdata.glass")); }, "", true},
      {"posting lists cut off", [](const TemporaryFolder& f) { truncate_to_half(table(f, "postlist.glass")); }, "",
       true},
      {"term lists cut off", [](const TemporaryFolder& f) { truncate_to_half(table(f, "termlist.glass")); }, "", true},
      {"a byte of an article's frame",
       [](const TemporaryFolder& f) {
         const std::string frame = open_segment(f.path(), kSegment).get_document(3).get_data();
         const std::size_t at = read_file(table(f, "docdata.glass")).find(frame.substr(40, 30));
         REQUIRE(at != std::string::npos);
         flip_byte(table(f, "docdata.glass"), at + 10, 0x08);
         forget_checksums(f.path());
       },
       "document 3: a compressed record is damaged", false},
      {"another article's frame",
       [](const TemporaryFolder& f) {
         const std::string frame = open_segment(f.path(), kSegment).get_document(4).get_data();
         change_document(f, [&](Xapian::Document& d) { d.set_data(frame); });
       },
       "stored text", false},
      {"a term too many",
       [](const TemporaryFolder& f) { change_document(f, [](Xapian::Document& d) { d.add_boolean_term("Lzz"); }); },
       "the term Lzz, which the stored text lacks", false},
      {"a term too few",
       [](const TemporaryFolder& f) { change_document(f, [](Xapian::Document& d) { d.remove_term("Y2025"); }); },
       "the index lacks the term Y2025", false},
      {"a term that counts",
       [](const TemporaryFolder& f) { change_document(f, [](Xapian::Document& d) { d.add_term("Y2025"); }); },
       "counts the term Y2025 otherwise", false},
      {"a word too many",
       [](const TemporaryFolder& f) { change_document(f, [](Xapian::Document& d) { d.add_boolean_term("zzz"); }); },
       "its posting lists are not those of its documents", false},
      {"a word that counts",
       [](const TemporaryFolder& f) { change_document(f, [](Xapian::Document& d) { d.add_term("zzz"); }); },
       "another length than the stored text", false},
      {"another value",
       [](const TemporaryFolder& f) {
         change_document(f, [](Xapian::Document& d) { d.add_value(kDaySlot, "20250101"); });
       },
       "value 1 is not what the stored text gives", false},
      {"words in another order",
       [](const TemporaryFolder& f) {
         change_document(f, [](Xapian::Document& d) {
           std::string words = d.get_value(kWordStreamSlot);
           std::swap(words[words.size() - 2], words[words.size() - 3]);
           d.add_value(kWordStreamSlot, words);
         });
       },
       "value 11 is not what the stored text gives", false},
      {"a value too many",
       [](const TemporaryFolder& f) { change_document(f, [](Xapian::Document& d) { d.add_value(77, "x"); }); },
       "a value that the stored text does not give", false},
      {"a flag that its text contradicts",
       [](const TemporaryFolder& f) {
         change_document(f, [](Xapian::Document& d) { d.add_boolean_term("XFundated"); });
       },
       "XFundated, which the stored text lacks", false},
  };
  static const TemporaryFolder sound;
  if (!fs::exists(sound / kManifestName)) {
    ArticleMaker maker;
    std::vector<Article> articles = maker.many(150);
    articles[2] = page_article("Zebra", maker.text(200));
    add_run(sound.path(), articles);
    add_run(sound.path(), maker.many(5));
  }
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const TemporaryFolder folder;
      fs::copy(sound.path(), folder.path(), fs::copy_options::recursive);
      c.damage(folder);
      const VerifyReport report = verify_archive(folder.path(), false);
      REQUIRE(!report.findings.empty());
      CHECK(report.segments == 2);
      CHECK(report.findings.front().segment == kSegment);
      CHECK_THAT(report.findings.front().what, Catch::Contains(c.says));
      const VerifyReport quick = verify_archive(folder.path(), true);
      CHECK(quick.findings.empty() == !c.found_by_quick);
    }
  }
}

TEST_CASE("A changed file is found by its checksum, quickly or not", "[write][verify]") {
  const TemporaryFolder sound;
  add_run(sound.path(), ArticleMaker().many(50));
  for (const std::string file : {"iamglass", "postlist.glass", "docdata.glass", "termlist.glass", "checksums"}) {
    for (const bool quick : {false, true}) {
      DYNAMIC_SECTION(file << (quick ? ", quickly" : "")) {
        const TemporaryFolder folder;
        fs::copy(sound.path(), folder.path(), fs::copy_options::recursive);
        flip_byte(table(folder, file), fs::file_size(table(folder, file)) / 2, 0x01);
        const VerifyReport report = verify_archive(folder.path(), quick);
        REQUIRE(!report.findings.empty());
        CHECK_THAT(report.findings.front().what, Catch::Contains(file));
      }
    }
  }
}

// As earlier releases removed articles: the number is left free.
void leave_a_gap(const TemporaryFolder& folder) {
  Xapian::WritableDatabase segment(folder / kSegment, Xapian::DB_OPEN);
  segment.delete_document(8);
  segment.commit();
  forget_checksums(folder.path());
}

TEST_CASE("Gaps that keep Xapian from counting are found, told apart from damage, and closed by the next run",
          "[write][verify]") {
  const TemporaryFolder folder;
  add_run(folder.path(), ArticleMaker().many(2000, 5));
  leave_a_gap(folder);
  const VerifyReport report = verify_archive(folder.path(), false);
  REQUIRE(report.findings.size() == 1);
  CHECK(report.findings.front().heals);
  CHECK_THAT(report.findings.front().what, Catch::Contains("tape-index compact"));
  const std::vector<std::string> before = summary_of(folder.path());
  {
    SegmentStore store(folder.path());
    merge_tiers(store);
  }
  CHECK(summary_of(folder.path()) == before);
  CHECK(verify_archive(folder.path(), false).findings.empty());
}

TEST_CASE("Segments that the manifest does not name are told, wherever they are", "[write][verify]") {
  const TemporaryFolder folder;
  add_run(folder.path(), {make_article("One")});
  fs::copy(folder / kSegment, folder / "segments/000005", fs::copy_options::recursive);
  folder.write("unlisted/000003/postlist.glass", "");
  const VerifyReport report = verify_archive(folder.path(), true);
  CHECK(report.findings.empty());
  CHECK(report.unlisted == std::vector<std::string>{"segments/000005", "unlisted/000003"});
}

TEST_CASE("A segment of a later version is not called damaged", "[write][verify]") {
  const TemporaryFolder folder;
  add_run(folder.path(), {page_article("Acme rises")});
  {
    Xapian::WritableDatabase segment(folder / kSegment, Xapian::DB_OPEN);
    segment.set_metadata(std::string(kSchemaKey), std::to_string(kSchemaVersion + 1));
    segment.commit();
  }
  forget_checksums(folder.path());
  CHECK_THROWS_MATCHES(verify_archive(folder.path(), false), Error, HasKind(ErrorKind::kTooNew));
}

TEST_CASE("No archive, no verdict", "[write][verify]") {
  const TemporaryFolder folder;
  CHECK_THROWS_MATCHES(verify_archive(folder.path(), true), Error, HasKind(ErrorKind::kNoArchive));
}

TEST_CASE("Verifying beside a writer that merges finds no damage", "[write][verify]") {
  const TemporaryFolder folder;
  ArticleMaker maker;
  add_run(folder.path(), maker.many(50, 10));
  std::jthread writer([&] {
    for (int run = 0; run < 8; ++run) {
      add_run(folder.path(), maker.many(20, 10));
      SegmentStore store(folder.path());
      merge_all(store);
    }
  });
  std::vector<std::string> findings;
  for (int i = 0; i < 15; ++i) {
    const VerifyReport report = verify_archive(folder.path(), i % 2 == 0);
    for (const VerifyFinding& finding : report.findings) findings.push_back(finding.segment + ": " + finding.what);
  }
  writer.join();
  CHECK(findings == std::vector<std::string>{});
}
