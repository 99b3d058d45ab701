#include "indexer/readers/exported_record.h"

#include <catch2/catch.hpp>

#include "tests/indexer/readers/collected.h"

namespace broadtape {
namespace {

constexpr const char* kId = "mzxw6ytboi3dgnbv";

RawArticle only(const std::string& text, const ReadOptions& options = {}) {
  return only_article(collect(text, options));
}

TEST_CASE("A record of an export is read verbatim", "[readers][export]") {
  const RawArticle raw =
      only(R"({"id":"mzxw6ytboi3dgnbv","external_id":"7","title":"AT&amp;T <b>x</b>","body":"<p>&lt;</p>","source":"",)"
           R"("author":"","published":"2025-01-30","published_text":"30 Jan","first_seen":"2025-01-31T00:00:00Z",)"
           R"("tickers":["NVDA","CVX"],"source_tickers":["CVX"],"labels":["a;b","c"],"flags":["superseded"]})"
           "\n");
  CHECK(raw.title == "AT&amp;T <b>x</b>");
  CHECK(raw.body == "<p>&lt;</p>");
  CHECK(raw.external_id == "7");
  CHECK(raw.date_text == "2025-01-30");
  CHECK(raw.tickers == std::vector<std::string>{"CVX"});
  CHECK(raw.labels == std::vector<std::string>{"a;b", "c"});
  REQUIRE(raw.exported);
  CHECK(raw.exported->id == kId);
  CHECK(raw.exported->published_text == "30 Jan");
  CHECK(raw.exported->first_seen == "2025-01-31T00:00:00Z");
  CHECK(raw.exported->flags == std::vector<std::string>{"superseded"});
  CHECK(raw.exported->has_flags);
  CHECK(raw.exported->has_source);
  CHECK(raw.exported->is_whole);
}

TEST_CASE("An export without some members says so", "[readers][export]") {
  const RawArticle raw = only(R"({"title":"Oil","published":"2025-01-30","source_tickers":[],"tickers":["CVX"]})"
                              "\n");
  CHECK(raw.tickers.empty());
  REQUIRE(raw.exported);
  CHECK(raw.exported->id.empty());
  CHECK(raw.exported->published_text == "2025-01-30");
  CHECK_FALSE(raw.exported->has_flags);
  CHECK_FALSE(raw.exported->has_source);
  CHECK_FALSE(raw.exported->is_whole);
}

TEST_CASE("Other records are not read as exports", "[readers][export]") {
  struct Case {
    const char* name;
    const char* text;
    ReadOptions options;
  };
  const Case cases[] = {
      {"without the mark", "{\"id\":\"mzxw6ytboi3dgnbv\",\"title\":\"AT&amp;T\",\"tickers\":[\"T\"]}\n", {}},
      {"names chosen", "{\"title\":\"AT&amp;T\",\"tickers\":[\"T\"],\"source_tickers\":[]}\n", {"", {{"body", "b"}}}},
      {"CSV", "id,title,tickers\nmzxw6ytboi3dgnbv,AT&amp;T,T\n", {}},
  };
  for (const Case& c : cases) {
    INFO(c.name);
    const RawArticle raw = only(c.text, c.options);
    CHECK_FALSE(raw.exported);
    CHECK(raw.title == "AT&T");
    CHECK(raw.tickers == std::vector<std::string>{"T"});
  }
}

TEST_CASE("An id that is not an article id is the identifier of the source", "[readers][export]") {
  const RawArticle raw = only("{\"id\":\"4711\",\"title\":\"Oil\",\"source_tickers\":[]}\n");
  CHECK(raw.external_id == "4711");
  CHECK(raw.exported->id.empty());
}

TEST_CASE("Only the apostrophes of a guarded CSV export are removed", "[readers][export]") {
  const RawArticle guarded = only("title,author,labels,source_tickers\n'=1,''=1,\"'-a;\"\"b;c\"\"\",\n");
  CHECK(guarded.title == "=1");
  CHECK(guarded.author == "'=1");
  CHECK(guarded.labels == std::vector<std::string>{"-a", "b;c"});
  const RawArticle plain = only("title,author,labels,\"source_tickers\"\n'=1,None,'-a,\n");
  CHECK(plain.title == "'=1");
  CHECK(plain.author == "None");
  CHECK(plain.labels == std::vector<std::string>{"'-a"});
}

TEST_CASE("A list in a cell is split only at semicolons", "[readers][export]") {
  struct Case {
    const char* cell;
    std::vector<std::string> members;
  };
  const Case cases[] = {
      {"", {}},
      {"a", {"a"}},
      {"a, b;c d", {"a, b", "c d"}},
      {"\"a;b\";c", {"a;b", "c"}},
      {"\"say \"\"so\"\"\"", {"say \"so\""}},
      {"\"not closed", {"not closed"}},
      {"\"a\"b;c", {"ab", "c"}},
      {";a", {"", "a"}},
  };
  for (const Case& c : cases) {
    INFO(c.cell);
    CHECK(split_exported_list(c.cell) == c.members);
  }
}

}  // namespace
}  // namespace broadtape
