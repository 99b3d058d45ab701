#include "common/companies/article_subjects.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "common/companies/text_atoms.h"
#include "common/text/utf8.h"

namespace broadtape {
namespace {

// Chosen on half A and set C of tests/gold.
constexpr std::uint32_t kNamedOften = 3;     // beside companies of the headline
constexpr std::size_t kFewWithHeadline = 2;  // companies of headline and first sentence
constexpr std::size_t kFewInOpening = 3;
constexpr std::uint32_t kNamedMostly = 4;  // outside the opening
constexpr std::uint32_t kLeastShare = 4;   // a quarter of all mentions

constexpr std::size_t kBeginningBytes = 1500;
constexpr std::size_t kStemBytes = 5;  // words that begin alike are forms of one: `staffing`, `staff`

// Longer words without a subject.
const AtomSet& empty_words() {
  static const AtomSet words{"about", "after", "their", "which", "would", "could", "should", "there",
                             "these", "those", "where", "while", "since", "under", "other",  "first"};
  return words;
}

// The beginning of a longer word, in lower case; 0 of others.
std::uint64_t stem_of(std::string_view text, const Atom& atom) {
  if (atom.end - atom.begin < kStemBytes || empty_words().contains(atom.hash)) return 0;
  std::uint64_t stem = 0;
  for (const char c : text.substr(atom.begin, kStemBytes)) {
    stem = stem << 8 | static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
  }
  return stem;
}

// Whether the beginning of the text has one of the longer words of its headline, or another form of one. Pages may have
// the headline of one article and the text of others.
bool follows_headline(std::string_view title, std::string_view body) {
  std::vector<Atom> atoms;
  cut_into_atoms(title, atoms);
  std::vector<std::uint64_t> wanted;
  for (const Atom& atom : atoms) wanted.push_back(stem_of(title, atom));
  std::erase(wanted, 0u);
  if (wanted.empty()) return true;
  const std::string_view beginning = utf8_prefix(body, kBeginningBytes);
  cut_into_atoms(beginning, atoms);
  return std::any_of(atoms.begin(), atoms.end(), [&](const Atom& atom) {
    const std::uint64_t stem = stem_of(beginning, atom);
    return stem != 0 && std::find(wanted.begin(), wanted.end(), stem) != wanted.end();
  });
}

}  // namespace

TickerMention& ArticleSubjects::of(const std::string& symbol, const Company* company, TickerEvidence evidence) {
  const std::string key = symbol.empty() ? '=' + std::string(company->key) : symbol;
  if (mentions_.size() >= kMaxSymbols && !places_.contains(key)) return left_out_;
  const auto [at, is_new] = places_.try_emplace(key, mentions_.size());
  if (is_new) {
    mentions_.emplace_back();
    standings_.emplace_back();
  }
  TickerMention& mention = mentions_[at->second];
  if (is_new) mention.symbol = symbol;
  mention.evidence = is_new ? evidence : std::min(mention.evidence, evidence);
  if (company != nullptr && mention.company.empty()) mention.company = company->key;
  return mention;
}

TickerMention& ArticleSubjects::add(const MentionPlace& place, const std::string& symbol, const Company* company,
                                    TickerEvidence evidence, bool counts, bool is_observer, bool is_example) {
  TickerMention& mention = of(symbol, company, evidence);
  if (&mention != &left_out_) {
    Standing& standing = standings_[static_cast<std::size_t>(&mention - mentions_.data())];
    standing.is_index = company != nullptr && company->kind == CompanyKind::kIndex;
    standing.observed += is_observer;
    standing.observes_in_title |= is_observer && place.is_title;
    if (!is_observer) {
      standing.count += counts;
      standing.in_title |= place.is_title;
      standing.is_party |= place.is_party && !is_example;
      standing.in_first |= place.is_first;
      standing.in_opening |= place.is_opening;
      standing.is_early |= place.is_early;
    }
  }
  mention.count += counts;
  mention.in_title |= place.is_title;
  mention.in_lead |= place.is_lead;
  return mention;
}

void ArticleSubjects::settle_source_symbols(const CompanyDirectory& directory, const std::set<const Company*>& named) {
  for (TickerMention& mention : mentions_) {
    if (mention.evidence != TickerEvidence::kSource || !mention.company.empty()) continue;
    for (const Listing* listing : directory.holders(mention.symbol)) {
      if (named.contains(listing->company)) mention.company = listing->company->key;
    }
  }
}

std::vector<TickerMention> ArticleSubjects::ranked(std::string_view title, std::string_view body) {
  for (TickerMention& mention : mentions_) {
    if (!mention.company.empty()) mention.name.clear();
  }
  set_about(title, body);
  rank_mentions(mentions_);
  return std::move(mentions_);
}

// An article is about the companies of its headline; about observers there if no other company is. With a headline that
// has companies, others must be in the first sentence, and be a side of a deal, named often, or alone with one of the
// headline. Otherwise it is about the one named most, of those in the opening or, with a share of all mentions, in the
// first part of the text. Indices of the opening count unless the headline has companies but no index. Observers in the
// text never count.
void ArticleSubjects::set_about(std::string_view title, std::string_view body) {
  std::uint32_t most = 0, all = 0;
  std::size_t in_title = 0, in_first = 0, in_opening = 0, indices_in_title = 0;
  for (const Standing& standing : standings_) {
    most = std::max(most, standing.count);
    all += standing.count;
    in_title += standing.in_title;
    indices_in_title += standing.in_title && standing.is_index;
    in_first += standing.in_first;
    in_opening += standing.in_opening;
  }
  const auto is_subject = [&](const Standing& s) {
    if (s.in_title || (s.observes_in_title && in_title == 0)) return true;
    if (s.observed >= s.count) return false;
    if (s.is_index) return s.in_opening && (in_title == 0 || indices_in_title > 0);
    if (in_title > 0) {
      const bool is_alone = in_title + in_first <= kFewWithHeadline;
      return s.is_party || (s.in_first && (is_alone || s.count >= kNamedOften));
    }
    if (s.count < most) return false;
    const bool opens = s.in_opening && in_opening <= kFewInOpening;
    return opens || (s.is_early && s.count >= kNamedMostly && s.count * kLeastShare >= all);
  };
  std::optional<bool> follows;
  for (std::size_t i = 0; i < mentions_.size(); ++i) {
    bool about = is_subject(standings_[i]);
    if (about && !standings_[i].in_title && !standings_[i].observes_in_title) {
      if (!follows) follows = follows_headline(title, body);
      about = *follows;
    }
    mentions_[i].about = about || mentions_[i].evidence == TickerEvidence::kSource;
  }
}

}  // namespace broadtape
