#include "common/archive/archive.h"
#include "common/command_line/generate.h"
#include "indexer/commands/commands.h"

namespace broadtape {
namespace {

// Which verbs take an option; one bit each.
enum VerbBit : std::uint32_t {
  kAddVerb = 1,
  kStatsVerb = 2,
  kVerifyVerb = 4,
  kCompactVerb = 8,
  kRemoveVerb = 16,
  kRecoverVerb = 32
};

const std::vector<VerbRow> kVerbs = {
    {"add",
     kAddVerb,
     "INPUT...",
     "read articles and index them",
     "An INPUT is a file, a folder (with what is below it), an address (http, https) or - for standard input, each "
     "plain or inside gz, zst, xz, bz2, zip or tar. The form is found out by content. An article that the archive has "
     "already is left alone; one that has changed becomes a new version. What cannot be read is reported and passed "
     "by; so are archives in a folder, the one that is written to among them. Nothing is visible to searches until the "
     "run is whole; Ctrl-C publishes what was read so far.",
     {{"tape-index add news.jsonl.zst --archive ~/news", "Index a compressed file"},
      {"tape-index add reuters21578.tar.gz pages/ --rejects rejected.jsonl", "Keep the records that cannot be read"},
      {"curl -s https://example.org/feed.json | tape-index add -", "From a pipe"},
      {"tape-index add export.csv --field title=Headline --field body=Text", "Say which columns to take"}},
     run_add,
     Completes::kFile},
    {"stats",
     kStatsVerb,
     "",
     "tell what the archive holds",
     "Tells how many articles the archive holds, from when, how large it is, and its sources.",
     {{"tape-index stats --archive ~/news"},
      {"tape-index stats --format json | jq .articles", "One figure for a script"}},
     run_stats},
    {"verify",
     kVerifyVerb,
     "",
     "check the archive for damage",
     "Compares every file with its checksum, checks every table, decompresses every article, compares the index with "
     "the "
     "stored text and asks of the index what searches ask. Exit status 3 when something is wrong, 1 when only segments "
     "were found that the manifest does not name.",
     {{"tape-index verify"}, {"tape-index verify --quick", "The files alone"}},
     run_verify},
    {"compact",
     kCompactVerb,
     "",
     "merge all segments into one",
     "Makes searches a little faster. Needs room for a second copy while it runs.",
     {{"tape-index compact"}},
     run_compact},
    {"remove",
     kRemoveVerb,
     "ID...",
     "remove articles by id",
     "Removes articles, every version of them, by the ids that tape-search shows.",
     {{"tape-index remove k5f2zq7w3m4x6y2a"}},
     run_remove},
    {"recover",
     kRecoverVerb,
     "",
     "take back segments that the manifest does not name",
     "For an archive whose manifest was emptied, shortened or lost: names its segments again. Runs move segments that "
     "no "
     "manifest names to the folder `unlisted` and never remove them; this takes them back, but for articles that the "
     "archive has already. A damaged manifest is kept as XAPIANDB.damaged.",
     {{"tape-index recover --archive ~/news"}},
     run_recover},
};

const std::vector<OptionRow> kOptions = {
    {"format", "FORM", kAddVerb, false, "read every input as this form instead of finding out", 'f', Completes::kWord,
     "jsonl json csv tsv reuters-sgml ding html saved-page text"},
    {"field", "OURS=THEIRS", kAddVerb, true, "where the input has a field, such as title=Headline"},
    {"rejects", "FILE", kAddVerb, false, "append rejected records to FILE as JSON Lines", 0, Completes::kFile},
    {"report", "FORM", kAddVerb, false, "what is printed when the run ends", 0, Completes::kWord, "text json"},
    {"symbols", "FILE", kAddVerb, true, "more symbols, in the form of data/symbols/us.tsv", 0, Completes::kFile},
    {"threads", "N", kAddVerb, false, "worker threads; default one per processor"},
    {"now", "INSTANT", kAddVerb, false, "when the archive learns of these articles; default the clock"},
    {"quiet", "", kAddVerb, false, "no report at the end", 'q'},
    {"format", "FORM", kStatsVerb, false, "how to print it", 'f', Completes::kWord, "text json"},
    {"quick", "", kVerifyVerb, false, "check the files alone, not every article"},
    {"archive", "DIR", kEveryVerb, false,
     "the archive's folder; default $BROADTAPE_ARCHIVE, then the user's data folder", 'a', Completes::kFolder},
    {"generate", "WHAT", kEveryVerb, false, "print the man page, or completion for a shell", 0, Completes::kWord,
     kGeneratorNames},
    {"help", "", kEveryVerb, false, "print help on the verb", 'h'},
    {"version", "", kEveryVerb, false, "print the version"},
};

const ProgramRow kProgram = {
    "tape-index",
    BROADTAPE_VERSION,
    "put news articles into an archive",
    "Reads news articles into an archive that tape-search answers from.",
    kVerbs,
    kOptions,
    "",
    {{"0", "all done"},
     {"1", "finished, but some records were rejected, an id to remove is not there, or segments are left unlisted"},
     {"2", "bad usage"},
     {"3", "an input or the archive could not be read or written; the other inputs were added all the same"},
     {"130", "interrupted; what was read before is published"}},
    {{"BROADTAPE_ARCHIVE", "The archive's folder, where --archive does not name one."},
     {"XDG_DATA_HOME", "Its folder broadtape is the archive where neither names one; ~/.local/share by default."},
     {"COLUMNS", "How wide help is."},
     {"NO_COLOR", "With any value: no colour."}},
    {{"~/.local/share/broadtape", "The archive, unless another is named."}},
    {"tape-search(1)", "xapian-delve(1)", "xapian-check(1)"},
};

}  // namespace

const ProgramRow& tape_index_program() {
  return kProgram;
}

std::string archive_of(const Options& options) {
  return options.text("archive", default_archive_path());
}

}  // namespace broadtape
