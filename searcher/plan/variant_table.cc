#include "searcher/plan/variant_table.h"

#include <algorithm>

#include "common/embedded_data.h"
#include "common/text/char_class.h"

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

// The first letters of a word, which stemming does not change.
std::string first_letters(std::string_view word) {
  constexpr std::size_t kLetters = 2;
  std::string letters;
  for (std::size_t i = 0; i < word.size() && letters.size() < kLetters && (byte_class(word, i) & kAlnumByte) != 0; ++i)
    letters += lower_ascii(word[i]);
  return letters;
}

std::string_view without_mark(std::string_view cell) {
  return cell.front() == '<' ? cell.substr(1) : cell;
}

}  // namespace

VariantTable::VariantTable(std::string_view rows) {
  each_data_row(rows, [&](std::string_view line) {
    rows_.push_back({line, {}});
    each_cell(line, [&](std::string_view cell) {
      std::vector<std::size_t>& known = rows_of_[first_letters(without_mark(cell))];
      if (known.empty() || known.back() != rows_.size() - 1) known.push_back(rows_.size() - 1);
    });
  });
}

const std::vector<VariantTable::Form>& VariantTable::forms_of(std::size_t row, Analyser& analyser) const {
  std::vector<Form>& forms = rows_[row].forms;
  if (!forms.empty()) return forms;
  std::vector<Token> tokens;
  each_cell(rows_[row].line, [&](std::string_view cell) {
    Form form;
    form.is_found = cell.front() != '<';
    form.variant.text = without_mark(cell);
    analyser.analyse_query(form.variant.text, tokens);
    for (const Token& token : tokens) form.variant.terms.emplace_back(token.term);
    forms.push_back(std::move(form));
  });
  return forms;
}

void VariantTable::find(const std::vector<std::string>& terms, std::size_t begin, Analyser& analyser,
                        std::vector<Replacement>& found) const {
  const auto rows = rows_of_.find(first_letters(terms[begin]));
  if (rows == rows_of_.end()) return;
  const auto first = terms.begin() + static_cast<std::ptrdiff_t>(begin);
  const std::scoped_lock lock(mutex_);
  for (const std::size_t row : rows->second) {
    const std::vector<Form>& forms = forms_of(row, analyser);
    for (const Form& form : forms) {
      const std::vector<std::string>& written = form.variant.terms;
      if (written.size() > terms.size() - begin || !std::equal(written.begin(), written.end(), first)) continue;
      for (const Form& other : forms) {
        if (other.is_found && other.variant.terms != written) found.push_back({begin, written.size(), other.variant});
      }
    }
  }
}

const VariantTable& VariantTable::spellings() {
  static const VariantTable table(embedded_data("words/variants.tsv"));
  return table;
}

const VariantTable& VariantTable::thesaurus() {
  static const VariantTable table(embedded_data("words/thesaurus.tsv"));
  return table;
}

}  // namespace broadtape
