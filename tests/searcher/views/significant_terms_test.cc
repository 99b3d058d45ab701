#include "searcher/views/significant_terms.h"

#include <catch2/catch.hpp>
#include <numeric>
#include <string>

#include "common/text/function_words.h"
#include "searcher/search/written_forms.h"
#include "searcher/views/facet_tables.h"
#include "searcher/views/result_terms.h"
#include "tests/support/article_maker.h"
#include "tests/support/test_archive.h"

namespace broadtape {
namespace {

// Twelve articles on chips among sixty on other things.
std::vector<Article> chips_among_others() {
  std::vector<Article> articles;
  for (int i = 0; i < 12; ++i) {
    Article article = with_companies(
        make_article(
            "Chip note " + std::to_string(i),
            "Makers of GPUs wait for export controls, OPEC or not. Demand for GPUs and Nvidia chips is up. Filler " +
                std::to_string(i) + "."),
        {i % 2 == 0 ? "NVDA" : "AMD", "MSFT"});
    article.url = "https://news.example/chip/" + std::to_string(i);
    article.id = article_id(article);
    articles.push_back(article);
  }
  for (int i = 0; i < 60; ++i) {
    Article article = with_companies(
        make_article("Other note " + std::to_string(i), "The bank said that demand for the bonds is up. Filler too."),
        {"MSFT", "JPM"});
    article.url = "https://news.example/other/" + std::to_string(i);
    article.id = article_id(article);
    articles.push_back(article);
  }
  return articles;
}

std::vector<Xapian::docid> documents_with(const Archive& archive, const std::string& term) {
  return {archive.database().postlist_begin(term), archive.database().postlist_end(term)};
}

std::vector<std::string> displays(const std::vector<SignificantTerm>& terms) {
  std::vector<std::string> result;
  for (const SignificantTerm& term : terms) result.push_back(term.display);
  std::sort(result.begin(), result.end());
  return result;
}

// "AMD Advanced Micro Devices", sorted.
std::vector<std::string> displays(const std::vector<SignificantCompany>& companies) {
  std::vector<std::string> result;
  for (const SignificantCompany& company : companies) result.push_back(company.term.display + " " + company.name);
  std::sort(result.begin(), result.end());
  return result;
}

TEST_CASE("The log-likelihood ratio is Dunning's, for what is more frequent in the sample", "[terms]") {
  struct Case {
    SignificanceCounts counts;
    double ratio, times;
  };
  const Case cases[] = {
      {{10, 10, 0, 10}, 27.7259, 2},  // 40 ln 2
      {{5, 10, 5, 10}, 0, 1},        {{0, 10, 10, 10}, 0, 0},
      {{2, 10, 4, 10}, 0, 0.6667},   {{110, 2442, 2, 29114}, 547.858, 12.6914},
      {{0, 0, 0, 0}, 0, 0},          {{3, 3, 0, 0}, 0, 1},
  };
  for (const Case& c : cases) {
    CHECK(log_likelihood_ratio(c.counts) == Approx(c.ratio).epsilon(0.01));
    CHECK(lift(c.counts) == Approx(c.times).epsilon(0.001));
  }
}

TEST_CASE("An even sample keeps the order and both ends", "[terms]") {
  std::vector<Xapian::docid> documents(1000);
  std::iota(documents.begin(), documents.end(), 1);
  const std::vector<Xapian::docid> sample = evenly_sampled(documents, 7);
  REQUIRE(sample.size() == 7);
  CHECK(sample.front() == 1);
  CHECK(sample.back() == 1000);
  CHECK(std::is_sorted(sample.begin(), sample.end()));
  CHECK(evenly_sampled(documents, 1000) == documents);
  CHECK(evenly_sampled(documents, 1) == std::vector<Xapian::docid>{1});
  CHECK(evenly_sampled({}, 5).empty());
}

TEST_CASE("Significant words are those of the sample, in their written form", "[terms]") {
  const std::size_t segments = GENERATE(1, 3);
  const TestArchive files(chips_among_others(), segments);
  const Archive archive = files.open();
  Analyser analyser;
  SignificantTermsRequest request;
  request.sample = documents_with(archive, "gpu");
  REQUIRE(request.sample.size() == 12);

  const SignificantTerms terms = significant_terms(archive, analyser, request);
  CHECK(terms.sample == 12);
  CHECK(terms.background == 72);
  CHECK(displays(terms.words) ==
        std::vector<std::string>{"GPUs", "Makers", "Nvidia", "OPEC", "chips", "controls", "export", "wait"});
  CHECK(displays(terms.companies) == std::vector<std::string>{"AMD Advanced Micro Devices", "NVDA Nvidia"});
  CHECK(terms.companies[0].key == "advanced-micro-devices");
  CHECK(terms.companies[0].term.counts.in_sample == 6);
  CHECK(terms.companies[0].term.counts.elsewhere == 0);

  SECTION("without those that are known already") {
    request.without = {"gpu", "opec"};
    request.words = 2;
    const SignificantTerms less = significant_terms(archive, analyser, request);
    CHECK(less.words.size() == 2);
    for (const SignificantTerm& word : less.words) CHECK((word.term != "gpu" && word.term != "opec"));
  }
  SECTION("against another sample, the same") {
    request.background = documents_with(archive, "bank");
    const SignificantTerms against = significant_terms(archive, analyser, request);
    CHECK(against.background == 60);
    CHECK(displays(against.words) == displays(terms.words));
  }
  SECTION("nothing is telling of everything, of nothing, or of a sample like the rest") {
    request.sample = documents_with(archive, "note");
    CHECK(significant_terms(archive, analyser, request).words.empty());
    request.sample.clear();
    CHECK(significant_terms(archive, analyser, request).words.empty());
    request.sample = {13, 14, 15};
    request.background = {16, 17, 18, 19, 20};
    CHECK(significant_terms(archive, analyser, request).words.empty());
  }
}

TEST_CASE("Boilerplate of a source is not significant", "[terms]") {
  const auto story = [](const std::string& title, const std::string& lead, const std::string& end) {
    std::string body = lead + '.';
    for (int i = 0; i < 60; ++i) body += " and so on";
    return make_article(title, body + ". " + end);
  };
  std::vector<Article> articles;
  for (int i = 0; i < 12; ++i) {
    const std::string number = std::to_string(i);
    const bool late = i % 4 != 0;  // a quarter of the articles have the subject in the lead
    articles.push_back(story("Note a" + number, late ? "It rose" : "An embargo began",
                             late ? "The embargo held. Contact the reporter" : "Contact the reporter"));
  }
  for (int i = 0; i < 30; ++i) articles.push_back(story("Note b" + std::to_string(i), "It fell", "More tomorrow"));
  const TestArchive files(articles, 2);
  const Archive archive = files.open();
  Analyser analyser;
  SignificantTermsRequest request;
  request.sample = documents_with(archive, "contact");
  REQUIRE(request.sample.size() == 12);
  CHECK(displays(significant_terms(archive, analyser, request).words) == std::vector<std::string>{"embargo", "rose"});
}

TEST_CASE("Function words are known by their terms", "[terms]") {
  Analyser analyser;
  std::vector<Token> tokens;
  analyser.analyse("The he WHY don't would January Monday", tokens);
  REQUIRE(tokens.size() == 7);
  for (const Token& token : tokens) CHECK(is_function_word(token.term));
  for (const char* word : {"bank", "oil", "gpu", "", "trade"}) CHECK_FALSE(is_function_word(word));
}

TEST_CASE("A word is shown as it is mostly written within sentences", "[terms]") {
  struct Case {
    const char *title, *body, *term, *form;
  };
  const Case cases[] = {
      {"Tariffs Rise", "Tariffs rose. Some tariffs fell.", "tariff", "tariffs"},
      {"Tariffs Rise", "Tariffs rose.", "tariff", "Tariffs"},
      {"x", "Then OPEC met; later OPEC and opec.", "opec", "OPEC"},
      {"x", "As the U.S. said of AT&T's plan.", "at&t", "AT&T"},
      {"x", "nothing", "absent", "absent"},
  };
  for (const Case& c : cases) {
    const TestArchive files({make_article(c.title, c.body)});
    const Archive archive = files.open();
    Analyser analyser;
    CHECK(written_forms(archive, analyser, {1}, {c.term}, 5) == std::vector<std::string>{c.form});
  }
}

TEST_CASE("Superseded versions asked for are compared with all versions", "[terms]") {
  std::vector<TestArticle> versions;
  for (int i = 0; i < 7; ++i) {
    Article article = with_tickers(make_article("Chips " + std::to_string(i), "Chips and more chips."), {"NVDA"});
    article.url = "https://news.example/" + std::to_string(i);
    article.id = article_id(article);
    versions.push_back({article, {.superseded = i < 4}});
  }
  const TestArchive files(versions);
  const Archive archive = files.open();
  Analyser analyser;
  TermsRequest request;
  request.query.text = "is:superseded";
  const TermsAnswer answer = result_terms(archive, analyser, CompanyDirectory::builtin(), request);
  CHECK(answer.total == 4);
  CHECK(answer.archive_articles == 7);
  for (const SignificantCompany& company : answer.companies) CHECK(company.term.counts.elsewhere == 3);

  FacetTablesRequest tables;
  tables.query.text = "is:superseded";
  tables.by = {"ticker"};
  const FacetTables facets = make_facet_tables(archive, analyser, tables);
  CHECK(facets.total == 4);
  CHECK(facets.archive_total == 7);
  REQUIRE(facets.facets.at(0).values.size() == 1);
  CHECK(facets.facets[0].values[0].comparison.value().archive_count == 7);
}

TEST_CASE("The terms of a result leave out what the query says and count companies exactly", "[terms]") {
  const TestArchive files(chips_among_others(), 2);
  const Archive archive = files.open();
  Analyser analyser;
  TermsRequest request;
  request.query.text = "gpu";
  const CompanyDirectory& directory = CompanyDirectory::builtin();

  const TermsAnswer answer = result_terms(archive, analyser, directory, request);
  CHECK(answer.total == 12);
  CHECK(answer.sample == 12);
  CHECK(answer.archive_articles == 72);
  CHECK(displays(answer.words) == std::vector<std::string>{"Makers", "OPEC", "chips", "controls", "export", "wait"});
  REQUIRE(answer.companies.size() == 2);
  CHECK(answer.companies[0].key == "advanced-micro-devices");
  CHECK(answer.companies[0].term.display == "AMD");
  CHECK(answer.companies[0].name == "Advanced Micro Devices");
  CHECK(answer.companies[0].term.counts.in_sample == 6);
  CHECK(answer.companies[0].term.counts.sample == 12);

  SECTION("the company asked for is left out") {
    request.query.text = "";
    request.query.tickers = {"NVDA"};
    const TermsAnswer nvidia = result_terms(archive, analyser, directory, request);
    CHECK(nvidia.total == 6);
    for (const SignificantCompany& company : nvidia.companies) CHECK(company.key != "nvidia");
  }
  SECTION("nothing found") {
    request.query.text = "zebra";
    const TermsAnswer nothing = result_terms(archive, analyser, directory, request);
    CHECK(nothing.total == 0);
    CHECK(nothing.words.empty());
    CHECK(nothing.companies.empty());
  }
}

}  // namespace
}  // namespace broadtape
