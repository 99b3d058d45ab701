#include "common/companies/name_index.h"

#include <algorithm>
#include <utility>

namespace broadtape {
namespace {

constexpr std::size_t kMaxAcronymBytes = 5;
constexpr std::size_t kFilterWords = 1u << 13;

// Shorter names in capitals are older than the registered name: 3M, BP.
constexpr std::size_t kMaxInitialsBytes = 3;

NameCase required_case(std::string_view word, bool stands_alone) {
  const auto is_lower = [](char c) { return c >= 'a' && c <= 'z'; };
  if (is_lower(word.front())) return NameCase::kAny;
  const bool has_lower = std::any_of(word.begin(), word.end(), is_lower);
  return stands_alone && !has_lower && word.size() <= kMaxAcronymBytes ? NameCase::kAllCaps : NameCase::kCapitalised;
}

std::vector<NameAtom> name_atoms(std::string_view name) {
  std::vector<Atom> atoms;
  cut_into_atoms(name, atoms);
  std::vector<NameAtom> result;
  for (const Atom& atom : atoms) {
    const std::string_view word = name.substr(atom.begin, atom.end - atom.begin);
    const bool is_joining =
        word.front() == '&' || word.front() == '\'' || static_cast<unsigned char>(word.front()) > 127;
    result.push_back({atom.hash, atom.gap, is_joining ? NameCase::kAny : required_case(word, atoms.size() == 1)});
  }
  return result;
}

Phrases phrases_of(const std::vector<std::string>& folded) {
  Phrases phrases;
  std::vector<Atom> atoms;
  for (const std::string& phrase : folded) {
    cut_into_atoms(phrase, atoms);
    if (atoms.empty()) continue;
    phrases.emplace_back();
    for (const Atom& atom : atoms) phrases.back().push_back(atom.hash);
  }
  return phrases;
}

// Whether a gap between two atoms of the text matches the gap in the name.
bool gaps_agree(AtomGap name, AtomGap text) {
  if (name == text) return true;
  const auto is_loose = [](AtomGap gap) { return gap == AtomGap::kSpace || gap == AtomGap::kHyphen; };
  const auto is_initial = [](AtomGap gap) { return gap == AtomGap::kPeriod || gap == AtomGap::kPeriodSpace; };
  return (is_loose(name) && is_loose(text)) || (name == AtomGap::kPeriodSpace && is_initial(text));
}

bool case_agrees(NameCase wanted, const Atom& atom) {
  return wanted == NameCase::kAny || (wanted == NameCase::kCapitalised ? atom.is_capitalised : atom.is_all_caps);
}

bool matches_at(const NamePattern& pattern, const std::vector<Atom>& atoms, std::size_t first) {
  if (first + pattern.atoms.size() > atoms.size()) return false;
  for (std::size_t i = 0; i < pattern.atoms.size(); ++i) {
    const NameAtom& wanted = pattern.atoms[i];
    const Atom& atom = atoms[first + i];
    if (wanted.hash != atom.hash || !case_agrees(wanted.letters, atom)) return false;
    if (i > 0 && !gaps_agree(wanted.gap, atom.gap)) return false;
  }
  return true;
}

bool same_atoms(const std::vector<NameAtom>& a, const std::vector<NameAtom>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const NameAtom& x, const NameAtom& y) { return x.hash == y.hash; });
}

// The day on which the company gave up its last former name for the display name: Meta has been one since 2021-10-28.
// The data dates the former names only.
std::optional<Day> renamed_on(const std::vector<CompanyName>& names, std::uint64_t first_atom) {
  std::optional<Day> day;
  if (names.front().text.size() <= kMaxInitialsBytes) return day;
  for (const CompanyName& former : names) {
    if (former.days.from || !former.days.to) continue;
    const std::vector<NameAtom> atoms = name_atoms(former.text);
    if (atoms.empty() || atoms.front().hash == first_atom) return std::nullopt;  // Exxon, Exxon Mobil
    if (!day || *former.days.to > *day) day = former.days.to;
  }
  return day;
}

}  // namespace

NameIndex::NameIndex(const CompanyDirectory& directory) : filter_(kFilterWords) {
  for (const Company& company : directory.companies()) add(directory, company);
  for (auto& [hash, indices] : by_first_) {
    std::stable_sort(indices.begin(), indices.end(), [&](std::uint32_t a, std::uint32_t b) {
      return patterns_[a].atoms.size() > patterns_[b].atoms.size();
    });
    filter_[(hash >> 6) % filter_.size()] |= std::uint64_t{1} << (hash & 63);
  }
}

void NameIndex::add(const CompanyDirectory& directory, const Company& company) {
  const std::vector<CompanyName> names = company.names();
  std::vector<NameAtom> display = name_atoms(names.front().text);
  if (display.empty()) return;
  const std::uint64_t first_atom = display.front().hash;
  const std::optional<Day> renamed = renamed_on(names, first_atom);
  for (const CompanyName& name : names) {
    if (name.text.starts_with('^')) continue;  // a symbol, read by CompanyDirectory::canonical
    std::vector<NameAtom> atoms = name_atoms(name.text);
    if (atoms.empty()) continue;
    NameOwner owner{&company, name.days, name.needs_context};
    if (!owner.days.from && !owner.days.to && atoms.front().hash == first_atom) owner.days.from = renamed;
    if (!owner.days.from) owner.days.from = company.days.from;
    if (company.days.to && (!owner.days.to || *owner.days.to > *company.days.to)) owner.days.to = company.days.to;
    pattern_of(directory, name.text, std::move(atoms)).owners.push_back(owner);
  }
}

NamePattern& NameIndex::pattern_of(const CompanyDirectory& directory, std::string_view name,
                                   std::vector<NameAtom>&& atoms) {
  std::vector<std::uint32_t>& same_first = by_first_[atoms.front().hash];
  for (const std::uint32_t index : same_first) {
    if (same_atoms(patterns_[index].atoms, atoms)) return patterns_[index];
  }
  same_first.push_back(static_cast<std::uint32_t>(patterns_.size()));
  NamePattern& pattern = patterns_.emplace_back();
  pattern.is_acronym = atoms.size() == 1 && atoms.front().letters == NameCase::kAllCaps;
  pattern.atoms = std::move(atoms);
  if (const auto* context = directory.context_of(name)) {
    pattern.for_company = phrases_of(context->for_company);
    pattern.against = phrases_of(context->against);
  }
  return pattern;
}

namespace {

// Chooses the owner of a name on `day`. After the end of a former name its last owner still counts: news goes on
// writing Facebook and Lehman Brothers.
bool choose_owner(const NamePattern& pattern, std::optional<Day> day, NameHit& hit) {
  const NameOwner* current = nullptr;
  const NameOwner* former = nullptr;
  for (const NameOwner& owner : pattern.owners) {
    if (day && !owner.days.has_begun(*day)) continue;
    const bool has_ended = day ? owner.days.has_ended(*day) : owner.days.to.has_value();
    if (has_ended) {
      if (former == nullptr || *owner.days.to > *former->days.to) former = &owner;
      continue;
    }
    hit.is_shared |= current != nullptr && current->company != owner.company;
    if (current == nullptr || (current->needs_context && !owner.needs_context)) current = &owner;
  }
  hit.owner = current != nullptr ? current : former;
  return hit.owner != nullptr;
}

}  // namespace

void NameIndex::find(const std::vector<Atom>& atoms, std::optional<Day> day, std::vector<NameHit>& hits) const {
  hits.clear();
  for (std::size_t at = 0; at < atoms.size();) {
    std::size_t length = 1;
    if (may_begin(atoms[at].hash)) {
      if (const auto same_first = by_first_.find(atoms[at].hash); same_first != by_first_.end()) {
        for (const std::uint32_t index : same_first->second) {
          NameHit hit{&patterns_[index], nullptr, false, static_cast<std::uint32_t>(at), 0};
          if (!matches_at(*hit.pattern, atoms, at) || !choose_owner(*hit.pattern, day, hit)) continue;
          length = hit.pattern->atoms.size();
          hit.count = static_cast<std::uint32_t>(length);
          hits.push_back(hit);
          break;
        }
      }
    }
    at += length;
  }
}

}  // namespace broadtape
