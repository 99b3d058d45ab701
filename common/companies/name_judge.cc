#include "common/companies/name_judge.h"

#include <algorithm>

#include "common/companies/judge_words.h"

namespace broadtape {
namespace {

// Scores; tuned on articles of 2017 to 2020 with tickers from a tagger, see tests/common/companies.
constexpr int kAcceptFrom = 2;
constexpr int kCapitalInSentence = 2;
constexpr int kCapitalAtStart = 0;
constexpr int kAcronym = 1;
constexpr int kPossessiveScore = 1;
constexpr int kConfirmed = 2;
constexpr int kActs = 2;               // `Amazon has`, at the start of a sentence
constexpr int kOwnWord = 2;            // a context word of the name is near
constexpr int kCompanyWord = 1;        // a general word such as `shares` or `CEO` is near
constexpr int kCompanyWordBehind = 1;  // added if it directly follows: `Apple shares`
constexpr int kCompanyBeside = 1;
constexpr int kOtherWord = -4;   // a context word against the company
constexpr int kLongerName = -2;  // `Ford Foundation`, `Harrison Ford`

constexpr std::size_t kOwnWordAtoms = 10;
constexpr std::size_t kCompanyWordAtoms = 5;
constexpr std::size_t kOtherWordAtoms = 3;
constexpr std::size_t kInvitationAtoms = 8;
constexpr std::size_t kIndexWordAtoms = 12;
constexpr std::size_t kObserverAtoms = 4;
constexpr std::size_t kExampleAtoms = 6;
constexpr std::size_t kLeastOpeningAtoms = 5;  // not a byline
constexpr std::size_t kHeadingAtoms = 4;
constexpr std::size_t kHeadingLongWords = 3;

bool is_joined(AtomGap gap) {
  return gap == AtomGap::kSpace || gap == AtomGap::kHyphen;
}

bool is_title_case(const std::vector<Atom>& atoms) {
  std::size_t long_words = 0;
  std::size_t capitals = 0;
  for (const Atom& atom : atoms) {
    const bool is_long = atom.end - atom.begin >= 4;  // without a branch: it has no pattern
    long_words += is_long;
    capitals += is_long & atom.is_capitalised;
  }
  return long_words > 0 && capitals * 10 >= long_words * 7;
}

}  // namespace

NameJudge::NameJudge(std::string_view text, const std::vector<Atom>& atoms)
    : text_(text), atoms_(atoms), is_title_case_(is_title_case(atoms)) {}

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

bool NameJudge::is_in_longer_name(std::size_t first, std::size_t count) const {
  const auto joins = [&](std::size_t i) {
    return atoms_[i].is_capitalised && !harmless_neighbours().contains(atoms_[i].hash);
  };
  const std::size_t end = first + count;
  const bool before = first > 0 && is_joined(atoms_[first].gap) && joins(first - 1);
  const bool behind =
      end < atoms_.size() && is_joined(atoms_[end].gap) && joins(end) && !unit_words().contains(atoms_[end].hash);
  return before || behind;
}

bool NameJudge::stands_alone(std::size_t first, std::size_t count) const {
  if (!atoms_[first].is_capitalised) return false;
  const bool is_person =
      first > 0 && atoms_[first].gap == AtomGap::kSpace && given_names().contains(atoms_[first - 1].hash);
  return !is_person && (is_title_case_ || !is_in_longer_name(first, count));
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
  if (!atoms_[hit.first].is_capitalised) return 0;
  if (capitals_say_nothing(hit)) return hit.pattern->is_acronym && !is_shouted(hit) ? kAcronym : 0;
  int score = hit.pattern->is_acronym ? kAcronym : begins_sentence(hit.first) ? kCapitalAtStart : kCapitalInSentence;
  if (is_in_longer_name(hit.first, hit.count)) score += kLongerName;
  const std::size_t end = hit.first + hit.count;
  if (end < atoms_.size() && atoms_[end].hash == possessive_hash()) score += kPossessiveScore;
  return score;
}

NameJudge::Context NameJudge::context_of(const NameHit& hit) const {
  const std::size_t first = hit.first;
  const std::size_t end = hit.first + hit.count;
  const auto distance = [&](std::size_t at) { return at < first ? first - at : at - end + 1; };
  const std::size_t from = first - std::min(first, kOwnWordAtoms);
  const std::size_t to = std::min(atoms_.size(), end + kOwnWordAtoms);
  const bool among_capitals = capitals_say_nothing(hit);  // `SALES ON SHARES`
  const bool has_shares = has_shares_before(hit);
  Context context;
  for (std::size_t at = from; at < to; ++at) {
    if (at >= first && at < end) continue;
    context.own = context.own || hit.pattern->for_company.stand_at(atoms_, at);
    const bool is_unit = at == end && atoms_[at].is_capitalised && unit_words().contains(atoms_[at].hash);
    if (is_unit ||
        (!among_capitals && distance(at) <= kCompanyWordAtoms && company_words().contains(atoms_[at].hash))) {
      context.company = std::max(context.company, at == end ? kCompanyWord + kCompanyWordBehind : kCompanyWord);
    }
    if (hit.pattern->against.empty() || context.other || distance(at) > kOtherWordAtoms) continue;
    const std::size_t reach = words_beside_only().contains(atoms_[at].hash) ? 1 : kOtherWordAtoms;
    if (distance(at) <= reach && !(has_shares && at + 1 == first)) {
      context.other = hit.pattern->against.stand_at(atoms_, at);
    }
  }
  return context;
}

// `Follow him on Twitter`, `Subscribe on YouTube`, `Source: Shutterstock`: not a subject of the article.
bool NameJudge::is_invitation(const NameHit& hit) const {
  static const AtomSet on{"on", "via"};
  static const AtomSet invitations{"follow", "subscribe", "share",     "tweet",   "like",   "find",
                                   "join",   "connect",   "email",     "post",    "posted", "posting",
                                   "wrote",  "tweeted",   "statement", "message", "comment"};
  static const AtomSet credits{"source", "sources", "photo", "photos", "image", "images", "credit", "courtesy"};
  if (hit.first == 0) return false;
  if (credits.contains(atoms_[hit.first - 1].hash) && !is_joined(atoms_[hit.first].gap)) return true;
  if (!on.contains(atoms_[hit.first - 1].hash)) return false;
  // `On Twitter, he is @pogue.`
  static const AtomSet networks{"twitter", "facebook", "instagram", "linkedin", "snapchat", "tumblr"};
  if (begins_sentence(hit.first - 1) && networks.contains(atoms_[hit.first].hash)) return true;
  const std::size_t from = hit.first - std::min<std::size_t>(hit.first, kInvitationAtoms);
  return std::any_of(atoms_.begin() + static_cast<std::ptrdiff_t>(from), atoms_.begin() + hit.first,
                     [](const Atom& atom) { return invitations.contains(atom.hash); });
}

// `$1.3M`: the end of a number.
bool NameJudge::is_amount(const NameHit& hit) const {
  const std::size_t begin = atoms_[hit.first].begin;
  const auto is_digit = [&](std::size_t at) { return text_[at] >= '0' && text_[at] <= '9'; };
  if (begin == 0 || !is_digit(begin)) return false;
  const char before = text_[begin - 1];
  return before == '$' || (begin > 1 && (before == '.' || before == ',') && is_digit(begin - 2));
}

// `Target: $120`, `Gap: 3 pct`: the label of a figure.
bool NameJudge::is_label(const NameHit& hit) const {
  const std::size_t end = atoms_[hit.first + hit.count - 1].end;
  if (!hit.owner->needs_context || text_.substr(end, 1) != ":") return false;
  constexpr std::string_view kCurrencySigns[] = {"$", "\xE2\x82\xAC", "\xC2\xA3", "\xC2\xA5"};
  const std::string_view rest = text_.substr(std::min(text_.find_first_not_of(' ', end + 1), text_.size()));
  return (!rest.empty() && rest.front() >= '0' && rest.front() <= '9') ||
         std::any_of(std::begin(kCurrencySigns), std::end(kCurrencySigns),
                     [&](std::string_view sign) { return rest.starts_with(sign); });
}

bool NameJudge::is_person(const NameHit& hit) const {
  if (hit.count > 1 || hit.first == 0 || hit.pattern->is_acronym || !atoms_[hit.first].is_capitalised) return false;
  const Atom& before = atoms_[hit.first - 1];
  const AtomGap gap = atoms_[hit.first].gap;
  const bool is_initial = before.end - before.begin == 1 && gap == AtomGap::kPeriodSpace && text_[before.begin] >= 'A';
  return before.is_capitalised && (is_initial || ((gap == AtomGap::kSpace || gap == AtomGap::kPeriodSpace) &&
                                                  given_names().contains(before.hash)));
}

// Exchanges as places: `on the New York Mercantile Exchange`, `NYMEX crude`.
bool NameJudge::is_market_place(const NameHit& hit) const {
  const std::size_t end = hit.first + hit.count;
  if (!exchange_words().contains(atoms_[end - 1].hash)) return false;
  if (end < atoms_.size() && acting_words().contains(atoms_[end].hash)) return false;
  if (has_evidence(hit)) return false;
  if (hit.count == 1 || hit.owner->needs_context) return true;
  static const AtomSet the{"the"};
  static const AtomSet prepositions{"on", "at", "to", "from", "via", "through"};
  std::size_t at = hit.first;
  if (at > 0 && the.contains(atoms_[at - 1].hash)) --at;
  return at > 0 && prepositions.contains(atoms_[at - 1].hash);
}

bool NameJudge::is_observer(const NameHit& hit) const {
  static const std::uint64_t kWrote = atom_hash("wrote");
  const AtomSet &observers = observer_words(), &signs = observer_signs(), &acting = acting_words();
  const auto ends_clause = [&](std::size_t at) { return begins_sentence(at) && atoms_[at].gap != AtomGap::kSpace; };
  for (std::size_t at = hit.first; at > 0 && hit.first - at < kObserverAtoms && !ends_clause(at); --at) {
    if (observers.contains(atoms_[at - 1].hash)) return true;
  }
  const std::size_t end = hit.first + hit.count;
  bool has_spoken = false;
  for (std::size_t at = end; at < atoms_.size() && at < end + kObserverAtoms + 2 && !ends_clause(at); ++at) {
    if (at < end + kObserverAtoms && observers.contains(atoms_[at].hash)) return true;
    if (has_spoken && signs.contains(atoms_[at].hash)) return true;
    has_spoken = has_spoken || acting.contains(atoms_[at].hash) || atoms_[at].hash == kWrote;
  }
  return hit.owner->company->kind == CompanyKind::kCompany && rating_agencies().contains(atoms_[hit.first].hash);
}

bool NameJudge::is_example(const NameHit& hit) const {
  static const std::uint64_t kSuch = atom_hash("such"), kAs = atom_hash("as");
  for (std::size_t at = hit.first; at > 0 && hit.first - at < kExampleAtoms && !begins_sentence(at); --at) {
    if (example_words().contains(atoms_[at - 1].hash)) return true;
    const bool is_such = at > 1 && atoms_[at - 1].hash == kAs && atoms_[at - 2].hash == kSuch;
    if (is_such) return true;
  }
  return false;
}

bool NameJudge::has_deal(std::size_t bytes) const {
  const auto end = std::partition_point(atoms_.begin(), atoms_.end(), [&](const Atom& a) { return a.begin < bytes; });
  return std::any_of(atoms_.begin(), end, [](const Atom& atom) { return deal_words().contains(atom.hash); });
}

std::size_t NameJudge::opening_bytes(std::size_t wanted) const {
  std::size_t sentences = 0;
  for (std::size_t at = 1; at < atoms_.size(); ++at) {
    const std::string_view gap = text_.substr(atoms_[at - 1].end, atoms_[at].begin - atoms_[at - 1].end);
    const bool is_end = begins_sentence(at) && gap.find_first_of(".!?\n") != gap.npos;
    if (is_end && at >= kLeastOpeningAtoms && ++sentences == wanted) return atoms_[at].begin;
  }
  return text_.size();
}

bool NameJudge::means_index(const NameHit& hit) const {
  const std::size_t end = hit.first + hit.count;
  const auto is_near = [&](const AtomSet& words) {
    const std::size_t from = hit.first - std::min<std::size_t>(hit.first, kIndexWordAtoms);
    for (std::size_t at = from; at < atoms_.size() && at < end + kIndexWordAtoms; ++at) {
      if ((at < hit.first || at >= end) && words.contains(atoms_[at].hash)) return true;
    }
    return false;
  };
  static const AtomSet the{"the"};
  static const AtomSet before_place{"on", "listed", "from", "to"};
  if (hit.first == 0 || !the.contains(atoms_[hit.first - 1].hash)) return false;
  const bool is_place = hit.first > 1 && before_place.contains(atoms_[hit.first - 2].hash);
  return !is_place && !context_of(hit).own && is_near(index_words());
}

// `Shares of Target`, `stock in Gap`.
bool NameJudge::has_shares_before(const NameHit& hit) const {
  static const AtomSet of{"of", "in"};
  return hit.first > 1 && of.contains(atoms_[hit.first - 1].hash) && share_words().contains(atoms_[hit.first - 2].hash);
}

// A legal form behind the name, shares beside it, or a word of its own.
bool NameJudge::has_evidence(const NameHit& hit) const {
  std::size_t end = hit.first + hit.count;
  const bool is_tail = hit.first > 0 && hit.count == 1 && is_joined(atoms_[hit.first].gap) &&
                       atoms_[hit.first - 1].is_capitalised && !begins_sentence(hit.first - 1) &&
                       !harmless_neighbours().contains(atoms_[hit.first - 1].hash) && !capitals_say_nothing(hit);
  if (end < atoms_.size() && is_joined(atoms_[end].gap) && atoms_[end].is_capitalised && !is_tail &&
      (legal_words().contains(atoms_[end].hash) || unit_words().contains(atoms_[end].hash))) {
    return true;
  }
  if (has_shares_before(hit)) return true;
  if (end < atoms_.size() && atoms_[end].hash == possessive_hash()) ++end;
  if (end < atoms_.size() && is_joined(atoms_[end].gap) && share_words().contains(atoms_[end].hash)) return true;
  const Context context = context_of(hit);
  return context.own && !context.other && capital_score(hit) >= 0;
}

// `Amazon has` at the start of a sentence, `TARGET TO SELL` at the start of a headline.
bool NameJudge::acts(const NameHit& hit, bool is_headline) const {
  static const AtomSet verbs{"has", "had", "will", "says", "plans"};
  static const AtomSet headline_verbs{"says",     "sets", "sees",  "agrees",   "unveils",  "declares",
                                      "acquires", "buys", "sells", "appoints", "completes"};
  static const AtomSet infinitives{"buy",  "sell",   "acquire", "merge",  "pay",        "hire",
                                   "spin", "launch", "invest",  "redeem", "repurchase", "appoint"};
  static const std::uint64_t kTo = atom_hash("to");
  const std::size_t end = hit.first + hit.count;
  if (end >= atoms_.size() || !begins_sentence(hit.first)) return false;
  if (!is_headline) return verbs.contains(atoms_[end].hash);
  if (hit.first > 0 || !is_joined(atoms_[end].gap)) return false;
  return headline_verbs.contains(atoms_[end].hash) ||
         (atoms_[end].hash == kTo && end + 1 < atoms_.size() && infinitives.contains(atoms_[end + 1].hash));
}

bool NameJudge::accepts(const NameHit& hit, Support support) const {
  if (is_invitation(hit) || is_amount(hit) || is_label(hit)) return false;
  if (!support.is_confirmed && is_market_place(hit)) return false;
  if (!support.is_confirmed && hit.needs_evidence) return has_evidence(hit);
  // `BANK UPS RATE`, `SPAIN SET FOR TALKS`: in text in capitals an acronym may be a word.
  const bool may_be_word = hit.pattern->is_acronym && is_shouted(hit);
  const Context context = hit.pattern->against.empty() && !hit.owner->needs_context ? Context{} : context_of(hit);
  if (!hit.owner->needs_context && !may_be_word) {
    return support.is_confirmed || (!context.other && !ends_longer_name(hit));
  }
  const int capital = capital_score(hit);
  // At the start of a sentence the capital of `Next up, Peloton` is not evidence for Next.
  const int beside = support.is_beside_company && capital > 0 ? kCompanyBeside : 0;
  const int words = (capital == 0 && acts(hit, capitals_say_nothing(hit)) ? kActs : 0) + (context.own ? kOwnWord : 0) +
                    context.company + (context.other ? kOtherWord : 0);
  return capital + words + beside + (support.is_confirmed ? kConfirmed : 0) >= kAcceptFrom;
}

}  // namespace broadtape
