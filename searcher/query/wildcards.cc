#include "searcher/query/wildcards.h"

#include <algorithm>
#include <set>
#include <string>

#include "searcher/query/field_values.h"
#include "searcher/query/positional_terms.h"
#include "searcher/query/query_error.h"

namespace broadtape {
namespace {

constexpr std::string_view kEndings[] = {"", "e", "s", "es", "d", "ed", "y", "ng", "ing", "on", "ion", "ly", "er"};

// Stems of words that begin with `written` and that the stemmer cut shorter than that.
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

void expand(Node& wildcard, std::string_view query, const Xapian::Database& database, Analyser& analyser) {
  const std::string prefix = make_term(indexed_field(wildcard.field), wildcard.terms[0]);
  const std::size_t field_bytes = prefix.size() - wildcard.terms[0].size();
  std::set<std::string> found;
  for (auto term = database.allterms_begin(prefix); term != database.allterms_end(prefix); ++term) {
    if (found.size() == kMaxExpansions) {
      throw query_error(query, wildcard.begin, wildcard.text + "* stands for more than 1,000 words of this archive",
                        "write more of the word");
    }
    found.insert((*term).substr(field_bytes));
  }
  if (holds_words(wildcard.field)) add_shorter_stems(wildcard, database, analyser, found);
  wildcard.expansions.assign(found.begin(), found.end());
}

void expand_all(Node& tree, std::string_view query, const Xapian::Database& database, Analyser& analyser,
                std::size_t& expansions) {
  if (tree.kind == NodeKind::kWildcard) {
    expand(tree, query, database, analyser);
    expansions += tree.expansions.size();
    if (expansions > kMaxExpansionsOfQuery) {
      throw query_error(query, tree.begin,
                        "the wildcards up to " + tree.text + "* stand for more than 10,000 words of this archive",
                        "use fewer wildcards, or write more of the words");
    }
  }
  for (Node& child : tree.children) expand_all(child, query, database, analyser, expansions);
}

}  // namespace

void expand_wildcards(Node& tree, std::string_view query, const Xapian::Database& database, Analyser& analyser) {
  std::size_t expansions = 0;
  expand_all(tree, query, database, analyser, expansions);
}

}  // namespace broadtape
