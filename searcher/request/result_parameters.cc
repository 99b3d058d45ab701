#include "searcher/output/result_fields.h"
#include "searcher/request/parameter_rows.h"
#include "searcher/request/words.h"
#include "searcher/search/facets.h"

namespace broadtape {

// A table.
// NOLINTNEXTLINE(readability-function-size)
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

}  // namespace broadtape
