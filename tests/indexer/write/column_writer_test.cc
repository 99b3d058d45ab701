#include "indexer/write/column_writer.h"

#include <catch2/catch.hpp>
#include <filesystem>

#include "common/archive/article_store.h"
#include "common/archive/columns.h"
#include "common/archive/columns_format.h"
#include "common/archive/schema.h"
#include "common/archive/stream_window.h"
#include "indexer/write/archive_verifier.h"
#include "tests/indexer/write/written_archive.h"
#include "tests/support/temp_folder.h"

using namespace broadtape;
namespace fs = std::filesystem;

namespace {

std::string segment_in(const TemporaryFolder& folder) {
  return folder / read_manifest(folder.path()).shards.front().segment;
}

std::string file_of(const std::string& segment) {
  return segment + "/" + kColumnsName;
}

std::vector<Article> column_writer_articles() {
  std::vector<Article> articles = ArticleMaker(5).many(700, 30);
  for (std::size_t i = 0; i < articles.size(); i += 10) articles[i].published.reset();
  for (std::size_t i = 0; i < articles.size(); i += 4) articles[i] = with_companies(articles[i], {"NVDA", "MSFT"});
  for (std::size_t i = 0; i < articles.size(); i += 2) articles[i].language = i % 3 == 0 ? "en" : "de";
  for (std::size_t i = 0; i < articles.size(); i += 5)
    articles[i].labels = {"Oil", "Earnings " + std::to_string(i % 4)};
  for (std::size_t i = 0; i < articles.size(); i += 3) articles[i].source = "Wire " + std::to_string(i % 7);
  for (int i = 0; i < 3'000; ++i)
    articles[1].body += " word" + std::to_string(i);  // more than an item of a table holds
  for (Article& article : articles) article.id = article_id(article);
  return articles;
}

// The value of a slot in the index, or for slots of terms the values of the terms, joined.
std::string indexed_value(const Xapian::Database& database, std::uint32_t document, Slot slot) {
  const std::optional<Field> field = slot_field(slot);
  if (!field) return database.get_document(document).get_value(slot);
  const std::string prefix = make_term(*field, "");
  std::string values;
  auto term = database.termlist_begin(document);
  for (term.skip_to(prefix); term != database.termlist_end(document) && (*term).starts_with(prefix); ++term)
    values += (values.empty() ? "" : "\t") + std::string(term_value(*field, *term));
  return values;
}

// What the columns say of each document and term, against the database.
void check_columns(const std::string& segment) {
  const std::shared_ptr<const Columns> columns = Columns::open(segment);
  REQUIRE(columns);
  const Xapian::Database database(segment);
  REQUIRE(columns->documents() == database.get_doccount());
  for (const Slot slot : columns::kColumnSlots) {
    const Column* const column = columns->column(slot);
    REQUIRE(column != nullptr);
    bool same = true;
    for (std::uint32_t document = 1; document <= columns->documents(); ++document) {
      std::string value;
      for (const std::uint32_t ordinal : column->ordinals(document))
        value += (value.empty() ? "" : "\t") + std::string(column->value(ordinal));
      same = same && value == indexed_value(database, document, slot);
    }
    CHECK(same);
    if (slot_field(slot)) CHECK(column->value_count() > 1);
    for (std::uint32_t ordinal = 1; ordinal < column->value_count(); ++ordinal)
      same = same && column->value(ordinal) < column->value(ordinal + 1);
    CHECK(same);
  }
  REQUIRE(columns->streams() != nullptr);
  StreamWindow streams(*columns->streams());
  bool same = true;
  std::size_t split = 0;
  for (std::uint32_t document = 1; document <= columns->documents(); ++document) {
    const std::string value = database.get_document(document).get_value(kWordStreamSlot);
    same = same && !value.empty() && streams.stream(document) == value;
    split += columns->streams()->pieces(document).size() > 1;
  }
  CHECK(same);
  CHECK(split > 0);
  std::size_t bitmaps = 0;
  for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term) {
    const std::optional<DocumentSet> bitmap = columns->bitmap(*term);
    const bool expected = term.get_termfreq() >= columns::kFewestDocuments &&
                          term.get_termfreq() * columns::kTermShare >= columns->documents();
    REQUIRE(bitmap.has_value() == expected);
    if (!bitmap) continue;
    ++bitmaps;
    REQUIRE((bitmap->documents() ==
             std::vector<std::uint32_t>{database.postlist_begin(*term), database.postlist_end(*term)}));
  }
  CHECK(bitmaps > 10);
}

}  // namespace

TEST_CASE("A published segment has columns that equal its index, also after changes and merges", "[write][columns]") {
  const TemporaryFolder folder;
  std::vector<Article> articles = column_writer_articles();
  add_run(folder.path(), articles);
  check_columns(segment_in(folder));
  articles.front().body += " A new version.";
  add_run(folder.path(), {articles.front()});
  check_columns(folder / read_manifest(folder.path()).shards.back().segment);
  SegmentStore store(folder.path());
  remove_articles(store, {articles[5].id});
  merge_all(store);
  check_columns(segment_in(folder));
  CHECK(verify_archive(folder.path(), false).findings.empty());
}

TEST_CASE("Columns that are damaged, of another state or of another release are not used, and verify reports them",
          "[write][columns]") {
  struct Case {
    const char* name;
    void (*damage)(const std::string& segment);
  };
  const Case cases[] = {
      {"emptied", [](const std::string& s) { write_file(file_of(s), ""); }},
      {"cut", [](const std::string& s) { fs::resize_file(file_of(s), fs::file_size(file_of(s)) - 32); }},
      {"another version",
       [](const std::string& s) {
         std::string bytes = read_file(file_of(s));
         ++bytes[sizeof columns::kMagic];
         write_file(file_of(s), bytes);
       }},
      {"a byte of the header",
       [](const std::string& s) {
         std::string bytes = read_file(file_of(s));
         bytes[columns::kHeaderBytes - 20] = 1;
         write_file(file_of(s), bytes);
       }},
      {"of another segment",
       [](const std::string& s) {
         const TemporaryFolder other;
         add_run(other.path(), ArticleMaker(9).many(700, 30));
         fs::copy_file(file_of(segment_in(other)), file_of(s), fs::copy_options::overwrite_existing);
       }},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const TemporaryFolder folder;
      add_run(folder.path(), column_writer_articles());
      c.damage(segment_in(folder));
      CHECK_FALSE(Columns::open(segment_in(folder)));
      for (const bool quick : {true, false}) {
        const VerifyReport report = verify_archive(folder.path(), quick);
        REQUIRE(report.findings.size() == 1);
        CHECK(report.findings.front().heals);
        CHECK_THAT(report.findings.front().what, Catch::Contains("its file columns is"));
      }
      SegmentStore store(folder.path());
      merge_tiers(store);
      check_columns(segment_in(folder));
    }
  }
}

TEST_CASE("Large segments have copies of their dictionaries in the columns", "[write][columns]") {
  const TemporaryFolder folder;
  for (const bool is_large : {false, true}) {
    const std::string segment = folder / (is_large ? "large" : "small");
    const WordCounts counts = [] {
      WordCounts words;
      words.add("rate", "rates");
      words.add("rate", "rate");
      words.add("oil", "Oil");
      words.add("zinc", "zinc");
      return words;
    }();
    const WordDictionary words(counts.dictionary());
    {
      Xapian::WritableDatabase database(segment, Xapian::DB_CREATE);
      database.set_metadata(std::string(kSchemaKey), std::to_string(kSchemaVersion));
      database.set_metadata(std::string(kAnalysisKey), std::to_string(kAnalysisVersion));
      database.set_metadata(std::string(kWordsKeyPrefix) + std::to_string(words.id()), std::string(words.bytes()));
      for (std::uint32_t i = 0; i < columns::kFewestForDictionaries - (is_large ? 0 : 1); ++i)
        database.add_document(Xapian::Document());
      for (Xapian::docid document = 1; document <= 7; ++document) {
        Xapian::Document changed;
        changed.add_term(document == 1 ? "zinc" : "rate");
        changed.add_term("copper");  // which the dictionary lacks
        database.replace_document(document, changed);
      }
    }
    write_columns(segment);
    const std::shared_ptr<const Columns> columns = Columns::open(segment);
    REQUIRE(columns);
    CHECK(columns->word_dictionary() == (is_large ? words.bytes() : ""));
    CHECK(columns->record_dictionary().empty());
    const auto known = [&](std::uint32_t documents) { return is_large ? std::optional(documents) : std::nullopt; };
    CHECK(columns->documents_with_word("rate") == known(6));
    CHECK(columns->documents_with_word("zinc") == known(1));
    CHECK(columns->documents_with_word("oil") == known(0));
    CHECK(columns->documents_with_word("copper") == std::nullopt);
    const ArticleStore with_columns({Xapian::Database(segment)}, {columns}), without({Xapian::Database(segment)});
    CHECK(with_columns.words(words.id())->bytes() == words.bytes());
    CHECK(with_columns.words(words.id())->bytes().data() != without.words(words.id())->bytes().data());
    CHECK(without.words(words.id())->bytes() == words.bytes());
  }
}

TEST_CASE("Every byte of the columns is checked", "[write][columns]") {
  const TemporaryFolder folder;
  add_run(folder.path(), column_writer_articles());
  const std::string file = file_of(segment_in(folder)), sound = read_file(file);
  for (std::size_t at = 0; at < sound.size(); at += 1 + sound.size() / 300) {
    std::string bytes = sound;
    bytes[at] = static_cast<char>(bytes[at] ^ 0x10);
    write_file(file, bytes);
    CAPTURE(at);
    CHECK_THAT(Columns::problem(segment_in(folder)), Catch::StartsWith("its file columns is"));
  }
}

TEST_CASE("Damage within the columns is noticed when they are used", "[write][columns]") {
  const TemporaryFolder folder;
  add_run(folder.path(), column_writer_articles());
  const std::string file = file_of(segment_in(folder));
  std::string bytes = read_file(file);
  for (std::size_t at = columns::kHeaderBytes; at < bytes.size(); at += 16) bytes[at] = static_cast<char>(~bytes[at]);
  write_file(file, bytes);
  const std::shared_ptr<const Columns> columns = Columns::open(segment_in(folder));
  REQUIRE(columns);
  for (const Slot slot : columns::kColumnSlots) CHECK(columns->column(slot) == nullptr);
  CHECK(columns->streams() == nullptr);
  CHECK_FALSE(columns->bitmap(""));
  CHECK_FALSE(columns->bitmap("share"));
}

TEST_CASE("Columns that the index does not give are found by the full check", "[write][columns]") {
  const TemporaryFolder folder;
  add_run(folder.path(), column_writer_articles());
  const std::string segment = segment_in(folder);
  const std::string columns = read_file(file_of(segment));
  {
    Xapian::WritableDatabase database(segment, Xapian::DB_OPEN);
    Xapian::Document document = database.get_document(3);
    document.add_value(kSourceSlot, "Another");
    database.replace_document(3, document);
    database.commit();
  }
  CHECK(columns_problem(segment) == "its file columns is that of another state of the segment");
  write_columns(segment);
  CHECK(columns_problem(segment).empty());
  CHECK(read_file(file_of(segment)) != columns);
}

TEST_CASE("Lost columns are no damage, and the next run writes the same ones", "[write][columns]") {
  const TemporaryFolder folder;
  add_run(folder.path(), column_writer_articles());
  const std::string file = file_of(segment_in(folder)), written = read_file(file);
  fs::remove(file);
  const VerifyReport report = verify_archive(folder.path(), false);
  CHECK(report.findings.empty());
  CHECK(report.without_columns == 1);
  SegmentStore store(folder.path());
  merge_tiers(store);
  CHECK(read_file(file) == written);
  CHECK(verify_archive(folder.path(), true).without_columns == 0);
}
