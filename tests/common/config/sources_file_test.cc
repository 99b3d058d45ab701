#include "common/config/sources_file.h"

#include <catch2/catch.hpp>

#include "common/error/error.h"
#include "tests/support/error_matcher.h"

using namespace broadtape;

namespace {

SourcesFile sources_of(const std::string& text) {
  return parse_sources(text, "/etc/news/sources.toml", "/home/ana");
}

}  // namespace

TEST_CASE("A file of sources gives each source its options, and those of the file where it has none", "[config]") {
  const SourcesFile file = sources_of(R"(every = "5m"
host-pause = 2.5
source = "All"

[[feed]]
url = "https://a.example/rss"
source = "Harbor Wire"
field = { title = "Headline", body = "Text" }
[[feed]]
url = "https://b.example/rss"
[[folder]]
path = "~/in"
[[folder]]
path = "../in"
)");
  REQUIRE(file.entries.size() == 4);
  CHECK(file.of_run == SourceValues{{"host-pause", {{"2.5"}, 2}}});
  const SourceEntry& first = file.entries[0];
  CHECK(first.kind == "feed");
  CHECK(first.address == "https://a.example/rss");
  CHECK(first.line == 5);
  CHECK(first.values == SourceValues{{"every", {{"5m"}, 1}},
                                     {"field", {{"body=Text", "title=Headline"}, 8}},
                                     {"source", {{"Harbor Wire"}, 7}}});
  CHECK(file.entries[1].values == SourceValues{{"every", {{"5m"}, 1}}, {"source", {{"All"}, 3}}});
  CHECK(file.entries[2].address == "/home/ana/in");
  CHECK(file.entries[2].values == SourceValues{{"source", {{"All"}, 3}}});
  CHECK(file.entries[3].address == "/etc/in");
  const SourcesFile paged = sources_of("pages = true\n[[feed]]\nurl = \"a\"\n[[sitemap]]\nurl = \"b\"\npages = false");
  CHECK(paged.entries[0].values == SourceValues{{"pages", {{}, 1, false}}});
  CHECK(paged.entries[1].values == SourceValues{{"pages", {{}, 6, true}}});
  CHECK(sources_of("[feed]\nurl = \"https://a.example/\"").entries.size() == 1);
}

TEST_CASE("An error of a file of sources names the line and the right spelling", "[config]") {
  struct Case {
    const char* text;
    const char* message;  // after the path
    const char* hint;
  };
  const Case cases[] = {
      {"", " names nothing to watch", "write [[feed]] and in the next line url = \"https://...\""},
      {"[[feeds]]\nurl = \"x\"", ", line 1: there is no key `feeds`", "did you mean feed?"},
      {"[[feed]]\nurll = \"x\"", ", line 2: there is no key `urll`", "did you mean url?"},
      {"[[feed]]\nurl = \"x\"\nsorce = \"y\"", ", line 3: there is no key `sorce`", "did you mean source?"},
      {"[[folder]]\npath = \"x\"\nevery = \"5m\"", ", line 3: there is no key `every`",
       "the keys are path, date-order, delimiter, encoding, field, format, source, years"},
      {"[[feed]]\nurl = \"x\"\nhost-pause = 1", ", line 3: there is no key `host-pause`",
       "the keys are url, date-order, delimiter, encoding, every, field, format, pages, source, years"},
      {"\n[[feed]]\nsource = \"x\"", ", line 2: a feed has no `url`",
       "write [[feed]] and in the next line url = \"https://...\""},
      {"feed = \"https://a.example/\"", ", line 1: `feed` is a table",
       "write [[feed]] and its keys in the lines below"},
      {"feed = [\"https://a.example/\"]", ", line 1: `feed` is a table",
       "write [[feed]] and its keys in the lines below"},
      {"[[feed]]\nurl = \"x\"\n[[feed]]\nurl = \"x\"", ", line 3: `x` is named in line 1 already",
       "remove one of them"},
      {"[[feed]]\nurl = \"x\"\npages = \"yes\"", ", line 3: `pages` is true or false", ""},
      {"host-pause = \"2\"", ", line 1: `host-pause` takes a number", ""},
      {"[[feed]]\nurl = \"x\"\nevery = 5", ", line 3: `every` takes a text in quotes", ""},
      {"[[feed]]\nurl = \"x\"\nfield = \"title=Top\"", ", line 3: `field` is a table of fields and their names",
       "such as { title = \"Headline\" }"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.text) {
      try {
        sources_of(c.text);
        FAIL("no error");
      } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::kUsage);
        CHECK(error.what() == "/etc/news/sources.toml" + std::string(c.message));
        CHECK(error.hint() == c.hint);
      }
    }
  }
  CHECK_THROWS_MATCHES(sources_of("[[feed"), Error, HasKind(ErrorKind::kUsage));
}

TEST_CASE("The example of a file of sources is valid", "[config]") {
  const SourcesFile file = read_sources_file(BROADTAPE_ROOT "/docs/examples/sources.toml");
  CHECK(file.entries.size() == 4);
}
