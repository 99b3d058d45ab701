// Which records become one article and which stay apart, whatever the order and the runs they come in.
#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <random>
#include <set>

#include "common/archive/schema.h"
#include "indexer/write/archive_verifier.h"
#include "tests/indexer/write/written_archive.h"
#include "tests/support/temp_folder.h"

using namespace broadtape;
using Outcomes = std::vector<AddOutcome>;

namespace {

const std::string kPage = "https://news.example/a/b";
const std::string kOil = "Oil rose two percent on Friday as producers agreed to cut their output for another quarter.";
const std::string kOilCorrected =
    "Oil rose three percent on Friday as producers agreed to cut their output for another quarter.";
const std::string kBank =
    "A regional bank in the Midwest has failed, and the regulator sold its deposits to a competitor.";

struct Record {
  std::string title, body, url, external_id;
};

Article article_of(const Record& record) {
  Article article = make_article(record.title, record.body);
  article.url = record.url;
  article.external_id = record.external_id;
  article.id.clear();
  return article;
}

std::vector<Article> articles_of(const std::vector<Record>& records) {
  std::vector<Article> articles;
  for (const Record& record : records) articles.push_back(article_of(record));
  return articles;
}

// The bodies of the versions of each article, as a set of sets: ids aside, what the archive took for one article.
std::set<std::set<std::string>> groups_in(const std::string& path) {
  std::map<std::string, std::set<std::string>> by_id;
  for (const Version& version : versions_in(path)) by_id[version.article.id].insert(version.article.body);
  std::set<std::set<std::string>> groups;
  for (const auto& [id, bodies] : by_id) groups.insert(bodies);
  return groups;
}

std::size_t current_in(const std::string& path) {
  std::size_t current = 0;
  for (const Version& version : versions_in(path)) current += version.flags.superseded ? 0 : 1;
  return current;
}

}  // namespace

TEST_CASE("Records are joined by address, identifier or headline, and unrelated ones are kept apart",
          "[write][identity]") {
  struct Case {
    const char* name;
    std::vector<Record> records;
    Outcomes outcomes;
    std::size_t articles;
  };
  const Case cases[] = {
      {"another article at an address",
       {{"Oil up", kOil, kPage, ""}, {"Bank fails", kBank, kPage, ""}},
       {kAdded, kDistinct},
       2},
      {"both again",
       {{"Oil up", kOil, kPage, ""},
        {"Bank fails", kBank, kPage, ""},
        {"Oil up", kOil, kPage, ""},
        {"Bank fails", kBank, kPage, ""}},
       {kAdded, kDistinct, kUnchanged, kUnchanged},
       2},
      {"a correction of the second",
       {{"Bank fails", kBank, kPage, ""}, {"Oil up", kOil, kPage, ""}, {"Oil up", kOilCorrected, kPage, ""}},
       {kAdded, kDistinct, kUpdated},
       2},
      {"an identifier used twice", {{"Oil up", kOil, "", "1"}, {"Bank fails", kBank, "", "1"}}, {kAdded, kDistinct}, 2},
      {"two wraps of a day",
       {{"Wrap", "Morning: stocks rose.", "", ""}, {"Wrap", "Evening: stocks fell.", "", ""}},
       {kAdded, kDistinct},
       2},
      {"first with an address, then without",
       {{"Oil up", kOil, kPage, ""}, {"Oil up", kOil, "", ""}},
       {kAdded, kUnchanged},
       1},
      {"first without an address, then with one",
       {{"Oil up", kOil, "", ""}, {"Oil up", kOil, kPage, ""}},
       {kAdded, kUpdated},
       1},
      {"... and again",
       {{"Oil up", kOil, "", ""}, {"Oil up", kOil, kPage, ""}, {"Oil up", kOil, "", ""}, {"Oil up", kOil, kPage, ""}},
       {kAdded, kUpdated, kUnchanged, kUnchanged},
       1},
      {"an address that was added later finds its article under another headline",
       {{"Oil up", kOil, "", ""}, {"Oil up", kOil, kPage, ""}, {"Crude up", kOilCorrected, kPage, ""}},
       {kAdded, kUpdated, kUpdated},
       1},
      {"an unknown tracker",
       {{"Oil up", kOil, kPage, ""}, {"Oil up", kOil, kPage + "?ref=rss", ""}},
       {kAdded, kUnchanged},
       1},
      {"two addresses", {{"Oil up", kOil, kPage, ""}, {"Oil up", kOil, kPage + "/c", ""}}, {kAdded, kAdded}, 2},
      {"a home page",
       {{"Oil up", kOil, "https://news.example/", ""}, {"Bank fails", kBank, "https://news.example", ""}},
       {kAdded, kAdded},
       2},
      {"a headline after its article",
       {{"Oil up", kOil, kPage, ""}, {"Oil up", "", kPage, ""}},
       {kAdded, kUnchanged},
       1},
  };
  for (const Case& c : cases) {
    for (const bool one_run : {true, false}) {
      DYNAMIC_SECTION(c.name << (one_run ? ", one run" : ", a run each")) {
        const TemporaryFolder folder;
        Outcomes outcomes;
        if (one_run) {
          outcomes = add_run(folder.path(), articles_of(c.records));
        } else {
          for (const Record& record : c.records)
            outcomes.push_back(add_run(folder.path(), {article_of(record)}).front());
        }
        CHECK(outcomes == c.outcomes);
        CHECK(current_in(folder.path()) == c.articles);
        CHECK(verify_archive(folder.path(), false).findings.empty());
      }
    }
  }
}

TEST_CASE("Of one article seen with its day and with its time the time stays", "[write][identity]") {
  Article timed = article_of({"Oil up", kOil, "", ""});
  Article day = timed;
  day.published = Instant{1'738'195'200, Precision::kDay};
  const TemporaryFolder first, second;
  CHECK(add_run(first.path(), {timed, day}) == Outcomes{kAdded, kUnchanged});
  CHECK(add_run(second.path(), {day, timed, day}) == Outcomes{kAdded, kUpdated, kUnchanged});
  CHECK(current_in(second.path()) == 1);
}

TEST_CASE("An identifier without a source counts within its input", "[write][identity]") {
  const auto numbered = [](const std::string& title, const std::string& body, const std::string& input) {
    Article article = article_of({title, body, "", "1"});
    article.source.clear();
    article.input = input;
    return article;
  };
  const TemporaryFolder folder;
  CHECK(add_run(folder.path(), {numbered("Oil up", "Oil rose.", "k1.csv"),
                                numbered("Bank fails", "A bank failed.", "k2.csv")}) == Outcomes{kAdded, kAdded});
  CHECK(add_run(folder.path(), {numbered("Oil up", "Oil fell.", "k1.csv")}) == Outcomes{kUpdated});
  CHECK(current_in(folder.path()) == 2);
}

TEST_CASE("A key that everything has costs no article and no repeated one", "[write][identity]") {
  std::vector<Article> articles;
  for (int i = 0; i < 400; ++i) {
    std::string body;
    for (int word = 0; word < 20; ++word) body += "w" + std::to_string(100 * i + word) + " ";
    Article article = make_article("Title " + std::to_string(i), body);
    article.external_id = "n/a";
    articles.push_back(article);
  }
  const TemporaryFolder folder;
  const Outcomes first = add_run(folder.path(), articles);
  CHECK(std::count(first.begin(), first.end(), kDistinct) == 399);
  const Outcomes again = add_run(folder.path(), articles);
  CHECK(std::count(again.begin(), again.end(), kUnchanged) == 400);
}

TEST_CASE("The same records in any order and any runs give the same articles", "[write][identity]") {
  // Three stories, each in two related wordings: two of them at one address, one of these and the third under one
  // identifier.
  const std::string texts[] = {kOil,
                               kOilCorrected,
                               kBank,
                               kBank + " Its branches open on Monday.",
                               "Gold fell for a third day as the dollar strengthened and traders wait for payrolls.",
                               "Gold fell for a fourth day as the dollar strengthened and traders wait for payrolls."};
  const std::string titles[] = {"Oil up", "Bank fails", "Gold falls"};
  for (std::uint32_t seed = 1; seed <= 12; ++seed) {
    INFO("seed " << seed);
    std::mt19937 random(seed);
    std::vector<Article> articles;
    for (int i = 0; i < 6; ++i) {
      const std::size_t text = random() % 6;
      const std::size_t story = text / 2;
      const bool numbered = story == 2 || (story == 0 && random() % 2 == 0);
      articles.push_back(article_of({titles[story], texts[text], story == 2 ? "" : kPage, numbered ? "1" : ""}));
    }
    std::set<std::set<std::set<std::string>>> results;
    for (int order = 0; order < 3; ++order) {
      const TemporaryFolder folder;
      std::shuffle(articles.begin(), articles.end(), random);
      const std::size_t half = random() % articles.size();
      add_run(folder.path(), {articles.begin(), articles.begin() + static_cast<std::ptrdiff_t>(half)});
      add_run(folder.path(), {articles.begin() + static_cast<std::ptrdiff_t>(half), articles.end()});
      const Outcomes again = add_run(folder.path(), articles);
      CHECK(std::count(again.begin(), again.end(), kUnchanged) == static_cast<std::ptrdiff_t>(articles.size()));
      CHECK(verify_archive(folder.path(), false).findings.empty());
      results.insert(groups_in(folder.path()));
    }
    CHECK(results.size() == 1);
  }
}

TEST_CASE("However a sequence of records is split into runs, the archive has the same documents", "[write][identity]") {
  ArticleMaker maker;
  std::vector<Article> articles;
  for (int i = 0; i < 24; ++i) {
    Article article =
        article_of({"Title " + std::to_string(maker.below(3)), i % 3 == 0 ? kOil : maker.text(12), "", ""});
    if (maker.below(2) == 0) article.url = "https://news.example/" + std::to_string(maker.below(3));
    if (maker.below(2) == 0) article.external_id = std::to_string(maker.below(3));
    articles.push_back(article);
  }
  const auto documents_after = [&](const std::set<std::size_t>& ends) {
    const TemporaryFolder folder;
    std::vector<Article> run;
    for (std::size_t i = 0; i < articles.size(); ++i) {
      run.push_back(articles[i]);
      if (ends.count(i) == 0 && i + 1 < articles.size()) continue;
      add_run(folder.path(), run);
      run.clear();
    }
    std::multiset<std::string> documents;
    for (const Version& version : versions_in(folder.path()))
      documents.insert(version.article.id + version.article.body + (version.flags.superseded ? "-" : "+"));
    return documents;
  };
  const auto whole = documents_after({});
  CHECK(documents_after({0, 5, 6, 17}) == whole);
  CHECK(documents_after({1, 2, 3, 4, 9, 12, 20}) == whole);
}
