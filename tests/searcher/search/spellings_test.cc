// The same thing in several spellings, and the operators that choose among them.
#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "common/embedded_data.h"
#include "searcher/plan/variant_table.h"
#include "searcher/search/searcher.h"
#include "tests/support/article_maker.h"
#include "tests/support/error_matcher.h"
#include "tests/support/test_archive.h"

namespace broadtape {
namespace {

// One article for each text, found by its number.
struct Spellings {
  explicit Spellings(const std::vector<std::string>& texts)
      : files(articles(texts), 1), archive(files.open()), searcher(archive) {
    request.partial = false;
    request.sort = Sort::kStored;
    request.query.clock.now_s = 1'738'245'900;
  }

  static std::vector<Article> articles(const std::vector<std::string>& texts) {
    std::vector<Article> made;
    for (const std::string& text : texts) made.push_back(make_article("Doc " + std::to_string(made.size()), text));
    return made;
  }

  SearchAnswer answer(const std::string& query) {
    request.query.text = query;
    return searcher.search(request);
  }

  // The numbers of the articles found, "0 1".
  std::string found(const std::string& query) {
    std::vector<std::string> titles;
    const SearchAnswer all = answer(query);
    for (const Hit& hit : all.hits) titles.push_back(hit.article.title.substr(4));
    std::sort(titles.begin(), titles.end());
    std::string numbers;
    for (const std::string& title : titles) numbers += (numbers.empty() ? "" : " ") + title;
    CHECK(all.total == titles.size());
    return numbers;
  }

  // The marked pieces of the snippet of the first hit, separated by bars.
  std::string marked(const std::string& query) {
    std::string pieces;
    const SearchAnswer all = answer(query);
    REQUIRE(!all.hits.empty());
    for (const Piece& piece : all.hits.back().snippet.pieces) {
      if (piece.match) pieces += (pieces.empty() ? "" : "|") + piece.text;
    }
    return pieces;
  }

  TestArchive files;
  Archive archive;
  Searcher searcher;
  SearchRequest request;
};

}  // namespace

TEST_CASE("Spellings of one meaning find each other", "[search][spellings]") {
  struct Row {
    std::vector<std::string> texts;    // each in an article; the first ones have the meaning
    std::vector<std::string> queries;  // each finds the first articles
    std::size_t same = 0;              // how many do
  };
  const Row rows[] = {
      {{"A sell-off spread.", "A selloff spread.", "They sell off mines.", "They sell."},
       {"selloff", "sell-off", "sell off", "\"sell off\"", "sell-offs"},
       3},
      {{"Pre-tax profit.", "Pretax profit.", "Tax profit."}, {"pretax", "pre-tax"}, 2},
      {{"Pre-tax profit rose.", "Pretax profit rose.", "Pretax, then tax profit."},
       {"\"pretax profit\"", "\"pre-tax profit\"", "\"pretax profit rose\""},
       2},
      {{"A buy-back.", "A buyback.", "To buy back shares.", "Back to buy"}, {"buyback", "buy-back", "\"buy back\""}, 3},
      {{"A write-down.", "A writedown."}, {"writedown", "write-downs"}, 2},
      {{"E-commerce.", "ecommerce"}, {"e-commerce", "eCommerce"}, 2},
      {{"An F-150 truck", "F150 truck"}, {"F-150", "f150", "\"F150 truck\""}, 2},
      {{"COVID-19", "covid19"}, {"COVID-19", "COVID19", "Covid 19"}, 2},
      {{"The S&P 500 rose.", "The S&P500 rose.", "The S & P 500."}, {"S&P 500", "S&P500", "\"S&P 500\""}, 3},
      {{"EUR/USD fell.", "EURUSD fell.", "EUR-USD"}, {"EURUSD", "EUR/USD", "eur/usd", "EUR-USD"}, 3},
      {{"BTC-USD fell.", "BTCUSD fell."}, {"BTCUSD", "BTC-USD", "BTC/USD"}, 2},
      {{"Up 25bps.", "Up 25 bps", "Up 25 basis points", "A 25-basis-point cut", "up 25bp", "up 25 bp", "the basis",
        "25 shares, some bps", "bps of 25 points on that basis"},
       {"25bps", "25 bps", "25 basis points", "25bp", "25 bp", "\"25 basis points\""},
       6},
      {{"FY'26 sales", "FY26 sales", "FY2026 sales", "FY 2026", "fiscal 2026", "fiscal year 2026", "fiscal policy"},
       {"FY'26", "FY26", "FY2026", "\"fiscal 2026\"", "\"fiscal year 2026\"", "\"FY26\""},
       6},
      {{"Q1 sales", "first quarter sales", "1Q sales", "first-quarter", "1st quarter", "Q2"},
       {"Q1", "1Q", "first quarter", "first-quarter"},
       5},
      {{"Q1'25", "1Q25", "Q1 2025", "first quarter 2025"}, {"Q1'25", "1Q25", "\"Q1 2025\""}, 4},
      {{"Oct 19", "October 19", "Oct. 19", "May 19"}, {"Oct 19", "October 19", "October", "Oct"}, 3},
      {{"last Oct", "last October"}, {"Oct", "October"}, 2},
      {{"The U.S. economy", "the US economy"}, {"U.S.", "US"}, 2},
      {{"5 pct", "5%", "5 percent", "5 per cent", "5 of ten percent"}, {"5 pct", "5%", "5 percent", "5 per cent"}, 4},
      {{"cash flow", "cashflow", "cash-flow", "flow of cash"}, {"cashflow", "\"cash flow\"", "cash-flow"}, 3},
      {{"data center", "datacenter", "data centre", "data-centre"},
       {"datacentre", "data-center", "\"data centers\""},
       4},
      {{"10-yr note", "10-year note", "10yr note", "10 year note", "in a year of 10 notes"},
       {"10yr", "10 yr", "10-year", "\"10 years\"", "10 years"},
       4},
      {{"$65 mln", "$65 million", "65m of $65mn", "65 mines for a million"}, {"$65mn", "$65 mln", "65 million"}, 3},
      {{"2025 year-end", "the year 2025"}, {"2025 year"}, 2},
      {{"GPT-4", "GPT4", "GPT 4"}, {"GPT4", "GPT-4", "gpt 4"}, 3},
  };
  for (const Row& row : rows) {
    Spellings f(row.texts);
    std::string expected;
    for (std::size_t i = 0; i < row.same; ++i) expected += (i == 0 ? "" : " ") + std::to_string(i);
    for (const std::string& query : row.queries) {
      INFO(query);
      CHECK(f.found(query) == expected);
    }
  }
}

TEST_CASE("Words that only look like another spelling do not find it", "[search][spellings]") {
  Spellings f({"the rapist", "a car nation", "in to", "DEC earnings", "now here", "basis", "BP stations"});
  for (const char* query : {"therapist", "carnation", "into", "December", "nowhere", "bps", "basispoint"}) {
    INFO(query);
    CHECK(f.found(query).empty());
  }
}

TEST_CASE("Variants count in positional operators and exclusions", "[search][spellings]") {
  Spellings f({"A sell-off in tech shares.", "A selloff in tech shares.", "Sell-off after selloff.", "Calm."});
  CHECK(f.found("selloff w/2 tech") == "0 1");
  CHECK(f.found("sell-off w/2 tech") == "0 1");
  CHECK(f.found("atleast2:sell-off") == "2");
  CHECK(f.found("atleast2:selloff") == "2");
  CHECK(f.found("shares -selloff").empty());
  CHECK(f.found("lead:selloff OR calm") == "0 1 2 3");
  CHECK(f.found("sell-off selloff") == "0 1 2");
}

TEST_CASE("Snippets mark the spelling of the article", "[search][spellings]") {
  CHECK(Spellings({"A sell-off spread."}).marked("selloff") == "sell|off");
  CHECK(Spellings({"A selloff spread."}).marked("sell-off") == "selloff");
  CHECK(Spellings({"Pre-tax profit fell."}).marked("pretax") == "Pre-tax");
  CHECK(Spellings({"In the first quarter"}).marked("Q1") == "first|quarter");
  CHECK(Spellings({"Up 25 basis points"}).marked("25bps") == "25|basis|points");
  CHECK(Spellings({"Up 25 basis points of 25"}).marked("25 bps") == "25|basis|points");
  CHECK(Spellings({"Up 25bps, bps of 25"}).marked("25 basis points") ==
        Spellings({"Up 25bps, bps of 25"}).marked("25bps"));
}

TEST_CASE("An equals sign asks for a form exactly, with its case", "[search][spellings]") {
  Spellings f({"IT spending", "It rose. it fell.", "acquiring firms", "acquired firms", "Apple Inc.\nand Apple's",
               "an apple", "Apple, Inc", "sell-off", "selloff", "U.S. and us"});
  const std::pair<const char*, const char*> rows[] = {
      {"=IT", "0"},
      {"=It", "1"},
      {"=acquiring", "2"},
      {"=acquired", "3"},
      {"=acquire", ""},
      {"=Apple", "4 6"},
      {"\"=Apple\"", "4 6"},
      {"\"=Apple Inc\"", "4"},
      {"=apple", "5"},
      {"=selloff", "8"},
      {"=sell-off", "7"},
      {"=U.S.", "9"},
      {"=us", "9"},
      {"firms -=acquired", "2"},
      {"=IT w/1 spending", "0"},
      {"=it w/1 rose", ""},
      {"atleast2:=Apple", "4"},
      {"title:=Doc =IT", "0"},
      {"title:=doc", ""},
      {"lead:=IT", "0"},
      {"=IT OR =apple", "0 5"},
  };
  for (const auto& [query, expected] : rows) {
    INFO(query);
    CHECK(f.found(query) == expected);
  }
  CHECK(f.marked("=Apple") == "Apple");
  CHECK(f.marked("=it") == "it");
}

TEST_CASE("Wildcards in and before words, and words some edits away", "[search][spellings]") {
  Spellings f({"inflation", "deflated", "flat", "Citibank", "word", "world", "wrod", "colour color", "riverbanks"});
  const std::pair<const char*, const char*> rows[] = {
      {"*flation", "0 1"}, {"*bank", "3 8"},    {"wo*d", "4 5"},
      {"col*r", "7"},      {"*orl*", "5"},      {"word~1", "4 5 6"},
      {"wrld~1", "5 6"},   {"wrld~2", "4 5 6"}, {"title:d*oc", "0 1 2 3 4 5 6 7 8"},
  };
  for (const auto& [query, expected] : rows) {
    INFO(query);
    CHECK(f.found(query) == expected);
  }
  std::string body;
  for (int i = 0; i < 1'001; ++i) body += "x" + std::to_string(i) + "abc ";
  Spellings many({body});
  CHECK_THROWS_MATCHES(many.found("*abc"), Error,
                       Says("*abc matches more than 1,000 words of this archive\n  *abc\n  ^"));
}

TEST_CASE("Each form of a table is found by its row, however it is analysed", "[search][spellings]") {
  Analyser analyser;
  std::vector<Token> tokens;
  for (const char* name : {"words/variants.tsv", "words/thesaurus.tsv"}) {
    const VariantTable table(embedded_data(name));
    each_data_row(embedded_data(name), [&](std::string_view line) {
      CHECK(line.find('\t') != std::string_view::npos);
      // Whether the other forms of the row are only understood.
      const bool is_lone = static_cast<std::size_t>(std::count(line.begin(), line.end(), '<')) ==
                           static_cast<std::size_t>(std::count(line.begin(), line.end(), '\t'));
      while (!line.empty()) {
        std::string_view cell = line.substr(0, line.find('\t'));
        line.remove_prefix(std::min(cell.size() + 1, line.size()));
        if (cell.front() == '<') cell.remove_prefix(1);
        analyser.analyse_query(cell, tokens);
        std::vector<std::string> terms;
        for (const Token& token : tokens) terms.emplace_back(token.term);
        std::vector<Replacement> found;
        table.find(terms, 0, analyser, found);
        INFO(cell);
        CHECK((!found.empty() || is_lone));
      }
    });
  }
}

TEST_CASE("The thesaurus widens when asked, and when little is found, and says so", "[search][spellings]") {
  Spellings f({"Layoffs at Acme", "Job cuts at Acme", "Redundancies at Acme", "Jobs at Acme"});
  CHECK(f.found("layoffs") == "0");
  CHECK(f.found("~layoffs") == "0 1 2");
  CHECK(f.found("\"~job cuts\" Acme") == "0 1 2");
  f.request.partial = true;
  f.request.sort = Sort::kRelevance;
  const SearchAnswer some = f.answer("layoffs");
  CHECK(some.total == 1);
  CHECK(some.partial_hits.size() == 2);
  REQUIRE(some.query.warnings.size() == 1);
  CHECK(some.query.warnings[0].message.find("words of the thesaurus: job cuts, redundancies") != std::string::npos);
  const SearchAnswer others = Spellings({"Job cuts"}).answer("layoffs");
  CHECK(others.total == 0);
  Spellings g({"Job cuts"});
  g.request.partial = true;
  g.request.sort = Sort::kRelevance;
  CHECK(g.answer("layoffs").total == 1);
}

TEST_CASE("Articles with some of the words follow those with words of the thesaurus", "[search][spellings]") {
  struct Case {
    const char* name;
    const char* first;
  };
  const Case cases[] = {
      {"no article has all words", "Bakers announce job cuts"},
      {"an article has all words", "Bakers announce layoffs"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      Spellings f({c.first, "Bakers announce redundancies in bread, in a longer text about bread", "Bakers sing",
                   "They announce a song", "Oil rises"});
      f.request.partial = true;
      f.request.sort = Sort::kRelevance;
      const SearchAnswer answer = f.answer("bakers announce layoffs");
      CHECK(answer.hits.size() == answer.total);
      CHECK(answer.total + answer.partial_hits.size() == 4);
    }
  }
}

TEST_CASE("The last word of a query being typed is the beginning of a word", "[search][spellings]") {
  Spellings f({"inflation rises", "inflammable oil", "oil rises", "inf"});
  f.request.query.typing = true;
  CHECK(f.found("infl") == "0 1");
  CHECK(f.found("inflation") == "0");
  CHECK(f.found("rises infl") == "0");
  CHECK(f.found("rises in") == "0 2");
  CHECK(f.found("infl ").empty());
  CHECK(f.found("\"infl\"").empty());
  f.request.query.typing = false;
  CHECK(f.found("infl").empty());
}

TEST_CASE("A slip of an article is not taken for the word that was meant", "[search][spellings]") {
  std::vector<std::string> texts{"A slip for Gillete, and once more Gillete; Volker said."};
  for (int i = 0; i < 20; ++i) texts.push_back("Text " + std::to_string(i) + ": Gillette met Volcker.");
  Spellings f(texts);
  f.request.diagnose = true;
  const std::pair<const char*, const char*> rows[] = {
      {"gillete", "hardly any article has gillete; did you mean Gillette?"},
      {"volker", ""},
      {"slip", ""},
      {"Gillette", ""}};
  for (const auto& [written, message] : rows) {
    INFO(written);
    const SearchAnswer answer = f.answer(written);
    CHECK(answer.total > 0);
    std::string said;
    for (const Warning& warning : answer.query.warnings) {
      if (warning.code == WarningCode::kSpelling) said += warning.message;
    }
    CHECK(said == message);
  }
}

TEST_CASE("Suggestions prefer slips and frequent words", "[search][spellings]") {
  std::vector<std::string> texts;
  for (int i = 0; i < 6; ++i) {
    const std::string n = "Text " + std::to_string(i) + ". ";
    texts.push_back(n + "Once more the pension of a billet rises; cheap chops.");
    texts.push_back(n + "Once upon a pension.");
    if (i < 3) texts.push_back(n + "Pennzoil and Gillette met OPEC over chips.");
  }
  Spellings f(texts);
  f.request.diagnose = true;
  const std::pair<const char*, const char*> rows[] = {
      {"pensoil", "Pennzoil"}, {"gillete", "Gillette"}, {"opce", "OPEC"}, {"chpis", "chips"},
      {"gillxte", "Gillette"}, {"gilqte", ""},          {"xqvzjk", ""}};
  for (const auto& [written, meant] : rows) {
    INFO(written);
    const SearchAnswer answer = f.answer(written);
    REQUIRE(answer.diagnosis);
    REQUIRE(answer.diagnosis->unknown.size() == 1);
    const auto& suggestions = answer.diagnosis->unknown[0].suggestions;
    CHECK((suggestions.empty() ? std::string() : suggestions[0].text) == meant);
  }
}

}  // namespace broadtape
