// Splits text into atoms, the words by which company names are matched, and classifies the gaps between them.
//
// `AT&T` and `O'Reilly` are one atom, `Kohl's` two (`kohl`, `'s`), `U.S. Steel` three, `Coca-Cola` two; `and` and a
// lone `&` are the same atom.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <vector>

namespace broadtape {

enum class AtomGap : std::uint8_t {
  kNone,  // before a possessive 's
  kSpace,
  kHyphen,
  kSlash,
  kPeriod,       // inside `Booking.com`, `U.S`
  kPeriodSpace,  // `J. Crew`; and ends of sentences
  kPunctuation,  // commas, brackets etc. inside a sentence
  kSentence,     // after it a capital is not evidence: `: `, `! `, quotes, a new paragraph, the start
};

struct Atom {
  std::uint64_t hash;   // of the folded form; equal hashes count as equal atoms
  std::uint32_t begin;  // byte range: [begin, end)
  std::uint32_t end;
  AtomGap gap;          // to the atom before
  bool is_capitalised;  // begins with a capital or digit
  bool is_all_caps;     // has capitals and no lower-case letters
};

// Replaces `atoms`. Requires valid UTF-8 of less than 4 GiB.
void cut_into_atoms(std::string_view text, std::vector<Atom>& atoms);

// The hash of one folded word.
std::uint64_t atom_hash(std::string_view folded);

// The hash of the atom 's.
std::uint64_t possessive_hash();

// A set of single words.
class AtomSet {
 public:
  AtomSet(std::initializer_list<std::string_view> folded_words);
  explicit AtomSet(const std::vector<std::string_view>& folded_words);
  bool contains(std::uint64_t hash) const {
    for (std::size_t slot = hash & (slots_.size() - 1); slots_[slot] != 0; slot = (slot + 1) & (slots_.size() - 1)) {
      if (slots_[slot] == hash) return true;
    }
    return false;
  }

 private:
  std::vector<std::uint64_t> slots_;  // a hash table, at most half full; 0: empty
};

}  // namespace broadtape
