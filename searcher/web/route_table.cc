#include "searcher/web/route_table.h"

#include <optional>

#include "searcher/web/api.h"
#include "searcher/web/url.h"

namespace broadtape {
namespace {

constexpr std::size_t kMostBodyBytes = std::size_t{256} << 10;

// The part of `path` at the place in braces of `route`, if the rest is equal and the part is not empty.
std::optional<std::string_view> part_at_place(std::string_view path, std::string_view route) {
  const std::size_t place = route.find('{'), rest = route.find('}') + 1;
  const std::string_view ending = route.substr(rest);
  if (path.size() <= place + ending.size() || !path.starts_with(route.substr(0, place)) || !path.ends_with(ending))
    return std::nullopt;
  const std::string_view part = path.substr(place, path.size() - place - ending.size());
  if (part.find('/') != std::string_view::npos) return std::nullopt;
  return part;
}

}  // namespace

const std::vector<ApiRoute> kApiRoutes = {
    {"/search", "search", kSearchRoute, Lane::kSearch, "Ranked results with snippets; facets on demand", "find",
     answer_search, nullptr, kMostBodyBytes},
    {"/batch", "batch", kBatchRoute, Lane::kExport, "Several requests in one, answered one after the other",
     "batch_answer", nullptr, nullptr, kMostBodyBytes},
    {"/count", "count", kCountRoute, Lane::kSearch, "How many articles", "count", answer_count},
    {"/facets", "facets", kFacetsRoute, Lane::kSearch,
     "Counts by company, outlet, author, topic, language and time, beside the archive's", "facets", answer_facets},
    {"/timeline", "timeline", kTimelineRoute, Lane::kSearch, "Counts by period, with peaks and their reasons",
     "timeline", answer_timeline},
    {"/terms", "terms", kTermsRoute, Lane::kSearch, "The words and companies that set a result apart", "terms",
     answer_terms},
    {"/articles/{id}", "article", kArticleRoute, Lane::kSearch, "One article, whole, with its earlier versions", "show",
     answer_article},
    {"/similar/{id}", "similar", kSimilarRoute, Lane::kSearch, "Articles like one", "similar", answer_similar},
    {"/stories/{id}", "story", kStoryRoute, Lane::kSearch,
     "The reports of an article's story in order, with what changed", "story", answer_story},
    {"/explain", "explain", kExplainRoute, Lane::kSearch, "How a query is carried out, why an article is found or not",
     "explain", answer_explain},
    {"/coverage", "coverage", kCoverageRoute, Lane::kSearch, "What the archive holds, and where it has holes",
     "coverage", answer_coverage},
    {"/saved", "saved", kSavedRoute, Lane::kSearch, "The saved searches, and how many articles are new for each",
     "saved", answer_saved, saved_dependence},
    {"/saved/{name}.atom", "news-feed", kNewsFeedRoute, Lane::kSearch,
     "What a saved search finds as an Atom feed, the last added first", "", answer_news_feed, news_feed_dependence},
    {"/saved/{name}", "news", kNewsRoute, Lane::kSearch, "What came for a saved search after a run", "find",
     answer_news, news_dependence},
    {"/suggest", "suggest", kSuggestRoute, Lane::kSearch, "Companies, outlets and words that begin so", "suggest",
     answer_suggest},
    {"/stats", "stats", kStatsRoute, Lane::kSearch, "What the archive holds in all", "stats", answer_stats},
    {"/healthz", "healthz", kHealthRoute, Lane::kSearch, "Whether the archive can be searched", "healthz",
     answer_health},
    {"/metrics", "metrics", kMetricsRoute, Lane::kHere, "Statistics of the server, as Prometheus text", "", nullptr},
    {"/openapi.json", "openapi", kOpenApiRoute, Lane::kHere, "This description", "", nullptr},
};

RouteMatch find_route(std::string_view path) {
  for (const std::string_view alias : {"/healthz", "/metrics"}) {
    if (path == alias) return find_route(std::string(kApiBase) + std::string(path));
  }
  if (!path.starts_with(kApiBase)) return {};
  path.remove_prefix(kApiBase.size());
  for (const ApiRoute& route : kApiRoutes) {
    if (route.path.find('{') == std::string_view::npos) {
      if (path == route.path) return {&route, {}};
    } else if (const std::optional<std::string_view> part = part_at_place(path, route.path)) {
      return {&route, decode_url(*part)};
    }
  }
  return {};
}

}  // namespace broadtape
