#include "common/tickers/ticker_recogniser.h"

#include <algorithm>
#include <array>
#include <set>
#include <unordered_map>
#include <utility>

#include "common/text/utf8.h"
#include "common/tickers/mark_finder.h"
#include "common/tickers/name_index.h"
#include "common/tickers/name_judge.h"
#include "common/tickers/text_atoms.h"

namespace broadtape {
namespace {

constexpr std::size_t kMaxMentions = 200;
constexpr std::size_t kMaxLeadBytes = 1000;
constexpr std::size_t kMaxWrappedLine = 120;

constexpr std::size_t kMaxWordsBeside = 2;

// The maximum text between a company name and its mark, such as `Inc. Class A`.
constexpr std::size_t kMaxNameToMark = 40;

constexpr std::array<std::string_view, 6> kEvidenceNames = {"source",       "exchange-mark", "cashtag",
                                                            "reuters-code", "parenthesis",   "name"};

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

struct PlacedName {
  NameHit hit;
  std::size_t begin, end;  // bytes
  std::string symbol;      // on the day of publication; empty if no company had the name
  std::string company;
  bool is_accepted = false;
};

// Data shared by all texts.
struct Knowledge {
  // A key that all symbols of one company share: the present symbol of its primary listing.
  std::string company_of(std::string_view symbol) const {
    std::string present = directory.follow(symbol, std::nullopt);
    const SymbolEntry* entry = directory.find(present);
    return entry != nullptr && !entry->primary.empty() ? entry->primary : present;
  }

  const SymbolDirectory& directory;
  const NameIndex names;
};

// A text with its marks and names.
class Stretch {
 public:
  // `lead` is 0 in a title.
  Stretch(std::string_view whole, std::size_t lead_end, bool stands_on_top)
      : text(whole), lead(lead_end), is_title(stands_on_top) {
    cut_into_atoms(text, atoms);
  }

  void find_names(const Knowledge& known, std::optional<Day> published) {
    std::vector<NameHit> hits;
    known.names.find(atoms, hits);
    std::unordered_map<const CompanyPattern*, std::pair<std::string, std::string>> seen;
    for (const NameHit& hit : hits) {
      auto [at, is_new] = seen.try_emplace(hit.pattern);
      if (is_new) {
        at->second.first = known.names.symbol_on(*hit.pattern, published);
        at->second.second = known.company_of(at->second.first);
      }
      names.push_back(
          {hit, atoms[hit.first].begin, atoms[hit.first + hit.count - 1].end, at->second.first, at->second.second});
    }
  }

  // The name of `company` that ends directly before text[at], or null.
  PlacedName* name_before(const std::string& company, std::size_t at) {
    auto behind = std::partition_point(names.begin(), names.end(), [&](const PlacedName& n) { return n.end <= at; });
    while (behind != names.begin()) {
      PlacedName& name = *--behind;
      if (at - name.end > kMaxNameToMark) return nullptr;
      if (name.company == company) return &name;
    }
    return nullptr;
  }

  // Whether an accepted name of another company precedes or follows names[i] with at most two words between.
  bool has_company_beside(std::size_t i) const {
    const auto is_other = [&](const PlacedName& other) {
      return !other.hit.pattern->needs_context && other.company != names[i].company;
    };
    const NameHit& hit = names[i].hit;
    if (i > 0 && is_other(names[i - 1])) {
      const NameHit& before = names[i - 1].hit;
      if (hit.first - (before.first + before.count) <= kMaxWordsBeside) return true;
    }
    return i + 1 < names.size() && is_other(names[i + 1]) &&
           names[i + 1].hit.first - (hit.first + hit.count) <= kMaxWordsBeside;
  }

  void find_marks(const Knowledge& known, std::optional<Day> published) {
    const MarkFinder::NamedBefore named_before = [&](const std::string& symbol, std::size_t at) {
      return name_before(known.company_of(symbol), at) != nullptr;
    };
    marks = MarkFinder(known.directory, text, published, named_before).run();
    // Names inside `(NASDAQ: BP)` do not count: neither the exchange operator nor the symbol.
    std::erase_if(names, [&](const PlacedName& name) {
      const auto behind = std::partition_point(marks.begin(), marks.end(),
                                               [&](const SymbolMark& mark) { return mark.begin <= name.begin; });
      return behind != marks.begin() && name.begin < std::prev(behind)->end;
    });
  }

  std::string_view text;
  std::size_t lead;
  bool is_title;
  std::vector<Atom> atoms;
  std::vector<PlacedName> names;
  std::vector<SymbolMark> marks;
};

class Mentions {
 public:
  TickerMention& of(const std::string& symbol, TickerEvidence evidence) {
    if (mentions_.size() >= TickerRecogniser::kMaxSymbols && !by_symbol_.contains(symbol)) return left_out_;
    const auto [at, is_new] = by_symbol_.try_emplace(symbol, mentions_.size());
    if (is_new) mentions_.push_back({symbol, evidence, 0, false, false});
    TickerMention& mention = mentions_[at->second];
    mention.evidence = std::min(mention.evidence, evidence);
    return mention;
  }

  void add(const Stretch& stretch, const std::string& symbol, TickerEvidence evidence, std::size_t begin, bool counts) {
    TickerMention& mention = of(symbol, evidence);
    mention.count += counts;
    mention.in_title |= stretch.is_title;
    mention.in_lead |= !stretch.is_title && begin < stretch.lead;
  }

  std::vector<TickerMention> ranked() {
    rank_mentions(mentions_);
    return std::move(mentions_);
  }

 private:
  std::vector<TickerMention> mentions_;
  std::unordered_map<std::string, std::size_t> by_symbol_;
  TickerMention left_out_;
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

// A mark counts as a separate mention unless it explains the name before it.
void add_marks(const Knowledge& known, Stretch& stretch, Mentions& mentions) {
  for (const SymbolMark& mark : stretch.marks) {
    PlacedName* named = stretch.name_before(known.company_of(mark.symbol), mark.begin);
    if (named != nullptr) named->is_accepted = true;
    const bool explains = named != nullptr && named->symbol == mark.symbol;
    mentions.add(stretch, mark.symbol, mark.evidence, mark.begin, !explains);
  }
}

// Adds the mentions of a title and a piece of the body. `confirmed` are the companies that the article certainly
// mentions.
void find_mentions(std::array<Stretch, 2> stretches, const Knowledge& known, std::optional<Day> published,
                   std::set<std::string>& confirmed, Mentions& mentions) {
  for (Stretch& stretch : stretches) {
    stretch.find_names(known, published);
    stretch.find_marks(known, published);
    for (const SymbolMark& mark : stretch.marks) {
      if (confirmed.size() < TickerRecogniser::kMaxSymbols) confirmed.insert(known.company_of(mark.symbol));
    }
    add_marks(known, stretch, mentions);
  }
  // First the names that are accepted by themselves, then those of confirmed companies.
  for (const bool use_confirmed : {false, true}) {
    std::set<std::string> accepted_now;
    for (Stretch& stretch : stretches) {
      const NameJudge judge(stretch.atoms);
      for (std::size_t i = 0; i < stretch.names.size(); ++i) {
        PlacedName& name = stretch.names[i];
        if (name.symbol.empty() || name.is_accepted) continue;
        name.is_accepted =
            judge.accepts(name.hit, {use_confirmed && confirmed.contains(name.company), stretch.has_company_beside(i)});
        if (name.is_accepted) accepted_now.insert(name.company);
      }
    }
    confirmed.merge(accepted_now);
  }
  for (const Stretch& stretch : stretches) {
    for (const PlacedName& name : stretch.names) {
      if (name.is_accepted) mentions.add(stretch, name.symbol, TickerEvidence::kName, name.begin, true);
    }
  }
}

}  // namespace

std::string_view evidence_name(TickerEvidence evidence) {
  return kEvidenceNames[static_cast<std::size_t>(evidence)];
}

std::optional<TickerEvidence> evidence_of(std::string_view name) {
  const auto at = std::find(kEvidenceNames.begin(), kEvidenceNames.end(), name);
  if (at == kEvidenceNames.end()) return std::nullopt;
  return static_cast<TickerEvidence>(at - kEvidenceNames.begin());
}

void rank_mentions(std::vector<TickerMention>& mentions) {
  const auto rank = [](const TickerMention& m) {
    return m.evidence == TickerEvidence::kSource || m.in_title || m.in_lead ? 0 : 1;
  };
  const auto is_before = [&](const TickerMention& a, const TickerMention& b) {
    if (rank(a) != rank(b)) return rank(a) < rank(b);
    return a.count != b.count ? a.count > b.count : a.symbol < b.symbol;
  };
  std::sort(mentions.begin(), mentions.end(), is_before);
  if (mentions.size() <= kMaxMentions) return;
  std::stable_partition(mentions.begin(), mentions.end(),
                        [](const TickerMention& m) { return m.evidence == TickerEvidence::kSource; });
  mentions.resize(kMaxMentions);
  std::sort(mentions.begin(), mentions.end(), is_before);
}

struct TickerRecogniser::Impl : Knowledge {
  explicit Impl(const SymbolDirectory& d) : Knowledge{d, NameIndex(d)} {}
};

TickerRecogniser::TickerRecogniser(const SymbolDirectory& directory) : impl_(std::make_unique<Impl>(directory)) {}
TickerRecogniser::~TickerRecogniser() = default;

std::vector<TickerMention> TickerRecogniser::recognise(const Text& text) const {
  Mentions mentions;
  for (const std::string& symbol : text.from_source) {
    if (!symbol.empty()) mentions.of(symbol, TickerEvidence::kSource);
  }
  std::set<std::string> confirmed;
  std::string_view title = text.title, rest = text.body;
  std::size_t lead = lead_bytes(rest);
  do {
    const std::string_view piece = first_piece(rest);
    find_mentions({Stretch(title, 0, true), Stretch(piece, lead, false)}, *impl_, text.published, confirmed, mentions);
    rest.remove_prefix(piece.size());
    title = {};
    lead = 0;
  } while (!rest.empty());
  return mentions.ranked();
}

}  // namespace broadtape
