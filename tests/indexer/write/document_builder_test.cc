#include "indexer/write/document_builder.h"

#include <catch2/catch.hpp>
#include <map>

#include "common/article/identity.h"
#include "common/article/record.h"
#include "tests/support/article_maker.h"

using namespace broadtape;

namespace {

Article full_article() {
  Article article = make_article("Tesla beats", "Oil fell. Tesla rose.");
  article.url = "https://news.example/1";
  article.author = "Ana Diaz";
  article.language = "en";
  article.labels = {"Earn", "Étude"};
  article.tickers = {{"ACM", TickerEvidence::kSource, 2, false, false},
                     {"BRK.B", TickerEvidence::kName, 1, true, false},
                     {"7203.T", TickerEvidence::kReutersCode, 1, false, true},
                     {"XOM", TickerEvidence::kName, 1, false, false}};
  for (std::size_t i = 0; i < 3; ++i) article.tickers[i].about = true;
  article.id = article_id(article);
  return article;
}

Xapian::Document built(const Article& article, const VersionFlags& flags = {}) {
  return DocumentBuilder().build(article, flags, Dictionaries());
}

// "term*wdf" of every term.
std::vector<std::string> terms_of(const Xapian::Document& document) {
  std::vector<std::string> terms;
  for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term) {
    std::string text = *term;
    if (term.get_wdf() > 0) text += "*" + std::to_string(term.get_wdf());
    terms.push_back(text);
  }
  return terms;
}

// Where a document has a word.
std::vector<std::uint32_t> positions_of(const Xapian::Document& document, const std::string& term) {
  const WordDictionary none;
  WordScanner scanner(none);
  const std::size_t question = scanner.look_for(term);
  scanner.scan(document.get_value(kWordStreamSlot));
  return scanner.positions(question);
}

}  // namespace

TEST_CASE("A document has the article's terms with their counts", "[write][document]") {
  const Article article = full_article();
  CHECK(terms_of(built(article)) == std::vector<std::string>{
                                        "Aana*1",        "Adiaz*1",        "D20250130",
                                        "Kearn",         "Ketude",         "Len",
                                        "M202501",       "Q" + article.id, "Sbeat*1",
                                        "Stesla*1",      "XA7203.T",       "XA:ACM",
                                        "XA:BRK.B",      "XB7203.T",       "XB:ACM",
                                        "XB:BRK.B",      "XC7203.T",       "XC:ACM",
                                        "XC:BRK.B",      "XC:XOM",         "XI" + identity_aliases(article).at(0),
                                        "XSharbor wire", "XT7203.T",       "XT:ACM",
                                        "XT:BRK.B",      "XT:XOM",         "Y2025",
                                        "beat*3",        "fell*1",         "oil*1",
                                        "rose*1",        "tesla*4",
                                    });
}

TEST_CASE("A document has the article's values", "[write][document]") {
  const Article article = full_article();
  const Xapian::Document document = built(article);
  std::map<Xapian::valueno, std::string> values;
  for (auto value = document.values_begin(); value != document.values_end(); ++value)
    values[value.get_valueno()] = *value;
  const ContentHash content = content_hash(article);
  CHECK(values == std::map<Xapian::valueno, std::string>{
                      {kPublishedSlot, Xapian::sortable_serialise(1'738'245'900)},
                      {kDaySlot, "20250130"},
                      {kTickersSlot, "ACM=\tBRK.B=\t7203.T=\tXOM="},
                      {kSourceSlot, "Harbor Wire"},
                      {kFirstSeenSlot, Xapian::sortable_serialise(1'738'281'600)},
                      {kContentSlot, std::string(content.begin(), content.end())},
                      {kWordsSlot, Xapian::sortable_serialise(6)},
                      {kTextBytesSlot, Xapian::sortable_serialise(32)},
                      {kAuthorSlot, "Ana Diaz"},
                      {kWordStreamSlot, document.get_value(kWordStreamSlot)},
                  });
}

TEST_CASE("A document's data is the record in one frame", "[write][document]") {
  const Article article = full_article();
  CHECK(decode_record(Codec("").decompress(built(article).get_data())) == article);
}

TEST_CASE("Flags are terms, and can be read back", "[write][document]") {
  struct Row {
    const char* name;
    VersionFlags flags;
    std::int64_t published_s;  // 0: undated
    std::vector<std::string> terms;
  };
  const Row rows[] = {
      {"none", {}, kMadeAt, {}},
      {"superseded", {true, false, {}}, kMadeAt, {"XFsuperseded"}},
      {"corrected", {false, true, {}}, kMadeAt, {"XFcorrected"}},
      {"both", {true, true, {}}, kMadeAt, {"XFcorrected", "XFsuperseded"}},
      {"undated", {}, 0, {"XFundated"}},
      {"a day ahead", {}, kMadeAt + kSecondsPerDay, {}},
      {"more than a day ahead", {}, kMadeAt + kSecondsPerDay + 1, {"XFfuture"}},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.name) {
      Article article = make_article("Tesla beats");
      article.published->utc_s = row.published_s;
      if (row.published_s == 0) article.published.reset();
      const Xapian::Document document = built(article, row.flags);
      std::vector<std::string> flags;
      for (const std::string& term : terms_of(document)) {
        if (term.starts_with("XF")) flags.push_back(term);
      }
      CHECK(flags == row.terms);
      CHECK(flags_of(document).superseded == row.flags.superseded);
      CHECK(flags_of(document).corrected == row.flags.corrected);
    }
  }
}

TEST_CASE("Dates are indexed by their UTC day", "[write][document]") {
  struct Row {
    Instant published;
    const char* day;
  };
  const Row rows[] = {
      {{1'738'195'199, Precision::kSecond}, "20250129"}, {{1'738'195'200, Precision::kSecond}, "20250130"},
      {{1'738'195'200, Precision::kDay}, "20250130"},    {{-1, Precision::kSecond}, "19691231"},
      {{951'782'400, Precision::kDay}, "20000229"},
  };
  for (const Row& row : rows) {
    Article article = make_article("Tesla beats");
    article.published = row.published;
    const Xapian::Document document = built(article);
    INFO(row.day);
    CHECK(document.get_value(kDaySlot) == row.day);
    const std::vector<std::string> terms = terms_of(document);
    for (const std::string& term :
         {"D" + std::string(row.day), "M" + std::string(row.day, 6), "Y" + std::string(row.day, 4)}) {
      CHECK(std::count(terms.begin(), terms.end(), term) == 1);
    }
  }
}

TEST_CASE("The words of title and body have positions that no phrase spans", "[write][document]") {
  const Xapian::Document document = built(make_article("Tesla", "beats Tesla"));
  CHECK(positions_of(document, "tesla") == std::vector<std::uint32_t>{1, 1 + kFieldGap + 2});
  CHECK(positions_of(document, "beat") == std::vector<std::uint32_t>{1 + kFieldGap + 1});
  CHECK(built(make_article("", "")).get_value(kWordStreamSlot).empty());
}

TEST_CASE("A label that cannot be a term is left out of the index, not the article", "[write][document]") {
  struct Case {
    const char* name;
    std::string label;
    std::size_t terms;
  };
  const Case c = GENERATE(values<Case>({{"the longest", std::string(200, 'x'), 1},
                                        {"a byte longer", std::string(201, 'x'), 0},
                                        {"zero bytes", std::string(150, '\0'), 0},
                                        {"empty", "", 0}}));
  CAPTURE(c.name);
  Article article = make_article("Tesla");
  const std::size_t without = terms_of(built(article)).size();
  article.labels = {c.label};
  CHECK(terms_of(built(article)).size() == without + c.terms);
}

TEST_CASE("Facts are replaced in a document whose list of terms lacks words", "[write][document]") {
  Article article = full_article();
  const Xapian::Document all = built(article);
  Xapian::Document listed;  // as a segment has it
  listed.set_data(all.get_data());
  for (auto term = all.termlist_begin(); term != all.termlist_end(); ++term)
    if (is_listed(*term)) listed.add_boolean_term(*term);
  listed.add_term(make_term(Field::kRest, ""), 13);
  for (auto value = all.values_begin(); value != all.values_end(); ++value)
    listed.add_value(value.get_valueno(), *value);

  article.tickers = {{"NVDA", TickerEvidence::kSource, 1, false, false}};
  const Xapian::Document wanted = built(article, {true, false, {}});
  replace_facts(listed, wanted);

  std::vector<std::string> expected;
  for (auto term = wanted.termlist_begin(); term != wanted.termlist_end(); ++term)
    if (is_listed(*term)) expected.push_back(*term);
  std::vector<std::string> terms = terms_of(listed);
  CHECK(std::erase(terms, "XR*13") == 1);
  CHECK(terms == expected);
  CHECK(listed.get_data() == wanted.get_data());
  CHECK(listed.values_count() == wanted.values_count());
  for (auto value = wanted.values_begin(); value != wanted.values_end(); ++value)
    CHECK(listed.get_value(value.get_valueno()) == *value);
}
