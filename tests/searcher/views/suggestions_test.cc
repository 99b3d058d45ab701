#include "searcher/views/suggestions.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "tests/support/article_maker.h"
#include "tests/support/test_archive.h"

namespace broadtape {
namespace {

Article mentioning(const std::string& title, const std::string& symbol, const std::string& company,
                   const std::string& as_of = "") {
  Article article = with_tickers(make_article(title), {symbol});
  article.tickers[0].company = company;
  article.tickers[0].as_of = as_of;
  return article;
}

const Archive& suggestion_archive() {
  static const TestArchive files(
      std::vector<Article>{mentioning("one", "C", "chrysler", "1987"), mentioning("two", "C", "citigroup"),
                           mentioning("three", "FB", "meta-platforms"), mentioning("four", "META", "meta-platforms"),
                           mentioning("five", "ZQXV", ""), mentioning("six", "", "texaco"),
                           mentioning("seven", "ZZBH", "blue-harbour-tools")});
  static const Archive archive = files.open();
  return archive;
}

std::string listed(const std::vector<CompletedValue>& values) {
  std::string text;
  for (const CompletedValue& value : values)
    text += value.value + " " + value.description + " " + std::to_string(value.articles) + "; ";
  return text;
}

TEST_CASE("Suggestions are companies, each with a query that finds it alone", "[views][suggestions]") {
  struct Case {
    const char* prefix;
    const char* suggestions;
  };
  const Case cases[] = {
      {"c", "C Citigroup 1; C@1987 Chrysler 1; "},
      {"chrys", "C@1987 Chrysler 1; "},
      {"Facebook", "META Meta Platforms 2; "},
      {"fb", "META Meta Platforms 2; "},
      {"zqx", "ZQXV  1; "},
      {"texac", "company:texaco Texaco 1; "},
      {"blue-har", "ZZBH  1; "},
      {"zzb", "ZZBH  1; "},
      {"nvidia", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.prefix);
    CHECK(listed(suggest_companies(suggestion_archive(), c.prefix, 8)) == c.suggestions);
  }
}

TEST_CASE("Completions of ticker: are symbols, those of company: are keys", "[views][suggestions]") {
  CHECK(listed(suggest_tickers(suggestion_archive(), "C")) == "C Citigroup 1; C@1987 Chrysler 1; ");
  CHECK(listed(suggest_tickers(suggestion_archive(), "facebook")) == "META Meta Platforms 2; ");
  CHECK(listed(suggest_tickers(suggestion_archive(), "texac")).empty());
  CHECK(listed(suggest_keys(suggestion_archive(), "ch")) == "chrysler Chrysler 1; ");
  CHECK(listed(suggest_keys(suggestion_archive(), "meta")) == "meta-platforms Meta Platforms 2; ");
  CHECK(suggest_keys(suggestion_archive(), "", 2).size() == 2);
}

}  // namespace
}  // namespace broadtape
