#include "common/article/article_match.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "tests/support/article_maker.h"

using namespace broadtape;

namespace {

constexpr const char* kReport =
    "Shares of Acme rose 4 percent on Thursday after the chipmaker raised its outlook for the year. Revenue in the "
    "quarter rose to "
    "2.1 billion dollars, the company said, as demand for its processors from cloud providers stayed strong. Analysts "
    "had expected "
    "1.9 billion. The chief executive said that supply remains tight.";
constexpr const char* kCorrected =
    "Shares of Acme rose 5 percent on Thursday after the chipmaker raised its outlook for the year. Revenue in the "
    "quarter rose to "
    "2.2 billion dollars, the company said, as demand for its processors from cloud providers stayed strong. Analysts "
    "had expected "
    "1.9 billion. The chief executive said on a call that supply remains tight.";
constexpr const char* kUnrelated =
    "Gold fell for a third day as the dollar strengthened. Spot gold was down 0.8 percent at 1,512 dollars an ounce by "
    "noon, dealers "
    "said. Holdings of the largest fund backed by gold fell to their lowest in a month, and traders wait for figures "
    "on payrolls.";

Article article_of(const std::string& title, const std::string& body, const std::string& url = {}) {
  Article article = make_article(title, body);
  article.url = url;
  return article;
}

bool is_same(KeyKind kind, const Article& a, const Article& b) {
  const std::uint32_t match = match_of(kind, facts_of(a), facts_of(b));
  CHECK(match == match_of(kind, facts_of(b), facts_of(a)));
  return match != kNoMatch;
}

}  // namespace

TEST_CASE("Articles with the same address differ only if both headline and text differ", "[article][match]") {
  struct Row {
    const char* name;
    Article one, other;
    bool same;
  };
  const Row rows[] = {
      {"the same", article_of("Acme rises", kReport), article_of("Acme rises", kReport), true},
      {"a correction", article_of("Acme rises", kReport), article_of("Acme rises", kCorrected), true},
      {"a correction with another headline", article_of("Acme rises", kReport),
       article_of("UPDATE 1-Acme up", kCorrected), true},
      {"its first sentence before",
       article_of("Acme up 4 pct", "Shares of Acme rose 4 percent on Thursday after the chipmaker raised its outlook."),
       article_of("Chipmaker lifts outlook", kReport), true},
      {"rewritten under its headline", article_of("Acme rises", kReport), article_of("ACME  rises", kUnrelated), true},
      {"another article", article_of("Acme rises", kReport), article_of("Gold falls", kUnrelated), false},
      {"short texts", article_of("Oil up", "Oil rose."), article_of("Bank fails", "A bank failed."), false},
      {"short texts with two words in common", article_of("T one", "First entirely different text about oil."),
       article_of("T two", "Second text: about gold and banks."), false},
      {"a short correction", article_of("T one", "Original text is here."),
       article_of("T one", "Corrected text is here."), true},
      {"a short correction and a new headline", article_of("Oil up", "Oil rose 2 percent on Friday in London."),
       article_of("Crude up", "Oil rose 3 percent on Friday in London."), true},
      {"a headline, its text later", article_of("Acme rises", ""), article_of("Acme rises", kReport), true},
      {"two headlines", article_of("Oil up", ""), article_of("Bank fails", ""), false},
      {"a headline that is made precise", article_of("Fed cuts interest rates", ""),
       article_of("Fed cuts interest rates by 25 points", ""), true},
      {"two texts without headlines", article_of("", kReport), article_of("", kUnrelated), false},
      {"Chinese, another article", article_of("油价上涨", "国际油价周五上涨百分之二，受供应担忧推动。"),
       article_of("银行倒闭", "一家地区性银行周四宣布破产，储户排队提款。"), false},
      {"Chinese, a correction", article_of("油价上涨", "国际油价周五上涨百分之二，受供应担忧推动。"),
       article_of("油价走高", "国际油价周五上涨百分之三，受供应担忧推动。"), true},
      {"Russian, another article", article_of("Нефть", "Цены на нефть выросли на два процента."),
       article_of("Банк", "Региональный банк объявил о банкротстве."), false},
      {"Russian, a correction", article_of("Нефть", "Цены на нефть выросли на два процента."),
       article_of("Нефть растет", "Цены на нефть выросли на три процента."), true},
      {"Thai, a correction", article_of("น้ำมัน", "ราคาน้ำมันปรับตัวขึ้นสองเปอร์เซ็นต์ในวันศุกร์"),
       article_of("ราคา", "ราคาน้ำมันปรับตัวขึ้นสามเปอร์เซ็นต์ในวันศุกร์"), true},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    CHECK(is_same(KeyKind::kUrl, row.one, row.other) == row.same);
  }
}

TEST_CASE("Articles with the same headline and day are the same only if their texts are related", "[article][match]") {
  const std::string page = "https://news.example/a";
  struct Row {
    const char* name;
    Article one, other;
    bool same;
  };
  const Row rows[] = {
      {"two wraps", article_of("Market wrap", "Morning: stocks rose."),
       article_of("Market wrap", "Evening: stocks fell."), false},
      {"a correction", article_of("Wrap", kReport), article_of("Wrap", kCorrected), true},
      {"with and without address", article_of("Wrap", kReport, page), article_of("Wrap", kReport), true},
      {"with and without address, corrected", article_of("Wrap", kReport, page), article_of("Wrap", kCorrected), false},
      {"another query", article_of("Wrap", kReport, page), article_of("Wrap", kReport, page + "?ref=rss"), true},
      {"another query and another text", article_of("Wrap", kReport, page + "?id=1"),
       article_of("Wrap", kCorrected, page + "?id=2"), false},
      {"another path", article_of("Wrap", kReport, page), article_of("Wrap", kReport, page + "b"), false},
      {"another host", article_of("Wrap", kReport, page), article_of("Wrap", kReport, "https://other.example/a"),
       false},
      {"headlines alone", article_of("Wrap", ""), article_of("WRAP", ""), true},
      {"one word", article_of("Wrap", "Up."), article_of("Wrap", "up"), true},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    CHECK(is_same(KeyKind::kTitle, row.one, row.other) == row.same);
  }
  Article one = article_of("Wrap", kReport), other = one;
  one.external_id = "1";
  CHECK(is_same(KeyKind::kTitle, one, other));
  other.external_id = "2";
  CHECK(!is_same(KeyKind::kTitle, one, other));
}

TEST_CASE("A record that adds nothing is distinguished from one that does", "[article][match]") {
  struct Row {
    const char* name;
    void (*change)(Article&);
    bool says_all;
  };
  const Row rows[] = {
      {"nothing", [](Article&) {}, true},
      {"white space", [](Article& a) { a.body = " Shares of  Acme\nrose 4 percent. "; }, true},
      {"a sign", [](Article& a) { a.body = "Shares of Acme rose -4 percent."; }, false},
      {"case", [](Article& a) { a.body = "Shares of ACME rose 4 percent."; }, false},
      {"no text", [](Article& a) { a.body.clear(); }, true},
      {"no author", [](Article& a) { a.author.clear(); }, true},
      {"another author", [](Article& a) { a.author = "Bo"; }, false},
      {"no date", [](Article& a) { a.published.reset(); }, true},
      {"the day alone",
       [](Article& a) {
         a.published = Instant{1'738'195'200, Precision::kDay};
       },
       true},
      {"another day",
       [](Article& a) {
         a.published = Instant{1'738'108'800, Precision::kDay};
       },
       false},
      {"another hour", [](Article& a) { a.published->utc_s += 3600; }, false},
  };
  Article known = make_article("Acme rises");
  known.author = "Ana";
  for (const Row& row : rows) {
    Article article = known;
    row.change(article);
    INFO(row.name);
    CHECK(says_all_of(facts_of(known), facts_of(article)) == row.says_all);
  }
}
