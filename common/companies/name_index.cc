#include "common/companies/name_index.h"

#include <algorithm>
#include <bit>
#include <numeric>
#include <utility>

#include "common/embedded_data.h"

namespace broadtape {
namespace {

constexpr std::size_t kMaxAcronymBytes = 5;

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

// Replaces `result`; `atoms` is a buffer.
void name_atoms(std::string_view name, CompanyKind kind, std::vector<Atom>& atoms, std::vector<NameAtom>& result) {
  cut_into_atoms(name, atoms);
  result.clear();
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
}

Phrases phrases_of(const std::vector<std::string>& folded) {
  Phrases phrases;
  std::vector<Atom> atoms;
  for (const std::string& phrase : folded) {
    cut_into_atoms(phrase, atoms);
    if (!atoms.empty()) phrases.add(atoms);
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

std::uint64_t combined_hash(std::span<const NameAtom> atoms) {
  std::uint64_t hash = 0;
  for (const NameAtom& atom : atoms) hash = (hash ^ atom.hash) * 0x9e3779b97f4a7c15 + (hash >> 29);
  return hash ^ (hash >> 32);
}

std::uint64_t beginning_key(std::uint64_t first, std::uint64_t second) {
  return first ^ std::rotl(second, 32);
}

constexpr std::uint32_t kNoPattern = 0xFFFFFFFF;

constexpr std::size_t kCompaniesOfBeginning = 3;  // more make `China` of China Southern say nothing

}  // namespace

void Phrases::add(const std::vector<Atom>& phrase) {
  firsts_.push_back(phrase.front().hash);
  for (std::size_t i = 1; i < phrase.size(); ++i) rest_.push_back(phrase[i].hash);
  ends_.push_back(static_cast<std::uint32_t>(rest_.size()));
}

bool Phrases::stand_at(const std::vector<Atom>& atoms, std::size_t at) const {
  for (std::size_t i = 0; i < firsts_.size(); ++i) {
    if (firsts_[i] != atoms[at].hash) continue;
    const std::size_t begin = i == 0 ? 0 : ends_[i - 1], count = ends_[i] - begin;
    if (at + count >= atoms.size()) continue;
    const bool same = std::equal(rest_.begin() + static_cast<std::ptrdiff_t>(begin),
                                 rest_.begin() + static_cast<std::ptrdiff_t>(ends_[i]),
                                 atoms.begin() + static_cast<std::ptrdiff_t>(at + 1),
                                 [](std::uint64_t hash, const Atom& atom) { return hash == atom.hash; });
    if (same) return true;
  }
  return false;
}

// Collects patterns and owners in flat vectors, without memory for each name: a program that indexes one article builds
// the index too.
class NameIndex::Builder {
 public:
  Builder(NameIndex& index, const CompanyDirectory& directory) : index_(index), directory_(directory) {
    const std::size_t names = 2 * directory.companies().size();
    slots_.assign(std::bit_ceil(2 * names), kNoPattern);
    index_.atoms_.reserve(3 * names);
    index_.patterns_.reserve(names);
    owners_.reserve(names);
  }

  void run() {
    for (const Company& company : directory_.companies()) add(company);
    sort_owners();
    connect();
  }

 private:
  void add(const Company& company) {
    company.names(names_);
    std::uint64_t first_atom = 0;
    std::optional<Day> renamed;
    if (names_.size() > 1) {
      name_atoms(names_.front().text, CompanyKind::kCompany, cut_, name_);
      first_atom = name_.empty() ? 0 : name_.front().hash;
      renamed = renamed_on(first_atom);
    }
    const Fame fame = company.kind == CompanyKind::kCompany ? fame_of(directory_, company) : Fame{true, {}};
    for (const CompanyName& name : names_) {
      if (name.text.starts_with('^')) continue;  // a symbol, read by CompanyDirectory::canonical
      name_atoms(name.text, company.kind, cut_, name_);
      if (name_.empty()) continue;
      const bool is_weak = name_.size() == 1 && weak_names().contains(name_.front().hash);
      NameOwner owner{&company, name.days, name.needs_context, is_weak || (name.needs_context && !fame.is_known),
                      fame.sure};
      if (!owner.days.from && !owner.days.to && name_.front().hash == first_atom) owner.days.from = renamed;
      if (!owner.days.from) owner.days.from = company.days.from;
      if (company.days.to && (!owner.days.to || *owner.days.to > *company.days.to)) owner.days.to = company.days.to;
      owners_.emplace_back(pattern_of(company, name.text), owner);
    }
  }

  // The day on which the company gave up its last former name for the display name: Meta has been one since 2021-10-28.
  // The data dates the former names only.
  std::optional<Day> renamed_on(std::uint64_t first_atom) {
    std::optional<Day> day;
    if (names_.front().text.size() <= kMaxInitialsBytes) return day;
    for (const CompanyName& former : names_) {
      if (former.days.from || !former.days.to) continue;
      name_atoms(former.text, CompanyKind::kCompany, cut_, name_);
      // Exxon of Exxon Mobil, Peugeot of PSA Peugeot Citroen
      const bool has_it =
          std::any_of(name_.begin(), name_.end(), [&](const NameAtom& a) { return a.hash == first_atom; });
      if (name_.empty() || has_it) return std::nullopt;
      if (!day || *former.days.to > *day) day = former.days.to;
    }
    return day;
  }

  // The pattern of name_.
  std::uint32_t pattern_of(const Company& company, std::string_view text) {
    const std::uint64_t hash = combined_hash(name_);
    std::size_t slot = hash & (slots_.size() - 1);
    for (; slots_[slot] != kNoPattern; slot = (slot + 1) & (slots_.size() - 1)) {
      if (built_[slots_[slot]].hash == hash) return spelled_again(slots_[slot], company);
    }
    const auto number = static_cast<std::uint32_t>(index_.patterns_.size());
    slots_[slot] = number;
    built_.push_back({hash, index_.atoms_.size(), name_.size(), &company});
    index_.atoms_.insert(index_.atoms_.end(), name_.begin(), name_.end());
    NamePattern& pattern = index_.patterns_.emplace_back();
    pattern.is_acronym = name_.size() == 1 && name_.front().letters == NameCase::kAllCaps;
    if (const auto* context = directory_.context_of(text)) {
      pattern.for_company = phrases_of(context->for_company);
      pattern.against = phrases_of(context->against);
    }
    return number;
  }

  // Of two spellings by one company the weaker one counts: KOSPI, Kospi.
  std::uint32_t spelled_again(std::uint32_t number, const Company& company) {
    Built& built = built_[number];
    NamePattern& pattern = index_.patterns_[number];
    for (std::size_t i = 0; built.last == &company && i < name_.size() && i < built.count; ++i) {
      NameAtom& known = index_.atoms_[built.first + i];
      known.letters = std::min(known.letters, name_[i].letters);
    }
    pattern.is_acronym = pattern.is_acronym && index_.atoms_[built.first].letters == NameCase::kAllCaps;
    built.last = &company;
    return number;
  }

  void sort_owners() {
    std::stable_sort(owners_.begin(), owners_.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    index_.owners_.reserve(owners_.size());
    for (const auto& [number, owner] : owners_) index_.owners_.push_back(owner);
    std::size_t at = 0;
    for (std::uint32_t number = 0; number < index_.patterns_.size(); ++number) {
      const std::size_t begin = at;
      while (at < owners_.size() && owners_[at].first == number) ++at;
      index_.patterns_[number].owners = std::span(index_.owners_).subspan(begin, at - begin);
      index_.patterns_[number].atoms = std::span(index_.atoms_).subspan(built_[number].first, built_[number].count);
    }
  }

  void connect() {
    std::vector<std::uint32_t> shortest_first(index_.patterns_.size());
    std::iota(shortest_first.rbegin(), shortest_first.rend(), 0);
    std::stable_sort(shortest_first.begin(), shortest_first.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return built_[a].count < built_[b].count; });
    index_.by_first_ = Chains(index_.patterns_.size());
    index_.beginnings_ = Chains(index_.patterns_.size());
    for (const std::uint32_t number : shortest_first) {
      const std::span<const NameAtom> atoms = index_.patterns_[number].atoms;
      const std::uint64_t first = atoms.front().hash;
      index_.by_first_.add(first, number);
      index_.beginnings_.add(atoms.size() > 1 ? beginning_key(first, atoms[1].hash) : first, number);
      (atoms.size() > 1 ? index_.long_first_atoms_ : index_.whole_atoms_).add(first);
      if (atoms.front().letters == NameCase::kAny) index_.lower_first_atoms_.add(first);
    }
  }

  struct Built {
    std::uint64_t hash;
    std::size_t first, count;  // of NameIndex::atoms_
    const Company* last;
  };

  NameIndex& index_;
  const CompanyDirectory& directory_;
  std::vector<CompanyName> names_;
  std::vector<Atom> cut_;
  std::vector<NameAtom> name_;
  std::vector<std::uint32_t> slots_;  // a hash table of patterns
  std::vector<Built> built_;
  std::vector<std::pair<std::uint32_t, NameOwner>> owners_;
};

NameIndex::Chains::Chains(std::size_t patterns) : heads_(std::bit_ceil(2 * patterns + 1), kEnd), links_(patterns) {}

void NameIndex::Chains::add(std::uint64_t key, std::uint32_t pattern) {
  std::uint32_t& head = heads_[key & (heads_.size() - 1)];
  links_[pattern] = {check_of(key), head};
  head = pattern;
}

NameIndex::NameIndex(const CompanyDirectory& directory) {
  Builder(*this, directory).run();
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
  for (std::uint32_t i = by_first_.first(first_atom); i != Chains::kEnd; i = by_first_.next(first_atom, i)) {
    if (patterns_[i].atoms.front().hash != first_atom) continue;
    for (const NameOwner& owner : patterns_[i].owners) {
      if (owner.company->key == ended.successor && owner.days.has(day)) return &owner;
    }
  }
  return nullptr;
}

bool NameIndex::is_shared_beginning(std::span<const Atom> beginning) const {
  std::string_view known;
  std::size_t companies = 0;
  const std::uint64_t first_atom = beginning.front().hash;
  for (std::uint32_t i = by_first_.first(first_atom); i != Chains::kEnd; i = by_first_.next(first_atom, i)) {
    const std::span<const NameAtom> name = patterns_[i].atoms;
    const bool begins =
        name.size() > beginning.size() && std::equal(beginning.begin(), beginning.end(), name.begin(),
                                                     [](const Atom& a, const NameAtom& b) { return a.hash == b.hash; });
    if (!begins) continue;
    for (const NameOwner& owner : patterns_[i].owners) {
      if (owner.company->kind != CompanyKind::kCompany || owner.company->key == known) continue;
      known = owner.company->key;
      if (++companies > kCompaniesOfBeginning) return true;
    }
  }
  return false;
}

bool NameIndex::match(std::uint64_t key, const std::vector<Atom>& atoms, std::size_t at, std::optional<Day> day,
                      NameHit& hit) const {
  for (std::uint32_t i = beginnings_.first(key); i != Chains::kEnd; i = beginnings_.next(key, i)) {
    if (!matches_at(patterns_[i], atoms, at)) continue;
    hit = {&patterns_[i], nullptr, false, false, static_cast<std::uint32_t>(at), 0};
    if (choose_owner(patterns_[i], day, hit)) return true;
  }
  return false;
}

void NameIndex::find(const std::vector<Atom>& atoms, std::optional<Day> day, std::vector<NameHit>& hits) const {
  hits.clear();
  NameHit hit;
  for (std::size_t at = 0; at < atoms.size();) {
    const std::uint64_t first = atoms[at].hash;
    const auto begins_here = [&] {
      if (!may_begin(atoms[at])) return false;
      if (at + 1 < atoms.size() && long_first_atoms_.may_have(first) &&
          match(beginning_key(first, atoms[at + 1].hash), atoms, at, day, hit))
        return true;
      return whole_atoms_.may_have(first) && match(first, atoms, at, day, hit);
    };
    if (!begins_here()) {
      ++at;
      continue;
    }
    hit.count = static_cast<std::uint32_t>(hit.pattern->atoms.size());
    const NameOwner* successor = day ? successor_of(hit, first, *day) : nullptr;
    if (successor != nullptr) hit.owner = successor;
    hits.push_back(hit);
    at += hit.count;
  }
}

}  // namespace broadtape
