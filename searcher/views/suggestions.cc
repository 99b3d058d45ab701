#include "searcher/views/suggestions.h"

#include <algorithm>
#include <chrono>
#include <set>
#include <utility>

#include "common/archive/index_errors.h"
#include "common/archive/schema.h"
#include "common/companies/company_directory.h"
#include "common/text/fold.h"
#include "common/text/utf8.h"
#include "searcher/search/written_forms.h"

namespace broadtape {
namespace {

constexpr std::size_t kMostTerms = 20'000;

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

// Symbols in the archive of companies whose folded names have the prefix `prefix`.
std::vector<CompletedValue> by_company(const IndexReader& index, std::string_view prefix) {
  std::vector<CompletedValue> found;
  const std::string folded = fold(prefix);
  if (folded.size() < 2) return found;
  const CompanyDirectory& directory = CompanyDirectory::builtin();
  for (const Company& company : directory.companies()) {
    if (!fold(company.name).starts_with(folded)) continue;
    std::set<std::string> symbols;  // one may be listed on several exchanges in turn
    for (const Listing& listing : directory.listings_of(company)) symbols.emplace(listing.symbol);
    for (const std::string& symbol : symbols) {
      const std::uint64_t articles = index.documents_with(make_term(Field::kTicker, symbol));
      if (articles > 0 && directory.name_of(symbol) == company.name) found.push_back({symbol, {}, articles});
    }
  }
  return found;
}

void describe(std::vector<CompletedValue>& tickers) {
  for (CompletedValue& completed : tickers) {
    completed.description = CompanyDirectory::builtin().name_of(completed.value);
  }
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
    const IndexReader index = archive.index();
    const std::string valid = repaired(prefix);
    std::vector<CompletedValue> found = values_of(index, Field::kTicker, upper(valid));
    if (found.empty()) found = by_company(index, valid);
    keep_most_frequent(found, limit);
    describe(found);
    return found;
  });
}

std::vector<CompletedValue> suggest_companies(const Archive& archive, std::string_view prefix, std::size_t limit) {
  return with_read_errors(archive, [&] {
    const IndexReader index = archive.index();
    const std::string valid = repaired(prefix);
    const std::string symbol = upper(valid);
    std::vector<CompletedValue> found = values_of(index, Field::kTicker, symbol);
    for (CompletedValue& company : by_company(index, valid)) {
      if (!company.value.starts_with(symbol)) found.push_back(std::move(company));
    }
    most_frequent_first(found, found.size());
    std::stable_partition(found.begin(), found.end(),
                          [&](const CompletedValue& value) { return value.value == symbol; });
    found.resize(std::min(found.size(), limit));
    describe(found);
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
