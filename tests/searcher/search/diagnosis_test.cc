#include "searcher/search/diagnosis.h"

#include <catch2/catch.hpp>
#include <string>

#include "searcher/search/searcher.h"
#include "searcher/search/spelling.h"
#include "tests/support/article_maker.h"
#include "tests/support/test_archive.h"

namespace broadtape {
namespace {

Article at(Article article, const std::string& address) {
  article.url = "https://news.example/" + address;
  article.id = article_id(article);
  return article;
}

std::vector<Article> diagnosis_news() {
  std::vector<Article> articles;
  for (int i = 0; i < 5; ++i) {
    const std::string n = std::to_string(i);
    Article chips = with_tickers(make_article("DeepSeek note " + n, "Demand for GPUs and tariffs on steel."), {"NVDA"});
    chips.tickers[0].company = "nvidia";
    articles.push_back(at(chips, "d" + n));
    Article ledger = make_article("Rate note " + n, "A cut of the rate is far off. Tariffs matter.");
    ledger.source = "The Ledger";
    ledger.published = parse_instant("2024-06-0" + std::to_string(i + 1) + "T08:00:00Z");
    articles.push_back(at(ledger, "l" + n));
  }
  return articles;
}

struct DiagnosisFixture {
  explicit DiagnosisFixture(std::size_t segments = 2)
      : files(diagnosis_news(), segments), archive(files.open()), searcher(archive) {
    request.query.clock.now_s = kMadeAt;
    request.partial = false;
  }
  SearchAnswer find(const std::string& text) {
    request.query.text = text;
    return searcher.search(request);
  }
  Diagnosis why(const std::string& text) {
    const SearchAnswer answer = find(text);
    REQUIRE(answer.total == 0);
    return answer.diagnosis.value();
  }

  TestArchive files;
  Archive archive;
  Searcher searcher;
  SearchRequest request;
};

TEST_CASE("A misspelt word gets the spelling that the archive has", "[diagnosis]") {
  struct Case {
    const char *query, *unknown, *suggestion, *corrected;
    std::uint64_t total;
  };
  const Case cases[] = {
      {"tarrifs", "tarrifs", "tariffs", "tariffs", 10},
      {"tairffs", "tairffs", "tariffs", "tariffs", 10},
      {"steal", "steal", "steel", "steel", 5},
      {"deapseek", "deapseek", "DeepSeek", "DeepSeek", 5},
      {"edepseek gpu", "edepseek", "DeepSeek", "DeepSeek gpu", 5},
      {"deepseekgpu", "deepseekgpu", "DeepSeek GPUs", "DeepSeek GPUs", 5},
      {"deep seek", "deep seek", "DeepSeek", "DeepSeek", 5},
      {"steel tarrifs", "tarrifs", "tariffs", "steel tariffs", 5},
      {"\"steel tarrifs\" zzz", "tarrifs", "tariffs", "", 0},
      {"title:deapseek", "deapseek", "DeepSeek", "title:DeepSeek", 5},
      {"source:\"Harbor Wier\"", "Harbor Wier", "Harbor Wire", "source:\"Harbor Wire\"", 5},
      {"source:harbour", "harbour", "Harbor Wire", "source:\"Harbor Wire\"", 5},
      {"source:ledger", "ledger", "The Ledger", "", 0},
      {"ticker:NVDX", "NVDX", "NVDA", "ticker:NVDA", 5},
  };
  const std::size_t segments = GENERATE(1, 3);
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.query << " in " << segments) {
      DiagnosisFixture f(segments);
      const Diagnosis diagnosis = f.why(c.query);
      REQUIRE(!diagnosis.unknown.empty());
      CHECK(diagnosis.unknown[0].text == c.unknown);
      REQUIRE(!diagnosis.unknown[0].suggestions.empty());
      CHECK(diagnosis.unknown[0].suggestions[0].text == c.suggestion);
      CHECK(diagnosis.unknown[0].suggestions[0].articles > 0);
      if (*c.corrected) {
        REQUIRE(diagnosis.corrected);
        CHECK(diagnosis.corrected->text == c.corrected);
        CHECK(diagnosis.corrected_total == c.total);
        CHECK(f.find(c.corrected).total == c.total);
      }
    }
  }
}

TEST_CASE("The beginning of an id gets the ids that begin so", "[diagnosis]") {
  DiagnosisFixture f;
  const std::string id = diagnosis_news().front().id;
  const Diagnosis diagnosis = f.why("id:" + id.substr(0, 6));
  REQUIRE(diagnosis.unknown.size() == 1);
  REQUIRE(diagnosis.unknown[0].suggestions.size() == 1);
  CHECK(diagnosis.unknown[0].suggestions[0].text == id);
  REQUIRE(diagnosis.corrected);
  CHECK(diagnosis.corrected->text == "id:" + id);
  CHECK(f.why("id:" + id.substr(0, 3)).unknown[0].suggestions.empty());
}

TEST_CASE("A word far from all words of the archive gets no suggestion", "[diagnosis]") {
  DiagnosisFixture f;
  for (const char* query :
       {"zzqq", "xy", "qwertyuiopasdfgh", "\u4e2d\u6587\u5b57", "12345678", "ticker:QQQQ", "author:nobody"}) {
    CAPTURE(query);
    const Diagnosis diagnosis = f.why(query);
    for (const Unknown& unknown : diagnosis.unknown) CHECK(unknown.suggestions.empty());
    CHECK_FALSE(diagnosis.corrected);
  }
}

TEST_CASE("Parts are counted with and without the filters, and each filter by what it costs", "[diagnosis]") {
  DiagnosisFixture f;
  const Diagnosis diagnosis = f.why("steel tariffs source:\"The Ledger\" -zebra");
  REQUIRE(diagnosis.parts.size() == 2);
  CHECK(diagnosis.parts[0].text == "steel");
  CHECK(diagnosis.parts[0].in_archive == 5);
  CHECK(diagnosis.parts[0].found == 0);
  CHECK(diagnosis.parts[1].in_archive == 10);
  CHECK(diagnosis.parts[1].found == 5);
  REQUIRE(diagnosis.filters.size() == 2);
  CHECK(diagnosis.filters[0].text == "source:\"The Ledger\"");
  CHECK(diagnosis.filters[0].passes == 5);
  CHECK(diagnosis.filters[0].without == 5);
  CHECK(diagnosis.filters[1].without == 0);
  CHECK(diagnosis.unknown.empty());
}

TEST_CASE("A phrase that no article has says how many have its words", "[diagnosis]") {
  DiagnosisFixture f;
  const Diagnosis diagnosis = f.why("\"steel demand\"");
  REQUIRE(diagnosis.parts.size() == 1);
  CHECK(diagnosis.parts[0].in_archive == 0);
  CHECK(diagnosis.parts[0].loose == 5);
}

TEST_CASE("Dates outside the archive are said to be", "[diagnosis]") {
  DiagnosisFixture f;
  f.request.query.since = "2031";
  const Diagnosis after = f.why("tariffs");
  CHECK(after.outside_archive);
  CHECK(format_rfc3339(after.archive_since_s.value()) == "2024-06-01T08:00:00Z");
  CHECK(format_rfc3339(after.archive_until_s.value()) == "2025-01-30T14:05:00Z");
  REQUIRE(after.filters.size() == 1);
  CHECK(after.filters[0].text == "since 2031");
  CHECK(after.filters[0].without == 10);

  f.request.query.since = "2024-06-20";
  f.request.query.until = "2024-07";
  const Diagnosis between = f.why("tariffs");
  CHECK_FALSE(between.outside_archive);
  CHECK(between.filters.at(0).text == "since 2024-06-20, until 2024-07");
  CHECK_FALSE(DiagnosisFixture().why("zzqq").archive_since_s);
}

TEST_CASE("A source given as an option is corrected there", "[diagnosis]") {
  DiagnosisFixture f;
  f.request.query.sources = {"Harbor Wier"};
  const Diagnosis diagnosis = f.why("steel");
  REQUIRE(diagnosis.corrected);
  CHECK(diagnosis.corrected->text == "steel");
  CHECK(diagnosis.corrected->sources == std::vector<std::string>{"Harbor Wire"});
  CHECK(diagnosis.corrected_total == 5);
}

TEST_CASE("A correction stands where the mistake stood, quoted where it has to be", "[diagnosis]") {
  std::vector<Article> articles;
  const auto add = [&](const char* body, const char* source) {
    Article article = make_article("Note", body);
    article.source = source;
    articles.push_back(at(article, std::to_string(articles.size())));
  };
  add("Apple and smart markets.", "Harbor Wire");
  add("The index rose on zebrafish.", "x atleast99:foo");
  add("A lone quokka.", "Post, The Daily");
  add("A lone numbat.", "The \"Odd\" Gazette");
  add("NOT so fast, said the wombat.", "Odd");
  struct Case {
    const char *query, *corrected;
  };
  const Case cases[] = {
      {"source:Harbr apple", "source:\"Harbor Wire\" apple"},
      {"source:(Harbr) apple", "source:(\"Harbor Wire\") apple"},
      {"apple source:(\"Harbor Wier\")", "apple source:(\"Harbor Wire\")"},
      {"smart mart", "smart smart"},
      {"\u201csmart markts\u201d", "\u201csmart markets\u201d"},
      {"zebrafsh zebrafsh", "zebrafish zebrafish"},
      {"source:\"x atleast99:fo\"", "source:\"x atleast99:foo\""},
      {"source:x_atleast99:fo", "source:\"x atleast99:foo\""},
      {"source:\"Post, The Dayly\"", "source:\"Post, The Daily\""},
      {"source:\"The 'Odd' Gazette\"", ""},
  };
  const TestArchive files(articles);
  const Archive archive = files.open();
  Searcher searcher(archive);
  SearchRequest request;
  request.query.clock.now_s = kMadeAt;
  request.partial = false;
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.query) {
      request.query.text = c.query;
      const SearchAnswer answer = searcher.search(request);
      REQUIRE(answer.diagnosis);
      CHECK((answer.diagnosis->corrected ? answer.diagnosis->corrected->text : "") == c.corrected);
    }
  }
  SECTION("an option of several outlets, and one whose name would become two") {
    request.query.sources = {"Nobody,Harbor Wier"};
    request.query.text = "apple";
    const auto several = searcher.search(request).diagnosis.value().corrected;
    REQUIRE(several);
    CHECK(several->sources == std::vector<std::string>{"Nobody,Harbor Wire"});
    request.query.sources = {"Post The Daily"};
    request.query.text = "quokka";
    CHECK_FALSE(searcher.search(request).diagnosis.value().corrected);
  }
}

TEST_CASE("Articles come without a diagnosis, except for the corrected query of a partial match", "[diagnosis]") {
  DiagnosisFixture f;
  CHECK_FALSE(f.find("steel").diagnosis);
  f.request.partial = true;
  const SearchAnswer partial = f.find("steel tarrifs");
  CHECK(partial.total == 5);
  REQUIRE(partial.diagnosis);
  CHECK(partial.diagnosis->parts.empty());
  REQUIRE(partial.diagnosis->corrected);
  CHECK(partial.diagnosis->corrected->text == "steel tariffs");
  CHECK(partial.diagnosis->corrected_total == f.find("steel tariffs").total);
  REQUIRE(partial.query.warnings.size() == 2);
  CHECK(partial.query.warnings[1] == Warning{WarningCode::kSpelling, "no article has tarrifs; did you mean tariffs?"});
  f.request.diagnose = false;
  CHECK(f.find("steel tarrifs").query.warnings.size() == 1);
  CHECK_FALSE(f.find("zzqq").diagnosis);
}

TEST_CASE("Spellings are ranked by edits and frequency", "[diagnosis]") {
  std::vector<Article> articles = {at(make_article("a", "tarriff"), "a")};
  for (int i = 0; i < 30; ++i) articles.push_back(at(make_article("b", "tariff"), std::to_string(i)));
  const TestArchive files(articles);
  const Archive archive = files.open();
  const std::vector<Spelling> found = nearest_terms(archive.index(), Field::kText, "tarrif", "tarrif", 3);
  REQUIRE(found.size() == 2);
  CHECK(found[0].terms == std::vector<std::string>{"tariff"});
  CHECK(found[0].articles == 30);
  CHECK(found[1].terms == std::vector<std::string>{"tarriff"});
  CHECK(nearest_terms(archive.index(), Field::kText, "tariff", "tariff", 3).at(0).terms.at(0) == "tarriff");
  CHECK(nearest_terms(archive.index(), Field::kText, "", "", 3).empty());
  CHECK(split_term(archive.index(), Field::kText, "tarifftarriff").terms ==
        std::vector<std::string>{"tariff", "tarriff"});
  CHECK(split_term(archive.index(), Field::kText, "tariffx").articles == 0);
}

}  // namespace
}  // namespace broadtape
