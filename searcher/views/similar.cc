#include "searcher/views/similar.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <functional>
#include <iterator>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "common/archive/index_errors.h"
#include "common/archive/schema.h"
#include "common/text/function_words.h"
#include "searcher/plan/compound_query.h"
#include "searcher/plan/visible_versions.h"
#include "searcher/search/article_lookup.h"
#include "searcher/search/hit_reader.h"
#include "searcher/search/match_terms.h"
#include "searcher/search/prepared_query.h"
#include "searcher/search/ranking.h"
#include "searcher/views/significant_terms.h"

namespace broadtape {
namespace {

using Clock = std::chrono::steady_clock;

// The weight of one occurrence.
constexpr double kTitleWeight = 3;
constexpr double kLeadWeight = 1.5;
constexpr double kBodyWeight = 1;
// The gain for mentioning one of the article's companies, as a fraction of the company's inverse document frequency.
constexpr double kCompanyShare = 0.5;
constexpr std::size_t kMaxCompanies = 10;

struct Word {
  std::string term;
  std::string form;      // the first written form in the article
  double frequency = 0;  // weighted by location
  double weight = 0;
};

// Counts the words of the article, weighted by location.
class WordCounter {
 public:
  explicit WordCounter(Analyser& analyser) : analyser_(analyser) {}

  void count(std::string_view text, bool is_title) {
    analyser_.analyse(text, tokens_);
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      const Token& token = tokens_[i];
      Word& word = words_[std::string(token.term)];
      if (word.form.empty()) word.form = surface_of(text, tokens_, i);
      word.frequency += is_title ? kTitleWeight : token.position < kLeadBodyWords ? kLeadWeight : kBodyWeight;
    }
  }

  // The best `most` by tf-idf, best first. Skips words that no other article has.
  std::vector<Word> best(const VisibleFrequencies& frequencies, std::size_t most) {
    std::vector<Word> best;
    for (auto& [term, word] : words_) {
      if (!is_content_word(term)) continue;
      const std::uint64_t articles = frequencies.documents_with_word(term);
      if (articles < 2 || 2 * articles > frequencies.document_count() + 2) continue;
      word.term = term;
      word.weight = (1 + std::log(word.frequency)) * inverse_document_frequency(frequencies.document_count(), articles);
      best.push_back(std::move(word));
    }
    std::sort(best.begin(), best.end(), [](const Word& a, const Word& b) {
      return a.weight != b.weight ? a.weight > b.weight : a.term < b.term;
    });
    if (best.size() > most) best.resize(most);
    return best;
  }

 private:
  Analyser& analyser_;
  std::vector<Token> tokens_;
  std::unordered_map<std::string, Word> words_;
};

// For marking: matches any of the words.
Node any_word(const std::vector<Word>& words) {
  Node tree;
  tree.kind = NodeKind::kOr;
  for (const Word& word : words) {
    Node leaf;
    leaf.kind = NodeKind::kWord;
    leaf.text = word.form;
    leaf.terms = {word.term};
    tree.children.push_back(std::move(leaf));
  }
  return tree;
}

// The distinct sequences of three words of a text, as hashes in ascending order.
using Shingles = std::vector<std::uint64_t>;

Shingles shingles_of(const std::vector<Token>& tokens) {
  constexpr std::size_t kWords = 3;
  constexpr std::uint64_t kFactor = 0x9E3779B97F4A7C15;  // 2^64 divided by the golden ratio
  std::vector<std::uint64_t> words;
  words.reserve(tokens.size());
  for (const Token& token : tokens) words.push_back(std::hash<std::string_view>()(token.term));
  Shingles shingles;
  for (std::size_t i = 0; i + kWords <= words.size(); ++i) {
    std::uint64_t hash = 0;
    for (std::size_t k = 0; k < kWords; ++k) hash = (hash ^ words[i + k]) * kFactor + (hash >> 32);
    shingles.push_back(hash);
  }
  std::sort(shingles.begin(), shingles.end());
  shingles.erase(std::unique(shingles.begin(), shingles.end()), shingles.end());
  return shingles;
}

Shingles shingles_of(Analyser& analyser, std::string_view text) {
  std::vector<Token> tokens;
  analyser.analyse(text, tokens);
  return shingles_of(tokens);
}

double resemblance_of(const Shingles& a, const Shingles& b) {
  Shingles common;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(common));
  const std::size_t all = a.size() + b.size() - common.size();
  return all == 0 ? 0 : static_cast<double>(common.size()) / static_cast<double>(all);
}

class SimilarSearch {
 public:
  SimilarSearch(const Archive& archive, Analyser& analyser, const SimilarRequest& request)
      : archive_(archive),
        index_(archive.index()),
        analyser_(analyser),
        request_(request),
        prepared_(archive, analyser, request.query),
        frequencies_(archive, request.query.versions.as_of_s) {
    if (!request.query.all_versions) hidden_ = hidden_versions(archive, request.query.versions.as_of_s);
  }

  SimilarAnswer answer() {
    const auto begin = Clock::now();
    read_article();
    if (!words_.empty() || !answer_.companies.empty()) search();
    if (!prepared_.empty()) prepared_.summarise(request_.query.match);
    answer_.query = prepared_.take_summary();
    answer_.took_us = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begin).count();
    return std::move(answer_);
  }

 private:
  void read_article() {
    article_ = archive_.article(require_version(archive_, request_.id, request_.query.versions.as_of_s));
    answer_.id = article_.id;
    answer_.title = article_.title;
    answer_.companies = companies_of(article_);
    if (answer_.companies.size() > kMaxCompanies) answer_.companies.resize(kMaxCompanies);
    WordCounter counter(analyser_);
    counter.count(article_.body, false);  // first, because titles are often in capitals
    counter.count(article_.title, true);
    words_ = counter.best(frequencies_, kSimilarWords);
    for (const Word& word : words_) {
      places_.emplace(word.term, answer_.words.size());
      answer_.words.push_back(word.form);
    }
  }

  // Words by BM25, weighted by their importance in the article; companies by constants.
  DocumentQuery likeness() const {
    std::vector<DocumentQuery> parts;
    for (const Word& word : words_) parts.push_back(weighed(DocumentQuery(word.term), 1 + std::log(word.frequency)));
    for (const ShownCompany& company : answer_.companies) {
      const std::string term = make_term(Field::kCompany, company.company());
      const double idf = inverse_document_frequency(frequencies_.document_count(), frequencies_.documents_with(term));
      parts.push_back(with_gain(term, kCompanyShare * idf));
    }
    return any_of(parts);
  }

  DocumentQuery shown(const DocumentQuery& query) const { return hidden_.empty() ? query : without(query, hidden_); }

  MatchPage ranked(const DocumentQuery& query, std::size_t most) const {
    return Matches(archive_, query).top(MatchOrder::kBestThenNewest, 0, most, false);
  }

  // Reading each list of documents once takes a fraction of the time of a search that counts.
  std::uint64_t count_others() {
    DocumentBits found;
    const auto add = [&](DocumentNumber document) { found.add(document); };
    const auto remove = [&](DocumentNumber document) { found.remove(document); };
    for (const Word& word : words_) index_.each_document_with(word.term, add);
    for (const ShownCompany& company : answer_.companies)
      index_.each_document_with(make_term(Field::kCompany, company.company()), add);
    index_.each_document_with(make_term(Field::kId, article_.id), remove);
    if (!hidden_.empty()) {
      for (const DocumentNumber document : Matches(archive_, hidden_).list()) remove(document);
    }
    if (prepared_.empty()) return found.count();
    const std::vector<DocumentNumber> passing = Matches(archive_, prepared_.query()).list();
    return static_cast<std::uint64_t>(
        std::count_if(passing.begin(), passing.end(), [&](DocumentNumber document) { return found.has(document); }));
  }

  void search() {
    const DocumentQuery like = likeness();
    const DocumentQuery itself(make_term(Field::kId, article_.id));
    const MatchPage own = ranked(shown(filtered(like, itself)), 1);
    DocumentQuery others = shown(without(like, itself));
    if (!prepared_.empty()) others = filtered(others, prepared_.query());
    const MatchPage found = ranked(others, request_.limit);
    answer_.total = count_others();
    add_hits(found, own.documents.empty() ? 0 : own.documents.front().weight);
  }

  void add_hits(const MatchPage& found, double own_score) {
    std::vector<RankedDocument> documents;
    for (const MatchedDocument& hit : found.documents) documents.push_back({hit.document, {hit.weight}});
    const Node tree = any_word(words_);
    const MatchTerms terms(tree, index_);
    SnippetMaker snippets(terms, analyser_);
    const Shingles own = shingles_of(analyser_, article_.body);
    HitReader reader(archive_, snippets, {}, request_.snippet_length);
    reader.read(documents, [&](std::size_t place, Hit&& hit) {
      SimilarHit similar;
      similar.hit = std::move(hit);
      similar.hit.rank = place + 1;
      similar.hit.score = documents[place].score.total();
      similar.similarity = own_score > 0 ? std::min(1.0, similar.hit.score / own_score) : 0;
      note_shared(similar, own);
      answer_.hits.push_back(std::move(similar));
    });
  }

  // What the article has in common with the hit: words, companies, and sequences of words (`own`).
  void note_shared(SimilarHit& similar, const Shingles& own) {
    std::vector<Token> tokens;
    std::vector<bool> is_shared(words_.size());
    const auto note = [&] {
      for (const Token& token : tokens) {
        const auto word = places_.find(token.term);
        if (word != places_.end()) is_shared[word->second] = true;
      }
    };
    analyser_.analyse(similar.hit.article.title, tokens);
    note();
    analyser_.analyse(similar.hit.article.body, tokens);
    note();
    similar.near_duplicate = resemblance_of(own, shingles_of(tokens)) >= kNearDuplicateResemblance;
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (is_shared[i]) similar.shared.push_back(words_[i].form);
    }
    std::unordered_set<std::string> companies;
    for (const ShownCompany& company : companies_of(similar.hit.article)) companies.insert(company.company());
    for (const ShownCompany& company : answer_.companies) {
      if (companies.contains(company.company())) similar.companies.push_back(company);
    }
  }

  const Archive& archive_;
  const IndexReader index_;
  Analyser& analyser_;
  const SimilarRequest& request_;
  PreparedQuery prepared_;
  const VisibleFrequencies frequencies_;
  DocumentQuery hidden_;  // versions that are not shown; empty if there are none
  Article article_;
  std::vector<Word> words_;
  std::unordered_map<std::string_view, std::size_t> places_;  // in words_, by term
  SimilarAnswer answer_;
};

}  // namespace

double resemblance(Analyser& analyser, std::string_view a, std::string_view b) {
  return resemblance_of(shingles_of(analyser, a), shingles_of(analyser, b));
}

SimilarAnswer similar_articles(const Archive& archive, Analyser& analyser, const SimilarRequest& request) {
  return with_read_errors(archive, [&] { return SimilarSearch(archive, analyser, request).answer(); });
}

}  // namespace broadtape
