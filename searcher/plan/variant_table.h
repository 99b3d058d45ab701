// The groups of words of data/words/variants.tsv and thesaurus.tsv, by the terms of their forms.
//
// Threads: immutable once made.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/text/analyser.h"
#include "searcher/query/tree.h"

namespace broadtape {

// Another way to write `length` words of a sequence from `begin` on.
struct Replacement {
  std::size_t begin = 0;
  std::size_t length = 0;
  Variant by;
};

class VariantTable {
 public:
  // `rows`: the text of such a file. Keeps no reference to it.
  VariantTable(std::string_view rows, Analyser& analyser);

  // Adds the replacements of the words from terms[begin] on.
  void find(const std::vector<std::string>& terms, std::size_t begin, std::vector<Replacement>& found) const;

  // The spellings with one meaning, and the groups of the thesaurus. Read when first asked for; static lifetime.
  static const VariantTable& spellings(Analyser& analyser);
  static const VariantTable& thesaurus(Analyser& analyser);

 private:
  struct Form {
    Variant variant;
    bool is_found = true;  // by the other forms of its row
  };

  std::vector<std::vector<Form>> rows_;
  std::unordered_map<std::string, std::vector<std::size_t>> rows_of_;  // by the terms of a form, joined by spaces
  std::size_t longest_ = 0;                                            // terms of a form
};

}  // namespace broadtape
