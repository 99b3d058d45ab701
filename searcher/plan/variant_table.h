// The groups of words of data/words/variants.tsv and thesaurus.tsv, by the terms of their forms.
//
// A row is analysed when a query first has a word that begins like one of its forms, so that other queries cost
// nothing.
//
// Threads: may be shared.
#pragma once

#include <cstddef>
#include <mutex>
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
  // `rows`: the text of such a file, which must outlive the table.
  explicit VariantTable(std::string_view rows);

  // Adds the replacements of the words from terms[begin] on.
  void find(const std::vector<std::string>& terms, std::size_t begin, Analyser& analyser,
            std::vector<Replacement>& found) const;

  // The spellings with one meaning, and the groups of the thesaurus; static lifetime.
  static const VariantTable& spellings();
  static const VariantTable& thesaurus();

 private:
  struct Form {
    Variant variant;
    bool is_found = true;  // by the other forms of its row
  };
  struct Row {
    std::string_view line;
    std::vector<Form> forms;  // empty until it is read
  };

  const std::vector<Form>& forms_of(std::size_t row, Analyser& analyser) const;

  mutable std::mutex mutex_;  // of the forms
  mutable std::vector<Row> rows_;
  std::unordered_map<std::string, std::vector<std::size_t>> rows_of_;  // by the first letters of a form
};

}  // namespace broadtape
