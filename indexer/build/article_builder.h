// Turns what a reader found into an article: works out its date, source, companies and identity.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "common/article/article.h"
#include "common/tickers/ticker_recogniser.h"
#include "indexer/readers/raw_article.h"

namespace broadtape {

struct BuiltArticle {
  Article article;           // its tickers are those that the source gives
  std::string date_problem;  // why it is undated although the input gave a date; else empty
};

class ArticleBuilder {
 public:
  // Keeps a reference to `directory`. `first_seen_s` is when the archive learns of everything built here.
  ArticleBuilder(const SymbolDirectory& directory, std::int64_t first_seen_s);

  // Everything but the tickers that only the text tells, and the id, which depends on what the archive has; cheap, and
  // the same for the same record. `input` is the path or name of the file that it stands in.
  BuiltArticle build(RawArticle&& raw, std::string_view input = {}) const;

  // Adds the tickers of the text. Threads: may run in parallel.
  void recognise_tickers(Article& article) const;

 private:
  const SymbolDirectory& directory_;
  TickerRecogniser recogniser_;
  std::int64_t first_seen_s_;
};

}  // namespace broadtape
