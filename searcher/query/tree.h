// A query as understood: what the parser makes of the text before any archive is looked at.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
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

// A query that means the same and, when parsed, gives the same tree: `DeepSeek AND (GPU OR chip) AND -ticker:NVDA`.
// Empty for an empty tree.
std::string to_text(const Node& tree);

// True when the tree asks for nothing.
bool is_empty(const Node& tree);

// True for what has places in an article, to be near to something: words, phrases, wildcards, w/N and near/N of them,
// and groups of all those, as long as all are of the byline or none is.
bool has_places(const Node& tree);

// True for what stands in the byline. Requires has_places(tree).
bool is_of_byline(const Node& tree);

// has_places() of what can be counted: without AND, w/N and near/N.
bool has_countable_places(const Node& tree);

// True for what filters without ranking: fields such as ticker and date, and combinations of them.
bool is_filter(const Node& tree);

// The parts of a conjunction: the children of a kAnd, otherwise the tree itself.
const Node* conjuncts_begin(const Node& tree);
const Node* conjuncts_end(const Node& tree);

}  // namespace broadtape
