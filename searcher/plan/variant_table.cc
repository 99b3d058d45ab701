#include "searcher/plan/variant_table.h"

#include <algorithm>

#include "common/embedded_data.h"

namespace broadtape {
namespace {

// Calls `use` for each cell of a line.
template <class Use>
void each_cell(std::string_view line, const Use& use) {
  while (!line.empty()) {
    const std::string_view cell = line.substr(0, line.find('\t'));
    line.remove_prefix(std::min(cell.size() + 1, line.size()));
    if (!cell.empty()) use(cell);
  }
}

}  // namespace

VariantTable::VariantTable(std::string_view rows, Analyser& analyser) {
  std::vector<Token> tokens;
  each_data_row(rows, [&](std::string_view line) {
    std::vector<Form>& row = rows_.emplace_back();
    each_cell(line, [&](std::string_view cell) {
      Form form;
      form.is_found = cell.front() != '<';
      if (!form.is_found) cell.remove_prefix(1);
      form.variant.text = cell;
      analyser.analyse_query(cell, tokens);
      std::string key;
      for (const Token& token : tokens) {
        form.variant.terms.emplace_back(token.term);
        key.append(key.empty() ? "" : " ").append(token.term);
      }
      longest_ = std::max(longest_, tokens.size());
      std::vector<std::size_t>& known = rows_of_[key];
      if (known.empty() || known.back() != rows_.size() - 1) known.push_back(rows_.size() - 1);
      row.push_back(std::move(form));
    });
  });
}

void VariantTable::find(const std::vector<std::string>& terms, std::size_t begin,
                        std::vector<Replacement>& found) const {
  std::string key;
  for (std::size_t length = 1; length <= longest_ && begin + length <= terms.size(); ++length) {
    key.append(length == 1 ? "" : " ").append(terms[begin + length - 1]);
    const auto rows = rows_of_.find(key);
    if (rows == rows_of_.end()) continue;
    for (const std::size_t row : rows->second) {
      for (const Form& form : rows_[row]) {
        const bool is_same = std::equal(form.variant.terms.begin(), form.variant.terms.end(),
                                        terms.begin() + static_cast<std::ptrdiff_t>(begin),
                                        terms.begin() + static_cast<std::ptrdiff_t>(begin + length));
        if (form.is_found && !is_same) found.push_back({begin, length, form.variant});
      }
    }
  }
}

const VariantTable& VariantTable::spellings(Analyser& analyser) {
  static const VariantTable table(embedded_data("words/variants.tsv"), analyser);
  return table;
}

const VariantTable& VariantTable::thesaurus(Analyser& analyser) {
  static const VariantTable table(embedded_data("words/thesaurus.tsv"), analyser);
  return table;
}

}  // namespace broadtape
