// Words and companies that distinguish some articles from others, ranked by log-likelihood ratio (Dunning, "Accurate
// methods for the statistics of surprise and coincidence", Computational Linguistics 19(1), 1993) over document
// frequencies. Only terms that are more frequent in the sample than elsewhere qualify.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "common/archive/archive.h"
#include "common/text/analyser.h"

namespace broadtape {

inline constexpr std::size_t kMaxSignificantSample = 200;  // articles read from a sample, and from a background sample
inline constexpr std::size_t kMaxDisplayArticles = 24;     // read to find the written forms of words

// Whether a term can indicate a subject: it has no digits and more than one letter, and is not a function word.
bool is_content_word(const std::string& term);

// At most `most` of `documents`, evenly spaced, in order, including the first and the last.
std::vector<DocumentNumber> evenly_sampled(const std::vector<DocumentNumber>& documents, std::size_t most);

// Document frequencies of a term in the sample and in the background.
struct SignificanceCounts {
  std::uint64_t in_sample = 0;
  std::uint64_t sample = 0;
  std::uint64_t elsewhere = 0;  // excluding the sample
  std::uint64_t others = 0;     // articles excluding the sample
};

// Dunning's -2 log lambda; 0 if the term is not more frequent in the sample than elsewhere. Above 10.8 the probability
// of chance is below 0.1 %.
double log_likelihood_ratio(const SignificanceCounts& counts);

// Candidates examined per requested word, since many of them are rejected: the second number if the first is too low.
inline constexpr std::size_t kSignificantCandidates[] = {3, 12};

inline constexpr double kLeastSignificantRatio = 6.63;  // probability of chance below 1 %
inline constexpr double kLeastTimesElsewhere = 1.5;

// The frequency in the sample divided by the frequency in sample and rest together; 0 if it occurs in neither.
double lift(const SignificanceCounts& counts);

struct SignificantTerm {
  std::string term;  // as indexed, without prefix: a stem, or a company's key or code
  // The most frequent written form in the sample: "GPUs", "tariffs"; a company's symbol as shown most often: "NVDA",
  // "C@1987", or empty.
  std::string display;
  SignificanceCounts counts;
  double score = 0;  // log_likelihood_ratio()
};

// The terms that distinguish the sample, most significant first: those with a ratio of at least kLeastSignificantRatio
// that are at least kLeastTimesElsewhere times as frequent as in the rest. `counts` maps terms to articles in the
// sample, `sizes` has the numbers of articles in sample and rest, and `elsewhere` looks up the frequency of a term; it
// is called only for terms that can still be among the best. Skips terms of `without`, terms in fewer than two articles
// or a hundredth of the sample (if that has more than two articles), and terms in more than half of the rest.
std::vector<SignificantTerm> most_significant(const std::unordered_map<std::string, std::uint64_t>& counts,
                                              const std::function<std::uint64_t(const std::string&)>& elsewhere,
                                              SignificanceCounts sizes, std::size_t most,
                                              const std::unordered_set<std::string>& without);

struct SignificantCompany {
  SignificantTerm term;
  std::string key;   // in the directory; empty for a code that the directory does not know
  std::string name;  // may be empty

  // For lists of names: the name, or else the symbol or the key.
  const std::string& title() const { return !name.empty() ? name : !term.display.empty() ? term.display : term.term; }
};

struct SignificantTermsRequest {
  // Distinct. More than kMaxSignificantSample articles are sampled at even intervals.
  std::vector<DocumentNumber> sample;
  // Likewise, disjoint from the sample. Empty: use the archive's term frequencies.
  std::vector<DocumentNumber> background;
  std::vector<std::string> without;  // known stems, such as those of the query
  std::size_t words = 10;            // limit
  std::size_t companies = 5;
  std::optional<std::int64_t> as_of_s = {};  // without a background: the archive as it was then
};

struct SignificantTerms {
  std::vector<SignificantTerm> words;  // most significant first, like `companies`
  std::vector<SignificantCompany> companies;
  std::size_t sample = 0;      // articles read
  std::size_t background = 0;  // articles read for comparison
};

// As most_significant() for words and for companies. Skips words with digits, single letters, function words and words
// that rarely occur in leads (searcher/views/lead_words.h). A sample that resembles the rest has no significant terms.
//
// Cost: one pass over the term list of each article in the sample, one frequency look-up per term that can still be
// among the best, position lists of the chosen words, and the texts of kMaxDisplayArticles articles: 5 to 25 ms.
SignificantTerms significant_terms(const Archive& archive, Analyser& analyser, const SignificantTermsRequest& request);

}  // namespace broadtape
