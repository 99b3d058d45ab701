#include <algorithm>
#include <catch2/catch.hpp>

#include "common/archive/schema.h"
#include "common/command_line/generate.h"
#include "searcher/commands/commands.h"
#include "searcher/search/facets.h"
#include "tests/support/error_matcher.h"
#include "tests/support/temp_folder.h"

namespace broadtape {
namespace {

using Words = std::vector<std::string>;

// Whether the table of docs/cli.md for `verb` may have this option: without those that all verbs share.
bool is_tabled(const OptionRow& option, std::uint32_t verb) {
  const bool is_common = (option.verbs & kServeVerb) && option.verbs != kServeVerb;
  return (option.verbs & verb) && !is_common && option.name != "no-pager";
}

// The table of docs/cli.md for the options that `verb` accepts and `other` does not; without common options.
std::string option_table(std::uint32_t verb, std::uint32_t other) {
  std::string table;
  for (const OptionRow& option : tape_search_program().options) {
    if (!is_tabled(option, verb) || (option.verbs & other)) continue;
    table += "| `" + option_form(option) + "` | " + std::string(option.help) + " |\n";
  }
  return table;
}

TEST_CASE("Words that are no options make the query, in their order", "[commands]") {
  struct Case {
    Words arguments;
    Words operands;
  };
  const Case cases[] = {
      {{"a", "b"}, {"a", "b"}},
      {{"a", "--limit", "3", "b"}, {"a", "b"}},
      {{"a", "--limit=3", "-5%", "b"}, {"a", "-5%", "b"}},
      {{"-a b"}, {"-a b"}},
      {{"--", "-a", "--limit"}, {"-a", "--limit"}},
      {{"a", "--scores", "b"}, {"a", "b"}},
      {{"find", "find"}, {"find"}},
      {{"find", "count"}, {"count"}},
      {{"--", "count"}, {"count"}},
      {{"--archive", "count", "oil"}, {"oil"}},
      {{"-a", "s", "oil", "count"}, {"oil", "count"}},
      {{"-"}, {"-"}},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.arguments.front()) {
      CHECK(parse_options(c.arguments).operands == c.operands);
    }
  }
  CHECK(parse_options({"--ticker", "A", "--ticker", "B,C"}).texts("ticker") == Words{"A", "B,C"});
}

TEST_CASE("A verb after options is the verb", "[commands]") {
  for (const Words& arguments :
       {Words{"--archive", "s", "count", "oil"}, Words{"-a", "s", "count", "oil"}, Words{"--since=7d", "count", "oil"},
        Words{"--color", "never", "--all-versions", "count", "oil"}}) {
    const Options options = parse_options(arguments);
    CHECK(options.verb->name == "count");
    CHECK(options.operands == Words{"oil"});
  }
  CHECK(parse_options({"-a", "s", "oil"}).text("archive") == "s");
}

TEST_CASE("Unknown options are rejected", "[commands]") {
  const Words cases[] = {{"a", "-b"},
                         {"a", "--bogus"},
                         {"--lim", "3"},
                         {"a", "--limit"},
                         {"--limit", "1", "--limit", "2"},
                         {"show", "x", "--since", "7d"}};
  for (const Words& arguments : cases) {
    CHECK_THROWS_MATCHES(parse_options(arguments), Error, HasKind(ErrorKind::kUsage));
  }
  CHECK_THROWS_MATCHES(parse_options({"--limit", "-3"}).number("limit", 0, 9), Error, HasKind(ErrorKind::kUsage));
}

TEST_CASE("Options mean what they say", "[commands]") {
  const SearchRequest request = request_of(parse_options(
      {"gpu", "demand", "--limit", "5", "--offset", "10", "--sort", "oldest", "--match", "any", "--facets",
       "ticker,month", "--no-snippets", "--now", "2025-02-01T00:00:00Z", "--timezone", "Asia/Tokyo"}));
  CHECK(request.query.text == "gpu demand");
  CHECK(request.limit == 5);
  CHECK(request.offset == 10);
  CHECK(request.sort == Sort::kOldest);
  CHECK(request.query.match == Match::kAny);
  CHECK_FALSE(request.partial);
  CHECK(request.facets == Words{"ticker", "month"});
  CHECK(request.snippet_length == 0);
  CHECK(request.query.clock.now_s == 1'738'368'000);
  CHECK(request.query.clock.zone.name() == "Asia/Tokyo");
}

TEST_CASE("Formats for programs fall back to some of the words only when told to", "[commands]") {
  struct Case {
    Words options;
    bool partial;
  };
  const Case cases[] = {
      {{}, true},
      {{"--format", "json"}, true},
      {{"--format", "csv"}, false},
      {{"--format", "jsonl"}, false},
      {{"--format", "csv", "--match", "best"}, true},
      {{"--format", "json", "--match", "all"}, false},
      {{"--match", "any"}, false},
      {{"--match", "best"}, true},
  };
  for (const Case& c : cases) {
    Words arguments = {"gpu", "demand"};
    arguments.insert(arguments.end(), c.options.begin(), c.options.end());
    CHECK(request_of(parse_options(arguments)).partial == c.partial);
  }
}

TEST_CASE("The documentation has every verb, option and field", "[commands]") {
  const std::string cli = read_file(BROADTAPE_ROOT "/docs/cli.md");
  const std::string language = read_file(BROADTAPE_ROOT "/docs/query-language.md");
  for (const VerbRow& verb : tape_search_program().verbs) {
    if (verb.hidden) continue;
    CHECK_THAT(cli, Catch::Contains("### " + std::string(verb.name)));
  }
  for (const OptionRow& option : tape_search_program().options)
    CHECK_THAT(cli, Catch::Contains("`--" + std::string(option.name)));
  for (const FieldRow& field : kFields) {
    if (!field.query_name.empty())
      CHECK_THAT(language, Catch::Contains("| `" + std::string(field.query_name) + ":` |"));
  }
}

TEST_CASE("The documentation has the tables of options as the rows make them", "[commands]") {
  const std::string cli = read_file(BROADTAPE_ROOT "/docs/cli.md");
  CHECK_THAT(cli, Catch::Contains("|---|---|\n" + option_table(kFindVerb, 0) + "\n"));
  for (const std::uint32_t verb : {kShowVerb, kTimelineVerb, kFacetsVerb, kBatchVerb, kServeVerb})
    CHECK_THAT(cli, Catch::Contains("|---|---|\n" + option_table(verb, kFindVerb) + "\n"));
}

TEST_CASE("The documentation has the options that batch shares with find", "[commands]") {
  std::string names;
  for (const OptionRow& option : tape_search_program().options) {
    if (is_tabled(option, kBatchVerb) && (option.verbs & kFindVerb))
      names += (names.empty() ? "`--" : ", `--") + std::string(option.name) + "`";
  }
  std::string cli = read_file(BROADTAPE_ROOT "/docs/cli.md");
  std::replace(cli.begin(), cli.end(), '\n', ' ');
  CHECK_THAT(cli, Catch::Contains("are the defaults for all queries: " + names + "."));
}

TEST_CASE("Every option of a parameter is in the table of options", "[commands]") {
  for (const ParameterRow& row : request_parameters()) {
    if (row.option.empty()) continue;
    INFO(row.option);
    const OptionRow* const option = find_option(tape_search_program(), row.verbs, row.option);
    REQUIRE(option);
    CHECK(option->help == row.option_help);
    CHECK(option->value_name.empty() == (row.form == ParameterForm::kFlag));
  }
}

TEST_CASE("Completion knows every facet", "[commands]") {
  std::string names;
  for (const FacetRow& facet : kFacets) names += (names.empty() ? "" : " ") + std::string(facet.name);
  CHECK(find_option(tape_search_program(), kFindVerb, "facets")->words == names);
  CHECK(find_option(tape_search_program(), kFacetsVerb, "by")->words == names);
}

TEST_CASE("Completion knows every field of the query language", "[commands]") {
  std::vector<std::string_view> known;
  for (const QueryFieldRow& row : tape_search_program().query_fields) known.push_back(row.name);
  for (const FieldRow& field : kFields) {
    if (!field.query_name.empty()) CHECK_THAT(known, Catch::VectorContains(field.query_name));
  }
}

}  // namespace
}  // namespace broadtape
