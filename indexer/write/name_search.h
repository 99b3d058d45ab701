// Looks for names of companies in one article, as words of the text with the capitals and signs between them.
#pragma once

#include <xapian.h>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "common/article/article.h"
#include "common/companies/text_atoms.h"
#include "indexer/write/lessons.h"

namespace broadtape {

// Where an article has the name of a lesson.
struct Found {
  Xapian::docid document;
  std::uint32_t lesson;
  std::uint32_t count;
  bool in_title, in_lead;
};

class NameSearch {
 public:
  // Keeps references to the texts of `article`.
  explicit NameSearch(const Article& article);

  // Counts in `uses` how the article writes the name. An article that has it in a longer name means that one. The
  // document and lesson of the result are 0.
  Found look_for(const Lesson& lesson, NameUses& uses) const;

 private:
  std::uint32_t find_in(std::string_view text, const std::vector<Atom>& atoms, bool in_capitals, const Lesson& lesson,
                        NameUses& uses, Found& found, bool is_title) const;

  std::string_view title_text_, body_text_;
  std::vector<Atom> title_, body_;
  bool title_in_capitals_, body_in_capitals_;
  std::size_t lead_;
};

}  // namespace broadtape
