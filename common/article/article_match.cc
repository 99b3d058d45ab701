#include "common/article/article_match.h"

#include <xxhash.h>

#include <algorithm>
#include <string>

#include "common/article/canonical_url.h"
#include "common/text/fold.h"

namespace broadtape {
namespace {

// Measured on Reuters-21578 and verified on Reuters of 2006 to 2013; docs/archive-format.md has the statistics.
constexpr double kRelatedShare = 0.2;         // of the word sequences of two texts
constexpr double kRelatedShareOfLong = 0.09;  // ... that fill every bin, if they share an address or identifier
constexpr double kNearIdenticalShare = 0.9;   // ... that fill every bin
constexpr std::uint32_t kLeastShared = 2;     // one equal sequence is not evidence

constexpr std::uint32_t kIdenticalScore = 10'000;
constexpr std::uint32_t kShareScore = 1000;  // of all sequences
constexpr std::uint32_t kTitleScore = 10;

std::uint64_t hash_of(std::string_view text) {
  return XXH3_64bits(text.data(), text.size());
}

std::uint64_t mixed_hash(std::uint64_t one, std::uint64_t other) {
  return one ^ (other << 1 | other >> 63);
}

// 0 only for an empty text.
std::uint32_t short_hash_of(std::string_view text) {
  return text.empty() ? 0 : static_cast<std::uint32_t>(hash_of(text)) | 1u;
}

bool fills_sketch(const Overlap& overlap) {
  return overlap.filled == TextSketch::kBins;
}

bool is_related(const Overlap& overlap, double share_of_long) {
  if (overlap.filled > 0 && overlap.shared == overlap.filled) return true;
  const double wanted = fills_sketch(overlap) ? share_of_long : kRelatedShare;
  return overlap.shared >= kLeastShared && overlap.share() >= wanted;
}

std::uint32_t score_of(const Overlap& overlap, bool same_title) {
  return kNeutralMatch + 1 + static_cast<std::uint32_t>(overlap.share() * kShareScore) + (same_title ? kTitleScore : 0);
}

// For a shared address or identifier, which other articles have only by mistake.
std::uint32_t match_by_reference(const ArticleFacts& a, const ArticleFacts& b) {
  const bool same_title = a.title_hash == b.title_hash && a.title_hash != 0;
  const Overlap overlap = overlap_of(a.sketch, b.sketch);
  if (a.has_body != b.has_body) {
    const bool one_untitled = a.title_hash == 0 || b.title_hash == 0;
    return same_title || one_untitled ? kNeutralMatch : kNoMatch;
  }
  if (same_title || is_related(overlap, kRelatedShareOfLong)) return score_of(overlap, same_title);
  return kNoMatch;
}

// Whether two articles have different addresses, or different identifiers of one series.
bool contradict(const ArticleFacts& a, const ArticleFacts& b) {
  const bool two_places = a.url_hash != 0 && b.url_hash != 0 && a.place_hash != b.place_hash;
  const bool both_numbered = a.external_hash != 0 && b.external_hash != 0;
  return two_places || (both_numbered && a.input_hash == b.input_hash && a.external_hash != b.external_hash);
}

// For equal source, title and day, which many articles of one day may share.
std::uint32_t match_by_title(const ArticleFacts& a, const ArticleFacts& b) {
  if (contradict(a, b)) return kNoMatch;
  const Overlap overlap = overlap_of(a.sketch, b.sketch);
  const bool same_references =
      a.url_hash == b.url_hash && a.external_hash == b.external_hash && a.input_hash == b.input_hash;
  if (!same_references) {
    const bool near_identical = fills_sketch(overlap) && overlap.share() >= kNearIdenticalShare;
    return near_identical ? score_of(overlap, true) : kNoMatch;
  }
  if (a.has_body != b.has_body) return kNeutralMatch;
  const bool only_titles = !a.has_body && !b.has_body;
  return only_titles || is_related(overlap, kRelatedShare) ? score_of(overlap, true) : kNoMatch;
}

}  // namespace

ArticleFacts facts_of(const Article& article) {
  ArticleFacts facts;
  const std::string body = single_spaced(composed(article.body));
  facts.has_body = !body.empty();
  facts.sketch = sketch_of(facts.has_body ? article.body : article.title);
  facts.text_hash = mixed_hash(hash_of(single_spaced(composed(article.title))), hash_of(body));
  facts.title_hash = short_hash_of(single_spaced(fold(article.title)));
  if (const auto url = canonicalise_url(article.url); url && url->names_page()) {
    facts.url_hash = short_hash_of(url->text());
    facts.place_hash = short_hash_of(url->place());
  }
  facts.external_hash = short_hash_of(article.external_id);
  facts.input_hash = short_hash_of(article.input);
  facts.author_hash = short_hash_of(single_spaced(fold(article.author)));
  if (article.published) {
    facts.dated = true;
    facts.published_s = article.published->utc_s;
    facts.day_only = article.published->precision == Precision::kDay;
  }
  return facts;
}

std::uint32_t match_of(KeyKind found_by, const ArticleFacts& article, const ArticleFacts& known) {
  const std::uint32_t match =
      found_by == KeyKind::kTitle ? match_by_title(article, known) : match_by_reference(article, known);
  if (article.text_hash != known.text_hash) return match;
  // Equal text means the same article unless addresses or identifiers differ.
  const bool contradicted = found_by == KeyKind::kTitle && contradict(article, known);
  return contradicted ? kNoMatch : kIdenticalScore;
}

bool says_all_of(const ArticleFacts& known, const ArticleFacts& article) {
  const bool only_headline = !article.has_body && known.has_body && article.title_hash == known.title_hash;
  if (article.text_hash != known.text_hash && !only_headline) return false;
  if (article.author_hash != 0 && article.author_hash != known.author_hash) return false;
  if (!article.dated) return true;
  if (!known.dated) return false;
  if (article.day_only) return day_of(article.published_s) == day_of(known.published_s);
  return !known.day_only && article.published_s == known.published_s;
}

}  // namespace broadtape
