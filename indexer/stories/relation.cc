#include "indexer/stories/relation.h"

#include <xxhash.h>

#include <algorithm>
#include <cstdlib>

#include "common/time/period.h"
#include "indexer/stories/headline_form.h"
#include "indexer/stories/withdrawal.h"

namespace broadtape {
namespace {

constexpr double kCopyJaccard = 0.8;
constexpr std::size_t kProvingShingles = 16;  // a shorter text may be a phrase of the house: it needs the same headline

// Versions of one report: it may be rewritten, but not on another day.
constexpr std::int32_t kVersionDays = 1;
constexpr double kVersionContained = 0.3;  // of the shorter text in the longer one, with the same headline
constexpr double kGrownContained = 0.6;    // with another headline
constexpr std::uint32_t kHeadlineWords = 4;

std::uint64_t hash_of_words(const std::vector<Token>& tokens, std::size_t begin) {
  std::uint64_t hash = 0;
  for (std::size_t i = begin; i < tokens.size(); ++i)
    hash = XXH3_64bits_withSeed(tokens[i].term.data(), tokens[i].term.size(), hash + 1);
  return hash;
}

// The hash of the words of `title` after its version marks; 0 if they are few.
std::uint64_t headline_hash(std::string_view title, const std::vector<Token>& tokens) {
  const std::string_view headline = without_version_marks(title);
  const auto begin = static_cast<std::uint32_t>(headline.data() - title.data());
  const auto first = std::find_if(tokens.begin(), tokens.end(), [&](const Token& t) { return t.begin >= begin; });
  if (tokens.end() - first < kHeadlineWords) return 0;
  return hash_of_words(tokens, static_cast<std::size_t>(first - tokens.begin()));
}

bool are_within(const Report& one, const Report& other, std::int32_t days) {
  if (!one.day || !other.day) return !one.day && !other.day;
  return std::abs(*one.day - *other.day) <= days;
}

}  // namespace

Relation relation_of(const Report& one, const Report& other) {
  const bool one_is_undated = one.day.has_value() != other.day.has_value();
  if (!one_is_undated && !are_within(one, other, kStoryDays)) return Relation::kNone;
  const bool same_headline = one.headline != 0 && one.headline == other.headline;
  const bool versions = are_within(one, other, kVersionDays);
  const ShingleOverlap overlap = overlap_of(one.shingles, other.shingles);
  const bool proves = overlap.least >= kProvingShingles;
  if (overlap.jaccard() >= kCopyJaccard && (proves || (same_headline && !one_is_undated))) return Relation::kCopy;
  if (same_headline && (one.withdraws || other.withdraws)) return Relation::kStory;
  if (!versions) return Relation::kNone;
  // A headline without text proves it only on its day: some come every day.
  if (same_headline && overlap.least == 0) return are_within(one, other, 0) ? Relation::kStory : Relation::kNone;
  if (same_headline && overlap.contained() >= kVersionContained) return Relation::kStory;
  return proves && overlap.contained() >= kGrownContained ? Relation::kStory : Relation::kNone;
}

Report ReportReader::report(const Article& article) {
  Report report;
  if (article.published) report.day = static_cast<std::int32_t>(day_number(day_of(article.published->utc_s)));
  const std::optional<std::string_view> withdrawn = withdrawn_headline(article);
  report.withdraws = withdrawn.has_value();
  const std::string_view headline = withdrawn.value_or(article.title);
  analyser_.analyse(headline, tokens_);
  report.headline = headline_hash(headline, tokens_);
  ShingleStream stream;
  analyser_.analyse_in_pieces(article.body, tokens_, [&] {
    for (const Token& token : tokens_) {
      if (stream.add(token.term)) report.shingles.push_back(stream.last());
    }
  });
  std::sort(report.shingles.begin(), report.shingles.end());
  report.shingles.erase(std::unique(report.shingles.begin(), report.shingles.end()), report.shingles.end());
  return report;
}

void BandCollector::add_headline(std::string_view headline, const std::vector<Token>& tokens) {
  headline_ = headline_hash(headline, tokens);
}

void BandCollector::add_word(std::string_view term) {
  if (!stream_.add(term)) return;
  whole_.add(stream_.last());
  if (stream_.words() <= kLeadWords) lead_.add(stream_.last());
}

std::vector<std::string> BandCollector::bands() const {
  std::vector<std::string> bands;
  std::uint64_t kind = 0;
  const auto add = [&](const std::uint64_t* hashes, std::size_t count) {
    constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz234567";
    constexpr int kBandLetters = 8;  // 40 bits; the texts decide in the end
    std::uint64_t bits = XXH3_64bits_withSeed(hashes, count * sizeof *hashes, kind++);
    std::string band;
    for (int i = 0; i < kBandLetters; ++i, bits >>= 5) band += kLetters[bits & 31];
    bands.push_back(std::move(band));
  };
  if (headline_ != 0) add(&headline_, 1);
  if (stream_.words() < kShingleWords) return bands;
  kind = 1;
  for (std::size_t i = 0; i < kBands; ++i) add(&whole_.least()[i * kRows], kRows);
  for (std::size_t i = 0; i < kLeadBands; ++i) add(&lead_.least()[i], 1);
  return bands;
}

}  // namespace broadtape
