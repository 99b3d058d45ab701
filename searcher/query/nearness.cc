#include "searcher/query/nearness.h"

#include <string>
#include <vector>

#include "common/error/error.h"

namespace broadtape {
namespace {

using Terms = std::vector<std::string>;

std::string full_term(const Node& node, const std::string& term) {
  return make_term(node.field, term);
}

// One way to meet an operand of w/N: terms that follow each other.
void add_ways(const Node& node, std::vector<Terms>& ways) {
  if (node.kind == NodeKind::kWord || node.kind == NodeKind::kPhrase) {
    Terms terms;
    for (const std::string& term : node.terms) terms.push_back(full_term(node, term));
    ways.push_back(std::move(terms));
  }
  for (const std::string& term : node.expansions) ways.push_back({full_term(node, term)});
  for (const Node& child : node.children) add_ways(child, ways);
}

Xapian::Query positional(Xapian::Query::op op, const Terms& terms, std::size_t window) {
  return Xapian::Query(op, terms.begin(), terms.end(), static_cast<Xapian::termcount>(window));
}

Xapian::Query phrase_of(const Terms& terms) {
  return terms.size() == 1 ? Xapian::Query(terms[0]) : positional(Xapian::Query::OP_PHRASE, terms, terms.size());
}

Xapian::Query near_ways(const Terms& left, const Terms& right, const Gap& gap) {
  Terms all = left;
  all.insert(all.end(), right.begin(), right.end());
  const auto op = gap.ordered ? Xapian::Query::OP_PHRASE : Xapian::Query::OP_NEAR;
  Xapian::Query query = positional(op, all, all.size() + gap.distance - 1);
  if (left.size() > 1) query &= phrase_of(left);
  if (right.size() > 1) query &= phrase_of(right);
  return query;
}

Xapian::Query near_pair(const Node& left, const Node& right, const Gap& gap);

// Both of an AND group's words must be near.
Xapian::Query near_all(const Node& group, const Node& other, const Gap& gap, bool group_is_left) {
  std::vector<Xapian::Query> parts;
  for (const Node& child : group.children)
    parts.push_back(group_is_left ? near_pair(child, other, gap) : near_pair(other, child, gap));
  return Xapian::Query(Xapian::Query::OP_AND, parts.begin(), parts.end());
}

Xapian::Query near_pair(const Node& left, const Node& right, const Gap& gap) {
  if (left.kind == NodeKind::kAnd) return near_all(left, right, gap, true);
  if (right.kind == NodeKind::kAnd) return near_all(right, left, gap, false);
  std::vector<Terms> left_ways, right_ways;
  add_ways(left, left_ways);
  add_ways(right, right_ways);
  if (left_ways.size() * right_ways.size() > kMaxNearPairs) {
    throw Error(ErrorKind::kQuery, "the groups beside w/N or near/N combine into more than 1,000 pairs",
                "use fewer words in them");
  }
  std::vector<Xapian::Query> parts;
  for (const Terms& l : left_ways) {
    for (const Terms& r : right_ways) parts.push_back(near_ways(l, r, gap));
  }
  return Xapian::Query(Xapian::Query::OP_OR, parts.begin(), parts.end());
}

}  // namespace

Xapian::Query phrase_query(const Node& phrase) {
  std::vector<Terms> ways;
  add_ways(phrase, ways);
  return phrase_of(ways[0]);
}

Xapian::Query near_query(const Node& node) {
  std::vector<Xapian::Query> parts;
  for (std::size_t i = 0; i + 1 < node.children.size(); ++i) {
    parts.push_back(near_pair(node.children[i], node.children[i + 1], node.gaps[i]));
  }
  return Xapian::Query(Xapian::Query::OP_AND, parts.begin(), parts.end());
}

}  // namespace broadtape
