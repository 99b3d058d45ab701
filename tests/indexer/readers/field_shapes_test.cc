// Fields whose names or values come in unusual ways: numbered and repeated columns, states, references, spellings.
#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/indexer/readers/collected.h"

using namespace broadtape;

namespace {

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("Numbered columns of headlines are articles of their row", "[readers][csv]") {
  const Collected got = collect(
      "Date,Label,Top1,Top2,Top3\n"
      "2008-08-08,0,\"b\"\"Acme doubles 'its' profit\"\"\",b'Gold falls a little',b'Oil\\'s price \\xc3\\xa9tonne\\n'\n"
      "2008-08-11,1,\"b'Acme names a chief'\",,nan\n");
  CHECK(got.titles() ==
        Texts{"Acme doubles 'its' profit", "Gold falls a little", "Oil's price étonne", "Acme names a chief"});
  REQUIRE(got.articles.size() == 4);
  CHECK(got.articles[2].date_text == "2008-08-08");
  CHECK(got.articles[2].record == "row 1 (line 2), Top3");
  CHECK(got.articles[3].date_text == "2008-08-11");
  CHECK(got.rejects.empty());

  const Collected named = collect(
      "date,headline_0,url_0,headline_1,url_1,headline_2,url_2\n"
      "2025-01-30,Oil rises,https://x.example/1,Gold falls,https://x.example/2,,\n"
      "2025-01-31,,,,,,\n");
  CHECK(named.titles() == Texts{"Oil rises", "Gold falls"});
  REQUIRE(named.articles.size() == 2);
  CHECK(named.articles[1].url == "https://x.example/2");
  CHECK(named.rejects.size() == 1);
}

TEST_CASE("Numbered columns beside a title are parts of one article", "[readers][csv]") {
  for (const char* const header : {"title,date,point1,point2,point3", "title,date,headline1,headline2,headline3",
                                   "date,body,note 1,note 2,note 3"}) {
    CAPTURE(header);
    CHECK(
        collect(std::string(header) + "\n2025-01-30,2025-01-30,Oil rises on fears,Gold falls a lot,Gas is as it was\n")
            .articles.size() == 1);
  }
  CHECK(collect("date,q1,q3,q9\n2025-01-30,Oil rises on fears,Gold falls a lot,Gas is as it was\n").articles.size() ==
        1);
}

TEST_CASE("Of columns with the same name the one that fits is taken, and that is noted", "[readers][csv]") {
  const Collected got = collect(
      "title,title,date,text\nacme,Acme doubles its profit,2025-01-30,It rose.\nbolt,Bolt cuts jobs,2025-01-31,It "
      "fell.\n");
  CHECK(got.titles() == Texts{"Acme doubles its profit", "Bolt cuts jobs"});
  CHECK(got.notes == Texts{"2 columns are named title: the title is taken from column 2"});
  REQUIRE(got.summaries.size() == 1);
  REQUIRE(got.summaries[0].unused.size() == 1);
  CHECK(got.summaries[0].unused[0].name == "title (column 1)");
  const Collected halves = collect(
      "title,date,date,url\nOil rises,2025-01-30,,https://x.example/1\nGold "
      "falls,2025-01-31,2025-02-01,https://x.example/2\n"
      "Gas falls,,2025-02-03,https://x.example/3\nTin falls,2025-02-04,,https://x.example/4\n");
  REQUIRE(halves.articles.size() == 4);
  CHECK(halves.articles[1].date_text == "2025-01-31");
  CHECK(halves.articles[2].date_text == "2025-02-03");
}

TEST_CASE("Records that are no published articles are left out and noted", "[readers]") {
  struct Case {
    const char* text;
    const char* note;  // empty: nothing is left out
  };
  const Case cases[] = {
      {"post_title,post_date,post_status\nOil rises,2025-01-30,publish\nGold falls,2025-01-31,draft\n",
       "1 post_status draft"},
      {"post_title,post_date,post_type\nOil rises,2025-01-30,post\nGold falls,2025-01-31,attachment\n",
       "1 post_type attachment"},
      {R"([{"title": "Oil rises", "status": "publish"}, {"title": "Gold falls", "status": "auto-draft"}])",
       "1 status auto-draft"},
      {R"([{"title": "Oil rises", "draft": false}, {"title": "Gold falls", "draft": true}])", "1 draft true"},
      {R"({"messages": [{"id": 1, "type": "message", "date": "2025-01-30", "text": "Oil rises"},
           {"id": 2, "type": "service", "date": "2025-01-30", "action": "pin_message", "text": ""}]})",
       "1 type service"},
      {R"([{"uri": "h:1", "headline": "Oil rises", "pubstatus": "usable"},
           {"uri": "h:2", "headline": "KILL: Gold falls", "pubstatus": "canceled"}])",
       "1 pubstatus canceled"},
      {R"([{"title": "Oil rises"}, {"title": "[Removed]", "description": "[Removed]", "url": "https://x.example"}])",
       "1 title [Removed]"},
      {R"([{"title": "Oil rises"}, {"author": "[deleted]", "body": "[deleted]", "id": "7"}])", "1 body [deleted]"},
      {R"({"db": [{"data": {"posts": [{"title": "Oil rises", "html": "It rose."}],
           "tags": [{"id": "t", "name": "News", "slug": "news", "description": "News of the port"}]}}]})",
       "1 name without a text"},
      {R"([{"title": "Oil rises", "type": "service"}, {"title": "Gold falls", "status": "pending"}])", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    const Collected got = collect(c.text);
    const std::string note = c.note;
    CHECK(got.articles.size() == (note.empty() ? 2 : 1));
    CHECK(got.rejects.empty());
    CHECK(got.notes == (note.empty() ? Texts() : Texts{"left out records that are no published articles: " + note}));
  }
  ReadOptions chosen;
  chosen.fields["labels"] = "status";
  CHECK(collect(R"([{"title": "Gold falls", "status": "draft"}])", chosen).articles.size() == 1);
}

TEST_CASE("A number is no author, and an identifier that is an address is one", "[readers][csv]") {
  const RawArticle raw =
      only_article(collect("post_title,post_date,post_author,guid\nOil rises,2025-01-30,7,https://x.example/?p=1\n"));
  CHECK(raw.author.empty());
  CHECK(raw.url == "https://x.example/?p=1");
  CHECK(raw.external_id == "https://x.example/?p=1");
  const RawArticle own =
      only_article(collect("title,link,guid\nOil rises,https://x.example/1,https://x.example/?p=1\n"));
  CHECK(own.url == "https://x.example/1");
}

TEST_CASE("A title loses the outlet that its address or source names", "[readers]") {
  struct Case {
    const char* title;
    const char* url;
    const char* source;
    const char* expected;
  };
  const Case cases[] = {
      {"Oil rises - Harbor Wire", "https://www.harborwire.example/1", "", "Oil rises"},
      {"Oil rises | The Harbor Wire", "https://news.harbor-wire.co.uk/1", "", "Oil rises"},
      {"Oil rises - Harbor Wire", "https://x.example/1", "harborwire.example", "Oil rises"},
      {"Oil rises - Pier Street Journal", "https://psj.example/1", "", "Oil rises"},
      {"Oil - gas spread rises - HarborWire.com", "https://harborwire.com/1", "", "Oil - gas spread rises"},
      {"Oil rises - Pier Post", "https://harborwire.example/1", "", "Oil rises - Pier Post"},
      {"Oil rises - live", "https://live.harborwire.example/1", "", "Oil rises - live"},
      {"Harbor Wire", "https://harborwire.example/1", "", "Harbor Wire"},
      {"Oil rises - Harbor Wire", "https://x.example/1", "Harbor Wire - Markets", "Oil rises"},
      {"Oil rises | Harbor Wire", "https://x.example/1", "Markets: Harbor Wire", "Oil rises"},
      {"Oil rises - Harbor", "https://x.example/1", "Harbor Wire - Markets", "Oil rises - Harbor"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.title, c.url);
    CHECK(only_article(collect(std::string("title\tdate\turl\tdomain\n") + c.title + "\t2025-01-30\t" + c.url + "\t" +
                               c.source + "\n"))
              .title == c.expected);
  }
}

TEST_CASE("The source of a message is the service, not the program that sent it", "[readers][json]") {
  const auto source = [](const std::string& member) {
    return only_article(collect(R"([{"body": "Oil rises", "created_at": "2025-01-30", )" + member + "}]")).source;
  };
  CHECK(source(R"("source": {"title": "HarborTalk Web", "url": "https://x.example"})") == "HarborTalk");
  CHECK(source(R"("source": "HarborTalk for iPhone")") == "HarborTalk");
  CHECK(source(R"("title": "Oil rises", "source": "Harbor Web")") == "Harbor Web");
}

TEST_CASE("An author is not the photographer, and a source has no scheme", "[readers][json]") {
  struct Row {
    const char *byline, *author, *provider, *source;
  };
  const Row rows[] = {
      {"By Jane Roe; Photographs by Tom Hall", "Jane Roe", "NS:HWIR", "HWIR"},
      {"Jane Roe (text), Tom Hall (photos)", "Jane Roe", "source:Harbor Wire", "Harbor Wire"},
      {"Reporting by Jane Roe; Editing by Tom Hall", "Jane Roe", "nprov:HWIR", "HWIR"},
      {"Tom Hall (photos), Jane Roe (text)", "Jane Roe", "Harbor", "Harbor"},
      {"Jana Roth (Text) und Tom Hall (Fotos)", "Jana Roth", "Harbor", "Harbor"},
      {"Par Jeanne Roux", "Jeanne Roux", "Harbor", "Harbor"},
      {"Illustration by Tom Hall", "", "Harbor Wire: Business", "Harbor Wire: Business"},
      {"Von Miller", "Von Miller", "HWIR:Paris", "HWIR:Paris"},
      {"Sammy Davis Jr.", "Sammy Davis Jr.", "NS:", "NS:"},
      {"Art Hall", "Art Hall", "Harbor", "Harbor"},
      {"By Jane Roe in New York", "Jane Roe", "Harbor", "Harbor"},
      {"Jane Roe in Paris and Tom Hall in Washington, Ann Reed", "Jane Roe and Tom Hall, Ann Reed", "Harbor", "Harbor"},
      {"Jane Roe in the morning", "Jane Roe in the morning", "Harbor", "Harbor"},
      {"Women in Business", "Women in Business", "Harbor", "Harbor"},
  };
  for (const Row& row : rows) {
    INFO(row.byline);
    const RawArticle raw =
        only_article(collect(std::string(R"({"title": "Oil rises", "date": "2025-01-30", "byline": ")") + row.byline +
                             R"(", "provider": ")" + row.provider + R"("})"));
    CHECK(raw.author == row.author);
    CHECK(raw.source == row.source);
  }
}

TEST_CASE("A source that is the address of a page is its address", "[readers]") {
  const RawArticle clip =
      only_article(collect("---\ntitle: Oil rises\nsource: https://x.example/oil\n---\nPrices rose.\n"));
  CHECK(clip.url == "https://x.example/oil");
  CHECK(clip.source.empty());
  const RawArticle named = only_article(collect(
      R"({"title": "Oil rises", "source": "https://x.example/oil", "source-hostname": "Harbor Wire", "text": "Up."})"));
  CHECK(named.url == "https://x.example/oil");
  CHECK(named.source == "Harbor Wire");
  const RawArticle site =
      only_article(collect(R"({"title": "Oil rises", "source": "https://x.example/", "url": "https://x.example/a"})"));
  CHECK(site.source == "https://x.example/");
}

TEST_CASE("The part of a day in a spreadsheet is a time", "[readers][csv]") {
  const Collected got = collect("Date,Time,Headline\n45687,0.395833333,Oil rises\n45688,0.5,Oil falls\n");
  REQUIRE(got.articles.size() == 2);
  CHECK(got.articles[0].time_text == "09:30:00");
  CHECK(got.articles[1].time_text == "12:00:00");
}

TEST_CASE("Authors and dates are found in the wrappers of content systems", "[readers][json]") {
  const RawArticle strapi = only_article(collect(
      R"({"data": [{"id": 1, "attributes": {"Title": "Oil rises", "publishedAt": "2025-01-30T09:30:00Z",
          "author": {"data": {"id": 9, "attributes": {"name": "Ann Reed"}}},
          "categories": {"data": [{"id": 1, "attributes": {"name": "Metals"}}, {"id": 2, "attributes": {"name": "Oil"}}]}}}]})"));
  CHECK(strapi.author == "Ann Reed");
  CHECK(strapi.labels == Texts{"Metals", "Oil"});
  const RawArticle contentful = only_article(collect(
      R"({"items": [{"sys": {"id": "x", "createdAt": "2025-01-30T09:30:00Z", "updatedAt": "2025-03-01T00:00:00Z"},
          "fields": {"title": "Oil rises", "body": "It rose.", "author": {"sys": {"type": "Link", "id": "a"}}}}],
          "includes": {"Entry": [{"sys": {"id": "a", "type": "Entry"}, "fields": {"name": "Ann Reed"}}]}})"));
  CHECK(contentful.date_text == "2025-01-30T09:30:00Z");
  CHECK(contentful.author == "Ann Reed");
  CHECK(contentful.external_id == "x");
  const RawArticle wordpress = only_article(collect(
      R"([{"date_gmt": "2025-01-30T09:30:00", "title": {"rendered": "Oil rises"}, "author": 3, "categories": [5],
           "_embedded": {"author": [{"id": 3, "name": "Ann Reed", "link": "https://x.example/ann"}],
                         "wp:term": [[{"id": 5, "name": "Metals"}], [{"id": 6, "name": "Oil"}]]}}])"));
  CHECK(wordpress.author == "Ann Reed");
  CHECK(wordpress.labels == Texts{"Metals", "Oil"});
}

TEST_CASE("What articles refer to by type and id is looked up beside them", "[readers][json]") {
  const std::string article =
      R"({"type": "articles", "id": "1", "attributes": {"title": "Oil rises", "published": "2025-01-30"},
          "relationships": {"author": {"data": {"type": "people", "id": "9"}},
                            "tickers": {"data": [{"type": "tags", "id": "9"}, {"type": "tags", "id": "4"}]}}})";
  const std::string included =
      R"([{"type": "people", "id": "9", "attributes": {"name": "Ann Reed"}},
          {"type": "tags", "id": "9", "attributes": {"name": "ACM"}}, {"type": "tags", "id": "4", "attributes": {"name": "BLT"}}])";
  const std::string documents[] = {
      "{\"data\": [" + article + "], \"included\": " + included + "}",
      "{\"included\": " + included + ", \"data\": [" + article + ", " + article + "]}",
      "{\"data\": " + article + ", \"included\": " + included + "}",
  };
  for (const std::string& document : documents) {
    for (const bool in_one_line : {false, true}) {
      std::string text = document;
      if (in_one_line) std::replace(text.begin(), text.end(), '\n', ' ');
      CAPTURE(text);
      const Collected got = collect(text + "\n");
      REQUIRE(!got.articles.empty());
      for (const RawArticle& raw : got.articles) {
        CHECK(raw.title == "Oil rises");
        CHECK(raw.author == "Ann Reed");
        CHECK(raw.tickers == Texts{"ACM", "BLT"});
      }
    }
  }
  const RawArticle message = only_article(collect(
      R"({"data": [{"id": "5", "text": "Oil rises", "author_id": "9", "created_at": "2025-01-30T09:30:00Z"}],
          "includes": {"users": [{"id": "9", "name": "Ann Reed"}]}})"));
  CHECK(message.author == "Ann Reed");
}

TEST_CASE("Names of a long document are read above its articles, and noted below them", "[readers][json]") {
  constexpr std::size_t kBytes = 9u << 20;
  std::string articles = "[";
  while (articles.size() < kBytes) {
    articles += std::string(articles.size() == 1 ? "" : ",") +
                R"({"type": "articles", "id": "1", "attributes": {"title": "Oil rises", "body": ")" +
                std::string(100'000, 'x') +
                R"("}, "relationships": {"author": {"data": {"type": "people", "id": "9"}}}})";
  }
  articles += "]";
  const std::string included = R"([{"type": "people", "id": "9", "attributes": {"name": "Ann Reed"}}])";
  const Collected above = collect("{\"included\": " + included + ", \"data\": " + articles + "}");
  CHECK(above.rejects.empty());
  CHECK(above.notes.empty());
  REQUIRE(above.articles.size() > 1);
  CHECK(above.articles.back().author == "Ann Reed");
  const Collected below = collect("{\"data\": " + articles + ", \"included\": " + included + "}");
  CHECK(below.rejects.empty());
  REQUIRE(below.notes.size() == 1);
  CHECK_THAT(below.notes[0], Catch::Contains("`included`"));
}

TEST_CASE("Tables of a visualization service are read with their dates", "[readers][json]") {
  const RawArticle raw = only_article(collect(
      R"json({"table": {"cols": [{"id": "A", "label": "headline", "type": "string"},
                                 {"id": "B", "label": "date", "type": "date"}],
          "rows": [{"c": [{"v": "Oil rises"}, {"v": "Date(2025,0,30)", "f": "1/30/2025"}]}]}})json"));
  CHECK(raw.title == "Oil rises");
  CHECK(raw.date_text == "Date(2025,0,30)");
}

TEST_CASE("Records that are parsed to learn their names are read as any other", "[readers][json]") {
  std::string lines, list = "[";
  Texts expected;
  for (int i = 0; i < 150; ++i) {
    const std::string n = std::to_string(i);
    expected.push_back("Oil rises " + n);
    const std::string article =
        R"({"title": "Oil rises )" + n + R"(", "text": "It rose)" + (i == 3 ? "\xff" : ".") + "\"}";
    lines += article + (i % 2 == 0 ? ",\n" : "\n");
    list += (i > 0 ? ", " : "") + article;
  }
  CHECK(collect(lines).titles() == expected);
  CHECK(collect(list + "]").titles() == expected);
}

TEST_CASE("Names in Arabic, Hindi and other languages are known", "[readers][fields]") {
  for (const char* const header :
       {"التاريخ,العنوان,المصدر,النص", "दिनांक,शीर्षक,स्रोत,सामग्री", "дата,заголовок,джерело,текст",
        "ngày,tiêu đề,nguồn,nội dung", "tanggal,judul,sumber,isi", "datum,titulek,zdroj,obsah",
        "dato,tittel,kilde,innhold", "วันที่,หัวข้อ,แหล่งที่มา,เนื้อหา", "תאריך,כותרת,מקור,תוכן",
        "ημερομηνία,τίτλος,πηγή,κείμενο"}) {
    CAPTURE(header);
    const RawArticle raw =
        only_article(collect(std::string(header) + "\n2025-01-30,Acme rises,Harbor Wire,It rose.\n"));
    CHECK(raw.title == "Acme rises");
    CHECK(raw.date_text == "2025-01-30");
    CHECK(raw.source == "Harbor Wire");
    CHECK(raw.body == "It rose.");
  }
}

TEST_CASE("The only text is the title if it is a headline", "[readers][fields]") {
  struct Row {
    const char* name;
    std::string text;
    const char *title, *body;
  };
  const std::string rics = "versionCreated,RIC,text,storyId\n", when = "2025-01-30T09:30:00Z,ACM.N,";
  const Row rows[] = {
      {"a table", rics + when + "Acme beats estimates,u1\n" + when + "Acme lifts its outlook for 2025,u2\n",
       "Acme beats estimates", ""},
      {"sentences", rics + when + "Acme has beaten estimates.,u1\n" + when + "Acme has lifted its outlook.,u2\n", "",
       "Acme has beaten estimates."},
      {"a title beside it",
       "headline,text\nAcme beats estimates,Profit doubles at Acme\nAcme lifts its outlook,Chief says so again\n",
       "Acme beats estimates", "Profit doubles at Acme"},
      {"lines of JSON",
       R"({"ts": "2025-01-30", "text": "Acme beats estimates"})"
       "\n"
       R"({"ts": "2025-01-31", "text": "Acme lifts its outlook"})"
       "\n",
       "Acme beats estimates", ""},
      {"a list of JSON", R"([{"content": "Acme beats estimates"}, {"content": "Acme lifts its outlook"}])",
       "Acme beats estimates", ""},
      {"messages in JSON",
       R"([{"body": "$ACM looks strong, I bought more"}, {"body": "sold everything, I am scared"}])", "",
       "$ACM looks strong, I bought more"},
      {"paragraphs in JSON", R"([{"body": "Acme beats estimates\nProfit doubled"}, {"body": "Acme lifts it\nAgain"}])",
       "", "Acme beats estimates\nProfit doubled"},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.name) {
      const Collected got = collect(row.text);
      REQUIRE(got.articles.size() == 2);
      CHECK(got.articles[0].title == row.title);
      CHECK(got.articles[0].body == row.body);
    }
  }
  const Collected chosen = collect(rics + when + "Acme beats estimates,u1\n" + when + "Acme lifts its outlook,u2\n",
                                   {"", {{"body", "text"}}});
  CHECK(chosen.articles.at(0).body == "Acme beats estimates");
}

TEST_CASE("No-break spaces in a title remain where they group digits", "[readers][fields]") {
  const std::string title = "Acme\u00A0cuts 1\u00A0250\u00A0000 and 12\u202F500  jobs";
  CHECK(only_article(collect("{\"title\": \"" + title + "\", \"date\": \"2025-01-30\"}")).title ==
        "Acme cuts 1\u00A0250\u00A0000 and 12\u202F500 jobs");
}
