#include "searcher/views/suggestions.h"

#include <algorithm>
#include <utility>

#include "common/archive/schema.h"
#include "common/text/fold.h"
#include "common/text/utf8.h"
#include "common/tickers/symbol_directory.h"
#include "searcher/search/search_errors.h"

namespace broadtape {
namespace {

constexpr std::size_t kMostTerms = 20'000;

// The archive's values of `field` that begin with `prefix`, and how many documents have each.
std::vector<CompletedValue> values_of(const Xapian::Database& database, Field field, const std::string& prefix) {
  const std::string first = make_term(field, prefix);
  const std::size_t field_bytes = make_term(field, "").size();
  std::vector<CompletedValue> values;
  for (auto term = database.allterms_begin(first); term != database.allterms_end(first); ++term) {
    if (values.size() == kMostTerms) break;
    std::string value = (*term).substr(field_bytes);
    if (make_term(field, value) != *term) value.erase(0, 1);  // the colon before a capital
    values.push_back({std::move(value), {}, term.get_termfreq()});
  }
  return values;
}

void keep_most_frequent(std::vector<CompletedValue>& values, std::size_t limit) {
  std::stable_sort(values.begin(), values.end(),
                   [](const CompletedValue& a, const CompletedValue& b) { return a.articles > b.articles; });
  values.resize(std::min(values.size(), limit));
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

// Symbols of companies whose names begin with `prefix`, folded, as far as the archive has them.
std::vector<CompletedValue> by_company(const Xapian::Database& database, std::string_view prefix) {
  std::vector<CompletedValue> found;
  const std::string folded = fold(prefix);
  if (folded.size() < 2) return found;
  for (const SymbolEntry& entry : SymbolDirectory::builtin().entries()) {
    if (!fold(entry.name).starts_with(folded)) continue;
    const std::uint64_t articles = database.get_termfreq(make_term(Field::kTicker, entry.symbol));
    if (articles > 0) found.push_back({entry.symbol, {}, articles});
  }
  return found;
}

}  // namespace

std::vector<CompletedValue> suggest_tickers(const Archive& archive, std::string_view prefix, std::size_t limit) {
  return searching(archive, [&] {
    const Xapian::Database& database = archive.database();
    const std::string valid = repaired(prefix);
    std::vector<CompletedValue> found = values_of(database, Field::kTicker, upper(valid));
    if (found.empty()) found = by_company(database, valid);
    keep_most_frequent(found, limit);
    for (CompletedValue& completed : found) {
      if (const SymbolEntry* entry = SymbolDirectory::builtin().find(completed.value))
        completed.description = entry->name;
    }
    return found;
  });
}

std::vector<CompletedValue> suggest_sources(const Archive& archive, std::string_view prefix, std::size_t limit) {
  return searching(archive, [&] {
    const Xapian::Database& database = archive.database();
    // The terms are folded and cut; an article has the name as it is written.
    std::vector<CompletedValue> found = values_of(database, Field::kSource, source_key(repaired(prefix)));
    keep_most_frequent(found, limit);
    for (CompletedValue& completed : found) {
      const auto posting = database.postlist_begin(make_term(Field::kSource, completed.value));
      completed.value = database.get_document(*posting).get_value(kSourceSlot);
    }
    return found;
  });
}

}  // namespace broadtape
