#include "common/text/word_diff.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <numeric>
#include <random>
#include <utility>

#include "common/text/edit_script.h"

using namespace broadtape;

namespace {

// As shown without colour.
std::string shown(const std::vector<DiffPiece>& pieces) {
  std::string text;
  for (const DiffPiece& piece : pieces) {
    switch (piece.change) {
      case Change::kSame:
        text += piece.text;
        break;
      case Change::kDeleted:
        text += "[-" + piece.text + "-]";
        break;
      case Change::kInserted:
        text += "{+" + piece.text + "+}";
        break;
    }
  }
  return text;
}

std::string without(const std::vector<DiffPiece>& pieces, Change left_out) {
  std::string text;
  for (const DiffPiece& piece : pieces) text += piece.change == left_out ? "" : piece.text;
  return text;
}

std::string without_spaces(std::string text) {
  text.erase(
      std::remove_if(text.begin(), text.end(), [](char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }),
      text.end());
  return text;
}

std::size_t edits_of(const EditScript& script) {
  return static_cast<std::size_t>(std::count(script.deleted.begin(), script.deleted.end(), true) +
                                  std::count(script.inserted.begin(), script.inserted.end(), true));
}

// By the longest common subsequence, in quadratic time.
std::size_t least_edits(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0]++;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t least = a[i] == b[j] ? diagonal : std::min(row[j], row[j + 1]) + 1;
      diagonal = std::exchange(row[j + 1], least);
    }
  }
  return row.back();
}

std::uint32_t below(std::mt19937& random, std::uint32_t limit) {
  return static_cast<std::uint32_t>(random()) % limit;
}

template <class Member>
std::vector<Member> kept(const std::vector<Member>& members, const std::vector<bool>& changed) {
  std::vector<Member> result;
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (!changed[i]) result.push_back(members[i]);
  }
  return result;
}

}  // namespace

TEST_CASE("A word diff shows what was deleted and inserted", "[text][diff]") {
  struct Case {
    const char* before;
    const char* after;
    const char* shown;
  };
  const Case cases[] = {
      {"", "", ""},
      {"same text", "same text", "same text"},
      {"", "new", "{+new+}"},
      {"old", "", "[-old-]"},
      {"shares fell 4 pct", "shares rose 4 pct", "shares [-fell -]{+rose +}4 pct"},
      {"Acme fell.", "Acme fell, again.", "Acme fell{+, again+}."},
      {"rose 4 pct.", "rose 4 pct. More follows.", "rose 4 pct. {+More follows.+}"},
      {"at 3.5 pct", "at 3.6 pct", "at [-3.5 -]{+3.6 +}pct"},
      {"wrapped\nhere and there", "wrapped here\nand there", "wrapped here\nand there"},  // only white space
      {"CEO Smith said", "CEO smith said", "CEO [-Smith -]{+smith +}said"},
      {"don't", "don’t", "[-don't-]{+don’t+}"},
      {"日本銀行は据え置き", "日本銀行は利上げ", "日本銀行は[-据え置き-]{+利上げ+}"},
      {"a b c one d e f", "x y z one u v w", "[-a b c one d e f-]{+x y z one u v w+}"},  // equal by chance
  };
  for (const Case& c : cases) {
    INFO(c.before << " -> " << c.after);
    CHECK(shown(word_diff(c.before, c.after)) == c.shown);
  }
}

TEST_CASE("Applying a word diff to the old text gives the new one", "[text][diff]") {
  static const char* const kPieces[] = {"shares ", "rose", " fell", ", ",       ".", "\n",  "\r\n", " ",
                                        "4.5",     " pct", "U.S.",  "日本",     "é", "-",   "'s",   "&",
                                        "a",       "b ",   "…",     "e\u0301 ", "٪", "10-K"};
  std::mt19937 random(7);
  const auto made = [&](std::size_t pieces) {
    std::string text;
    for (std::size_t i = 0; i < pieces; ++i) text += kPieces[random() % std::size(kPieces)];
    return text;
  };
  for (int round = 0; round < 3000; ++round) {
    const std::string begin = made(random() % 12), end = made(random() % 12);
    const std::string before = begin + made(random() % 8) + end, after = begin + made(random() % 8) + end;
    const std::vector<DiffPiece> pieces = word_diff(before, after);
    INFO("[" << before << "] -> [" << after << "]");
    REQUIRE(without(pieces, Change::kDeleted) == after);
    REQUIRE(without_spaces(without(pieces, Change::kInserted)) == without_spaces(before));
    for (std::size_t i = 1; i < pieces.size(); ++i) {
      REQUIRE(pieces[i - 1].change != pieces[i].change);
      REQUIRE_FALSE((pieces[i - 1].change == Change::kInserted && pieces[i].change == Change::kDeleted));
    }
  }
}

TEST_CASE("An edit script is shortest, and keeps what is equal", "[text][diff]") {
  std::mt19937 random(11);
  for (int round = 0; round < 3000; ++round) {
    const std::uint32_t letters = 1 + below(random, 6);
    std::vector<std::uint32_t> a(random() % 40), b(random() % 40);
    for (auto* side : {&a, &b})
      for (std::uint32_t& member : *side) member = below(random, letters);
    const EditScript script = edit_script(a, b);
    REQUIRE(kept(a, script.deleted) == kept(b, script.inserted));
    REQUIRE(edits_of(script) == least_edits(a, b));
  }
}

TEST_CASE("Edit scripts of long texts that share little are bounded, and still right", "[text][diff]") {
  std::mt19937 random(13);
  std::vector<std::uint32_t> a(30'000), b(20'000);
  for (auto* side : {&a, &b})
    for (std::uint32_t& member : *side) member = below(random, 5'000);
  const EditScript script = edit_script(a, b);
  CHECK(kept(a, script.deleted) == kept(b, script.inserted));
  CHECK(edits_of(script) < a.size() + b.size());
  // Without anything in common, every member is an edit.
  for (std::uint32_t& member : b) member += 5'000;
  CHECK(edits_of(edit_script(a, b)) == a.size() + b.size());
}

TEST_CASE("Only the changes of a long text are shown, with some words around them", "[text][diff]") {
  struct Case {
    const char* before;
    const char* after;
    const char* shown;
  };
  const Case cases[] = {
      {"same", "same", ""},
      {"a b c d e old", "a b c d e new", "… d e [-old-]{+new+}"},
      {"old a b c d e", "new a b c d e", "[-old -]{+new +}a b …"},
      {"one a b c d e f two", "eins a b c d e f zwei", "[-one -]{+eins +}a b … e f [-two-]{+zwei+}"},
      {"one a b c two", "eins a b c zwei", "[-one -]{+eins +}a b c [-two-]{+zwei+}"},
  };
  for (const Case& c : cases) {
    INFO(c.before << " -> " << c.after);
    CHECK(shown(only_changes(word_diff(c.before, c.after), 2)) == c.shown);
  }
}
