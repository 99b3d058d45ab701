#include "common/companies/code_binder.h"

#include <algorithm>
#include <span>

#include "common/companies/legal_form.h"
#include "common/companies/symbol_form.h"

namespace broadtape {
namespace {

constexpr std::size_t kMaxPhraseAtoms = 8;
constexpr std::size_t kMaxHeadlineAtoms = 4;  // of a name at the beginning of a text in capitals
constexpr std::size_t kMaxGapBytes = 4;       // between a name and its code: `Texaco Inc. (`

// The maximum text between a company name and its mark, such as `Inc. Class A`.
constexpr std::size_t kMaxNameToCode = 40;

// News may use an old symbol of a company for some time.
constexpr std::int64_t kOldSymbolDays = 730;

// Words that many names of companies have, so that they do not tell companies apart.
const AtomSet& common_words() {
  static const AtomSet words{"group",      "holdings",  "holding",     "international",
                             "intl",       "national",  "american",    "america",
                             "first",      "general",   "united",      "industries",
                             "industry",   "financial", "bank",        "bancorp",
                             "bancshares", "energy",    "resources",   "technologies",
                             "systems",    "services",  "service",     "new",
                             "york",       "canada",    "pacific",     "western",
                             "southern",   "northern",  "eastern",     "capital",
                             "trust",      "savings",   "insurance",   "life",
                             "health",     "medical",   "oil",         "gas",
                             "gold",       "mining",    "mines",       "electric",
                             "power",      "air",       "airlines",    "global",
                             "world",      "partners",  "properties",  "realty",
                             "stores",     "products",  "chemical",    "foods",
                             "steel",      "petroleum", "natural",     "telephone",
                             "data",       "computer",  "software",    "technology",
                             "federal",    "state",     "states",      "city",
                             "north",      "south",     "east",        "west",
                             "investment", "fund",      "enterprises", "of",
                             "and",        "de",        "us",          "u",
                             "s",          "a",         "in",          "china",
                             "london",     "japan",     "texas",       "california"};
  return words;
}

const AtomSet& joining_words() {
  static const AtomSet words{"of", "and", "de", "the", "for", "du", "la"};
  return words;
}

}  // namespace

bool is_common_name_word(std::uint64_t hash) {
  return common_words().contains(hash);
}

CodeBinder::Phrase CodeBinder::phrase_before(std::size_t at) const {
  const auto behind = std::partition_point(atoms_.begin(), atoms_.end(), [&](const Atom& a) { return a.end <= at; });
  Phrase phrase;
  phrase.end = static_cast<std::size_t>(behind - atoms_.begin());
  phrase.first = phrase.end;
  if (phrase.end == 0 || at - atoms_[phrase.end - 1].end > kMaxGapBytes) return phrase;
  bool only_legal = true, all_caps = true;
  std::size_t next = phrase.end;
  while (next > 0 && phrase.end - next < kMaxPhraseAtoms) {
    const Atom& atom = atoms_[next - 1];
    const bool is_name_word = atom.is_capitalised || atom.hash == possessive_hash();
    if (!is_name_word && (phrase.first == phrase.end || !joining_words().contains(atom.hash))) break;
    --next;
    if (is_name_word) {
      phrase.first = next;
      only_legal = only_legal && is_legal_form(atom.hash);
      all_caps = all_caps && (atom.is_all_caps || atom.hash == possessive_hash());
    }
    const bool goes_on =
        atom.gap == AtomGap::kSpace || atom.gap == AtomGap::kHyphen || atom.gap == AtomGap::kNone ||
        atom.gap == AtomGap::kPeriod || atom.gap == AtomGap::kSlash ||
        (atom.gap == AtomGap::kPeriodSpace && next > 0 && atoms_[next - 1].end - atoms_[next - 1].begin <= 4) ||
        (atom.gap == AtomGap::kPunctuation && only_legal);  // `Time Warner, Inc.`
    if (!goes_on) break;
  }
  while (phrase.first < phrase.end && atoms_[phrase.first].hash == atom_hash("the")) ++phrase.first;
  const bool is_long_caps = all_caps && phrase.end - phrase.first > 1;
  const bool begins_text = phrase.first == 0 && phrase.end <= kMaxHeadlineAtoms;
  phrase.is_exact =
      !phrase.empty() && !only_legal && (!is_long_caps || begins_text) && phrase.end - phrase.first < kMaxPhraseAtoms;
  return phrase;
}

bool CodeBinder::names_before(const Company& company, std::size_t at) const {
  auto behind = std::partition_point(hits_.begin(), hits_.end(),
                                     [&](const NameHit& hit) { return atoms_[hit.first + hit.count - 1].end <= at; });
  while (behind != hits_.begin()) {
    const NameHit& hit = *--behind;
    if (at - atoms_[hit.first + hit.count - 1].end > kMaxNameToCode) return false;
    const auto is_owner = [&](const NameOwner& owner) {
      return owner.company == &company && (!published_ || owner.days.has_begun(*published_));
    };
    if (std::any_of(hit.pattern->owners.begin(), hit.pattern->owners.end(), is_owner)) return true;
  }
  return false;
}

// Whether the words before a code may be a name of the company: they share a word, or are the code or its letters.
bool CodeBinder::agrees(const Company& company, std::string_view code, const Phrase& phrase) const {
  const std::string_view root = code.substr(0, code.find('.', 1));
  std::string initials;
  for (std::size_t i = phrase.first; i < phrase.end; ++i) {
    const std::string_view word = text_.substr(atoms_[i].begin, atoms_[i].end - atoms_[i].begin);
    if (upper_symbol(word) == root) return true;
    if (!is_legal_form(atoms_[i].hash) && word.front() >= 'A' && word.front() <= 'Z') initials += word.front();
  }
  if (root.size() > 1 && initials == root) return true;
  std::vector<Atom> atoms;
  for (const CompanyName& name : company.names()) {
    if (published_ && !name.days.has_begun(*published_)) continue;
    cut_into_atoms(name.text, atoms);
    for (const Atom& atom : atoms) {
      const bool is_common = common_words().contains(atom.hash) || is_legal_form(atom.hash);
      if (is_common && atoms.size() > 1) continue;
      for (std::size_t i = phrase.first; i < phrase.end; ++i) {
        if (atoms_[i].hash == atom.hash) return true;
      }
    }
  }
  return false;
}

// Whether the phrase is a name of the company that the directory does not have, of words of its names: `PERRY DRUG` of
// Perry Drug Stores. A name that the directory has with a legal form only is not another one: it is a newspaper, a
// place or a surname without it, such as `New York Times`.
bool CodeBinder::is_other_form(const Company& company, const Phrase& phrase) const {
  const auto words_of = [](std::span<const Atom> atoms) {
    std::vector<std::uint64_t> words;
    for (const Atom& atom : atoms) {
      if (!is_legal_form(atom.hash) && atom.hash != possessive_hash()) words.push_back(atom.hash);
    }
    return words;
  };
  const std::vector<std::uint64_t> words = words_of(std::span(atoms_).subspan(phrase.first, phrase.end - phrase.first));
  std::vector<std::uint64_t> known;
  std::vector<Atom> atoms;
  for (const CompanyName& name : company.names()) {
    if (published_ && !name.days.has_begun(*published_)) continue;
    cut_into_atoms(name.text, atoms);
    const std::vector<std::uint64_t> own = words_of(atoms);
    if (own == words) return false;
    known.insert(known.end(), own.begin(), own.end());
  }
  const auto is_known = [&](std::uint64_t word) { return std::find(known.begin(), known.end(), word) != known.end(); };
  return std::all_of(words.begin(), words.end(), is_known) &&
         std::any_of(words.begin(), words.end(), [](std::uint64_t word) { return !common_words().contains(word); });
}

// Whether a name of another company is part of the phrase: `Morgan Stanley and Wachovia Corp`.
bool CodeBinder::has_name_of_other(const Company& company, const Phrase& phrase) const {
  return std::any_of(hits_.begin(), hits_.end(), [&](const NameHit& hit) {
    return hit.owner->company != &company && hit.first < phrase.end && hit.first + hit.count > phrase.first;
  });
}

std::string_view CodeBinder::text_of(const Phrase& phrase) const {
  const std::size_t begin = atoms_[phrase.first].begin;
  return text_.substr(begin, atoms_[phrase.end - 1].end - begin);
}

bool CodeBinder::is_certain(const Listing& listing) const {
  if (!published_ || listing.is_own) return true;
  return listing.is_certain() && (listing.days.from || *published_ >= kListsHoldSince);
}

// The company whose name is the whole phrase, but for legal forms; null if there is none.
const Company* CodeBinder::company_of(const Phrase& phrase) const {
  std::size_t end = phrase.end;
  while (end > phrase.first && is_legal_form(atoms_[end - 1].hash)) --end;
  for (const NameHit& hit : hits_) {
    if (hit.first + hit.count != end || hit.first < phrase.first || hit.is_shared) continue;
    if (hit.first > phrase.first && (phrase.is_exact || hit.count == 1)) continue;
    return hit.count > 1 || !hit.owner->needs_context || end < phrase.end ? hit.owner->company : nullptr;
  }
  return nullptr;
}

// The listings that the code may mean, the likeliest first: those of the day, else one that ended a short time before.
// Without a day all of them: an undated article may be of any time.
std::vector<const Listing*> CodeBinder::candidates(std::string_view code) const {
  std::vector<const Listing*> found;
  if (!published_) {
    found = directory_.holders(code);
    const Listing* present = directory_.listed(code, std::nullopt);
    std::stable_partition(found.begin(), found.end(), [&](const Listing* listing) { return listing == present; });
    const auto is_repeated = [&](const Listing* listing) {
      return listing != found.front() && listing->company == found.front()->company;
    };
    std::erase_if(found, is_repeated);
    return found;
  }
  const Listing* former = nullptr;
  for (const Listing* listing : directory_.holders(code)) {
    if (!listing->company->days.has(*published_)) continue;
    if (listing->days.has(*published_)) found.push_back(listing);
    const bool ended = listing->days.has_ended(*published_) &&
                       midnight_utc(*published_) - midnight_utc(*listing->days.to) < kOldSymbolDays * kSecondsPerDay;
    if (ended && !directory_.symbol_on(*listing->company, published_).empty()) former = listing;
  }
  if (const Listing* best = directory_.listed(code, published_); found.size() > 1 && best != nullptr) {
    std::stable_partition(found.begin(), found.end(), [&](const Listing* listing) { return listing == best; });
  }
  if (found.empty() && former != nullptr) found.push_back(former);
  return found;
}

CodeBinding CodeBinder::bind(std::string_view code, std::size_t at) const {
  CodeBinding binding;
  binding.symbol = code;
  if (code.empty()) return binding;
  const std::vector<const Listing*> listings = candidates(code);
  const Phrase phrase = phrase_before(at);
  const Listing* chosen = nullptr;
  for (const Listing* listing : listings) {
    binding.is_named = names_before(*listing->company, at);
    chosen = listing;
    if (binding.is_named) break;
  }
  if (!binding.is_named && !listings.empty()) {
    chosen = listings.front();
    const bool is_current = !published_ || chosen->days.has(*published_);
    const bool is_doubtful = !is_current || !is_certain(*chosen) || (!published_ && listings.size() > 1);
    if (!phrase.empty() && is_doubtful && !agrees(*chosen->company, code, phrase)) chosen = nullptr;
  }
  if (chosen != nullptr) {
    binding.company = chosen->company;
    binding.is_listed = true;
    const bool may_be_name = !binding.is_named && !phrase.empty() && phrase.is_exact;
    if (may_be_name && is_other_form(*chosen->company, phrase) && !has_name_of_other(*chosen->company, phrase))
      binding.alias = text_of(phrase);
    const bool is_current = published_ ? chosen->days.has(*published_) : !chosen->days.to;
    // Where the day of the change is uncertain the article is right.
    if (!is_current && chosen->is_certain()) binding.symbol = directory_.symbol_on(*chosen->company, published_);
    return binding;
  }
  if (phrase.empty()) return binding;
  binding.company = company_of(phrase);
  binding.is_named = binding.company != nullptr;
  if (binding.company == nullptr && phrase.is_exact) binding.name = text_of(phrase);
  return binding;
}

}  // namespace broadtape
