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
  CHECK(add(first, {"--first-seen", "2025-31-31"}) == 2);
  CHECK(add(first, {"--field", "first_seen=fetched"}) == 2);

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

  const std::string id = search({"find", "oil", "--format", "csv", "--fields", "id", "--as-of", "2025-02-01"}).out;
  REQUIRE(id.size() > 6);
  const std::string article = id.substr(4, id.size() - 6);  // without the head and line ends
  CHECK_THAT(search({"show", article}).out, Contains("Oil fell.") && Contains("earlier version"));
  CHECK_THAT(search({"show", article, "--as-of", "2025-02-01"}).out,
             Contains("Oil rose.") && !Contains("Oil fell.") && !Contains("earlier version"));
  const Finished later = search({"show", article, "--as-of", "2025-01-29"});
  CHECK(later.status == 1);
  CHECK(later.err == "tape-search: the archive did not have article " + article + " as of 2025-01-29T23:59:59Z\n");
  CHECK(search({"similar", article, "--as-of", "2025-02-01"}).status == 1);
  CHECK_THAT(search({"similar", article, "--as-of", "2025-01-29"}).err, Contains("did not have article"));
  CHECK_THAT(search({"terms", "oil", "--as-of", "2025-01-29"}).out, Contains("0 articles"));
  CHECK_THAT(search({"explain", "rose", "--id", article, "--as-of", "2025-02-01"}).out, Contains("rank 1"));
  CHECK_THAT(search({"coverage", "--as-of", "2025-02-01"}).out, Contains("1 article of"));
  CHECK(search({"save", "oil", "oil", "--as-of", "2025"}).status == 2);

  CHECK_THAT(search({"count", "oil", "--as-of", "soon"}).err, Contains("--as-of"));
  CHECK(search({"count", "oil", "--as-of", "soon"}).status == 2);
  CHECK_THAT(search({"count", "oil", "--as-of", "2025", "--all-versions"}).err,
             Contains("--as-of and --all-versions do not go together"));
  CHECK_THAT(search({"count", "is:superseded", "--as-of", "2025"}).err, Contains("superseded now"));
}

TEST_CASE("A field of the records says when they were first seen", "[cli][as-of]") {
  TemporaryFolder folder;
  const std::string lines =
      R"({"title": "Oil one", "text": "Oil rose.", "date": "2025-01-02", "meta": {"got": "2025-01-03T10:00:00Z"}}
{"title": "Oil two", "text": "Oil fell.", "date": "2025-01-02", "meta": {"got": "2025-01-04"}}
{"title": "Oil three", "text": "Oil slept.", "date": "2025-01-02", "meta": {"got": "soon"}}
{"title": "Oil four", "text": "Oil slid.", "date": "2025-01-02"}
{"title": "Oil five", "text": "Oil soared.", "date": "2025-01-02", "meta": {"got": "2025-03-01"}}
)";
  const Finished added = tape_index({"add", "-", "--report", "json", "--archive", folder / "archive", "--first-seen",
                                     "meta.got", "--now", "2025-02-01T00:00:00Z"},
                                    {.input = lines});
  CHECK(added.status == 0);
  CHECK_THAT(added.out, Contains("\"first_seen_unknown\":3"));
  CHECK_THAT(added.err, Contains("line 3: the time when it was first seen cannot be read") &&
                            Contains("line 4: the record does not say when it was first seen") &&
                            Contains("line 5: the time when it was first seen is later than now: 2025-03-01"));
  const auto count = [&](const std::string& as_of) {
    return tape_search({"count", "oil", "--as-of", as_of, "--archive", folder / "archive"}).out;
  };
  CHECK(count("2025-01-03T09:59:59Z") == "0\n");
  CHECK(count("2025-01-03T10:00:00Z") == "1\n");
  CHECK(count("2025-01-04T23:59:58Z") == "1\n");
  CHECK(count("2025-01-04") == "2\n");
  CHECK(count("2025-01-31") == "2\n");
  CHECK(count("2025-02-01") == "5\n");

  const std::string other = R"({"title": "Gold", "text": "Gold rose.", "date": "2025-01-02"})";
  CHECK(tape_index({"add", "-", "--quiet", "--archive", folder / "archive", "--first-seen", "2025-01-10"},
                   {.input = other})
            .status == 0);
  CHECK(tape_search({"count", "gold", "--as-of", "2025-01-09", "--archive", folder / "archive"}).out == "0\n");
  CHECK(tape_search({"count", "gold", "--as-of", "2025-01-10", "--archive", folder / "archive"}).out == "1\n");
}
