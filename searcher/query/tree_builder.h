// Builds a tree from a sequence of operands and operators, without recursion, so that nesting cannot exhaust the stack.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "searcher/query/tree.h"
#include "searcher/query/warning.h"

namespace broadtape {

class TreeBuilder {
 public:
  TreeBuilder();

  void operand(Node node);
  void negate();              // the next operand
  void near(const Gap& gap);  // between the last operand and the next
  void and_next();            // an explicit AND before the next operand
  void or_branch();
  void open(std::optional<Field> field);       // starts a group, within `field` if given
  void open_operand_of(Node around);           // starts a group that becomes the only child of `around`
  void operand_of(Node around, Node operand);  // likewise a single operand
  void close();

  // The field of the innermost group.
  std::optional<Field> field() const { return frames_.back().field; }
  // Whether the next operand is inside the group of an operator such as atleastN:.
  bool in_operand() const {
    return std::any_of(frames_.begin(), frames_.end(), [](const Frame& frame) { return frame.around.has_value(); });
  }
  bool too_high() const { return too_high_; }
  // The first operator that does not accept its operand (takes_operand()), as a byte offset in the query's text.
  std::optional<std::size_t> misfit() const { return misfit_; }

  // The whole tree, with nested groups of the same kind merged. Requires that it is not too high.
  Node finish();

  const Warnings& warnings() const { return warnings_; }

 private:
  struct Frame {
    std::vector<Node> items;     // of the current branch
    std::vector<Node> branches;  // completed ones
    std::optional<Field> field;
    std::optional<Gap> gap;
    bool in_chain = false;       // the last item is a kNear that the next w/N or near/N extends
    std::optional<Node> around;  // the operator whose operand the group is
    bool negated = false;
    bool joined = false;        // an explicit operator joins it to the next item
    bool side_by_side = false;  // some adjacent items have no operator between them
  };

  Node group(NodeKind kind, std::vector<Node> children);
  Node reduce(Frame& frame);
  void join_near(Frame& frame, Node node, const Gap& gap);
  void warn_once(WarningCode code, const std::string& message);

  std::vector<Frame> frames_;
  Warnings warnings_;
  std::optional<std::size_t> misfit_;
  bool too_high_ = false;
};

}  // namespace broadtape
