#include "searcher/plan/proximity.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "common/archive/matches.h"
#include "common/error/error.h"
#include "common/text/ascii.h"
#include "searcher/plan/compound_query.h"
#include "searcher/plan/positional_terms.h"
#include "searcher/query/field_values.h"

namespace broadtape {
namespace {

using Terms = std::vector<std::string>;

// An operand as a query: a leaf, alternatives, or proximity.
Xapian::Query operand_query(const Node& node) {
  if (node.kind == NodeKind::kNear) return positional_query(node);
  if (node.kind != NodeKind::kOr) return leaf_query(node);
  Queries parts;
  for (const Node& child : node.children) parts.push_back(operand_query(child));
  return any_of(parts);
}

// Merges equal queries into one with the sum of their weights.
Queries each_once(const Queries& queries) {
  std::map<std::string, std::size_t> known;
  std::vector<double> times;
  Queries distinct;
  for (const Xapian::Query& query : queries) {
    const auto [found, is_new] = known.emplace(query.get_description(), distinct.size());
    if (is_new) {
      distinct.push_back(query);
      times.push_back(0);
    }
    ++times[found->second];
  }
  for (std::size_t i = 0; i < distinct.size(); ++i) {
    if (times[i] > 1) distinct[i] = Xapian::Query(times[i], distinct[i]);
  }
  return distinct;
}

// All words of a phrase, weighted by their number of occurrences in it.
Xapian::Query all_words(const Terms& terms) {
  std::map<std::string, double> times;
  for (const std::string& term : terms) ++times[term];
  Queries parts;
  for (const auto& [term, count] : times) parts.push_back(weighed(Xapian::Query(term), count));
  return joined(Xapian::Query::OP_AND, parts);
}

// The word or phrase, or one of its variants, which together count as one word.
Xapian::Query any_spelling(const Node& leaf) {
  Node one = leaf;
  one.variants.clear();
  Queries parts{leaf_query(one)};
  for (const Variant& variant : leaf.variants) {
    one.terms = variant.terms;
    one.kind = variant.terms.size() == 1 ? NodeKind::kWord : NodeKind::kPhrase;
    parts.push_back(leaf_query(one));
  }
  return joined(Xapian::Query::OP_SYNONYM, parts);
}

bool has_and(const Node& node) {
  if (node.kind == NodeKind::kAnd) return true;
  return node.kind == NodeKind::kOr && std::any_of(node.children.begin(), node.children.end(), has_and);
}

std::size_t count_leaves(const Node& node) {
  std::size_t leaves = 1;
  for (const Node& child : node.children) leaves += count_leaves(child);
  return leaves;
}

struct Combined {
  std::size_t chains = 0;
  std::size_t words = 0;  // in all chains, including incomplete ones
};

void refuse_many() {
  throw Error(ErrorKind::kQuery,
              fmt::format("the groups beside w/N or near/N combine into more than {} chains of words, or {} words",
                          with_commas(kMaxChains), with_commas(kMaxChainWords)),
              "use fewer words in them");
}

Node distribute(Node near, Combined& combined) {
  for (Node& side : near.children) {
    if (side.kind == NodeKind::kNear) side = distribute(std::move(side), combined);
  }
  for (std::size_t i = 0; i < near.children.size(); ++i) {
    const Node& group = near.children[i];
    if (!has_and(group)) continue;
    Node result;
    result.kind = group.kind;
    const std::size_t words = count_leaves(near);
    for (const Node& alternative : group.children) {
      combined.words += words;
      if (combined.words > kMaxChainWords) refuse_many();
      Node one = near;
      one.children[i] = alternative;
      result.children.push_back(distribute(std::move(one), combined));
    }
    return result;
  }
  if (++combined.chains > kMaxChains) refuse_many();
  return near;
}

}  // namespace

bool is_checked_leaf(const Node& node) {
  if (!node.children.empty() || !holds_words(node.field)) return false;
  const auto is_sequence = [](const Variant& variant) { return variant.terms.size() > 1; };
  return node.kind == NodeKind::kPhrase || node.field == Field::kLead || is_exact(node) ||
         std::any_of(node.variants.begin(), node.variants.end(), is_sequence);
}

Xapian::Query leaf_query(const Node& leaf) {
  if (!leaf.variants.empty()) return any_spelling(leaf);
  const Terms terms = terms_of(leaf);
  const Queries parts(terms.begin(), terms.end());
  if (is_resolved_company(leaf)) return any_of(parts);
  if (leaf.kind == NodeKind::kWildcard) {
    if (parts.empty()) return Xapian::Query::MatchNothing;
    const Xapian::Query any = any_of(parts);  // counts as one word, however many it expands to
    return parts.size() > 1 && holds_words(leaf.field) ? Xapian::Query(Xapian::Query::OP_SYNONYM, &any, &any + 1) : any;
  }
  return parts.size() == 1 ? parts[0] : all_words(terms);
}

Xapian::Query positional_query(const Node& node) {
  if (node.kind == NodeKind::kAtLeast) return operand_query(node.children[0]);
  Queries operands;
  for (const Node& side : node.children) operands.push_back(operand_query(side));
  return joined(Xapian::Query::OP_AND, each_once(operands));
}

Node distributed(const Node& near) {
  Combined combined;
  return distribute(near, combined);
}

}  // namespace broadtape
