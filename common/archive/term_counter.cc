#include "common/archive/term_counter.h"

#include <utility>

#include "common/archive/word_codes.h"
#include "common/text/ascii.h"

namespace broadtape {

TermCounter::Counts& TermCounter::counts_of(std::uint32_t dictionary) {
  Counts& counts = by_dictionary_[dictionary];
  if (!counts.dictionary) {
    counts.dictionary = articles_.words(dictionary);
    counts.by_number.resize(counts.dictionary->size());
  }
  return counts;
}

void TermCounter::add_to(Count& count) const {
  if (std::exchange(count.last, documents_) != documents_) ++count.documents;
}

void TermCounter::add_literal(Counts& counts, std::string_view form, std::string_view term) {
  if (term.empty())
    term_ = ascii_lowered(form);
  else
    term_.assign(term);
  const auto [literal, is_new] = counts.literals.try_emplace(term_);
  if (is_new) literal->second.number = counts.dictionary->term(term_);
  const std::optional<std::uint32_t> number = literal->second.number;
  add_to(number ? counts.by_number[*number] : literal->second.count);
}

void TermCounter::add(DocumentNumber document) {
  const std::string_view stream = streams_.stream(document);
  if (stream.empty()) return;
  ++documents_;
  const word_codes::Parts parts = word_codes::parts_of(stream);
  Counts& counts = counts_of(parts.dictionary);
  word_codes::CodeReader codes(parts.codes);
  while (!codes.at_end()) {
    const std::uint32_t code = codes.next();
    if (code < word_codes::kFirstNumber) continue;
    if (code - word_codes::kFirstNumber >= counts.by_number.size()) word_codes::throw_damaged();
    add_to(counts.by_number[code - word_codes::kFirstNumber]);
    codes.form();
  }
  word_codes::LiteralReader literals(parts.literals);
  while (!literals.at_end()) {
    const std::string_view form = literals.text(), term = literals.text();
    add_literal(counts, form, term);
  }
}

std::unordered_map<std::string, std::uint64_t> TermCounter::counts(std::uint64_t least) const {
  const std::uint64_t least_each = by_dictionary_.size() > 1 ? 1 : least;
  std::unordered_map<std::string, std::uint64_t> all;
  for (const auto& [id, counts] : by_dictionary_) {
    counts.dictionary->each_term([&all, &counts = counts, least_each](std::uint32_t number, std::string_view term) {
      const std::uint32_t documents = counts.by_number[number].documents;
      if (documents >= least_each) all[std::string(term)] += documents;
    });
    for (const auto& [term, literal] : counts.literals)
      if (!literal.number && literal.count.documents >= least_each) all[term] += literal.count.documents;
  }
  std::erase_if(all, [least](const auto& counted) { return counted.second < least; });
  return all;
}

}  // namespace broadtape
