#include <catch2/catch.hpp>

#include "common/command_line/options.h"
#include "tests/common/command_line/sample_program.h"
#include "tests/support/error_matcher.h"

namespace broadtape {
namespace {

using Words = std::vector<std::string>;

const ProgramRow kWithDefault = sample_program("seek");
const ProgramRow kVerbNeeded = sample_program("");

TEST_CASE("Arguments that are not options are operands, in order", "[command_line]") {
  struct Case {
    Words arguments;
    std::string_view verb;
    Words operands;
  };
  const Case cases[] = {
      {{"steel", "tariffs"}, "seek", {"steel", "tariffs"}},
      {{"seek", "put"}, "seek", {"put"}},
      {{"put", "a", "--archive", "x", "b"}, "put", {"a", "b"}},
      {{"put", "-a", "x", "b"}, "put", {"b"}},
      {{"put", "-ax", "b"}, "put", {"b"}},
      {{"a", "--limit=3", "-5%", "b"}, "seek", {"a", "-5%", "b"}},
      {{"-a b"}, "seek", {"-a b"}},
      {{"-a b=c"}, "seek", {"-a b=c"}},
      {{"--", "-a", "--limit"}, "seek", {"-a", "--limit"}},
      {{"a", "--", "b", "--", "c"}, "seek", {"a", "b", "--", "c"}},
      {{"-"}, "seek", {"-"}},
      {{""}, "seek", {""}},
      {{"inner", "x"}, "inner", {"x"}},
      {{"--archive", "s", "put", "b"}, "put", {"b"}},
      {{"--archive=s", "put", "b"}, "put", {"b"}},
      {{"-a", "s", "put", "b"}, "put", {"b"}},
      {{"--archive", "put", "b"}, "seek", {"b"}},
      {{"--scores", "seek", "put"}, "seek", {"put"}},
      {{"b", "put"}, "seek", {"b", "put"}},
      {{"--archive", "s", "--", "put"}, "seek", {"put"}},
      {{"-5%", "put"}, "seek", {"-5%", "put"}},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.arguments.front() << " " << c.operands.size()) {
      const Options options = parse_command_line(kWithDefault, c.arguments);
      CHECK(options.verb->name == c.verb);
      CHECK(options.operands == c.operands);
    }
  }
}

TEST_CASE("Options keep their text as typed", "[command_line]") {
  const Options options = parse_command_line(
      kWithDefault, {"--ticker", "NVDA,AMD", "oil", "--ticker=META", "--scores", "--limit", "7", "-a", "/x"});
  CHECK(options.texts("ticker") == Words{"NVDA,AMD", "META"});
  CHECK(options.has("scores"));
  CHECK(options.number("limit", 10, 100) == 7);
  CHECK(options.text("archive") == "/x");
  CHECK(options.text("since", "always") == "always");
  CHECK(options.number("offset", 10, 100) == 10);
  CHECK(options.texts("since").empty());
  CHECK_FALSE(options.verb_named);
  CHECK(options.verb->name == "seek");
}

TEST_CASE("A number must be valid and within its limits", "[command_line]") {
  for (const char* written : {"-3", "", "x", "3x", " 3", "0", "101", "18446744073709551616", "1e3"}) {
    const Options options = parse_command_line(kWithDefault, {"--limit", written});
    CHECK_THROWS_MATCHES(options.number("limit", 10, 100, 1), Error,
                         HasKind(ErrorKind::kUsage) && Says("--limit takes a number from 1 to 100"));
  }
}

TEST_CASE("Mistakes are reported with a hint", "[command_line]") {
  struct Case {
    const ProgramRow& program;
    Words arguments;
    const char* message;
    const char* hint;
  };
  const Case cases[] = {
      {kWithDefault, {"a", "--limt", "3"}, "unrecognised option '--limt'", "did you mean --limit?"},
      {kWithDefault, {"a", "--lim", "3"}, "unrecognised option '--lim'", "did you mean --limit?"},
      {kWithDefault, {"a", "--tikcer=X"}, "unrecognised option '--tikcer", "did you mean --ticker?"},
      {kWithDefault, {"put", "a", "--since", "7d"}, "unrecognised option '--since'", "--since is an option of seek"},
      {kWithDefault, {"a", "--bogus"}, "unrecognised option '--bogus'", "prog --help lists the options"},
      {kWithDefault, {"put", "--bogus"}, "unrecognised option '--bogus'", "prog put --help lists the options"},
      {kWithDefault, {"a", "-b"}, "unrecognised option '-b'", "prog -- apple -b"},
      {kWithDefault, {"seek", "a", "-b"}, "unrecognised option '-b'", "prog seek -- apple -b"},
      {kWithDefault, {"put", "a", "-b"}, "unrecognised option '-b'", "prog put --help"},
      {kWithDefault, {"a", "--limit"}, "argument", "prog --help"},
      {kWithDefault, {"--limit", "1", "--limit", "2"}, "--limit is given twice", ""},
      {kWithDefault, {"a", "--scores=3"}, "scores", "prog --help"},
      {kVerbNeeded, {"sek", "a"}, "unknown verb 'sek'", "did you mean prog seek?"},
      {kVerbNeeded, {"innre"}, "unknown verb 'innre'", "prog --help lists the verbs"},
      {kVerbNeeded, {"quite-another"}, "unknown verb", "prog --help lists the verbs"},
      {kVerbNeeded, {"--archive", "x"}, "there is no verb after --archive", "prog --help lists the verbs"},
      {kVerbNeeded, {"--archive", "x", "sek"}, "unknown verb 'sek'", "did you mean prog seek?"},
      {kVerbNeeded, {"help", "sek"}, "unknown verb 'sek'", "did you mean prog seek?"},
      {kVerbNeeded, {"help", "quite-another"}, "unknown verb", "prog help lists the verbs"},
      {kWithDefault, {"help", "wanted", "ads"}, "unknown verb 'wanted'", "prog seek help wanted ads"},
      {kWithDefault, {"b", "-apple"}, "unrecognised option '-apple'", "prog -- apple -apple"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.arguments.front() << " " << c.arguments.back() << ": " << c.hint) {
      CHECK_THROWS_MATCHES(parse_command_line(c.program, c.arguments), Error,
                           HasKind(ErrorKind::kUsage) && Says(c.message) && Says(c.hint));
    }
  }
}

TEST_CASE("Help and version need no verb", "[command_line]") {
  for (const Words& arguments : {Words{"--help"}, Words{"-h"}, Words{"--version"}}) {
    const Options options = parse_command_line(kVerbNeeded, arguments);
    CHECK(options.verb == nullptr);
    CHECK(options.has(arguments.front() == "--version" ? "version" : "help"));
    CHECK(parse_command_line(kWithDefault, arguments).values == options.values);
  }
}

TEST_CASE("The word help is the help of the program or of a verb", "[command_line]") {
  for (const ProgramRow* program : {&kVerbNeeded, &kWithDefault}) {
    for (const Words& arguments : {Words{"help"}, Words{"--archive", "x", "help"}}) {
      const Options options = parse_command_line(*program, arguments);
      CHECK(options.has("help"));
      CHECK_FALSE(options.verb_named);
    }
    const Options options = parse_command_line(*program, {"help", "put"});
    CHECK(options.has("help"));
    CHECK(options.verb_named);
    CHECK(options.verb->name == "put");
  }
  CHECK(parse_command_line(kWithDefault, {"seek", "help", "put"}).operands == Words{"help", "put"});
}

TEST_CASE("A query that looks like a misspelt verb gets a hint", "[command_line]") {
  struct Case {
    Words arguments;
    const char* hint;
  };
  const Case cases[] = {
      {{"--limit", "3", "seke", "x"}, "'seke' is not a verb and was searched for; did you mean prog seek?"},
      {{"seke", "x"}, "'seke' is not a verb and was searched for; did you mean prog seek?"},
      {{"seek", "put"}, ""},
      {{"steel"}, ""},
      {{"pt"}, ""},
      {{"innre"}, ""},
      {{"--limit", "3"}, ""},
  };
  for (const Case& c : cases) {
    CHECK(verb_hint(kWithDefault, parse_command_line(kWithDefault, c.arguments)) == c.hint);
  }
}

}  // namespace
}  // namespace broadtape
