#include "searcher/views/explain.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include "common/archive/schema.h"
#include "common/error/error.h"
#include "searcher/query/field_values.h"
#include "searcher/query/parser.h"
#include "searcher/search/matcher.h"
#include "searcher/search/prepared_query.h"
#include "searcher/search/ranking.h"
#include "searcher/search/recency.h"
#include "searcher/search/search_errors.h"

namespace broadtape {
namespace {

using Clock = std::chrono::steady_clock;

// Xapian 1.4's BM25Weight with k2 = 0 and every query term once.
double xapian_idf(const Xapian::Database& database, const std::string& term) {
  const double articles = database.get_doccount(), with_term = database.get_termfreq(term);
  const double odds = (articles - with_term + 0.5) / (with_term + 0.5);
  return std::log(odds < 2 ? odds * 0.5 + 1 : odds);
}

std::uint64_t wdf_of(const Xapian::Database& database, Xapian::docid document, const std::string& term) {
  auto at = database.termlist_begin(document);
  at.skip_to(term);
  return at != database.termlist_end(document) && *at == term ? at.get_wdf() : 0;
}

// The version of the article that searches find.
std::optional<Xapian::docid> current_document(const Xapian::Database& database, const std::string& id) {
  const std::string term = make_term(Field::kId, id);
  std::optional<Xapian::docid> document;
  for (auto posting = database.postlist_begin(term); posting != database.postlist_end(term); ++posting) {
    auto flag = database.termlist_begin(*posting);
    const std::string superseded = make_term(Field::kFlag, kSupersededFlag);
    flag.skip_to(superseded);
    const bool is_superseded = flag != database.termlist_end(*posting) && *flag == superseded;
    if (!document || !is_superseded) document = *posting;
  }
  return document;
}

class Explainer {
 public:
  Explainer(const Archive& archive, Analyser& analyser, const ExplainRequest& request)
      : archive_(archive), database_(archive.database()), analyser_(analyser), request_(request) {}

  ExplainAnswer answer() {
    if (!request_.id.empty()) {
      document_ = current_document(database_, request_.id);
      if (!document_) throw Error(ErrorKind::kUsage, "the archive has no article " + request_.id);
    }
    timed("parse", [&] { parse_query(request_.query.text, request_.query.clock, analyser_); });
    std::optional<PreparedQuery> prepared;
    timed("parse, look up and expand", [&] { prepared.emplace(archive_, analyser_, request_.query); });
    walk(prepared->tree(), [&](const Node& node) {
      add_tokens(node);
      return true;
    });
    if (!prepared->empty()) explain_search(*prepared);
    prepared->settle(request_.query.match);
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
    analyser_.analyse(node.text, tokens);
    const Field field = node.field == Field::kLead ? Field::kText : node.field;
    for (const Token& token : tokens) {
      const std::string term = make_term(field, token.term);
      answer_.tokens.push_back({node.text.substr(token.begin, token.end - token.begin), term, answer_.tokens.size() + 1,
                                database_.get_termfreq(term)});
    }
  }

  void explain_search(PreparedQuery& prepared) {
    Xapian::Query query;
    timed("build", [&] { query = prepared.query(); });
    answer_.xapian = query.get_description();
    const Dependence dependence(prepared.tree(), database_);
    SearchRequest page_request;
    page_request.query = request_.query;
    page_request.recency_halflife_s = request_.recency_halflife_s;
    MatchPage page;
    const bool ranked = !prepared.ranked_parts().empty();
    timed("find the first ten and count",
          [&] { page = Matcher(database_, query).page(page_request, dependence, ranked, nullptr); });
    answer_.total = page.total;
    timed("count the parts", [&] { answer_.tree = part(prepared, prepared.tree()); });
    if (document_) explain_article(query, dependence, ranked);
  }

  // Xapian's weight of the document for `query`; none when it does not match.
  std::optional<double> weight_of(const Xapian::Query& query) const {
    Xapian::Enquire enquire(database_);
    const Xapian::Query itself(make_term(Field::kId, request_.id));
    enquire.set_query(Xapian::Query(Xapian::Query::OP_FILTER, query, itself));
    enquire.set_weighting_scheme(Xapian::BM25Weight(kBm25K1, 0, 1, kBm25B, kBm25MinLength));
    const Xapian::MSet found = enquire.get_mset(0, database_.get_termfreq(make_term(Field::kId, request_.id)));
    for (auto hit = found.begin(); hit != found.end(); ++hit) {
      if (*hit == *document_) return hit.get_weight();
    }
    return std::nullopt;
  }

  ExplainedPart part(PreparedQuery& prepared, const Node& node) {
    ++parts_;
    ExplainedPart result;
    result.text = to_text(node);
    result.kind = kind_name(node.kind);
    const Xapian::Query query = prepared.part(node);
    result.took_us = timed("", [&] { result.articles = Matcher(database_, query).count(); });
    if (document_) {
      const std::optional<double> weight = weight_of(query);
      result.holds = weight.has_value();
      result.weight = weight.value_or(0);
      const bool is_term = node.kind == NodeKind::kWord && (node.field == Field::kText || node.field == Field::kTitle);
      if (weight && is_term) result.formula = term_weight(make_term(node.field, node.terms[0]));
    }
    for (const Node& child : node.children) {
      if (parts_ < kMaxExplainedParts) result.children.push_back(part(prepared, child));
    }
    result.is_group = !result.children.empty() && !is_positional(node);
    return result;
  }

  TermWeight term_weight(const std::string& term) const {
    TermWeight result;
    result.wdf = wdf_of(database_, *document_, term);
    result.idf = xapian_idf(database_, term);
    result.length = std::max(database_.get_doclength(*document_) / database_.get_avlength(), kBm25MinLength);
    result.norm = 1 - kBm25B + kBm25B * result.length;
    const auto wdf = static_cast<double>(result.wdf);
    result.weight = result.idf * wdf * (kBm25K1 + 1) / (wdf + kBm25K1 * result.norm);
    return result;
  }

  void explain_article(const Xapian::Query& query, const Dependence& dependence, bool ranked) {
    ExplainedArticle article;
    article.id = request_.id;
    article.title = archive_.article(*document_).title;
    const std::optional<double> weight = weight_of(query);
    article.found = weight.has_value();
    article.first_stage = ranked ? weight.value_or(0) : 0;
    if (ranked && request_.recency_halflife_s > 0) {
      const Recency recency(database_, request_.recency_halflife_s, request_.query.clock.now_s);
      article.age_share = std::exp2(recency.log_score({*document_, 1}));
    }
    article.score = article.first_stage * article.age_share;
    if (article.found && ranked) find_rank(query, dependence, article);
    answer_.article = std::move(article);
  }

  void find_rank(const Xapian::Query& query, const Dependence& dependence, ExplainedArticle& article) {
    SearchRequest request;
    request.query = request_.query;
    request.limit = kExplainedRanks;
    request.recency_halflife_s = request_.recency_halflife_s;
    const MatchPage page = Matcher(database_, query).page(request, dependence, true, nullptr);
    for (std::size_t i = 0; i < page.documents.size(); ++i) {
      if (page.documents[i].document != *document_) continue;
      article.rank = i + 1;
      article.score = page.documents[i].weight;
      if (article.age_share > 0) article.second_stage = article.score / article.age_share - article.first_stage;
      constexpr double kRounding = 1e-9;
      if (article.second_stage > kRounding) {
        article.pairs = dependence.gains(*document_);
      } else {
        article.second_stage = 0;
      }
    }
  }

  const Archive& archive_;
  const Xapian::Database& database_;
  Analyser& analyser_;
  const ExplainRequest& request_;
  std::optional<Xapian::docid> document_;
  std::size_t parts_ = 0;
  ExplainAnswer answer_;
};

}  // namespace

ExplainAnswer explain_query(const Archive& archive, Analyser& analyser, const ExplainRequest& request) {
  return searching(archive, [&] { return Explainer(archive, analyser, request).answer(); });
}

}  // namespace broadtape
