#include "indexer/ingest/page_article.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "common/article/identity.h"
#include "common/error/error.h"
#include "common/text/fold.h"
#include "indexer/readers/reader.h"

namespace broadtape {
namespace {

constexpr std::size_t kShortWordBytes = 3;  // shorter ones are on every page

class PageRecords final : public RecordSink {
 public:
  bool article(RawArticle&& raw) override {
    articles.push_back(std::move(raw));
    return articles.size() < 2;
  }
  bool reject(RejectedRecord&& rejected) override {
    failure = std::move(rejected.reason);
    return true;
  }
  void replaced_bytes(std::uint64_t) override {}

  std::vector<RawArticle> articles;
  std::string failure;
};

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words(1);
  for (const char c : fold(text)) {
    const bool is_part = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
    if (is_part) words.back() += c;
    if (!is_part && !words.back().empty()) words.emplace_back();
  }
  std::erase_if(words, [](const std::string& word) { return word.size() < kShortWordBytes; });
  return words;
}

bool has_half_of(const std::string& title, const Article& page) {
  const std::vector<std::string> words = words_of(title);
  const std::string text = fold(page.title + "\n" + page.body);
  const auto found =
      std::count_if(words.begin(), words.end(), [&](const std::string& word) { return text.find(word) != text.npos; });
  return 2 * static_cast<std::size_t>(found) >= words.size();
}

// The text of `page` in the article of `entry`.
Article merged(const Article& entry, Article&& page) {
  Article article = entry;
  article.body = std::move(page.body);
  article.first_seen_s = page.first_seen_s;
  const auto fill = [](std::string& field, std::string& value) {
    if (field.empty()) field = std::move(value);
  };
  fill(article.title, page.title);
  fill(article.author, page.author);
  fill(article.language, page.language);
  fill(article.source, page.source);
  const bool has_time = entry.published && entry.published->precision != Precision::kDay;
  const bool is_finer = page.published && !has_time &&
                        (!entry.published || day_of(entry.published->utc_s) == day_of(page.published->utc_s));
  if (is_finer) {
    article.published = page.published;
    article.published_text = std::move(page.published_text);
  }
  for (std::string& label : page.labels) {
    if (std::find(article.labels.begin(), article.labels.end(), label) == article.labels.end())
      article.labels.push_back(std::move(label));
  }
  for (TickerMention& mention : page.tickers) {
    const bool is_known = std::any_of(article.tickers.begin(), article.tickers.end(), [&](const TickerMention& known) {
      return known.symbol == mention.symbol && known.company == mention.company;
    });
    if (!is_known) article.tickers.push_back(std::move(mention));
  }
  article.id = article_id(article);
  return article;
}

PageArticle complete(Article&& page, const std::optional<Article>& entry, std::uint64_t entry_bytes) {
  if (page.body.empty()) return {{}, "has no text"};
  if (!entry) {
    if (page.title.empty() || !page.published) return {{}, "has no title or date, so that it is no article"};
    return {std::move(page), {}};
  }
  if (page.body.size() <= entry_bytes) return {{}, "has no more text than its entry"};
  if (!has_half_of(entry->title, page)) return {{}, "has another text than its entry"};
  return {merged(*entry, std::move(page)), {}};
}

}  // namespace

PageArticle read_page_article(ByteSource& page, const std::optional<Article>& entry, std::uint64_t entry_bytes,
                              const PageReading& reading) {
  PageRecords records;
  ReadOptions options;
  options.form = "html";
  options.source = reading.source;
  try {
    read_records(page, options, records);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::kInput && error.kind() != ErrorKind::kTooLarge) throw;
    return {{}, error.what()};
  }
  if (records.articles.size() > 1) return {{}, "has several articles"};
  if (records.articles.empty()) return {{}, records.failure.empty() ? "has no article" : records.failure};
  RawArticle& raw = records.articles.front();
  if (raw.url.empty()) raw.url = page.name().url;
  ArticleDate date = read_article_date(raw, reading.dates);
  Article article = reading.builder.build(std::move(raw), std::move(date)).article;
  return complete(std::move(article), entry, entry_bytes);
}

}  // namespace broadtape
