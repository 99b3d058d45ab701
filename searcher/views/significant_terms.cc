#include "searcher/views/significant_terms.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <queue>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "common/archive/schema.h"
#include "common/archive/term_counter.h"
#include "common/text/function_words.h"
#include "searcher/plan/visible_versions.h"
#include "searcher/search/shown_companies.h"
#include "searcher/search/written_forms.h"
#include "searcher/views/lead_words.h"

namespace broadtape {
namespace {

using TermCounts = std::unordered_map<std::string, std::uint64_t>;

constexpr std::ptrdiff_t kLookUpGroup = 100;  // terms

double entropy_part(double count, double expected) {
  return count > 0 ? count * std::log(count / expected) : 0;
}

double times_elsewhere(const SignificanceCounts& counts) {
  const double share = static_cast<double>(counts.in_sample) / static_cast<double>(counts.sample);
  const double share_elsewhere = static_cast<double>(counts.elsewhere) / static_cast<double>(counts.others);
  return share_elsewhere > 0 ? share / share_elsewhere : std::numeric_limits<double>::infinity();
}

// The number of articles in the sample for each word and company.
struct SampleCounts {
  TermCounts words;
  TermCounts companies;
  std::size_t articles = 0;
};

void count_companies(const IndexReader& index, DocumentNumber document, TermCounts& counts) {
  static const std::string prefix = make_term(Field::kCompany, "");
  index.each_listed_term(document, prefix, [&](const std::string& term) {
    if (!term.starts_with(prefix)) return false;
    ++counts[term.substr(prefix.size() + (term[prefix.size()] == ':' ? 1 : 0))];
    return true;
  });
}

// Words that at least `least` articles have.
SampleCounts count_sample(const Archive& archive, const std::vector<DocumentNumber>& documents, bool with_companies,
                          std::uint64_t least) {
  const IndexReader index = archive.index();
  SampleCounts counts;
  counts.articles = documents.size();
  TermCounter words(archive.words());
  for (const DocumentNumber document : documents) {
    words.add(document);
    if (with_companies) count_companies(index, document, counts.companies);
  }
  counts.words = words.counts(least);
  return counts;
}

// The first `most` of `words` that occur in leads.
std::vector<SignificantTerm> in_leads(std::vector<SignificantTerm> words, std::size_t most, const Archive& archive,
                                      const std::vector<DocumentNumber>& documents) {
  std::vector<std::string> terms;
  for (const SignificantTerm& word : words) terms.push_back(word.term);
  const std::vector<bool> in_lead = stand_in_leads(archive, documents, terms);
  std::vector<SignificantTerm> kept;
  for (std::size_t i = 0; i < words.size() && kept.size() < most; ++i) {
    if (in_lead[i]) kept.push_back(std::move(words[i]));
  }
  return kept;
}

// Adds keys, names and the symbols of the days of `documents`.
std::vector<SignificantCompany> described(std::vector<SignificantTerm> terms, const IndexReader& index,
                                          const std::vector<DocumentNumber>& documents) {
  if (terms.empty()) return {};
  std::map<std::string, std::map<std::string, std::uint64_t>, std::less<>> symbols;
  std::set<std::string, std::less<>> keys;
  for (const SignificantTerm& term : terms) symbols.try_emplace(term.term);
  for (const DocumentNumber document : documents) {
    const std::string value = index.value(document, kTickersSlot);
    for (const CompanyItem& item : company_items(value)) {
      const auto found = symbols.find(item.company());
      if (found == symbols.end()) continue;
      if (!item.key.empty()) keys.insert(found->first);
      if (!item.shown.empty()) ++found->second[std::string(item.shown)];
    }
  }
  const CompanyNames names(index);
  std::vector<SignificantCompany> companies;
  for (SignificantTerm& term : terms) {
    const auto& shown = symbols.find(term.term)->second;
    const auto most =
        std::max_element(shown.begin(), shown.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    term.display = most == shown.end() ? "" : most->first;
    const std::string key = keys.contains(term.term) ? term.term : "";
    std::string name = names.name_of(key, term.term);
    companies.push_back({std::move(term), key, std::move(name)});
  }
  return companies;
}

// Articles of a sample that a significant term must have.
std::uint64_t least_articles(std::uint64_t sample) {
  return sample > 2 ? std::max<std::uint64_t>(2, sample / 100) : 1;
}

std::uint64_t count_in(const TermCounts& counts, const std::string& term) {
  const auto found = counts.find(term);
  return found == counts.end() ? 0 : found->second;
}

}  // namespace

bool is_content_word(const std::string& term) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto begins_character = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };
  return std::count_if(term.begin(), term.end(), begins_character) > 1 &&
         !std::any_of(term.begin(), term.end(), is_digit) && !is_function_word(term);
}

std::vector<DocumentNumber> evenly_sampled(const std::vector<DocumentNumber>& documents, std::size_t most) {
  if (documents.size() <= most) return documents;
  std::vector<DocumentNumber> sample;
  for (std::size_t i = 0; i < most; ++i) {
    sample.push_back(documents[most == 1 ? 0 : i * (documents.size() - 1) / (most - 1)]);
  }
  return sample;
}

double log_likelihood_ratio(const SignificanceCounts& counts) {
  const auto a = static_cast<double>(counts.in_sample), b = static_cast<double>(counts.elsewhere);
  const auto sample = static_cast<double>(counts.sample), others = static_cast<double>(counts.others);
  if (sample == 0 || others == 0 || a * others <= b * sample) return 0;
  const double share = (a + b) / (sample + others);
  return 2 * (entropy_part(a, sample * share) + entropy_part(sample - a, sample * (1 - share)) +
              entropy_part(b, others * share) + entropy_part(others - b, others * (1 - share)));
}

double lift(const SignificanceCounts& counts) {
  const auto all = static_cast<double>(counts.in_sample + counts.elsewhere);
  if (all == 0 || counts.sample == 0) return 0;
  return static_cast<double>(counts.in_sample) / static_cast<double>(counts.sample) *
         static_cast<double>(counts.sample + counts.others) / all;
}

// Once enough better terms are known, terms in few articles of the sample need no look-up: the ratio of a term is at
// most that of a term that occurs nowhere else. Groups of terms are looked up in the order of the index, because
// neighbours share blocks of its tree.
std::vector<SignificantTerm> most_significant(const TermCounts& counts,
                                              const std::function<std::uint64_t(const std::string&)>& elsewhere,
                                              SignificanceCounts sizes, std::size_t most,
                                              const std::unordered_set<std::string>& without) {
  if (most == 0) return {};
  using Candidate = std::pair<std::string, std::uint64_t>;
  const std::uint64_t least = least_articles(sizes.sample);
  std::vector<Candidate> candidates;
  for (const auto& [term, count] : counts) {
    if (count >= least && !without.contains(term)) candidates.emplace_back(term, count);
  }
  std::sort(candidates.begin(), candidates.end(),
            [](const Candidate& a, const Candidate& b) { return a.second > b.second; });
  std::priority_queue<double, std::vector<double>, std::greater<>> best_scores;
  const auto worst = [&] { return best_scores.size() < most ? kLeastSignificantRatio : best_scores.top(); };
  const auto may_be_among = [&](const Candidate& candidate) {
    sizes.in_sample = candidate.second;
    sizes.elsewhere = 0;
    return log_likelihood_ratio(sizes) >= worst();
  };
  std::vector<SignificantTerm> found;
  for (auto begin = candidates.begin(); begin != candidates.end() && may_be_among(*begin);) {
    const auto end = begin + std::min<std::ptrdiff_t>(kLookUpGroup, candidates.end() - begin);
    std::sort(begin, end);
    for (; begin != end; ++begin) {
      if (!may_be_among(*begin)) continue;
      sizes.elsewhere = elsewhere(begin->first);
      if (2 * sizes.elsewhere > sizes.others || times_elsewhere(sizes) < kLeastTimesElsewhere) continue;
      const double score = log_likelihood_ratio(sizes);
      if (score < worst()) continue;
      found.push_back({std::move(begin->first), "", sizes, score});
      best_scores.push(score);
      if (best_scores.size() > most) best_scores.pop();
    }
  }
  std::sort(found.begin(), found.end(), [](const SignificantTerm& a, const SignificantTerm& b) {
    return a.score != b.score ? a.score > b.score : a.term < b.term;
  });
  if (found.size() > most) found.resize(most);
  return found;
}

SignificantTerms significant_terms(const Archive& archive, Analyser& analyser, const SignificantTermsRequest& request) {
  const IndexReader index = archive.index();
  const std::vector<DocumentNumber> documents = evenly_sampled(request.sample, kMaxSignificantSample);
  const bool with_companies = request.companies > 0;
  SampleCounts sample = count_sample(archive, documents, with_companies, least_articles(documents.size()));
  std::erase_if(sample.words, [](const auto& word) { return !is_content_word(word.first); });
  const SampleCounts background =
      count_sample(archive, evenly_sampled(request.background, kMaxSignificantSample), with_companies, 1);
  const bool whole_archive = request.background.empty();
  const VisibleFrequencies frequencies(archive, whole_archive ? request.as_of_s : std::nullopt);

  SignificantTerms result;
  result.sample = sample.articles;
  result.background = whole_archive ? frequencies.document_count() : background.articles;
  SignificanceCounts sizes;
  sizes.sample = sample.articles;
  sizes.others = whole_archive ? result.background - sample.articles : background.articles;
  const auto words_elsewhere = [&](const std::string& term) {
    return whole_archive ? frequencies.documents_with_word(term) - count_in(sample.words, term)
                         : count_in(background.words, term);
  };
  const auto companies_elsewhere = [&](const std::string& company) {
    return whole_archive
               ? frequencies.documents_with(make_term(Field::kCompany, company)) - count_in(sample.companies, company)
               : count_in(background.companies, company);
  };
  const std::unordered_set<std::string> without(request.without.begin(), request.without.end());
  // Few candidates are mostly enough, and the more are wanted the more frequencies are looked up.
  for (const std::size_t candidates : kSignificantCandidates) {
    result.words = in_leads(most_significant(sample.words, words_elsewhere, sizes, candidates * request.words, without),
                            request.words, archive, documents);
    if (result.words.size() == request.words) break;
  }
  result.companies = described(most_significant(sample.companies, companies_elsewhere, sizes, request.companies, {}),
                               index, documents);

  std::vector<std::string> terms;
  for (const SignificantTerm& word : result.words) terms.push_back(word.term);
  const std::vector<std::string> forms = written_forms(archive, analyser, documents, terms, kMaxDisplayArticles);
  for (std::size_t i = 0; i < terms.size(); ++i) result.words[i].display = forms[i];
  return result;
}

}  // namespace broadtape
