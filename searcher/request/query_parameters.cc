#include "searcher/request/parameter_rows.h"
#include "searcher/request/words.h"

namespace broadtape {
namespace {

constexpr std::uint32_t kSeveralQueryVerbs = kCountVerb | kTimelineVerb;
constexpr std::uint32_t kSeveralQueryRoutes = kCountRoute | kTimelineRoute;

}  // namespace

// A table.
// NOLINTNEXTLINE(readability-function-size)
std::vector<ParameterRow> query_rows() {
  return {
      {.name = "q",
       .batch = "text",
       .verbs = kSearchVerbs | kFacetsVerb | kTermsVerb | kExplainVerb | kSaveVerb,
       .routes = kQueryRoutes & ~kSeveralQueryRoutes,
       .help = "the query, in the language of docs/query-language.md"},
      {.name = "q",
       .verbs = kSeveralQueryVerbs,
       .routes = kSeveralQueryRoutes,
       .occurs = Occurs::kRepeated,
       .help = "a query, in the language of docs/query-language.md"},
      {.name = "q", .routes = kSuggestRoute, .help = "the beginning of a word, symbol or name"},
      {.name = "since",
       .option = "since",
       .batch = "since",
       .value_name = "DATE",
       .verbs = kFilterVerbs,
       .routes = kFilterRoutes,
       .help =
           "published on this date or later: 2025, 2025-01-30, 2025-Q1, jan 2025, yesterday, last week, 7d, 24h, 90m "
           "(minutes), 6mo (months), ytd, 2025-01..2025-03; docs/query-language.md has all forms"},
      {.name = "until",
       .option = "until",
       .batch = "until",
       .value_name = "DATE",
       .verbs = kFilterVerbs,
       .routes = kFilterRoutes,
       .help = "published on this date or earlier, in the same forms; includes the whole of a day, month or year"},
      {.name = "published.gte",
       .routes = kFilterRoutes,
       .help = "published at this time or later; a day, month or year means its beginning"},
      {.name = "published.lt",
       .routes = kFilterRoutes,
       .help = "published before this time; a day, month or year means its beginning"},
      {.name = "ticker",
       .alias = "tickers",
       .option = "ticker",
       .batch = "ticker",
       .value_name = "SYMBOL",
       .verbs = kQueryVerbs,
       .routes = kQueryRoutes,
       .occurs = Occurs::kList,
       .help = "mentions any of these companies: NVDA or NVDA,AMD",
       .completes = Completes::kTickers},
      {.name = "company",
       .option = "company",
       .batch = "company",
       .value_name = "NAME",
       .verbs = kQueryVerbs,
       .routes = kQueryRoutes,
       .occurs = Occurs::kList,
       .help = "mentions any of these companies, by key, name or symbol: general-motors",
       .completes = Completes::kCompanies},
      {.name = "source",
       .alias = "sources",
       .option = "source",
       .batch = "source",
       .value_name = "NAME",
       .verbs = kFilterVerbs,
       .routes = kFilterRoutes,
       .occurs = Occurs::kList,
       .help = "from any of these outlets; a name that contains a comma goes in double quotes",
       .completes = Completes::kSources},
      {.name = "author",
       .option = "author",
       .batch = "author",
       .value_name = "NAME",
       .verbs = kQueryVerbs,
       .routes = kQueryRoutes,
       .occurs = Occurs::kList,
       .help = "with these words in the byline, next to each other: lee, \"maria lee\""},
      {.name = "filter",
       .option = "filter",
       .value_name = "QUERY",
       .verbs = kQueryVerbs,
       .routes = kQueryRoutes,
       .occurs = Occurs::kRepeated,
       .help = "must also match these fields and exclusions, which do not affect the order: label:acq, "
               "-source:\"Harbor Wire\"; may be repeated"},
      {.name = "match",
       .option = "match",
       .batch = "match",
       .value_name = "HOW",
       .verbs = kSearchVerbs,
       .routes = kSearchRoute,
       .form = ParameterForm::kWord,
       .help =
           "words that an article must have: all, any or best (all, or else some); default: best, and all in jsonl, "
           "csv, feeds and batch",
       .words = names_in(kSearchMatchWords)},
      {.name = "match",
       .option = "match",
       .value_name = "HOW",
       .verbs = kQueryVerbs & ~kSearchVerbs,
       .routes = kQueryRoutes & ~kSearchRoute,
       .form = ParameterForm::kWord,
       .help = "words that an article must have: all or any (all)",
       .words = names_in(kMatchWords)},
      {.name = "recency",
       .option = "recency",
       .value_name = "HALFLIFE",
       .verbs = kSearchVerbs | kExplainVerb,
       .routes = kSearchRoute | kExplainRoute,
       .help = "rank newer articles higher: an article older by this much counts half; 30d, 6mo"},
  };
}

}  // namespace broadtape
