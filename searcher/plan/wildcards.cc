#include "searcher/plan/wildcards.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>

#include "common/text/ascii.h"
#include "common/text/nearest_name.h"
#include "searcher/plan/positional_terms.h"
#include "searcher/query/field_values.h"
#include "searcher/query/query_error.h"

namespace broadtape {
namespace {

constexpr std::string_view kEndings[] = {"", "e", "s", "es", "d", "ed", "y", "ng", "ing", "on", "ion", "ly", "er"};

// Stems shorter than `written` of words that begin with it.
void add_shorter_stems(const Node& wildcard, const Xapian::Database& database, Analyser& analyser,
                       std::set<std::string>& found) {
  std::vector<Token> tokens;
  for (const std::string_view ending : kEndings) {
    const std::string word = wildcard.terms[0] + std::string(ending);
    analyser.analyse(word, tokens);
    if (tokens.size() != 1 || tokens[0].term.size() > wildcard.terms[0].size()) continue;
    const std::string term(tokens[0].term);
    if (database.term_exists(make_term(indexed_field(wildcard.field), term))) found.insert(term);
  }
}

// Whether `text` is like `pattern`, whose stars are any characters.
bool is_like(std::string_view text, std::string_view pattern) {
  std::size_t at = 0, retry_text = 0, retry_pattern = std::string_view::npos, i = 0;
  while (at < text.size()) {
    if (i < pattern.size() && pattern[i] == '*') {
      retry_pattern = ++i;
      retry_text = at;
    } else if (i < pattern.size() && pattern[i] == text[at]) {
      ++i;
      ++at;
    } else if (retry_pattern != std::string_view::npos) {
      i = retry_pattern;
      at = ++retry_text;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', i) == std::string_view::npos;
}

// Decides which stems are of words that a wildcard matches.
class StemMatcher {
 public:
  StemMatcher(const Node& wildcard, Analyser& analyser) : pattern_(wildcard.terms[0]), analyser_(analyser) {
    if (pattern_of(wildcard) == Pattern::kEdits) {
      edits_ = wildcard.least;
      stem_ = stem_of(pattern_);
      return;
    }
    ending_ = pattern_.substr(pattern_.rfind('*') + 1);
    if (ending_.empty()) return;
    // What the stemmer removes depends on the syllables before the ending.
    for (const std::string beginning : {"", "in", "bana"}) {
      const std::string stem = stem_of(beginning + ending_);
      if (stem.size() > beginning.size() && stem.starts_with(beginning) && stem != beginning + ending_)
        stemmed_endings_.push_back(stem.substr(beginning.size()));
    }
  }

  bool operator()(const std::string& term) {
    if (edits_ > 0) return is_within(pattern_, term) || is_within(stem_, term);
    if (is_like(term, pattern_)) return true;
    return std::any_of(stemmed_endings_.begin(), stemmed_endings_.end(), [&](const std::string& ending) {
      if (!term.ends_with(ending)) return false;
      const std::string word = term.substr(0, term.size() - ending.size()) + ending_;
      return is_like(word, pattern_) && stem_of(word) == term;
    });
  }

 private:
  std::string stem_of(const std::string& word) {
    analyser_.analyse(word, tokens_);
    return tokens_.size() == 1 ? std::string(tokens_[0].term) : word;
  }

  bool is_within(const std::string& word, const std::string& term) const {
    const std::size_t longer = std::max(word.size(), term.size());
    return longer - std::min(word.size(), term.size()) <= edits_ && edit_distance(word, term) <= edits_;
  }

  const std::string pattern_;
  Analyser& analyser_;
  std::vector<Token> tokens_;
  std::size_t edits_ = 0;
  std::string stem_;                          // of the word, with edits
  std::string ending_;                        // behind the last star
  std::vector<std::string> stemmed_endings_;  // what the stemmer may leave of it
};

class Expander {
 public:
  Expander(std::string_view query, const Xapian::Database& database, Analyser& analyser, const ExpansionLimits& limits,
           PreparingBudget& budget)
      : query_(query), database_(database), analyser_(analyser), limits_(limits), budget_(budget) {}

  void expand_all(Node& tree) {
    walk(tree, [&](Node& node) {
      if (node.kind == NodeKind::kWildcard) expand_counted(node);
      return true;
    });
  }

 private:
  void expand_counted(Node& wildcard) {
    expand_once(wildcard);
    expansions_ += wildcard.expansions.size();
    if (expansions_ <= limits_.query) return;
    throw query_error(query_, wildcard.begin,
                      fmt::format("the wildcards up to {} match more than {} words of this archive", to_text(wildcard),
                                  with_commas(limits_.query)),
                      "use fewer wildcards, or write more of the words");
  }

  // Walks the archive's terms once per prefix, however often it occurs in the query.
  void expand_once(Node& wildcard) {
    const auto key = std::tuple(indexed_field(wildcard.field), wildcard.terms[0], wildcard.least);
    const auto known = known_.find(key);
    if (known != known_.end()) {
      wildcard.expansions = known->second;
      return;
    }
    if (known_.size() == kMaxWildcards) {
      throw query_error(query_, wildcard.begin,
                        fmt::format("the query has more than {} wildcards", with_commas(kMaxWildcards)),
                        "use fewer of them");
    }
    expand(wildcard);
    known_.emplace(key, wildcard.expansions);
  }

  void expand(Node& wildcard) {
    const bool prefix_only = pattern_of(wildcard) == Pattern::kPrefix;
    const std::size_t prefix_bytes = prefix_only                               ? wildcard.terms[0].size()
                                     : pattern_of(wildcard) == Pattern::kStars ? wildcard.terms[0].find('*')
                                                                               : 0;
    const std::string prefix = make_term(indexed_field(wildcard.field), wildcard.terms[0].substr(0, prefix_bytes));
    const std::size_t field_bytes = prefix.size() - prefix_bytes;
    std::set<std::string> found;
    std::optional<StemMatcher> matches;
    if (!prefix_only) matches.emplace(wildcard, analyser_);
    for (auto term = database_.allterms_begin(prefix); term != database_.allterms_end(prefix); ++term) {
      if (budget_.is_spent()) refuse_slow(wildcard);
      const std::string name = *term;
      if (prefix.empty() && is_of_a_field(name)) {
        term.skip_to(kAfterFields);
        if (term == database_.allterms_end(prefix)) break;
      }
      std::string word = (*term).substr(field_bytes);
      if (matches && !(*matches)(word)) continue;
      if (found.size() == limits_.wildcard) refuse_many(wildcard);
      found.insert(std::move(word));
    }
    if (prefix_only && holds_words(wildcard.field)) add_shorter_stems(wildcard, database_, analyser_, found);
    wildcard.expansions.assign(found.begin(), found.end());
  }

  // Terms of fields begin with a capital, words do not.
  static constexpr const char* kAfterFields = "[";
  static bool is_of_a_field(const std::string& term) { return term[0] >= 'A' && term[0] <= 'Z'; }

  [[noreturn]] void refuse_many(const Node& wildcard) const {
    throw query_error(
        query_, wildcard.begin,
        fmt::format("{} matches more than {} words of this archive", to_text(wildcard), with_commas(limits_.wildcard)),
        "write more of the word");
  }

  [[noreturn]] void refuse_slow(const Node& wildcard) const {
    throw query_error(query_, wildcard.begin,
                      fmt::format("the wildcards up to {} take too long to look up", to_text(wildcard)),
                      "use fewer wildcards, or write more of the words");
  }

  const std::string_view query_;
  const Xapian::Database& database_;
  Analyser& analyser_;
  const ExpansionLimits limits_;
  PreparingBudget& budget_;
  std::map<std::tuple<Field, std::string, std::uint32_t>, std::vector<std::string>> known_;
  std::size_t expansions_ = 0;
};

}  // namespace

void expand_wildcards(Node& tree, std::string_view query, const Xapian::Database& database, Analyser& analyser,
                      PreparingBudget& budget, const ExpansionLimits& limits) {
  Expander(query, database, analyser, limits, budget).expand_all(tree);
}

}  // namespace broadtape
