#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "common/error/error.h"
#include "tests/indexer/readers/collected.h"
#include "tests/support/error_matcher.h"

using namespace broadtape;

namespace {

// A PDF with one page for each list of lines. `info` is the content of the information dictionary, `trailer` is added
// to the trailer.
std::string pdf(const std::vector<std::vector<std::string>>& pages, const std::string& info = "",
                const std::string& trailer = "") {
  std::vector<std::string> objects = {"<</Type/Catalog/Pages 2 0 R>>", "", "<<" + info + ">>",
                                      "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"};
  std::string kids;
  for (const std::vector<std::string>& lines : pages) {
    std::string content = "BT /F1 12 Tf 14 TL 72 720 Td";
    for (const std::string& line : lines) content += " (" + line + ") Tj T*";
    content += " ET";
    objects.push_back("<</Length " + std::to_string(content.size()) + ">>stream\n" + content + "\nendstream");
    const std::string stream = std::to_string(objects.size());
    objects.push_back("<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 4 0 R>>>>/Contents " +
                      stream + " 0 R>>");
    kids += std::to_string(objects.size()) + " 0 R ";
  }
  objects[1] = "<</Type/Pages/Count " + std::to_string(pages.size()) + "/Kids[" + kids + "]>>";
  std::string out = "%PDF-1.4\n", table = "0000000000 65535 f \n";
  for (std::size_t i = 0; i < objects.size(); ++i) {
    char entry[32];
    std::snprintf(entry, sizeof entry, "%010zu 00000 n \n", out.size());
    table += entry;
    out += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  }
  const std::string size = std::to_string(objects.size() + 1), start = std::to_string(out.size());
  return out + "xref\n0 " + size + "\n" + table + "trailer\n<</Size " + size + "/Root 1 0 R/Info 3 0 R" + trailer +
         ">>\nstartxref\n" + start + "\n%%EOF\n";
}

// A child process of this one, or 0.
pid_t child_process() {
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    const std::string number = entry.path().filename();
    if (number.find_first_not_of("0123456789") != std::string::npos) continue;
    std::string stat;
    std::getline(std::ifstream(entry.path() / "stat"), stat);
    const std::size_t parent = stat.rfind(')');  // ") R 17 ..."
    if (parent != std::string::npos && std::atoi(stat.c_str() + parent + 3) == ::getpid()) return std::stoi(number);
  }
  return 0;
}

}  // namespace

TEST_CASE("A PDF whose process is killed from outside is not said to be above a limit", "[readers][pdf]") {
  const std::vector<std::vector<std::string>> pages(5'000, std::vector<std::string>(20, "Oil rises again, it said"));
  const std::string bytes = pdf(pages);
  std::atomic<bool> ended = false;
  std::thread killer([&] {
    while (!ended) {
      const pid_t child = child_process();
      if (child > 0 && ::kill(child, SIGKILL) == 0) return;
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  });
  try {
    collect(bytes);
    FAIL_CHECK("was read");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::kInput);
    CHECK(error.what() == std::string("is a PDF whose process was killed from outside, perhaps for lack of memory"));
  }
  ended = true;
  killer.join();
}

TEST_CASE("A PDF of prose is one article with its properties", "[readers][pdf]") {
  const Collected got = collect(
      pdf({{"Acme doubles its profit", "Acme said on Thursday that its profit", "had doubled."}, {"More of it."}},
          "/Title(Acme doubles its profit)/Author(Ann Reed)/CreationDate(D:20250130093000+01'00')"));
  const RawArticle raw = only_article(got);
  CHECK(raw.title == "Acme doubles its profit");
  CHECK(raw.body == "Acme said on Thursday that its profit\nhad doubled.\nMore of it.");
  CHECK(raw.author == "Ann Reed");
  CHECK(raw.date_text == "2025-01-30T08:30:00Z");
  CHECK(got.notes.empty());
}

TEST_CASE("An export in a PDF is read with the blank lines of its pages", "[readers][pdf]") {
  const auto document = [](const char* number, const char* title) {
    return std::vector<std::string>{std::string(number) + " of 2 DOCUMENTS",
                                    "",
                                    "Example Times",
                                    "",
                                    "January 15, 2024 Monday",
                                    "",
                                    title,
                                    "",
                                    "BYLINE: Ann Reed",
                                    "",
                                    "LENGTH: 40 words",
                                    "",
                                    "Acme reported a record profit on Monday.",
                                    "",
                                    "LOAD-DATE: January 16, 2024"};
  };
  const Collected got = collect(pdf({document("1", "Acme beats estimates"), document("2", "Oil rises")}));
  REQUIRE(got.titles() == std::vector<std::string>{"Acme beats estimates", "Oil rises"});
  for (const RawArticle& raw : got.articles) {
    CHECK(raw.body == "Acme reported a record profit on Monday.");
    CHECK(raw.author == "Ann Reed");
  }
}

TEST_CASE("Words that a line breaks are joined in a PDF", "[readers][pdf]") {
  CHECK(only_article(collect(pdf({{"Oil rises", "", "Acme said on Thursday that its profit-",
                                   "ability had risen in all of the markets."}})))
            .body == "Acme said on Thursday that its profitability had risen in all of the markets.");
}

TEST_CASE("Properties of a PDF that say nothing are ignored", "[readers][pdf]") {
  const RawArticle raw = only_article(
      collect(pdf({{"Oil rises", "Prices rose."}}, "/Title(Microsoft Word - oil.doc)/Author(user)/CreationDate(x)")));
  CHECK(raw.title == "Oil rises");
  CHECK(raw.author.empty());
  CHECK(raw.date_text.empty());
}

TEST_CASE("A PDF without text is refused, with a way out", "[readers][pdf]") {
  try {
    collect(pdf({{}, {}}));
    FAIL("was read");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::kInput);
    CHECK(error.what() == std::string("is a PDF without text, of 2 pages"));
    CHECK(error.hint().find("ocrmypdf") != std::string::npos);
  }
  const Collected got = collect(pdf({{"Oil rises"}, {}}));
  CHECK(got.articles.size() == 1);
  REQUIRE(got.notes.size() == 1);
  CHECK(got.notes[0].find("1 of 2 pages have no text") == 0);
}

TEST_CASE("A PDF with a password is refused, with a way out", "[readers][pdf]") {
  const std::string key(32, 'k');
  CHECK_THROWS_MATCHES(
      collect(pdf({{"Oil rises"}}, "",
                  "/ID[(0123456789abcdef)(0123456789abcdef)]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O(" + key + ")/U(" +
                      key + ")>>")),
      Error, HasKind(ErrorKind::kInput) && Says("is a PDF with a password"));
}

TEST_CASE("A damaged PDF is an error or is read, and never ends the program", "[readers][pdf]") {
  CHECK_THROWS_MATCHES(collect("%PDF-1.7\nobj"), Error, HasKind(ErrorKind::kInput) && Says("damaged PDF"));
  const std::string whole = pdf({{"Oil rises", "Prices rose."}});
  for (std::size_t at = 9; at < whole.size(); at += 83) {
    std::string flipped = whole;
    flipped[at] = static_cast<char>(flipped[at] ^ 0x15);
    try {
      collect(flipped);
    } catch (const Error& error) {
      CHECK((error.kind() == ErrorKind::kInput || error.kind() == ErrorKind::kTooLarge));
    }
  }
}
