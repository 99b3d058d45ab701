#include "common/companies/text_atoms.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "common/text/ascii.h"

namespace broadtape {
namespace {

Atom first_atom(const std::string& text) {
  std::vector<Atom> atoms;
  cut_into_atoms(text, atoms);
  return atoms.empty() ? Atom{0, 0, 0, AtomGap::kNone, false, false} : atoms.front();
}

TEST_CASE("A word has one hash, whatever its length and case, and wherever it ends", "[companies][atoms]") {
  const std::string words[] = {"Berkshire7Hathaway", "abcdefghijklmnopqrs", "ABCDEFGHIJKLMNOPQRS", "zZ09aAyY18bB"};
  for (const std::string& word : words) {
    for (std::size_t length = 1; length <= word.size(); ++length) {
      const std::string written = word.substr(0, length), lower = ascii_lowered(written);
      CAPTURE(written);
      for (const std::string& text : {written, written + " goes on in a text.", written + ", and goes on."}) {
        const Atom atom = first_atom(text);
        CHECK(atom.hash == atom_hash(lower));
        CHECK(atom.end == length);
        CHECK(atom.is_capitalised == is_ascii_upper(written.front()));
        CHECK(atom.is_all_caps == (written == "Z" || written == "B" || word.starts_with("ABC")));
      }
    }
  }
}

TEST_CASE("A word ends at the same sign in the middle of a text and at its end", "[companies][atoms]") {
  const std::string word = "aB3d";
  for (int byte = 1; byte < 0x80; ++byte) {
    for (std::size_t length = 1; length <= word.size(); ++length) {
      const std::string text = word.substr(0, length) + static_cast<char>(byte) + "x";
      CAPTURE(byte, text);
      const Atom at_end = first_atom(text), in_text = first_atom(text + " and more words follow");
      CHECK(in_text.hash == at_end.hash);
      CHECK(in_text.end == at_end.end);
      CHECK(in_text.is_all_caps == at_end.is_all_caps);
      CHECK(in_text.is_capitalised == at_end.is_capitalised);
    }
  }
}

TEST_CASE("A word may begin and end with letters of other alphabets", "[companies][atoms]") {
  for (const std::string word : {"Nestl\u00e9", "\u00e9lan", "a\u00e9b", "abcdefg\u00e9"}) {
    CAPTURE(word);
    CHECK(first_atom(word).hash == first_atom(word + " and more words follow").hash);
    CHECK(first_atom(word + " and more words follow").end == word.size());
  }
}

}  // namespace
}  // namespace broadtape
