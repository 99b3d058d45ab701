// The words and companies that set some articles apart from others: log-likelihood ratio (Dunning, "Accurate methods
// for the statistics of surprise and coincidence", Computational Linguistics 19(1), 1993) over the numbers of articles
// that have a word, of which only words that are more frequent in the sample than elsewhere count.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "common/archive/archive.h"
#include "common/text/analyser.h"

namespace broadtape {

inline constexpr std::size_t kMaxSignificantSample = 200;  // articles read of a sample, and of a background that is one
inline constexpr std::size_t kMaxDisplayArticles = 24;     // whose texts are read to see how words are written

// Whether a term can say something of a subject: no digits in it, more than one letter, no function word.
bool is_content_word(const std::string& term);

// `most` of `documents` at most, evenly spread over the list and in its order, the first and the last among them.
std::vector<DocumentNumber> evenly_sampled(const std::vector<DocumentNumber>& documents, std::size_t most);

// How often something stands in the sample and in what the sample is compared with, by articles.
struct SignificanceCounts {
  std::uint64_t in_sample = 0;
  std::uint64_t sample = 0;
  std::uint64_t elsewhere = 0;  // not counting the sample
  std::uint64_t others = 0;     // articles elsewhere
};

// Dunning's -2 log lambda; 0 when it is not more frequent in the sample than elsewhere. Above 10.8 chance is below 0.1
// %.
double log_likelihood_ratio(const SignificanceCounts& counts);

inline constexpr std::size_t kSignificantCandidates =
    12;  // words for each one wanted, of which many may be passed over

inline constexpr double kLeastSignificantRatio = 6.63;  // chance below 1 %
inline constexpr double kLeastTimesElsewhere = 1.5;

// How many times as frequent it is in the sample as in sample and rest together; 0 when it is in neither.
double lift(const SignificanceCounts& counts);

struct SignificantTerm {
  std::string term;     // as indexed, without prefix: a stem, or a symbol
  std::string display;  // as the sample's articles most often write it: "GPUs", "tariffs"; a symbol as it is
  SignificanceCounts counts;
  double score = 0;  // log_likelihood_ratio()
};

// Of `counts`, articles of the sample by term, those that set it apart, most significant first: with a ratio of at
// least kLeastSignificantRatio, and at least kLeastTimesElsewhere times as frequent as in the rest. `sizes` says how
// large sample and rest are; `elsewhere` looks a term up, for no more terms than may still be among the best. Passed
// over are terms of `without`, those in fewer than two articles or a hundredth of the sample (when it has more than
// two), and those in more than half of the rest.
std::vector<SignificantTerm> most_significant(const std::unordered_map<std::string, std::uint64_t>& counts,
                                              const std::function<std::uint64_t(const std::string&)>& elsewhere,
                                              SignificanceCounts sizes, std::size_t most,
                                              const std::unordered_set<std::string>& without);

struct SignificantTermsRequest {
  std::vector<DocumentNumber> sample;      // each once; of more than kMaxSignificantSample an even spread is taken
  std::vector<DocumentNumber> background;  // likewise, others than the sample; empty: the archive's term frequencies
  std::vector<std::string> without;        // stems that are known already, such as the query's
  std::size_t words = 10;                  // at most
  std::size_t tickers = 5;
};

struct SignificantTerms {
  std::vector<SignificantTerm> words;  // most significant first; symbols likewise
  std::vector<SignificantTerm> tickers;
  std::size_t sample = 0;      // articles read
  std::size_t background = 0;  // articles compared with
};

// As most_significant() for words and for symbols; words with digits, single letters, function words and those that
// hardly stand in leads (searcher/views/lead_words.h) are passed over. A sample like the rest has no significant terms.
//
// Cost: one reading of the list of terms of each article of the sample, one look-up of the frequency of each term that
// may still be among the best, positions of the words chosen, and the texts of kMaxDisplayArticles articles: 5 to 25
// ms.
SignificantTerms significant_terms(const Archive& archive, Analyser& analyser, const SignificantTermsRequest& request);

}  // namespace broadtape
