#include "indexer/ingest/page_article.h"

#include <catch2/catch.hpp>

#include "common/companies/company_directory.h"
#include "common/time/instant.h"

using namespace broadtape;

namespace {

const std::string kText =
    "Oil rose three percent on Thursday after producers agreed to cut output for another quarter, traders said. "
    "Brent settled above eighty dollars a barrel for the first time since October, and shares of refiners fell.";

std::string page_of(const std::string& title, const std::string& text, const std::string& date = "") {
  return "<!DOCTYPE html><html lang=\"en\"><head><title>" + title + "</title>" +
         (date.empty() ? "" : "<meta property=\"article:published_time\" content=\"" + date + "\">") +
         "<meta name=\"author\" content=\"Jane Roe\"></head><body><article><h1>" + title + "</h1><p>" + text +
         "</p></article></body></html>";
}

Article entry_of(const std::string& title) {
  Article entry;
  entry.title = title;
  entry.url = "https://feeds.example/1";
  entry.source = "Harbor Wire";
  entry.external_id = "1";
  entry.published = parse_instant("2025-01-30T12:00:00Z");
  entry.published_text = "Thu, 30 Jan 2025 12:00:00 GMT";
  return entry;
}

PageArticle read_page_of(const std::string& html, const std::optional<Article>& entry, std::uint64_t entry_bytes = 0) {
  static const ArticleBuilder builder(CompanyDirectory::builtin(), 1738240000);
  InputName name;
  name.display = name.url = "https://www.news.example/oil-rises";
  MemorySource page(html, name);
  return read_page_article(page, entry, entry_bytes, {builder, {}, {}});
}

}  // namespace

TEST_CASE("A page gives its text to the article of its entry", "[ingest][pages]") {
  const Article entry = entry_of("Oil rises on output cuts");
  const PageArticle read =
      read_page_of(page_of("Oil rises on output cuts | News", kText, "2025-01-29T08:00:00Z"), entry, 50);
  REQUIRE(read.article);
  CHECK(read.failure.empty());
  CHECK(read.article->body == kText);
  CHECK(read.article->title == entry.title);
  CHECK(read.article->url == entry.url);
  CHECK(read.article->source == "Harbor Wire");
  CHECK(read.article->external_id == "1");
  CHECK(read.article->published == entry.published);
  CHECK(read.article->published_text == entry.published_text);
  CHECK(read.article->author == "Jane Roe");
  CHECK(read.article->first_seen_s == 1738240000);
}

TEST_CASE("A page gives what its entry lacks, and the time of a day", "[ingest][pages]") {
  const std::string page = page_of("Oil rises on output cuts", kText, "2025-01-30T08:00:00Z");
  Article untitled = entry_of("");
  untitled.source.clear();
  CHECK(read_page_of(page, untitled).article->title == "Oil rises on output cuts");
  CHECK(read_page_of(page, untitled).article->source == "news.example");
  struct Case {
    const char* of_entry;  // its date
    const char* expected;
  };
  for (const Case& c : {Case{"2025-01-30", "2025-01-30T08:00:00Z"}, Case{"2025-01-28", "2025-01-28"},
                        Case{"", "2025-01-30T08:00:00Z"}, Case{"2025-01-30T12:00:00Z", "2025-01-30T12:00:00Z"}}) {
    Article entry = entry_of("Oil rises on output cuts");
    entry.published = *c.of_entry ? std::optional(parse_instant(c.of_entry)) : std::nullopt;
    const PageArticle read = read_page_of(page, entry);
    REQUIRE(read.article);
    CHECK(format_instant(*read.article->published) == c.expected);
  }
}

TEST_CASE("A page that has no more than its entry gives no article", "[ingest][pages]") {
  struct Case {
    const char* name;
    std::string page;
    std::uint64_t entry_bytes;
    const char* failure;
  };
  const std::string login =
      "Log in or subscribe to continue reading. A subscription costs a dollar a week, and you can "
      "cancel it at any time. Already a subscriber? Enter your address and your secret word.";
  const Case cases[] = {
      {"a login wall with less text", page_of("Oil rises on output cuts", login), 400,
       "has no more text than its entry"},
      {"a login wall with more text", page_of("Log in", login), 10, "has another text than its entry"},
      {"the same text", page_of("Oil rises on output cuts", kText), kText.size(), "has no more text than its entry"},
      {"no text", "<!DOCTYPE html><html><head><title>Oil rises on output cuts</title></head><body></body></html>", 0,
       "has no text"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const PageArticle read = read_page_of(c.page, entry_of("Oil rises on output cuts"), c.entry_bytes);
      CHECK(!read.article);
      CHECK(read.failure == c.failure);
    }
  }
}

TEST_CASE("A page without an entry is an article if it has a title, a text and a date", "[ingest][pages]") {
  const PageArticle read = read_page_of(page_of("Oil rises", kText, "2025-01-30T08:00:00Z"), std::nullopt);
  REQUIRE(read.article);
  CHECK(read.article->url == "https://www.news.example/oil-rises");
  CHECK(read.article->title == "Oil rises");
  const PageArticle undated = read_page_of(page_of("Contact", kText), std::nullopt);
  CHECK(!undated.article);
  CHECK(undated.failure == "has no title or date, so that it is no article");
}
