#include "searcher/commands/last_query.h"

#include <fcntl.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "searcher/commands/commands.h"
#include "tests/support/temp_folder.h"

namespace broadtape {
namespace {

TEST_CASE("A query is narrowed as a whole, whatever it leaves open", "[commands]") {
  struct Case {
    const char* text;
    std::vector<std::string> excluded;
    const char* more;
    const char* narrowed;
  };
  const Case cases[] = {
      {"apple", {}, "", "apple"},
      {"", {"carrot"}, "", "-carrot"},
      {"apple banana", {"carrot"}, "", "apple banana -carrot"},
      {"apple OR banana", {"carrot"}, "", "(apple OR banana) -carrot"},
      {"\"rate cut\" Apple", {"its calf"}, "foal", "\"rate cut\" Apple foal -\"its calf\""},
      {"(apple OR banana", {"carrot"}, "", "(apple OR banana) -carrot"},
      {"apple \"banana", {"rate cut"}, "", "apple AND banana -\"rate cut\""},
      {"apple", {"carrot"}, "(plum OR fig", "apple (plum OR fig) -carrot"},
      {"apple", {"a)b"}, "", "apple -\"a)b\""},
  };
  for (const Case& c : cases) {
    INFO(c.text);
    CHECK(narrowed(c.text, c.excluded, c.more, {}) == c.narrowed);
  }
}

TEST_CASE("The last query is kept in a folder that is gone, too", "[commands]") {
  const int back = ::open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  REQUIRE(back >= 0);
  {
    const TemporaryFolder folder;
    std::filesystem::current_path(folder.path());
  }
  Options options = parse_options({"find", "oil", "--archive", "news"});
  CHECK_NOTHROW(last_query_of(options));
  const LastQuery query = last_query_of(options);
  REQUIRE(::fchdir(back) == 0);
  ::close(back);
  CHECK(query.text == "oil");
  CHECK(query.options.at("archive") == std::vector<std::string>{"news"});
}

}  // namespace
}  // namespace broadtape
