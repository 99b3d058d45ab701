#include "searcher/web/route_table.h"

#include "searcher/web/api.h"
#include "searcher/web/url.h"

namespace broadtape {
namespace {

constexpr std::string_view kIdPlace = "{id}";
constexpr std::string_view kFacetWords = "ticker source author year month week day weekday hour";
constexpr std::uint64_t kMostSnippetCharacters = 2'000;
constexpr std::uint64_t kMostRows = 1'000'000'000;

constexpr std::uint32_t kClockRoutes = kQueryRoutes | kArticleRoute | kCoverageRoute;
constexpr std::uint32_t kDateRoutes = kQueryRoutes | kCoverageRoute;

}  // namespace

const std::vector<ApiRoute> kApiRoutes = {
    {"/search", "search", kSearchRoute, Lane::kSearch, "Ranked results with snippets; facets on demand", "find",
     answer_search},
    {"/count", "count", kCountRoute, Lane::kSearch, "How many articles", "count", answer_count},
    {"/facets", "facets", kFacetsRoute, Lane::kSearch,
     "Counts by company, outlet, author and time, beside the archive's", "facets", answer_facets},
    {"/timeline", "timeline", kTimelineRoute, Lane::kSearch, "Counts by period, with peaks and their reasons",
     "timeline", answer_timeline},
    {"/terms", "terms", kTermsRoute, Lane::kSearch, "The words and companies that set a result apart", "terms",
     answer_terms},
    {"/articles/{id}", "article", kArticleRoute, Lane::kSearch, "One article, whole, with its earlier versions", "show",
     answer_article},
    {"/similar/{id}", "similar", kSimilarRoute, Lane::kSearch, "Articles like one", "similar", answer_similar},
    {"/explain", "explain", kExplainRoute, Lane::kSearch, "How a query is carried out, why an article is found or not",
     "explain", answer_explain},
    {"/coverage", "coverage", kCoverageRoute, Lane::kSearch, "What the archive holds, and where it has holes",
     "coverage", answer_coverage},
    {"/suggest", "suggest", kSuggestRoute, Lane::kSearch, "Companies, outlets and words that begin so", "suggest",
     answer_suggest},
    {"/stats", "stats", kStatsRoute, Lane::kSearch, "What the archive holds in all", "stats", answer_stats},
    {"/healthz", "healthz", kHealthRoute, Lane::kSearch, "Whether the archive can be searched", "healthz",
     answer_health},
    {"/metrics", "metrics", kMetricsRoute, Lane::kHere, "The server's own figures, as Prometheus text", "", nullptr},
    {"/openapi.json", "openapi", kOpenApiRoute, Lane::kHere, "This description", "", nullptr},
};

const std::vector<ParameterRow> kParameters = {
    {"q", kQueryRoutes, ParameterForm::kText, false, "The query; docs/query-language.md has the language"},
    {"q", kSuggestRoute, ParameterForm::kText, false, "The beginning of what is being typed"},
    {"tickers", kQueryRoutes, ParameterForm::kText, true, "Mentions any of these companies: NVDA,AMD"},
    {"sources", kDateRoutes, ParameterForm::kText, true,
     "From any of these outlets; a name with a comma in double quotes"},
    {"since", kDateRoutes, ParameterForm::kText, false,
     "Published then or later: 2025, 2025-01, 2025-01-30, 2025-01-30T14:05Z, 7d, 3w, 6mo, 1y"},
    {"until", kDateRoutes, ParameterForm::kText, false,
     "Published then or earlier; a day, month or year is inside to its end"},
    {"published.gte", kDateRoutes, ParameterForm::kText, false,
     "Published at this time or later; a day, month or year means its beginning"},
    {"published.lt", kDateRoutes, ParameterForm::kText, false,
     "Published before this time; a day, month or year means its beginning"},
    {"timezone", kClockRoutes, ParameterForm::kText, false, "Where days begin: America/New_York; otherwise UTC"},
    {"now", kClockRoutes, ParameterForm::kText, false,
     "What 7d and the like count back from; otherwise the clock, to the minute"},
    {"match", kQueryRoutes, ParameterForm::kWord, false,
     "All words, strictly, or any of them; otherwise all, or else some", "all any"},
    {"all_versions", kQueryRoutes, ParameterForm::kFlag, false, "Earlier versions of articles too"},
    {"literal_ticker", kQueryRoutes, ParameterForm::kFlag, false, "A symbol means what it says, whoever had it when"},
    {"everything", kSearchRoute, ParameterForm::kFlag, false,
     "Every article, where there are neither words nor filters"},
    {"sort", kSearchRoute, ParameterForm::kWord, false, "The order of results", "relevance newest oldest stored"},
    {"sort", kFacetsRoute, ParameterForm::kWord, false, "Most frequent first, most unusual first, or by value",
     "count lift value"},
    {"limit",
     kSearchRoute,
     ParameterForm::kNumber,
     false,
     "Results: at most 200, 10 without it; of jsonl and csv any number, all without it",
     {},
     kMostRows},
    {"limit", kFacetsRoute, ParameterForm::kNumber, false, "Values of each facet (10); 0 for all", {}, kMostRows},
    {"limit", kTermsRoute, ParameterForm::kNumber, false, "Words, and companies, at most (20 and 10)", {}, 1'000},
    {"limit", kSimilarRoute, ParameterForm::kNumber, false, "Articles (10)", {}, kMostPageResults},
    {"limit", kSuggestRoute, ParameterForm::kNumber, false, "Of each kind (8)", {}, kMostSuggestedValues},
    {"cursor", kSearchRoute, ParameterForm::kText, false,
     "next_cursor of the page before; the other parameters stay as they were"},
    {"facets", kSearchRoute, ParameterForm::kWords, true, "Counts of all results by these", kFacetWords},
    {"facet_limit", kSearchRoute, ParameterForm::kNumber, false, "Values of each facet (10); 0 for all", {}, kMostRows},
    {"by", kFacetsRoute, ParameterForm::kWords, true, "Which facets (ticker,source,month)", kFacetWords},
    {"by", kTimelineRoute, ParameterForm::kWord, false, "How long the periods are; auto, by the range of dates",
     "auto day week month quarter year"},
    {"by", kCoverageRoute, ParameterForm::kWord, false, "What is told of (source)", "source month year"},
    {"fields", kSearchRoute, ParameterForm::kText, false,
     "The members of results, in this order; +NAMES adds to the usual ones; record has all that an archive keeps"},
    {"recency", kSearchRoute | kExplainRoute, ParameterForm::kText, false,
     "Rank newer articles higher: one this much older counts half; 30d, 6mo"},
    {"snippet_length",
     kSearchRoute | kSimilarRoute,
     ParameterForm::kNumber,
     false,
     "Characters of a snippet, about (240); 0 for none",
     {},
     kMostSnippetCharacters},
    {"peaks",
     kTimelineRoute,
     ParameterForm::kNumber,
     false,
     "Peaks to explain, of each query (5); 0 for none",
     {},
     100},
    {"highlight", kArticleRoute, ParameterForm::kText, false, "A query whose words are marked in title and body"},
    {"id", kExplainRoute, ParameterForm::kText, false, "The article to explain"},
    {"kinds", kSuggestRoute, ParameterForm::kWords, true, "What to suggest; all of them without it",
     "tickers sources words"},
    {"format", kSearchRoute, ParameterForm::kWord, false, "The form of the answer", "json jsonl csv rss atom"},
    {"format", kRowRoutes & ~kSearchRoute, ParameterForm::kWord, false, "The form of the answer", "json jsonl csv"},
    {"csv_raw", kRowRoutes, ParameterForm::kFlag, false,
     "Leave csv cells alone that a spreadsheet would take for formulas"},
    {"csv_bom", kRowRoutes, ParameterForm::kFlag, false,
     "Begin csv with a byte order mark, by which Excel knows UTF-8"},
};

RouteMatch find_route(std::string_view path) {
  for (const std::string_view alias : {"/healthz", "/metrics"}) {
    if (path == alias) return find_route(std::string(kApiBase) + std::string(path));
  }
  if (!path.starts_with(kApiBase)) return {};
  path.remove_prefix(kApiBase.size());
  for (const ApiRoute& route : kApiRoutes) {
    const std::size_t place = route.path.find(kIdPlace);
    if (place == std::string_view::npos) {
      if (path == route.path) return {&route, {}};
      continue;
    }
    if (!path.starts_with(route.path.substr(0, place))) continue;
    const std::string_view id = path.substr(place);
    if (!id.empty() && id.find('/') == std::string_view::npos) return {&route, decode_url(id)};
  }
  return {};
}

}  // namespace broadtape
