// A sample program for the tests of the command line.
#pragma once

#include "common/command_line/tables.h"

namespace broadtape {

inline int run_nothing(const Options&) {
  return 0;
}

inline const std::vector<VerbRow>& sample_verbs() {
  static const std::vector<VerbRow> verbs = {
      {"seek",
       1,
       "[QUERY]",
       "search for words",
       "All words make one query.\n\nA second paragraph tells of -minus and of 50% \\ backslashes.",
       {{"prog seek steel tariffs", "Both words"},
        {"prog seek 'a long phrase that is not to be broken' --limit 3 --since 2025-01 --format text"},
        {"prog seek gold"}},
       run_nothing,
       Completes::kQuery},
      {"put", 2, "FILE...", "read files", "", {{"prog put news.csv"}}, run_nothing, Completes::kFile},
      {"inner", 4, "", "for scripts", "", {}, run_nothing, Completes::kNothing, true},
  };
  return verbs;
}

inline const std::vector<OptionRow>& sample_options() {
  static const std::vector<OptionRow> options = {
      {"limit", "N", 1, false, "results to show"},
      {"since", "DATE", 1, false,
       "published then or later, which is explained here at such length that the line has to be broken somewhere"},
      {"ticker", "SYMBOL", 1, true, "mentions any of these: NVDA or NVDA,AMD", 0, Completes::kTickers},
      {"scores", "", 1, false, "show scores"},
      {"sort-the-results-in-this-way", "ORDER", 1, false, "newest or oldest", 0, Completes::kWord, "newest oldest"},
      {"facets", "NAMES", 1, true, "count by these", 0, Completes::kWords, "month source ticker"},
      {"rejects", "FILE", 2, false, "bad records go there", 'r', Completes::kFile},
      {"archive", "DIR", kEveryVerb, false, "the archive's folder", 'a', Completes::kFolder},
      {"help", "", kEveryVerb, false, "print help", 'h'},
      {"version", "", kEveryVerb, false, "print the version"},
  };
  return options;
}

// `default_verb`: "seek", or empty for a program that requires a verb.
inline ProgramRow sample_program(std::string_view default_verb) {
  return {"prog",
          "1.2.3",
          "do things",
          "Does things to files.",
          sample_verbs(),
          sample_options(),
          default_verb,
          {{"0", "done"}, {"2", "bad usage"}},
          {{"PROG_HOME", "Where things are."}},
          {{"~/.prog", "Things."}},
          {"other(1)"}};
}

}  // namespace broadtape
