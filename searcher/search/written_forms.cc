#include "searcher/search/written_forms.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <unordered_map>

#include "searcher/search/sentences.h"

namespace broadtape {
namespace {

// Outweighs any number of uses in titles and at the start of sentences.
constexpr std::uint64_t kCleanUse = 1'000;
constexpr std::size_t kEnoughUses = 3;  // articles read per term

class FormCounter {
 public:
  FormCounter(Analyser& analyser, const std::vector<std::string>& terms) : analyser_(analyser) {
    for (std::size_t i = 0; i < terms.size(); ++i) index_.emplace(terms[i], i);
    forms_.resize(terms.size());
  }

  void count(std::string_view text, bool is_title) {
    analyser_.analyse(text, tokens_);
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      const Token& token = tokens_[i];
      count(token.term, surface_of(text, tokens_, i), !is_title && !sentence_begins(text, token.begin));
      if (token.part.empty()) continue;
      const auto [begin, end] = part_range(tokens_, i);
      count(token.part, std::string(text.substr(begin, end - begin)), !is_title);
    }
  }

  void count(std::string_view term, std::string form, bool clean) {
    const auto found = index_.find(std::string(term));
    if (found != index_.end()) forms_[found->second][std::move(form)] += clean ? kCleanUse : 1;
  }

  // Of equals the last in sort order, so that lower case precedes capitals.
  std::string best(std::size_t term, const std::string& otherwise) const {
    const auto most = std::max_element(forms_[term].begin(), forms_[term].end(),
                                       [](const auto& a, const auto& b) { return a.second <= b.second; });
    return most == forms_[term].end() ? otherwise : most->first;
  }

 private:
  Analyser& analyser_;
  std::vector<Token> tokens_;
  std::unordered_map<std::string, std::size_t> index_;
  std::vector<std::map<std::string, std::uint64_t>> forms_;  // parallel to the terms
};

// The first of `documents` that have one of the first kEnoughUses uses of a term among them, at most `most`. Reads the
// lists of the terms' documents, which takes a fraction of the time of the documents' lists of terms.
std::vector<DocumentNumber> first_uses(const IndexReader& index, const std::vector<DocumentNumber>& documents,
                                       const std::vector<std::string>& terms, std::size_t most) {
  std::vector<DocumentNumber> sorted = documents;
  std::sort(sorted.begin(), sorted.end());
  std::map<DocumentNumber, std::vector<std::size_t>> terms_of;
  for (std::size_t i = 0; i < terms.size(); ++i) {
    auto next = sorted.begin();
    index.each_document_with(terms[i], [&](DocumentNumber document) {
      while (next != sorted.end() && *next < document) ++next;
      if (next != sorted.end() && *next == document) terms_of[document].push_back(i);
    });
  }
  std::vector<std::size_t> uses(terms.size());
  std::vector<DocumentNumber> first;
  for (const DocumentNumber document : documents) {
    if (first.size() == most) break;
    const auto found = terms_of.find(document);
    if (found == terms_of.end()) continue;
    bool is_needed = false;
    for (const std::size_t term : found->second) is_needed = uses[term]++ < kEnoughUses || is_needed;
    if (is_needed) first.push_back(document);
  }
  return first;
}

}  // namespace

std::vector<std::string> written_forms(const Archive& archive, Analyser& analyser,
                                       const std::vector<DocumentNumber>& documents,
                                       const std::vector<std::string>& terms, std::size_t most_articles) {
  FormCounter counter(analyser, terms);
  const IndexReader index = archive.index();
  for (const DocumentNumber document : first_uses(index, documents, terms, most_articles)) {
    const Article article = archive.article(document);
    counter.count(article.title, true);
    counter.count(article.body, false);
  }
  std::vector<std::string> forms;
  for (std::size_t i = 0; i < terms.size(); ++i) forms.push_back(counter.best(i, terms[i]));
  return forms;
}

}  // namespace broadtape
