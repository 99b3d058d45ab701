// Finds the companies that a headline calls by the beginning of a name which the text has in full: `Cisco to buy
// Starent`, for Starent Networks.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "common/companies/name_index.h"
#include "common/companies/name_judge.h"
#include "common/companies/text_atoms.h"

namespace broadtape {

class HeadlineNames {
 public:
  // Keeps references. `judge` judges the atoms of the headline.
  HeadlineNames(const NameIndex& index, const NameJudge& judge, const std::vector<Atom>& headline,
                const std::vector<Atom>& text);

  // These bytes of the headline belong to the name of a company.
  void take(std::size_t begin, std::size_t end);

  // The first byte of the beginning of a name of `kind`, which is given as it is in the text; nullopt if the headline
  // does not have one, or has only words that begin many names or mean something else.
  std::optional<std::size_t> find(std::span<const Atom> name, CompanyKind kind) const;

 private:
  bool is_taken(const Atom& atom) const;
  bool is_word(const Atom& atom) const;
  bool is_telling(std::span<const Atom> beginning, CompanyKind kind) const;

  const NameIndex& index_;
  const NameJudge& judge_;
  const std::vector<Atom>& headline_;
  const std::vector<Atom>& text_;
  std::vector<std::pair<std::size_t, std::size_t>> taken_;
};

}  // namespace broadtape
