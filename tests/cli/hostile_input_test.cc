// No input takes more memory than the documentation allows, and none keeps the next record out of the archive.
#include <sys/resource.h>

#include <catch2/catch.hpp>
#include <functional>

#include "tests/support/programs.h"
#include "tests/support/sanitizers.h"
#include "tests/support/temp_folder.h"

using namespace broadtape;
using Catch::Contains;

namespace {

constexpr std::size_t kMiB = 1u << 20;
constexpr long kMaxPeakKib = 512L << 10;  // as docs/cli.md says
constexpr const char* kGood = "{\"title\":\"Acme rises\",\"body\":\"Shares of Acme rose.\"}\n";

// `piece` again and again, `bytes` in all.
std::string repeated(const std::string& piece, std::size_t bytes) {
  std::string text;
  while (text.size() < bytes) text += piece;
  return text;
}

std::string numbered(const std::string& before, std::size_t count, const std::string& behind) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += before + std::to_string(i) + behind;
  return text;
}

std::string json_line(const std::string& body) {
  return "{\"title\":\"Long\",\"body\":\"" + body + "\"}\n";
}

// Of all children that have ended.
long peak_kib_of_children() {
  rusage usage{};
  ::getrusage(RUSAGE_CHILDREN, &usage);
  return usage.ru_maxrss;
}

}  // namespace

TEST_CASE("Hostile input is rejected by a named limit in bounded memory", "[cli][limits]") {
  struct Case {
    const char* name;
    const char* form;
    std::function<std::string()> text;
    const char* says;
    int articles;
  };
  const Case cases[] = {
      {"a page of many elements", "html", [] { return "<html><body>" + repeated("<p>x", 15 * kMiB); },
       "more than 500000 elements and attributes", 0},
      {"a page with a tag of many attributes", "html",
       [] { return "<html><body><p " + numbered("a", 20'000, " ") + ">x"; }, "", 1},
      {"a field of many elements", "jsonl", [] { return json_line(repeated("<p>x", 15 * kMiB)) + kGood; },
       "more than 500000 elements and attributes", 1},
      {"JSON of many values", "jsonl",
       [] { return "{\"title\":\"t\",\"x\":[" + repeated("0,", 30 * kMiB) + "0]}\n" + kGood; },
       "more than 1000000 values", 1},
      {"a list of many tickers", "jsonl",
       [] { return "{\"title\":\"t\",\"tickers\":\"" + repeated("A,", 30 * kMiB) + "\"}\n" + kGood; },
       "more than 10000 items", 1},
      {"CSV of many columns", "csv", [] { return "title,body" + repeated(",c", 4 * kMiB) + "\nT,B\n"; },
       "more than 16384 cells", 0},
      {"a row of many cells", "csv", [] { return "title,body\n" + repeated(",", 20 * kMiB) + "\nT,B\n"; },
       "more than 16384 cells", 1},
      {"a quote that never closes, over empty lines", "csv",
       [] { return "title,body\n\"x" + repeated("\n", 20 * kMiB) + "T,B\n"; }, "unterminated quote", 1},
      {"text of many lines", "ding", [] { return "-- T\n-- B\n\n" + repeated("\n", 20 * kMiB) + "text\n"; }, "", 1},
      {"a saved page of many lines", "saved-page", [] { return "T\nSource S\n" + repeated("a\n", 20 * kMiB); },
       "more than 1000000 lines", 0},
      {"an export of many lines", "nexis",
       [] { return "1 of 2 DOCUMENTS\nLENGTH: 4 words\n" + repeated("a\n", 20 * kMiB); }, "is too long", 0},
      {"a press wire of many datelines", "wire",
       [] { return "T\n\n" + repeated("LONDON, Jan 30 (Reuters) - Oil rose.\n", 20 * kMiB); }, "is too long", 0},
      {"a long text", "jsonl", [] { return json_line(repeated("word ", 20 * kMiB)) + kGood; },
       "its text is longer than", 1},
      {"the longest text, of short words", "jsonl", [] { return json_line(repeated("a b ", 7 * kMiB)) + kGood; }, "",
       2},
      {"many companies", "jsonl", [] { return json_line(repeated("General Electric ", 7 * kMiB)) + kGood; }, "", 2},
  };
  const TemporaryFolder folder;
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const std::string input = folder.write("input", c.text());
      const Finished finished = tape_index({"add", input, "--format", c.form, "--archive", folder / "archive"});
      INFO(finished.err);
      CHECK((finished.status == 0 || finished.status == 1 || finished.status == 3));
      CHECK_THAT(finished.err, Contains(c.says));
      CHECK(finished.err.size() < 4096);
      CHECK(articles_in(folder / "archive") == c.articles);
      if (!kSanitized) CHECK(peak_kib_of_children() < kMaxPeakKib);
      std::filesystem::remove_all(folder / "archive");
    }
  }
}

TEST_CASE("A company file without an end is refused", "[cli][limits]") {
  const TemporaryFolder folder;
  const std::string input = folder.write("news.jsonl", kGood);
  const Finished finished = tape_index({"add", input, "--symbols", "/dev/zero", "--archive", folder / "archive"});
  CHECK(finished.status >= 2);
  CHECK_THAT(finished.err, Contains("the company file /dev/zero is larger than"));
}
