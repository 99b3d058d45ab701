#include "tests/bench/made_text.h"

#include <fmt/core.h>

#include "tests/bench/corpus.h"
#include "tests/bench/random.h"

namespace broadtape::bench {
namespace {

constexpr std::uint64_t kTextSeed = 1987;
constexpr int kMaxMoveDays = 180;

std::vector<std::string> sentences_of(const std::string& text) {
  std::vector<std::string> sentences;
  std::size_t begin = 0;
  while (begin < text.size()) {
    std::size_t end = std::min(text.find(". ", begin), text.find('\n', begin));
    end = end == std::string::npos ? text.size() : end + 1;
    std::string sentence = text.substr(begin, end - begin);
    while (!sentence.empty() && (sentence.back() == '\n' || sentence.back() == ' ')) sentence.pop_back();
    if (!sentence.empty()) sentences.push_back(std::move(sentence));
    begin = end;
    while (begin < text.size() && (text[begin] == ' ' || text[begin] == '\n')) ++begin;
  }
  return sentences;
}

std::string vary_numbers(std::string text, Random& random) {
  bool first = true;
  for (char& c : text) {
    const bool digit = c >= '0' && c <= '9';
    if (digit) c = static_cast<char>(first ? '1' + random.below(9) : '0' + random.below(10));
    first = !digit;
  }
  return text;
}

std::string mixed_body(const Article& own, const Article& other, Random& random) {
  std::vector<std::string> sentences = sentences_of(own.body);
  const std::vector<std::string> others = sentences_of(other.body);
  for (std::string& sentence : sentences) {
    if (!others.empty() && random.below(3) == 0) sentence = others[random.below(others.size())];
  }
  random.shuffle(sentences);
  std::string body;
  for (const std::string& sentence : sentences) {
    if (!body.empty()) body += random.below(3) == 0 ? "\n\n" : " ";
    body += vary_numbers(sentence, random);
  }
  return body;
}

}  // namespace

void make_text(const std::function<void(Article&&)>& take) {
  std::vector<Article> sample;
  read_articles(BROADTAPE_ROOT "/data/sample", [&](Article&& article) { sample.push_back(std::move(article)); });
  Random random(kTextSeed);
  for (std::size_t i = 0; i < kMadeArticles; ++i) {
    Article made = sample[i % sample.size()];
    made.id = fmt::format("made{:06}", i);
    made.title = vary_numbers(std::move(made.title), random);
    made.body = mixed_body(made, sample[random.below(sample.size())], random);
    if (made.published) {
      const auto move = static_cast<std::int64_t>(random.below(2 * kMaxMoveDays + 1)) - kMaxMoveDays;
      made.published->utc_s += move * kSecondsPerDay;
    }
    take(std::move(made));
  }
}

}  // namespace broadtape::bench
