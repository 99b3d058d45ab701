#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "common/archive/matches.h"
#include "common/companies/symbol_form.h"
#include "common/companies/ticker_recogniser.h"
#include "common/time/instant.h"
#include "searcher/plan/company_reading.h"
#include "searcher/query/field_values.h"
#include "searcher/search/facets.h"
#include "searcher/search/prepared_query.h"
#include "searcher/search/searcher.h"
#include "tests/support/article_maker.h"
#include "tests/support/corpora.h"
#include "tests/support/indexed_archive.h"
#include "tests/support/test_archive.h"

namespace broadtape {
namespace {

// Articles with the companies that recognition finds.
class CompanyArticles {
 public:
  CompanyArticles() : own_(own_directory()), recogniser_(CompanyDirectory::builtin()), own_recogniser_(own_) {}

  std::vector<Article> made() {
    return {article("Chrysler of 1987", "Chrysler Corp <C> said it will build fewer cars.", Day{1987, 5, 12}),
            undated_chrysler(),
            article("Citigroup of 2021", "Profits rose at the bank.", Day{2021, 7, 1}, "C"),
            article("Citigroup of no day", "Profits rose at the bank.", std::nullopt, "C"),
            article("Fund of 2021", "The fund tracks companies of virtual worlds.", Day{2021, 7, 1}, "META"),
            article("Facebook of 2021", "The network has more members.", Day{2021, 7, 1}, "FB"),
            article("Meta of 2024", "The network has more members.", Day{2024, 3, 1}, "META"),
            article("Gillette of 1987", "Gillette Co <GS> rejected the bid.", Day{1987, 6, 18}),
            article("Goldman of 2021", "Goldman Sachs (NYSE: GS) advises.", Day{2021, 7, 1}),
            article("Another GS of 1987", "Quillmark Widgets Inc <GS> reported a loss.", Day{1987, 3, 2}),
            article("Visa of 1987", "Visa Inc said that more people have its cards.", Day{1987, 3, 2}),
            article("Code of 1987", "Vistarel Widgets Inc <VISA> reported a loss.", Day{1987, 3, 2}),
            article("Unlisted code", "Zorvex Widgets Inc <ZQXV> reported a loss.", Day{1987, 3, 2}),
            article("Old AT&T", "American Telephone and Telegraph (NYSE: T) cut rates.", Day{1990, 3, 2}),
            article("New AT&T", "AT&T (NYSE: T) cut rates.", Day{2015, 3, 2}),
            article("Both classes", "Alphabet (NASDAQ: GOOG) (NASDAQ: GOOGL) spends.", Day{2022, 3, 2}),
            article("Own company", "Blue Harbour Tools (NYSE: ZZBH) opens a works.", Day{2024, 3, 1}, "", true),
            article("Own holder of a known code", "Red Harbour Ropes (NYSE: GPS) grows.", Day{2024, 3, 1}, "GPS", true),
            article("Nvidia", "Chips.", Day{2024, 3, 1}, "NVDA"),
            article("A currency", "I paid $5 for XQZW.", Day{2024, 3, 1})};
  }

 private:
  static CompanyDirectory own_directory() {
    static const TemporaryFolder folder;
    std::ofstream(folder / "companies.tsv") << "key\tname\tkind\tcountry\tfrom\tto\tsuccessor\tnames\n"
                                               "blue-harbour-tools\tBlue Harbour Tools\tcompany\tUS\t\t\t\t\n"
                                               "red-harbour-ropes\tRed Harbour Ropes\tcompany\tUS\t\t\t\t\n";
    std::ofstream(folder / "listings.tsv") << "key\texchange\tsymbol\tfrom\tto\tsource\n"
                                              "blue-harbour-tools\tNYSE\tZZBH\t\t\town\n"
                                              "red-harbour-ropes\tNYSE\tGPS\t\t\town\n";
    return CompanyDirectory::with_files({folder / "companies.tsv", folder / "listings.tsv"});
  }

  Article undated_chrysler() const {
    Article made = article("Chrysler of no day", "The maker of cars said sales rose.", std::nullopt, "C");
    made.tickers.at(0).company = "chrysler";
    made.tickers.at(0).as_of = kUndatedSymbol;
    return made;
  }

  Article article(const std::string& title, const std::string& body, std::optional<Day> day,
                  const std::string& symbol = "", bool own = false) const {
    Article made = make_article(title, body);
    made.published.reset();
    if (day) made.published = Instant{midnight_utc(*day), Precision::kDay};
    TickerRecogniser::Text text{made.title, made.body, {}, day};
    if (!symbol.empty()) text.from_source.push_back(symbol);
    made.tickers = (own ? own_recogniser_ : recogniser_).recognise(text);
    made.id = article_id(made);
    return made;
  }

  CompanyDirectory own_;
  TickerRecogniser recogniser_, own_recogniser_;
};

struct CompanyAnswer {
  std::vector<std::string> titles;
  std::string warnings;
  std::string parsed;
  std::optional<Diagnosis> diagnosis;
};

const Archive& company_archive() {
  static const TestArchive files(CompanyArticles().made(), 2);
  static const Archive archive = files.open();
  return archive;
}

CompanyAnswer ask(QueryRequest query) {
  SearchRequest request;
  request.query = std::move(query);
  request.query.clock.now_s = kMadeAt;
  request.limit = 100;
  request.partial = false;
  SearchAnswer found = Searcher(company_archive()).search(request);
  CompanyAnswer answer;
  for (const Hit& hit : found.hits) answer.titles.push_back(hit.article.title);
  std::sort(answer.titles.begin(), answer.titles.end());
  for (const Warning& warning : found.query.warnings) answer.warnings += warning.message + "\n";
  answer.parsed = found.query.parsed;
  answer.diagnosis = found.diagnosis;
  return answer;
}

CompanyAnswer ask(const std::string& text) {
  QueryRequest query;
  query.text = text;
  return ask(query);
}

TEST_CASE("Symbols and names find companies, and the answer names the other reading", "[search][companies]") {
  struct Case {
    const char* query;
    std::vector<std::string> titles;
    const char* says;
  };
  const Case cases[] = {
      {"ticker:C",
       {"Citigroup of 2021", "Citigroup of no day"},
       "ticker:C is Citigroup; 2 articles of 1987 have C for Chrysler: ticker:C@1987 or company:chrysler\n"},
      {"ticker:C date:1987", {"Chrysler of 1987"}, ""},
      {"ticker:C date:2000..2025", {"Citigroup of 2021"}, ""},
      {"ticker:C@1987", {"Chrysler of 1987", "Chrysler of no day"}, ""},
      {"ticker:c@1987-05-12", {"Chrysler of 1987", "Chrysler of no day"}, ""},
      {"ticker:C@2021", {"Citigroup of 2021", "Citigroup of no day"}, ""},
      {"ticker:C@undated",
       {"Chrysler of 1987", "Chrysler of no day"},
       "ticker:C@undated is Chrysler; 2 articles of 2021 have C for Citigroup: ticker:C or company:citigroup\n"},
      {"about:C@1987", {"Chrysler of 1987", "Chrysler of no day"}, ""},
      {"ticker:META",
       {"Facebook of 2021", "Meta of 2024"},
       "ticker:META is Meta Platforms; 1 article of 2021 has META for Roundhill Ball Metaverse ETF: "
       "ticker:META@2021 or company:roundhill-ball-metaverse-etf\n"},
      {"ticker:META date:2021",
       {"Fund of 2021"},
       "ticker:META is Roundhill Ball Metaverse ETF on these dates; Meta Platforms, which has META today, has "
       "1 article: company:meta-platforms\n"},
      {"ticker:META date:2024", {"Meta of 2024"}, ""},
      {"ticker:FB", {"Facebook of 2021", "Meta of 2024"}, ""},
      {"network -ticker:FB", {}, ""},
      {"ticker:VISA@1987", {"Code of 1987"}, ""},
      {"ticker:company:visa", {"Visa of 1987"}, ""},
      {"ticker:ZQXV,company:visa", {"Unlisted code", "Visa of 1987"}, ""},
      {"about:company:visa", {"Visa of 1987"}, ""},
      {"ticker:company:GS@1987", {"Another GS of 1987"}, ""},
      {"ticker:meta-platforms", {"Facebook of 2021", "Meta of 2024"}, ""},  // a key, as facets may show it
      {"ticker:chrysler", {"Chrysler of 1987", "Chrysler of no day"}, ""},
      {"ticker:ZQXV", {"Unlisted code"}, ""},
      {"ticker:GOOG", {"Both classes"}, ""},
      {"ticker:ZZBH", {"Own company"}, ""},
      {"ticker:GPS", {"Own holder of a known code"}, ""},
      {"company:chrysler", {"Chrysler of 1987", "Chrysler of no day"}, ""},
      {"company:C",
       {"Citigroup of 2021", "Citigroup of no day"},
       "company:C is Citigroup; 2 articles of 1987 have C for Chrysler: ticker:C@1987 or company:chrysler\n"},
      {"company:facebook", {"Facebook of 2021", "Meta of 2024"}, ""},
      {"company:\"Meta Platforms, Inc.\"", {"Facebook of 2021", "Meta of 2024"}, ""},
      {"company:\"chrysler CORP\"", {"Chrysler of 1987", "Chrysler of no day"}, ""},
      {"company:\"AT&T\"",
       {"New AT&T", "Old AT&T"},
       "company:AT&T is AT&T (company:att) and AT&T Corp (company:att-corp)\n"},
      {"company:\"Zorvex Widgets\"", {"Unlisted code"}, ""},
      {"company:zorvex-widgets", {}, ""},
      {"company:\"Blue Harbour Tools\"", {"Own company"}, ""},
      {"company:blue-harbour-tools", {"Own company"}, ""},
      {"company:meta*", {"Facebook of 2021", "Meta of 2024"}, ""},
      {"about:\"Goldman Sachs\"", {"Goldman of 2021"}, ""},
      {"about:gillette", {"Gillette of 1987"}, ""},
      {"$NVDA", {"Nvidia"}, ""},
      {"$nvda, -$C", {"Nvidia"}, nullptr},
      {"paid $5", {"A currency"}, ""},
      {"\"$NVDA\"", {}, ""},
      {"\\$NVDA", {}, ""},
      {"$XQZW",
       {"A currency"},
       "$XQZW is taken as a word: no company of the directory or the archive has this symbol\n"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.query);
    const CompanyAnswer answer = ask(c.query);
    CHECK(answer.titles == c.titles);
    if (c.says != nullptr) CHECK(answer.warnings == c.says);
  }
}

TEST_CASE("Companies given as options are resolved too", "[search][companies]") {
  QueryRequest query;
  query.companies = {"Meta Platforms, Inc., chrysler"};
  CHECK(ask(query).titles ==
        std::vector<std::string>{"Chrysler of 1987", "Chrysler of no day", "Facebook of 2021", "Meta of 2024"});
  query.companies = {};
  query.tickers = {"META"};
  query.until = "2021";
  CHECK(ask(query).titles == std::vector<std::string>{"Fund of 2021"});
}

TEST_CASE("A literal symbol finds the symbol of the day, whichever company had it", "[search][companies]") {
  QueryRequest query;
  query.literal_tickers = true;
  query.text = "ticker:META";
  const CompanyAnswer answer = ask(query);
  CHECK(answer.titles == std::vector<std::string>{"Fund of 2021", "Meta of 2024"});
  CHECK(answer.warnings.empty());
}

TEST_CASE("The query is shown as written, and a cashtag as the field that it means", "[search][companies]") {
  CHECK(ask("ticker:meta oil").parsed == "ticker:META AND oil");
  CHECK(ask("$NVDA's oil").parsed == "ticker:NVDA AND oil");
  CHECK(ask("ticker:c@1987").parsed == "ticker:C@1987");
  CHECK(ask("company:\"Zorvex Widgets\"").parsed == "company:\"Zorvex Widgets\"");
}

TEST_CASE("A company that no article has is reported with near ones", "[search][companies]") {
  struct Case {
    const char* query;
    const char* suggestion;
  };
  const Case cases[] = {{"company:chryslr", "chrysler"},
                        {"ticker:NVDAA", "NVDA"},
                        {"company:\"Gilette\"", "gillette"},
                        {"about:NVDX", "NVDA"}};
  for (const Case& c : cases) {
    CAPTURE(c.query);
    const CompanyAnswer answer = ask(c.query);
    REQUIRE(answer.diagnosis);
    REQUIRE(answer.diagnosis->unknown.size() == 1);
    REQUIRE_FALSE(answer.diagnosis->unknown[0].suggestions.empty());
    CHECK(answer.diagnosis->unknown[0].suggestions[0].text == c.suggestion);
    CHECK(answer.diagnosis->corrected_total > 0);
  }
}

TEST_CASE("Why nothing was found is told with the symbol as written", "[search][companies]") {
  for (const char* const query : {"ticker:META zzzzqq", "zzzzqq -ticker:META", "company:facebook zzzzqq"}) {
    CAPTURE(query);
    const CompanyAnswer answer = ask(query);
    REQUIRE(answer.diagnosis);
    REQUIRE(answer.diagnosis->filters.size() == 1);
    const std::string& filter = answer.diagnosis->filters[0].text;
    CHECK(std::string(query).find(filter.substr(filter.find(' ') + 1)) != std::string::npos);
    for (const Unknown& unknown : answer.diagnosis->unknown) CHECK(unknown.text == "zzzzqq");
  }
}

QueryRequest all_versions_of(const std::string& text) {
  QueryRequest query;
  query.text = text;
  query.all_versions = true;
  return query;
}

// Lists the articles of queries.
class DocumentLister {
 public:
  explicit DocumentLister(const Archive& archive) : archive_(archive) {}

  std::vector<DocumentNumber> operator()(const std::string& text) {
    const QueryRequest query = all_versions_of(text);
    PreparedQuery prepared(archive_, analyser_, query);
    return Matches(archive_, prepared.query()).list();
  }

 private:
  const Archive& archive_;
  Analyser analyser_;
};

// Every row of the facet of companies finds, as a value of ticker: in the same query, as many articles as it counts.
void check_rows(const Archive& archive, const std::string& filter) {
  DocumentLister documents_of(archive);
  SearchRequest request;
  request.query = all_versions_of(filter);
  request.facets = {"ticker"};
  request.facet_limit = 0;
  request.limit = 1;
  const std::vector<FacetValue> rows = Searcher(archive).search(request).facets.front().values;
  std::size_t exact = 0;
  for (const FacetValue& row : rows) {
    exact += row.value == row.company || row.value.starts_with(kOneCompany) ? 0 : 1;
    const std::string query = filter + " ticker:" + row.value;
    CAPTURE(query, row.company);
    CHECK(documents_of(query).size() == row.count);
    if (!row.company.empty()) CHECK(documents_of(filter + " company:" + row.company).size() == row.count);
  }
  CHECK(exact * 2 >= rows.size());
}

// Every symbol on a line finds that line.
void check_symbols(const Archive& archive) {
  DocumentLister documents_of(archive);
  std::map<std::string, std::vector<DocumentNumber>> by_symbol;
  std::size_t lines = 0;
  for (const DocumentNumber document : Matches(archive, every_document()).list()) {
    for (const std::string& symbol : symbols_of(archive.article(document))) {
      const auto [known, is_new] = by_symbol.try_emplace(symbol);
      if (is_new) known->second = documents_of("ticker:" + symbol);
      if (std::binary_search(known->second.begin(), known->second.end(), document))
        ++lines;
      else
        FAIL("ticker:" << symbol << " does not find \"" << archive.article(document).title << '"');
    }
  }
  CHECK(lines > 0);
  for (const char* const filter : {"words:>=0", "date:2021..", "date:..1990", "date:2008..2009"})
    check_rows(archive, filter);
}

TEST_CASE("Every symbol shown finds its line, and a facet counts what its row finds", "[search][companies]") {
  check_symbols(company_archive());
}

TEST_CASE("Every symbol shown in the sample finds its line", "[search][companies][corpora]") {
  const IndexedArchive sample(BROADTAPE_ROOT "/data/sample", kMadeAt);
  check_symbols(sample.open());
}

TEST_CASE("Every symbol shown in the collections finds its line", "[search][companies][corpora]") {
  const char* const name = GENERATE("reuters21578.tar.gz", "yahoo-finance-dev.jsonl.zst");
  const auto articles = corpus(name);
  if (!articles) return;
  CAPTURE(name);
  const IndexedArchive archive(*articles, kMadeAt);
  check_symbols(archive.open());
}

// BROADTAPE_SYMBOL_ARCHIVE is an archive of any collection, such as a large one.
TEST_CASE("Every symbol shown in an archive finds its line", "[.][search][companies]") {
  const char* const path = std::getenv("BROADTAPE_SYMBOL_ARCHIVE");
  REQUIRE(path != nullptr);
  check_symbols(Archive::open(path));
}

}  // namespace
}  // namespace broadtape
