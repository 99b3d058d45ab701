#include "searcher/commands/verbs.h"

#include "searcher/commands/batch.h"
#include "searcher/commands/find.h"
#include "searcher/commands/show.h"

namespace broadtape {

const std::vector<VerbRow> kVerbs = {
    {"find",
     kFindVerb,
     "[QUERY]",
     "search; taken when the first word is no verb",
     "All words of the command line make one query. A word that begins with a minus and a letter looks like an option: "
     "put the whole query in one pair of quotes, or write it after --.",
     {{"tape-search DeepSeek GPU demand", "Articles with all three words, the best first"},
      {"tape-search find '\"rate cut\" -Fed' --since 2025-01 --until 2025-03", "A phrase without a word, in a quarter"},
      {"tape-search 'tariff* (steel OR aluminium)' --source 'Harbor Wire' --sort newest",
       "One outlet's, the newest first"},
      {"tape-search --ticker NVDA,AMD --since 7d --facets source,month", "Who wrote about two companies, and when"},
      {"tape-search find earnings --format json --limit 100 | jq -r '.results[].title'", "Titles for a script"}},
     run_find,
     Completes::kQuery},
    {"batch",
     kBatchVerb,
     "[FILE]",
     "answer queries from a file or standard input, on all cores",
     "A query a line: JSON Lines with text and, if wanted, id, since, until, tickers, sources, match, sort and limit; "
     "or "
     "id, a tab and the text. Answers come in that order as JSON Lines, or with --format trec as a TREC run; how long "
     "they took goes to standard error.",
     {{"tape-search batch queries.jsonl > answers.jsonl", "Each answer is an object as of find, with the query's id"},
      {"tape-search batch topics.tsv --format trec --match any --limit 1000 > run.txt", "For trec_eval"},
      {"echo 'rate cut' | tape-search batch --fields id,title --limit 3", "From another program"}},
     run_batch},
    {"show",
     kShowVerb,
     "ID",
     "print a whole article and its versions",
     "The first four characters of an id will do if no other begins so.",
     {{"tape-search show mzxw6ytboi3dgnbv"}, {"tape-search show mzxw --format json | jq -r .body", "Its text alone"}},
     run_show},
};

const std::vector<OptionRow> kOptions = {
    {"since", "DATE", kFindVerb | kBatchVerb, false,
     "published then or later: 2025, 2025-01, 2025-01-30, 2025-01-30T14:05, 7d, 3w, 6mo, 1y"},
    {"until", "DATE", kFindVerb | kBatchVerb, false,
     "published then or earlier; a day, month or year is inside to its end"},
    {"ticker", "SYMBOL", kFindVerb | kBatchVerb, true, "mentions any of these companies: NVDA or NVDA,AMD", 0,
     Completes::kTickers},
    {"source", "NAME", kFindVerb | kBatchVerb, true, "from any of these outlets", 0, Completes::kSources},
    {"match", "HOW", kFindVerb | kBatchVerb, false, "all words, strictly, or any of them; otherwise all, or else most",
     0, Completes::kWord, "all any"},
    {"sort", "ORDER", kFindVerb | kBatchVerb, false, "relevance, newest or oldest", 0, Completes::kWord,
     "relevance newest oldest"},
    {"limit", "N", kFindVerb | kBatchVerb, false, "results to show: 10 of text and json, all of jsonl and csv; or all"},
    {"fields", "NAMES", kFindVerb | kBatchVerb, false,
     "the members of json, jsonl and csv, in this order; +NAMES adds to the usual ones; --fields help lists them", 0,
     Completes::kWords,
     "rank id external_id score title url source author published published_text first_seen language tickers companies "
     "labels words snippet body"},
    {"all", "", kFindVerb, false, "every article, where there are neither words nor filters"},
    {"offset", "N", kFindVerb, false, "results to pass over first"},
    {"facets", "NAMES", kFindVerb | kBatchVerb, true, "count by ticker, source, year, month, day; with commas", 0,
     Completes::kWords, "ticker source year month day"},
    {"facet-limit", "N", kFindVerb | kBatchVerb, false, "values of each facet (10); 0 for all"},
    {"now", "TIME", kFindVerb | kBatchVerb, false, "what 7d and the like count back from; otherwise the clock"},
    {"timezone", "ZONE", kFindVerb | kBatchVerb, false, "where days begin: America/New_York; otherwise UTC"},
    {"all-versions", "", kFindVerb | kBatchVerb, false, "earlier versions of articles too"},
    {"literal-ticker", "", kFindVerb | kBatchVerb, false, "a symbol means what it says, whoever had it when"},
    {"snippet-length", "N", kFindVerb | kBatchVerb, false, "characters of a snippet, about (240)"},
    {"no-snippets", "", kFindVerb | kBatchVerb, false, "titles only"},
    {"scores", "", kFindVerb, false, "show each result's score"},
    {"threads", "N", kBatchVerb, false, "worker threads; one per processor unless told"},
    {"run-tag", "NAME", kBatchVerb, false, "the last column of a TREC run (broadtape)"},
    {"archive", "DIR", kEveryVerb, false, "the archive; otherwise $BROADTAPE_ARCHIVE, then the XDG data folder", 0,
     Completes::kFolder},
    {"format", "FORM", kEveryVerb, false, "text, json, jsonl or csv; of batch: jsonl or trec", 0, Completes::kWord,
     "text json jsonl csv"},
    {"format-version", "N", kEveryVerb, false, "end with status 2 unless json, jsonl and csv have this version"},
    {"csv-raw", "", kEveryVerb, false, "leave csv cells alone that a spreadsheet would take for formulas"},
    {"csv-bom", "", kEveryVerb, false, "begin csv with a byte order mark, by which Excel knows UTF-8"},
    {"color", "WHEN", kEveryVerb, false, "auto, always or never; NO_COLOR in the environment turns auto off", 0,
     Completes::kWord, "auto always never"},
    {"help", "", kEveryVerb, false, "print help on the verb", 'h'},
    {"version", "", kEveryVerb, false, "print the version"},
};

const ProgramRow kTapeSearch = {
    "tape-search",
    BROADTAPE_VERSION,
    "search an archive of news",
    "Searches an archive of news that tape-index made.",
    kVerbs,
    kOptions,
    "find",
    {{"0", "found"},
     {"1", "nothing found"},
     {"2", "bad usage, or a query that cannot be understood"},
     {"3", "the archive is missing, damaged, too new or out of reach, or the output cannot be written"}},
    {{"BROADTAPE_ARCHIVE", "The archive's folder, where --archive does not name one."},
     {"XDG_DATA_HOME", "Its folder broadtape is the archive where neither names one; ~/.local/share by default."},
     {"COLUMNS", "How wide text is; otherwise as wide as the terminal, from 60 to 200 columns."},
     {"NO_COLOR", "With any value: no colour, unless --color always."}},
    {{"~/.local/share/broadtape", "The archive, unless another is named."}},
    {"tape-index(1)"},
};

}  // namespace broadtape
