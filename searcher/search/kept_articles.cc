#include "searcher/search/kept_articles.h"

#include <utility>

namespace broadtape {

// Tokens refer to the analyser's memory until its next call.
AnalysedText KeptArticles::analysed(std::string text) {
  AnalysedText result{std::move(text), {}};
  analyser_.analyse(result.text, result.tokens);
  const auto kept = [this](std::string_view word) -> std::string_view {
    if (word.empty()) return {};
    const auto [place, is_new] = words_.emplace(word);
    if (is_new) bytes_ += place->capacity() + sizeof(std::string);
    return *place;
  };
  for (Token& token : result.tokens) {
    token.term = kept(token.term);
    token.part = kept(token.part);
  }
  bytes_ += result.text.capacity() + result.tokens.capacity() * sizeof(Token);
  return result;
}

const KeptArticle* KeptArticles::article(DocumentNumber document, const std::function<Hit()>& read) {
  const auto known = articles_.find(document);
  if (known != articles_.end()) return &known->second;
  if (bytes_ >= kMaxBytes) return nullptr;
  KeptArticle article{read(), {}, {}};
  article.title = analysed(article.hit.article.title);
  article.body = analysed(std::exchange(article.hit.article.body, {}));
  return &articles_.emplace(document, std::move(article)).first->second;
}

}  // namespace broadtape
