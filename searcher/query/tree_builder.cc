#include "searcher/query/tree_builder.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace broadtape {
namespace {

// Merges nested groups of the same kind, and replaces groups of one by their child.
void merge_groups(Node& node) {
  std::vector<Node> merged;
  for (Node& child : node.children) {
    merge_groups(child);
    if (child.kind == node.kind && (node.kind == NodeKind::kAnd || node.kind == NodeKind::kOr)) {
      merged.insert(merged.end(), std::make_move_iterator(child.children.begin()),
                    std::make_move_iterator(child.children.end()));
    } else {
      merged.push_back(std::move(child));
    }
  }
  node.children = std::move(merged);
}

}  // namespace

TreeBuilder::TreeBuilder() : frames_(1) {}

void TreeBuilder::warn_once(WarningCode code, const std::string& message) {
  Warning warning{code, message};
  if (std::find(warnings_.begin(), warnings_.end(), warning) == warnings_.end())
    warnings_.push_back(std::move(warning));
}

Node TreeBuilder::group(NodeKind kind, std::vector<Node> children) {
  Node node;
  node.kind = kind;
  for (const Node& child : children) node.height = std::max(node.height, child.height + 1);
  if (node.height > kMaxTreeHeight) too_high_ = true;
  node.children = std::move(children);
  if (!node.children.empty()) node.begin = node.children.front().begin;
  return node;
}

void TreeBuilder::operand(Node node) {
  Frame& frame = frames_.back();
  const bool joined = std::exchange(frame.joined, false) || frame.gap || frame.items.empty();
  frame.side_by_side = frame.side_by_side || !joined;
  if (std::exchange(frame.negated, false)) {
    if (node.kind == NodeKind::kNot) {
      Node inner = std::move(node.children[0]);
      node = std::move(inner);
    } else {
      std::vector<Node> only;
      only.push_back(std::move(node));
      node = group(NodeKind::kNot, std::move(only));
    }
  }
  if (const auto gap = std::exchange(frame.gap, std::nullopt); gap && !frame.items.empty()) {
    join_near(frame, std::move(node), *gap);
  } else {
    frame.items.push_back(std::move(node));
    frame.in_chain = false;
  }
}

void TreeBuilder::join_near(Frame& frame, Node node, const Gap& gap) {
  Node& left = frame.items.back();
  if (!(frame.in_chain || has_spans(left)) || !has_spans(node) || is_of_byline(left) != is_of_byline(node)) {
    warn_once(WarningCode::kTakenAsAnd,
              "w/N and near/N join words, phrases and groups of them; here it is taken as AND");
    frame.items.push_back(std::move(node));
    frame.in_chain = false;
    return;
  }
  if (!std::exchange(frame.in_chain, true)) {
    std::vector<Node> first;
    first.push_back(std::move(left));
    left = group(NodeKind::kNear, std::move(first));
  }
  left.height = std::max(left.height, node.height + 1);
  if (left.height > kMaxTreeHeight) too_high_ = true;
  left.children.push_back(std::move(node));
  left.gaps.push_back(gap);
}

void TreeBuilder::negate() {
  frames_.back().negated = !frames_.back().negated;
}

void TreeBuilder::near(const Gap& gap) {
  frames_.back().gap = gap;
}

void TreeBuilder::and_next() {
  frames_.back().joined = true;
}

void TreeBuilder::or_branch() {
  Frame& frame = frames_.back();
  if (frame.items.empty()) return;
  frame.branches.push_back(frame.items.size() == 1 ? std::move(frame.items[0])
                                                   : group(NodeKind::kAnd, std::move(frame.items)));
  frame.items.clear();
  frame.in_chain = false;
}

void TreeBuilder::open(std::optional<Field> field) {
  const std::optional<Field> inherited = field ? field : frames_.back().field;
  frames_.emplace_back().field = inherited;
}

void TreeBuilder::open_operand_of(Node around) {
  open(std::nullopt);
  frames_.back().around = std::move(around);
}

void TreeBuilder::operand_of(Node around, Node operand) {
  if (!takes_operand(around, operand)) misfit_ = misfit_.value_or(around.begin);
  if (!is_redundant(around)) {
    around.height = operand.height + 1;
    if (around.height > kMaxTreeHeight) too_high_ = true;
    around.children.push_back(std::move(operand));
    operand = std::move(around);
  }
  this->operand(std::move(operand));
}

Node TreeBuilder::reduce(Frame& frame) {
  if (frame.branches.empty()) {
    return frame.items.size() == 1 ? std::move(frame.items[0]) : group(NodeKind::kAnd, std::move(frame.items));
  }
  or_branch();
  if (frame.side_by_side && frame.branches.size() > 1) {
    warn_once(WarningCode::kOperatorOrder,
              "words beside each other bind tighter than OR; put the OR in parentheses if it is to come first");
  }
  return frame.branches.size() == 1 ? std::move(frame.branches[0]) : group(NodeKind::kOr, std::move(frame.branches));
}

void TreeBuilder::close() {
  Node node = reduce(frames_.back());
  std::optional<Node> around = std::move(frames_.back().around);
  frames_.pop_back();
  if (is_empty(node)) {
    warn_once(WarningCode::kSyntaxIgnored, "parentheses without a word inside are ignored");
    frames_.back().negated = false;
    frames_.back().gap.reset();
    return;
  }
  if (around) {
    operand_of(std::move(*around), std::move(node));
  } else {
    operand(std::move(node));
  }
}

Node TreeBuilder::finish() {
  Node tree = reduce(frames_.front());
  merge_groups(tree);
  return tree;
}

}  // namespace broadtape
