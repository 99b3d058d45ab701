#include "common/article/identity.h"

#include <catch2/catch.hpp>
#include <set>
#include <string>
#include <vector>

#include "tests/support/article_maker.h"

using namespace broadtape;

// Ids are permanent: a change of these values would make every article of every archive a new one.
TEST_CASE("Ids are the same as in earlier releases", "[article][identity]") {
  struct Row {
    const char* name;
    Article article;
    const char* id;
  };
  Article by_url;
  by_url.url = "https://www.reuters.example/markets/acme?utm_source=x";
  by_url.title = "ignored";
  Article by_external_id;
  by_external_id.source = "Harbor Wire";
  by_external_id.external_id = "1234";
  Article by_title = make_article("Acme rises");
  Article untitled = make_article("", "Only a body.");
  const Row rows[] = {
      {"by address", by_url, "dkllww4ieymfvp62"},
      {"by source and given identifier", by_external_id, "ye7c6txx3f72jfuc"},
      {"by source, title and day", by_title, "o2wmog652fjci7sg"},
      {"by body where there is no title", untitled, "5ygksyqmlzml5cxc"},
      {"nothing at all", Article{}, "p3w4ks2fo4t2crw6"},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    CHECK(article_id(row.article) == row.id);
  }
}

TEST_CASE("An id is 16 letters and digits of base 32", "[article][identity]") {
  ArticleMaker maker;
  std::set<std::string> ids;
  for (int i = 0; i < 1000; ++i) {
    const std::string id = article_id(maker.next(5));
    CHECK(id.size() == 16);
    CHECK(id.find_first_not_of("abcdefghijklmnopqrstuvwxyz234567") == std::string::npos);
    ids.insert(id);
  }
  CHECK(ids.size() == 1000);
}

TEST_CASE("Which fields determine the identity of articles", "[article][identity]") {
  struct Case {
    const char* name;
    void (*change)(Article&);
    bool same_id;
    bool same_content;
  };
  const Case cases[] = {
      {"nothing", [](Article&) {}, true, true},
      {"body", [](Article& a) { a.body += "."; }, true, false},
      {"author", [](Article& a) { a.author = "Ana"; }, true, false},
      {"hour of publication", [](Article& a) { a.published->utc_s += 3600; }, true, false},
      {"day of publication", [](Article& a) { a.published->utc_s += kSecondsPerDay; }, false, false},
      {"precision", [](Article& a) { a.published->precision = Precision::kDay; }, true, false},
      {"date lost", [](Article& a) { a.published.reset(); }, false, false},
      {"title", [](Article& a) { a.title += "!"; }, false, false},
      {"case of the title", [](Article& a) { a.title = "ACME RISES"; }, true, false},
      {"source", [](Article& a) { a.source = "Tide Post"; }, false, true},
      {"case of the source", [](Article& a) { a.source = "HARBOR WIRE"; }, true, true},
      {"given identifier", [](Article& a) { a.external_id = "7"; }, false, true},
      {"address", [](Article& a) { a.url = "https://news.example/7"; }, false, true},
      {"text of the date", [](Article& a) { a.published_text = "30 Jan 2025"; }, true, true},
      {"first seen", [](Article& a) { a.first_seen_s += 1; }, true, true},
      {"tickers", [](Article& a) { a.tickers = {from_source("ACM")}; }, true, true},
      {"labels", [](Article& a) { a.labels = {"earn"}; }, true, true},
      {"language", [](Article& a) { a.language = "de"; }, true, true},
      {"a word that moves from the title to the body",
       [](Article& a) {
         a.title = "Acme";
         a.body = " rises" + a.body;
       },
       false, false},
  };
  const Article article = make_article("Acme rises");
  for (const Case& c : cases) {
    Article changed = article;
    c.change(changed);
    INFO(c.name);
    CHECK((article_id(changed) == article_id(article)) == c.same_id);
    CHECK((content_hash(changed) == content_hash(article)) == c.same_content);
  }
}

TEST_CASE("A given identifier belongs to its source", "[article][identity]") {
  Article one = make_article("Acme rises");
  one.external_id = "7";
  Article other = one;
  other.source = "Tide Post";
  CHECK(article_id(one) != article_id(other));
  other = one;
  other.title = "Another title, an hour later";
  other.published->utc_s += 3600;
  CHECK(article_id(one) == article_id(other));
}

TEST_CASE("An article has a key for its address, its identifier and its headline", "[article][identity]") {
  Article article = make_article("Acme rises");
  const auto kinds = [&] {
    std::string letters;
    for (const IdentityKey& key : identity_keys(article)) letters += "uet"[static_cast<int>(key.kind)];
    return letters;
  };
  CHECK(kinds() == "t");
  article.external_id = "7";
  CHECK(kinds() == "et");
  article.url = "https://news.example/";
  CHECK(kinds() == "et");
  article.url = "https://news.example/7";
  CHECK(kinds() == "uet");
  article.id = article_id(article);
  CHECK(article.id == identity_keys(article)[0].id);
  CHECK(identity_aliases(article).size() == 2);
  article.id = identity_keys(article)[2].id;
  CHECK(identity_aliases(article) == std::vector<std::string>{identity_keys(article)[0].id.substr(0, 10),
                                                              identity_keys(article)[1].id.substr(0, 10)});
  article.id = distinct_id(identity_keys(article)[0], content_hash(article));
  CHECK(identity_aliases(article).size() == 3);
}

TEST_CASE("An identifier without a source belongs to its input", "[article][identity]") {
  Article one = make_article("Acme rises");
  one.source.clear();
  one.external_id = "7";
  one.input = "one.csv";
  Article other = one;
  CHECK(article_id(one) == article_id(other));
  other.input = "other.csv";
  CHECK(article_id(one) != article_id(other));
}

TEST_CASE("White space and Unicode composition do not change headline or source", "[article][identity]") {
  const Article one = make_article("Caf\u00e9 rises");
  for (const char* title : {"Cafe\u0301 rises", "CAF\u00c9  rises", " caf\u00e9\u00a0rises "}) {
    Article other = one;
    other.title = title;
    INFO(title);
    CHECK(article_id(other) == article_id(one));
  }
  Article other = one;
  other.source = "harbor  wire";
  CHECK(article_id(other) == article_id(one));
}

TEST_CASE("Lists of fields with the same concatenation have different hashes", "[article][identity]") {
  CHECK(hash_fields({"ab", "c"}) != hash_fields({"a", "bc"}));
  CHECK(hash_fields({"abc"}) != hash_fields({"abc", ""}));
  CHECK(hash_fields({"", "abc"}) != hash_fields({"abc", ""}));
  CHECK(hash_fields({}) != hash_fields({""}));
  CHECK(hash_fields({"abc"}) == hash_fields({"abc"}));
}
