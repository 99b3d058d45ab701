#include "tests/bench/sqlite_baseline.h"

#include <fmt/core.h>
#include <sqlite3.h>

#include <map>
#include <sstream>
#include <stdexcept>

#include "tests/bench/corpus.h"

namespace broadtape::bench {
namespace {

// The short columns stand first, so that reading them does not lead through the text.
constexpr const char* kCreate =
    "CREATE VIRTUAL TABLE news USING fts5(day UNINDEXED, source UNINDEXED, tickers UNINDEXED, title, body,"
    " tokenize='porter unicode61')";
constexpr const char* kInsert = "INSERT INTO news(day, source, tickers, title, body) VALUES(?, ?, ?, ?, ?)";
constexpr const char* kTopTen = "SELECT rowid, title FROM news WHERE news MATCH ? ORDER BY rank LIMIT 10";
constexpr const char* kTopTenDated =
    "SELECT rowid, title FROM news WHERE news MATCH ? AND day BETWEEN ? AND ? ORDER BY rank LIMIT 10";
constexpr const char* kCount = "SELECT count(*) FROM news WHERE news MATCH ?";
constexpr const char* kTickers = "SELECT tickers, count(*) FROM news WHERE news MATCH ? GROUP BY tickers";
constexpr const char* kSources = "SELECT source, count(*) FROM news WHERE news MATCH ? GROUP BY source";
constexpr const char* kMonths =
    "SELECT substr(day, 1, 6) AS month, count(*) FROM news WHERE news MATCH ? GROUP BY month";
constexpr const char* kPage =
    "SELECT rowid, title, snippet(news, 4, '[', ']', '...', 40) FROM news WHERE news MATCH ? ORDER BY rank LIMIT 10";
constexpr const char* kExport = "SELECT day, source, tickers, title FROM news ORDER BY day DESC";
constexpr const char* kSnippet =
    "SELECT snippet(news, 4, '[', ']', '...', 40) FROM news WHERE news MATCH ? AND rowid = ?";

class Connection {
 public:
  Connection(const std::string& path, int flags) {
    if (sqlite3_open_v2(path.c_str(), &handle_, flags, nullptr) != SQLITE_OK) fail(path);
  }
  ~Connection() { sqlite3_close(handle_); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void execute(const char* sql) {
    if (sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) fail(sql);
  }
  [[noreturn]] void fail(const std::string& what) const {
    throw std::runtime_error(fmt::format("SQLite: {}: {}", what, sqlite3_errmsg(handle_)));
  }
  sqlite3* handle() const { return handle_; }

 private:
  sqlite3* handle_ = nullptr;
};

class Statement {
 public:
  Statement(const Connection& connection, const char* sql) : connection_(connection), sql_(sql) {
    if (sqlite3_prepare_v2(connection.handle(), sql, -1, &handle_, nullptr) != SQLITE_OK) connection.fail(sql);
  }
  ~Statement() { sqlite3_finalize(handle_); }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  // The text must outlive the next step().
  void bind(int parameter, const std::string& text) {
    sqlite3_bind_text(handle_, parameter, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
  }
  void bind(int parameter, std::int64_t number) { sqlite3_bind_int64(handle_, parameter, number); }
  bool step() {
    const int status = sqlite3_step(handle_);
    if (status != SQLITE_ROW && status != SQLITE_DONE) connection_.fail(sql_);
    return status == SQLITE_ROW;
  }
  void reset() { sqlite3_reset(handle_); }
  std::int64_t number(int column) const { return sqlite3_column_int64(handle_, column); }
  std::string text(int column) const {
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(handle_, column));
    return bytes ? bytes : "";
  }

 private:
  const Connection& connection_;
  const char* sql_;
  sqlite3_stmt* handle_ = nullptr;
};

std::string all_of(const BenchQuery& query) {
  return joined(query.words, " ");
}
std::string any_of(const BenchQuery& query) {
  return joined(query.words, " OR ");
}
class SqliteEngine : public Engine {
 public:
  explicit SqliteEngine(const std::string& path) : connection_(path, SQLITE_OPEN_READONLY) {
    connection_.execute("PRAGMA mmap_size=1073741824");
  }

  Outcome top_ten_any(const BenchQuery& query) override { return top_ten(any_of(query)); }
  Outcome top_ten_any_counted(const BenchQuery& query) override {
    const double top_us = top_ten(any_of(query)).took_us;
    const Outcome counted = count(any_of(query));
    return {top_us + counted.took_us, counted.found};
  }
  Outcome top_ten_all(const BenchQuery& query) override { return top_ten(all_of(query)); }
  Outcome top_ten_phrase(const BenchQuery& query) override { return top_ten('"' + joined(query.phrase, " ") + '"'); }
  Outcome top_ten_dated(const BenchQuery& query) override {
    const Stopwatch watch;
    const std::string match = all_of(query);
    const std::string first = format_compact_day(query.first_day);
    const std::string last = format_compact_day(query.last_day);
    dated_.reset();
    dated_.bind(1, match);
    dated_.bind(2, first);
    dated_.bind(3, last);
    return drain(watch, dated_);
  }
  Outcome count_all(const BenchQuery& query) override { return count(all_of(query)); }
  Outcome count_any(const BenchQuery& query) override { return count(any_of(query)); }

  Outcome facets(const BenchQuery& query) override {
    const std::string match = any_of(query);
    const Stopwatch watch;
    std::map<std::string, std::int64_t> counts;
    for (Statement* statement : {&tickers_, &sources_, &months_}) {
      statement->reset();
      statement->bind(1, match);
      while (statement->step()) {
        std::istringstream split(statement->text(0));
        for (std::string value; std::getline(split, value, '\t');) counts[value] += statement->number(1);
      }
    }
    return {watch.elapsed_us(), counts.size()};
  }

  Outcome page(const BenchQuery& query) override {
    const std::string match = all_of(query);
    const Stopwatch watch;
    page_.reset();
    page_.bind(1, match);
    std::uint64_t found = 0;
    for (; page_.step(); ++found) {
      (void)page_.text(1);
      (void)page_.text(2);
    }
    return {watch.elapsed_us(), found};
  }

  Outcome timeline(const BenchQuery& query) override {
    const std::string match = any_of(query);
    const Stopwatch watch;
    months_.reset();
    months_.bind(1, match);
    std::uint64_t found = 0;
    for (; months_.step(); ++found) (void)months_.number(1);
    return {watch.elapsed_us(), found};
  }

  Outcome export_all() override {
    const Stopwatch watch;
    export_.reset();
    std::uint64_t rows = 0;
    for (; export_.step(); ++rows) {
      for (int column = 0; column < 4; ++column) (void)export_.text(column);
    }
    return {watch.elapsed_us(), rows};
  }

  Outcome snippets(const BenchQuery& query) override {
    const std::string match = all_of(query);
    std::vector<std::int64_t> rows;
    top_ten_.reset();
    top_ten_.bind(1, match);
    while (top_ten_.step()) rows.push_back(top_ten_.number(0));
    const Stopwatch watch;
    std::uint64_t made = 0;
    for (const std::int64_t row : rows) {
      snippet_.reset();
      snippet_.bind(1, match);
      snippet_.bind(2, row);
      if (snippet_.step()) made += !snippet_.text(0).empty();
    }
    return {watch.elapsed_us(), made};
  }

 private:
  static Outcome drain(const Stopwatch& watch, Statement& statement) {
    std::uint64_t found = 0;
    for (; statement.step(); ++found) (void)statement.text(1);
    return {watch.elapsed_us(), found};
  }

  Outcome top_ten(const std::string& match) {
    const Stopwatch watch;
    top_ten_.reset();
    top_ten_.bind(1, match);
    return drain(watch, top_ten_);
  }

  Outcome count(const std::string& match) {
    const Stopwatch watch;
    count_.reset();
    count_.bind(1, match);
    count_.step();
    return {watch.elapsed_us(), static_cast<std::uint64_t>(count_.number(0))};
  }

  Connection connection_;
  Statement top_ten_{connection_, kTopTen};
  Statement dated_{connection_, kTopTenDated};
  Statement count_{connection_, kCount};
  Statement tickers_{connection_, kTickers};
  Statement sources_{connection_, kSources};
  Statement months_{connection_, kMonths};
  Statement snippet_{connection_, kSnippet};
  Statement page_{connection_, kPage};
  Statement export_{connection_, kExport};
};

}  // namespace

void index_with_sqlite(const std::string& corpus, const std::string& path) {
  Connection connection(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  connection.execute(kCreate);
  connection.execute("BEGIN");
  Statement insert(connection, kInsert);
  for_each_article(corpus, [&](CorpusArticle&& article) {
    const std::string tickers = joined(article.tickers, "\t");
    insert.bind(1, article.day);
    insert.bind(2, article.source);
    insert.bind(3, tickers);
    insert.bind(4, article.title);
    insert.bind(5, article.body);
    insert.step();
    insert.reset();
  });
  connection.execute("COMMIT");
}

std::unique_ptr<Engine> open_sqlite(const std::string& path) {
  return std::make_unique<SqliteEngine>(path);
}

std::string sqlite_version() {
  return sqlite3_libversion();
}

}  // namespace broadtape::bench
