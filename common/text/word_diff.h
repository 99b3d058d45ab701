// What changed from one text to another, word by word.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace broadtape {

enum class Change : std::uint8_t { kSame, kDeleted, kInserted };

struct DiffPiece {
  Change change = Change::kSame;
  std::string text;

  friend bool operator==(const DiffPiece&, const DiffPiece&) = default;
};

// Pieces in order, adjacent ones of different kinds; a deletion precedes the insertion at its place. The kept and
// inserted pieces together are exactly `after`. The kept and deleted ones are `before` except for white space, which is
// not compared: a text that only wraps elsewhere is unchanged. Words are compared with their case; punctuation marks
// and characters of scripts without spaces are compared one by one. A word or two between two longer changes count as
// changed, because they are usually equal by chance. Requires valid UTF-8; costs as edit_script() says.
std::vector<DiffPiece> word_diff(std::string_view before, std::string_view after);

// Whether any piece is a change.
bool has_changes(const std::vector<DiffPiece>& pieces);

// Shortens kept pieces to the `context` words next to a change, with an ellipsis for the rest; of a text without
// changes nothing is left.
std::vector<DiffPiece> only_changes(const std::vector<DiffPiece>& pieces, std::size_t context);

}  // namespace broadtape
