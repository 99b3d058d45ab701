#include "common/tickers/name_index.h"

#include <algorithm>
#include <array>

#include "common/text/fold.h"

namespace broadtape {
namespace {

constexpr std::size_t kMaxAcronymBytes = 5;
constexpr std::size_t kFilterWords = 1u << 12;

// The new name of a company may be in use this long before its symbol changes: Meta traded as FB for eight months.
constexpr std::int64_t kNewNameDays = 400;

constexpr std::array<std::string_view, 8> kLegalForms = {" Corporation", " Company", " Corp", " Inc",
                                                         " Co",          " plc",     " Ltd",  " Group"};

// Removes a legal form at the end of a name: `Broadcom Corporation` becomes `Broadcom`.
std::string_view without_legal_form(std::string_view name) {
  for (const std::string_view form : kLegalForms) {
    if (name.ends_with(form)) return name.substr(0, name.size() - form.size());
  }
  return name;
}

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

bool matches_at(const CompanyPattern& pattern, const std::vector<Atom>& atoms, std::size_t first) {
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

}  // namespace

NameIndex::NameIndex(const SymbolDirectory& directory) : directory_(directory), filter_(kFilterWords) {
  for (const SymbolEntry& entry : directory.entries()) {
    for (const CompanyName& name : entry.names) add(directory, name, &entry, nullptr);
  }
  for (const SymbolChange& change : directory.changes()) {
    for (const CompanyName& name : change.names) {
      add(directory, name, nullptr, &change);
      const std::string_view shorter = without_legal_form(name.text);
      if (shorter.size() < name.text.size()) add(directory, {std::string(shorter), true}, nullptr, &change);
    }
  }
  for (auto& [hash, indices] : by_first_) {
    std::stable_sort(indices.begin(), indices.end(), [&](std::uint32_t a, std::uint32_t b) {
      return patterns_[a].atoms.size() > patterns_[b].atoms.size();
    });
    filter_[(hash >> 6) % filter_.size()] |= std::uint64_t{1} << (hash & 63);
  }
}

// An existing name keeps its first company; other companies are added as former owners.
void NameIndex::add(const SymbolDirectory& directory, const CompanyName& name, const SymbolEntry* entry,
                    const SymbolChange* change) {
  if (name.text.starts_with('^')) return;  // a symbol, read by SymbolDirectory::canonical
  std::vector<NameAtom> atoms = name_atoms(name.text);
  if (atoms.empty()) return;
  std::vector<std::uint32_t>& same_first = by_first_[atoms.front().hash];
  CompanyPattern* pattern = nullptr;
  for (const std::uint32_t index : same_first) {
    if (same_atoms(patterns_[index].atoms, atoms)) pattern = &patterns_[index];
  }
  if (pattern == nullptr) {
    same_first.push_back(static_cast<std::uint32_t>(patterns_.size()));
    pattern = &patterns_.emplace_back();
    pattern->is_acronym = atoms.size() == 1 && atoms.front().letters == NameCase::kAllCaps;
    // The data does not say whether a one-word former name is an ordinary word.
    pattern->needs_context = name.needs_context || (change != nullptr && atoms.size() == 1);
    pattern->atoms = std::move(atoms);
    if (const auto* context = directory.context_of(name.text)) {
      pattern->for_company = phrases_of(context->for_company);
      pattern->against = phrases_of(context->against);
    }
  }
  if (change != nullptr) pattern->changes.push_back(change);
  if (entry != nullptr && pattern->entry != nullptr) pattern->is_shared = pattern->entry != entry;
  if (entry == nullptr || pattern->entry != nullptr) return;
  pattern->entry = entry;
  pattern->spans = directory.history(entry->symbol);
  pattern->needs_context = name.needs_context;
  const auto began = std::find_if(directory.changes().rbegin(), directory.changes().rend(), [&](const SymbolChange& c) {
    return c.kind == ChangeKind::kRename && c.new_symbol == entry->symbol;
  });
  if (began == directory.changes().rend()) return;
  const auto begins_like = [&](const std::string& other) {
    return name_atoms(other).front().hash == pattern->atoms.front().hash;
  };
  pattern->is_new_name = begins_like(entry->name) && !begins_like(began->company);
}

void NameIndex::find(const std::vector<Atom>& atoms, std::vector<NameHit>& hits) const {
  hits.clear();
  for (std::size_t at = 0; at < atoms.size();) {
    std::size_t length = 1;
    if (may_begin(atoms[at].hash)) {
      if (const auto same_first = by_first_.find(atoms[at].hash); same_first != by_first_.end()) {
        for (const std::uint32_t index : same_first->second) {
          const CompanyPattern& pattern = patterns_[index];
          if (!matches_at(pattern, atoms, at)) continue;
          length = pattern.atoms.size();
          hits.push_back({&pattern, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(length)});
          break;
        }
      }
    }
    at += length;
  }
}

std::string NameIndex::symbol_on(const CompanyPattern& pattern, std::optional<Day> day) const {
  if (day) {
    for (const SymbolChange* change : pattern.changes) {
      if (*day < change->first_day) return change->old_symbol;
    }
  }
  if (pattern.entry == nullptr) {
    // A former name maps to the present symbol of its company, unless that was delisted.
    if (pattern.changes.empty() || pattern.changes.back()->kind == ChangeKind::kDelisted) return {};
    return directory_.follow(pattern.changes.back()->new_symbol, day);
  }
  const std::string& present = pattern.entry->symbol;
  if (!day) return present;
  for (const SymbolSpan& span : pattern.spans) {
    if (span.end && *day < *span.end && (!span.first || *day >= *span.first)) {
      // Limit how far back the present name is valid: AT&T was another company before 2005.
      const bool is_too_early = midnight_utc(*span.end) - midnight_utc(*day) > kNewNameDays * kSecondsPerDay;
      return pattern.is_new_name && is_too_early ? present : span.symbol;
    }
  }
  return present;
}

}  // namespace broadtape
