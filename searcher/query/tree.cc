#include "searcher/query/tree.h"

#include <algorithm>
#include <iterator>

#include "searcher/query/field_values.h"
#include "searcher/query/lexer.h"

namespace broadtape {
namespace {

// Whether `text` would be parsed as anything but one word, also before another (`atleast3 oil`), or after a field as
// anything but one value.
bool needs_quotes(std::string_view text, bool in_list) {
  if (text.empty()) return true;
  const std::string before_another = std::string(text) + " x";
  const LexResult lexed = lex_query(before_another);
  if (lexed.lexemes.size() != 2 || lexed.lexemes[0].begin != 0 || lexed.lexemes[0].kind != LexemeKind::kWord ||
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

void append_operand(const Node& node, std::string& out);

void append_joined(const std::vector<Node>& children, std::string_view separator, std::string& out) {
  for (std::size_t i = 0; i < children.size(); ++i) {
    if (i > 0) out += separator;
    append_operand(children[i], out);
  }
}

void append_near(const Node& node, std::string& out) {
  if (!node.text.empty()) {
    out += field_prefix(node.children.front().field) + "\"" + node.text + "\"";
    if (node.least > 0) out += "~" + std::to_string(node.least);
    return;
  }
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

void append_and(const Node& node, std::string& out) {
  append_joined(node.children, " AND ", out);
}

void append_or(const Node& node, std::string& out) {
  append_joined(node.children, " OR ", out);
}

void append_not(const Node& node, std::string& out) {
  out += "NOT ";
  append_operand(node.children[0], out);
}

std::string_view mark_of(Reading reading) {
  return reading == Reading::kExact ? "=" : reading == Reading::kWide ? "~" : "";
}

void append_word(const Node& node, std::string& out) {
  const std::string text = std::string(mark_of(node.reading)) + node.text;
  out += field_prefix(node.field) + quoted_if_needed(text, node.field != Field::kText);
}

void append_phrase(const Node& node, std::string& out) {
  out.append(field_prefix(node.field)).append("\"").append(mark_of(node.reading)).append(node.text).append("\"");
}

void append_wildcard(const Node& node, std::string& out) {
  out += field_prefix(node.field) + node.text;
  if (pattern_of(node) == Pattern::kPrefix) out += '*';
  if (pattern_of(node) == Pattern::kEdits) out += '~' + std::to_string(node.least);
}

void append_word_count(const Node& node, std::string& out) {
  out += "words:" + node.text;
}

void append_first_seen(const Node& node, std::string& out) {
  out += "first_seen:" + quoted_if_needed(node.dates.text, true);
}

void append_date(const Node& node, std::string& out) {
  out += "date:" + quoted_if_needed(node.dates.text, true);
}

// The syntactic role of a node.
enum class Nature : std::uint8_t {
  kGroup,       // needs parentheses as an operand
  kOperator,    // needs no parentheses
  kPositional,  // an operator on spans
  kSpanGroup,   // both kGroup and kPositional
  kSpans,       // a leaf with words
  kFilter,      // a leaf that filters
};

struct KindRow {
  NodeKind kind;
  std::string_view name;
  Nature nature;
  void (*append)(const Node& node, std::string& out);
};

constexpr KindRow kKinds[] = {
    {NodeKind::kAnd, "and", Nature::kGroup, append_and},
    {NodeKind::kOr, "or", Nature::kGroup, append_or},
    {NodeKind::kNot, "not", Nature::kOperator, append_not},
    {NodeKind::kNear, "near", Nature::kSpanGroup, append_near},
    {NodeKind::kWord, "word", Nature::kSpans, append_word},
    {NodeKind::kPhrase, "phrase", Nature::kSpans, append_phrase},
    {NodeKind::kWildcard, "wildcard", Nature::kSpans, append_wildcard},
    {NodeKind::kTerm, "filter", Nature::kFilter, append_word},
    {NodeKind::kDate, "date", Nature::kFilter, append_date},
    {NodeKind::kFirstSeen, "first_seen", Nature::kFilter, append_first_seen},
    {NodeKind::kWordCount, "words", Nature::kFilter, append_word_count},
    {NodeKind::kAtLeast, "atleast", Nature::kPositional, append_at_least},
};

constexpr bool is_in_order() {
  for (std::size_t i = 0; i < std::size(kKinds); ++i) {
    if (static_cast<std::size_t>(kKinds[i].kind) != i) return false;
  }
  return true;
}
static_assert(is_in_order());

const KindRow& row_of(NodeKind kind) {
  return kKinds[static_cast<std::size_t>(kind)];
}

// Adds parentheses to a child of an operator if needed.
void append_operand(const Node& node, std::string& out) {
  const Nature nature = row_of(node.kind).nature;
  const bool quoted = node.kind == NodeKind::kNear && !node.text.empty();
  const bool group = node.shown.empty() && !quoted && (nature == Nature::kGroup || nature == Nature::kSpanGroup);
  if (group) out += '(';
  append(node, out);
  if (group) out += ')';
}

void append(const Node& node, std::string& out) {
  if (node.shown.empty()) {
    row_of(node.kind).append(node, out);
  } else {
    out += node.shown;
  }
}

bool consists_of_spans(const Node& tree, bool joined) {
  if (row_of(tree.kind).nature == Nature::kSpans) return holds_words(tree.field);
  const bool group =
      tree.kind == NodeKind::kOr || (joined && (tree.kind == NodeKind::kAnd || tree.kind == NodeKind::kNear));
  return group && !tree.children.empty() &&
         std::all_of(tree.children.begin(), tree.children.end(),
                     [&](const Node& child) { return consists_of_spans(child, joined); });
}

// Whether some leaf is in the byline, or (with `byline` false) outside it.
bool has_field(const Node& tree, bool byline) {
  if (tree.children.empty()) return (tree.field == Field::kAuthor) == byline;
  return std::any_of(tree.children.begin(), tree.children.end(),
                     [&](const Node& child) { return has_field(child, byline); });
}

}  // namespace

bool operator==(const Node& a, const Node& b) {
  return a.kind == b.kind && a.field == b.field && a.text == b.text && a.terms == b.terms && a.dates == b.dates &&
         a.reading == b.reading && a.least == b.least && a.most == b.most && a.gaps == b.gaps &&
         a.children == b.children;
}

std::string to_text(const Node& tree) {
  std::string out;
  append(tree, out);
  return out;
}

std::string_view kind_name(NodeKind kind) {
  return row_of(kind).name;
}

bool is_positional(const Node& node) {
  const Nature nature = row_of(node.kind).nature;
  return nature == Nature::kPositional || nature == Nature::kSpanGroup;
}

Pattern pattern_of(const Node& wildcard) {
  if (wildcard.least > 0) return Pattern::kEdits;
  return wildcard.terms[0].find('*') == std::string::npos ? Pattern::kPrefix : Pattern::kStars;
}

bool is_exact(const Node& node) {
  return node.reading == Reading::kExact;
}

bool is_resolved_company(const Node& node) {
  return node.kind == NodeKind::kTerm && !node.expansions.empty();
}

bool has_date(const Node& tree) {
  return has_node(tree, [](const Node& node) { return node.kind == NodeKind::kDate; });
}

std::size_t count_terms(const Node& tree, bool expanded) {
  std::size_t terms = 0;
  walk(tree, [&](const Node& node) {
    terms += expanded && node.kind == NodeKind::kWildcard ? node.expansions.size() : node.terms.size();
    return true;
  });
  return terms;
}

bool is_empty(const Node& tree) {
  return tree.kind == NodeKind::kAnd && tree.children.empty();
}

bool has_spans(const Node& tree) {
  return consists_of_spans(tree, true) && !(has_field(tree, true) && has_field(tree, false));
}

bool is_of_byline(const Node& tree) {
  return tree.children.empty() ? tree.field == Field::kAuthor : is_of_byline(tree.children.front());
}

bool takes_operand(const Node& around, const Node& operand) {
  return around.kind == NodeKind::kAtLeast && consists_of_spans(operand, false) && has_spans(operand);
}

bool is_redundant(const Node& around) {
  return around.least <= 1;
}

bool is_filter(const Node& tree) {
  if (row_of(tree.kind).nature == Nature::kFilter) return true;
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
