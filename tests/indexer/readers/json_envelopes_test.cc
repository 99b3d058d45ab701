// Records of streams that are not articles: commands, envelopes, changes, messages.
#include <catch2/catch.hpp>

#include "tests/indexer/readers/collected.h"

using namespace broadtape;

namespace {

// An article as the members of an object.
std::string members_of(const char* title) {
  return R"("title": ")" + std::string(title) +
         R"(", "body": "The company said so on Thursday.", "published": "2025-01-30"})";
}

}  // namespace

TEST_CASE("Commands and envelopes of a stream give their articles and identifiers", "[readers][json]") {
  struct Case {
    const char* name;
    std::string text;
    std::vector<std::string> titles, ids;
    const char* detail;
    std::vector<std::string> notes;
  };
  const std::string acme = "{" + members_of("Acme rises"), beta = "{" + members_of("Beta falls");
  const char* const kBulk = "as bulk requests of Elasticsearch";
  const std::string kNotApplied = "changes and removals of articles are not applied: ";
  const Case cases[] = {
      {"index and create",
       R"({"index": {"_index": "news", "_id": "hw-1"}})"
       "\n" +
           acme + "\n" + R"({"create": {"_id": 2}})" + "\n" + beta + "\n",
       {"Acme rises", "Beta falls"},
       {"hw-1", "2"},
       kBulk,
       {}},
      {"commands without parameters",
       "{\"index\": {}}\n" + acme + "\n{\"index\": {}}\n" + beta + "\n",
       {"Acme rises", "Beta falls"},
       {"", ""},
       kBulk,
       {}},
      {"an article has an identifier",
       "{\"index\": {\"_id\": \"x\"}}\n{\"id\": \"own\", " + members_of("Acme rises") + "\n",
       {"Acme rises"},
       {"own"},
       kBulk,
       {}},
      {"the identifier is of the next record only",
       "{\"index\": {\"_id\": \"x\"}}\n{\"title\": \n{\"index\": {}}\n" + acme + "\n",
       {"Acme rises"},
       {""},
       kBulk,
       {}},
      {"updates",
       R"({"update": {"_id": "hw-1", "retry_on_conflict": 3}})"
       "\n{\"doc\": " +
           acme +
           ", \"doc_as_upsert\": true}\n"
           "{\"update\": {\"_id\": \"hw-2\"}}\n{\"script\": {\"source\": \"x\"}, \"upsert\": " +
           beta + "}\n{\"update\": {\"_id\": \"hw-3\"}}\n{\"script\": {\"source\": \"ctx._source.n += 1\"}}\n",
       {"Acme rises", "Beta falls"},
       {"hw-1", "hw-2"},
       kBulk,
       {kNotApplied + "1 update by a script"}},
      {"removals",
       R"({"delete": {"_index": "news", "_id": "hw-9"}})"
       "\n{\"index\": {\"_id\": \"hw-1\"}}\n" +
           acme + "\n",
       {"Acme rises"},
       {"hw-1"},
       kBulk,
       {kNotApplied + "1 delete"}},
      {"operations of Vespa",
       "{\"put\": \"id:news:article::hw-1\", \"fields\": " + acme +
           "}\n{\"update\": \"id:news:article::hw-2\", \"fields\": {\"title\": {\"assign\": \"Beta\"}}}\n"
           "{\"remove\": \"id:news:article::hw-3\"}\n",
       {"Acme rises"},
       {"hw-1"},
       "as operations of Vespa",
       {kNotApplied + "1 remove, 1 update"}},
      {"changes in a payload",
       "{\"payload\": {\"before\": null, \"after\": " + acme + ", \"op\": \"c\"}}\n{\"payload\": {\"before\": " + acme +
           ", \"after\": " + beta + ", \"op\": \"u\"}}\n{\"payload\": {\"before\": " + beta +
           ", \"after\": null, \"op\": \"d\"}}\n",
       {"Acme rises", "Beta falls"},
       {"", ""},
       "as events of changes",
       {kNotApplied + "1 d"}},
      {"changes of documents",
       "{\"operationType\": \"insert\", \"ns\": {\"coll\": \"news\"}, \"fullDocument\": " + acme +
           "}\n{\"operationType\": \"update\", \"ns\": {\"coll\": \"news\"}, \"updateDescription\": {}}\n",
       {"Acme rises"},
       {""},
       "as events of changes",
       {kNotApplied + "1 update"}},
      {"changes of rows",
       "{\"database\": \"n\", \"table\": \"news\", \"type\": \"UPDATE\", \"data\": [" + acme +
           "], \"old\": [{\"title\": \"Acme falls\"}]}\n"
           "{\"database\": \"n\", \"table\": \"news\", \"type\": \"DELETE\", \"data\": [" +
           beta + "]}\n",
       {"Acme rises"},
       {""},
       "as events of changes",
       {kNotApplied + "1 delete"}},
      {"batches",
       "{\"action\": \"addObject\", \"body\": {\"objectID\": \"7\", " + members_of("Acme rises") +
           "}\n{\"action\": \"deleteObject\", \"body\": {\"objectID\": \"8\"}}\n",
       {"Acme rises"},
       {"7"},
       "as batches of Algolia",
       {kNotApplied + "1 deleteobject"}},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    const Collected got = collect(c.text);
    CHECK(got.titles() == c.titles);
    CHECK(got.rejects.size() == (std::string_view(c.name) == "the identifier is of the next record only" ? 1 : 0));
    CHECK(got.notes == c.notes);
    REQUIRE(got.summaries.size() == 1);
    CHECK(got.summaries[0].form == "jsonl");
    CHECK(got.summaries[0].detail == c.detail);
    CHECK(got.summaries[0].unused.empty());
    REQUIRE(got.articles.size() == c.ids.size());
    for (std::size_t i = 0; i < c.ids.size(); ++i) CHECK(got.articles[i].external_id == c.ids[i]);
  }
}

TEST_CASE("Messages about a stream are left out with a note", "[readers][json]") {
  const std::string acme = "{" + members_of("Acme rises");
  const std::string start = "left out records about the stream: ";
  struct Case {
    const char* message;
    std::string note;  // empty: the record is rejected or an article
  };
  const Case cases[] = {
      {R"({"type": "SCHEMA", "stream": "news", "schema": {"properties": {"title": {"type": "string"}}}})", "1 SCHEMA"},
      {R"({"type": "STATE", "value": {"bookmarks": {"news": {"id": 2}}}})", "1 STATE"},
      {R"({"type": "LOG", "log": {"level": "INFO", "message": "Starting sync of the stream news"}})", "1 LOG"},
      {R"({"limit": {"track": 17}})", "1 limit"},
      {R"({"meta": {"version": 1, "exported": "2025-02-01"}})", "1 meta"},
      {R"({"type": "header", "version": 1})", "1 header"},
      {R"({"event": "heartbeat", "ts": "2025-01-30T09:00:00Z"})", "1 heartbeat"},
      {R"({"T": "success", "msg": "connected"})", "1 success"},
      {R"({"type": "STATE", "title": "State budget passes the lower house"})", ""},
      {R"({"type": "header", "text": "Rates rise for the third time"})", ""},
      {R"({"meta": {"title": "Rates rise again", "date": "2025-01-30"}})", ""},
      {R"({"index": {"title": "Rates rise again", "date": "2025-01-30"}})", ""},
      {R"({"index": {"level": 17}})", ""},
      {R"({"name": "a thing", "count": 3})", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.message);
    const Collected got = collect(acme + "\n" + c.message + "\n" + acme + "\n");
    if (c.note.empty()) {
      CHECK(got.articles.size() + got.rejects.size() == 3);
      CHECK(got.notes.empty());
    } else {
      CHECK(got.articles.size() == 2);
      CHECK(got.rejects.empty());
      CHECK(got.notes == std::vector{start + c.note});
    }
  }
}

TEST_CASE("Envelopes are opened in JSON that is not in lines", "[readers][json]") {
  const Collected got = collect("{\n \"index\": {\"_id\": \"hw-1\"}\n}\n{\n " + members_of("Acme rises") + "\n");
  CHECK(only_article(got).external_id == "hw-1");
  CHECK(got.rejects.empty());
}

TEST_CASE("JSON is read in the lines of server-sent events and behind record separators", "[readers][json]") {
  const std::string acme = "{" + members_of("Acme rises"), beta = "{" + members_of("Beta falls");
  struct Case {
    std::string text;
    const char *form, *detail;
  };
  const Case cases[] = {
      {": connected\n\nevent: news\nid: 7\ndata: " + acme + "\n\nevent: news\ndata:" + beta + "\n\n", "jsonl",
       "as server-sent events"},
      {"\x1e" + acme + "\n\x1e" + beta + "\n", "json", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.form);
    const Collected got = collect(c.text);
    CHECK(got.titles() == std::vector<std::string>{"Acme rises", "Beta falls"});
    CHECK(got.rejects.empty());
    CHECK(got.summaries.at(0).form == c.form);
    CHECK(got.summaries.at(0).detail == c.detail);
  }
}

TEST_CASE("Messages of a log at the start of a stream do not make it a log", "[readers][json]") {
  std::string text;
  for (int i = 0; i < 30; ++i)
    text += R"({"type": "LOG", "log": {"level": "INFO", "message": "Reading"}})"
            "\n";
  const Collected got =
      collect(text + "{\"type\": \"RECORD\", \"record\": {\"data\": {" + members_of("Acme rises") + "}}\n");
  CHECK(only_article(got).title == "Acme rises");
  CHECK(got.notes == std::vector<std::string>{"left out records about the stream: 30 LOG"});
}
