// Properties of all queries: printing and parsing again gives the same tree.
#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <vector>

#include "common/error/error.h"
#include "common/text/utf8.h"
#include "searcher/query/parser.h"
#include "tests/searcher/query/parsed.h"

namespace broadtape {
namespace {

// False for a query that is rejected.
bool reads_back(const std::string& text) {
  try {
    const ParsedQuery query = parsed(text);
    const std::string printed = to_text(query.tree);
    const ParsedQuery again = parsed(printed);
    CAPTURE(text, printed, to_text(again.tree));
    CHECK((again.tree == query.tree));
    CHECK(to_text(again.tree) == printed);
    return true;
  } catch (const Error& error) {
    CAPTURE(text);
    CHECK(error.kind() == ErrorKind::kQuery);
    CHECK(std::string(error.what()).find('^') != std::string::npos);
    CHECK(!error.hint().empty());
    return false;
  }
}

constexpr const char* kPieces[] = {"oil",     "Nvidia",      "AI-driven",   "\"rate cut\"",
                                   "(",       ")",           "(",           ")",
                                   " OR ",    " AND ",       " NOT ",       "-",
                                   " w/5 ",   " near/3 ",    "title:",      "lead:",
                                   "ticker:", "about:",      "source:",     "author:",
                                   "date:",   "words:",      "atleast2:",   "is:",
                                   "2025-01", "undated",     ">200",        "NVDA,AMD",
                                   "tariff*", "\"",          "“",           "”",
                                   ",",       ":",           "*",           "'s",
                                   "S & P",   "5 %",         "3,900",       "$4.5bn",
                                   "10-K",    "BRK.B",       "株価が",      "😀",
                                   " ",       "  ",          "\t",          "\u200b",
                                   "é",       "U.S.",        "w/0",         "atleast0:",
                                   "..",      "id:x",        "lang:en",     "foo:bar",
                                   "label:",  "2024..2025",  "\xff",        "a",
                                   "OR",      "'",           "|",           "!",
                                   "+",       "||",          "&&",          "~3",
                                   "^2",      "\"rate c*\"", "NASDAQ:NVDA", "tiker:x",
                                   "adj5",    "\"a b\"~4",   "words=5"};

TEST_CASE("Any mixture of what the language is made of is printed as it is meant", "[query][property]") {
  std::mt19937_64 random(20250130);
  int taken = 0;
  for (int round = 0; round < 6'000; ++round) {
    std::string text;
    for (std::uint64_t pieces = random() % 14; pieces > 0; --pieces) {
      text += kPieces[random() % std::size(kPieces)];
      if (random() % 2 == 0) text += ' ';
    }
    taken += reads_back(text) ? 1 : 0;
  }
  CHECK(taken > 2'000);
}

// A random query with all operators, of a given depth.
class RandomQuery {
 public:
  explicit RandomQuery(std::uint64_t seed) : random_(seed) {}

  std::string text(int depth) {
    if (depth == 0) return leaf();
    switch (below(8)) {
      case 0:
        return joined(depth, " OR ");
      case 1:
        return joined(depth, " AND ");
      case 2:
        return joined(depth, " ");
      case 3:
        return "-(" + text(depth - 1) + ")";
      case 4:
        return joined(depth, below(2) == 0 ? " w/7 " : " near/7 ");
      case 5:
        return (below(2) == 0 ? "title:(" : "lead:(") + text(depth - 1) + ")";
      case 6:
        return "atleast3:(" + word() + " OR \"" + word() + " " + word() + "\")";
      default:
        return "(" + text(depth - 1) + ")";
    }
  }

 private:
  std::string joined(int depth, const std::string& separator) {
    std::string result = "(" + text(depth - 1) + ")";
    for (std::uint64_t more = 1 + below(3); more > 0; --more) result += separator + "(" + text(depth - 1) + ")";
    return result;
  }
  std::string leaf() {
    static constexpr const char* kLeaves[] = {
        "ticker:NVDA,AMD", "date:2025-01..2025-03", "words:200..500", "is:undated", "source:\"Harbor Wire\"",
        "tariff*",         "atleast2:oil",          "author:lee",     "-gas"};
    return below(2) == 0 ? word() : kLeaves[below(std::size(kLeaves))];
  }
  std::string word() {
    static constexpr const char* kWords[] = {"oil", "GPU", "AI-driven", "S&P", "10-K", "Moody’s", "3,900", "OR", "w/5"};
    return kWords[below(std::size(kWords))];
  }
  std::uint64_t below(std::uint64_t limit) { return random_() % limit; }

  std::mt19937_64 random_;
};

TEST_CASE("A query of any shape is printed as it is meant", "[query][property]") {
  int taken = 0;
  for (std::uint64_t seed = 0; seed < 2'000; ++seed) {
    RandomQuery query(seed);
    taken += reads_back(query.text(static_cast<int>(seed % 5))) ? 1 : 0;
  }
  CHECK(taken > 1'500);
}

// A part of a query, and how the parsed query shows it; nullptr if it is always refused. `NASDAQ:AMD` is a ticker
// alone, and a value as written in the list of another field.
struct FilterPart {
  const char* written;
  const char* parsed;
};
constexpr FilterPart kFilterParts[] = {
    {"ticker:NVDA", "ticker:NVDA"},
    {"NASDAQ:AMD", "AMD"},
    {"lead:opec", "lead:opec"},
    {"date:2025-01", "date:2025-01"},
    {"words:>200", "words:>200"},
    {"is:undated", "is:undated"},
    {"source:Reuters", ":Reuters"},
    {"company:acme", "company:acme"},
    {"lang:en", "lang:en"},
    {"label:acq", "label:acq"},
    {"title:tariffs", "title:tariffs"},
    {"author:lee", "author:lee"},
    {"id:abcd", "id:abcd"},
    {"atleast2:steel", "atleast2:steel"},
    {"about:GM", "about:GM"},
    {"tiker:NVDA", nullptr},
    {"after:1987-06", nullptr},
    {"headline:oil", nullptr},
    {"ticker=NVDA", nullptr},
    {"date:[2024 TO 2025]", nullptr},
};
constexpr const char* kOtherParts[] = {"oil",          "rate cut",    "AND",          "OR",    "NOT",        "-gas",
                                       "!gas",         "+gas",        "||",           "&&",    "|",          "or",
                                       "(oil OR gas)", "gas w/5 oil", "\"rate cut\"", "12:30", "Fed: rates", "S&P:500"};
constexpr const char* kBetweenParts[] = {" ",  "  ", " AND ", " OR ", " | ", "||", "&&", " && !", " -", " +",
                                         " (", ") ", "+",     ",",    ";",   "'",  "|",  "&",     "/"};

TEST_CASE("No query loses a filter: the parsed query shows each, or the query is refused", "[query][property]") {
  std::mt19937_64 random(19870601);
  const auto one_of = [&](const auto& rows) -> const auto& {
    return rows[random() % std::size(rows)];
  };
  int taken = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    std::vector<const FilterPart*> filters;
    for (std::uint64_t parts = 1 + random() % 5; parts > 0; --parts) {
      if (random() % 2 == 0) {
        filters.push_back(&one_of(kFilterParts));
        text += filters.back()->written;
      } else {
        text += one_of(kOtherParts);
      }
      text += random() % 3 == 0 ? one_of(kBetweenParts) : " ";
    }
    CAPTURE(text);
    try {
      std::string shown = to_text(parsed(text).tree);
      std::erase(shown, '"');  // of values that need them
      ++taken;
      CAPTURE(shown);
      for (const FilterPart* filter : filters) {
        REQUIRE(filter->parsed != nullptr);
        CHECK_THAT(shown, Catch::Contains(filter->parsed, Catch::CaseSensitive::No));
      }
    } catch (const Error& error) {
      REQUIRE(error.kind() == ErrorKind::kQuery);
    }
  }
  CHECK(taken > 5'000);
}

TEST_CASE("A character of every Unicode block is a query among words", "[query][property]") {
  int read_back = 0;
  constexpr char32_t kLast = 0x10ffff, kStep = 16;  // blocks begin at multiples of 16
  for (char32_t c = 0; c <= kLast; c += kStep) {
    if (c >= 0xd800 && c <= 0xdfff) continue;
    std::string text = "oil ";
    append_utf8(text, c);
    append_utf8(text, c + 1);
    text += ' ';
    append_utf8(text, c + 2);
    text += "x gas";
    const Node tree = parsed(text).tree;
    if (parsed(to_text(tree)).tree == tree) {  // asserting each takes longer than parsing it
      ++read_back;
      continue;
    }
    CAPTURE(static_cast<std::uint32_t>(c));
    FAIL_CHECK("it is printed as " << to_text(tree));
  }
  CHECK(read_back == (0x110000 - 0x800) / 16);  // all but the surrogates
}

}  // namespace
}  // namespace broadtape
