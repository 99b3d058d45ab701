#include "common/terminal/pager.h"

#include <fcntl.h>

#include <catch2/catch.hpp>
#include <functional>
#include <ostream>

#include "tests/support/temp_folder.h"

namespace broadtape {
namespace {

// The screen of four lines of ten columns after `write`.
std::string shown(const std::string& pager, const std::function<void(std::ostream&)>& write) {
  const TemporaryFolder folder;
  const std::string path = folder / "screen";
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  REQUIRE(file >= 0);
  {
    PagedBuffer buffer({pager, 4, 10, file});
    std::ostream out(&buffer);
    write(out);
    buffer.finish();
  }
  ::close(file);
  return read_file(path);
}

TEST_CASE("Text longer than the screen goes to the pager", "[terminal]") {
  struct Case {
    const char* name;
    std::string text;
    bool paged;
  };
  const Case cases[] = {
      {"nothing", "", false},
      {"one line fewer", "1\n2\n3\n", false},
      {"as many lines", "1\n2\n3\n4\n", true},
      {"a line as wide", std::string(30, 'x') + "\n", false},
      {"a line that takes four", std::string(41, 'x') + "\n", true},
      {"escape sequences take no room", "\x1b[1m" + std::string(30, 'x') + "\x1b[0m\n", false},
      {"links take no room", "\x1b]8;;https://news.example/" + std::string(60, 'a') + "\x1b\\x\x1b]8;;\x1b\\\n", false},
      {"characters of three bytes", "\u4e2d\u4e2d\u4e2d\u4e2d\u4e2d\u4e2d\u4e2d\u4e2d\u4e2d\n", false},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const std::string text = shown("sed s/^/P:/", [&](std::ostream& out) { out << c.text; });
      CHECK((text.find("P:") != std::string::npos) == c.paged);
      if (!c.paged) CHECK(text == c.text);
    }
  }
}

TEST_CASE("Text is written directly if the pager cannot be started", "[terminal]") {
  const std::string text = "1\n2\n3\n4\n5\n";
  for (const char* pager : {"", "exit 127", "exit 126"}) {
    CHECK(shown(pager, [&](std::ostream& out) { out << text; }) == text);
  }
}

TEST_CASE("A flush writes the held text and disables paging", "[terminal]") {
  CHECK(shown("sed s/^/P:/", [](std::ostream& out) {
          out << "1\n" << std::flush << "2\n3\n4\n5\n";
        }) == "1\n2\n3\n4\n5\n");
}

TEST_CASE("Quitting the pager early is reported to the writer", "[terminal]") {
  bool left = false;
  shown("true", [&](std::ostream& out) {
    out.exceptions(std::ios::badbit);
    try {
      for (int i = 0; i < 10'000; ++i) out << std::string(1'000, 'x') << '\n';
    } catch (const PagerLeft&) {
      left = true;
    }
  });
  CHECK(left);
}

TEST_CASE("The pager is the first one set, if it can be found", "[terminal]") {
  struct Case {
    const char *own, *usual, *command;
  };
  const Case cases[] = {{"sed p", "cat", "sed p"},    {"", "sed p", "sed p"},     {"cat", "sed p", ""},
                        {"nonesuch -x", "sed p", ""}, {"/no/such/pager", "", ""}, {"A=1 sed p", "", "A=1 sed p"}};
  for (const Case& c : cases) {
    INFO(c.own << ", " << c.usual);
    const std::string path = process_environment("PATH");
    CHECK(pager_command([&](const char* name) -> std::string {
            const std::string_view variable = name;
            return variable == "BROADTAPE_PAGER" ? c.own : variable == "PAGER" ? c.usual : path;
          }) == c.command);
  }
}

}  // namespace
}  // namespace broadtape
