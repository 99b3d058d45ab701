#include "common/companies/ticker_mention.h"

#include <algorithm>
#include <array>

namespace broadtape {
namespace {

constexpr std::size_t kMaxMentions = 200;

constexpr std::array<std::string_view, 7> kEvidenceNames = {"source",      "exchange-mark", "cashtag", "reuters-code",
                                                            "parenthesis", "name",          "learned"};

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
    if (a.count != b.count) return a.count > b.count;
    return a.symbol != b.symbol ? a.symbol < b.symbol : a.company < b.company;
  };
  std::sort(mentions.begin(), mentions.end(), is_before);
  if (mentions.size() <= kMaxMentions) return;
  std::stable_partition(mentions.begin(), mentions.end(),
                        [](const TickerMention& m) { return m.evidence == TickerEvidence::kSource; });
  mentions.resize(kMaxMentions);
  std::sort(mentions.begin(), mentions.end(), is_before);
}

void set_as_of(const CompanyDirectory& directory, std::optional<Day> published, TickerMention& mention) {
  if (mention.symbol.empty()) return;
  const Listing* today = directory.listed(mention.symbol, std::nullopt);
  if (today == nullptr || today->company->key == mention.company) return;
  mention.as_of = published ? format_day(*published).substr(0, 4) : kUndatedSymbol;
}

}  // namespace broadtape
