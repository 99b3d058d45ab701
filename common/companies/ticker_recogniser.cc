#include "common/companies/ticker_recogniser.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

#include "common/companies/article_subjects.h"
#include "common/companies/code_binder.h"
#include "common/companies/headline_names.h"
#include "common/companies/legal_form.h"
#include "common/companies/mark_finder.h"
#include "common/companies/name_index.h"
#include "common/companies/name_judge.h"
#include "common/companies/text_atoms.h"
#include "common/text/utf8.h"

namespace broadtape {
namespace {

constexpr std::size_t kMaxLeadBytes = 1000;
constexpr std::size_t kMaxWrappedLine = 120;

constexpr std::size_t kMaxWordsBeside = 2;

constexpr std::size_t kEarlyPart = 3;  // a third of a body

// The maximum text between a company name and its mark, such as `Inc. Class A`.
constexpr std::size_t kMaxNameToMark = 40;

constexpr std::size_t kMaxWrittenNames = 200;  // names of unknown codes in one article
constexpr std::size_t kLeastWrittenBytes = 4;  // of such a name, unless in capitals

struct PlacedName {
  NameHit hit;
  std::size_t begin, end;  // bytes
  bool is_accepted = false;

  const Company* company() const { return hit.owner->company; }
};

// Data shared by all texts.
struct Knowledge {
  const CompanyDirectory& directory;
  const NameIndex names;
};

// The name before a code that the directory does not know, which binds the name in the whole article.
struct WrittenName {
  std::vector<std::uint64_t> atoms;
  std::string symbol, text;
};

// What an article says for all its texts and pieces.
struct ArticleState {
  std::optional<Day> published;
  std::set<const Company*> confirmed;                                  // certainly mentioned
  std::map<const Company*, std::string> marked;                        // by the code that the article writes for them
  std::unordered_map<const Company*, std::string> usual;               // their symbols on the day
  std::set<const NamePattern*> persons;                                // names that the article gives to persons
  std::unordered_map<std::uint64_t, std::set<const Company*>> longer;  // companies of long names, by the first atom
  std::map<std::string_view, std::string_view> aliases;                // written before codes, by the company's key
  std::vector<WrittenName> written;
  std::unordered_map<std::uint64_t, std::vector<std::size_t>> written_by_first;  // indices by first atom

  void confirm(const Company* company) {
    if (company != nullptr && confirmed.size() < kMaxSymbols) confirmed.insert(company);
  }
};

// A text with its marks and names.
class Stretch {
 public:
  // `lead` is 0 in a title.
  Stretch(std::string_view whole, std::size_t lead_end, bool stands_on_top)
      : text(whole), lead(lead_end), is_title(stands_on_top), atoms(atoms_of(text)), judge(text, atoms) {
    if (lead == 0) return;
    first_sentence = judge.opening_bytes(1);
    opening = judge.opening_bytes(2);
    is_deal = judge.has_deal(first_sentence);
  }
  Stretch(const Stretch&) = delete;  // the judge refers to the atoms

  void find_names_and_marks(const Knowledge& known, std::optional<Day> published) {
    std::vector<NameHit> hits;
    known.names.find(atoms, published, hits);
    const CodeBinder binder(known.directory, text, atoms, hits, published);
    marks = MarkFinder(known.directory, text, binder).run();
    for (const NameHit& hit : hits) {
      names.push_back({hit, atoms[hit.first].begin, atoms[hit.first + hit.count - 1].end});
    }
    // Names inside `(NASDAQ: BP)` do not count: neither the exchange operator nor the symbol.
    std::erase_if(names, [&](const PlacedName& name) {
      const auto behind = std::partition_point(marks.begin(), marks.end(),
                                               [&](const SymbolMark& mark) { return mark.begin <= name.begin; });
      return behind != marks.begin() && name.begin < std::prev(behind)->end;
    });
  }

  // The name of `company` that ends directly before text[at], or null.
  PlacedName* name_before(const Company* company, std::size_t at) {
    auto behind = std::partition_point(names.begin(), names.end(), [&](const PlacedName& n) { return n.end <= at; });
    while (company != nullptr && behind != names.begin()) {
      PlacedName& name = *--behind;
      if (at - name.end > kMaxNameToMark) return nullptr;
      if (name.company() == company) return &name;
    }
    return nullptr;
  }

  // Whether an accepted name of another company precedes or follows names[i] with at most two words between.
  bool has_company_beside(std::size_t i) const {
    const auto is_other = [&](const PlacedName& other) {
      return !other.hit.owner->needs_context && other.company() != names[i].company();
    };
    const NameHit& hit = names[i].hit;
    if (i > 0 && is_other(names[i - 1])) {
      const NameHit& before = names[i - 1].hit;
      if (hit.first - (before.first + before.count) <= kMaxWordsBeside) return true;
    }
    return i + 1 < names.size() && is_other(names[i + 1]) &&
           names[i + 1].hit.first - (hit.first + hit.count) <= kMaxWordsBeside;
  }

  MentionPlace place(std::size_t begin) const {
    const bool is_lead = !is_title && begin < lead;
    const bool is_early = lead > 0 && begin < text.size() / kEarlyPart;
    const bool is_first = begin < first_sentence;
    return {is_title, is_lead, is_first, is_first && is_deal, begin < opening, is_early};
  }

  std::string_view text;
  std::size_t lead;
  std::size_t first_sentence = 0, opening = 0;  // bytes of the first sentence and of the first two
  bool is_title;
  bool is_deal = false;  // the first sentence has a deal or a dispute
  const std::vector<Atom> atoms;
  const NameJudge judge;
  std::vector<PlacedName> names;
  std::vector<SymbolMark> marks;

 private:
  static std::vector<Atom> atoms_of(std::string_view text) {
    std::vector<Atom> atoms;
    cut_into_atoms(text, atoms);
    return atoms;
  }
};

// The first part of `body` to process: whole words, at most kPieceBytes.
std::string_view first_piece(std::string_view body) {
  if (body.size() <= TickerRecogniser::kPieceBytes) return body;
  const std::string_view most = utf8_prefix(body, TickerRecogniser::kPieceBytes);
  for (const char boundary : {'\n', ' '}) {
    const std::size_t end = most.rfind(boundary);
    if (end != std::string_view::npos && end >= most.size() / 2) return most.substr(0, end + 1);
  }
  return most;
}

// The symbol by which the article's names of `company` count: the usual one of the day, unless the article writes only
// another one.
const std::string& symbol_of(const Knowledge& known, ArticleState& state, const Company* company) {
  if (const auto marked = state.marked.find(company); marked != state.marked.end()) return marked->second;
  const auto [usual, is_new] = state.usual.try_emplace(company);
  if (is_new) usual->second = known.directory.symbol_on(*company, state.published);
  return usual->second;
}

// Records the codes that the article writes: what they mean holds for all its names.
void learn_marks(const Knowledge& known, const Stretch& stretch, ArticleState& state) {
  for (const SymbolMark& mark : stretch.marks) {
    const Company* company = mark.code.company;
    state.confirm(company);
    if (company != nullptr) {
      const std::string_view usual = known.directory.symbol_on(*company, state.published);
      if (mark.code.symbol == usual) state.marked[company] = mark.code.symbol;
      if (usual.empty() || mark.code.is_listed) state.marked.try_emplace(company, mark.code.symbol);
      if (!mark.code.alias.empty()) state.aliases.try_emplace(company->key, mark.code.alias);
      continue;
    }
    if (mark.code.name.empty() || state.written.size() >= kMaxWrittenNames) continue;
    WrittenName written{{}, mark.code.symbol, std::string(mark.code.name)};
    std::vector<Atom> atoms;
    cut_into_atoms(without_legal_forms(written.text), atoms);
    const bool is_short = atoms.empty() || (atoms.size() == 1 && !atoms[0].is_all_caps &&
                                            atoms[0].end - atoms[0].begin < kLeastWrittenBytes);
    if (is_short) continue;
    for (const Atom& atom : atoms) written.atoms.push_back(atom.hash);
    std::vector<std::size_t>& same_first = state.written_by_first[written.atoms.front()];
    const bool is_known = std::any_of(same_first.begin(), same_first.end(),
                                      [&](std::size_t i) { return state.written[i].atoms == written.atoms; });
    if (is_known) continue;
    same_first.push_back(state.written.size());
    state.written.push_back(std::move(written));
  }
}

// Adds the mentions of written names, and drops the directory's names inside them.
void find_written_names(Stretch& stretch, const ArticleState& state, ArticleSubjects& mentions) {
  if (state.written.empty()) return;
  std::vector<std::pair<std::size_t, std::size_t>> taken;
  for (std::size_t at = 0; at < stretch.atoms.size(); ++at) {
    const auto same_first = state.written_by_first.find(stretch.atoms[at].hash);
    if (!stretch.atoms[at].is_capitalised || same_first == state.written_by_first.end()) continue;
    const WrittenName* found = nullptr;
    for (const std::size_t i : same_first->second) {
      const WrittenName& name = state.written[i];
      const bool fits =
          at + name.atoms.size() <= stretch.atoms.size() &&
          std::equal(name.atoms.begin(), name.atoms.end(), stretch.atoms.begin() + static_cast<std::ptrdiff_t>(at),
                     [](std::uint64_t hash, const Atom& atom) { return hash == atom.hash; });
      if (fits && (found == nullptr || name.atoms.size() > found->atoms.size())) found = &name;
    }
    if (found == nullptr) continue;
    const std::size_t begin = stretch.atoms[at].begin;
    TickerMention& mention = mentions.add(stretch.place(begin), found->symbol, nullptr, TickerEvidence::kName, true);
    if (mention.name.empty()) mention.name = found->text;
    at += found->atoms.size() - 1;
    taken.emplace_back(begin, stretch.atoms[at].end);
  }
  std::erase_if(stretch.names, [&](const PlacedName& name) {
    const auto behind =
        std::partition_point(taken.begin(), taken.end(), [&](const auto& range) { return range.first <= name.begin; });
    return behind != taken.begin() && name.end <= std::prev(behind)->second;
  });
}

// A mark counts as a separate mention unless it explains the name before it.
void add_marks(const Knowledge& known, Stretch& stretch, ArticleState& state, ArticleSubjects& mentions) {
  for (const SymbolMark& mark : stretch.marks) {
    PlacedName* named = stretch.name_before(mark.code.company, mark.begin);
    if (named != nullptr) named->is_accepted = true;
    const bool is_observer = named != nullptr && stretch.judge.is_observer(named->hit);
    const bool explains = named != nullptr ? symbol_of(known, state, mark.code.company) == mark.code.symbol
                                           : !mark.code.name.empty() && mentions.has(mark.code.symbol);
    mentions.add(stretch.place(mark.begin), mark.code.symbol, mark.code.company, mark.evidence, !explains, is_observer);
  }
}

// Learns what short names mean in the article: persons, or the companies of longer names. Settles whether a name is the
// operator of an exchange or its index.
void note_meanings(Stretch& stretch, ArticleState& state) {
  for (PlacedName& name : stretch.names) {
    if (stretch.judge.is_person(name.hit)) state.persons.insert(name.hit.pattern);
    if (name.hit.count > 1 && !name.hit.owner->needs_context) {
      state.longer[stretch.atoms[name.hit.first].hash].insert(name.company());
    }
    if (!name.hit.is_shared) continue;
    for (const NameOwner& owner : name.hit.pattern->owners) {
      if (owner.company->kind != CompanyKind::kIndex || !stretch.judge.means_index(name.hit)) continue;
      name.hit.owner = &owner;
      name.is_accepted = true;
    }
  }
}

// Whether a single word is the name of a person, or of another company that the article calls by a longer name.
bool means_another(const PlacedName& name, const Stretch& stretch, const ArticleState& state) {
  if (name.hit.count > 1) return false;
  if (state.persons.contains(name.hit.pattern)) return true;
  const auto longer = state.longer.find(stretch.atoms[name.hit.first].hash);
  return name.hit.owner->needs_context && longer != state.longer.end() && !longer->second.contains(name.company());
}

// Whether a headline may call the company of this name by its beginning. Below the opening, one word or an index says
// too little.
bool may_shorten(const PlacedName& name, const Stretch& body) {
  if (name.begin < body.opening) return true;
  return name.hit.count > 1 && !name.hit.owner->needs_context && name.company()->kind == CompanyKind::kCompany;
}

// Adds the companies of the text that the headline calls by the beginning of their names.
void add_headline_names(const Stretch& title, const Stretch& body, const Knowledge& known, ArticleState& state,
                        ArticleSubjects& mentions) {
  if (title.atoms.empty()) return;
  HeadlineNames names(known.names, title.judge, title.atoms, body.atoms);
  std::set<const Company*> seen;
  for (const PlacedName& name : title.names) {
    if (!name.is_accepted) continue;
    names.take(name.begin, name.end);
    seen.insert(name.company());
  }
  for (const SymbolMark& mark : title.marks) seen.insert(mark.code.company);
  for (const PlacedName& name : body.names) {
    if (!name.is_accepted || !may_shorten(name, body)) continue;
    if (body.judge.is_observer(name.hit) || !seen.insert(name.company()).second) continue;
    const std::span<const Atom> atoms = std::span(body.atoms).subspan(name.hit.first, name.hit.count);
    const std::optional<std::size_t> begin = names.find(atoms, name.company()->kind);
    if (!begin) continue;
    mentions.add(title.place(*begin), symbol_of(known, state, name.company()), name.company(), TickerEvidence::kName,
                 true);
  }
}

// Adds the mentions of a title and a piece of the body.
void find_mentions(std::array<Stretch, 2>&& stretches, const Knowledge& known, ArticleState& state,
                   ArticleSubjects& mentions) {
  for (Stretch& stretch : stretches) {
    stretch.find_names_and_marks(known, state.published);
    learn_marks(known, stretch, state);
  }
  for (Stretch& stretch : stretches) {
    find_written_names(stretch, state, mentions);
    add_marks(known, stretch, state, mentions);
  }
  for (Stretch& stretch : stretches) note_meanings(stretch, state);
  // First the names that are accepted by themselves, then those of confirmed companies.
  for (const bool use_confirmed : {false, true}) {
    std::set<const Company*> accepted_now;
    for (Stretch& stretch : stretches) {
      for (std::size_t i = 0; i < stretch.names.size(); ++i) {
        PlacedName& name = stretch.names[i];
        if (name.is_accepted) continue;
        const bool is_confirmed = use_confirmed && state.confirmed.contains(name.company());
        if (!is_confirmed && means_another(name, stretch, state)) continue;
        name.is_accepted = stretch.judge.accepts(name.hit, {is_confirmed, stretch.has_company_beside(i)});
        if (name.is_accepted) accepted_now.insert(name.company());
      }
    }
    for (const Company* company : accepted_now) state.confirm(company);
  }
  for (const Stretch& stretch : stretches) {
    for (const PlacedName& name : stretch.names) {
      if (!name.is_accepted) continue;
      mentions.add(stretch.place(name.begin), symbol_of(known, state, name.company()), name.company(),
                   TickerEvidence::kName, true, stretch.judge.is_observer(name.hit),
                   stretch.judge.is_example(name.hit));
    }
  }
  add_headline_names(stretches[0], stretches[1], known, state, mentions);
}

}  // namespace

// The length of the first paragraph: up to a blank or indented line, or the end of a line that is too long to be
// wrapped.
std::size_t lead_bytes(std::string_view body) {
  const std::size_t limit = utf8_prefix(body, kMaxLeadBytes).size();
  std::size_t line = body.find_first_not_of(" \n\t");
  while (line < limit) {
    const std::size_t end = body.find('\n', line);
    if (end >= limit) return limit;
    const std::string_view next = body.substr(end + 1, 2);
    if (next.starts_with('\n') || next.starts_with('\t') || next == "  " || end - line > kMaxWrappedLine) return end;
    line = end + 1;
  }
  return limit;
}

struct TickerRecogniser::Impl : Knowledge {
  explicit Impl(const CompanyDirectory& d) : Knowledge{d, NameIndex(d)} {}
};

TickerRecogniser::TickerRecogniser(const CompanyDirectory& directory) : impl_(std::make_unique<Impl>(directory)) {}
TickerRecogniser::~TickerRecogniser() = default;

std::vector<TickerMention> TickerRecogniser::recognise(const Text& text) const {
  ArticleSubjects mentions;
  ArticleState state;
  state.published = text.published;
  for (const std::string& symbol : text.from_source) {
    if (symbol.empty()) continue;
    const Listing* listing = impl_->directory.listed(symbol, text.published);
    const Company* company = listing == nullptr ? nullptr : listing->company;
    mentions.of(symbol, company, TickerEvidence::kSource);
    state.confirm(company);
  }
  for (const std::string& key : text.companies_from_source) {
    const Company* company = impl_->directory.find(key);
    if (company == nullptr) continue;
    mentions.of(std::string(impl_->directory.symbol_on(*company, text.published)), company, TickerEvidence::kSource);
    state.confirm(company);
  }
  std::string_view title = text.title, rest = text.body;
  std::size_t lead = lead_bytes(rest);
  do {
    const std::string_view piece = first_piece(rest);
    find_mentions({Stretch(title, 0, true), Stretch(piece, lead, false)}, *impl_, state, mentions);
    rest.remove_prefix(piece.size());
    title = {};
    lead = 0;
  } while (!rest.empty());
  mentions.settle_source_symbols(impl_->directory, state.confirmed);
  std::vector<TickerMention> ranked = mentions.ranked(text.title, text.body);
  for (TickerMention& mention : ranked) {
    set_as_of(impl_->directory, text.published, mention);
    if (const auto alias = state.aliases.find(mention.company); alias != state.aliases.end())
      mention.name = alias->second;
  }
  return ranked;
}

}  // namespace broadtape
