#include "searcher/request/parameters.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "searcher/output/result_fields.h"
#include "searcher/request/words.h"
#include "searcher/search/facets.h"

namespace broadtape {
namespace {

constexpr std::uint32_t kFilterVerbs = kQueryVerbs | kCoverageVerb;
constexpr std::uint32_t kFilterRoutes = kQueryRoutes | kCoverageRoute;
constexpr std::uint32_t kSeveralQueryVerbs = kCountVerb | kTimelineVerb;
constexpr std::uint32_t kSeveralQueryRoutes = kCountRoute | kTimelineRoute;

template <class Rows>
std::string names_of(const Rows& rows) {
  std::string names;
  for (const auto& row : rows) names += (names.empty() ? "" : " ") + std::string(row.name);
  return names;
}

std::string joined(std::string_view help, std::string_view note) {
  return note.empty() ? std::string(help) : std::string(help) + "; " + std::string(note);
}

// These functions are tables.
// NOLINTBEGIN(readability-function-size)

std::vector<ParameterRow> query_rows() {
  return {
      {.name = "q",
       .batch = "text",
       .verbs = kSearchVerbs | kFacetsVerb | kTermsVerb | kExplainVerb,
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
      {.name = "tickers",
       .option = "ticker",
       .batch = "tickers",
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
      {.name = "sources",
       .option = "source",
       .batch = "sources",
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

std::vector<ParameterRow> result_rows() {
  return {
      {.name = "sort",
       .option = "sort",
       .batch = "sort",
       .value_name = "ORDER",
       .verbs = kSearchVerbs,
       .routes = kSearchRoute,
       .form = ParameterForm::kWord,
       .help = "order of results: relevance, newest, oldest, stored, source, ticker, length (longest first) or "
               "first-seen (last added "
               "first)",
       .words = names_in(kSortWords)},
      {.name = "collapse",
       .option = "collapse",
       .batch = "collapse",
       .value_name = "WHAT",
       .verbs = kSearchVerbs,
       .routes = kSearchRoute,
       .form = ParameterForm::kWord,
       .help = "list once what says the same: none, copies (nearly the same text) or story (copies, flashes that grew, "
               "and corrections)",
       .option_note = "default: story in text, otherwise none",
       .api_note = "default: none",
       .words = names_in(kCollapseWords)},
      {.name = "limit",
       .option = "limit",
       .letter = 'n',
       .batch = "limit",
       .value_name = "N",
       .verbs = kSearchVerbs,
       .routes = kSearchRoute,
       .form = ParameterForm::kNumber,
       .help = "maximum number of results; default: 10, unlimited in jsonl and csv",
       .option_note = "a number or all",
       .api_note = "at most 200 in json",
       .option_most = kMostResults,
       .api_most = kMostResults,
       .takes_all = true},
      {.name = "offset",
       .option = "offset",
       .value_name = "N",
       .verbs = kFindVerb,
       .form = ParameterForm::kNumber,
       .help = "number of results to skip",
       .option_most = kMostResults},
      {.name = "cursor",
       .routes = kSearchRoute,
       .help = "value of next_cursor of the previous page; the other parameters must stay as they were"},
      {.name = "fields",
       .option = "fields",
       .value_name = "NAMES",
       .verbs = kSearchVerbs,
       .routes = kSearchRoute,
       .help = "members of each result, in this order; +NAMES adds to the default ones; record has all that tape-index "
               "add needs to make the article again",
       .option_note = "--fields help lists them",
       .words = names_of(kResultFields) + " " + names_of(kResultFieldSets),
       .completes = Completes::kWords},
      {.name = "everything",
       .option = "all",
       .verbs = kFindVerb,
       .routes = kSearchRoute,
       .form = ParameterForm::kFlag,
       .help = "find every article if there are neither words nor filters"},
      {.name = "facets",
       .option = "facets",
       .value_name = "NAMES",
       .verbs = kSearchVerbs,
       .routes = kSearchRoute,
       .form = ParameterForm::kWords,
       .occurs = Occurs::kList,
       .help = "count all results by these facets, with commas between; company is another name of ticker",
       .words = names_of(kFacets),
       .completes = Completes::kWords},
      {.name = "facet_limit",
       .option = "facet-limit",
       .value_name = "N",
       .verbs = kSearchVerbs,
       .routes = kSearchRoute,
       .form = ParameterForm::kNumber,
       .help = "values of each facet (10); 0 for all",
       .option_most = kMostResults,
       .api_most = kMostResults},
  };
}

std::vector<ParameterRow> view_rows() {
  return {
      {.name = "collapse",
       .option = "collapse",
       .value_name = "WHAT",
       .verbs = kCountVerb,
       .routes = kCountRoute,
       .form = ParameterForm::kWord,
       .help = "count once what says the same: none, copies or story; default: none",
       .words = names_in(kCollapseWords)},
      {.name = "by",
       .option = "by",
       .value_name = "PERIOD",
       .verbs = kTimelineVerb,
       .routes = kTimelineRoute,
       .form = ParameterForm::kWord,
       .help = "length of the periods: day, week, month, quarter or year; default: auto, by the range of dates",
       .words = names_in(kPeriodWords)},
      {.name = "by",
       .option = "by",
       .value_name = "NAMES",
       .verbs = kFacetsVerb,
       .routes = kFacetsRoute,
       .form = ParameterForm::kWords,
       .occurs = Occurs::kList,
       .help = "facets to count (default ticker,source,month), with commas between; company is another name of ticker",
       .words = names_of(kFacets),
       .completes = Completes::kWords},
      {.name = "by",
       .option = "by",
       .value_name = "WHAT",
       .verbs = kCoverageVerb,
       .routes = kCoverageRoute,
       .form = ParameterForm::kWord,
       .help = "rows of the report: source, month or year (source)",
       .words = names_in(kCoverageWords)},
      {.name = "peaks",
       .option = "peaks",
       .value_name = "N",
       .verbs = kTimelineVerb,
       .routes = kTimelineRoute,
       .form = ParameterForm::kNumber,
       .help = "peaks to explain for each query (5); 0 for none",
       .option_most = 100,
       .api_most = 100},
      {.name = "limit",
       .option = "limit",
       .letter = 'n',
       .value_name = "N",
       .verbs = kFacetsVerb,
       .routes = kFacetsRoute,
       .form = ParameterForm::kNumber,
       .help = "values of each facet (10); 0 for all",
       .option_most = kMostResults,
       .api_most = kMostResults},
      {.name = "limit",
       .option = "limit",
       .letter = 'n',
       .value_name = "N",
       .verbs = kSimilarVerb,
       .routes = kSimilarRoute,
       .form = ParameterForm::kNumber,
       .help = "maximum number of articles (10)",
       .option_most = 1'000,
       .api_most = kMostPageResults},
      {.name = "limit",
       .option = "limit",
       .letter = 'n',
       .value_name = "N",
       .verbs = kTermsVerb,
       .routes = kTermsRoute,
       .form = ParameterForm::kNumber,
       .help = "maximum number of words, and of companies (20 and 10)",
       .option_most = 1'000,
       .api_most = 1'000},
      {.name = "limit",
       .routes = kSuggestRoute,
       .form = ParameterForm::kNumber,
       .help = "values of each kind (8)",
       .api_most = kMostSuggestedValues},
      {.name = "kinds",
       .routes = kSuggestRoute,
       .form = ParameterForm::kWords,
       .occurs = Occurs::kList,
       .help = "what to suggest; default: all kinds",
       .words = names_in(kSuggestKindWords)},
      {.name = "id",
       .option = "id",
       .value_name = "ID",
       .verbs = kExplainVerb,
       .routes = kExplainRoute,
       .help = "the article to explain, by its id, the identifier of its source, or its address"},
      {.name = "highlight",
       .option = "highlight",
       .value_name = "QUERY",
       .verbs = kShowVerb,
       .routes = kArticleRoute,
       .help = "mark the words of this query",
       .completes = Completes::kQuery},
      {.name = "versions",
       .option = "versions",
       .verbs = kShowVerb,
       .form = ParameterForm::kFlag,
       .help = "show the whole text of earlier versions, too"},
      {.name = "diff",
       .option = "diff",
       .verbs = kShowVerb,
       .routes = kArticleRoute,
       .form = ParameterForm::kFlag,
       .help = "show what changed from each earlier version to the next"},
      {.name = "limit",
       .option = "limit",
       .letter = 'n',
       .value_name = "N",
       .verbs = kStoryVerb,
       .routes = kStoryRoute,
       .form = ParameterForm::kNumber,
       .help = "maximum number of articles (200)",
       .option_most = 10'000,
       .api_most = kMostPageResults},
      {.name = "sort",
       .option = "sort",
       .value_name = "ORDER",
       .verbs = kFacetsVerb,
       .routes = kFacetsRoute,
       .form = ParameterForm::kWord,
       .help = "order of values: count, lift (most unusual first) or value",
       .words = names_in(kFacetSortWords)},
  };
}

std::vector<ParameterRow> detail_rows() {
  return {
      {.name = "now",
       .option = "now",
       .value_name = "TIME",
       .verbs = kFilterVerbs,
       .routes = kFilterRoutes | kArticleRoute,
       .help = "the time from which relative dates such as 7d count back; default: the present time",
       .api_note = "rounded to the minute"},
      {.name = "timezone",
       .option = "timezone",
       .value_name = "ZONE",
       .verbs = kFilterVerbs | kShowVerb | kStoryVerb,
       .routes = kFilterRoutes | kArticleRoute,
       .help = "time zone of days and of the times shown, such as America/New_York; default: UTC"},
      {.name = "fiscal_year_start",
       .option = "fiscal-year-start",
       .value_name = "MONTH",
       .verbs = kFilterVerbs,
       .routes = kFilterRoutes | kArticleRoute,
       .help = "the month in which fiscal years begin, for dates such as FY2025 and FY25-Q1; FY2025 ends in 2025"},
      {.name = "all_versions",
       .option = "all-versions",
       .verbs = kQueryVerbs,
       .routes = kQueryRoutes,
       .form = ParameterForm::kFlag,
       .help = "include earlier versions of articles"},
      {.name = "literal_ticker",
       .option = "literal-ticker",
       .verbs = kQueryVerbs,
       .routes = kQueryRoutes,
       .form = ParameterForm::kFlag,
       .help = "match the symbol of each article's day, whichever company had it"},
      {.name = "typing",
       .routes = kQueryRoutes,
       .form = ParameterForm::kFlag,
       .help = "the last word of the query may be the beginning of a word"},
      {.name = "snippet_length",
       .option = "snippet-length",
       .value_name = "N",
       .verbs = kSearchVerbs,
       .routes = kSearchRoute | kSimilarRoute,
       .form = ParameterForm::kNumber,
       .help = "approximate length of a snippet in characters (240); 0 for none",
       .option_most = 100'000,
       .api_most = 2'000},
      {.name = "no_snippets",
       .option = "no-snippets",
       .verbs = kSearchVerbs | kSimilarVerb,
       .form = ParameterForm::kFlag,
       .help = "show titles without snippets"},
      {.name = "format",
       .option = "format",
       .value_name = "FORM",
       .verbs = kEveryVerb,
       .help = "text, json, jsonl or csv; of batch: jsonl or trec",
       .words = names_of(kFormats),
       .completes = Completes::kWord},
      {.name = "format",
       .routes = kSearchRoute,
       .form = ParameterForm::kWord,
       .help = "the form of the answer",
       .words = "json jsonl csv rss atom"},
      {.name = "format",
       .routes = kRowRoutes & ~kSearchRoute,
       .form = ParameterForm::kWord,
       .help = "the form of the answer",
       .words = "json jsonl csv"},
      {.name = "csv_raw",
       .option = "csv-raw",
       .verbs = kEveryVerb,
       .routes = kRowRoutes,
       .form = ParameterForm::kFlag,
       .help = "do not escape csv cells that a spreadsheet would read as formulas"},
      {.name = "csv_bom",
       .option = "csv-bom",
       .verbs = kEveryVerb,
       .routes = kRowRoutes,
       .form = ParameterForm::kFlag,
       .help = "begin csv with a byte order mark, so that Excel detects UTF-8"},
  };
}

// NOLINTEND(readability-function-size)

std::vector<ParameterRow> all_rows() {
  std::vector<ParameterRow> all;
  for (std::vector<ParameterRow>& rows : std::array{query_rows(), result_rows(), view_rows(), detail_rows()}) {
    for (ParameterRow& row : rows) all.push_back(std::move(row));
  }
  for (ParameterRow& row : all) {
    row.option_help = joined(row.help, row.option_note);
    if (row.form == ParameterForm::kWords) row.option_help += fmt::format(": {}", fmt::join(words_of(row.words), ", "));
    row.api_help = joined(row.help, row.api_note);
    row.api_help.front() = static_cast<char>(row.api_help.front() - 'a' + 'A');
    if (row.form == ParameterForm::kWord) row.completes = Completes::kWord;
  }
  return all;
}

template <class Condition>
const ParameterRow* find_row(const Condition& condition) {
  const std::vector<ParameterRow>& rows = request_parameters();
  const auto row = std::find_if(rows.begin(), rows.end(), condition);
  return row == rows.end() ? nullptr : &*row;
}

}  // namespace

const std::vector<ParameterRow>& request_parameters() {
  static const std::vector<ParameterRow> rows = all_rows();
  return rows;
}

const ParameterRow* find_verb_parameter(std::string_view name, std::uint32_t verb_bits) {
  return find_row([&](const ParameterRow& row) { return row.name == name && (row.verbs & verb_bits) != 0; });
}

const ParameterRow* find_route_parameter(std::string_view name, std::uint32_t route_bit) {
  return find_row([&](const ParameterRow& row) { return row.name == name && (row.routes & route_bit) != 0; });
}

OptionRow option_row(const ParameterRow& row) {
  return {row.option,      row.value_name, row.verbs,     row.occurs != Occurs::kOnce,
          row.option_help, row.letter,     row.completes, row.words};
}

}  // namespace broadtape
