#include "indexer/ingest/article_builder.h"

#include <catch2/catch.hpp>

#include "common/article/identity.h"
#include "indexer/readers/record_output.h"
#include "tests/support/article_maker.h"

using namespace broadtape;

namespace {

const ArticleBuilder& builder() {
  static const ArticleBuilder builder(CompanyDirectory::builtin(), kMadeAt);
  return builder;
}

BuiltArticle build(RawArticle raw, const ArticleBuilder& by, std::string_view input = {}) {
  ArticleDate date = read_article_date(raw, {});
  return by.build(std::move(raw), std::move(date), input);
}

// Builds what the readers hand over.
class BuildingSink : public RecordSink {
 public:
  explicit BuildingSink(std::string_view input) : input_(input) {}
  bool article(RawArticle&& raw) override {
    result = build(std::move(raw), builder(), input_);
    return true;
  }
  bool reject(RejectedRecord&&) override { return true; }
  void replaced_bytes(std::uint64_t) override {}

  std::optional<BuiltArticle> result;

 private:
  std::string_view input_;
};

BuiltArticle build_read(RawArticle raw, std::string_view input = {}) {
  BuildingSink sink(input);
  RecordOutput(sink).article(std::move(raw), "");
  REQUIRE(sink.result);
  return *std::move(sink.result);
}

Article built(RawArticle raw) {
  return build_read(std::move(raw)).article;
}

std::vector<std::string> symbols_of(const Article& article) {
  std::vector<std::string> symbols;
  for (const TickerMention& mention : article.tickers) symbols.push_back(mention.symbol);
  return symbols;
}

}  // namespace

TEST_CASE("An article has the trimmed fields of the raw article", "[ingest]") {
  RawArticle raw;
  raw.title = " \tAcme rises\r\n";
  raw.body = "  First.\n\nSecond. \n";
  raw.url = " https://news.example/1 ";
  raw.source = "\nHarbor Wire ";
  raw.author = " Ana Diaz ";
  raw.language = " EN ";
  raw.external_id = " 17 ";
  raw.labels = {"earn"};
  raw.date_text = " 2025-01-30T14:05:00Z ";
  CHECK(build(raw, builder()).article.body == "  First.\n\nSecond. \n");  // as handed over
  const Article article = built(raw);
  CHECK(article.title == "Acme rises");
  CHECK(article.url == "https://news.example/1");
  CHECK(article.source == "Harbor Wire");
  CHECK(article.author == "Ana Diaz");
  CHECK(article.language == "en");
  CHECK(article.external_id == "17");
  CHECK(article.labels == std::vector<std::string>{"earn"});
  CHECK(article.published_text == "2025-01-30T14:05:00Z");
  CHECK(article.published == Instant{1'738'245'900, Precision::kSecond});
  CHECK(article.first_seen_s == kMadeAt);
  CHECK(article.id == article_id(article));
}

TEST_CASE("The name of the input is kept if the identifier needs it", "[ingest]") {
  struct Row {
    const char* source;
    const char* external_id;
    const char* input;
    const char* kept;
  };
  const Row rows[] = {
      {"", "1", "news/k1.csv", "k1.csv"},    {"", "1", "k1.csv", "k1.csv"}, {"", "1", "", ""},
      {"", "1", "k\xFF.csv", "k\uFFFD.csv"}, {"", "", "news/k1.csv", ""},   {"Harbor Wire", "1", "k1.csv", ""},
  };
  for (const Row& row : rows) {
    RawArticle raw;
    raw.title = "Acme rises";
    raw.source = row.source;
    raw.external_id = row.external_id;
    INFO(row.source << row.external_id << row.input);
    CHECK(build_read(std::move(raw), row.input).article.input == row.kept);
  }
}

TEST_CASE("The source defaults to the host of the address", "[ingest]") {
  struct Row {
    const char* source;
    const char* url;
    const char* becomes;
  };
  const Row rows[] = {
      {"Harbor Wire", "https://www.tide.example/1", "Harbor Wire"},
      {"", "https://www.Tide.example/markets/1?a=b", "tide.example"},
      {"  ", "http://tide.example:8080/1", "tide.example"},
      {"", "tide.example/1", "tide.example"},
      {"", "", ""},
  };
  for (const Row& row : rows) {
    RawArticle raw;
    raw.title = "Acme rises";
    raw.source = row.source;
    raw.url = row.url;
    INFO(row.url);
    CHECK(built(raw).source == row.becomes);
  }
}

TEST_CASE("A date is parsed, or the article is undated with a reason", "[ingest]") {
  struct Row {
    const char* text;
    std::optional<std::int64_t> near_s;
    const char* published;  // empty: undated
    bool has_problem;
  };
  const Row rows[] = {
      {"2025-01-30T09:05:00-05:00", {}, "2025-01-30T14:05:00Z", false},
      {"2025-01-30", {}, "2025-01-30", false},
      {"1738245900", {}, "2025-01-30T14:05:00Z", false},
      {"Feb 05, Thu", 1'770'000'000, "2026-02-05", false},
      {"Feb 05, Thu", {}, "", true},
      {"2025-02-31", {}, "", true},
      {"01/02/2025", {}, "", true},
      {"soon", {}, "", true},
      {"", {}, "", false},
      {"  ", {}, "", false},
  };
  for (const Row& row : rows) {
    RawArticle raw;
    raw.title = "Acme rises";
    raw.date_text = row.text;
    raw.date_near_s = row.near_s;
    const BuiltArticle result = build_read(std::move(raw));
    INFO(row.text);
    CHECK((result.article.published ? format_instant(*result.article.published) : "") == row.published);
    CHECK(!result.date_problem.empty() == row.has_problem);
    if (row.has_problem) CHECK(result.article.published_text == row.text);
  }
}

TEST_CASE("The source's symbols become canonical, each once", "[ingest]") {
  RawArticle raw;
  raw.title = "Acme rises";
  raw.tickers = {"brk-b", "BRK/B", "$TSLA", "NASDAQ:NVDA", "XOM.N", "", "  ", "this is no symbol at all"};
  const Article article = built(raw);
  CHECK(symbols_of(article) == std::vector<std::string>{"BRK.B", "TSLA", "NVDA", "XOM"});
  for (const TickerMention& mention : article.tickers) CHECK(mention.evidence == TickerEvidence::kSource);
}

TEST_CASE("The text's tickers join those of the source", "[ingest]") {
  RawArticle raw;
  raw.title = "Nvidia beats forecasts";
  raw.body = "Nvidia (NASDAQ: NVDA) rose. Shares of rival AMD (NASDAQ: AMD) fell.";
  raw.tickers = {"TSM"};
  Article article = built(raw);
  builder().recognise_tickers(article);
  std::vector<std::string> symbols = symbols_of(article);
  std::sort(symbols.begin(), symbols.end());
  CHECK(symbols == std::vector<std::string>{"AMD", "NVDA", "TSM"});
  for (const TickerMention& mention : article.tickers) {
    CHECK((mention.evidence == TickerEvidence::kSource) == (mention.symbol == "TSM"));
    CHECK(mention.in_title == (mention.symbol == "NVDA"));
  }
}

// Otherwise each run would take the article for one with an additional company.
TEST_CASE("Recognising tickers keeps every symbol of the source as it is", "[ingest]") {
  const std::vector<std::string> listed = {"FB", "META", "BRK.B", "GOOG",   "GOOGL", "A",
                                           "T",  "IT",   "ZZZZ",  "7203.T", "BTC",   "^GSPC"};
  for (const char* date : {"2010-05-05", "2023-05-05", ""}) {
    RawArticle raw;
    raw.title = "Facebook, Alphabet and Agilent";
    raw.body = "Meta (NASDAQ: META), formerly Facebook (NASDAQ: FB), AT&T (T) and Gartner (IT).";
    raw.date_text = date;
    raw.tickers = listed;
    Article article = built(raw);
    const std::vector<std::string> before = symbols_of(article);
    builder().recognise_tickers(article);
    for (const std::string& symbol : before) {
      INFO(symbol << ", " << date);
      const auto mention = std::find_if(article.tickers.begin(), article.tickers.end(),
                                        [&](const TickerMention& m) { return m.symbol == symbol; });
      REQUIRE(mention != article.tickers.end());
      CHECK(mention->evidence == TickerEvidence::kSource);
    }
  }
}

TEST_CASE("Symbols of the source are stored in canonical form, once", "[ingest]") {
  RawArticle raw;
  raw.title = "Acme rises";
  raw.tickers = {"nvda", "BRK-B", "nan", "None", "", " NYSE:F ", "XOM.N", "QQXY", "nvda"};
  CHECK(symbols_of(built(raw)) == std::vector<std::string>{"NVDA", "BRK.B", "F", "XOM", "QQXY"});
}

TEST_CASE("Recognising tickers anew keeps stored symbols that the directory would write in another way", "[ingest]") {
  Article article;
  article.title = "Berkshire Hathaway and Exxon Mobil";
  article.tickers = {from_source("BRK-B"), from_source("XOM.N")};
  builder().recognise_tickers(article);
  for (const char* symbol : {"BRK-B", "XOM.N"}) {
    CHECK(std::count_if(article.tickers.begin(), article.tickers.end(), [&](const TickerMention& m) {
            return m.symbol == symbol && m.evidence == TickerEvidence::kSource;
          }) == 1);
  }
}

TEST_CASE("Companies of the text displace no symbol of the source above the limit of symbols", "[ingest]") {
  Article article;
  article.title = "Tesla (NASDAQ: TSLA) and Nvidia (NASDAQ: NVDA)";
  for (int i = 0; i < 199; ++i) article.tickers.push_back(from_source("S" + std::to_string(i)));
  builder().recognise_tickers(article);
  REQUIRE(article.tickers.size() == 200);
  CHECK(std::count_if(article.tickers.begin(), article.tickers.end(),
                      [](const TickerMention& m) { return m.evidence == TickerEvidence::kSource; }) == 199);
}

TEST_CASE("The same record always gives the same article", "[ingest]") {
  RawArticle raw;
  raw.title = "Acme rises";
  raw.source = "Harbor Wire";
  raw.date_text = "2025-01-30";
  const Article first = built(raw);
  const ArticleBuilder later(CompanyDirectory::builtin(), kMadeAt + 86'400);
  const Article second = build(std::move(raw), later).article;
  CHECK(first.id == second.id);
  CHECK(content_hash(first) == content_hash(second));
}

TEST_CASE("An article may be first seen when it was published", "[ingest]") {
  struct Case {
    const char* date;
    std::int64_t first_seen_s;
  };
  const Case cases[] = {
      {"2025-01-30T14:05:00Z", 1'738'245'900}, {"2025-01-29", 1'738'195'199},  // the last second of the day
      {"2025-02-03T00:00:00Z", kMadeAt},                                       // after the load
      {"1899-03-01", -2'235'340'801},          {"", kMadeAt},
  };
  const ArticleBuilder by(CompanyDirectory::builtin(), kMadeAt, FirstSeen::kPublished);
  for (const Case& c : cases) {
    INFO(c.date);
    RawArticle raw;
    raw.title = "Acme rises";
    raw.date_text = c.date;
    CHECK(build(raw, by).article.first_seen_s == c.first_seen_s);
    CHECK(build(raw, builder()).article.first_seen_s == kMadeAt);
    raw.exported = ExportedRecord{};
    raw.exported->first_seen = "2024-01-01T00:00:00Z";
    CHECK(build(raw, by).article.first_seen_s == 1'704'067'200);
  }
}
