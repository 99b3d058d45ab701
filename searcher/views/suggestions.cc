#include "searcher/views/suggestions.h"

#include <algorithm>
#include <chrono>
#include <tuple>
#include <utility>

#include "common/archive/index_errors.h"
#include "common/archive/schema.h"
#include "common/companies/company_directory.h"
#include "common/text/ascii.h"
#include "common/text/fold.h"
#include "common/text/utf8.h"
#include "searcher/plan/company_reading.h"
#include "searcher/query/field_values.h"
#include "searcher/search/written_forms.h"

namespace broadtape {
namespace {

constexpr std::size_t kMostTerms = 50'000;

// The archive's values of `field` with the prefix `prefix`, and the number of documents of each.
std::vector<CompletedValue> values_of(const IndexReader& index, Field field, const std::string& prefix) {
  const std::string first = make_term(field, prefix);
  const std::size_t field_bytes = make_term(field, "").size();
  std::vector<CompletedValue> values;
  index.each_term(first, [&](const IndexedTerm& term) {
    std::string value = term.text.substr(field_bytes);
    if (make_term(field, value) != term.text) value.erase(0, 1);  // the colon before a capital
    values.push_back({std::move(value), {}, term.documents()});
    return values.size() < kMostTerms;
  });
  return values;
}

void most_frequent_first(std::vector<CompletedValue>& values, std::size_t limit) {
  std::stable_sort(values.begin(), values.end(),
                   [](const CompletedValue& a, const CompletedValue& b) { return a.articles > b.articles; });
  values.resize(std::min(values.size(), limit));
}

void keep_most_frequent(std::vector<CompletedValue>& values, std::size_t limit) {
  most_frequent_first(values, limit);
  std::sort(values.begin(), values.end(),
            [](const CompletedValue& a, const CompletedValue& b) { return a.value < b.value; });
}

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return out;
}

std::string repaired(std::string_view text) {
  std::string valid(text);
  repair_utf8(valid);
  return valid;
}

// A company of the archive that a prefix may complete.
struct Candidate {
  CompanyValue company;
  std::uint64_t articles = 0;
  bool is_exact = false;  // the prefix is its symbol
};

// The company in the directory, also by a code that stood in an article before the directory had it.
const Company* known_company(const CompanyValue& company) {
  const CompanyDirectory& directory = CompanyDirectory::builtin();
  if (const Company* found = directory.find(company)) return found;
  const Listing* const held = directory.listed(company, std::nullopt);
  return held == nullptr ? nullptr : held->company;
}

bool begins_with(std::string_view name, const std::string& folded) {
  const bool is_ascii =
      std::all_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (!is_ascii) return fold(name).starts_with(folded);
  return name.size() >= folded.size() && ascii_lowered(name.substr(0, folded.size())) == folded;
}

enum class CompleteBy : std::uint8_t { kSymbol, kName, kBoth };

// Selects companies of an archive by the beginning of a symbol, name or key.
class CompanyCompleter {
 public:
  CompanyCompleter(const Archive& archive, std::string_view prefix)
      : archive_(archive), index_(archive.index()), symbol_(upper(prefix)), name_(fold(prefix)) {}

  std::vector<Candidate> candidates(CompleteBy by) {
    std::vector<Candidate> found;
    for (const CompletedValue& value : values_of(index_, Field::kCompany, "")) {
      Candidate candidate{value.value, value.articles, false};
      const bool is_symbol = by != CompleteBy::kName && has_symbol(candidate);
      if (is_symbol || (by != CompleteBy::kSymbol && has_name(value.value))) found.push_back(std::move(candidate));
    }
    std::stable_sort(found.begin(), found.end(), [](const Candidate& a, const Candidate& b) {
      return std::tuple(!a.is_exact, b.articles) < std::tuple(!b.is_exact, a.articles);
    });
    return found;
  }

 private:
  bool has_symbol(Candidate& candidate) {
    const CompanyDirectory& directory = CompanyDirectory::builtin();
    if (const Company* const known = directory.find(candidate.company)) {
      const Listing* const held = directory.listed(symbol_, std::nullopt);
      candidate.is_exact = held != nullptr && held->company == known;
      const auto listings = directory.listings_of(*known);
      return std::any_of(listings.begin(), listings.end(),
                         [&](const Listing& listing) { return listing.symbol.starts_with(symbol_); });
    }
    const bool is_code = candidate.company == upper(candidate.company);  // else the key of a user's own company
    const std::string symbol = is_code ? candidate.company : symbol_of_own(candidate.company);
    candidate.is_exact = symbol == symbol_;
    return symbol.starts_with(symbol_);
  }

  std::string symbol_of_own(const CompanyValue& company) {
    constexpr std::size_t kMostRead = 200;
    if (read_++ >= kMostRead) return {};
    const auto documents = index_.first_documents_with(make_term(Field::kCompany, company), 1);
    for (const TickerMention& mention : archive_.article(documents.at(0)).tickers) {
      if (mention.company == company) return mention.symbol;
    }
    return {};
  }

  bool has_name(const CompanyValue& company) const {
    constexpr std::size_t kLeastLetters = 2;
    if (name_.size() < kLeastLetters) return false;
    if (company.starts_with(name_)) return true;
    const Company* const known = known_company(company);
    if (known == nullptr) return false;
    const std::vector<CompanyName> names = known->names();
    return std::any_of(names.begin(), names.end(),
                       [&](const CompanyName& name) { return begins_with(name.text, name_); });
  }

  const Archive& archive_;
  IndexReader index_;
  const std::string symbol_, name_;
  std::size_t read_ = 0;
};

std::string description_of(const CompanyValue& company) {
  const Company* const known = known_company(company);
  return known == nullptr ? std::string() : std::string(known->name);
}

// Stems with the folded prefix `prefix`, and the stem of the prefix itself, which may be shorter.
std::vector<CompletedValue> stems_of(const IndexReader& index, Analyser& analyser, const std::string& prefix) {
  std::vector<CompletedValue> found = values_of(index, Field::kText, prefix);
  std::vector<Token> tokens;
  analyser.analyse_query(prefix, tokens);
  if (tokens.size() != 1 || tokens[0].term.starts_with(prefix)) return found;
  const std::string stem(tokens[0].term);
  if (const std::uint64_t articles = index.documents_with(make_term(Field::kText, stem)); articles > 0)
    found.push_back({stem, {}, articles});
  return found;
}

// As written in one of the first articles that have the term.
std::string written(const Archive& archive, Analyser& analyser, const std::string& term) {
  constexpr std::size_t kReadArticles = 2;
  const std::vector<DocumentNumber> documents =
      archive.index().first_documents_with(make_term(Field::kText, term), kReadArticles);
  return written_forms(archive, analyser, documents, {term}, kReadArticles).front();
}

}  // namespace

std::vector<CompletedValue> suggest_tickers(const Archive& archive, std::string_view prefix, std::size_t limit) {
  return with_read_errors(archive, [&] {
    CompanyCompleter completer(archive, repaired(prefix));
    std::vector<Candidate> candidates = completer.candidates(CompleteBy::kSymbol);
    if (candidates.empty()) candidates = completer.candidates(CompleteBy::kName);
    std::vector<CompletedValue> found;
    for (const Candidate& candidate : candidates) {
      if (found.size() == limit) break;
      std::string symbol = exact_symbol(archive, candidate.company);
      if (!symbol.empty()) found.push_back({std::move(symbol), description_of(candidate.company), candidate.articles});
    }
    keep_most_frequent(found, limit);
    return found;
  });
}

std::vector<CompletedValue> suggest_keys(const Archive& archive, std::string_view prefix, std::size_t limit) {
  return with_read_errors(archive, [&] {
    CompanyCompleter completer(archive, repaired(prefix));
    std::vector<CompletedValue> found;
    for (const Candidate& candidate : completer.candidates(CompleteBy::kBoth))
      found.push_back({candidate.company, description_of(candidate.company), candidate.articles});
    keep_most_frequent(found, limit);
    return found;
  });
}

std::vector<CompletedValue> suggest_companies(const Archive& archive, std::string_view prefix, std::size_t limit) {
  return with_read_errors(archive, [&] {
    std::vector<CompletedValue> found;
    for (const Candidate& candidate : CompanyCompleter(archive, repaired(prefix)).candidates(CompleteBy::kBoth)) {
      if (found.size() == limit) break;
      std::string symbol = exact_symbol(archive, candidate.company);
      if (symbol.empty()) symbol = std::string(kOneCompany) + candidate.company;
      found.push_back({std::move(symbol), description_of(candidate.company), candidate.articles});
    }
    return found;
  });
}

std::vector<CompletedValue> suggest_sources(const Archive& archive, std::string_view prefix, std::size_t limit) {
  return with_read_errors(archive, [&] {
    const IndexReader index = archive.index();
    // Terms are folded and truncated; the articles have the full name.
    std::vector<CompletedValue> found = values_of(index, Field::kSource, source_key(repaired(prefix)));
    keep_most_frequent(found, limit);
    for (CompletedValue& completed : found) {
      const std::string term = make_term(Field::kSource, completed.value);
      completed.value = index.value(index.first_documents_with(term, 1).at(0), kSourceSlot);
    }
    return found;
  });
}

std::vector<CompletedValue> suggest_words(const Archive& archive, Analyser& analyser, std::string_view prefix,
                                          std::size_t limit) {
  constexpr std::size_t kLeastLetters = 2;
  return with_read_errors(archive, [&] {
    const std::string folded = fold(repaired(prefix));
    if (folded.size() < kLeastLetters || folded.find(' ') != std::string::npos) return std::vector<CompletedValue>{};
    std::vector<CompletedValue> found = stems_of(archive.index(), analyser, folded);
    most_frequent_first(found, limit);
    for (CompletedValue& completed : found) completed.value = written(archive, analyser, completed.value);
    return found;
  });
}

SuggestAnswer suggest(const Archive& archive, Analyser& analyser, const SuggestRequest& request) {
  const auto begin = std::chrono::steady_clock::now();
  SuggestAnswer answer;
  answer.prefix = repaired(request.prefix);
  if (request.kinds & kSuggestTickers) answer.tickers = suggest_companies(archive, answer.prefix, request.limit);
  if (request.kinds & kSuggestSources) answer.sources = suggest_sources(archive, answer.prefix, request.limit);
  if (request.kinds & kSuggestWords) answer.words = suggest_words(archive, analyser, answer.prefix, request.limit);
  answer.took_us =
      std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begin).count();
  return answer;
}

}  // namespace broadtape
