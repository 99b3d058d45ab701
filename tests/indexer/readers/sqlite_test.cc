#include <sqlite3.h>

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "common/error/error.h"
#include "tests/indexer/readers/collected.h"
#include "tests/support/error_matcher.h"

using namespace broadtape;

namespace {

// The bytes of a database that these statements make.
std::string database(const std::string& sql) {
  sqlite3* db = nullptr;
  REQUIRE(sqlite3_open(":memory:", &db) == SQLITE_OK);
  char* problem = nullptr;
  sqlite3_exec(db, sql.c_str(), nullptr, nullptr, &problem);
  INFO((problem ? problem : ""));
  REQUIRE(problem == nullptr);
  sqlite3_int64 size = 0;
  unsigned char* const bytes = sqlite3_serialize(db, "main", &size, 0);
  std::string copy(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
  sqlite3_free(bytes);
  sqlite3_close(db);
  return copy;
}

const std::string kNews =
    "CREATE TABLE news(id INTEGER PRIMARY KEY, headline TEXT, body TEXT, published_at, outlet TEXT);"
    "INSERT INTO news VALUES(7, 'Oil rises', 'Prices rose.', '2025-01-30T09:30:00Z', 'Harbor Wire');"
    "INSERT INTO news VALUES(8, 'Gold falls', NULL, 1738315800, 'Harbor Wire');";

// Many rows, so that the table has many pages.
std::string long_news() {
  return kNews +
         "WITH RECURSIVE n(i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) "
         "INSERT INTO news SELECT i, 'Oil rises ' || i || ' times', 'Prices rose.', '2025-01-30', 'Harbor Wire' FROM "
         "n;";
}

}  // namespace

TEST_CASE("The table of a database that has articles is read", "[readers][sqlite]") {
  const Collected got =
      collect(database(
          kNews + "CREATE TABLE sources(id INTEGER, name TEXT, url TEXT, description TEXT);"
                  "INSERT INTO sources VALUES(1, 'Harbor Wire', 'https://x.example', 'All the news of the harbor');"
                  "CREATE TABLE comments(news_id INTEGER, author TEXT, text TEXT, created_at TEXT);"
                  "INSERT INTO comments VALUES(7, 'Joe', 'I do not agree at all with this.', '2025-02-01');"));
  REQUIRE(got.titles() == std::vector<std::string>{"Oil rises", "Gold falls"});
  CHECK(got.articles[0].body == "Prices rose.");
  CHECK(got.articles[0].date_text == "2025-01-30T09:30:00Z");
  CHECK(got.articles[0].source == "Harbor Wire");
  CHECK(got.articles[0].external_id == "7");
  CHECK(got.articles[0].record == "table news, row 1");
  CHECK(got.articles[1].date_text == "1738315800");
  CHECK(got.notes == std::vector<std::string>{"no articles were looked for in the tables sources, comments"});
}

TEST_CASE("All tables with articles are read, and one without known names by its contents", "[readers][sqlite]") {
  CHECK(collect(database(
                    "CREATE TABLE \"a \"\"b\"\"\"(title, date); INSERT INTO \"a \"\"b\"\"\" VALUES('Oil rises', "
                    "'2025-01-30');"
                    "CREATE TABLE c(title, date, text); INSERT INTO c VALUES('Gold falls', '2025-01-30', 'It fell.');"))
            .titles() == std::vector<std::string>{"Oil rises", "Gold falls"});
  const RawArticle raw = only_article(collect(
      database("CREATE TABLE t(a, b, c); INSERT INTO t VALUES('2025-01-30', 'Oil rises on fears of war', 'x');")));
  CHECK(raw.title == "Oil rises on fears of war");
  CHECK(raw.date_text == "2025-01-30");
}

TEST_CASE("The name that an identifier of another table stands for is read", "[readers][sqlite]") {
  const char* const outlets =
      "CREATE TABLE sources(id INTEGER PRIMARY KEY, name TEXT, url TEXT);"
      "INSERT INTO sources VALUES(3, 'Harbor Wire', 'https://x.example');"
      "CREATE TABLE people(pid INTEGER PRIMARY KEY, name TEXT); INSERT INTO people VALUES(1, 'Ann Reed');"
      "CREATE TABLE category(id, name TEXT); INSERT INTO category VALUES(5, 'Metals');";
  const RawArticle raw = only_article(
      collect(database(std::string(outlets) +
                       "CREATE TABLE news(title, date, source_id INTEGER, author_id INTEGER REFERENCES people(pid),"
                       " category_id INTEGER);"
                       "INSERT INTO news VALUES('Oil rises', '2025-01-30', 3, 1, 5);")));
  CHECK(raw.source == "Harbor Wire");
  CHECK(raw.author == "Ann Reed");
  CHECK(raw.labels.empty());  // the table has no key, so that each look-up would read all of it
  const RawArticle own = only_article(
      collect(database(std::string(outlets) + "CREATE TABLE news(title, date, source_id INTEGER, source TEXT);"
                                              "INSERT INTO news VALUES('Oil rises', '2025-01-30', 3, 'Pier Post');")));
  CHECK(own.source == "Pier Post");
}

TEST_CASE("A table that is referred to gives names and symbols by its columns", "[readers][sqlite]") {
  const auto read = [](const char* other, const char* column, const char* value) {
    return only_article(collect(database(std::string(other) + "CREATE TABLE entries(title, date, " + column +
                                         "); INSERT INTO entries VALUES('Oil rises', '2025-01-30', " + value + ");")));
  };
  const char* const feeds =
      "CREATE TABLE feeds(id INTEGER PRIMARY KEY, title TEXT, url TEXT); INSERT INTO feeds VALUES(1, 'Harbor Wire', "
      "'');";
  CHECK(read(feeds, "feed_id INT", "1").source == "Harbor Wire");
  CHECK(read(feeds, "feedId INT", "1").source == "Harbor Wire");
  CHECK(read(feeds, "feed INT REFERENCES feeds(id)", "1").source == "Harbor Wire");
  CHECK(read("CREATE TABLE medien(id INTEGER PRIMARY KEY, quelle TEXT); INSERT INTO medien VALUES(1, 'Harbor Wire');",
             "source_id INT REFERENCES medien(id)", "1")
            .source == "Harbor Wire");
  CHECK(read("CREATE TABLE companies(id INTEGER PRIMARY KEY, name TEXT, ticker TEXT);"
             "INSERT INTO companies VALUES(1, 'Acme', 'ACM');",
             "company_id INT", "1")
            .tickers == std::vector<std::string>{"ACM"});
}

TEST_CASE("A name is looked up by the index of the key, whatever the types are", "[readers][sqlite]") {
  const std::string rows =
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000) INSERT INTO ";
  const Collected got =
      collect(database("CREATE TABLE authors(id TEXT PRIMARY KEY, name TEXT);" + rows +
                       "authors SELECT i, 'Ann Reed ' || i FROM n;"
                       "CREATE TABLE news(title, date, author_id INTEGER);" +
                       rows + "news SELECT 'Oil rises ' || i || ' times', '2025-01-30', 10001 - i FROM n;"));
  REQUIRE(got.articles.size() == 10'000);  // reading all authors for each row is above the limit of the steps
  CHECK(got.articles[0].author == "Ann Reed 10000");
}

TEST_CASE("A database whose rows take far more steps than its size explains ends", "[readers][sqlite]") {
  const std::string rows =
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 6000) INSERT INTO ";
  const Collected got = collect(
      database("CREATE TABLE authors(id TEXT COLLATE NOCASE, name TEXT, PRIMARY KEY(id COLLATE BINARY));" + rows +
               "authors SELECT i, 'Ann Reed ' || i FROM n;"
               "CREATE TABLE news(title, date, author_id INTEGER);" +
               rows + "news SELECT 'Oil rises ' || i || ' times', '2025-01-30', 20001 - i FROM n;"));
  CHECK(got.articles.size() > 100);
  CHECK(got.articles.size() < 6'000);
  REQUIRE(got.rejects.size() == 1);
  CHECK(got.rejects[0].reason == "is a SQLite database that takes far more steps to read than its size explains");
}

TEST_CASE("A large name in another table is not repeated for each row", "[readers][sqlite]") {
  const auto news = [](const char* bytes) {
    return collect(
        database("CREATE TABLE sources(id INTEGER PRIMARY KEY, name TEXT);"
                 "INSERT INTO sources VALUES(1, replace(hex(zeroblob(" +
                 std::string(bytes) +
                 ")), '00', 'v'));"
                 "CREATE TABLE news(title, date, source_id INTEGER);"
                 "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100) "
                 "INSERT INTO news SELECT 'Oil rises ' || i || ' times', '2025-01-30', 1 FROM n;"));
  };
  const Collected large = news("60000");
  CHECK(large.articles.size() < 50);
  REQUIRE(large.rejects.size() == 1);
  CHECK(large.rejects[0].reason == "damaged SQLite database: its rows have more bytes than the file");
  CHECK(news("1000").articles.size() == 100);
}

TEST_CASE("A virtual table in a schema written by hand is not read", "[readers][sqlite]") {
  std::string bytes = database(
      kNews + "CREATE VIRTUAL TABLE words USING fts5(title, body); INSERT INTO words VALUES('Oil', 'It rose');");
  const std::string create = "CREATE VIRTUAL TABLE";
  bytes.replace(bytes.find(create), create.size(), "create Virtual\ttable");
  const Collected got = collect(bytes);
  CHECK(got.titles() == std::vector<std::string>{"Oil rises", "Gold falls"});
  CHECK(got.notes == std::vector<std::string>{"views and virtual tables are not read: words"});
}

TEST_CASE("Views, virtual tables and binary values of a database are said", "[readers][sqlite]") {
  const Collected got =
      collect(database(
          kNews + "CREATE VIEW latest AS SELECT * FROM news;"
                  "CREATE VIRTUAL TABLE words USING fts5(title, body); INSERT INTO words VALUES('Oil', 'Prices rose');"
                  "INSERT INTO news VALUES(9, 'Tin rises', x'00ff', '2025-01-30', x'41636d65');"));
  CHECK(got.titles() == std::vector<std::string>{"Oil rises", "Gold falls", "Tin rises"});
  CHECK(got.articles[2].source == "Acme");
  CHECK(got.articles[2].body.empty());
  CHECK(got.notes == std::vector<std::string>{"views and virtual tables are not read: latest, words",
                                              "binary values were left out"});
}

TEST_CASE("A database in UTF-16 is read", "[readers][sqlite]") {
  const Collected got = collect(database("PRAGMA encoding = 'UTF-16le';" + kNews +
                                         "INSERT INTO news VALUES(9, 'Nestl\xC3\xA9 rises', '', '', '');"));
  REQUIRE(got.articles.size() == 3);
  CHECK(got.articles[2].title == "Nestl\xC3\xA9 rises");
}

TEST_CASE("A database with a write-ahead log is read, and the log said to be missing", "[readers][sqlite]") {
  std::string bytes = database(kNews);
  bytes[18] = bytes[19] = 2;
  const Collected got = collect(bytes);
  CHECK(got.articles.size() == 2);
  REQUIRE(got.notes.size() == 1);
  CHECK(got.notes[0].find("write-ahead log") != std::string::npos);
}

TEST_CASE("A damaged database is an error, after what could be read", "[readers][sqlite]") {
  const std::string whole = database(long_news());
  CHECK(collect(whole).articles.size() == 1993);
  std::string hole = whole;
  hole.replace(whole.size() / 4096 / 2 * 4096, 4096, 4096, '\0');
  const Collected got = collect(hole);
  CHECK(got.articles.size() < 1993);
  CHECK(got.articles.size() > 500);
  REQUIRE(got.rejects.size() == 1);
  CHECK(got.rejects[0].reason.find("damaged SQLite database") == 0);
  CHECK_THROWS_MATCHES(collect(std::string_view(whole).substr(0, whole.size() / 2)), Error,
                       HasKind(ErrorKind::kInput) && Says("damaged SQLite database"));
  CHECK_THROWS_MATCHES(collect(std::string_view(whole).substr(0, 100)), Error, HasKind(ErrorKind::kInput));
  CHECK_THROWS_MATCHES(collect(database("CREATE TABLE t(a)").substr(0, 4096) + "x"), Error, HasKind(ErrorKind::kInput));
  for (std::size_t at = 100; at < whole.size(); at += 997) {
    std::string flipped = whole;
    flipped[at] = static_cast<char>(flipped[at] ^ 0x55);
    try {
      const Collected read = collect(flipped);
      CHECK(read.articles.size() <= 2 * 1993);
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::kInput);
    }
  }
}

TEST_CASE("A table that refers to its own pages again and again ends", "[readers][sqlite]") {
  // Page 2 is the root of the table: let all its children be the same page.
  std::string bytes = database("PRAGMA page_size = 512;" + long_news());
  constexpr std::size_t kRoot = 512, kCells = 12, kPage = 512;
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(bytes[at]); };
  REQUIRE(byte(kRoot) == 5);  // an interior page
  const std::size_t cells = byte(kRoot + 3) * 256u + byte(kRoot + 4);
  const std::size_t first = kRoot + byte(kRoot + kCells) * 256u + byte(kRoot + kCells + 1);
  for (std::size_t i = 1; i < cells; ++i) {
    const std::size_t cell = kRoot + byte(kRoot + kCells + 2 * i) * 256u + byte(kRoot + kCells + 2 * i + 1);
    REQUIRE(cell + 4 <= kRoot + kPage);
    for (std::size_t j = 0; j < 4; ++j) bytes[cell + j] = bytes[first + j];
  }
  const Collected got = collect(bytes);
  CHECK(got.articles.size() > 0);
}
