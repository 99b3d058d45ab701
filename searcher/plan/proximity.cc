#include "searcher/plan/proximity.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "common/error/error.h"
#include "common/text/ascii.h"
#include "searcher/plan/compound_query.h"
#include "searcher/plan/positional_terms.h"
#include "searcher/query/field_values.h"

namespace broadtape {
namespace {

using Terms = std::vector<std::string>;

constexpr Xapian::termcount kAnyDistance = 1'000'000'000;  // longer than any article
constexpr std::size_t kMostPhraseTerms = 2'000;            // of a phrase with repeated words
constexpr std::size_t kMostEdgeTerms = 2'000;              // on both sides of one w/N or near/N, for Xapian to compare
constexpr std::size_t kLongPhrase = 100;                   // words; phrases of at least this length are long

Xapian::Query any_term(const Terms& terms) {
  return Xapian::Query(Xapian::Query::OP_OR, terms.begin(), terms.end());
}

// The words that can be the last (or first) word of a span of `node`; sets `known` to false if it can be any.
void add_edge_terms(const Node& node, bool last, Terms& edge, bool& known) {
  if (node.kind == NodeKind::kNear) known = false;
  Terms terms = terms_of(node);
  if (node.kind == NodeKind::kPhrase) terms = {last ? terms.back() : terms.front()};
  edge.insert(edge.end(), terms.begin(), terms.end());
  for (const Variant& variant : node.variants)
    edge.push_back(make_term(indexed_field(node.field), last ? variant.terms.back() : variant.terms.front()));
  for (const Node& child : node.children) add_edge_terms(child, last, edge, known);
}

bool are_too_many(const Terms& left, const Terms& right) {
  return left.size() + right.size() > kMostEdgeTerms;
}

struct Edge {
  explicit Edge(const Node& node, bool last) { add_edge_terms(node, last, terms, is_known); }
  Terms terms;
  bool is_known = true;
};

bool all_leaves(const Node& node, bool (*is)(const Node&)) {
  if (node.children.empty()) return is(node);
  return std::all_of(node.children.begin(), node.children.end(),
                     [&](const Node& child) { return all_leaves(child, is); });
}

bool is_in_lead(const Node& leaf) {
  return leaf.field == Field::kLead;
}

bool is_outside_fields(const Node& leaf) {
  return leaf.field == Field::kText;
}

bool is_in_title(const Node& leaf) {
  return leaf.field == Field::kTitle;
}

bool is_in_byline(const Node& leaf) {
  return leaf.field == Field::kAuthor;
}

// One word or alternatives of words from one position list, so that Xapian can compare their positions directly.
bool is_plain(const Node& node) {
  if (node.kind == NodeKind::kNear || node.kind == NodeKind::kPhrase) return false;
  if (!node.variants.empty() || is_exact(node)) return false;
  return std::all_of(node.children.begin(), node.children.end(), is_plain);
}

bool are_of_one_list(const Node& a, const Node& b) {
  for (const auto is : {is_outside_fields, is_in_title, is_in_byline}) {
    if (all_leaves(a, is) && all_leaves(b, is)) return true;
  }
  return false;
}

Xapian::Query followed(const Terms& left, const Terms& right, std::uint32_t distance) {
  return joined(Xapian::Query::OP_PHRASE, {any_term(left), any_term(right)}, distance + 1);
}

// An operand as a query: a leaf, alternatives, or proximity.
Xapian::Query operand_query(const Node& node) {
  if (node.kind == NodeKind::kNear) return positional_query(node).query;
  if (node.kind != NodeKind::kOr) return leaf_query(node);
  Queries parts;
  for (const Node& child : node.children) parts.push_back(operand_query(child));
  return any_of(parts);
}

// OP_NEAR misses some spans if a word is on both sides.
bool share_a_term(Terms a, Terms b) {
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  Terms shared;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(shared));
  return !shared.empty();
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

PositionalQuery chain_query(const Node& near) {
  const std::vector<Node>& sides = near.children;
  bool exact = sides.size() == 2 && is_plain(sides[0]) && is_plain(sides[1]) && are_of_one_list(sides[0], sides[1]);
  if (exact) {
    const Terms left = Edge(sides[0], true).terms, right = Edge(sides[1], false).terms;
    if (left.empty() || right.empty()) return {Xapian::Query::MatchNothing, true};
    const bool ordered = near.gaps[0].ordered;
    const auto op = ordered ? Xapian::Query::OP_PHRASE : Xapian::Query::OP_NEAR;
    if (!are_too_many(left, right) && (ordered || !share_a_term(left, right)))
      return {joined(op, {any_term(left), any_term(right)}, near.gaps[0].distance + 1), true};
  }
  Queries operands, bounds;
  for (const Node& side : sides) operands.push_back(operand_query(side));
  for (std::size_t i = 0; i < near.gaps.size(); ++i) {
    const Edge left_end(sides[i], true), right_begin(sides[i + 1], false);
    const Edge left_begin(sides[i], false), right_end(sides[i + 1], true);
    if (!left_end.is_known || !right_begin.is_known) continue;
    if (left_end.terms.empty() || right_begin.terms.empty()) return {Xapian::Query::MatchNothing, true};
    if (are_too_many(left_end.terms, right_begin.terms)) {
      exact = false;
      continue;
    }
    Xapian::Query bound = followed(left_end.terms, right_begin.terms, near.gaps[i].distance);
    if (!near.gaps[i].ordered) bound |= followed(right_end.terms, left_begin.terms, near.gaps[i].distance);
    bounds.push_back(bound);
  }
  Xapian::Query query = joined(Xapian::Query::OP_AND, each_once(operands));
  if (!bounds.empty())
    query = Xapian::Query(Xapian::Query::OP_FILTER, query, joined(Xapian::Query::OP_AND, each_once(bounds)));
  return {query, exact};
}

// Positions in a phrase must increase, so a word N times in a phrase as long as the article means N occurrences of the
// word.
PositionalQuery count_query(const Node& node) {
  const Node& child = node.children[0];
  const Xapian::Query once = operand_query(child);
  const Terms first = Edge(child, false).terms;
  if (first.empty()) return {Xapian::Query::MatchNothing, true};
  const bool lead = all_leaves(child, is_in_lead);
  if (first.size() * node.least > kMostPhraseTerms) return {once, false};
  Queries repeated(node.least, any_term(first));
  if (lead) repeated.emplace_back(lead_mark());
  const Xapian::Query often = joined(Xapian::Query::OP_PHRASE, repeated, kAnyDistance);
  const bool exact = is_plain(child) && (lead || are_of_one_list(child, child));
  const bool one_phrase = child.kind == NodeKind::kPhrase && child.variants.empty() && !is_exact(child);
  if (!exact && !one_phrase) return {once, false};
  return {Xapian::Query(Xapian::Query::OP_FILTER, once, often), exact};
}

// All words of a phrase, weighted by their number of occurrences in it, in articles that are long enough.
Xapian::Query all_words(const Node& phrase, const Terms& terms) {
  std::map<std::string, double> times;
  for (const std::string& term : terms) ++times[term];
  Queries parts;
  for (const auto& [term, count] : times) parts.emplace_back(count, Xapian::Query(term));
  const Xapian::Query words = joined(Xapian::Query::OP_AND, parts);
  if (phrase.field == Field::kAuthor) return words;
  const std::string length = Xapian::sortable_serialise(static_cast<double>(terms.size()));
  return Xapian::Query(Xapian::Query::OP_FILTER, words, Xapian::Query(Xapian::Query::OP_VALUE_GE, kWordsSlot, length));
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

bool is_long_phrase(const Node& node) {
  return node.kind == NodeKind::kPhrase && node.terms.size() > kLongPhrase;
}

bool is_checked_leaf(const Node& node) {
  return is_long_phrase(node) || is_exact(node);
}

Xapian::Query leaf_query(const Node& leaf) {
  if (!leaf.variants.empty()) return any_spelling(leaf);
  const Terms terms = terms_of(leaf);
  Queries parts(terms.begin(), terms.end());
  if (is_resolved_company(leaf)) return any_of(parts);
  if (leaf.kind == NodeKind::kWildcard) {
    if (parts.empty()) return Xapian::Query::MatchNothing;
    const Xapian::Query any = any_of(parts);
    const Xapian::Query once =  // counts as one word, however many it expands to
        parts.size() > 1 && holds_words(leaf.field) ? Xapian::Query(Xapian::Query::OP_SYNONYM, &any, &any + 1) : any;
    if (leaf.field != Field::kLead) return once;
    return Xapian::Query(Xapian::Query::OP_FILTER, once,
                         joined(Xapian::Query::OP_PHRASE, {any_term(terms), Xapian::Query(lead_mark())}, 2));
  }
  if (is_long_phrase(leaf)) return all_words(leaf, terms);
  if (leaf.field == Field::kLead) parts.emplace_back(lead_mark());
  return parts.size() == 1 ? parts[0]
                           : joined(Xapian::Query::OP_PHRASE, parts, static_cast<Xapian::termcount>(parts.size()));
}

PositionalQuery positional_query(const Node& node) {
  return node.kind == NodeKind::kAtLeast ? count_query(node) : chain_query(node);
}

Node distributed(const Node& near) {
  Combined combined;
  return distribute(near, combined);
}

}  // namespace broadtape
