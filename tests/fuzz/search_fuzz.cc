// Any text, searched for in a small archive of several segments, is answered or refused with an Error; the query as it
// is shown finds as many articles as the text that was given.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "common/error/error.h"
#include "searcher/search/searcher.h"
#include "tests/support/article_maker.h"
#include "tests/support/test_archive.h"

namespace broadtape {
namespace {

std::vector<TestArticle> made_articles() {
  ArticleMaker maker(11);
  std::vector<TestArticle> articles;
  for (std::size_t i = 0; i < 40; ++i) {
    Article article = maker.next(i % 3 == 0 ? 5 : 80);
    article.author = i % 2 == 0 ? "Ann Lee" : "";
    article.tickers = with_tickers(article, {i % 4 == 0 ? "META" : "FB", "NVDA"}).tickers;
    if (i % 5 == 0) article.published.reset();
    article.id = article_id(article);
    articles.push_back({article, {i % 7 == 0, i % 7 == 1}});
  }
  articles.push_back({make_article("oil gas oil", "rate cut oil gas tariff a b c rate cut"), {}});
  return articles;
}

class Engine {
 public:
  Engine() : files_(made_articles(), 3), archive_(files_.open()), searcher_(archive_) {
    request_.query.clock.now_s = kMadeAt;
    request_.partial = false;
  }

  void check(std::string_view text) {
    request_.query.text = text;
    const SearchAnswer answer = searcher_.search(request_);
    if (answer.hits.size() > answer.total || !answer.total_is_exact) std::abort();
    if (answer.query.parsed.empty()) return;
    request_.query.text = answer.query.parsed;
    if (searcher_.search(request_).total != answer.total) std::abort();
  }

 private:
  TestArchive files_;
  Archive archive_;
  Searcher searcher_;
  SearchRequest request_;
};

}  // namespace
}  // namespace broadtape

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static broadtape::Engine engine;
  try {
    engine.check({reinterpret_cast<const char*>(data), size});
  } catch (const broadtape::Error& error) {
    if (error.kind() != broadtape::ErrorKind::kQuery) std::abort();  // the archive is sound
  }
  return 0;
}
