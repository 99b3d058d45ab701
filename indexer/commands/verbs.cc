#include "common/archive/archive.h"
#include "indexer/commands/commands.h"

namespace broadtape {
namespace {

constexpr OptionRow kAddOptions[] = {
    {"format", 'f', "FORM",
     "read every input as this form instead of finding out: jsonl, json, csv, tsv, reuters-sgml, ding, html, "
     "saved-page, text"},
    {"field", 0, "OURS=THEIRS", "where the input has a field, such as title=Headline; may be repeated"},
    {"rejects", 0, "FILE", "append rejected records to FILE as JSON Lines"},
    {"report", 0, "text|json", "what is printed when the run ends"},
    {"symbols", 0, "FILE", "more symbols, in the form of data/symbols/us.tsv; may be repeated"},
    {"threads", 0, "N", "worker threads; default one per processor"},
    {"now", 0, "INSTANT", "when the archive learns of these articles; default the clock"},
    {"quiet", 'q', nullptr, "no report at the end"},
};
constexpr OptionRow kStatsOptions[] = {
    {"format", 'f', "text|json", "how to print it"},
};
constexpr OptionRow kVerifyOptions[] = {
    {"quick", 0, nullptr, "check the tables alone, not every article"},
};

constexpr VerbRow kVerbs[] = {
    {"add", "INPUT... ", "read articles and index them",
     "Reads articles from files, folders (with what is below them), addresses (http, https) and standard input (-), "
     "each\n"
     "plain or inside gz, zst, xz, bz2, zip or tar, and adds them to the archive. The form is found out by content. "
     "An\n"
     "article that the archive has already is left alone; one that has changed becomes a new version. What cannot be "
     "read\n"
     "is reported and passed by. Nothing is visible to searches until the run is whole; Ctrl-C publishes what was read "
     "so\n"
     "far.",
     kAddOptions,
     "  tape-index add news.jsonl.zst --archive ~/news\n"
     "  tape-index add reuters21578.tar.gz pages/ --rejects rejected.jsonl\n"
     "  curl -s https://example.org/feed.json | tape-index add -\n"
     "  tape-index add export.csv --field title=Headline --field body=Text\n",
     run_add},
    {"stats", "", "tell what the archive holds",
     "Tells how many articles the archive holds, from when, how large it is, and its sources.", kStatsOptions,
     "  tape-index stats --archive ~/news\n  tape-index stats --format json | jq .articles\n", run_stats},
    {"verify", "", "check the archive for damage",
     "Checks every table, decompresses every article and compares the index with the stored text. Exit status 3 when\n"
     "something is wrong.",
     kVerifyOptions, "  tape-index verify\n  tape-index verify --quick\n", run_verify},
    {"compact",
     "",
     "merge all segments into one",
     "Merges all segments into one, which makes searches a little faster. Needs room for a second copy while it runs.",
     {},
     "  tape-index compact\n",
     run_compact},
    {"remove",
     "ID... ",
     "remove articles by id",
     "Removes articles, every version of them, by the ids that tape-search shows.",
     {},
     "  tape-index remove k5f2zq7w3m4x6y2a\n",
     run_remove},
};

}  // namespace

std::span<const VerbRow> index_verbs() {
  return kVerbs;
}

std::string archive_of(const CommandLine& line) {
  return line.value("archive", default_archive_path());
}

}  // namespace broadtape
