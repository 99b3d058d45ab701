// Builds an article from a raw article: determines date, source, companies and identity.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "common/article/article.h"
#include "common/tickers/ticker_recogniser.h"
#include "indexer/readers/raw_article.h"

namespace broadtape {

struct BuiltArticle {
  Article article;           // with only the tickers of the source
  std::string date_problem;  // why the date in the input is invalid; else empty
};

class ArticleBuilder {
 public:
  // Keeps a reference to `directory`. `first_seen_s` is the time at which the articles are added to the archive.
  ArticleBuilder(const SymbolDirectory& directory, std::int64_t first_seen_s);

  // Builds everything except the tickers in the text and the final id, which depends on the archive. Cheap and
  // deterministic. `input` is the path or name of the file with the record.
  BuiltArticle build(RawArticle&& raw, std::string_view input = {}) const;

  // Adds the tickers in the text. Threads: may run in parallel.
  void recognise_tickers(Article& article) const;

 private:
  const SymbolDirectory& directory_;
  TickerRecogniser recogniser_;
  std::int64_t first_seen_s_;
};

}  // namespace broadtape
