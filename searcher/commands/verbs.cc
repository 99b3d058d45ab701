// The tables of the command line: verbs, and the options that are not parameters of a request.
#include "common/command_line/generate.h"
#include "searcher/commands/commands.h"

namespace broadtape {

namespace {

// Verbs whose output may go through a pager: not those that print incrementally or serve scripts.
constexpr std::uint32_t kPagedVerbs = ~(kBatchVerb | kCompleteValueVerb | kServeVerb);

const std::vector<VerbRow> kVerbs = {
    {"find",
     kFindVerb,
     "[QUERY]",
     "search; the default if the first word is not a verb",
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
    {"again",
     kAgainVerb | kFindVerb,
     "[QUERY]",
     "ask the last query once more, narrowed",
     "The query is the last one that find showed on a terminal, with its filters. Words given now have to be in the "
     "articles as well, those of --exclude must not; options given now take the place of those given then. The whole "
     "query is shown on standard error.",
     {{"tape-search again -x gaming", "Without what got in the way"},
      {"tape-search again margins --since 30d", "With one more word, and newer"}},
     run_again,
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
    {"save",
     kSaveVerb,
     "NAME QUERY...",
     "save a query in the archive, to be told of the articles to come",
     "The options that select articles are saved with the query; relative dates are read anew each time. NAME has "
     "letters, digits, - and _.",
     {{"tape-search save rate-cuts '\"rate cut\" -Fed'"},
      {"tape-search save chips GPU demand --ticker NVDA,AMD", "With filters"}},
     run_save},
    {"new",
     kNewVerb,
     "NAME",
     "list the articles of a saved search that the archive learned of since it was last asked",
     "Lists each article once, the last added first, whatever its date. A new version of an article that the search "
     "had "
     "found is listed again, as corrected. What was listed counts as asked once the whole output is written: if that "
     "fails, the next call lists it again.",
     {{"tape-search new rate-cuts", "Status 0 if there are any, 1 if not"},
      {"tape-search new chips --peek", "Without counting them as asked"},
      {"tape-search new chips --format jsonl --fields news,id,title,url", "For a script"}},
     run_new},
    {"saved",
     kSavedVerb,
     "",
     "list the saved searches: how much is new, and when they were asked last",
     "",
     {{"tape-search saved"}, {"tape-search saved --delete rate-cuts", "Without it from here on"}},
     run_saved},
    {"alert",
     kAlertVerb,
     "",
     "deliver what is new for the saved searches with alerts",
     "For searches that were saved with --alert TARGET: command:COMMAND gets JSON on its standard input, "
     "mailto:ADDRESS "
     "a mail by sendmail, https://... a signed request. Each article is delivered once, and again if it is not certain "
     "that the delivery succeeded; its id then is the same. Deliveries that fail are tried again by later calls. "
     "tape-index add --alert calls it after each run.",
     {{"tape-search save shortages GPU shortage --alert 'command:notify-desk'", "New articles go to that command"},
      {"tape-search alert", "After each run of tape-index add, or by a timer"},
      {"tape-search alert --retry", "Try deliveries again that wait after a failure"}},
     run_alert},
    {"show",
     kShowVerb,
     "ID...",
     "print whole articles and their versions",
     "The first four characters of an id suffice if they are unique.",
     {{"tape-search show pzwxlrzffdosm6bx"},
      {"tape-search show pzwx --highlight 'GPU demand'", "With the words of a query marked"},
      {"tape-search show pzwx --format json | jq -r .body", "Only its text"}},
     run_show},
    {"similar",
     kSimilarVerb,
     "ID",
     "articles that share the characteristic words and companies of this one",
     "Words of the title and the lead weigh more. Near copies are marked; the article's own versions are left out.",
     {{"tape-search similar pzwxlrzffdosm6bx", "More like this"},
      {"tape-search similar pzwx --since 2025-02 --limit 5", "Later articles on the story"}},
     run_similar},
    {"story",
     kStoryVerb,
     "ID",
     "who reported the story of an article when, and what changed from report to report",
     "ID is that of any article of the story. Each report is compared with the version before, or else with the "
     "earlier "
     "report that has most words in common. Words are compared, white space is not.",
     {{"tape-search story pzwxlrzffdosm6bx", "The reports, oldest first"},
      {"tape-search story pzwx --format csv", "For a spreadsheet: who had it when, and how many words changed"}},
     run_story},
    {"terms",
     kTermsVerb,
     "QUERY",
     "the words and companies that distinguish the results of a query from the rest of the archive",
     "Companies are counted in all results, words in an evenly spaced sample of 200.",
     {{"tape-search terms tariffs --since 2025", "What the articles on tariffs are about"},
      {"tape-search terms ticker:NVDA --limit 30 --format csv", "Thirty of each, for a spreadsheet"}},
     run_terms,
     Completes::kQuery},
    {"explain",
     kExplainVerb,
     "QUERY",
     "how a query is parsed and executed, and why it does or does not find an article",
     "Shows the words as the index has them, the query's parts with how many articles have each, and the time that "
     "each "
     "step took. With --id: which part that article lacks, or how its score adds up.",
     {{"tape-search explain 'tariff* w/5 (steel OR aluminium)' --since 2025"},
      {"tape-search explain 'DeepSeek GPU demand' --id pzwx", "Why that article has its rank"}},
     run_explain,
     Completes::kQuery},
    {"complete-value",
     kCompleteValueVerb,
     "KIND PREFIX",
     "values of the archive, for completion",
     "",
     {},
     run_complete_value,
     Completes::kNothing,
     true},
    {"timeline",
     kTimelineVerb,
     "QUERY...",
     "count a query's articles by day, week, month, quarter or year",
     "Each operand is a query; several are shown side by side. Periods with far more articles than their neighbourhood "
     "are marked as peaks, each with the words and companies that set it apart and its best headline.",
     {{"tape-search timeline DeepSeek --by day", "When it was written about, and why then"},
      {"tape-search timeline DeepSeek Nvidia --since 2025-01 --until 2025-03", "Two queries side by side"},
      {"tape-search timeline '\"rate cut\"' --by month --format csv", "Counts and shares for a spreadsheet"}},
     run_timeline,
     Completes::kQuery},
    {"facets",
     kFacetsVerb,
     "[QUERY]",
     "count a query's articles by company, outlet, author, topic or time, beside the whole archive",
     "All words of the command line make one query. Each value has its share of the articles found, how many articles "
     "of the archive have it, the lift (share of those found by share of the archive) and how unusual that is. Without "
     "a query the facets are those of the whole archive.",
     {{"tape-search facets 'GPU demand' --by ticker,source", "Which companies and outlets"},
      {"tape-search facets tariffs --by ticker --sort lift", "Which companies are unusually present"},
      {"tape-search facets --by weekday,hour --timezone America/New_York", "When the archive's articles appear"}},
     run_facets,
     Completes::kQuery},
    {"count",
     kCountVerb,
     "QUERY...",
     "print how many articles a query finds",
     "Each operand is a query; of several each has a line.",
     {{"tape-search count '\"rate cut\"' --since 2025-01"}, {"tape-search count NVDA AMD INTC", "Three numbers"}},
     run_count,
     Completes::kQuery},
    {"coverage",
     kCoverageVerb,
     "",
     "report the archive's articles by source, month or year, and its gaps",
     "",
     {{"tape-search coverage", "Each outlet's span, gaps and density"},
      {"tape-search coverage --by month --source 'Harbor Wire'", "One outlet's gaps by month"}},
     run_coverage},
    {"serve",
     kServeVerb,
     "",
     "answer over HTTP, and show a web page",
     "Serves the page and the API (docs/http-api.md) until Ctrl-C or SIGTERM, and then finishes requests in progress. "
     "Articles added by tape-index are visible to the next request. Addresses other than loopback require a token, or "
     "--public. Searches run in separate processes, and are stopped when they take too long.",
     {{"tape-search serve", "For this machine: http://127.0.0.1:8321/"},
      {"tape-search serve --listen 0.0.0.0:8080 --token-file ~/.broadtape-token --host news.example",
       "For a team, under a host name"},
      {"tape-search serve --public --listen 0.0.0.0 --access-log access.jsonl --max-query-words 30",
       "For everybody who can reach it"}},
     run_serve},
};

const OptionRow kFirstOption = {
    "exclude", "WORD", kAgainVerb, true, "without the articles that have this word, phrase or field:value", 'x'};

const std::vector<OptionRow> kVerbOptions = {
    {"scores", "", kFindVerb | kSimilarVerb, false, "show each result's score"},
    {"replace", "", kSaveVerb, false, "replace the query of a saved search; what it was asked for stays as it is"},
    {"alert", "TARGET", kSaveVerb, true,
     "deliver what is new to command:COMMAND, mailto:ADDRESS or https://...; none with --replace ends it"},
    {"alert-articles", "N", kSaveVerb, false, "articles in a delivery at most (100); 1 for one each"},
    {"retry", "", kAlertVerb, false, "also try deliveries that failed and wait"},
    {"peek", "", kNewVerb, false, "do not count the articles as asked: the next call lists them again"},
    {"delete", "NAME", kSavedVerb, true, "delete this saved search instead"},
    {"threads", "N", kBatchVerb, false, "worker threads; default: one per processor"},
    {"run-tag", "NAME", kBatchVerb, false, "the last column of a TREC run (broadtape)"},
    {"listen", "ADDRESS", kServeVerb, false,
     "address, :port, both (127.0.0.1:8321) or unix:PATH; port 0 selects a free one"},
    {"host", "NAME", kServeVerb, true, "an accepted host name, in addition to localhost and IP addresses"},
    {"base-path", "PATH", kServeVerb, false, "serve everything below this path, such as /news/"},
    {"public-url", "URL", kServeVerb, false,
     "the address by which clients reach the server, such as https://news.example/; for addresses in feeds"},
    {"allow-origin", "URL", kServeVerb, true,
     "pages of this origin, such as https://site.example, may read answers (CORS); * for all if there is no token"},
    {"trusted-proxy", "ADDR[/BITS]", kServeVerb, true,
     "a reverse proxy, a network of them, or unix for those on a socket file, whose X-Forwarded-... and Forwarded "
     "headers are used"},
    {"token-file", "FILE", kServeVerb, false, "require the token in this file", 0, Completes::kFile},
    {"public", "", kServeVerb, false, "serve on non-loopback addresses without a token"},
    {"access-log", "FILE", kServeVerb, false, "append a JSON object for each request; - for standard output", 0,
     Completes::kFile},
    {"workers", "N", kServeVerb, false, "concurrent searches, each in its own process; default: one per processor"},
    {"max-requests", "N", kServeVerb, false, "running and queued searches; further ones get 503 (64)"},
    {"max-exports", "N", kServeVerb, false, "concurrent csv and jsonl streams; further ones get 503 (2)"},
    {"max-connections", "N", kServeVerb, false, "open connections in total (512)"},
    {"max-connections-per-address", "N", kServeVerb, false,
     "open connections of one address that is not a trusted proxy (256)"},
    {"max-header-bytes", "N", kServeVerb, false, "size of a request's header block (16384)"},
    {"max-query-bytes", "N", kServeVerb, false, "size of a query in bytes (2000)"},
    {"max-query-words", "N", kServeVerb, false, "size of a query in words (100)"},
    {"max-expansion", "N", kServeVerb, false, "maximum number of words that a wildcard matches (1000)"},
    {"search-timeout", "SECONDS", kServeVerb, false,
     "time limit of a search, including time in the queue (10); 0.5 is possible"},
    {"export-timeout", "SECONDS", kServeVerb, false,
     "time limit of a csv or jsonl stream, or of a client that reads another response slowly (600)"},
    {"slow-timeout", "SECONDS", kServeVerb, false,
     "time limit for a header block to arrive, and for a client to read more of its response (10)"},
    {"idle-timeout", "SECONDS", kServeVerb, false, "time limit between the requests of a connection (60)"},
};

const OptionRow kArchiveOption = {"archive",
                                  "DIR",
                                  kEveryVerb,
                                  true,
                                  "the archive, or several that are searched as one, by folder or by the names of "
                                  "the configuration file (reuters,sample); otherwise $BROADTAPE_ARCHIVE, then that of "
                                  "the file, then the XDG data folder",
                                  'a',
                                  Completes::kFolder};

const std::vector<OptionRow> kCommonOptions = {
    {"format-version", "N", kEveryVerb, false, "end with status 2 unless json, jsonl and csv have this version"},
    {"color", "WHEN", kEveryVerb, false, "auto, always or never; NO_COLOR in the environment turns auto off", 0,
     Completes::kWord, "auto always never"},
    {"hyperlinks", "WHEN", kEveryVerb, false,
     "auto, always or never: titles that a click opens; auto where the terminal is known to have them", 0,
     Completes::kWord, "auto always never"},
    {"no-pager", "", kPagedVerbs, false, "never show long text through $BROADTAPE_PAGER, $PAGER or less"},
    {"generate", "WHAT", kEveryVerb, false, "print the man page, or completion for a shell", 0, Completes::kWord,
     kGeneratorNames},
    {"help", "", kEveryVerb, false, "print help on the verb", 'h'},
    {"version", "", kEveryVerb, false, "print the version"},
};

// The parameters of requests precede the verbs' other options; those common to all verbs are listed with the common
// options.
std::vector<OptionRow> all_options() {
  std::vector<OptionRow> options = {kFirstOption};
  const auto add_parameters = [&](bool common) {
    for (const ParameterRow& row : request_parameters()) {
      if (!row.option.empty() && (row.verbs == kEveryVerb) == common) options.push_back(option_row(row));
    }
  };
  add_parameters(false);
  options.insert(options.end(), kVerbOptions.begin(), kVerbOptions.end());
  options.push_back(kArchiveOption);
  add_parameters(true);
  options.insert(options.end(), kCommonOptions.begin(), kCommonOptions.end());
  return options;
}

}  // namespace

const ProgramRow& tape_search_program() {
  static const std::vector<OptionRow> options = all_options();
  static const ProgramRow program = {
      "tape-search",
      BROADTAPE_VERSION,
      "search an archive of news",
      "Searches an archive of news created by tape-index.",
      kVerbs,
      options,
      "find",
      {{"0", "found"},
       {"1", "nothing found"},
       {"2", "bad usage, or an invalid query"},
       {"3", "the archive is missing, damaged, of a newer version or unreachable, or the output cannot be written"},
       {"130", "interrupted by Ctrl-C"},
       {"141", "the reader of the output has closed it"}},
      {{"BROADTAPE_ARCHIVE", "The archive's folder if --archive is not given."},
       {"BROADTAPE_CONFIG", "The configuration file; /dev/null for none."},
       {"XDG_CONFIG_HOME", "Its file broadtape/config.toml is the configuration; default: ~/.config."},
       {"XDG_DATA_HOME", "The archive is its folder broadtape if neither is given; default: ~/.local/share."},
       {"COLUMNS", "The width of text; default: the width of the terminal, from 60 to 200 columns."},
       {"NO_COLOR", "With any value: no colour, unless --color always."},
       {"BROADTAPE_PAGER, PAGER",
        "The program that displays text longer than the screen; cat disables paging. Default: less -FRX."}},
      {{"~/.config/broadtape/config.toml", "The configuration file."},
       {"~/.local/share/broadtape", "The archive, unless another is named."},
       {"~/.local/state/broadtape/last-query.json",
        "The last query, for again; in $XDG_STATE_HOME where that is set."}},
      {"tape-index(1)"},
      {{"title"},
       {"lead"},
       {"id"},
       {"ticker", Completes::kTickers},
       {"about", Completes::kTickers},
       {"company", Completes::kCompanies},
       {"source", Completes::kSources},
       {"author"},
       {"lang"},
       {"label"},
       {"is", Completes::kWord, "undated corrected superseded future"},
       {"story"},
       {"date"},
       {"first_seen"},
       {"words"}},
  };
  return program;
}

}  // namespace broadtape
