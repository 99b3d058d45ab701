#include "searcher/output/hit_rows.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <sstream>

#include "searcher/output/search_writer.h"
#include "tests/support/article_maker.h"
#include "tests/support/csv_cells.h"
#include "tests/support/error_matcher.h"
#include "tests/support/temp_folder.h"

namespace broadtape {
namespace {

Hit hit_rows_hit() {
  Hit hit;
  hit.rank = 3;
  hit.score = 1.23456789;
  hit.words = 12;
  hit.article = with_tickers(make_article("Oil, \"crude\"", "First.\nSecond.\n"), {"XOM", "CVX", "NONE.X"});
  hit.article.tickers[0].company = "exxon-mobil";
  hit.article.tickers[1].company = "chevron";
  hit.article.tickers[1].evidence = TickerEvidence::kName;
  hit.article.tickers[1].about = false;
  hit.article.tickers.push_back({"", TickerEvidence::kName, 1, false, false, "texaco"});
  hit.article.labels = {"crude", "ship"};
  hit.article.url = "https://news.example/1";
  hit.snippet.pieces = {{"First", true}, {".", false}};
  return hit;
}

std::string rows(RowForm form, const std::string& fields, const Hit& hit, CsvStyle csv = {}) {
  std::ostringstream out;
  HitRows writer(form, parse_fields(fields, form == RowForm::kCsv ? Format::kCsv : Format::kJsonl), csv, out);
  writer.write(hit);
  writer.flush();
  return out.str();
}

std::string every_field() {
  std::string all;
  for (const ResultField& field : kResultFields) all += (all.empty() ? "" : ",") + std::string(field.name);
  return all;
}

TEST_CASE("Fields come in the order in which they were asked for", "[output]") {
  CHECK(rows(RowForm::kCsv, "title,rank", hit_rows_hit()) == "title,rank\r\n\"Oil, \"\"crude\"\"\",3\r\n");
  CHECK(rows(RowForm::kJsonl, "title,rank", hit_rows_hit()) == "{\"title\":\"Oil, \\\"crude\\\"\",\"rank\":3}\n");
  CHECK(rows(RowForm::kCsv, "author", hit_rows_hit()) == "author\r\n\"\"\r\n");
}

TEST_CASE("Every field is the same in JSON, JSON Lines and CSV", "[output]") {
  const std::string all = every_field();
  SearchAnswer answer;
  answer.hits = {hit_rows_hit()};
  const Json object = Json::parse(json_text_of(answer, parse_fields(all, Format::kJson)))["results"][0];
  CHECK(Json::parse(rows(RowForm::kJsonl, all, hit_rows_hit())) == object);
  const auto cells = csv_cells(rows(RowForm::kCsv, all, hit_rows_hit()));
  REQUIRE(cells.size() == 2);
  REQUIRE(cells[0].size() == kResultFields.size());
  for (std::size_t i = 0; i < cells[0].size(); ++i) {
    const Json& value = object[cells[0][i]];
    INFO(cells[0][i]);
    if (value.is_string()) CHECK(cells[1][i] == value.get<std::string>());
    if (value.is_number()) CHECK(cells[1][i] == value.dump());
  }
  CHECK(object["tickers"] == Json{"XOM", "CVX", "NONE.X"});
  CHECK(object["companies"].dump() ==
        R"([{"key":"exxon-mobil","name":"Exxon Mobil","symbol":"XOM","about":true,"evidence":"source"},)"
        R"({"key":"chevron","name":"Chevron","symbol":"CVX","about":false,"evidence":"name"},)"
        R"({"name":"","symbol":"NONE.X","about":true,"evidence":"source"},)"
        R"({"key":"texaco","name":"Texaco","about":false,"evidence":"name"}])");
  CHECK(rows(RowForm::kCsv, "companies", hit_rows_hit()) == "companies\r\n\"Exxon Mobil;Chevron;NONE.X;Texaco\"\r\n");
  CHECK(object["score"] == 1.2346);
  CHECK(object["words"] == 12);
  CHECK(object["published"] == "2025-01-30T14:05:00Z");
  CHECK(object["first_seen"] == "2025-01-31T00:00:00Z");
}

TEST_CASE("A company that only a user's list has keeps the name that it has there", "[output]") {
  Hit hit = hit_rows_hit();
  hit.article.tickers.resize(1);
  hit.article.tickers[0].company = "no-such-company";
  hit.article.tickers[0].name = "Own Listing";
  CHECK(rows(RowForm::kCsv, "companies", hit) == "companies\r\nOwn Listing\r\n");
}

TEST_CASE("Lists are joined in a cell, and an undated article has an empty one", "[output]") {
  Hit undated = hit_rows_hit();
  undated.article.published.reset();
  CHECK(rows(RowForm::kCsv, "tickers,published,snippet", undated) ==
        "tickers,published,snippet\r\n\"XOM;CVX;NONE.X\",,First.\r\n");
  CHECK(rows(RowForm::kJsonl, "published", undated) == "{\"published\":null}\n");
}

std::string names_of(const FieldList& fields) {
  std::string names;
  for (const ResultField* field : fields) names += (names.empty() ? "" : ",") + std::string(field->name);
  return names;
}

TEST_CASE("Symbols of the source stand beside all symbols", "[output]") {
  const Hit mixed = hit_rows_hit();
  CHECK(rows(RowForm::kJsonl, "tickers", mixed) ==
        "{\"tickers\":[\"XOM\",\"CVX\",\"NONE.X\"],\"source_tickers\":[\"XOM\",\"NONE.X\"]}\n");
  CHECK(rows(RowForm::kJsonl, "source_tickers,tickers", mixed) ==
        "{\"source_tickers\":[\"XOM\",\"NONE.X\"],\"tickers\":[\"XOM\",\"CVX\",\"NONE.X\"]}\n");
  CHECK(names_of(parse_fields("id,tickers", Format::kCsv)) == "id,tickers");
  CHECK(names_of(default_fields(Format::kCsv)) == "rank,id,published,source,tickers,source_tickers,title,url,score");
  CHECK(rows(RowForm::kCsv, "source_tickers", mixed, {true, false}) == "\"source_tickers\"\r\n\"XOM;NONE.X\"\r\n");
}

TEST_CASE("A set of fields stands for those that were not named before it", "[output]") {
  const std::string record = names_of(parse_fields("record", Format::kJsonl));
  CHECK_THAT(record,
             Catch::StartsWith("id,external_id,") && Catch::Contains("source_tickers") && Catch::EndsWith("body"));
  CHECK_THAT(names_of(parse_fields("rank,body,record", Format::kCsv)), Catch::StartsWith("rank,body,id,"));
  CHECK(parse_fields("+record", Format::kJson).size() == default_fields(Format::kJson).size() + 8);
  CHECK_THAT(fields_help(), Catch::Contains("\n  record "));
  CHECK(parts_of(parse_fields("record", Format::kJsonl)).flags);
}

TEST_CASE("Members of a list that hold its punctuation are quoted", "[output]") {
  Hit labelled = hit_rows_hit();
  labelled.article.labels = {"a;b", "say \"so\"", "=1", "c"};
  CHECK(csv_cells(rows(RowForm::kCsv, "labels,id", labelled))[1][0] == "\"a;b\";\"say \"\"so\"\"\";'=1;c");
}

TEST_CASE("A plus adds to the usual fields", "[output]") {
  const FieldList usual = default_fields(Format::kCsv);
  const FieldList more = parse_fields("+body,words", Format::kCsv);
  REQUIRE(more.size() == usual.size() + 2);
  CHECK(more.back()->name == "words");
  CHECK(names_of(parse_fields("+rank,words", Format::kCsv)) == names_of(usual) + ",words");
  CHECK(parts_of(usual).body == false);
  CHECK(parts_of(usual).snippet == false);
  CHECK(parts_of(more).body);
  CHECK(parts_of(more).words);
}

TEST_CASE("A field that does not exist is refused, with the nearest", "[output]") {
  struct Case {
    const char* fields;
    const char* says;
  };
  const Case cases[] = {
      {"titel", "there is no field 'titel'"},       {"titel", "did you mean title?"},
      {"rank,weather", "the fields are rank, id"},  {"", "there is no field ''"},
      {"rank,,id", "there is no field ''"},         {"id,id", "--fields has id twice"},
      {"+words,words", "--fields has words twice"},
  };
  for (const Case& c : cases) {
    INFO(c.fields);
    CHECK_THROWS_MATCHES(parse_fields(c.fields, Format::kJson), Error, HasKind(ErrorKind::kUsage) && Says(c.says));
  }
}

TEST_CASE("Help has a line for every field", "[output]") {
  for (const ResultField& field : kResultFields)
    CHECK_THAT(fields_help(), Catch::Contains("\n  " + std::string(field.name) + " ") ||
                                  Catch::StartsWith("  " + std::string(field.name) + " "));
}

TEST_CASE("The documentation lists every field with its help", "[output]") {
  const std::string page = read_file(std::string(BROADTAPE_ROOT) + "/docs/cli.md");
  for (const ResultField& field : kResultFields) {
    CHECK_THAT(page, Catch::Contains("| `" + std::string(field.name) + "` | " + std::string(field.help) + " |"));
  }
}

TEST_CASE("Rows are held back no longer than a buffer's length", "[output]") {
  std::ostringstream out;
  HitRows writer(RowForm::kJsonl, parse_fields("body", Format::kJsonl), {}, out);
  Hit large = hit_rows_hit();
  large.article.body.assign(HitRows::kBufferBytes, 'x');
  writer.write(large);
  CHECK(out.str().size() > HitRows::kBufferBytes);
}

}  // namespace
}  // namespace broadtape
