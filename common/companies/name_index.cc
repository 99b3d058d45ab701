#include "common/companies/name_index.h"

#include <algorithm>
#include <utility>

#include "common/embedded_data.h"

namespace broadtape {
namespace {

constexpr std::size_t kMaxAcronymBytes = 5;
constexpr std::size_t kFilterWords = 1u << 13;

// Shorter names in capitals are older than the registered name: 3M, BP.
constexpr std::size_t kMaxInitialsBytes = 3;

// Companies known only from lists of one time: the Reuters codes of 1987 and today's lists.
constexpr Day kListOf1987Ends{1995, 1, 1};

// An ended company is news for some time. Afterwards its name more often means something else.
constexpr int kFormerNameYears = 15;
constexpr std::int64_t kSuccessorDays = 365;

NameCase required_case(std::string_view word, bool stands_alone, std::size_t most_bytes = kMaxAcronymBytes) {
  const auto is_lower = [](char c) { return c >= 'a' && c <= 'z'; };
  if (is_lower(word.front())) return NameCase::kAny;
  const bool has_lower = std::any_of(word.begin(), word.end(), is_lower);
  return stands_alone && !has_lower && word.size() <= most_bytes ? NameCase::kAllCaps : NameCase::kCapitalised;
}

std::vector<NameAtom> name_atoms(std::string_view name, CompanyKind kind = CompanyKind::kCompany) {
  std::vector<Atom> atoms;
  cut_into_atoms(name, atoms);
  std::vector<NameAtom> result;
  // News writes Kospi and Sensex.
  const std::size_t most = kind == CompanyKind::kIndex ? kMaxInitialsBytes : kMaxAcronymBytes;
  for (const Atom& atom : atoms) {
    const std::string_view word = name.substr(atom.begin, atom.end - atom.begin);
    const bool is_joining =
        word.front() == '&' || word.front() == '\'' || static_cast<unsigned char>(word.front()) > 127;
    result.push_back({atom.hash, atom.gap, is_joining ? NameCase::kAny : required_case(word, atoms.size() == 1, most)});
  }
  // News writes `bitcoin`, as a currency.
  const bool is_coin = kind == CompanyKind::kCrypto && result.size() == 1 && name.size() > kMaxInitialsBytes;
  if (is_coin && result.front().letters == NameCase::kCapitalised) result.front().letters = NameCase::kAny;
  if (result.size() == 1 && name.size() <= 2 && atoms.front().end - atoms.front().begin == 1) result.clear();  // `e&`
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

// Single-word names that mostly mean something else.
const AtomSet& weak_names() {
  static const AtomSet words = [] {
    std::vector<std::string_view> lines;
    each_data_row(embedded_data("words/weak-names.txt"), [&](std::string_view line) { lines.push_back(line); });
    return AtomSet(lines);
  }();
  return words;
}

struct Fame {
  bool is_known = false;  // by more than a list
  DaySpan sure;           // the days for which the lists speak
};

Fame fame_of(const CompanyDirectory& directory, const Company& company) {
  Fame fame;
  bool in_1987 = false, today = false;
  const std::span<const Listing> listings = directory.listings_of(company);
  fame.is_known = listings.empty();
  for (const Listing& listing : listings) {
    fame.is_known = fame.is_known || listing.is_own || listing.source.starts_with("known");
    in_1987 = in_1987 || listing.source == "reuters-1987";
    today = today || listing.source != "reuters-1987";
  }
  if (fame.is_known) return fame;
  if (in_1987 && !today) fame.sure.to = kListOf1987Ends;
  if (today && !in_1987 && !company.days.from) fame.sure.from = kListsHoldSince;
  return fame;
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
  const std::vector<NameAtom> display = name_atoms(names.front().text);
  const std::uint64_t first_atom = display.empty() ? 0 : display.front().hash;
  const Fame fame = company.kind == CompanyKind::kCompany ? fame_of(directory, company) : Fame{true, {}};
  const std::optional<Day> renamed = renamed_on(names, first_atom);
  for (const CompanyName& name : names) {
    if (name.text.starts_with('^')) continue;  // a symbol, read by CompanyDirectory::canonical
    std::vector<NameAtom> atoms = name_atoms(name.text, company.kind);
    if (atoms.empty()) continue;
    const bool is_weak = atoms.size() == 1 && weak_names().contains(atoms.front().hash);
    NameOwner owner{&company, name.days, name.needs_context, is_weak || (name.needs_context && !fame.is_known),
                    fame.sure};
    if (!owner.days.from && !owner.days.to && atoms.front().hash == first_atom) owner.days.from = renamed;
    if (!owner.days.from) owner.days.from = company.days.from;
    if (company.days.to && (!owner.days.to || *owner.days.to > *company.days.to)) owner.days.to = company.days.to;
    pattern_of(directory, company, name.text, std::move(atoms)).owners.push_back(owner);
  }
}

NamePattern& NameIndex::pattern_of(const CompanyDirectory& directory, const Company& company, std::string_view name,
                                   std::vector<NameAtom>&& atoms) {
  std::vector<std::uint32_t>& same_first = by_first_[atoms.front().hash];
  for (const std::uint32_t index : same_first) {
    NamePattern& known = patterns_[index];
    if (!same_atoms(known.atoms, atoms)) continue;
    const bool is_spelling = known.owners.back().company == &company;  // KOSPI, Kospi
    for (std::size_t i = 0; is_spelling && i < atoms.size(); ++i) {
      known.atoms[i].letters = std::min(known.atoms[i].letters, atoms[i].letters);
    }
    known.is_acronym = known.is_acronym && known.atoms.front().letters == NameCase::kAllCaps;
    return known;
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
  if (hit.owner == nullptr) return false;
  const bool is_old = day && current == nullptr && day->year - former->days.to->year > kFormerNameYears;
  hit.needs_evidence = is_old || hit.owner->needs_evidence || (day && !hit.owner->sure.has(*day));
  return true;
}

}  // namespace

// The company that an ended one became, if it has a name that begins with the same word: Jefferies Group is Jefferies.
const NameOwner* NameIndex::successor_of(const NameHit& hit, std::uint64_t first_atom, Day day) const {
  const Company& ended = *hit.owner->company;
  if (!ended.days.has_ended(day) || ended.successor.empty()) return nullptr;
  if (midnight_utc(day) - midnight_utc(*ended.days.to) < kSuccessorDays * kSecondsPerDay) return nullptr;
  for (const std::uint32_t index : by_first_.at(first_atom)) {
    for (const NameOwner& owner : patterns_[index].owners) {
      if (owner.company->key == ended.successor && owner.days.has(day)) return &owner;
    }
  }
  return nullptr;
}

void NameIndex::find(const std::vector<Atom>& atoms, std::optional<Day> day, std::vector<NameHit>& hits) const {
  hits.clear();
  for (std::size_t at = 0; at < atoms.size();) {
    std::size_t length = 1;
    if (may_begin(atoms[at].hash)) {
      if (const auto same_first = by_first_.find(atoms[at].hash); same_first != by_first_.end()) {
        for (const std::uint32_t index : same_first->second) {
          NameHit hit{&patterns_[index], nullptr, false, false, static_cast<std::uint32_t>(at), 0};
          if (!matches_at(*hit.pattern, atoms, at) || !choose_owner(*hit.pattern, day, hit)) continue;
          length = hit.pattern->atoms.size();
          hit.count = static_cast<std::uint32_t>(length);
          if (day) {
            if (const NameOwner* successor = successor_of(hit, atoms[at].hash, *day)) hit.owner = successor;
          }
          hits.push_back(hit);
          break;
        }
      }
    }
    at += length;
  }
}

}  // namespace broadtape
