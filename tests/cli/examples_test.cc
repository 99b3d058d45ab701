// Every example that `tape-search VERB --help` shows can be run as it stands, over the sample archive.
#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/programs.h"
#include "tests/support/shell.h"
#include "tests/support/temp_folder.h"

namespace broadtape {
namespace {

// In the order of the help, each once.
std::vector<std::string> examples_of_help() {
  const std::string verbs = kTapeSearch + " --generate complete-bash | sed -n 's/^    \\([a-z-]*\\)) echo.*/\\1/p'";
  std::istringstream lines(
      shell("for verb in $(" + verbs + "); do COLUMNS=200 " + kTapeSearch +
            " $verb --help | sed -n '/^Examples:/,/^Exit status:/{s/^ *\\(tape-search .*\\|echo .*\\)$/\\1/p}'; done")
          .out);
  std::vector<std::string> examples;
  for (std::string line; std::getline(lines, line);) examples.push_back(line);
  return examples;
}

// `again` asks what a terminal was shown last, a server runs until it is ended.
bool ends_by_itself(const std::string& example) {
  return !example.starts_with("tape-search again ") && !example.starts_with("tape-search serve");
}

// `jq` may not be installed.
std::string runnable(const std::string& example) {
  return example.substr(0, example.find(" | jq"));
}

TEST_CASE("Every example of the help is understood and finds something in the sample", "[cli]") {
  const TemporaryFolder folder;
  REQUIRE(tape_index({"add", BROADTAPE_ROOT "/data/sample", "--archive", folder / "archive"}).status == 0);
  std::ofstream(folder / "queries.jsonl") << R"({"id": "q1", "text": "DeepSeek GPU demand"})" << '\n';
  std::ofstream(folder / "topics.tsv") << "q1\tDeepSeek GPU demand\n";
  const std::string setup = "cd " + shell_quoted(folder.path()) + "; PATH=" + BROADTAPE_BINARIES +
                            ":$PATH; export BROADTAPE_ARCHIVE=archive; ";
  std::size_t run = 0;
  for (const std::string& example : examples_of_help()) {
    if (!ends_by_itself(example)) continue;
    CAPTURE(example);
    // Relative dates count back from the day on which somebody reads the help, and nothing was added since the save.
    const bool may_find_nothing =
        example.find("--since 7d") != std::string::npos || example.starts_with("tape-search new ");
    const ShellResult result = shell(setup + runnable(example));
    CAPTURE(result.err);
    CHECK(result.status <= (may_find_nothing ? 1 : 0));
    ++run;
  }
  CHECK(run > 20);
}

}  // namespace
}  // namespace broadtape
