// Properties of the analyser on random mixtures of all kinds of text.
#include <catch2/catch.hpp>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "common/text/analyser.h"
#include "common/text/char_class.h"
#include "common/text/fold.h"
#include "common/text/utf8.h"
#include "common/text/word_lists.h"

using namespace broadtape;

namespace {

class RandomText {
 public:
  std::string make() {
    std::string text;
    const std::size_t pieces = below(40);
    for (std::size_t i = 0; i < pieces; ++i) add_piece(text);
    return text;
  }

 private:
  std::size_t below(std::size_t limit) { return random_() % limit; }

  void add_piece(std::string& text) {
    static const char* const kPieces[] = {
        "'s",   "’s",    "U.S.",   "u.k",       "10-K",    "BRK.B", "401(k)", "AT&T",    "S & P",  " per cent",
        "bn",   "m",     "$",      "£",         "mn ",     "tn",    "%",      " % ",     "3,900",  "2.5",
        ".5",   "don't", "GPUs",   "株価",      "ドル",    "ﾄﾞ",    "é",      "e\u0301", "\u00AD", "ʼ",
        "’",    "삼성",  "Ørsted", "½",         "²",       "s-1",   "a & b ", "'",       " ",      "l'",
        "qu’",  "'nın",  "'da",    "\u00A0000", "\u202F",  "는",    "Oct ",   "FY",      "1Q",     "yr",
        "-off", "sell-", "basis",  " points",   "EUR/USD", "Q1'",   "\u2010"};
    static const std::string kCharacters = "aAbBsSkKtTmM0123456789   \n..,,&''-/()%$";
    switch (below(4)) {
      case 0:
        text += kPieces[below(std::size(kPieces))];
        break;
      case 1:
        append_utf8(text, code_point());
        break;
      default:
        text += kCharacters[below(kCharacters.size())];
    }
  }

  char32_t code_point() {
    const char32_t limits[] = {0x250, 0x3100, 0x10000, 0x110000};
    const auto c = static_cast<char32_t>(below(limits[below(std::size(limits))]));
    return c >= 0xD800 && c <= 0xDFFF ? U'x' : c;
  }

  std::mt19937 random_{20250130};
};

bool is_boundary(const std::string& text, std::size_t at) {
  return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
}

bool has_cjk(std::string_view text) {
  for (std::size_t at = 0, next; at < text.size(); at = next) {
    if (char_kind_at(text, at, next) == CharKind::kCjk) return true;
  }
  return false;
}

std::string with_case(std::string text, bool upper) {
  for (char& c : text) {
    if (upper && c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
    if (!upper && c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return text;
}

// Terms that depend on the preceding (`$65m`, `5 %`, `Q1'25`) or following text (`Oct 19`, bigrams).
bool depends_on_neighbours(const Token& token, std::string_view surface) {
  const bool is_amount = token.term == "percent" || token.term == "million" || token.term == "billion" ||
                         token.term == "trillion" || token.term == "year" || token.term == "basispoint";
  const bool is_short_year = surface.size() == 2 && token.term.size() == 4 && token.term.starts_with("20");
  const bool is_month = !month_of(fold(surface)).empty();
  return is_amount || is_short_year || is_month || has_cjk(surface);
}

}  // namespace

TEST_CASE("Tokens of any text are in order, on characters, short enough and never empty", "[text][analyser]") {
  RandomText random;
  Analyser analyser;
  std::vector<Token> tokens;
  for (int round = 0; round < 20'000; ++round) {
    const std::string text = random.make();
    analyser.analyse(text, tokens);
    INFO(text);
    std::size_t end = 0;
    bool sound = true;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      const Token& t = tokens[i];
      sound = sound && t.position == i && t.begin >= end && t.begin < t.end && t.end <= text.size();
      sound = sound && is_boundary(text, t.begin) && is_boundary(text, t.end);
      const auto [part_begin, part_end] = part_range(tokens, i);
      sound = sound && part_begin < part_end && is_boundary(text, part_begin) && is_boundary(text, part_end);
      sound = sound && t.part.size() <= kMaxTermBytes && is_valid_utf8(t.part);
      sound = sound && !t.term.empty() && t.term.size() <= kMaxTermBytes && is_valid_utf8(t.term);
      end = t.end;
    }
    REQUIRE(sound);
  }
}

TEST_CASE("Capitals never change the terms of a text", "[text][analyser]") {
  RandomText random;
  Analyser analyser, other;
  std::vector<Token> tokens, variant;
  for (int round = 0; round < 10'000; ++round) {
    const std::string text = random.make();
    analyser.analyse(text, tokens);
    for (const bool upper : {false, true}) {
      other.analyse(with_case(text, upper), variant);
      INFO(text);
      REQUIRE(variant.size() == tokens.size());
      for (std::size_t i = 0; i < tokens.size(); ++i) {
        REQUIRE(variant[i].term == tokens[i].term);
        REQUIRE(variant[i].part == tokens[i].part);
        REQUIRE(variant[i].begin == tokens[i].begin);
        REQUIRE(variant[i].end == tokens[i].end);
      }
    }
  }
}

TEST_CASE("Analysing the range of a token gives the same term", "[text][analyser]") {
  RandomText random;
  Analyser analyser, other;
  std::vector<Token> tokens, again;
  for (int round = 0; round < 10'000; ++round) {
    const std::string text = random.make();
    analyser.analyse(text, tokens);
    for (const Token& t : tokens) {
      const std::string surface = text.substr(t.begin, t.end - t.begin);
      if (depends_on_neighbours(t, surface)) continue;
      other.analyse(surface, again);
      INFO(text << " -> " << surface);
      REQUIRE(again.size() == 1);
      REQUIRE(again[0].term == t.term);
    }
  }
}
