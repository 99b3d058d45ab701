// Words and symbols match in all their usual spellings.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "searcher/search/searcher.h"
#include "tests/support/article_maker.h"
#include "tests/support/test_archive.h"

namespace broadtape {
namespace {

struct Group {
  const char* name;
  std::vector<std::string> forms;
};

std::uint64_t found(const Archive& archive, const std::string& query) {
  Searcher searcher(archive);
  SearchRequest request;
  request.partial = false;
  request.query.text = query;
  return searcher.search(request).total;
}

// Each form of `group`, between `before` and `after`, matches all of `articles`.
void check_each_finds_each(const Group& group, const std::vector<Article>& articles, const std::string& before,
                           const std::string& after) {
  const TestArchive files(articles);
  const Archive archive = files.open();
  for (const std::string& form : group.forms) {
    CAPTURE(form);
    CHECK(found(archive, before + form + after) == articles.size());
  }
}

TEST_CASE("Each way to write a word in the text is found by each other way", "[search][forms]") {
  const Group groups[] = {
      {"a class share", {"BRK.B", "BRK-B", "BRK/B", "BRKB", "brk.b"}},
      {"an index", {"S&P 500", "S & P 500", "s&p 500", "S&P-500"}},
      {"a company with an ampersand", {"AT&T", "AT & T", "at&t", "AT&T's"}},
      {"a possessive", {"Moody's", "Moody’s", "Moody", "MOODY'S"}},
      {"an abbreviation", {"U.S.", "US", "U.S", "u.s."}},
      {"a plural", {"GPU", "GPUs", "gpus", "GPU's", "GPUs'"}},
      {"thousands", {"3,900", "3900"}},
      {"a filing", {"10-K", "10K", "10-k", "10/K", "10-Ks"}},
      {"an amount", {"$4.5bn", "4.5 billion", "$4.5 bn", "4.5bn", "$4.5 billion", "$4.5b"}},
      {"a share", {"5%", "5 %", "5 pct", "5 per cent", "5 percent"}},
      {"accents", {"Nestlé", "Nestle", "NESTLÉ", "Nestle\u0301"}},
      {"an initial", {"J.P. Morgan", "JP Morgan", "J.P Morgan"}},
  };
  for (const Group& group : groups) {
    DYNAMIC_SECTION(group.name) {
      std::vector<Article> articles;
      for (const std::string& form : group.forms)
        articles.push_back(make_article("News", "It said " + form + " today."));
      check_each_finds_each(group, articles, "", "");
    }
  }
}

TEST_CASE("The same forms find each other in a phrase, in the title and in the lead", "[search][forms]") {
  const Group groups[] = {
      {"a class share", {"BRK.B", "BRK-B", "BRK/B"}},
      {"a company with an ampersand", {"AT&T", "AT & T"}},
      {"a possessive", {"Moody's", "Moody’s"}},
      {"an abbreviation", {"U.S.", "US"}},
      {"an amount", {"$4.5bn", "$4.5 billion", "$4.5 bn", "4.5bn"}},
      {"a filing", {"10-K", "10K"}},
  };
  for (const Group& group : groups) {
    DYNAMIC_SECTION(group.name) {
      std::vector<Article> articles;
      for (const std::string& form : group.forms) articles.push_back(make_article("Now " + form + " today"));
      check_each_finds_each(group, articles, "\"now ", " today\"");
      check_each_finds_each(group, articles, "title:\"", "\"");
      check_each_finds_each(group, articles, "lead:\"", "\"");
    }
  }
}

TEST_CASE("Each way to write a symbol after ticker: finds the company", "[search][forms]") {
  const Group groups[] = {
      {"BRK.B", {"BRK.B", "BRK-B", "BRK/B", "brk.b", "$BRK.B", "NYSE:BRK.B"}},
      {"NVDA", {"NVDA", "nvda", "$NVDA", "NVDA.O", "NASDAQ:NVDA"}},
      {"7203.T", {"7203.T", "7203.t"}},
      {".SPX", {".SPX", "^GSPC", ".spx"}},
      {"BTC", {"BTC", "BTC-USD", "BTC/USD"}},
      {"T", {"T", "t", "T.N"}},
  };
  for (const Group& group : groups) {
    DYNAMIC_SECTION(group.name) {
      const std::vector<Article> articles = {with_tickers(make_article("News"), {group.name})};
      check_each_finds_each(group, articles, "ticker:", "");
      check_each_finds_each(group, articles, "about:", ",OTHER");
    }
  }
}

TEST_CASE("A list of symbols is any of them, a repeated field all of them", "[search][forms]") {
  const TestArchive files(std::vector<Article>{
      with_tickers(make_article("One"), {"NVDA"}), with_tickers(make_article("Other"), {"AMD"}),
      with_tickers(make_article("Both"), {"NVDA", "AMD"}), with_tickers(make_article("Neither"), {"F"})});
  const Archive archive = files.open();
  CHECK(found(archive, "ticker:NVDA,AMD") == 3);
  CHECK(found(archive, "ticker:NVDA ticker:AMD") == 1);
  CHECK(found(archive, "ticker:(NVDA AMD)") == 1);
  CHECK(found(archive, "ticker:NVDA -ticker:AMD") == 1);
  CHECK(found(archive, "-ticker:NVDA,AMD") == 1);
}

TEST_CASE("Limits on the number of words count title and body", "[search][forms]") {
  const TestArchive files(std::vector<Article>{make_article("One two", "three four five"),
                                               make_article("One two", "three four five six"),
                                               make_article("One", std::string(2'000, 'x') + " y z")});
  const Archive archive = files.open();
  struct Row {
    const char* query;
    std::uint64_t total;
  };
  const Row rows[] = {{"words:5", 1},      {"words:>5", 1},    {"words:>=5", 2}, {"words:<5", 1},  {"words:<=5", 2},
                      {"words:5..6", 2},   {"words:4..5", 2},  {"words:7..", 0}, {"words:..4", 1}, {"-words:5", 2},
                      {"words:>2,000", 0}, {"one words:6", 1}, {"words:0", 0},   {"words:<1", 0},  {"words:>0", 3}};
  for (const Row& row : rows) {
    CAPTURE(row.query);
    CHECK(found(archive, row.query) == row.total);
  }
}

}  // namespace
}  // namespace broadtape
