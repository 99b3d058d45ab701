#include "searcher/query/tree.h"

#include <algorithm>

#include "searcher/query/field_values.h"
#include "searcher/query/lexer.h"

namespace broadtape {
namespace {

// Whether `text` would be read as anything but one word, or after a field as anything but one value.
bool needs_quotes(std::string_view text, bool in_list) {
  if (text.empty() || looks_like_operator(text)) return true;
  const LexResult lexed = lex_query(text);
  if (lexed.lexemes.size() != 1 || lexed.lexemes[0].begin != 0 || lexed.lexemes[0].kind != LexemeKind::kWord ||
      lexed.lexemes[0].end != text.size()) {
    return true;
  }
  return in_list && text.find(',') != std::string_view::npos;
}

std::string quoted_if_needed(std::string_view text, bool in_list) {
  return needs_quotes(text, in_list) ? "\"" + std::string(text) + "\"" : std::string(text);
}

std::string field_prefix(Field field) {
  for (const FieldRow& row : kFields) {
    if (row.field == field && !row.query_name.empty()) return std::string(row.query_name) + ":";
  }
  return {};
}

void append(const Node& node, std::string& out);

// A child of an operator: operators bind no tighter than their parentheses say.
void append_operand(const Node& node, std::string& out) {
  const bool group =
      node.shown.empty() && (node.kind == NodeKind::kAnd || node.kind == NodeKind::kOr || node.kind == NodeKind::kNear);
  if (group) out += '(';
  append(node, out);
  if (group) out += ')';
}

void append_joined(const std::vector<Node>& children, std::string_view separator, std::string& out) {
  for (std::size_t i = 0; i < children.size(); ++i) {
    if (i > 0) out += separator;
    append_operand(children[i], out);
  }
}

void append_near(const Node& node, std::string& out) {
  for (std::size_t i = 0; i < node.children.size(); ++i) {
    if (i > 0) {
      const Gap& gap = node.gaps[i - 1];
      out += (gap.ordered ? " w/" : " near/") + std::to_string(gap.distance) + " ";
    }
    append_operand(node.children[i], out);
  }
}

void append_at_least(const Node& node, std::string& out) {
  const Node& child = node.children[0];
  const bool bare = child.children.empty() && child.field == Field::kText;
  out += "atleast" + std::to_string(node.least) + ":";
  if (!bare) out += '(';
  append(child, out);
  if (!bare) out += ')';
}

void append(const Node& node, std::string& out) {
  if (!node.shown.empty()) {
    out += node.shown;
    return;
  }
  switch (node.kind) {
    case NodeKind::kAnd:
      append_joined(node.children, " AND ", out);
      break;
    case NodeKind::kOr:
      append_joined(node.children, " OR ", out);
      break;
    case NodeKind::kNear:
      append_near(node, out);
      break;
    case NodeKind::kNot:
      out += "NOT ";
      append_operand(node.children[0], out);
      break;
    case NodeKind::kWord:
    case NodeKind::kTerm:
      out += field_prefix(node.field) + quoted_if_needed(node.text, node.field != Field::kText);
      break;
    case NodeKind::kPhrase:
      out += field_prefix(node.field) + "\"" + node.text + "\"";
      break;
    case NodeKind::kWildcard:
      out += field_prefix(node.field) + node.text + "*";
      break;
    case NodeKind::kWordCount:
      out += "words:" + node.text;
      break;
    case NodeKind::kAtLeast:
      append_at_least(node, out);
      break;
    case NodeKind::kDate:
      out += "date:" + quoted_if_needed(node.dates.text, true);
      break;
  }
}

bool consists_of_places(const Node& tree, bool joined) {
  if (tree.kind == NodeKind::kWord || tree.kind == NodeKind::kPhrase) return true;
  if (tree.kind == NodeKind::kWildcard) return holds_words(tree.field);
  const bool group =
      tree.kind == NodeKind::kOr || (joined && (tree.kind == NodeKind::kAnd || tree.kind == NodeKind::kNear));
  return group && !tree.children.empty() &&
         std::all_of(tree.children.begin(), tree.children.end(),
                     [&](const Node& child) { return consists_of_places(child, joined); });
}

// Whether some leaf is of the byline, or some is not.
bool has_field(const Node& tree, bool byline) {
  if (tree.children.empty()) return (tree.field == Field::kAuthor) == byline;
  return std::any_of(tree.children.begin(), tree.children.end(),
                     [&](const Node& child) { return has_field(child, byline); });
}

}  // namespace

bool operator==(const Node& a, const Node& b) {
  return a.kind == b.kind && a.field == b.field && a.text == b.text && a.terms == b.terms && a.dates == b.dates &&
         a.least == b.least && a.most == b.most && a.gaps == b.gaps && a.children == b.children;
}

std::string to_text(const Node& tree) {
  std::string out;
  append(tree, out);
  return out;
}

bool is_empty(const Node& tree) {
  return tree.kind == NodeKind::kAnd && tree.children.empty();
}

bool has_places(const Node& tree) {
  return consists_of_places(tree, true) && !(has_field(tree, true) && has_field(tree, false));
}

bool is_of_byline(const Node& tree) {
  return tree.children.empty() ? tree.field == Field::kAuthor : is_of_byline(tree.children.front());
}

bool has_countable_places(const Node& tree) {
  return consists_of_places(tree, false) && has_places(tree);
}

bool is_filter(const Node& tree) {
  if (tree.kind == NodeKind::kTerm || tree.kind == NodeKind::kDate || tree.kind == NodeKind::kWordCount) return true;
  if (tree.kind == NodeKind::kWildcard) return !holds_words(tree.field);
  return !tree.children.empty() && std::all_of(tree.children.begin(), tree.children.end(), is_filter);
}

const Node* conjuncts_begin(const Node& tree) {
  return tree.kind == NodeKind::kAnd ? tree.children.data() : &tree;
}

const Node* conjuncts_end(const Node& tree) {
  return tree.kind == NodeKind::kAnd ? tree.children.data() + tree.children.size() : &tree + 1;
}

}  // namespace broadtape
