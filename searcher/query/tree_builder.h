// Puts operands and operators together as they come, without recursion, so that no nesting exhausts the stack.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "searcher/query/tree.h"

namespace broadtape {

class TreeBuilder {
 public:
  TreeBuilder();

  void operand(Node node);
  void negate();              // the next operand
  void near(const Gap& gap);  // joins the last operand and the next
  void and_next();            // the next operand is joined by a written AND
  void or_branch();
  void open(std::optional<Field> field);  // a group, within `field` when given
  void close();

  // The field that the innermost group stands under.
  std::optional<Field> field() const { return frames_.back().field; }
  bool too_high() const { return too_high_; }

  // The whole tree, with groups of one kind merged. Requires that it is not too high.
  Node finish();

  const std::vector<std::string>& warnings() const { return warnings_; }

 private:
  struct Frame {
    std::vector<Node> items;     // of the current branch
    std::vector<Node> branches;  // finished ones
    std::optional<Field> field;
    std::optional<Gap> gap;
    bool negated = false;
    bool joined = false;        // by a written operator to what comes next
    bool side_by_side = false;  // some items stand beside each other without one
  };

  Node group(NodeKind kind, std::vector<Node> children);
  Node reduce(Frame& frame);
  void join_near(Frame& frame, Node node, const Gap& gap);
  void warn_once(const std::string& warning);

  std::vector<Frame> frames_;
  std::vector<std::string> warnings_;
  bool too_high_ = false;
};

}  // namespace broadtape
