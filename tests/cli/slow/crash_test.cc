// Not among what the sanitizers run, since they would report Xapian's own faults.
#include <catch2/catch.hpp>

#include "tests/support/made_input.h"
#include "tests/support/programs.h"
#include "tests/support/temp_folder.h"

using namespace broadtape;
using Catch::Contains;

TEST_CASE("A crash of Xapian over damaged bytes is told as damage", "[cli][crash]") {
  const TemporaryFolder folder;
  const std::string archive = folder / "a";
  REQUIRE(tape_index({"add", folder.write("made.jsonl", as_json_lines(ArticleMaker().many(200))), "--archive", archive})
              .status == 0);
  const std::string version_file = archive + "/segments/000001/iamglass";
  const std::string whole = read_file(version_file);
  std::size_t damaged = 0;
  for (std::size_t at = 16; at < whole.size(); ++at) {
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 0x60);
    write_file(version_file, changed);
    const Finished finished = tape_index({"verify", "--archive", archive});
    INFO("byte " << at << "\n" << finished.out << finished.err);
    CHECK((finished.status == 0 || finished.status == 3));
    if (finished.status == 3) CHECK_THAT(finished.err, Contains("damaged"));
    damaged += finished.status == 3;
  }
  CHECK(damaged > 10);
}
