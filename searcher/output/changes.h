// Writes what changed between two texts.
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "common/terminal/terminal_text.h"
#include "common/text/word_diff.h"
#include "searcher/output/format.h"
#include "searcher/output/row_writer.h"

namespace broadtape {

// Writes the changes of an article's title and body: deletions red and insertions green, or `[-deleted-]{+inserted+}`
// without colour. Long unchanged parts are shortened. A text without changes is left out.
void write_changes(const std::vector<DiffPiece>& title, const std::vector<DiffPiece>& body, std::string_view indent,
                   const TextStyle& style, std::ostream& out);

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
