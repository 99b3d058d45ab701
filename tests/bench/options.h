// The benchmark's command line.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace broadtape::bench {

struct Options {
  std::string corpus;  // empty: chosen by prepare_corpus()
  std::size_t queries = 300;
  bool json = false;
  std::string keep;  // a folder for corpus, archive and databases; empty: a temporary one that goes
  bool index = true;
  bool search = true;
  bool server = true;
  bool pages = true;
  bool inputs = true;
  bool scale = false;                // takes long, and only on request
  std::size_t articles = 1'000'000;  // at most, of scale
  std::string plot;                  // a file for the picture of scale; empty: none
  bool help = false;
};

extern const char* const kUsage;

// Throws std::invalid_argument with a sentence for the user.
Options parse_options(const std::vector<std::string>& arguments);

}  // namespace broadtape::bench
