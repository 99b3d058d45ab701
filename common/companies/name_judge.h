// Decides whether an ambiguous word is a company name: `Apple` in a sentence, `Target price`, `Visa applicants`.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "common/companies/name_index.h"
#include "common/companies/text_atoms.h"

namespace broadtape {

// Judges the names in one text, a title or a body.
class NameJudge {
 public:
  // Keeps references to `text` and its `atoms`.
  NameJudge(std::string_view text, const std::vector<Atom>& atoms);

  struct Support {
    bool is_confirmed = false;       // the article certainly mentions the company elsewhere
    bool is_beside_company = false;  // next to the name of another company: `GE, Boeing and Facebook`
  };

  // Whether the hit is a mention of its company. Names that need no context are rejected only in invitations, at the
  // end of longer names, and beside a word that speaks against them.
  bool accepts(const NameHit& hit, Support support) const;

  // Whether a word before the name tells that it is a person: `Marshal Cohen`, `Mr. Lynch`.
  bool is_person(const NameHit& hit) const;

  // Whether the name is that of an observer: `a Citi analyst`, `according to Moody's`, `underwriters Morgan Stanley`.
  bool is_observer(const NameHit& hit) const;

  // Whether the name is an example or compared with others: `chipmakers such as Intel`, `unlike Intel`.
  bool is_example(const NameHit& hit) const;

  // Whether the first bytes of the text have a word for a deal or a dispute: `agreed to buy`, `sues`.
  bool has_deal(std::size_t bytes) const;

  // Whether the atoms are no part of a longer name in capitals, or of the name of a person.
  bool stands_alone(std::size_t first, std::size_t count) const;

  // The first byte after the first sentences, so many.
  std::size_t opening_bytes(std::size_t sentences) const;

  // Whether a name that an index shares with the operator of its exchange means the index: `the Nasdaq rose`.
  bool means_index(const NameHit& hit) const;

 private:
  bool capitals_say_nothing(const NameHit& hit) const;
  int capital_score(const NameHit& hit) const;
  struct Context {
    bool own = false;    // a context word of the name
    int company = 0;     // the score of words such as `shares`
    bool other = false;  // a context word against the company
  };
  Context context_of(const NameHit& hit) const;
  bool has_evidence(const NameHit& hit) const;
  bool has_shares_before(const NameHit& hit) const;
  bool acts(const NameHit& hit, bool is_headline) const;
  bool is_market_place(const NameHit& hit) const;
  bool is_amount(const NameHit& hit) const;
  bool is_label(const NameHit& hit) const;
  bool begins_sentence(std::size_t at) const;
  bool is_in_longer_name(std::size_t first, std::size_t count) const;
  bool ends_longer_name(const NameHit& hit) const;
  bool is_in_heading(const NameHit& hit) const;
  bool is_invitation(const NameHit& hit) const;
  bool is_shouted(const NameHit& hit) const;

  std::string_view text_;
  const std::vector<Atom>& atoms_;
  bool is_title_case_;  // most words are capitalised, so that capitals are not evidence
};

}  // namespace broadtape
