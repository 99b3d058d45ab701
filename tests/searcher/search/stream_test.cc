// A streamed answer equals one computed at once.
#include <catch2/catch.hpp>

#include "searcher/search/hit_reader.h"
#include "searcher/search/searcher.h"
#include "tests/support/article_maker.h"
#include "tests/support/test_archive.h"

namespace broadtape {
namespace {

const TestArchive& made_archive() {
  static const TestArchive made(ArticleMaker(11).many(2 * HitReader::kBlock + 7, 20), 3);
  return made;
}

SearchRequest request(const std::string& text, Sort sort) {
  SearchRequest request;
  request.query.text = text;
  request.query.everything = true;
  request.query.clock.now_s = kMadeAt;
  request.sort = sort;
  request.limit = kAllResults;
  return request;
}

TEST_CASE("A stream gives the hits of a search in its order", "[search]") {
  const Archive archive = made_archive().open();
  Searcher searcher(archive);
  for (const char* text : {"", "shares rose", "gold OR oil -bank"}) {
    for (const Sort sort : {Sort::kRelevance, Sort::kNewest, Sort::kOldest}) {
      SearchRequest asked = request(text, sort);
      asked.offset = 3;
      const SearchAnswer at_once = searcher.search(asked);
      std::vector<Hit> hits;
      std::uint64_t total = 0;
      searcher.stream(
          asked, {},
          [&](const SearchAnswer& head) {
            total = head.total;
            CHECK(head.hits.empty());
            CHECK(hits.empty());
          },
          [&](Hit&& hit) { hits.push_back(std::move(hit)); });
      CHECK(total == at_once.total);
      REQUIRE(hits.size() == at_once.hits.size());
      REQUIRE(hits.size() == total - 3);
      for (std::size_t i = 0; i < hits.size(); ++i) {
        REQUIRE(hits[i].rank == i + 4);
        REQUIRE(hits[i].article == at_once.hits[i].article);
        REQUIRE(hits[i].score == at_once.hits[i].score);
        REQUIRE(hits[i].snippet == at_once.hits[i].snippet);
      }
    }
  }
}

TEST_CASE("A stream reads only the parts that are asked for", "[search]") {
  const Archive archive = made_archive().open();
  Searcher searcher(archive);
  SearchRequest asked = request("shares", Sort::kRelevance);
  asked.limit = 1;
  const auto first = [&](const HitParts& parts) {
    Hit found;
    searcher.stream(
        asked, parts, [](const SearchAnswer&) {}, [&](Hit&& hit) { found = std::move(hit); });
    return found;
  };
  const Hit bare = first({false, false, false, false});
  CHECK_FALSE(bare.article.title.empty());
  CHECK(bare.article.body.empty());
  CHECK(bare.title_pieces.empty());
  CHECK(bare.snippet.pieces.empty());
  CHECK(bare.words == 0);
  const Hit snippet = first({false, false, true, true});
  CHECK(snippet.article.body.empty());
  CHECK_FALSE(snippet.snippet.pieces.empty());
  CHECK(snippet.words == 26);
  CHECK_FALSE(first({true, true, false, false}).title_pieces.empty());
  CHECK_FALSE(first({true, true, false, false}).article.body.empty());
}

TEST_CASE("Who throws ends the stream", "[search]") {
  const Archive archive = made_archive().open();
  Searcher searcher(archive);
  int seen = 0;
  CHECK_THROWS_WITH(searcher.stream(
                        request("", Sort::kNewest), {}, [](const SearchAnswer&) {},
                        [&](Hit&&) {
                          if (++seen == 5) throw std::runtime_error("enough");
                        }),
                    "enough");
  CHECK(seen == 5);
}

}  // namespace
}  // namespace broadtape
