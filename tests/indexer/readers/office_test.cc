#include <catch2/catch.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "common/error/error.h"
#include "indexer/readers/table/xlsx.h"
#include "tests/indexer/input/packed.h"
#include "tests/indexer/input/walked.h"
#include "tests/indexer/readers/collected.h"
#include "tests/support/error_matcher.h"
#include "tests/support/temp_folder.h"

using namespace broadtape;

namespace {

const std::string kTypesOffice = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
const PackedMember kContentTypes{"[Content_Types].xml", "<Types/>"};

std::string relation(const std::string& id, const std::string& type, const std::string& target) {
  return "<Relationship Id=\"" + id + "\" Type=\"" + kTypesOffice + type + "\" Target=\"" + target + "\"/>";
}

std::string relations(const std::string& all) {
  return "<?xml version=\"1.0\"?><Relationships>" + all + "</Relationships>";
}

std::string docx(const std::string& body, const std::string& properties = "") {
  return packed(
      "zip", "none",
      {kContentTypes,
       {"_rels/.rels", relations(relation("r1", "officeDocument", "/word/document2.xml") +
                                 relation("r2", "metadata/core-properties", "docProps/core.xml"))},
       {"docProps/core.xml",
        "<cp:coreProperties xmlns:cp=\"c\" xmlns:dc=\"d\" xmlns:dcterms=\"t\">" + properties + "</cp:coreProperties>"},
       {"word/document2.xml", "<w:document xmlns:w=\"w\" xmlns:mc=\"mc\"><w:body>" + body + "</w:body></w:document>"}});
}

std::string paragraph(const std::string& text) {
  return "<w:p><w:r><w:t xml:space=\"preserve\">" + text + "</w:t></w:r></w:p>";
}

struct SheetPart {
  std::string name, rows;
  std::string links = {};  // elements <hyperlink>
  std::string link_relations = {};
};

std::string xlsx(const std::vector<SheetPart>& sheets, const std::string& strings = "", const std::string& styles = "",
                 const std::string& properties = "") {
  std::string list,
      of_workbook = relation("s", "sharedStrings", "sharedStrings.xml") + relation("t", "styles", "styles.xml");
  std::vector<PackedMember> members = {{"docProps/app.xml", "<Properties/>"}};
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    const std::string number = std::to_string(i + 1);
    list += "<sheet name=\"" + sheets[i].name + "\" sheetId=\"" + number + "\" r:id=\"w" + number + "\"/>";
    of_workbook += relation("w" + number, "worksheet", "worksheets/sheet" + number + ".xml");
    members.push_back({"xl/worksheets/sheet" + number + ".xml", "<worksheet xmlns:r=\"r\"><sheetData>" +
                                                                    sheets[i].rows + "</sheetData><hyperlinks>" +
                                                                    sheets[i].links + "</hyperlinks></worksheet>"});
    if (!sheets[i].link_relations.empty())
      members.push_back({"xl/worksheets/_rels/sheet" + number + ".xml.rels", relations(sheets[i].link_relations)});
  }
  members.push_back(
      {"xl/workbook.xml", "<workbook xmlns:r=\"r\">" + properties + "<sheets>" + list + "</sheets></workbook>"});
  members.push_back({"xl/_rels/workbook.xml.rels", relations(of_workbook)});
  members.push_back({"xl/sharedStrings.xml", "<sst>" + strings + "</sst>"});
  members.push_back({"xl/styles.xml", "<styleSheet>" + styles + "</styleSheet>"});
  members.push_back({"_rels/.rels", relations(relation("r1", "officeDocument", "xl/workbook.xml"))});
  members.push_back(kContentTypes);
  return packed("zip", "none", members);
}

// A row of inline strings; an empty one is left out.
std::string row(int number, const std::vector<std::string>& cells) {
  std::string xml = "<row r=\"" + std::to_string(number) + "\">";
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string reference = std::string(1, static_cast<char>('A' + i)) + std::to_string(number);
    if (!cells[i].empty()) xml += "<c r=\"" + reference + "\" t=\"inlineStr\"><is><t>" + cells[i] + "</t></is></c>";
  }
  return xml + "</row>";
}

// What a walk over the bytes as a file passes to the readers.
Collected read_file_of(const std::string& bytes) {
  const TemporaryFolder folder;
  Collected collected;
  std::vector<std::string> problems;
  InputCallbacks callbacks;
  callbacks.stream = [&](ByteSource& source) {
    read_records(source, {}, collected);
    return true;
  };
  callbacks.problem = [&](const InputProblem& problem) { problems.push_back(problem.reason + "; " + problem.hint); };
  walk_input(folder.write("input", bytes), {}, callbacks);
  for (const std::string& problem : problems) collected.notes.push_back("problem: " + problem);
  return collected;
}

}  // namespace

TEST_CASE("A Word document of prose is one article with its properties", "[readers][docx]") {
  const Collected got = read_file_of(
      docx(paragraph("Acme doubles its profit") + paragraph("Acme said on &lt;Thursday&gt;.") + paragraph("More."),
           "<dc:title>Acme doubles its profit</dc:title><dc:creator>Ann Reed</dc:creator>"
           "<dcterms:created>2025-01-30T09:30:00Z</dcterms:created>"));
  const RawArticle raw = only_article(got);
  CHECK(raw.title == "Acme doubles its profit");
  CHECK(raw.body == "Acme said on <Thursday>.\nMore.");
  CHECK(raw.author == "Ann Reed");
  CHECK(raw.date_text == "2025-01-30T09:30:00Z");
  CHECK(got.notes.empty());
}

TEST_CASE("Lines of a Word document that give date and author are not part of its text", "[readers][docx]") {
  const std::string lines =
      paragraph("Oil rises") + paragraph("By Ann Reed") + paragraph("15 January 2024") + paragraph("Prices rose.");
  for (const char* const properties : {"", "<dc:title>Oil rises</dc:title>"}) {
    INFO(properties);
    const RawArticle raw = only_article(collect(docx(lines, properties), {"docx", {}}));
    CHECK(raw.title == "Oil rises");
    CHECK(raw.author == "Ann Reed");
    CHECK(raw.date_text == "15 January 2024");
    CHECK(raw.body == "Prices rose.");
  }
}

TEST_CASE("The date and author of a template are not those of a Word document", "[readers][docx]") {
  const RawArticle raw = only_article(collect(
      docx(paragraph("Oil rises") + paragraph("Prices rose."),
           "<dc:title/><dc:creator>python-docx</dc:creator><dcterms:created>2013-12-23T23:15:00Z</dcterms:created>"),
      {"docx", {}}));
  CHECK(raw.title == "Oil rises");
  CHECK(raw.author.empty());
  CHECK(raw.date_text.empty());
}

TEST_CASE("The text of a Word document is what a reader sees", "[readers][docx]") {
  const auto run = [](const std::string& inner) { return "<w:p><w:r>" + inner + "</w:r></w:p>"; };
  struct Case {
    const char* name;
    std::string xml, body;
  };
  const Case cases[] = {
      {"tabs and line ends", run("<w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t>"), "a\tb\nc"},
      {"tab stops are no tabs",
       "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr><w:r><w:t>a</w:t></w:r></w:p>", "a"},
      {"table",
       "<w:tbl><w:tr><w:tc>" + paragraph("a") + "</w:tc><w:tc>" + paragraph("b") + "</w:tc></w:tr><w:tr><w:tc>" +
           paragraph("c") + paragraph("d") + "</w:tc></w:tr></w:tbl>",
       "a\tb\nc\nd"},
      {"deleted and hidden text",
       "<w:p><w:del><w:r><w:t>x</w:t></w:r></w:del><w:r><w:rPr><w:vanish/></w:rPr><w:t>y</w:t></w:r><w:r><w:t>a</w:t></"
       "w:r></w:p>",
       "a"},
      {"the older of two alternatives",
       "<w:p><mc:AlternateContent><mc:Choice><w:r><w:t>a</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>x</w:t></w:r>"
       "</mc:Fallback></mc:AlternateContent></w:p>",
       "a"},
      {"entities of a document type", run("<w:t>a&amp;b</w:t>"), "a&b"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      CHECK(only_article(collect(docx(paragraph("Oil rises") + c.xml), {"docx", {}})).body == c.body);
    }
  }
}

TEST_CASE("A sheet is read as a table, whatever its cells hold", "[readers][xlsx]") {
  const std::string strings =
      "<si><t>Headline</t></si><si><t>Published</t></si><si><r><t>Oil "
      "</t></r><r><t>rises</t></r><rPh><t>x</t></rPh></si>"
      "<si><t>Gold_x000D_ falls</t></si>";
  const std::string styles =
      "<numFmts><numFmt numFmtId=\"164\" formatCode=\"[$-409]d\\-mmm\\-yy\"/></numFmts><cellStyleXfs><xf "
      "numFmtId=\"14\"/>"
      "</cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"22\"/><xf numFmtId=\"164\"/></cellXfs>";
  const std::string rows =
      "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c><c r=\"D1\" "
      "t=\"inlineStr\"><is><t>Text</t></is></c></row>"
      "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>2</v></c><c r=\"B2\" s=\"1\"><v>45687.395833333336</v></c><c r=\"D2\" "
      "t=\"str\"><f>A1&amp;A2</f><v>Prices rose.</v></c></row>"
      "<row r=\"3\"/><row r=\"5\"><c r=\"A5\" t=\"s\"><v>3</v></c><c r=\"B5\" s=\"2\"><v>45688</v></c><c r=\"C5\" "
      "t=\"e\"><v>#N/A</v></c><c t=\"inlineStr\"><is><t>It fell.</t></is></c></row>";
  const Collected got = read_file_of(xlsx({{"News", rows}}, strings, styles));
  REQUIRE(got.articles.size() == 2);
  CHECK(got.articles[0].title == "Oil rises");
  CHECK(got.articles[0].date_text == "2025-01-30T09:30:00");
  CHECK(got.articles[0].body == "Prices rose.");
  CHECK(got.articles[0].record == "sheet News, row 2");
  CHECK(got.articles[1].title == "Gold falls");
  CHECK(got.articles[1].date_text == "2025-01-31");
  CHECK(got.articles[1].body == "It fell.");
  CHECK(got.articles[1].record == "sheet News, row 5");
  CHECK(got.notes.empty());
}

TEST_CASE("The link of a cell is the address of its row", "[readers][xlsx]") {
  const auto link = [](const std::string& cell, const std::string& id) {
    return "<hyperlink ref=\"" + cell + "\" r:id=\"" + id + "\"/>";
  };
  const auto to = [](const std::string& id, const std::string& address) {
    return "<Relationship Id=\"" + id + "\" Type=\"" + kTypesOffice + "hyperlink\" Target=\"" + address +
           "\" TargetMode=\"External\"/>";
  };
  const std::string targets = to("a", "https://harbor.example/1") + to("b", "https://harbor.example/2") +
                              to("q", "https://harbor.example/quotes/ACM") + to("m", "mailto:news@harbor.example");
  const std::string formula =
      "<row r=\"3\"><c r=\"A3\" t=\"str\"><f>HYPERLINK(\"https://harbor.example/2\",\"Gold falls a bit\")</f>"
      "<v>Gold falls a bit</v></c><c r=\"B3\" t=\"inlineStr\"><is><t>2025-01-31</t></is></c></row>";
  struct Case {
    const char* name;
    SheetPart sheet;
  };
  const Case cases[] = {
      {"titles",
       {"S",
        row(1, {"headline", "date"}) + row(2, {"Oil rises a bit", "2025-01-30"}) +
            row(3, {"Gold falls a bit", "2025-01-31"}),
        link("A2", "a") + link("A3:A3", "b"), targets}},
      {"a shorter cell with another link",
       {"S",
        row(1, {"ticker", "headline", "date"}) + row(2, {"ACM", "Oil rises a bit", "2025-01-30"}) +
            row(3, {"ACM", "Gold falls a bit", "2025-01-31"}),
        link("A2", "q") + link("A3", "q") + link("B2", "a") + link("B3", "b"), targets}},
      {"a column of addresses with other texts",
       {"S",
        row(1, {"headline", "link", "date"}) + row(2, {"Oil rises a bit", "Read", "2025-01-30"}) +
            row(3, {"Gold falls a bit", "https://harbor.example/2", "2025-01-31"}),
        link("B2", "a") + link("B3", "q"), targets}},
      {"a formula",
       {"S", row(1, {"headline", "date"}) + row(2, {"Oil rises a bit", "2025-01-30"}) + formula, link("A2", "a"),
        targets}},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    const Collected got = collect(xlsx({c.sheet}), {"xlsx", {}});
    REQUIRE(got.articles.size() == 2);
    CHECK(got.articles[0].url == "https://harbor.example/1");
    CHECK(got.articles[1].url == "https://harbor.example/2");
    CHECK(got.articles[1].title == "Gold falls a bit");
  }
  const Collected mail = collect(
      xlsx({{"S", row(1, {"headline", "date"}) + row(2, {"Oil rises a bit", "2025-01-30"}), link("A2", "m"), targets}}),
      {"xlsx", {}});
  CHECK(only_article(mail).url.empty());
}

TEST_CASE("Sheets with articles are read and the others noted", "[readers][xlsx]") {
  const std::string outlets = row(1, {"Name", "Country"}) + row(2, {"Harbor Wire", "Utopia"});
  const Collected got =
      collect(xlsx({{"2024", row(1, {"Our export"}) + row(3, {"title", "date"}) + row(4, {"Oil rises", "2024-01-30"})},
                    {"Outlets", outlets},
                    {"2025", row(1, {"title", "date", "text"}) + row(2, {"Gold falls", "2025-01-30", "It fell."})}}),
              {"xlsx", {}});
  CHECK(got.titles() == std::vector<std::string>{"Oil rises", "Gold falls"});
  CHECK(got.notes == std::vector<std::string>{"no articles were looked for in the sheets Outlets",
                                              "left out 1 row before the header of sheet 2024"});
  CHECK_THROWS_MATCHES(collect(xlsx({{"Outlets", outlets}}), {"xlsx", {}}), Error,
                       HasKind(ErrorKind::kInput) && Says("no sheet has articles: Outlets"));
}

TEST_CASE("Rows of several cells before the header of a sheet are left out and noted", "[readers][xlsx]") {
  const std::string rows = row(6, {"Oil rises", "2024-01-30", "Tape"}) + row(7, {"Gas falls", "2024-01-31", "Tape"});
  const std::string before = row(1, {"Exported", "2024-02-01"}) + row(2, {"Query", "oil, gas"});
  const Collected named =
      collect(xlsx({{"News", before + row(5, {"headline", "date", "source"}) + rows}}), {"xlsx", {}});
  CHECK(named.titles() == std::vector<std::string>{"Oil rises", "Gas falls"});
  CHECK(named.articles[0].date_text == "2024-01-30");
  CHECK(named.notes == std::vector<std::string>{"left out 2 rows before the header of sheet News"});
}

TEST_CASE("A sheet without a header is read by its cells", "[readers][xlsx]") {
  const Collected got = collect(xlsx({{"S", row(1, {"2025-01-30", "Oil rises on fears of war"}) +
                                                row(2, {"2025-01-31", "Gold falls for a third day"})}}),
                                {"xlsx", {}});
  CHECK(got.titles() == std::vector<std::string>{"Oil rises on fears of war", "Gold falls for a third day"});
  CHECK(got.articles[0].date_text == "2025-01-30");
}

TEST_CASE("Formats of numbers show which cells are dates", "[readers][xlsx]") {
  struct Case {
    int format;
    const char* code;
    NumberKind kind;
  };
  const Case cases[] = {
      {14, "", NumberKind::kDate},
      {22, "", NumberKind::kDate},
      {21, "", NumberKind::kTime},
      {2, "", NumberKind::kNumber},
      {164, "yyyy\\-mm\\-dd", NumberKind::kDate},
      {164, "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", NumberKind::kDate},
      {164, "h:mm AM/PM", NumberKind::kTime},
      {164, "[h]:mm:ss", NumberKind::kTime},
      {164, "mm:ss.0", NumberKind::kTime},
      {164, "General", NumberKind::kNumber},
      {164, "#,##0.00 \"days\"", NumberKind::kNumber},
      {164, "[Red]0.00;[Blue]\\d0", NumberKind::kNumber},
      {164, "@", NumberKind::kNumber},
  };
  for (const Case& c : cases) {
    INFO(c.format << " " << c.code);
    CHECK(number_kind(c.format, c.code) == c.kind);
  }
}

TEST_CASE("Numbers of days become dates", "[readers][xlsx]") {
  struct Case {
    const char* number;
    NumberKind kind;
    bool from_1904;
    const char* text;
  };
  const Case cases[] = {
      {"45687", NumberKind::kDate, false, "2025-01-30"},
      {"44225", NumberKind::kDate, true, "2025-01-30"},
      {"45687.395833333336", NumberKind::kDate, false, "2025-01-30T09:30:00"},
      {"45687.99999999", NumberKind::kDate, false, "2025-01-31"},
      {"0.3958333333", NumberKind::kTime, false, "09:30:00"},
      {"45687.5", NumberKind::kTime, false, "2025-01-30T12:00:00"},
      {"1.5", NumberKind::kTime, false, "1.5"},
      {"59", NumberKind::kDate, false, "1900-02-28"},
      {"61", NumberKind::kDate, false, "1900-03-01"},
      {"-1", NumberKind::kDate, false, "-1"},
      {"1E9", NumberKind::kDate, false, "1000000000"},
      {"1.7380224E9", NumberKind::kNumber, false, "1738022400"},
      {"1.5E-3", NumberKind::kNumber, false, "1.5E-3"},
      {"nan", NumberKind::kDate, false, "nan"},
      {"x", NumberKind::kDate, false, "x"},
  };
  for (const Case& c : cases) {
    INFO(c.number);
    CHECK(number_text(c.number, c.kind, c.from_1904) == c.text);
  }
}

TEST_CASE("A damaged document is reported, with what was read before the damage", "[readers][xlsx]") {
  const std::string good = row(1, {"title", "date"}) + row(2, {"Oil rises", "2025-01-30"});
  const Collected got = collect(xlsx({{"S", good + "<row><c t=\"s\"><v>7</v></c></row>"}}), {"xlsx", {}});
  CHECK(got.titles() == std::vector<std::string>{"Oil rises"});
  REQUIRE(got.rejects.size() == 1);
  CHECK(got.rejects[0].record == "sheet S, after row 2");
  CHECK(got.rejects[0].reason == "damaged workbook: there is no shared string 7");
  CHECK_THROWS_MATCHES(collect(xlsx({{"S", "</oops>"}}), {"xlsx", {}}), Error,
                       HasKind(ErrorKind::kInput) && Says("sheet1.xml is damaged: line 1: "));
  const std::string whole = docx(paragraph("Oil rises"));
  CHECK_THROWS_MATCHES(collect(whole.substr(0, whole.size() / 2), {"docx", {}}), Error, HasKind(ErrorKind::kInput));
  CHECK_THROWS_MATCHES(collect(packed("zip", "none", {kContentTypes}), {"xlsx", {}}), Error,
                       HasKind(ErrorKind::kInput) && Says("no main part"));
  CHECK_THROWS_MATCHES(collect("title,text\nOil,rises\n", {"xlsx", {}}), Error, HasKind(ErrorKind::kInput));
}

TEST_CASE("A workbook that repeats a large shared string again and again ends", "[readers][xlsx]") {
  const auto sheet = [](const char* string) {
    std::string rows = row(1, {"title", "text"});
    for (int i = 2; i < 100; ++i)
      rows += "<row><c t=\"inlineStr\"><is><t>Oil rises " + std::to_string(i) + " times</t></is></c><c t=\"s\"><v>" +
              string + "</v></c></row>";
    return rows;
  };
  const std::string strings = "<si><t>" + std::string(512u << 10, 'v') + "</t></si><si><t>Prices rose.</t></si>";
  const Collected got = collect(xlsx({{"S", sheet("0")}, {"T", sheet("1")}, {"U", sheet("0")}}, strings), {"xlsx", {}});
  CHECK(got.articles.size() >= 98);  // all of the sheet T
  CHECK(got.articles.size() < 98 + 50);
  REQUIRE(got.rejects.size() == 2);
  for (const RejectedRecord& rejected : got.rejects)
    CHECK(rejected.reason == "damaged workbook: its cells have far more text than its shared strings");
  CHECK(collect(xlsx({{"T", sheet("1")}}, strings), {"xlsx", {}}).articles.size() == 98);
}

TEST_CASE("A document that expands to far more than its size is an error", "[readers][docx]") {
  const std::string page = "<w:t>" + std::string(1u << 20, ' ') + "</w:t>";
  std::string text;
  for (int i = 0; i < 80; ++i) text += page;
  const std::string bytes =
      packed("zip", "none",
             {kContentTypes,
              {"_rels/.rels", relations(relation("r1", "officeDocument", "word/document.xml"))},
              {"word/document.xml", "<w:document xmlns:w=\"w\">" + paragraph(text) + "</w:document>"}});
  CHECK_THROWS_MATCHES(collect(bytes, {"docx", {}}), Error, HasKind(ErrorKind::kTooLarge));
}

TEST_CASE("Markup of a part is bounded, and text that looks like markup is read", "[readers][docx]") {
  const auto attributes = [](int count) {
    std::string all;
    for (int i = 0; i < count; ++i) all += " a" + std::to_string(i) + "='>'";
    return all;
  };
  const std::string wide(600u << 10, '>'), narrow(400u << 10, '>');
  std::string nested = paragraph("Oil rises");
  for (int i = 0; i < 20; ++i) {
    std::string names;
    for (int j = 0; j < 60; ++j) names += " xmlns:n" + std::to_string(i) + "_" + std::to_string(j) + "='x'";
    nested = "<w:p" + names + ">" + nested + "</w:p>";
  }
  struct Case {
    const char* name;
    std::string xml;
    const char* says;
  };
  const Case refused[] = {
      {"attributes", "<w:p" + attributes(300) + "/>", "a tag of more than 256 attributes"},
      {"a value", "<w:p a=\"" + wide + "\"/>", "a tag or comment of more than"},
      {"a comment", "<!--" + wide + "-->", "a tag or comment of more than"},
      {"an instruction", "<?x " + wide + "?>", "a tag or comment of more than"},
      {"a CDATA section", paragraph("<![CDATA[" + wide + "]]>"), "a tag or comment of more than"},
      {"a reference", paragraph("&#" + std::string(600, '0') + "65;"), "a reference of more than"},
      {"a tag behind a comment with other signs", "<!-- -> <' ]]> ?> --><w:p" + attributes(300) + "/>",
       "a tag of more than"},
      {"a tag behind a comment that begins as it ends", "<!--> <![CDATA[ --><w:p" + attributes(300) + "/>",
       "a tag of more than"},
      {"a tag behind other markup",
       "<!-- <'x --><?x <\" ?>" + paragraph("<![CDATA[<']]]>") + "<w:p" + attributes(300) + "/>", "a tag of more than"},
      {"namespaces", nested, "more than 1000 nested namespaces"},
  };
  for (const Case& c : refused) {
    DYNAMIC_SECTION(c.name) {
      CHECK_THROWS_MATCHES(collect(docx(paragraph("Oil rises") + c.xml), {"docx", {}}), Error,
                           HasKind(ErrorKind::kTooLarge) && Says("its part word/document2.xml has") && Says(c.says));
    }
  }
  const std::string read[] = {"<w:p" + attributes(200) + "/>",
                              "<w:p a=\"" + narrow + "\"/>",
                              "<!-- it's <w:p" + attributes(300) + "-->",
                              paragraph("<![CDATA[<w:p" + attributes(300) + "]]>"),
                              "<?x <w:p" + attributes(300) + "?>",
                              paragraph("it's \"" + attributes(300) + wide)};
  for (const std::string& xml : read) {
    DYNAMIC_SECTION("read: " << xml.substr(0, 40)) {
      CHECK(only_article(collect(docx(paragraph("Oil rises") + xml), {"docx", {}})).title == "Oil rises");
    }
  }
}

namespace {

// A Word document whose main part has these bytes.
std::string docx_of_part(const std::string& part) {
  return packed("zip", "none",
                {kContentTypes,
                 {"_rels/.rels", relations(relation("r1", "officeDocument", "word/document.xml"))},
                 {"word/document.xml", part}});
}

}  // namespace

TEST_CASE("A part is read by its byte order mark, whatever encoding it declares", "[readers][docx]") {
  const std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-7\"?><w:document xmlns:w=\"w\">" +
                          paragraph("Oil +AOk- rises") + "</w:document>";
  std::string wide = "\xFF\xFE";
  for (const char c : xml) wide.append(1, c).append(1, '\0');
  for (const std::string& part : {xml, "\xEF\xBB\xBF" + xml, wide})
    CHECK(only_article(collect(docx_of_part(part), {"docx", {}})).title == "Oil +AOk- rises");
}

TEST_CASE("A part with a document type is refused", "[readers][docx]") {
  const std::string bomb =
      "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c SYSTEM "
      "\"file:///etc/passwd\">]>";
  CHECK_THROWS_MATCHES(
      collect(docx_of_part(bomb + "<w:document xmlns:w=\"w\">" + paragraph("Oil &b;&c; rises") + "</w:document>"),
              {"docx", {}}),
      Error, HasKind(ErrorKind::kInput) && Says("its part word/document.xml has a document type"));
}

TEST_CASE("Documents that no form reads are refused by name, with a way out", "[readers][forms]") {
  const auto opened = [](const char* type) {
    return packed("zip", "none", {{"mimetype", type}, {"content.xml", "<x/>"}});
  };
  struct Case {
    std::string bytes;
    const char* says;
  };
  const Case cases[] = {
      {opened("application/epub+zip"), "problem: is an EPUB book, which is not supported; convert it"},
      {opened("application/vnd.oasis.opendocument.text"),
       "problem: is an OpenDocument text, which is not supported; save"},
      {opened("application/vnd.oasis.opendocument.spreadsheet"), "problem: is an OpenDocument spreadsheet"},
      {packed("zip", "none", {kContentTypes, {"ppt/presentation.xml", "<x/>"}}),
       "problem: is a PowerPoint presentation"},
  };
  for (const Case& c : cases) {
    INFO(c.says);
    const Collected got = read_file_of(c.bytes);
    CHECK(got.articles.empty());
    REQUIRE(got.notes.size() == 1);
    CHECK(got.notes[0].find(c.says) == 0);
  }
}

TEST_CASE("A sheet of one column of headlines is read", "[readers][xlsx]") {
  const std::string rows = row(1, {"Headline"}) + row(2, {"Oil rises on cuts"}) + row(3, {"Gold falls again"});
  CHECK(collect(xlsx({{"News", rows}}), {"xlsx", {}}).titles() ==
        std::vector<std::string>{"Oil rises on cuts", "Gold falls again"});
}
