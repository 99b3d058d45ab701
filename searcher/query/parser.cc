#include "searcher/query/parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "common/text/ascii.h"
#include "common/text/utf8.h"
#include "searcher/query/field_parser.h"
#include "searcher/query/field_values.h"
#include "searcher/query/leaf_reader.h"
#include "searcher/query/left_out_words.h"
#include "searcher/query/lexer.h"
#include "searcher/query/operators.h"
#include "searcher/query/query_error.h"
#include "searcher/query/refusals.h"
#include "searcher/query/tree_builder.h"
#include "searcher/query/word_reader.h"

namespace broadtape {
namespace {

constexpr std::size_t kMaxWarnings = 10;

// Whether a word beside it may be its operand.
bool is_operator(LexemeKind kind) {
  return kind == LexemeKind::kMinus || kind == LexemeKind::kNot || kind == LexemeKind::kAnd ||
         kind == LexemeKind::kOr || kind == LexemeKind::kNear;
}

class Parser {
 public:
  Parser(std::string text, const QueryClock& clock, Analyser& analyser,
         const std::function<bool(const std::string&)>& is_symbol)
      : text_(std::move(text)),
        leaves_(text_, clock, analyser, is_symbol, warnings_),
        fields_(text_, clock, leaves_, warnings_) {}

  ParsedQuery run() {
    LexResult lexed = lex_query(text_);
    warnings_ = std::move(lexed.warnings);
    for (const Lexeme& lexeme : lexed.lexemes) {
      if (lexeme.kind == LexemeKind::kRefused) throw refusal_error(text_, lexeme);
    }
    resolve_operators(lexed.lexemes, warnings_);
    std::optional<Node> tree = build(lexed.lexemes);
    if (!tree) {
      warn(warnings_, WarningCode::kSyntaxIgnored,
           fmt::format("the query nests deeper than {} levels; its parentheses are ignored", kMaxTreeHeight));
      drop_parentheses(lexed.lexemes);
      resolve_operators(lexed.lexemes, warnings_);
      tree = build(lexed.lexemes);
    }
    limit_warnings();
    std::vector<std::string> left_out = leave_out_function_words(*tree, text_);
    return {text_, std::move(*tree), std::move(left_out), std::move(warnings_)};
  }

 private:
  // nullopt if the tree becomes too high.
  std::optional<Node> build(const std::vector<Lexeme>& lexemes) {
    TreeBuilder builder;
    for (std::size_t i = 0; i < lexemes.size() && !builder.too_high();) i = take(lexemes, i, builder);
    if (const auto place = builder.misfit()) {
      throw query_error(text_, *place, "atleastN: counts a word, a phrase or several with OR between them",
                        "write atleast3:tariff, atleast3:\"rate cut\" or atleast3:(cut OR cuts)");
    }
    if (builder.too_high()) return std::nullopt;
    Node tree = builder.finish();
    warnings_.insert(warnings_.end(), builder.warnings().begin(), builder.warnings().end());
    return tree;
  }

  // Passes the lexeme at `i`, or the run of words that begins there, to `builder`; returns the next index.
  std::size_t take(const std::vector<Lexeme>& lexemes, std::size_t i, TreeBuilder& builder) {
    const Lexeme& lexeme = lexemes[i];
    const Field field = builder.field().value_or(Field::kText);
    switch (lexeme.kind) {
      case LexemeKind::kWord:
        return take_words(lexemes, i, field, builder);
      case LexemeKind::kWildcard:
        take_word(lexeme, field, builder);
        break;
      case LexemeKind::kPhrase:
        take_value({lexeme.text, lexeme.begin, true, lexeme.slop}, field, false, builder);
        break;
      case LexemeKind::kField:
      case LexemeKind::kDate:
      case LexemeKind::kFirstSeen:
      case LexemeKind::kWordCount:
      case LexemeKind::kAtLeast:
        return fields_.take(lexemes, i, builder);
      case LexemeKind::kOpen:
        builder.open(std::nullopt);
        break;
      case LexemeKind::kClose:
        builder.close();
        break;
      case LexemeKind::kMinus:
      case LexemeKind::kNot:
        builder.negate();
        break;
      case LexemeKind::kOr:
        builder.or_branch();
        break;
      case LexemeKind::kNear:
        builder.near(lexeme.gap);
        break;
      case LexemeKind::kAnd:
        builder.and_next();
        break;
      case LexemeKind::kRefused:
      case LexemeKind::kNothing:
        break;
    }
    return i + 1;
  }

  std::size_t take_words(const std::vector<Lexeme>& lexemes, std::size_t i, Field field, TreeBuilder& builder) {
    std::vector<WordSpan> spans;
    const bool after_operator = i > 0 && is_operator(lexemes[i - 1].kind);
    for (; i < lexemes.size() && lexemes[i].kind == LexemeKind::kWord; ++i) {
      if (WordReader::has_mark(lexemes[i].text) && holds_words(field)) {
        if (!spans.empty()) break;
        take_word(lexemes[i], field, builder);
      } else if (std::optional<Node> company = field == Field::kText ? cashtag(lexemes, i, builder) : std::nullopt) {
        if (!spans.empty()) break;
        builder.operand(std::move(*company));
      } else if (holds_words(field)) {
        spans.push_back({lexemes[i].begin, lexemes[i].end});
      } else {
        take_word(lexemes[i], field, builder);
      }
    }
    if (spans.empty()) return i;
    const bool before_operator = i < lexemes.size() && is_operator(lexemes[i].kind);
    const bool is_free = field == Field::kText && !builder.in_operand();
    std::vector<Node> nodes = leaves_.words(spans, field);
    for (Node& node : nodes) {
      const bool beside_operator =
          (after_operator && &node == &nodes.front()) || (before_operator && &node == &nodes.back());
      node.is_plain = is_free && node.kind == NodeKind::kWord && !beside_operator;
    }
    for (Node& node : nodes) builder.operand(std::move(node));
    return i;
  }

  // The company of `$NVDA`, which stays a word beside w/N and in the group of atleastN:.
  std::optional<Node> cashtag(const std::vector<Lexeme>& lexemes, std::size_t i, const TreeBuilder& builder) {
    const auto is_near = [&](std::size_t at) { return at < lexemes.size() && lexemes[at].kind == LexemeKind::kNear; };
    if (is_near(i + 1) || (i > 0 && is_near(i - 1)) || builder.in_operand()) return std::nullopt;
    return leaves_.cashtag(lexemes[i]);
  }

  // A word inside the group of a field, or outside any. `ticker:(NVDA,AMD)` is a list too.
  void take_word(const Lexeme& lexeme, Field field, TreeBuilder& builder) {
    const bool star = lexeme.kind == LexemeKind::kWildcard;
    std::vector<FieldValue> values;
    std::size_t begin = 0;
    const std::size_t list_end = holds_words(field) ? 0 : lexeme.text.size();
    for (std::size_t i = 0; i < list_end; ++i) {
      if (lexeme.text[i] != ',') continue;
      if (i > begin) values.push_back({lexeme.text.substr(begin, i - begin), lexeme.begin + begin, false});
      begin = i + 1;
    }
    if (begin < lexeme.text.size()) values.push_back({lexeme.text.substr(begin), lexeme.begin + begin, false});
    if (values.size() > 1) builder.open(std::nullopt);
    for (const FieldValue& value : values) {
      const bool last = value.text.end() == lexeme.text.end();
      take_value(value, field, star && last, builder);
      if (values.size() > 1) builder.or_branch();
    }
    if (values.size() > 1) builder.close();
  }

  // One quoted or unquoted value, of a field or of none (kText).
  void take_value(const FieldValue& value, Field field, bool wildcard, TreeBuilder& builder) {
    Node node = leaves_.leaf(value, field, wildcard);
    if (!is_empty(node)) builder.operand(std::move(node));
  }

  void limit_warnings() {
    Warnings kept;
    for (Warning& warning : warnings_) {
      if (kept.size() < kMaxWarnings && std::find(kept.begin(), kept.end(), warning) == kept.end())
        kept.push_back(std::move(warning));
    }
    warnings_ = std::move(kept);
  }

  std::string text_;  // leaves_ and all lexemes have views of it
  Warnings warnings_;
  LeafReader leaves_;
  FieldParser fields_;
};

}  // namespace

ParsedQuery parse_query(std::string_view text, const QueryClock& clock, Analyser& analyser,
                        const std::function<bool(const std::string&)>& is_symbol) {
  std::string repaired(text);
  repair_utf8(repaired);
  return Parser(std::move(repaired), clock, analyser, is_symbol).run();
}

}  // namespace broadtape
