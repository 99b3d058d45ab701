#include "searcher/commands/verbs.h"

#include <algorithm>

#include "searcher/commands/find.h"
#include "searcher/commands/show.h"

namespace broadtape {

const std::vector<VerbRow> kVerbs = {
    {"find",
     kFindVerb,
     "[QUERY]",
     "search; taken when the first word is no verb",
     {"tape-search DeepSeek GPU demand", "tape-search find '\"rate cut\" -Fed' --since 2025-01 --until 2025-03",
      "tape-search 'tariff* (steel OR aluminium)' --source 'Harbor Wire' --sort newest",
      "tape-search --ticker NVDA,AMD --since 7d --facets source,month",
      "tape-search find earnings --format json --limit 100 | jq -r '.results[].title'"},
     run_find},
    {"show",
     kShowVerb,
     "ID",
     "print a whole article and its versions; the first four characters of an id will do if no other begins so",
     {"tape-search show mzxw6ytboi3dgnbv", "tape-search show mzxw --format json | jq .body"},
     run_show},
};

const std::vector<OptionRow> kOptions = {
    {"archive", "DIR", kEveryVerb, false, "the archive; otherwise $BROADTAPE_ARCHIVE, then the XDG data folder"},
    {"since", "DATE", kFindVerb, false,
     "published then or later: 2025, 2025-01, 2025-01-30, 2025-01-30T14:05, 7d, 3w, 6mo, 1y"},
    {"until", "DATE", kFindVerb, false, "published then or earlier; a day, month or year is inside to its end"},
    {"ticker", "SYMBOL", kFindVerb, true, "mentions any of these companies: NVDA or NVDA,AMD"},
    {"source", "NAME", kFindVerb, true, "from any of these outlets"},
    {"match", "all|any", kFindVerb, false, "all words, strictly, or any of them; otherwise all, or else most"},
    {"sort", "ORDER", kFindVerb, false, "relevance, newest or oldest"},
    {"limit", "N|all", kFindVerb, false, "results to show: 10 of text and json, all of jsonl and csv"},
    {"fields", "NAMES", kFindVerb, false,
     "the members of json, jsonl and csv, in this order; +NAMES adds to the usual ones; --fields help lists them"},
    {"all", "", kFindVerb, false, "every article, where there are neither words nor filters"},
    {"offset", "N", kFindVerb, false, "results to pass over first"},
    {"facets", "NAMES", kFindVerb, true, "count by ticker, source, year, month, day; with commas"},
    {"facet-limit", "N", kFindVerb, false, "values of each facet (10); 0 for all"},
    {"now", "TIME", kFindVerb, false, "what 7d and the like count back from; otherwise the clock"},
    {"timezone", "ZONE", kFindVerb, false, "where days begin: America/New_York; otherwise UTC"},
    {"all-versions", "", kFindVerb, false, "earlier versions of articles too"},
    {"snippet-length", "N", kFindVerb, false, "characters of a snippet, about (240)"},
    {"no-snippets", "", kFindVerb, false, "titles only"},
    {"scores", "", kFindVerb, false, "show each result's score"},
    {"format", "FORM", kEveryVerb, false, "text, json, jsonl or csv"},
    {"format-version", "N", kEveryVerb, false, "end with status 2 unless json, jsonl and csv have this version"},
    {"csv-raw", "", kEveryVerb, false, "leave csv cells alone that a spreadsheet would take for formulas"},
    {"csv-bom", "", kEveryVerb, false, "begin csv with a byte order mark, by which Excel knows UTF-8"},
    {"color", "WHEN", kEveryVerb, false, "auto, always or never; NO_COLOR in the environment turns auto off"},
    {"help", "", kEveryVerb, false, "print help on the verb"},
    {"version", "", kEveryVerb, false, "print the version"},
};

const VerbRow* find_verb(std::string_view name) {
  const auto row = std::find_if(kVerbs.begin(), kVerbs.end(), [&](const VerbRow& verb) { return verb.name == name; });
  return row == kVerbs.end() ? nullptr : &*row;
}

}  // namespace broadtape
