// A query as understood: what the parser makes of the text before any archive is looked at.
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

enum class NodeKind : std::uint8_t {
  kAnd,        // all of `children`; without children: nothing was asked
  kOr,         // any of `children`
  kNot,        // not the one child
  kNear,       // `children` with `gaps` between them
  kWord,       // one term
  kPhrase,     // terms that follow each other
  kWildcard,   // every word that begins with terms[0]
  kTerm,       // a filter on a field: terms[0] is the value as indexed
  kDate,       // a filter on the date
  kWordCount,  // a filter on the number of words: at least `least`, at most `most`
  kAtLeast,    // the one child at least `least` times: a word, phrase, wildcard or any of those
};

// The operators that is_positional() is true for, for messages.
inline constexpr std::string_view kPositionalOperators = "w/N, near/N and atleastN";

// Which articles a query finds.
enum class Match : std::uint8_t {
  kAll,  // those with every word of the query
  kAny,  // those with at least one; filters and exclusions still hold
};

// Between two neighbours of a kNear: at most `distance` words from one to the other, 1 when they touch.
struct Gap {
  std::uint32_t distance = 1;
  bool ordered = true;  // w/N; otherwise near/N

  friend bool operator==(const Gap&, const Gap&) = default;
};

struct Node {
  NodeKind kind = NodeKind::kAnd;
  Field field = Field::kText;           // of a word, phrase, wildcard or term
  std::string text;                     // as written, without field, quotes and star
  std::vector<std::string> terms;       // without the field's prefix
  std::vector<std::string> expansions;  // of a wildcard: filled by expand_wildcards()
  DateRange dates;
  std::uint32_t least = 0;
  std::optional<std::uint32_t> most;
  std::vector<Gap> gaps;
  std::vector<Node> children;
  std::string shown;       // what to_text() prints in place of the tree below: as written, where that was widened
  std::size_t begin = 0;   // byte of the query's text, for messages
  std::size_t height = 1;  // of the tree below and with this node

  // Whether both mean the same; `shown`, `begin` and `height` do not count.
  friend bool operator==(const Node& a, const Node& b);
};

// The deepest tree that the parser makes. All that walks a tree may recurse.
inline constexpr std::size_t kMaxTreeHeight = 100;

// Calls `visit` for `tree` and then for all nodes below it, parents before their children, from left to right. The
// nodes below one for which `visit` returns false are left out.
template <class Tree, class Visit>
void walk(Tree& tree, const Visit& visit) {
  if (!visit(tree)) return;
  for (auto& child : tree.children) walk(child, visit);
}

// Whether `is` holds for `tree` or a node below it.
template <class Is>
bool has_node(const Node& tree, const Is& is) {
  if (is(tree)) return true;
  for (const Node& child : tree.children) {
    if (has_node(child, is)) return true;
  }
  return false;
}

// "and", "near", "filter": as explanations name the kind.
std::string_view kind_name(NodeKind kind);

// A query that means the same and, when parsed, gives the same tree: `DeepSeek AND (GPU OR chip) AND -ticker:NVDA`.
// Empty for an empty tree.
std::string to_text(const Node& tree);

// True when the tree asks for nothing.
bool is_empty(const Node& tree);

// True when some part of the tree is a date.
bool has_date(const Node& tree);

// The terms in the tree, exclusions included. With `expanded` a wildcard counts as many as it expands to.
std::size_t count_terms(const Node& tree, bool expanded);

// True for operators on the spans of their operands: an article matches by where its words stand.
bool is_positional(const Node& node);

// True for what has spans in an article, so that it can be an operand of w/N and near/N: words, phrases, wildcards, w/N
// and near/N of them, and groups of all those, as long as all are of the byline or none is.
bool has_spans(const Node& tree);

// True for what is in the byline. Requires has_spans(tree).
bool is_of_byline(const Node& tree);

// Whether `around`, an operator with one operand that is a field in the query language, takes `operand`.
bool takes_operand(const Node& around, const Node& operand);

// Whether `around` finds what its operand finds, so that the operand can stand alone.
bool is_redundant(const Node& around);

// True for what filters without ranking: fields such as ticker and date, and combinations of them.
bool is_filter(const Node& tree);

// The parts of a conjunction: the children of a kAnd, otherwise the tree itself.
const Node* conjuncts_begin(const Node& tree);
const Node* conjuncts_end(const Node& tree);

}  // namespace broadtape
