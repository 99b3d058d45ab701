#include "common/archive/archive.h"
#include "common/command_line/generate.h"
#include "common/config/config.h"
#include "common/error/error.h"
#include "indexer/commands/commands.h"
#include "indexer/readers/reader.h"

namespace broadtape {
namespace {

// Which verbs take an option; one bit each.
enum VerbBit : std::uint32_t {
  kAddVerb = 1,
  kStatsVerb = 2,
  kVerifyVerb = 4,
  kCompactVerb = 8,
  kRemoveVerb = 16,
  kRecoverVerb = 32,
  kPreviewVerb = 64,
  kReindexVerb = 128,
  kCompaniesVerb = 256,
  kFetchVerb = 512,
  kWatchVerb = 1024,
  kInitVerb = 2048
};

constexpr std::uint32_t kPartsVerbs = kAddVerb | kPreviewVerb;
constexpr std::uint32_t kLiveVerbs = kFetchVerb | kWatchVerb;
constexpr std::uint32_t kReadingVerbs = kPartsVerbs | kLiveVerbs;

// The names of all forms, separated by blanks.
std::string_view form_names() {
  static const std::string names = [] {
    std::string list;
    for (std::size_t i = 0; i < kFormCount; ++i) list += (i == 0 ? "" : " ") + std::string(kForms[i].name);
    return list;
  }();
  return names;
}

const std::vector<VerbRow> kVerbs = {
    {"add",
     kAddVerb,
     "INPUT...",
     "read articles and index them",
     "An INPUT is a file, a folder (read recursively), an address (http, https) or - for standard input, each plain or "
     "inside gz, zst, xz, bz2, zip or tar. The form is detected by content. An article that is in the archive already "
     "is left unchanged; a changed article becomes a new version. Records and inputs that cannot be read are reported "
     "and skipped, and so are archives in a folder. Searches see the new articles when the run is complete; Ctrl-C "
     "publishes what was read so far.",
     {{"tape-index add news.jsonl.zst --archive ~/news", "Index a compressed file"},
      {"tape-index add reuters21578.tar.gz pages/ --rejects rejected.jsonl", "Save the records that cannot be read"},
      {"curl -s https://example.org/feed.json | tape-index add -", "From a pipe"},
      {"tape-index add export.csv --field title=Headline --field body=Text", "Name the columns"}},
     run_add,
     Completes::kFile,
     false,
     true},
    {"fetch",
     kFetchVerb,
     "URL...",
     "read what is new at addresses",
     "Asks each address once, on condition that it changed since it was last read (ETag, Last-Modified), and adds "
     "what is new. For feeds (RSS, Atom, JSON Feed), news sitemaps, and anything else that add reads, up to 64 MB. "
     "The archive remembers what was read. One request at a time goes to each host, and a host that asks for time "
     "(Retry-After) gets it. The exit status is 3 if an address could not be read.",
     {{"tape-index fetch https://news.example/rss.xml --archive ~/news"},
      {"tape-index fetch $(cat feeds.txt) --alert --quiet", "In a job of cron, with alerts"}},
     run_fetch},
    {"watch",
     kWatchVerb,
     "[SOURCES.toml...]",
     "keep the archive current from feeds and folders",
     "Asks feeds and news sitemaps again and again, as fetch does, and reads the files that are put into folders, "
     "until Ctrl-C or SIGTERM. What came is published every few seconds; then the alerts of saved searches are "
     "delivered. A feed is asked each --every, later if its server (Cache-Control, Retry-After) or the feed (ttl, "
     "skipHours, skipDays, sy:updatePeriod) says so, and ever later while it fails. Permanent redirects are "
     "followed from then on, and a feed that is gone (410) is not asked any more; both are reported. Other "
     "processes can write to the archive between two batches. A file of sources is TOML: [[feed]] with a url, "
     "[[folder]] with a path, and the options of each, such as source = \"Harbor Wire\".",
     {{"tape-index watch --feed https://news.example/rss.xml --folder ~/incoming --archive ~/news"},
      {"tape-index watch sources.toml", "From a file of sources, with options for each"},
      {"tape-index watch --feed https://news.example/atom.xml --every 1m", "Ask each minute"}},
     run_watch,
     Completes::kFile},
    {"init",
     kInitVerb,
     "",
     "make a configuration file and an archive",
     "Writes a configuration file whose lines are comments, unless there is one, and makes an empty archive, unless "
     "there is one.",
     {{"tape-index init"}, {"tape-index init --archive ~/news"}},
     run_init},
    {"preview",
     kPreviewVerb,
     "INPUT...",
     "show what would be read, without an archive",
     "Reads inputs as add does, the first 10,000 records of them, and prints what was understood: the form, the fields "
     "with the columns or names that they come from, the columns that are not used and what they look like, and the "
     "first articles. Writes nothing.",
     {{"tape-index preview news.csv"},
      {"tape-index preview export.csv --field date=When --date-order dmy", "Try options before adding"},
      {"tape-index preview feeds/ --report json | jq .inputs", "For a script"}},
     run_preview,
     Completes::kFile,
     false,
     true},
    {"stats",
     kStatsVerb,
     "",
     "print statistics of the archive",
     "Prints the number of articles, their period, the size of the archive, and its sources.",
     {{"tape-index stats --archive ~/news"},
      {"tape-index stats --format json | jq .articles", "One number for a script"}},
     run_stats},
    {"verify",
     kVerifyVerb,
     "",
     "check the archive for damage",
     "Compares every file with its checksum, checks every table, decompresses every article, and compares the index "
     "and its statistics with the stored text. The exit status is 3 for damage, and 1 when the only findings are "
     "segments that the manifest does not name.",
     {{"tape-index verify"}, {"tape-index verify --quick", "Check only the files"}},
     run_verify},
    {"compact",
     kCompactVerb,
     "",
     "merge all segments into one",
     "Makes searches a little faster. Needs space for a second copy of the archive while it runs.",
     {{"tape-index compact"}},
     run_compact},
    {"remove",
     kRemoveVerb,
     "ID...",
     "remove articles by id",
     "Removes every version of the articles with these ids, which tape-search shows.",
     {{"tape-index remove k5f2zq7w3m4x6y2a"}},
     run_remove},
    {"recover",
     kRecoverVerb,
     "",
     "take back segments that the manifest does not name",
     "For an archive whose manifest was emptied, shortened or lost. Runs move segments that no manifest names to the "
     "folder `unlisted` and never remove them; recover takes them back, without the articles that the archive has "
     "already. A damaged manifest is kept as XAPIANDB.damaged. Segments of an earlier release need reindex afterwards.",
     {{"tape-index recover --archive ~/news"}},
     run_recover},
    {"reindex",
     kReindexVerb,
     "",
     "build the index anew from the stored articles",
     "For an archive that an earlier release wrote, whose words are indexed differently, or to recognise companies "
     "anew "
     "with --symbols. The articles keep their text, ids, dates, versions and flags. The new index is built beside the "
     "old one, which needs space for two more copies of the archive; every article in it is compared with its "
     "original, "
     "then one rename publishes it. Until then, Ctrl-C or any failure leaves the archive as it was.",
     {{"tape-index reindex --archive ~/news"},
      {"tape-index reindex --symbols own.tsv", "Recognise the companies of a file, too"}},
     run_reindex},
    {"companies",
     kCompaniesVerb,
     "[COMPANY...]",
     "list the companies that articles are read for, or what an archive has learned",
     "Lists the directory of companies: key, name, kind, and symbols with the days on which the company had them. A "
     "COMPANY is a key, a name or a symbol; with @ and a year or a day, the company that had the name or symbol then. "
     "With --learned, lists the pairs of code and name that the articles of an archive write, for companies that the "
     "directory does not know, with the first and last day, how many articles write them, and how many got the company "
     "by the name alone. The exit status is 1 if a COMPANY is not found.",
     {{"tape-index companies 'General Motors'"},
      {"tape-index companies C@1987", "Who had the symbol C in 1987"},
      {"tape-index companies --learned --archive ~/news --format csv", "What the archive has learned"}},
     run_companies},
};

const std::vector<OptionRow> kOptions = {
    {"format", "FORM", kReadingVerbs, false, "read every input in this form instead of detecting it", 'f',
     Completes::kWord, form_names()},
    {"field", "OURS=THEIRS", kReadingVerbs, true, "the name of a field in the input, such as title=Headline"},
    {"delimiter", "CHARACTER", kReadingVerbs, false, "read text as csv separated by it, such as `;`, or tab"},
    {"source", "NAME", kReadingVerbs, false, "the source of every article, whatever the input says"},
    {"encoding", "CHARSET", kReadingVerbs, false, "the character set of text, such as latin1; default: detected"},
    {"date-order", "ORDER", kReadingVerbs, false,
     "dmy or mdy: the order of dates such as 01/02/2025; default: by the others", 0, Completes::kWord, "dmy mdy"},
    {"years", "FIRST-LAST", kReadingVerbs, false, "years that dates may have; others are undated; default: 1800-2100"},
    {"next", "", kPartsVerbs, false, "the inputs that follow have these options of their own: all of the above"},
    {"limit", "N", kPreviewVerb, false, "articles shown; default: 3"},
    {"rejects", "FILE", kAddVerb, false, "append rejected records to FILE as JSON Lines", 0, Completes::kFile},
    {"report", "FORM", kPartsVerbs, false, "form of the report", 0, Completes::kWord, "text json"},
    {"companies", "FILE", kReadingVerbs | kReindexVerb | kCompaniesVerb, true,
     "more companies, or a list of symbols and names", 0, Completes::kFile},
    {"symbols", "FILE", kReadingVerbs | kReindexVerb, true, "the same as --companies", 0, Completes::kFile},
    {"threads", "N", kAddVerb | kReindexVerb | kLiveVerbs, false, "worker threads; default: one per processor"},
    {"first-seen", "WHEN", kAddVerb, false,
     "when articles were first seen, for an archive that is loaded later: published, the name of a field of the "
     "records, or a time; default: now",
     0, Completes::kWord, "now published"},
    {"now", "INSTANT", kAddVerb, false, "time at which the articles are first seen; default: now"},
    {"feed", "URL", kWatchVerb, true, "ask this feed again and again"},
    {"sitemap", "URL", kWatchVerb, true, "likewise this news sitemap, or the news sitemaps of this index"},
    {"pages", "", kLiveVerbs, false, "read the page of each entry, too, as the robots.txt of its host allows"},
    {"folder", "DIR", kWatchVerb, true, "read the files that are put into this folder", 0, Completes::kFolder},
    {"every", "TIME", kWatchVerb, false, "time between two requests to a feed, such as 30s, 5m or 1h; default: 5m"},
    {"host-pause", "SECONDS", kLiveVerbs, false, "time between two requests to a host; default: 1"},
    {"alert", "", kAddVerb | kFetchVerb, false, "deliver what is new for saved searches: runs tape-search alert"},
    {"quiet", "", kAddVerb | kLiveVerbs, false, "print no report, only failures", 'q'},
    {"format", "FORM", kStatsVerb, false, "output form", 'f', Completes::kWord, "text json"},
    {"learned", "", kCompaniesVerb, false, "list what the articles of the archive teach"},
    {"format", "FORM", kCompaniesVerb, false, "output form", 'f', Completes::kWord, "text json csv"},
    {"quick", "", kVerifyVerb, false, "check only the files, not every article"},
    {"leave-out-damaged", "", kReindexVerb, false,
     "leave out articles whose records are damaged; their segments are kept in `damaged`"},
    {"archive", "DIR", kEveryVerb, false,
     "the archive's folder, or its name in the configuration file; default: $BROADTAPE_ARCHIVE, then that of the "
     "file, then the user's data folder",
     'a', Completes::kFolder},
    {"generate", "WHAT", kEveryVerb, false, "print the man page, or completion for a shell", 0, Completes::kWord,
     kGeneratorNames},
    {"help", "", kEveryVerb, false, "print help on the verb", 'h'},
    {"version", "", kEveryVerb, false, "print the version"},
};

const ProgramRow kProgram = {
    "tape-index",
    BROADTAPE_VERSION,
    "add news articles to an archive",
    "Indexes news articles in an archive, which tape-search searches.",
    kVerbs,
    kOptions,
    "",
    {{"0", "success"},
     {"1",
      "finished, but some records were rejected, an id to remove was not found, a company "
      "was not found, or segments are left unlisted"},
     {"2", "usage error"},
     {"3", "an input or the archive could not be read or written; the other inputs were added"},
     {"130", "interrupted; what `add` or `fetch` read before is published. An interrupted `watch` ends with 0"}},
    {{"BROADTAPE_ARCHIVE", "The archive's folder, without --archive."},
     {"BROADTAPE_CONFIG", "The configuration file; /dev/null for none."},
     {"XDG_CONFIG_HOME", "Its file broadtape/config.toml is the configuration; ~/.config by default."},
     {"XDG_DATA_HOME", "Its folder broadtape is the archive without both; ~/.local/share by default."},
     {"COLUMNS", "Width of the help."},
     {"NO_COLOR", "With any value, disables colours."}},
    {{"~/.config/broadtape/config.toml", "The configuration file."},
     {"~/.local/share/broadtape", "The default archive."}},
    {"tape-search(1)", "xapian-delve(1)", "xapian-check(1)"},
};

}  // namespace

const ProgramRow& tape_index_program() {
  return kProgram;
}

std::string archive_of(const Options& options) {
  const std::vector<std::string> values =
      options.has("archive") ? options.texts("archive") : std::vector<std::string>();
  const std::vector<std::string> folders = archive_folders(user_config(), values, default_archive_path());
  if (folders.size() == 1) return folders.front();
  throw Error(ErrorKind::kUsage, "several archives are named, and tape-index takes one", "name one with --archive");
}

}  // namespace broadtape
