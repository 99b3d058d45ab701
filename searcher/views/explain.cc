#include "searcher/views/explain.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "common/archive/index_errors.h"
#include "common/archive/schema.h"
#include "common/error/error.h"
#include "searcher/plan/visible_versions.h"
#include "searcher/query/field_values.h"
#include "searcher/query/parser.h"
#include "searcher/search/article_lookup.h"
#include "searcher/search/prepared_query.h"
#include "searcher/search/ranker.h"

namespace broadtape {
namespace {

using Clock = std::chrono::steady_clock;

class Explainer {
 public:
  Explainer(const Archive& archive, Analyser& analyser, const ExplainRequest& request)
      : archive_(archive),
        index_(archive.index()),
        analyser_(analyser),
        request_(request),
        frequencies_(archive, request.query.versions.as_of_s) {}

  ExplainAnswer answer() {
    if (!request_.id.empty()) document_ = require_version(archive_, request_.id, request_.query.versions.as_of_s);
    timed("parse", [&] { parse_query(request_.query.text, request_.query.clock, analyser_); });
    std::optional<PreparedQuery> prepared;
    timed("parse, look up and expand", [&] { prepared.emplace(archive_, analyser_, request_.query); });
    walk(prepared->tree(), [&](const Node& node) {
      add_tokens(node);
      return true;
    });
    if (!prepared->empty()) explain_search(*prepared);
    prepared->summarise(request_.query.match);
    answer_.query = prepared->take_summary();
    return std::move(answer_);
  }

 private:
  template <class Work>
  std::int64_t timed(const char* stage, const Work& work) {
    const auto begin = Clock::now();
    work();
    const std::int64_t took_us = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begin).count();
    if (*stage) answer_.stages.push_back({stage, took_us});
    return took_us;
  }

  void add_tokens(const Node& node) {
    if ((node.kind != NodeKind::kWord && node.kind != NodeKind::kPhrase) || !holds_words(node.field)) return;
    std::vector<Token> tokens;
    analyser_.analyse_query(node.text, tokens);
    const Field field = node.field == Field::kLead ? Field::kText : node.field;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      const Token& token = tokens[i];
      const std::string term = make_term(field, token.term);
      answer_.tokens.push_back(
          {surface_of(node.text, tokens, i), term, answer_.tokens.size() + 1, frequencies_.documents_with(term)});
    }
  }

  void explain_search(PreparedQuery& prepared) {
    DocumentQuery query;
    timed("build", [&] { query = prepared.ranked(); });
    answer_.xapian = query.get_description();
    const SearchRequest first_ten = ranked_request(SearchRequest{}.limit);
    timed("find the first ten and count",
          [&] { answer_.total = Ranker(archive_, prepared, first_ten).page(query).total; });
    timed("count the parts", [&] { answer_.tree = part(prepared, prepared.tree()); });
    if (document_) explain_article(prepared, query);
  }

  SearchRequest ranked_request(std::uint64_t limit) const {
    SearchRequest request;
    request.query = request_.query;
    request.recency_halflife_s = request_.recency_halflife_s;
    request.limit = limit;
    return request;
  }

  std::string id_term() const { return make_term(Field::kId, request_.id); }

  ExplainedPart part(PreparedQuery& prepared, const Node& node) {
    ++parts_;
    ExplainedPart result;
    result.text = to_text(node);
    result.kind = kind_name(node.kind);
    for (const Variant& variant : node.variants) result.variants.push_back(variant.text);
    const Matches matches(archive_, prepared.part(node));
    result.took_us = timed("", [&] { result.articles = matches.count(); });
    if (document_) {
      const std::optional<double> weight = matches.weight_of(*document_, id_term());
      result.holds = weight.has_value();
      result.weight = weight.value_or(0);
      const bool is_term = node.kind == NodeKind::kWord && node.variants.empty() &&
                           (node.field == Field::kText || node.field == Field::kTitle);
      if (weight && is_term) result.formula = term_weight(index_, *document_, make_term(node.field, node.terms[0]));
    }
    for (const Node& child : node.children) {
      if (parts_ < kMaxExplainedParts) result.children.push_back(part(prepared, child));
    }
    result.is_group = !result.children.empty() && !is_positional(node);
    return result;
  }

  void explain_article(PreparedQuery& prepared, const DocumentQuery& query) {
    const SearchRequest request = ranked_request(kExplainedRanks);
    const Ranker ranker(archive_, prepared, request);
    ExplainedArticle article;
    article.id = request_.id;
    const Article text = archive_.article(*document_);
    article.title = text.title;
    article.companies = companies_of(text);
    article.score.half_lives = ranker.half_lives(*document_);
    if (const std::optional<Score> score = ranker.score_of(query, *document_, id_term())) {
      article.found = true;
      article.score = *score;
      if (ranker.has_words()) find_rank(ranker, query, article);
      article.score.hints = gains_of(prepared.hints(), index_, *document_);
    }
    answer_.article = std::move(article);
  }

  void find_rank(const Ranker& ranker, const DocumentQuery& query, ExplainedArticle& article) const {
    const std::vector<RankedDocument> documents = ranker.page(query).documents;
    const auto found = std::find_if(documents.begin(), documents.end(),
                                    [&](const RankedDocument& ranked) { return ranked.document == *document_; });
    if (found == documents.end()) return;
    article.rank = static_cast<std::uint64_t>(found - documents.begin()) + 1;
    article.score = found->score;
    if (article.score.dependence > 0) article.pairs = ranker.dependence().gains(*document_);
  }

  const Archive& archive_;
  const IndexReader index_;
  Analyser& analyser_;
  const ExplainRequest& request_;
  const VisibleFrequencies frequencies_;
  std::optional<DocumentNumber> document_;
  std::size_t parts_ = 0;
  ExplainAnswer answer_;
};

}  // namespace

ExplainAnswer explain_query(const Archive& archive, Analyser& analyser, const ExplainRequest& request) {
  return with_read_errors(archive, [&] { return Explainer(archive, analyser, request).answer(); });
}

}  // namespace broadtape
