// The verbs of tape-search, one function each; each returns the exit status.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "common/archive/archive.h"
#include "common/command_line/options.h"
#include "common/command_line/tables.h"
#include "searcher/request/parameters.h"
#include "searcher/search/search_request.h"

namespace broadtape {

// As in grep.
enum ExitStatus : int {
  kExitFound = 0,
  kExitNothing = 1,
  kExitUsage = 2,    // or an invalid query
  kExitArchive = 3,  // missing, damaged, of a newer version, unreachable
  kExitInterrupted = 130,
};

int run_find(const Options& options);
// Runs the last query, narrowed by --exclude and more words, and stores it as the last query.
int run_again(const Options& options);
int run_batch(const Options& options);
int run_show(const Options& options);
int run_similar(const Options& options);
int run_story(const Options& options);
int run_terms(const Options& options);
int run_explain(const Options& options);
int run_timeline(const Options& options);
int run_facets(const Options& options);
int run_count(const Options& options);
int run_coverage(const Options& options);
int run_serve(const Options& options);

// Stores a query in the archive, so that run_new() lists the articles that it will find.
int run_save(const Options& options);
// Lists what arrived since the saved search was last asked, and afterwards counts it as asked.
int run_new(const Options& options);
// Lists the saved searches, or deletes some.
int run_saved(const Options& options);
// Delivers what arrived for the saved searches with alerts.
int run_alert(const Options& options);

// The one archive whose saved searches the options mean. Throws Error(kUsage) for several.
std::string saved_archive_path(const Options& options);
// Throws Error(kUsage) if the archive has remote shards, and as Archive::open().
Archive open_numbered_archive(const std::string& path);

// Registers work of the running verb for when standard output has taken the verb's whole output, also through a pager.
// It is dropped if the output fails or the user leaves the pager before the end.
void after_output(std::function<void()> work);

// Prints values of the archive that complete PREFIX, one per line, followed by a tab and a description if there is one.
// KIND is tickers or sources. Prints nothing if there is no archive.
int run_complete_value(const Options& options);

// The search specified by the options of find. Throws Error(kUsage).
SearchRequest request_of(const Options& options);

// Stores the query of a find's `options` for `again`. Prints a warning on failure.
void remember_query(const Options& options);

// The command line of tape-search as tables. Static lifetime.
const ProgramRow& tape_search_program();

// Throws Error(kUsage).
Options parse_options(const std::vector<std::string>& arguments);

// The program except for main(): arguments in, exit status out. Data goes to standard output, warnings and errors to
// standard error.
int run_tape_search(const std::vector<std::string>& arguments);

}  // namespace broadtape
