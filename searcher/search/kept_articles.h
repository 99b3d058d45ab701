// Articles that are read and analysed once for many searches of a small archive, such as the news of one run.
//
// Threads: not shared.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "common/archive/matches.h"
#include "common/text/analyser.h"
#include "searcher/search/search_answer.h"
#include "searcher/search/snippet.h"

namespace broadtape {

struct KeptArticle {
  Hit hit;  // without what depends on the query, and without the body
  AnalysedText title;
  AnalysedText body;
};

class KeptArticles {
 public:
  // Keeps a reference to `analyser`.
  explicit KeptArticles(Analyser& analyser) : analyser_(analyser) {}

  static constexpr std::size_t kMaxBytes = std::size_t{32} << 20;  // of texts and tokens

  // The article of a document, which `read` reads if it is not kept; nullptr, without a call of `read`, if there is no
  // room for it. All calls must ask for the same parts of articles of the same archive. Valid as long as the object.
  const KeptArticle* article(DocumentNumber document, const std::function<Hit()>& read);

 private:
  AnalysedText analysed(std::string text);

  Analyser& analyser_;
  std::unordered_map<DocumentNumber, KeptArticle> articles_;
  std::unordered_set<std::string> words_;  // to which the tokens refer
  std::size_t bytes_ = 0;
};

}  // namespace broadtape
