// --as-of and --first-seen of the real programs.
#include <catch2/catch.hpp>

#include "tests/support/programs.h"
#include "tests/support/temp_folder.h"

using namespace broadtape;
using Catch::Contains;

TEST_CASE("An archive answers as of an earlier time, in each form", "[cli][as-of]") {
  TemporaryFolder folder;
  const auto add = [&](const std::string& lines, std::vector<std::string> options) {
    std::vector<std::string> arguments = {"add", "-", "--quiet", "--archive", folder / "archive"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    return tape_index(arguments, {.input = lines}).status;
  };
  const std::string first =
      R"({"url": "https://news.example/1", "title": "Oil", "text": "Oil rose.", "date": "2025-01-30"})";
  const std::string second =
      R"({"url": "https://news.example/1", "title": "Oil", "text": "Oil fell.", "date": "2025-01-30"})";
  CHECK(add(first + "\n", {"--first-seen", "published"}) == 0);
  CHECK(add(second + "\n", {"--now", "2025-02-02T10:00:00Z"}) == 0);
  CHECK(add(R"({"title": "Undated", "text": "Oil rose."})"
            "\n",
            {"--now", "2025-02-03T10:00:00Z"}) == 0);
  CHECK(add(first, {"--first-seen", "never"}) == 2);

  const auto search = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--archive", folder / "archive"});
    return tape_search(arguments);
  };
  const auto count = [&](const std::string& query, const std::string& as_of) {
    return search({"count", query, "--as-of", as_of}).out;
  };
  CHECK(count("oil", "2025-01-29") == "0\n");
  CHECK(count("oil", "2025-01-30") == "1\n");
  CHECK(count("rose", "2025-02-02T09:59:59Z") == "1\n");
  CHECK(count("fell", "2025-02-02T09:59:59Z") == "0\n");
  CHECK(count("rose", "2025-02-02T10:00:00Z") == "0\n");
  CHECK(count("fell", "2025-02-02T10:00:00Z") == "1\n");
  CHECK(count("oil", "2025-02-03T05:00:00-05:00") == "2\n");
  CHECK(count("oil date:7d", "2025-02-03") == "1\n");  // relative to then

  const Finished rows = search({"find", "--all", "--format", "csv", "--fields", "body,flags", "--as-of", "2025-02-01"});
  CHECK(rows.out == "body,flags\r\nOil rose.,\r\n");
  CHECK(search({"facets", "oil", "--by", "day", "--format", "csv", "--as-of", "2025-02-01"}).out ==
        search({"facets", "rose", "--by", "day", "--format", "csv", "--as-of", "2025-02-01"}).out);

  CHECK_THAT(search({"count", "oil", "--as-of", "soon"}).err, Contains("--as-of"));
  CHECK(search({"count", "oil", "--as-of", "soon"}).status == 2);
  CHECK_THAT(search({"count", "oil", "--as-of", "2025", "--all-versions"}).err,
             Contains("--as-of and --all-versions do not go together"));
  CHECK_THAT(search({"count", "is:superseded", "--as-of", "2025"}).err, Contains("superseded now"));
}
