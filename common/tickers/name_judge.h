// Decides whether a word that may be a company's name is one: `Apple` in a sentence, `Target price`, `Visa applicants`.
#pragma once

#include <cstdint>
#include <vector>

#include "common/tickers/name_index.h"
#include "common/tickers/text_atoms.h"

namespace broadtape {

// One stretch of text, a title or a body, with the names found in it.
class NameJudge {
 public:
  // Keeps a reference to `atoms`.
  explicit NameJudge(const std::vector<Atom>& atoms);

  struct Support {
    bool is_confirmed = false;       // the article surely mentions the hit's company elsewhere
    bool is_beside_company = false;  // another company's name stands next to it: `GE, Boeing and Facebook`
  };

  // True when the hit names its company.
  // Names that need no context are refused in invitations and as ends of longer names only.
  bool accepts(const NameHit& hit, Support support) const;

 private:
  bool capitals_say_nothing(const NameHit& hit) const;
  int capital_score(const NameHit& hit) const;
  int context_score(const NameHit& hit) const;
  bool begins_sentence(std::size_t at) const;
  bool is_part_of_longer_name(const NameHit& hit) const;
  bool ends_longer_name(const NameHit& hit) const;
  bool is_in_heading(const NameHit& hit) const;
  bool is_invitation(const NameHit& hit) const;
  bool is_shouted(const NameHit& hit) const;
  bool has_phrase_at(std::size_t at, const std::vector<std::uint64_t>& phrase) const;

  const std::vector<Atom>& atoms_;
  bool is_title_case_;  // most words have capitals, so that they say nothing
};

}  // namespace broadtape
