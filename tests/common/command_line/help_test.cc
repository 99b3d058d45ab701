#include <catch2/catch.hpp>
#include <sstream>

#include "common/command_line/generate.h"
#include "common/text/display_width.h"
#include "tests/common/command_line/sample_program.h"

namespace broadtape {
namespace {

using Catch::Contains;

const ProgramRow kProgram = sample_program("seek");

TEST_CASE("Help fits every width and keeps examples whole", "[command_line]") {
  for (std::size_t width = 60; width <= 200; ++width) {
    for (const VerbRow* verb : {static_cast<const VerbRow*>(nullptr), &kProgram.verbs[0], &kProgram.verbs[1]}) {
      std::istringstream text(help_text(kProgram, verb, {width, false}));
      for (std::string line; std::getline(text, line);) {
        INFO(line);
        CHECK(display_width(line) <= width);
      }
    }
  }
  CHECK_THAT(help_text(kProgram, &kProgram.verbs[0], {60, false}),
             Contains("  prog seek 'a long phrase that is not to be broken' \\\n    --limit 3 --since 2025-01 "));
}

TEST_CASE("Help of a verb lists its options and the common ones", "[command_line]") {
  const std::string seek = help_text(kProgram, &kProgram.verbs[0], {});
  CHECK_THAT(seek, Contains("Usage: prog seek [QUERY] [OPTION]...\n\nSearch for words.\n"));
  CHECK_THAT(seek, Contains("\nOptions:\n  --limit N "));
  CHECK_THAT(seek, Contains("  --sort-the-results-in-this-way ORDER\n"));
  CHECK_THAT(seek, Contains("\nCommon options:\n  -a, --archive DIR  the archive's folder\n"));
  CHECK_THAT(seek, Contains("  Both words:\n    prog seek steel tariffs\n"));
  CHECK_THAT(seek, Contains("\nExit status:\n  0  done\n  2  bad usage\n"));
  CHECK_THAT(seek, !Contains("--rejects"));
  CHECK_THAT(help_text(kProgram, &kProgram.verbs[1], {}), Contains("-r, --rejects FILE") && !Contains("--limit"));
}

TEST_CASE("Help of the program lists the verbs except hidden ones", "[command_line]") {
  const std::string text = help_text(kProgram, nullptr, {});
  CHECK_THAT(text, Contains("Usage: prog [VERB] ... [OPTION]...\n\nDoes things to files.\n"));
  CHECK_THAT(text, Contains("  seek [QUERY]  search for words\n  put FILE...   read files\n"));
  CHECK_THAT(text, !Contains("inner"));
  CHECK_THAT(help_text(sample_program(""), nullptr, {}), Contains("Usage: prog VERB ... [OPTION]..."));
}

TEST_CASE("Headings are bold where there is colour", "[command_line]") {
  CHECK_THAT(help_text(kProgram, nullptr, {80, true}), Contains("\n\x1b[1mVerbs:\x1b[0m\n"));
  CHECK_THAT(help_text(kProgram, nullptr, {80, false}), !Contains("\x1b"));
}

}  // namespace
}  // namespace broadtape
