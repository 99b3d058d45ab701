#include "searcher/search/snippet.h"

#include <xapian.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

#include "common/text/utf8.h"
#include "searcher/plan/wildcards.h"
#include "searcher/query/parser.h"
#include "searcher/search/sentences.h"

namespace broadtape {
namespace {

// Matches in [brackets], … where it is cut.
std::string shown(const std::vector<Piece>& pieces) {
  std::string text;
  for (const Piece& piece : pieces) text += piece.match ? "[" + piece.text + "]" : piece.text;
  return text;
}

std::string shown(const Snippet& snippet) {
  return (snippet.cut_before ? "…" : "") + shown(snippet.pieces) + (snippet.cut_after ? "…" : "");
}

struct Query {
  explicit Query(const std::string& text, const Xapian::Database& database = small_database()) {
    Node tree = parse_query(text, {0, {}}, analyser).tree;
    PreparingBudget budget;
    expand_wildcards(tree, text, database, analyser, budget);
    terms = std::make_unique<MatchTerms>(tree, IndexReader(database));
  }
  Snippet snippet(const std::string& body, std::size_t length = kDefaultSnippetLength) {
    return SnippetMaker(*terms, analyser).snippet(body, length);
  }
  std::vector<Piece> title(const std::string& title) { return SnippetMaker(*terms, analyser).title(title); }
  std::vector<Piece> whole(const std::string& body) {
    return SnippetMaker(*terms, analyser).whole(body, MatchTerms::Part::kBody);
  }

  static Xapian::Database small_database() {
    Xapian::WritableDatabase database("", Xapian::DB_BACKEND_INMEMORY);
    for (int i = 0; i < 20; ++i) {
      Xapian::Document document;
      for (const char* term : {"tariff", "common"}) document.add_term(term);
      if (i == 0) document.add_term("rare");
      database.add_document(document);
    }
    return database;
  }

  static constexpr std::size_t kDefaultSnippetLength = 240;
  Analyser analyser;
  std::unique_ptr<MatchTerms> terms;
};

TEST_CASE("A snippet marks every form of a word that matched", "[search][snippet]") {
  struct Case {
    const char* query;
    const char* body;
    const char* snippet;
  };
  const Case cases[] = {
      {"GPU", "Demand for GPUs rose.", "Demand for [GPUs] rose."},
      {"GPUs", "One GPU is enough.", "One [GPU] is enough."},
      {"DeepSeek", "DeepSeek’s model.", "[DeepSeek]’s model."},
      {"S&P", "The S&P 500 fell.", "The [S&P] 500 fell."},
      {"US", "The U.S. economy.", "The [U.S.] economy."},
      {"3900", "It closed at 3,900 points.", "It closed at [3,900] points."},
      {"nestle", "Nestlé shares", "[Nestlé] shares"},
      {"\"rate cut\"", "A rate cut, not a rate rise or a tax cut.", "A [rate] [cut], not a rate rise or a tax cut."},
      {"\"rate cut\" rate", "A rate cut, not a rate rise.", "A [rate] [cut], not a [rate] rise."},
      {"AI-driven", "AI-driven demand; AI alone", "[AI]-[driven] demand; AI alone"},
      {"apple -pie", "An apple pie", "An [apple] pie"},
      {"title:apple", "An apple pie", "An apple pie"},
      {"tariff*", "Tariffs and a tariff", "[Tariffs] and a [tariff]"},
      {"ticker:NVDA", "NVDA rose", "NVDA rose"},
      {"apple OR (pie w/3 crust)", "apple pie crust", "[apple] [pie] [crust]"},
      {"トヨタ", "トヨタ自動車は連結決算を発表した。", "[トヨタ]自動車は連結決算を発表した。"},
      {"決算", "トヨタ自動車は連結決算を発表した。", "トヨタ自動車は連結[決算]を発表した。"},
      {"阿里巴巴", "阿里巴巴股价上涨。阿里", "[阿里巴巴]股价上涨。阿里"},
      {"삼성전자", "삼성전자는 실적을 발표했다.", "[삼성전자]는 실적을 발표했다."},
      {"株", "株価が上昇。", "[株]価が上昇。"},
      {"inflation", "Selon l'inflation", "Selon l'[inflation]"},
      {"l'inflation", "Selon l’inflation", "Selon [l’inflation]"},
      {"\"inflation recule\"", "l'inflation recule", "l'[inflation] [recule]"},
      {"Bankası", "Merkez Bankası'nın kararı", "Merkez [Bankası]'nın kararı"},
      {"1000000", "Soit 1\u00A0000\u00A0000 euros", "Soit [1\u00A0000\u00A0000] euros"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.query << ": " << c.body) {
      CHECK(shown(Query(c.query).snippet(c.body)) == c.snippet);
    }
  }
}

TEST_CASE("Marks cover whole matches in every block of characters without blanks", "[search][snippet]") {
  // Blocks of Han, Kana and Hangul by their first letters.
  for (const char32_t block :
       {0x3041, 0x30A2, 0x31F0, 0x3400, 0x4E00, 0x8FD0, 0xAC00, 0xC0BC, 0xFF71, 0x20000, 0x30000}) {
    constexpr std::size_t kCharacters = 6;
    std::vector<std::string> characters;
    for (std::size_t i = 0; i < kCharacters; ++i) {
      characters.emplace_back();
      append_utf8(characters.back(), block + static_cast<char32_t>(i));
    }
    for (std::size_t begin = 0; begin < kCharacters; ++begin) {
      for (std::size_t end = begin + 1; end <= kCharacters; ++end) {
        std::string text, query, expected;
        for (std::size_t i = 0; i < kCharacters; ++i) {
          expected += (i == begin ? "[" : "") + characters[i] + (i + 1 == end ? "]" : "");
          text += characters[i];
          if (i >= begin && i < end) query += characters[i];
        }
        INFO(text << ": " << query);
        CHECK(shown(Query(query).title(text)) == expected);
        CHECK(shown(Query(query).snippet(text)) == expected);
      }
    }
  }
}

TEST_CASE("A title is marked whole", "[search][snippet]") {
  CHECK(shown(Query("title:gpu").title("GPUs for  all")) == "[GPUs] for all");
  CHECK(shown(Query("zebra").title("GPUs for all")) == "GPUs for all");
  CHECK(Query("zebra").title("").empty());
}

TEST_CASE("White space in a snippet is single", "[search][snippet]") {
  CHECK(shown(Query("gpu").snippet("One\n\n  two\tGPU  \n three\n")) == "One two [GPU] three");
}

const std::string kLong =
    "First sentence stands at the beginning of it all. Second one tells of common things and goes on for a while. "
    "Third one is about the weather in the city, which was fine. The fourth has a rare word near a common word here. "
    "The fifth sentence ends the text with nothing of interest to anyone who reads it.";

TEST_CASE("A snippet shows the stretch with the most and the rarest words, cut at sentences", "[search][snippet]") {
  CHECK(shown(Query("rare common").snippet(kLong, 80)) == "The fourth has a [rare] word near a [common] word here.");
  CHECK(shown(Query("common").snippet(kLong, 80)) == "Second one tells of [common] things and goes on for a while.");
  CHECK(shown(Query("zebra").snippet(kLong, 80)) == "First sentence stands at the beginning of it all.");
  CHECK(shown(Query("zebra").snippet(kLong, 20)) == "First sentence…");
  CHECK(shown(Query("rare").snippet(kLong, 1'000)).size() == kLong.size() + 2);
}

TEST_CASE("A snippet inside a long sentence is cut at words", "[search][snippet]") {
  std::string body;
  for (int i = 0; i < 50; ++i) body += "filler words ";
  body += "rare ";
  for (int i = 0; i < 50; ++i) body += "further words ";
  CHECK(shown(Query("rare").snippet(body, 40)) == "…filler words [rare] further words further…");
}

TEST_CASE("A snippet of any text is valid UTF-8 of about the length asked for", "[search][snippet]") {
  std::string chinese;
  for (int i = 0; i < 300; ++i) chinese += "深圳股票交易所";
  const std::string bodies[] = {
      "", " ", "\n", "…", std::string(5'000, 'x'), std::string(5'000, '-'), chinese, "é" + std::string(300, ' ') + "é"};
  for (const std::string& body : bodies) {
    for (const std::size_t length : {1, 10, 240}) {
      for (const char* query : {"股票", "x", "zebra"}) {
        const std::string text = shown(Query(query).snippet(body, length));
        CHECK(is_valid_utf8(text));
        CHECK(text.size() <= 3 * length + 6'000);
      }
    }
  }
  const Snippet cut = Query("股票").snippet(chinese, 40);
  CHECK(shown(cut).size() < 3 * 40 * 3);
}

std::string repeated(std::size_t times, const std::string& text) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

TEST_CASE("A snippet shows each part of a run of matches once, also where it ends inside the run",
          "[search][snippet]") {
  constexpr std::size_t kCharacters = 300;
  const std::string character = "株";
  Query query(character);
  for (std::size_t length = 1; length <= kCharacters + 1; ++length) {
    INFO(length);
    const std::string part = repeated(std::min(length, kCharacters), character);
    CHECK(shown(query.snippet(repeated(kCharacters, character), length).pieces) == "[" + part + "]");
  }
}

TEST_CASE("The pieces of a snippet are in order and do not overlap", "[search][snippet]") {
  std::string body;
  for (int i = 0; i < 20; ++i) body += "株株株株" + std::to_string(i) + "社、株株株";
  Query query("株");
  for (std::size_t length = 1; length <= 300; ++length) {
    INFO(length);
    std::string joined;
    for (const Piece& piece : query.snippet(body, length).pieces) {
      CHECK_FALSE(piece.text.empty());
      CHECK((piece.text.find("株") != std::string::npos) == piece.match);
      joined += piece.text;
    }
    CHECK(joined.size() <= 3 * (length + 1));
    CHECK(body.find(joined) != std::string::npos);
  }
}

TEST_CASE("A long run of matches is one piece and takes linear time", "[search][snippet]") {
  const std::string body = repeated(200'000, "株");
  const std::vector<Piece> pieces = Query("株").whole(body);
  REQUIRE(pieces.size() == 1);
  CHECK(pieces[0].match);
  CHECK((pieces[0].text == body));
  CHECK(Query("株").snippet(body, 200'000).pieces.size() == 1);
}

TEST_CASE("Sentences begin after full stops, not after abbreviations", "[search][snippet]") {
  struct Case {
    const char* text;
    std::size_t at;
    bool begins;
  };
  const Case cases[] = {
      {"One. Two", 5, true},    {"One. two", 5, false},
      {"U.S. Steel", 5, false}, {"Acme Inc. Said", 10, false},
      {"Really? Yes", 8, true}, {"He left.” She", 12, true},
      {"A\nb", 2, true},        {"3.5 percent", 2, false},
      {"", 0, false},           {"a", 0, true},
      {"Mr. Smith", 4, false},  {"。次", 3, true},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.text) {
      CHECK(sentence_begins(c.text, c.at) == c.begins);
    }
  }
}

}  // namespace
}  // namespace broadtape
