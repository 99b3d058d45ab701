// Writes what changed between two texts.
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <vector>

#include "common/terminal/terminal_text.h"
#include "common/text/word_diff.h"
#include "searcher/output/row_writer.h"

namespace broadtape {

inline constexpr std::size_t kChangeContext = 8;  // words shown next to a change

// For write_lines(): deletions red and insertions green, or `[-deleted-]{+inserted+}` without colour. Long unchanged
// parts are shortened.
std::vector<Span> spans_of_changes(const std::vector<DiffPiece>& pieces, bool colour);

// [{"change": "same", "deleted" or "inserted", "text"}]
Json json_changes(const std::vector<DiffPiece>& pieces);

struct ChangedWords {
  std::size_t deleted = 0;
  std::size_t inserted = 0;
};
ChangedWords changed_words(const std::vector<DiffPiece>& pieces);

// "3 words deleted, 1 inserted"; empty if nothing changed.
std::string changed_words_line(const ChangedWords& words);

}  // namespace broadtape
