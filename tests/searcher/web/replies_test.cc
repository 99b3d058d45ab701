#include "searcher/web/replies.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "searcher/web/api.h"
#include "searcher/web/parameters.h"
#include "tests/searcher/web/local_site.h"
#include "tests/support/growing_archive.h"

using namespace broadtape;

namespace {

const ApiRoute& replies_route_of(std::uint32_t bit) {
  return *std::find_if(kApiRoutes.begin(), kApiRoutes.end(), [&](const ApiRoute& route) { return route.bit == bit; });
}

}  // namespace

TEST_CASE("Requests that depend on the clock are recognised", "[web][replies]") {
  struct Case {
    const char* query;
    bool moves;
  };
  const Case cases[] = {
      {"q=oil", false},
      {"q=oil&since=2025", false},
      {"q=oil&since=2025-01-30T14:05Z&until=2025-02", false},
      {"q=oil&since=7d", true},
      {"q=oil&since=3w", true},
      {"q=oil&since=6mo", true},
      {"q=oil&until=1y", true},
      {"q=oil&until=now", true},
      {"q=oil&published.gte=7d", true},
      {"q=oil&published.lt=7d", true},
      {"q=oil+date:7d", true},
      {"q=oil+date:2025-01..now", true},
      {"q=oil+date:2025-01..NOW", true},
      {"q=oil+date:7%64", true},
      {"q=oil&recency=30d", true},
      {"q=oil&since=7d&now=2025-01-30", false},
      {"q=oil&recency=30d&now=2025-01-30", false},
      {"ticker=NVDA", false},
  };
  for (const Case& c : cases) {
    INFO(c.query);
    CHECK(moves_with_clock(values_of(std::string("/x?") + c.query, replies_route_of(kSearchRoute))) == c.moves);
  }
}

TEST_CASE("An entity tag tells apart what may differ", "[web][replies]") {
  GrowingArchive archive(ArticleMaker().many(3));
  OpenArchives archives(archive.path());
  Analyser analyser;
  const ApiLimits limits;
  RecordedAnswer sink;
  const auto tag = [&](const std::string& target, std::uint32_t bit = kSearchRoute, std::int64_t now_s = 1'000'000'020,
                       const std::string& base = "http://localhost") {
    HttpRequest request;
    request.target = target;
    request.base = base;
    const RequestValues values = values_of(target, replies_route_of(bit));
    const std::string id;
    const ApiCall call{request, replies_route_of(bit), values, id, archives, analyser, limits, sink, now_s};
    return entity_tag(call, archives.current());
  };
  const std::string search = tag("/api/v1/search?q=oil&limit=5");
  CHECK(search.starts_with("W/\""));
  CHECK(search.ends_with("\""));
  CHECK(tag("/api/v1/search?limit=5&q=oil") == search);
  CHECK(tag("/api/v1/search?q=oil&limit=5", kSearchRoute, 2'000'000'000) == search);
  CHECK(tag("/api/v1/search?q=oil&limit=6") != search);
  CHECK(tag("/api/v1/search?q=oil&limit=5&format=csv") != search);
  CHECK(tag("/api/v1/search?q=oil&limit=5", kSearchRoute, 1'000'000'020, "https://news.example") != search);
  CHECK(tag("/api/v1/count?q=oil", kCountRoute) != tag("/api/v1/terms?q=oil", kTermsRoute));
  CHECK(tag("/api/v1/articles/a", kArticleRoute) != tag("/api/v1/articles/b", kArticleRoute));
  CHECK(tag("/api/v1/articles/ab?highlight=c", kArticleRoute) != tag("/api/v1/articles/a?highlight=bc", kArticleRoute));
  const std::string relative = "/api/v1/search?q=oil&since=7d";
  CHECK(tag(relative) == tag(relative, kSearchRoute, 1'000'000'079));
  CHECK(tag(relative) != tag(relative, kSearchRoute, 1'000'000'080));
  archive.add(ArticleMaker(2).many(1));
  CHECK(tag("/api/v1/search?q=oil&limit=5") != search);
}

TEST_CASE("A list of tags names one or does not", "[web][replies]") {
  struct Case {
    const char* list;
    bool known;
  };
  const Case cases[] = {
      {R"(W/"abc-def")", true},  {R"("abc-def")", true}, {R"(W/"x", W/"abc-def", "y")", true}, {R"(W/"abc-de")", false},
      {R"("bc-def")", false},    {"abc-def", false},     {R"(W/"abc-def2")", false},           {"", false},
      {R"(W/"ABC-DEF")", false},
  };
  for (const Case& c : cases) {
    INFO(c.list);
    CHECK(is_known(c.list, R"(W/"abc-def")") == c.known);
    CHECK(!is_known(c.list, ""));
  }
}
