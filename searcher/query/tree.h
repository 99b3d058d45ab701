// The parsed query, independent of any archive.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/archive/schema.h"
#include "searcher/query/date_range.h"

namespace broadtape {

// The fewest letters of a word before a star.
inline constexpr std::size_t kMinWildcardLetters = 3;

enum class NodeKind : std::uint8_t {
  kAnd,        // all of `children`; an empty query if there are none
  kOr,         // any of `children`
  kNot,        // not the one child
  kNear,       // `children` with `gaps` between them
  kWord,       // one term
  kPhrase,     // consecutive terms
  kWildcard,   // every word that the pattern terms[0] describes, see pattern_of()
  kTerm,       // a filter on a field: terms[0] is the value as indexed
  kDate,       // a filter on the date of publication
  kFirstSeen,  // a filter on the time when the archive learned of the version
  kWordCount,  // a filter on the number of words: at least `least`, at most `most`
  kAtLeast,    // the one child at least `least` times: a word, phrase, wildcard or any of those
};

// The operators for which is_positional() is true, for messages.
inline constexpr std::string_view kPositionalOperators = "w/N, near/N and atleastN";

// Which articles a query matches.
enum class Match : std::uint8_t {
  kAll,  // articles with every word of the query
  kAny,  // articles with at least one word; filters and exclusions still apply
};

// How a word or phrase is to be read.
enum class Reading : std::uint8_t {
  kUsual,
  kExact,  // `=word`: this form only, with its case and punctuation
  kWide,   // `~word`: also words of its group in the thesaurus
};

// Another way to write a word or phrase, with the same meaning.
struct Variant {
  std::vector<std::string> terms;  // in sequence, without the field prefix
  std::string text;                // for explanations

  friend bool operator==(const Variant&, const Variant&) = default;
};

// Between two adjacent operands of a kNear: the maximum distance in words; adjacent words have distance 1.
struct Gap {
  std::uint32_t distance = 1;
  bool ordered = true;  // w/N; otherwise near/N

  friend bool operator==(const Gap&, const Gap&) = default;
};

struct Node {
  NodeKind kind = NodeKind::kAnd;
  Field field = Field::kText;      // of a word, phrase, wildcard or term
  std::string text;                // as written, without field, quotes and asterisk; of a kNear, if it was in quotes
  std::vector<std::string> terms;  // without the field prefix
  // Of a wildcard: set by expand_wildcards(). Of ticker:, about: and company: values of Field::kCompany, any of which
  // may match: set by resolve_companies(); until then, and for literal symbols, `terms` counts.
  std::vector<std::string> expansions;
  std::vector<Variant> variants;      // of a word or phrase; set by add_variants(). Any of them may match instead
  Reading reading = Reading::kUsual;  // of a word or phrase
  DateRange dates;
  std::uint32_t least = 0;  // see `kind`; edits of a wildcard; of a kNear that was in quotes: N of `"rate cut"~N`
  std::optional<std::uint32_t> most;
  std::vector<Gap> gaps;
  std::vector<Node> children;
  // Set on a rewritten node: the original text, which to_text() prints instead of the subtree.
  std::string shown;
  bool is_plain = false;              // a word without quotes, field or an operator beside it
  std::uint32_t left_out_before = 0;  // function words of the query directly before it that were left out
  std::size_t begin = 0;              // byte offset in the query's text, for messages
  std::size_t height = 1;             // of the subtree, including this node

  // Compares the meaning; ignores `shown`, `is_plain`, `left_out_before`, `begin` and `height`.
  friend bool operator==(const Node& a, const Node& b);
};

// The maximum height of trees made by the parser. Functions on trees may recurse.
inline constexpr std::size_t kMaxTreeHeight = 100;

// Calls `visit` for `tree` and its descendants in pre-order, left to right. Skips the descendants of a node for which
// `visit` returns false.
template <class Tree, class Visit>
void walk(Tree& tree, const Visit& visit) {
  if (!visit(tree)) return;
  for (auto& child : tree.children) walk(child, visit);
}

// Whether `is` holds for `tree` or a descendant.
template <class Is>
bool has_node(const Node& tree, const Is& is) {
  if (is(tree)) return true;
  for (const Node& child : tree.children) {
    if (has_node(child, is)) return true;
  }
  return false;
}

// The name of the kind in explanations: "and", "near", "filter".
std::string_view kind_name(NodeKind kind);

// An equivalent query that parses to the same tree: `DeepSeek AND (GPU OR chip) AND -ticker:NVDA`. Empty for an empty
// tree.
std::string to_text(const Node& tree);

// What a wildcard matches.
enum class Pattern : std::uint8_t {
  kPrefix,  // `tariff*`: words that begin with terms[0]
  kStars,   // `*bank`, `wo*rd`: words like terms[0], whose stars are any characters
  kEdits,   // `word~1`: words within `least` edits of terms[0]
};
Pattern pattern_of(const Node& wildcard);

// True for a word or phrase that is checked in the text of articles.
bool is_exact(const Node& node);

// True for a company's field whose value is resolved.
bool is_resolved_company(const Node& node);

// True for an empty query.
bool is_empty(const Node& tree);

// True if the tree has a condition on the date of publication.
bool has_date(const Node& tree);

// The number of terms in the tree, including excluded ones. If `expanded`, a wildcard counts as the number of its
// expansions.
std::size_t count_terms(const Node& tree, bool expanded);

// True for operators on the spans of their operands, which match by word positions.
bool is_positional(const Node& node);

// True for nodes that have spans in an article and so can be operands of w/N and near/N: words, phrases, wildcards, w/N
// and near/N of these, and groups of all these, provided that all of them are in the byline or none is.
bool has_spans(const Node& tree);

// True for nodes in the byline. Requires has_spans(tree).
bool is_of_byline(const Node& tree);

// Whether `around`, an operator with one operand that is written as a field, accepts `operand`.
bool takes_operand(const Node& around, const Node& operand);

// Whether `around` matches the same articles as its operand, so that it can be omitted.
bool is_redundant(const Node& around);

// True for nodes that filter without ranking: fields such as ticker and date, and combinations of them.
bool is_filter(const Node& tree);

// The parts of a conjunction: the children of a kAnd, otherwise the tree itself.
const Node* conjuncts_begin(const Node& tree);
const Node* conjuncts_end(const Node& tree);

}  // namespace broadtape
