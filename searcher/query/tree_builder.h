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
  void open(std::optional<Field> field);       // a group, within `field` when given
  void open_operand_of(Node around);           // a group that becomes the one child of `around`
  void operand_of(Node around, Node operand);  // likewise one operand
  void close();

  // The field of the innermost group.
  std::optional<Field> field() const { return frames_.back().field; }
  bool too_high() const { return too_high_; }
  // The first operator that does not take its operand (takes_operand()), as a byte of the query's text.
  std::optional<std::size_t> misfit() const { return misfit_; }

  // The whole tree, with groups of one kind merged. Requires that it is not too high.
  Node finish();

  const std::vector<std::string>& warnings() const { return warnings_; }

 private:
  struct Frame {
    std::vector<Node> items;     // of the current branch
    std::vector<Node> branches;  // finished ones
    std::optional<Field> field;
    std::optional<Gap> gap;
    bool in_chain = false;       // the last item is a kNear that the next w/N or near/N goes on
    std::optional<Node> around;  // what the group is the operand of
    bool negated = false;
    bool joined = false;        // by a written operator to what comes next
    bool side_by_side = false;  // some items have no operator between them
  };

  Node group(NodeKind kind, std::vector<Node> children);
  Node reduce(Frame& frame);
  void join_near(Frame& frame, Node node, const Gap& gap);
  void warn_once(const std::string& warning);

  std::vector<Frame> frames_;
  std::vector<std::string> warnings_;
  std::optional<std::size_t> misfit_;
  bool too_high_ = false;
};

}  // namespace broadtape
