#include "searcher/plan/wildcards.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "common/text/ascii.h"
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
                      fmt::format("the wildcards up to {}* match more than {} words of this archive", wildcard.text,
                                  with_commas(limits_.query)),
                      "use fewer wildcards, or write more of the words");
  }

  // Walks the archive's terms once per prefix, however often it occurs in the query.
  void expand_once(Node& wildcard) {
    const auto key = std::pair(indexed_field(wildcard.field), wildcard.terms[0]);
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
    const std::string prefix = make_term(indexed_field(wildcard.field), wildcard.terms[0]);
    const std::size_t field_bytes = prefix.size() - wildcard.terms[0].size();
    std::set<std::string> found;
    for (auto term = database_.allterms_begin(prefix); term != database_.allterms_end(prefix); ++term) {
      if (found.size() == limits_.wildcard) {
        throw query_error(
            query_, wildcard.begin,
            fmt::format("{}* matches more than {} words of this archive", wildcard.text, with_commas(limits_.wildcard)),
            "write more of the word");
      }
      if (budget_.is_spent()) {
        throw query_error(query_, wildcard.begin,
                          fmt::format("the wildcards up to {}* take too long to look up", wildcard.text),
                          "use fewer wildcards, or write more of the words");
      }
      found.insert((*term).substr(field_bytes));
    }
    if (holds_words(wildcard.field)) add_shorter_stems(wildcard, database_, analyser_, found);
    wildcard.expansions.assign(found.begin(), found.end());
  }

  const std::string_view query_;
  const Xapian::Database& database_;
  Analyser& analyser_;
  const ExpansionLimits limits_;
  PreparingBudget& budget_;
  std::map<std::pair<Field, std::string>, std::vector<std::string>> known_;
  std::size_t expansions_ = 0;
};

}  // namespace

void expand_wildcards(Node& tree, std::string_view query, const Xapian::Database& database, Analyser& analyser,
                      PreparingBudget& budget, const ExpansionLimits& limits) {
  Expander(query, database, analyser, limits, budget).expand_all(tree);
}

}  // namespace broadtape
