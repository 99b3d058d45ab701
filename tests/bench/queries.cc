#include "tests/bench/queries.h"

#include <algorithm>
#include <array>
#include <set>

#include "common/error/error.h"
#include "tests/bench/random.h"

namespace broadtape::bench {
namespace {

constexpr std::uint64_t kQuerySeed = 21578;
constexpr std::size_t kMinWordLetters = 3;
constexpr std::size_t kLeadBytes = 250;
constexpr std::size_t kMinWords = 2;
constexpr std::size_t kMaxWords = 4;

constexpr std::array kFunctionWords = {
    "about", "after", "all",  "also",  "and",   "any",   "are",   "been", "but",  "can",   "could", "for",
    "from",  "had",   "has",  "have",  "her",   "his",   "into",  "its",  "may",  "more",  "near",  "not",
    "now",   "off",   "one",  "our",   "out",   "over",  "said",  "say",  "says", "she",   "some",  "such",
    "than",  "that",  "the",  "their", "them",  "then",  "there", "they", "this", "two",   "under", "until",
    "was",   "were",  "what", "when",  "which", "while", "who",   "will", "with", "would", "you"};

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Runs of content words, each run in text order without anything but single spaces between its words.
std::vector<std::vector<std::string>> runs_of(std::string_view text) {
  std::vector<std::vector<std::string>> runs(1);
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t end = at;
    std::string word;
    while (end < text.size() && is_letter(text[end])) word += static_cast<char>(text[end++] | 0x20);
    const bool content = word.size() >= kMinWordLetters &&
                         std::find(kFunctionWords.begin(), kFunctionWords.end(), word) == kFunctionWords.end();
    const bool ends_in_space = end < text.size() && text[end] == ' ';
    if (content) runs.back().push_back(word);
    if ((!content || !ends_in_space) && !runs.back().empty()) runs.emplace_back();
    at = end + 1;
    // The rest of a word that other characters are part of, such as `10-K`, is no word.
    if (end < text.size() && text[end] != ' ') at = std::min(text.find_first_of(" \n", end), text.size() - 1) + 1;
  }
  return runs;
}

std::vector<std::string> choose_words(const CorpusArticle& article, Random& random) {
  const auto runs = runs_of(article.title + "\n" + article.body.substr(0, kLeadBytes));
  const std::size_t wanted = kMinWords + random.below(kMaxWords - kMinWords + 1);
  std::vector<std::string> all;
  std::vector<const std::vector<std::string>*> long_runs;
  for (const auto& run : runs) {
    all.insert(all.end(), run.begin(), run.end());
    if (run.size() >= wanted) long_runs.push_back(&run);
  }
  if (!long_runs.empty() && random.below(2) == 0) {
    const auto& run = *long_runs[random.below(long_runs.size())];
    const auto begin = run.begin() + static_cast<std::ptrdiff_t>(random.below(run.size() - wanted + 1));
    all.assign(begin, begin + static_cast<std::ptrdiff_t>(wanted));
  } else {
    random.shuffle(all);
  }
  std::vector<std::string> words;
  for (const std::string& word : all) {
    if (words.size() < wanted && std::find(words.begin(), words.end(), word) == words.end()) words.push_back(word);
  }
  return words;
}

std::vector<std::string> choose_phrase(const CorpusArticle& article, Random& random) {
  std::vector<std::vector<std::string>> pairs;
  for (const auto& run : runs_of(article.body)) {
    for (std::size_t i = 1; i < run.size(); ++i) {
      if (run[i - 1] != run[i]) pairs.push_back({run[i - 1], run[i]});
    }
  }
  return pairs.empty() ? std::vector<std::string>{} : pairs[random.below(pairs.size())];
}

}  // namespace

std::vector<BenchQuery> make_queries(const std::string& corpus, const CorpusFacts& facts, std::size_t count) {
  Random random(kQuerySeed);
  std::set<std::uint64_t> chosen;  // twice as many articles as queries: some have no text to ask for
  while (chosen.size() < std::min<std::uint64_t>(2 * count, facts.articles))
    chosen.insert(random.below(facts.articles));
  const std::int64_t first_s = midnight_utc(facts.first_day);
  const std::int64_t last_start_s = midnight_utc(facts.last_day) - (kWindowDays - 1) * kSecondsPerDay;
  const auto starts = static_cast<std::size_t>(std::max<std::int64_t>(0, last_start_s - first_s) / kSecondsPerDay + 1);

  std::vector<BenchQuery> queries;
  std::uint64_t number = 0;
  for_each_article(corpus, [&](CorpusArticle&& article) {
    if (!chosen.contains(number++)) return;
    BenchQuery query;
    query.words = choose_words(article, random);
    query.phrase = choose_phrase(article, random);
    if (query.words.size() < kMinWords || query.phrase.empty()) return;
    const std::int64_t start_s = first_s + static_cast<std::int64_t>(random.below(starts)) * kSecondsPerDay;
    query.first_day = day_of(start_s);
    query.last_day = day_of(start_s + (kWindowDays - 1) * kSecondsPerDay);
    queries.push_back(std::move(query));
  });
  random.shuffle(queries);
  if (queries.size() > count) queries.resize(count);
  if (queries.empty()) throw Error(ErrorKind::kInput, "the corpus has no text to make queries of");
  return queries;
}

std::string joined(const std::vector<std::string>& words, const char* separator) {
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) text += separator;
    text += word;
  }
  return text;
}

}  // namespace broadtape::bench
