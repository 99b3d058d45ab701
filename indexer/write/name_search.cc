#include "indexer/write/name_search.h"

#include <algorithm>

#include "common/companies/legal_form.h"
#include "common/companies/ticker_recogniser.h"
#include "common/text/ascii.h"

namespace broadtape {
namespace {

constexpr std::size_t kLongestState = 5;  // bytes of `Va`, `Mass`

bool goes_on(AtomGap gap) {
  return gap == AtomGap::kNone || gap == AtomGap::kSpace || gap == AtomGap::kHyphen || gap == AtomGap::kSlash ||
         gap == AtomGap::kPeriod;
}

// Whether capitals are no evidence, as in headlines.
bool is_in_capitals(const std::vector<Atom>& atoms) {
  const auto capitals = std::count_if(atoms.begin(), atoms.end(), [](const Atom& a) { return a.is_capitalised; });
  return static_cast<std::size_t>(capitals) * 4 >= atoms.size() * 3;
}

bool is_at(const std::vector<Atom>& atoms, std::size_t at, const Lesson& lesson) {
  if (at + lesson.atoms.size() > atoms.size()) return false;
  for (std::size_t i = 0; i < lesson.atoms.size(); ++i) {
    const Atom& atom = atoms[at + i];
    if (atom.hash != lesson.atoms[i]) return false;
    if (i > 0 && !goes_on(atom.gap) && atom.gap != AtomGap::kPeriodSpace) return false;
  }
  return true;
}

// Whether the capitals go on before or after the name, so that it is part of a longer one.
bool is_in_longer(const std::vector<Atom>& atoms, std::size_t at, std::size_t count) {
  const bool before =
      at > 0 && goes_on(atoms[at].gap) && atoms[at - 1].is_capitalised && atoms[at - 1].gap != AtomGap::kSentence;
  const std::size_t end = at + count;
  const bool after = end < atoms.size() && goes_on(atoms[end].gap) && atoms[end].is_capitalised &&
                     atoms[end].hash != possessive_hash() && !is_legal_form(atoms[end].hash);
  return before || after;
}

// Whether an abbreviated state after a name makes it a place: `McLean, Va.,`, `Rocky Mount, N.C.`
bool is_place(std::string_view text, const std::vector<Atom>& atoms, std::size_t end) {
  if (end >= atoms.size() || atoms[end].gap != AtomGap::kPunctuation || !atoms[end].is_capitalised) return false;
  const Atom& state = atoms[end];
  if (is_legal_form(state.hash) || state.end - state.begin > kLongestState) return false;
  const std::string_view rest = text.substr(state.end, 2);
  return text[atoms[end - 1].end] == ',' && rest.size() == 2 && rest[0] == '.' &&
         (rest[1] == ',' || is_ascii_upper(rest[1]));
}

}  // namespace

NameSearch::NameSearch(const Article& article) : title_text_(article.title), body_text_(article.body) {
  cut_into_atoms(article.title, title_);
  cut_into_atoms(article.body, body_);
  title_in_capitals_ = is_in_capitals(title_);
  body_in_capitals_ = is_in_capitals(body_);
  lead_ = lead_bytes(article.body);
}

Found NameSearch::look_for(const Lesson& lesson, NameUses& uses) const {
  Found found{0, 0, 0, false, false};
  const std::uint32_t beside = uses.beside;
  const std::uint32_t in_body = find_in(body_text_, body_, body_in_capitals_, lesson, uses, found, false);
  // A headline in capitals does not show where a name ends; a text below it does.
  const bool counts = !title_in_capitals_ || body_.empty() || in_body > 0;
  Found in_title{0, 0, 0, false, false};
  if (find_in(title_text_, title_, title_in_capitals_, lesson, uses, in_title, true) > 0 && counts) {
    found.count += in_title.count;
    found.in_title = true;
  }
  if (uses.beside > beside) found.count = 0;
  return found;
}

std::uint32_t NameSearch::find_in(std::string_view text, const std::vector<Atom>& atoms, bool in_capitals,
                                  const Lesson& lesson, NameUses& uses, Found& found, bool is_title) const {
  for (std::size_t at = 0; at < atoms.size(); ++at) {
    if (atoms[at].hash != lesson.atoms.front() || !is_at(atoms, at, lesson)) continue;
    bool capitalised = true;
    for (std::size_t i = 0; i < lesson.atoms.size(); ++i)
      capitalised = capitalised && (atoms[at + i].is_capitalised || !lesson.is_capitalised[i]);
    if (is_place(text, atoms, at + lesson.atoms.size())) {
      ++uses.places;
      continue;
    }
    if (!in_capitals) {
      const bool is_longer = is_in_longer(atoms, at, lesson.atoms.size());
      ++(!capitalised ? uses.lower : is_longer ? uses.beside : uses.alone);
      if (is_longer) continue;
    }
    if (!capitalised) continue;
    ++found.count;
    found.in_title |= is_title;
    found.in_lead |= !is_title && atoms[at].begin < lead_;
  }
  return found.count;
}

}  // namespace broadtape
