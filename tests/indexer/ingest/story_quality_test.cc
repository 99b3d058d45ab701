// Compares the stories of an archive with all pairs of similar articles, found by brute force.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "common/archive/archive.h"
#include "common/archive/schema.h"
#include "common/companies/company_directory.h"
#include "indexer/ingest/article_builder.h"
#include "indexer/ingest/article_date.h"
#include "indexer/stories/headline_form.h"
#include "indexer/stories/shingles.h"
#include "indexer/write/document_builder.h"
#include "indexer/write/index_run.h"
#include "indexer/write/segment_store.h"
#include "tests/support/corpora.h"
#include "tests/support/corpus_articles.h"
#include "tests/support/temp_folder.h"

namespace broadtape {
namespace {

constexpr double kSimilar = 0.8;  // Jaccard of sequences of five words as written, in lower case

struct Measured {
  std::string title;
  StoryPlace place;
  std::int64_t day = 0;
  Shingles shingles;
};

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words(1);
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 || byte >= 0x80) {
      words.back() += static_cast<char>(std::tolower(byte));
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

Shingles shingles_of(const std::string& text) {
  Shingles shingles;
  const std::vector<std::string> words = words_of(text);
  for (std::size_t i = 0; i + kShingleWords <= words.size(); ++i) {
    std::string sequence;
    for (std::size_t j = i; j < i + kShingleWords; ++j) sequence += words[j] + ' ';
    shingles.push_back(std::hash<std::string>()(sequence));
  }
  std::sort(shingles.begin(), shingles.end());
  shingles.erase(std::unique(shingles.begin(), shingles.end()), shingles.end());
  return shingles;
}

void index_corpus(const std::string& corpus, const std::string& archive) {
  const ArticleBuilder builder(CompanyDirectory::builtin(), 1'400'000'000);
  SegmentStore store(archive);
  IndexRun run(
      store, [](Article&) {}, RunOptions{});
  CorpusArticles articles;
  articles.take = [&](const std::string&, std::size_t, RawArticle&& raw) {
    ArticleDate date = read_article_date(raw, {});
    run.try_add(builder.build(std::move(raw), std::move(date)).article);
  };
  articles.read(corpus);
  run.publish();
}

std::vector<Measured> read_archive(const std::string& path) {
  const Archive archive = Archive::open(path);
  std::vector<Measured> articles;
  for (Xapian::docid number = 1; number <= archive.database().get_lastdocid(); ++number) {
    const Xapian::Document document = archive.database().get_document(number);
    if (flags_of(document).superseded) continue;
    const Article article = archive.article(document);
    Measured measured{article.title, place_of(document), 0, shingles_of(article.body)};
    if (article.published) measured.day = article.published->utc_s / kSecondsPerDay;
    articles.push_back(std::move(measured));
  }
  return articles;
}

// How many articles have each shingle, in one byte for all that share 28 bits: never too few, up to 255.
class ShingleUses {
 public:
  void add(std::uint64_t shingle) {
    std::uint8_t& uses = uses_[slot(shingle)];
    if (uses < 255) ++uses;
  }
  std::uint8_t operator[](std::uint64_t shingle) const { return uses_[slot(shingle)]; }

 private:
  static constexpr int kSlotBits = 28;
  static std::size_t slot(std::uint64_t shingle) { return shingle >> (64 - kSlotBits); }

  std::vector<std::uint8_t> uses_ = std::vector<std::uint8_t>(std::size_t{1} << kSlotBits);
};

// All pairs of similarity `least`: two such sets share one of the first (1 - least) of their members in any fixed
// order, here the rarest first (prefix filtering; R. Bayardo, Y. Ma, R. Srikant, 2007).
std::vector<std::pair<std::size_t, std::size_t>> similar_pairs(const std::vector<Measured>& articles, double least) {
  ShingleUses uses;
  for (const Measured& article : articles) {
    for (const std::uint64_t shingle : article.shingles) uses.add(shingle);
  }
  std::unordered_map<std::uint64_t, std::vector<std::size_t>> having;
  std::vector<std::size_t> seen(articles.size(), articles.size());
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  for (std::size_t i = 0; i < articles.size(); ++i) {
    Shingles rarest = articles[i].shingles;
    std::sort(rarest.begin(), rarest.end(),
              [&](std::uint64_t a, std::uint64_t b) { return std::pair(uses[a], a) < std::pair(uses[b], b); });
    const auto size = static_cast<double>(rarest.size());
    if (!rarest.empty()) rarest.resize(rarest.size() - static_cast<std::size_t>(std::ceil(least * size)) + 1);
    for (const std::uint64_t shingle : rarest) {
      if (uses[shingle] < 2) continue;
      std::vector<std::size_t>& others = having[shingle];
      for (const std::size_t j : others) {
        if (std::exchange(seen[j], i) == i) continue;
        if (overlap_of(articles[i].shingles, articles[j].shingles).jaccard() >= least) pairs.emplace_back(j, i);
      }
      others.push_back(i);
    }
  }
  return pairs;
}

double share(std::size_t part, std::size_t whole) {
  return static_cast<double>(part) / static_cast<double>(std::max<std::size_t>(1, whole));
}

TEST_CASE("Stories have the pairs of similar articles, and few others", "[corpora][stories]") {
  const std::optional<std::string> path = corpus("reuters-2006-2013.tar.zst");
  if (!path) return;
  const TemporaryFolder folder;
  const char* const ready = std::getenv("BROADTAPE_STORY_ARCHIVE");  // an archive of the corpus, to save its indexing
  const std::string archive = ready != nullptr ? ready : folder.path() + "/archive";
  if (ready == nullptr) index_corpus(*path, archive);
  const std::vector<Measured> articles = read_archive(archive);

  std::size_t found = 0, near = 0, near_found = 0;
  const auto pairs = similar_pairs(articles, kSimilar);
  for (const auto& [one, other] : pairs) {
    const bool joined = !articles[one].place.story.empty() && articles[one].place.story == articles[other].place.story;
    const bool is_near = std::abs(articles[one].day - articles[other].day) <= kStoryDays;
    found += joined ? 1 : 0;
    near += is_near ? 1 : 0;
    near_found += is_near && joined ? 1 : 0;
    if (is_near && !joined) std::cout << "MISSED " << articles[one].title << " | " << articles[other].title << "\n";
  }

  std::unordered_map<std::string, std::vector<std::size_t>> stories;
  for (std::size_t i = 0; i < articles.size(); ++i) {
    if (!articles[i].place.story.empty()) stories[articles[i].place.story].push_back(i);
  }
  std::size_t joined = 0, wrong = 0, copies = 0, wrong_copies = 0, longest = 0;
  for (const auto& [id, members] : stories) {
    longest = std::max(longest, members.size());
    for (std::size_t i = 0; i < members.size(); ++i) {
      for (std::size_t j = i + 1; j < members.size(); ++j) {
        const Measured& a = articles[members[i]];
        const Measured& b = articles[members[j]];
        const ShingleOverlap overlap = overlap_of(a.shingles, b.shingles);
        const bool same_headline = without_version_marks(a.title) == without_version_marks(b.title);
        const bool is_wrong = overlap.contained() < 0.25 && !same_headline;
        ++joined;
        wrong += is_wrong ? 1 : 0;
        if (is_wrong) std::cout << "FAR " << overlap.contained() << " " << a.title << " | " << b.title << "\n";
        if (a.place.copies.empty() || a.place.copies != b.place.copies) continue;
        ++copies;
        wrong_copies += overlap.jaccard() < 0.7 ? 1 : 0;
      }
    }
  }
  std::cout << articles.size() << " articles, " << pairs.size() << " similar pairs, found "
            << share(found, pairs.size()) << "; within " << kStoryDays << " days " << near << ", found "
            << share(near_found, near) << "\n"
            << stories.size() << " stories, longest " << longest << "; " << joined << " pairs in them, " << wrong
            << " with little in common; " << copies << " pairs of copies, " << wrong_copies << " below 0.7\n";
  CHECK(share(found, pairs.size()) >= 0.98);
  CHECK(share(wrong, joined) <= 0.005);
  CHECK(share(wrong_copies, copies) <= 0.005);
}

}  // namespace
}  // namespace broadtape
