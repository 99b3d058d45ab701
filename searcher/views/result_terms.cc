#include "searcher/views/result_terms.h"

#include <algorithm>
#include <chrono>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "common/archive/index_errors.h"
#include "common/archive/schema.h"
#include "searcher/search/facets.h"
#include "searcher/search/prepared_query.h"
#include "searcher/views/archive_counts.h"

namespace broadtape {
namespace {

using Clock = std::chrono::steady_clock;

// The terms in the query, which lists of significant terms omit.
void collect_known(const Node& node, std::vector<std::string>& words, std::unordered_set<std::string>& symbols) {
  if (node.field == Field::kTicker || node.field == Field::kAbout) {
    symbols.insert(node.terms.begin(), node.terms.end());
  } else {
    words.insert(words.end(), node.terms.begin(), node.terms.end());
    words.insert(words.end(), node.expansions.begin(), node.expansions.end());
  }
}

class TermRanking {
 public:
  TermRanking(const Archive& archive, Analyser& analyser, const CompanyDirectory& directory,
              const TermsRequest& request)
      : archive_(archive),
        analyser_(analyser),
        directory_(directory),
        request_(request),
        prepared_(archive, analyser, request.query) {}

  TermsAnswer answer() {
    const auto begin = Clock::now();
    count_current();
    if (!prepared_.empty()) find();
    prepared_.summarise(request_.query.match);
    answer_.query = prepared_.take_summary();
    answer_.took_us = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begin).count();
    return std::move(answer_);
  }

 private:
  void count_current() {
    superseded_ = superseded_articles(archive_);
    hides_superseded_ =
        !superseded_.empty() && !request_.query.all_versions && !finds_superseded(archive_, prepared_.query());
    answer_.archive_articles = count_articles(archive_, !hides_superseded_);
  }

  void find() {
    FacetCounter tickers({"ticker"});
    std::vector<DocumentNumber> documents = Matches(archive_.database(), prepared_.query()).list(tickers.watched());
    answer_.total = documents.size();

    SignificantTermsRequest terms_request;
    terms_request.sample = std::move(documents);
    terms_request.words = request_.words;
    terms_request.tickers = 0;
    std::unordered_set<std::string> symbols;
    walk(prepared_.tree(), [&](const Node& node) {
      if (node.kind == NodeKind::kNot) return false;
      collect_known(node, terms_request.without, symbols);
      return true;
    });
    add_companies(tickers.results(0).front(), symbols);
    for (const std::string& symbol : symbols) add_names(symbol, terms_request.without);
    for (const SignificantCompany& company : answer_.companies) add_names(company.term.term, terms_request.without);
    SignificantTerms terms = significant_terms(archive_, analyser_, terms_request);
    answer_.sample = terms.sample;
    answer_.words = std::move(terms.words);
  }

  void add_companies(const Facet& found, const std::unordered_set<std::string>& known) {
    std::unordered_map<std::string, std::uint64_t> counts;
    for (const FacetValue& value : found.values) counts.emplace(value.value, value.count);
    SignificanceCounts sizes;
    sizes.sample = answer_.total;
    sizes.others = answer_.archive_articles - std::min(answer_.total, answer_.archive_articles);
    const auto elsewhere = [&](const std::string& symbol) {
      const std::uint64_t all = articles_with(symbol);
      return all - std::min(all, counts.at(symbol));
    };
    for (SignificantTerm& term : most_significant(counts, elsewhere, sizes, request_.companies, known)) {
      term.display = term.term;
      std::string name(directory_.name_of(term.term));
      answer_.companies.push_back({std::move(term), std::move(name)});
    }
  }

  // The symbol and single-word names of a company: a listed company is not repeated as a word.
  void add_names(const std::string& symbol, std::vector<std::string>& words) {
    std::vector<Token> tokens;
    const auto add = [&](const std::string& name) {
      analyser_.analyse_query(name, tokens);
      if (tokens.size() == 1) words.emplace_back(tokens.front().term);
    };
    add(symbol);
    const Listing* const listing = directory_.listed(symbol, std::nullopt);
    if (listing == nullptr) return;
    for (const CompanyName& name : listing->company->names()) add(std::string(name.text));
  }

  std::uint64_t articles_with(const std::string& symbol) const {
    const std::string term = make_term(Field::kTicker, symbol);
    if (!hides_superseded_) return archive_.index().documents_with(term);
    return Matches(archive_.database(), without(DocumentQuery(term), superseded_)).count();
  }

  const Archive& archive_;
  Analyser& analyser_;
  const CompanyDirectory& directory_;
  const TermsRequest& request_;
  PreparedQuery prepared_;
  TermsAnswer answer_;
  DocumentQuery superseded_;
  bool hides_superseded_ = false;
};

}  // namespace

TermsAnswer result_terms(const Archive& archive, Analyser& analyser, const CompanyDirectory& directory,
                         const TermsRequest& request) {
  return with_read_errors(archive, [&] { return TermRanking(archive, analyser, directory, request).answer(); });
}

}  // namespace broadtape
