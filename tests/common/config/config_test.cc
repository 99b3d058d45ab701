#include "common/config/config.h"

#include <catch2/catch.hpp>
#include <cstdlib>

#include "common/error/error.h"
#include "tests/support/error_matcher.h"

using namespace broadtape;

namespace {

using Texts = std::vector<std::string>;

Config parsed(const std::string& text) {
  return parse_config(text, "config.toml", "/home/ana");
}

}  // namespace

TEST_CASE("The configuration sets defaults and names archives", "[config]") {
  const Config config = parsed(R"(
archive = ["reuters", "./here"]
timezone = "Europe/Berlin"
source = "Reuters"
color = "never"
hyperlinks = "always"
[archives]
reuters = "~/news"
sample = "/srv/sample"
)");
  CHECK(config.archive == Texts{"reuters", "./here"});
  CHECK(config.archives ==
        std::map<std::string, std::string>{{"reuters", "/home/ana/news"}, {"sample", "/srv/sample"}});
  CHECK(config.timezone == "Europe/Berlin");
  CHECK(config.sources == Texts{"Reuters"});
  CHECK(config.color == "never");
  CHECK(config.hyperlinks == "always");
  CHECK(parsed("") == Config{});
  CHECK(parsed(kConfigTemplate) == Config{});
}

TEST_CASE("An error of the configuration names the line and the right spelling", "[config]") {
  struct Case {
    const char* text;
    const char* message;
    const char* hint;
  };
  const Case cases[] = {
      {"\ntimezon = \"UTC\"", "config.toml, line 2: there is no key `timezon`", "did you mean timezone?"},
      {"colour = \"never\"", "config.toml, line 1: there is no key `colour`", "did you mean color?"},
      {"limit = 3", "config.toml, line 1: there is no key `limit`",
       "the keys are archive, archives, color, hyperlinks, source, timezone"},
      {"color = true", "config.toml, line 1: `color` takes a text in quotes", ""},
      {"color = \"\"", "config.toml, line 1: `color` takes a text in quotes", ""},
      {"source = [\"a\", 3]", "config.toml, line 1: `source` takes a text in quotes", ""},
      {"archives = \"news\"", "config.toml, line 1: `archives` is a table of names and folders", ""},
      {"[archives]\n\"a,b\" = \"/x\"", "config.toml, line 2: the name `a,b` of an archive has a comma or slash", ""},
      {"archive = \"reuter\"\n[archives]\nreuters = \"/x\"",
       "config.toml: `archive` names `reuter`, which [archives] does not have", "did you mean reuters?"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    try {
      parsed(c.text);
      FAIL("accepted");
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::kUsage);
      CHECK(std::string(error.what()) == c.message);
      CHECK(error.hint() == c.hint);
    }
  }
  CHECK_THROWS_MATCHES(parsed("color = "), Error, HasKind(ErrorKind::kUsage));
  CHECK_THROWS_MATCHES(parsed("color = \"a\"\ncolor = \"b\""), Error, HasKind(ErrorKind::kUsage));
  CHECK_THROWS_MATCHES(parsed(std::string(100'000, '[')), Error, HasKind(ErrorKind::kUsage));
}

TEST_CASE("A value of --archive is a list of names, or a path", "[config]") {
  const Config config = parsed("archive = \"b\"\n[archives]\na = \"/a\"\nb = \"/b\"");
  CHECK(archive_folders(config, "a") == Texts{"/a"});
  CHECK(archive_folders(config, "a,b") == Texts{"/a", "/b"});
  CHECK(archive_folders(config, "a,c") == Texts{"a,c"});
  CHECK(archive_folders(config, "./a") == Texts{"./a"});
  CHECK(archive_folders(config, "") == Texts{""});
  ::unsetenv("BROADTAPE_ARCHIVE");
  CHECK(archive_folders(config, Texts{"a", "/x"}, "/default") == Texts{"/a", "/x"});
  CHECK(archive_folders(config, Texts{}, "/default") == Texts{"/b"});
  CHECK(archive_folders({}, Texts{}, "/default") == Texts{"/default"});
  ::setenv("BROADTAPE_ARCHIVE", "a,b", 1);
  CHECK(archive_folders(config, Texts{}, "/default") == Texts{"/a", "/b"});
  CHECK(archive_folders(config, Texts{"a"}, "/default") == Texts{"/a"});
  ::unsetenv("BROADTAPE_ARCHIVE");
}
