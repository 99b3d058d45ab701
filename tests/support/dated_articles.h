// Articles of given days and instants, for tests of dates.
#pragma once

#include <string>

#include "tests/support/article_maker.h"

namespace broadtape {

// `when` is "2025-01-30T14:05:00Z", "2025-01-30" for a date without a time, or empty for undated. `title` makes
// articles distinct.
inline Article article_of(const std::string& when, const std::string& title,
                          const std::string& body = "Shares of Acme rose.") {
  Article article = make_article(title, body);
  article.published_text = when;
  article.published.reset();
  if (!when.empty()) article.published = parse_instant(when);
  article.url = "https://news.example/" + title + "/" + when;
  article.id = article_id(article);
  return article;
}

}  // namespace broadtape
