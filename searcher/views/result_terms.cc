#include "searcher/views/result_terms.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "common/archive/index_errors.h"
#include "common/archive/schema.h"
#include "searcher/plan/visible_versions.h"
#include "searcher/search/facets.h"
#include "searcher/search/prepared_query.h"
#include "searcher/search/shown_companies.h"
#include "searcher/views/archive_counts.h"

namespace broadtape {
namespace {

using Clock = std::chrono::steady_clock;

bool finds_companies(Field field) {
  constexpr Field kFields[] = {Field::kTicker, Field::kAbout, Field::kCompany, Field::kAboutCompany};
  return std::find(std::begin(kFields), std::end(kFields), field) != std::end(kFields);
}

// The terms in the query, which lists of significant terms omit: stems, and symbols or keys of companies.
void collect_known(const Node& node, std::vector<std::string>& words, std::unordered_set<std::string>& companies) {
  if (finds_companies(node.field)) {
    companies.insert(node.terms.begin(), node.terms.end());
    companies.insert(node.expansions.begin(), node.expansions.end());
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
        prepared_(archive, analyser, request.query),
        frequencies_(archive, request.query.versions.as_of_s) {}

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
    versions_ = counted_versions(archive_, request_.query, prepared_.query());
    superseded_ = superseded_articles(archive_);
    answer_.archive_articles = count_articles(archive_, versions_);
  }

  void find() {
    FacetCounter counter({"ticker"});
    std::vector<DocumentNumber> documents = Matches(archive_, prepared_.query()).list(counter.watched());
    answer_.total = documents.size();

    SignificantTermsRequest terms_request;
    terms_request.sample = std::move(documents);
    terms_request.words = request_.words;
    terms_request.companies = 0;
    terms_request.as_of_s = versions_.as_of_s;
    std::unordered_set<std::string> known;
    walk(prepared_.tree(), [&](const Node& node) {
      if (node.kind == NodeKind::kNot) return false;
      collect_known(node, terms_request.without, known);
      return true;
    });
    add_companies(counter.counts(0), known);
    for (const std::string& company : known) add_names(company, terms_request.without);
    for (const SignificantCompany& company : answer_.companies) {
      add_names(company.term.term, terms_request.without);
      add_names(company.term.display, terms_request.without);
    }
    SignificantTerms terms = significant_terms(archive_, analyser_, terms_request);
    answer_.sample = terms.sample;
    answer_.words = std::move(terms.words);
  }

  // `known`: keys, codes and symbols of companies to leave out.
  void add_companies(const FacetCounts& found, std::unordered_set<std::string> known) {
    std::unordered_map<std::string, std::uint64_t> counts;
    std::unordered_map<std::string, const FacetCount*> values;
    for (const FacetCount& value : found.values) {
      counts.emplace(value.key, value.count);
      values.emplace(value.key, &value);
      if (known.contains(value.value)) known.insert(value.key);
    }
    SignificanceCounts sizes;
    sizes.sample = answer_.total;
    sizes.others = answer_.archive_articles - std::min(answer_.total, answer_.archive_articles);
    const auto elsewhere = [&](const std::string& company) {
      const std::uint64_t all = articles_with(company);
      return all - std::min(all, counts.at(company));
    };
    const CompanyNames names(archive_.index());
    for (SignificantTerm& term : most_significant(counts, elsewhere, sizes, request_.companies, known)) {
      const FacetCount& value = *values.at(term.term);
      term.display = value.value == value.company ? "" : value.value;
      std::string name = names.name_of(value.company, value.value);
      answer_.companies.push_back({std::move(term), value.company, std::move(name)});
    }
  }

  // The single-word names of a company by its key or symbol, and the symbol: a listed company is not repeated as a
  // word.
  void add_names(const std::string& known, std::vector<std::string>& words) {
    std::vector<Token> tokens;
    const auto add = [&](const std::string& name) {
      analyser_.analyse_query(name, tokens);
      if (tokens.size() == 1) words.emplace_back(tokens.front().term);
    };
    add(known);
    const Company* company = directory_.find(known);
    if (company == nullptr) {
      const Listing* const listing = directory_.listed(known, std::nullopt);
      if (listing == nullptr) return;
      company = listing->company;
    }
    for (const CompanyName& name : company->names()) add(std::string(name.text));
  }

  std::uint64_t articles_with(const std::string& company) const {
    const std::string term = make_term(Field::kCompany, company);
    if (versions_.as_of_s || versions_.all || superseded_.empty()) return frequencies_.documents_with(term);
    return Matches(archive_, without(DocumentQuery(term), superseded_)).count();
  }

  const Archive& archive_;
  Analyser& analyser_;
  const CompanyDirectory& directory_;
  const TermsRequest& request_;
  PreparedQuery prepared_;
  const VisibleFrequencies frequencies_;
  TermsAnswer answer_;
  CountedVersions versions_;
  DocumentQuery superseded_;
};

}  // namespace

TermsAnswer result_terms(const Archive& archive, Analyser& analyser, const CompanyDirectory& directory,
                         const TermsRequest& request) {
  return with_read_errors(archive, [&] { return TermRanking(archive, analyser, directory, request).answer(); });
}

}  // namespace broadtape
