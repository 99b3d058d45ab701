#include <algorithm>
#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "searcher/search/searcher.h"
#include "tests/support/article_maker.h"
#include "tests/support/test_archive.h"

namespace broadtape {
namespace {

constexpr int kRounds = 60;

std::vector<Article> search_properties_made_articles() {
  ArticleMaker maker(7);
  std::vector<Article> articles = maker.many(400, 40);
  for (std::size_t i = 0; i < articles.size(); ++i) {
    if (i % 10 == 0) articles[i].published.reset();
    if (i % 3 == 0)
      articles[i] = with_tickers(
          articles[i], i % 2 == 0 ? std::vector<std::string>{"NVDA", "AMD"} : std::vector<std::string>{"NVDA"});
    if (i % 4 == 0) articles[i].source = "The Ledger";
    articles[i].id = article_id(articles[i]);
  }
  return articles;
}

struct Engine {
  Engine() : files(search_properties_made_articles(), 3), archive(files.open()), searcher(archive) {
    request.partial = false;
    request.limit = 1'000;
    request.query.clock.now_s = kMadeAt;
  }
  SearchAnswer find(const std::string& text) {
    request.query.text = text;
    return searcher.search(request);
  }
  std::set<std::string> ids(const std::string& text) {
    std::set<std::string> found;
    for (const Hit& hit : find(text).hits) found.insert(hit.article.id);
    return found;
  }

  TestArchive files;
  Archive archive;
  Searcher searcher;
  SearchRequest request;
};

Engine& engine() {
  static Engine shared;
  return shared;
}

const char* const kWords[] = {"shares", "chipmaker", "earnings", "guidance", "tariffs", "oil",
                              "merger", "percent",   "gold",     "rates",    "policy",  "dollar"};

struct Pick {
  explicit Pick(int seed) : random(static_cast<std::uint64_t>(seed)) {}
  std::string word() { return kWords[random() % std::size(kWords)]; }
  std::mt19937_64 random;
};

bool subset(const std::set<std::string>& a, const std::set<std::string>& b) {
  return std::includes(b.begin(), b.end(), a.begin(), a.end());
}

TEST_CASE("A AND B is in A, A is in A OR B, and A without B and A with B make up A", "[search][property]") {
  for (int round = 0; round < kRounds; ++round) {
    Pick pick(round);
    const std::string a = pick.word(), b = pick.word();
    CAPTURE(a, b);
    const auto in_a = engine().ids(a);
    CHECK(subset(engine().ids(a + " " + b), in_a));
    CHECK(subset(in_a, engine().ids(a + " OR " + b)));
    CHECK(engine().find(a + " -" + b).total + engine().find(a + " " + b).total == in_a.size());
  }
}

TEST_CASE("The order of ANDed words does not matter for what is found", "[search][property]") {
  for (int round = 0; round < kRounds; ++round) {
    Pick pick(round);
    const std::string a = pick.word(), b = pick.word(), c = pick.word();
    CHECK(engine().ids(a + " " + b + " " + c) == engine().ids(c + " " + a + " AND " + b));
  }
}

TEST_CASE("A phrase is in w/N, w/N is in near/N, and near/N is in AND", "[search][property]") {
  std::size_t phrases = 0, further = 0, before = 0, apart = 0;  // articles added by each step
  for (int round = 0; round < kRounds; ++round) {
    Pick pick(round);
    const std::string a = pick.word(), b = pick.word();
    const std::string distance = std::to_string(2 + pick.random() % 12);
    CAPTURE(a, b, distance);
    const auto phrase = engine().ids("\"" + a + " " + b + "\"");
    const auto within = engine().ids(a + " w/" + distance + " " + b);
    const auto near = engine().ids(a + " near/" + distance + " " + b);
    const auto both = engine().ids(a + " " + b);
    CHECK(subset(phrase, within));
    CHECK(subset(within, near));
    CHECK(subset(near, both));
    CHECK(engine().ids(a + " w/1 " + b) == phrase);
    phrases += phrase.size();
    further += within.size() - phrase.size();
    before += near.size() - within.size();
    apart += both.size() - near.size();
  }
  CHECK(std::min({phrases, further, before, apart}) > 20);
}

TEST_CASE("A word so many times is in the word fewer times, and that is in the word", "[search][property]") {
  for (const std::string word : kWords) {
    CAPTURE(word);
    std::set<std::string> wider = engine().ids(word);
    for (int least = 2; least <= 5; ++least) {
      const auto found = engine().ids("atleast" + std::to_string(least) + ":" + word);
      CHECK(subset(found, wider));
      wider = found;
    }
    CHECK(engine().ids("atleast1:" + word) == engine().ids(word));
  }
}

TEST_CASE("The title is in the lead, and the lead in the whole article", "[search][property]") {
  for (int round = 0; round < kRounds; ++round) {
    Pick pick(round);
    const std::string a = pick.word(), b = pick.word();
    for (const std::string& asked : {a, '"' + a + " " + b + '"', "(" + a + " OR " + b + ")",
                                     "(" + a + " near/6 " + b + ")", a.substr(0, 3) + "*"}) {
      CAPTURE(asked);
      const auto lead = engine().ids("lead:" + asked);
      CHECK(subset(engine().ids("title:" + asked), lead));
      CHECK(subset(lead, engine().ids(asked)));
    }
  }
}

TEST_CASE("A phrase beside a word is in the phrase and in nearness of its words", "[search][property]") {
  for (int round = 0; round < kRounds; ++round) {
    Pick pick(round);
    const std::string a = pick.word(), b = pick.word(), c = pick.word();
    CAPTURE(a, b, c);
    const auto beside = engine().ids('"' + a + " " + b + "\" w/8 " + c);
    CHECK(subset(beside, engine().ids('"' + a + " " + b + '"')));
    CHECK(subset(beside, engine().ids(b + " w/8 " + c)));
    CHECK(subset(engine().ids('"' + a + " " + b + " " + c + '"'), beside));
    CHECK(subset(beside, engine().ids('"' + a + " " + b + "\" near/8 " + c)));
    CHECK(engine().ids(a + " near/8 " + c) == engine().ids(c + " near/8 " + a));
  }
}

TEST_CASE("Lengths split the archive into parts", "[search][property]") {
  const std::uint64_t all = engine().find("words:>=0").total;
  for (const std::string words : {"20", "45", "46", "47", "1,000"}) {
    CAPTURE(words);
    CHECK(engine().find("words:<" + words + " OR words:" + words + " OR words:>" + words).total == all);
    CHECK(engine().find("words:<" + words).total + engine().find("words:>=" + words).total == all);
  }
}

TEST_CASE("The parts of a date range add up to the whole", "[search][property]") {
  for (int round = 0; round < kRounds; ++round) {
    Pick pick(round);
    const std::int64_t begin = kMadeAt - static_cast<std::int64_t>(pick.random() % (365 * kSecondsPerDay));
    const std::int64_t end = begin + static_cast<std::int64_t>(pick.random() % (90 * kSecondsPerDay)) + 2;
    const std::int64_t middle =
        begin + 1 + static_cast<std::int64_t>(pick.random() % static_cast<std::uint64_t>(end - begin - 1));
    const auto count = [&](std::int64_t from, std::int64_t to) {
      engine().request.query.since = format_rfc3339(from);
      engine().request.query.until = format_rfc3339(to);
      const std::uint64_t total = engine().find("shares OR oil").total;
      engine().request.query.since = engine().request.query.until = "";
      return total;
    };
    CHECK(count(begin, middle) + count(middle + 1, end) == count(begin, end));
  }
}

TEST_CASE("The days of a zone add up to their month", "[search][property]") {
  for (const char* zone : {"UTC", "America/New_York", "Asia/Tokyo", "Pacific/Kiritimati"}) {
    engine().request.query.clock.zone = TimeZone::named(zone);
    std::uint64_t days = 0;
    for (int day = 1; day <= 31; ++day) days += engine().find("date:" + format_day({2024, 10, day})).total;
    CHECK(days == engine().find("date:2024-10").total);
    CHECK(days > 10);
  }
  engine().request.query.clock.zone = TimeZone();
}

TEST_CASE("Facets by time add up to the total without the undated", "[search][property]") {
  engine().request.facets = {"month", "year", "day", "source"};
  engine().request.facet_limit = 0;
  for (const char* word : kWords) {
    const SearchAnswer answer = engine().find(word);
    const std::uint64_t undated = engine().find(std::string(word) + " is:undated").total;
    for (const Facet& facet : answer.facets) {
      std::uint64_t sum = 0;
      for (const FacetValue& value : facet.values) sum += value.count;
      CHECK(sum == answer.total - (facet.name == "source" ? 0 : undated));
    }
  }
  engine().request.facets.clear();
}

TEST_CASE("Pages put together are the whole answer", "[search][property]") {
  for (const Sort sort : {Sort::kRelevance, Sort::kNewest, Sort::kOldest}) {
    engine().request.sort = sort;
    std::vector<std::string> whole, pages;
    for (const Hit& hit : engine().find("shares OR oil").hits) whole.push_back(hit.article.id);
    engine().request.limit = 7;
    for (engine().request.offset = 0; engine().request.offset < whole.size(); engine().request.offset += 7) {
      for (const Hit& hit : engine().find("shares OR oil").hits) pages.push_back(hit.article.id);
    }
    engine().request.offset = 0;
    engine().request.limit = 1'000;
    CHECK(whole.size() > 150);
    CHECK(pages == whole);
  }
  engine().request.sort = Sort::kRelevance;
}

TEST_CASE("An article that a word finds has the word marked in it", "[search][property]") {
  engine().request.snippet_length = 100'000;
  for (const char* word : kWords) {
    for (const Hit& hit : engine().find(word).hits) {
      const auto marked = [](const std::vector<Piece>& pieces) {
        return std::any_of(pieces.begin(), pieces.end(), [](const Piece& piece) { return piece.match; });
      };
      CHECK((marked(hit.title_pieces) || marked(hit.snippet.pieces)));
    }
  }
  engine().request.snippet_length = kDefaultSnippetLength;
}

TEST_CASE("The number of segments changes no answer", "[search][property]") {
  const TestArchive one(search_properties_made_articles(), 1);
  const Archive archive = one.open();
  Searcher searcher(archive);
  for (const char* word : kWords) {
    engine().request.query.text = word;
    const SearchAnswer single = searcher.search(engine().request);
    const SearchAnswer several = engine().find(word);
    REQUIRE(single.hits.size() == several.hits.size());
    for (std::size_t i = 0; i < single.hits.size(); ++i) CHECK(single.hits[i].score == Approx(several.hits[i].score));
  }
}

TEST_CASE("A search that may stop early says when its total is no count", "[search][property]") {
  engine().request.limit = 3;
  engine().request.exact_total = false;
  const SearchAnswer quick = engine().find("shares OR oil");
  engine().request.exact_total = true;
  const SearchAnswer exact = engine().find("shares OR oil");
  CHECK(exact.total_is_exact);
  CHECK((quick.total_is_exact ? quick.total == exact.total : quick.total <= exact.total));
  REQUIRE(quick.hits.size() == exact.hits.size());
  for (std::size_t i = 0; i < quick.hits.size(); ++i) CHECK(quick.hits[i].article.id == exact.hits[i].article.id);
  engine().request.limit = 1'000;
}

}  // namespace
}  // namespace broadtape
