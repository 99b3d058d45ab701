#include "common/companies/name_judge.h"

#include <algorithm>

namespace broadtape {
namespace {

// Scores; tuned on articles of 2017 to 2020 with tickers from a tagger, see tests/common/companies.
constexpr int kAcceptFrom = 2;
constexpr int kCapitalInSentence = 2;
constexpr int kCapitalAtStart = 0;
constexpr int kAcronym = 1;
constexpr int kPossessiveScore = 1;
constexpr int kConfirmed = 2;
constexpr int kOwnWord = 2;            // a context word of the name is near
constexpr int kCompanyWord = 1;        // a general word such as `shares` or `CEO` is near
constexpr int kCompanyWordBehind = 1;  // added if it directly follows: `Apple shares`
constexpr int kCompanyBeside = 1;
constexpr int kOtherWord = -4;   // a context word against the company
constexpr int kLongerName = -2;  // `Ford Foundation`, `Harrison Ford`

constexpr std::size_t kOwnWordAtoms = 10;
constexpr std::size_t kCompanyWordAtoms = 5;
constexpr std::size_t kOtherWordAtoms = 3;
constexpr std::size_t kInvitationAtoms = 6;
constexpr std::size_t kHeadingAtoms = 4;
constexpr std::size_t kHeadingLongWords = 3;

// Words that often occur next to company names.
const AtomSet& company_words() {
  static const AtomSet words{
      "share",     "shares",       "stock",       "stocks",      "inc",         "corp",         "corporation",
      "co",        "company",      "ceo",         "cfo",         "coo",         "said",         "says",
      "earnings",  "revenue",      "revenues",    "sales",       "profit",      "profits",      "quarter",
      "quarterly", "analyst",      "analysts",    "investors",   "shareholder", "shareholders", "nasdaq",
      "nyse",      "announced",    "reported",    "forecast",    "guidance",    "products",     "maker",
      "giant",     "rival",        "rivals",      "acquisition", "acquire",     "chief",        "executive",
      "spokesman", "spokesperson", "spokeswoman", "customers",   "launched",    "valuation",    "ltd",
      "plc",       "holdings",     "group",       "founder",     "cofounder",   "competitor",   "competitors"};
  return words;
}

// Capitalised neighbours that are not part of a longer name.
const AtomSet& harmless_neighbours() {
  static const AtomSet words{
      "ceo",    "cfo",       "coo",  "cto",    "chief",  "president", "chairman",  "inc",       "corp",
      "co",     "ltd",       "plc",  "shares", "stock",  "and",       "or",        "vs",        "the",
      "a",      "an",        "but",  "if",     "when",   "while",     "as",        "for",       "at",
      "in",     "on",        "of",   "with",   "after",  "since",     "both",      "like",      "why",
      "how",    "what",      "is",   "will",   "can",    "does",      "did",       "has",       "have",
      "had",    "was",       "are",  "were",   "that",   "this",      "then",      "rival",     "buy",
      "sell",   "from",      "to",   "by",     "before", "where",     "until",     "because",   "although",
      "though", "even",      "only", "its",    "also",   "so",        "yet",       "not",       "no",
      "says",   "said",      "i",    "it",     "unlike", "instead",   "besides",   "including", "meanwhile",
      "today",  "yesterday", "meet", "would",  "monday", "tuesday",   "wednesday", "thursday",  "friday",
      "q1",     "q2",        "q3",   "q4",     "etf"};
  return words;
}

// Context words that count against a name only directly next to it: `of`, `the`.
const AtomSet& function_words() {
  static const AtomSet words{"a",   "an", "the", "of",   "on",   "in",   "to",  "its", "at",    "by",  "for",
                             "and", "or", "is",  "as",   "with", "from", "his", "her", "their", "all", "no",
                             "not", "my", "our", "your", "more", "most", "up",  "out", "past",  "per", "heat"};
  return words;
}

// Abbreviations whose full stop does not end a sentence.
const AtomSet& abbreviations() {
  static const AtomSet words{"inc", "corp", "co", "ltd", "mr", "mrs", "ms", "dr",
                             "st",  "vs",   "jr", "sr",  "no", "gen", "sen"};
  return words;
}

bool is_joined(AtomGap gap) {
  return gap == AtomGap::kSpace || gap == AtomGap::kHyphen;
}

bool is_title_case(const std::vector<Atom>& atoms) {
  std::size_t long_words = 0;
  std::size_t capitals = 0;
  for (const Atom& atom : atoms) {
    if (atom.end - atom.begin < 4) continue;
    ++long_words;
    capitals += atom.is_capitalised;
  }
  return long_words > 0 && capitals * 10 >= long_words * 7;
}

}  // namespace

NameJudge::NameJudge(const std::vector<Atom>& atoms) : atoms_(atoms), is_title_case_(is_title_case(atoms)) {}

bool NameJudge::begins_sentence(std::size_t at) const {
  const AtomGap gap = atoms_[at].gap;
  if (gap == AtomGap::kSentence || at == 0) return true;
  const Atom& before = atoms_[at - 1];
  // Stripped pages may lose the space between paragraphs: `a vaccine in months.Gap Growth Story`.
  if (gap == AtomGap::kPeriod) return before.end - before.begin > 1 && !before.is_capitalised;
  return gap == AtomGap::kPeriodSpace && before.end - before.begin > 1 && !abbreviations().contains(before.hash);
}

// All capitals, if the name has lower-case letters, are not evidence: a headline, or emphasis.
bool NameJudge::is_shouted(const NameHit& hit) const {
  const auto at = [&](std::size_t i) { return i < atoms_.size() && atoms_[i].is_all_caps; };
  if (!at(hit.first)) return false;
  if (!hit.pattern->is_acronym) return atoms_[hit.first].end - atoms_[hit.first].begin > 1;
  const auto is_shout = [&](std::size_t i) { return at(i) && atoms_[i].end - atoms_[i].begin > 2; };
  return is_shout(hit.first + hit.count) || (hit.first > 0 && is_shout(hit.first - 1));
}

bool NameJudge::is_part_of_longer_name(const NameHit& hit) const {
  const auto joins = [&](std::size_t i) {
    return atoms_[i].is_capitalised && !harmless_neighbours().contains(atoms_[i].hash);
  };
  const std::size_t end = hit.first + hit.count;
  const bool before = hit.first > 0 && is_joined(atoms_[hit.first].gap) && joins(hit.first - 1);
  const bool behind = end < atoms_.size() && is_joined(atoms_[end].gap) && joins(end);
  return before || behind;
}

// `Pacific Southwest Airlines`, `Republic National Bank of New York`: another company whose name ends with this name.
bool NameJudge::ends_longer_name(const NameHit& hit) const {
  if (hit.count < 2 || hit.first == 0 || !is_joined(atoms_[hit.first].gap)) return false;
  const Atom& before = atoms_[hit.first - 1];
  return before.is_capitalised && !before.is_all_caps && !harmless_neighbours().contains(before.hash) &&
         !begins_sentence(hit.first - 1) && !capitals_say_nothing(hit);
}

// A heading in the body: all longer words around are capitalised.
bool NameJudge::is_in_heading(const NameHit& hit) const {
  std::size_t long_words = 0;
  const auto may_go_on = [&](std::size_t at) {
    const Atom& atom = atoms_[at];
    const bool is_long = atom.end - atom.begin >= 4;
    long_words += is_long;
    return !is_long || atom.is_capitalised;
  };
  for (std::size_t i = 0; i < kHeadingAtoms && i < hit.first; ++i) {
    const std::size_t at = hit.first - 1 - i;
    if (!is_joined(atoms_[at + 1].gap)) break;
    if (!may_go_on(at)) return false;
  }
  for (std::size_t at = hit.first + hit.count; at < atoms_.size() && at < hit.first + hit.count + kHeadingAtoms; ++at) {
    if (!is_joined(atoms_[at].gap)) break;
    if (!may_go_on(at)) return false;
  }
  return long_words >= kHeadingLongWords;
}

bool NameJudge::capitals_say_nothing(const NameHit& hit) const {
  return hit.is_shared || is_title_case_ || is_shouted(hit) || is_in_heading(hit);
}

int NameJudge::capital_score(const NameHit& hit) const {
  if (capitals_say_nothing(hit)) return hit.pattern->is_acronym && !is_shouted(hit) ? kAcronym : 0;
  int score = hit.pattern->is_acronym ? kAcronym : begins_sentence(hit.first) ? kCapitalAtStart : kCapitalInSentence;
  if (is_part_of_longer_name(hit)) score += kLongerName;
  const std::size_t end = hit.first + hit.count;
  if (end < atoms_.size() && atoms_[end].hash == possessive_hash()) score += kPossessiveScore;
  return score;
}

bool NameJudge::has_phrase_at(std::size_t at, const std::vector<std::uint64_t>& phrase) const {
  if (at + phrase.size() > atoms_.size()) return false;
  return std::equal(phrase.begin(), phrase.end(), atoms_.begin() + static_cast<std::ptrdiff_t>(at),
                    [](std::uint64_t hash, const Atom& atom) { return hash == atom.hash; });
}

int NameJudge::context_score(const NameHit& hit) const {
  const std::size_t first = hit.first;
  const std::size_t end = hit.first + hit.count;
  const auto distance = [&](std::size_t at) { return at < first ? first - at : at - end + 1; };
  const std::size_t from = first - std::min(first, kOwnWordAtoms);
  const std::size_t to = std::min(atoms_.size(), end + kOwnWordAtoms);
  const bool among_capitals = capitals_say_nothing(hit);  // `SALES ON SHARES`
  bool own = false;
  int company = 0;
  bool other = false;
  for (std::size_t at = from; at < to; ++at) {
    if (at >= first && at < end) continue;
    const auto here = [&](const auto& phrase) { return has_phrase_at(at, phrase); };
    own = own || std::any_of(hit.pattern->for_company.begin(), hit.pattern->for_company.end(), here);
    if (!among_capitals && distance(at) <= kCompanyWordAtoms && company_words().contains(atoms_[at].hash)) {
      company = std::max(company, at == end ? kCompanyWord + kCompanyWordBehind : kCompanyWord);
    }
    const std::size_t reach = function_words().contains(atoms_[at].hash) ? 1 : kOtherWordAtoms;
    if (distance(at) <= reach) {
      other = other || std::any_of(hit.pattern->against.begin(), hit.pattern->against.end(), here);
    }
  }
  return (own ? kOwnWord : 0) + company + (other ? kOtherWord : 0);
}

// `Follow him on Twitter`, `Subscribe on YouTube`: an invitation, not a subject of the article.
bool NameJudge::is_invitation(const NameHit& hit) const {
  static const AtomSet on{"on", "via"};
  static const AtomSet invitations{"follow", "subscribe", "share", "tweet", "like", "find", "join", "connect", "email"};
  if (hit.first == 0 || !on.contains(atoms_[hit.first - 1].hash)) return false;
  const std::size_t from = hit.first - std::min<std::size_t>(hit.first, kInvitationAtoms);
  return std::any_of(atoms_.begin() + static_cast<std::ptrdiff_t>(from), atoms_.begin() + hit.first,
                     [](const Atom& atom) { return invitations.contains(atom.hash); });
}

bool NameJudge::accepts(const NameHit& hit, Support support) const {
  if (is_invitation(hit)) return false;
  // `BANK UPS RATE`, `SPAIN SET FOR TALKS`: in text in capitals an acronym may be a word.
  const bool may_be_word = hit.pattern->is_acronym && is_shouted(hit);
  if (!hit.owner->needs_context && !may_be_word) return support.is_confirmed || !ends_longer_name(hit);
  const int capital = capital_score(hit);
  // At the start of a sentence the capital of `Next up, Peloton` is not evidence for Next.
  const int beside = support.is_beside_company && capital > 0 ? kCompanyBeside : 0;
  return capital + context_score(hit) + beside + (support.is_confirmed ? kConfirmed : 0) >= kAcceptFrom;
}

}  // namespace broadtape
