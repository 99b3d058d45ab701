// Builders of articles: single ones, and any number of random ones, which depend only on the seed.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "common/article/article.h"
#include "common/article/identity.h"
#include "common/companies/company_directory.h"

namespace broadtape {

// 2025-01-31T00:00:00Z, the first_seen_s of random articles.
inline constexpr std::int64_t kMadeAt = 1'738'281'600;

// An article of 2025-01-30T14:05:00Z with its id. A test that sets further fields must recompute the id.
inline Article make_article(const std::string& title, const std::string& body = "Shares of Acme rose 4 percent.") {
  Article article;
  article.title = title;
  article.body = body;
  article.source = "Harbor Wire";
  article.published = Instant{1'738'245'900, Precision::kSecond};
  article.published_text = "2025-01-30T14:05:00Z";
  article.first_seen_s = kMadeAt;
  article.id = article_id(article);
  return article;
}

inline TickerMention from_source(const std::string& symbol) {
  TickerMention mention;
  mention.symbol = symbol;
  mention.about = true;
  return mention;
}

// The same article with these symbols listed by its source.
inline Article with_tickers(Article article, const std::vector<std::string>& symbols) {
  article.tickers.clear();
  for (const std::string& symbol : symbols) article.tickers.push_back(from_source(symbol));
  return article;
}

// The same with the companies that have these symbols today.
inline Article with_companies(Article article, const std::vector<std::string>& symbols) {
  article = with_tickers(std::move(article), symbols);
  for (TickerMention& mention : article.tickers) {
    if (const Listing* listing = CompanyDirectory::builtin().listed(mention.symbol, std::nullopt))
      mention.company = listing->key;
  }
  return article;
}

class ArticleMaker {
 public:
  explicit ArticleMaker(std::uint64_t seed = 1) : random_(seed) {}

  // `body_words` long, published within the 365 days before kMadeAt, with a unique address.
  Article next(std::size_t body_words = 60) {
    const std::string title = text(6);
    Article article = make_article(title, text(body_words));
    article.url = "https://news.example/" + std::to_string(random_()) + "/" + std::to_string(++made_);
    article.published->utc_s = kMadeAt - static_cast<std::int64_t>(below(365 * kSecondsPerDay)) - 1;
    article.published_text = format_instant(*article.published);
    article.id = article_id(article);
    return article;
  }

  std::vector<Article> many(std::size_t count, std::size_t body_words = 60) {
    std::vector<Article> articles;
    for (std::size_t i = 0; i < count; ++i) articles.push_back(next(body_words));
    return articles;
  }

  std::uint64_t below(std::uint64_t limit) { return random_() % limit; }

  // Words in sentences. One word in eight is random, so that vocabularies grow as in real text.
  std::string text(std::size_t words) {
    std::string text;
    for (std::size_t i = 0; i < words; ++i) {
      if (i > 0) text += i % 12 == 0 ? ". " : " ";
      text += below(8) == 0 ? "w" + std::to_string(below(20'000)) : kWords[below(std::size(kWords))];
    }
    return text + ".";
  }

 private:
  static constexpr const char* kWords[] = {
      "shares",   "of",      "chipmaker", "rose",   "fell",    "percent", "after",   "earnings",  "revenue",   "the",
      "guidance", "analyst", "demand",    "for",    "cloud",   "bank",    "raised",  "rates",     "tariffs",   "on",
      "imports",  "oil",     "crude",     "barrel", "merger",  "deal",    "billion", "quarter",   "outlook",   "profit",
      "dividend", "index",   "closed",    "higher", "lower",   "in",      "trading", "inflation", "yields",    "bonds",
      "futures",  "gold",    "dollar",    "euro",   "central", "policy",  "said",    "chief",     "executive", "Friday",
  };

  std::mt19937_64 random_;
  std::uint64_t made_ = 0;
};

}  // namespace broadtape
