#include "searcher/search/written_forms.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "searcher/search/sentences.h"

namespace broadtape {
namespace {

// Outweighs any number of uses in titles and at the start of sentences.
constexpr std::uint64_t kCleanUse = 1'000;
constexpr std::size_t kEnoughUses = 3;  // articles read per term

class FormCounter {
 public:
  FormCounter(Analyser& analyser, const std::vector<std::string>& terms) : analyser_(analyser) {
    for (const std::string& term : terms) forms_.try_emplace(term);
  }

  void count(std::string_view text, bool is_title) {
    analyser_.analyse(text, tokens_);
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      const Token& token = tokens_[i];
      if (Forms* const forms = forms_of(token.term))
        (*forms)[surface_of(text, tokens_, i)] += !is_title && !sentence_begins(text, token.begin) ? kCleanUse : 1;
      if (token.part.empty()) continue;
      if (Forms* const forms = forms_of(token.part)) {
        const auto [begin, end] = part_range(tokens_, i);
        (*forms)[std::string(text.substr(begin, end - begin))] += is_title ? 1 : kCleanUse;
      }
    }
  }

  // Of equals the last in sort order, so that lower case precedes capitals. The term itself if it has no form.
  std::string best(const std::string& term) const {
    const Forms& forms = forms_.at(term);
    const auto most =
        std::max_element(forms.begin(), forms.end(), [](const auto& a, const auto& b) { return a.second <= b.second; });
    return most == forms.end() ? term : most->first;
  }

 private:
  using Forms = std::map<std::string, std::uint64_t>;

  Forms* forms_of(std::string_view term) {
    const auto found = forms_.find(term);
    return found == forms_.end() ? nullptr : &found->second;
  }

  Analyser& analyser_;
  std::vector<Token> tokens_;
  std::map<std::string, Forms, std::less<>> forms_;  // by term
};

// The documents in ascending order that have one of the first kEnoughUses uses of a term among them, at most `most`.
std::vector<DocumentNumber> first_uses(const IndexReader& index, std::vector<DocumentNumber> documents,
                                       const std::vector<std::string>& terms, std::size_t most) {
  std::sort(documents.begin(), documents.end());
  std::set<DocumentNumber> first;
  for (const std::string& term : terms) {
    std::size_t uses = 0;
    index.each_document_among(documents, term, [&](DocumentNumber document) {
      first.insert(document);
      return ++uses < kEnoughUses;
    });
  }
  std::vector<DocumentNumber> chosen(first.begin(), first.end());
  if (chosen.size() > most) chosen.resize(most);
  return chosen;
}

}  // namespace

std::vector<std::string> written_forms(const Archive& archive, Analyser& analyser,
                                       const std::vector<DocumentNumber>& documents,
                                       const std::vector<std::string>& terms, std::size_t most_articles) {
  FormCounter counter(analyser, terms);
  for (const DocumentNumber document : first_uses(archive.index(), documents, terms, most_articles)) {
    const Article article = archive.article(document);
    counter.count(article.title, true);
    counter.count(article.body, false);
  }
  std::vector<std::string> forms;
  for (const std::string& term : terms) forms.push_back(counter.best(term));
  return forms;
}

}  // namespace broadtape
