#include "searcher/query/parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "common/text/ascii.h"
#include "common/text/utf8.h"
#include "searcher/query/field_forms.h"
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
constexpr std::uint32_t kMostOccurrences = 50;  // of atleastN:

// Whether a word beside it may be its operand.
bool is_operator(LexemeKind kind) {
  return kind == LexemeKind::kMinus || kind == LexemeKind::kNot || kind == LexemeKind::kAnd ||
         kind == LexemeKind::kOr || kind == LexemeKind::kNear;
}

class Parser {
 public:
  Parser(std::string text, const QueryClock& clock, Analyser& analyser,
         const std::function<bool(const std::string&)>& is_symbol)
      : text_(std::move(text)), clock_(clock), leaves_(text_, clock, analyser, is_symbol, warnings_) {}

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
      case LexemeKind::kWordCount:
      case LexemeKind::kAtLeast:
        return take_field(lexemes, i, builder);
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

  std::size_t take_field(const std::vector<Lexeme>& lexemes, std::size_t i, TreeBuilder& builder) {
    const Lexeme& lexeme = lexemes[i];
    const bool group =
        i + 1 < lexemes.size() && lexemes[i + 1].kind == LexemeKind::kOpen && lexemes[i + 1].begin == lexeme.end;
    if (lexeme.kind == LexemeKind::kAtLeast) check_count(lexeme);
    if (group && lexeme.values.empty()) {
      if (const std::size_t end = take_date_group(lexemes, i, builder); end > 0) return end;
      open_group(lexeme, builder);
      return i + 2;
    }
    if (lexeme.values.empty()) {
      warn(warnings_, WarningCode::kSyntaxIgnored, fmt::format("{}: has no value; it is ignored", lexeme.text));
      return i + 1;
    }
    if (lexeme.kind == LexemeKind::kDate) check_for_unquoted_date(lexemes, i);
    const bool several = lexeme.values.size() > 1;
    if (several) builder.open(std::nullopt);
    for (const FieldValue& value : lexeme.values) {
      take_field_value(value, lexeme, builder);
      if (several) builder.or_branch();
    }
    if (several) builder.close();
    return i + 1;
  }

  // `date:(last week)`, where words alone are a date. Returns what follows it, or 0 for another group.
  std::size_t take_date_group(const std::vector<Lexeme>& lexemes, std::size_t i, TreeBuilder& builder) {
    const std::size_t first = i + 2;
    std::size_t close = first;
    while (close < lexemes.size() && lexemes[close].kind == LexemeKind::kWord) ++close;
    const bool is_date = lexemes[i].kind == LexemeKind::kDate && close > first && close < lexemes.size() &&
                         lexemes[close].kind == LexemeKind::kClose;
    if (!is_date) return 0;
    const std::size_t begin = lexemes[first].begin;
    const std::string_view text = std::string_view(text_).substr(begin, lexemes[close - 1].end - begin);
    builder.operand(leaves_.date({text, begin, true}));
    return close + 1;
  }

  // `date:jan 2025`: a date of several words without quotation marks, of which the field would take the first.
  void check_for_unquoted_date(const std::vector<Lexeme>& lexemes, std::size_t i) const {
    constexpr std::size_t kMostWords = 4;
    const FieldValue& last = lexemes[i].values.back();
    if (last.quoted) return;
    std::string_view longest;
    for (std::size_t next = i + 1; next < lexemes.size() && next <= i + kMostWords; ++next) {
      if (lexemes[next].kind != LexemeKind::kWord) break;
      const std::string_view text = std::string_view(text_).substr(last.begin, lexemes[next].end - last.begin);
      if (parse_date_range(text, clock_).range) longest = text;
    }
    if (longest.empty()) return;
    throw query_error(text_, last.begin, "a date of several words needs quotation marks",
                      fmt::format("write date:\"{}\", or put the words that follow before the date", longest));
  }

  void open_group(const Lexeme& lexeme, TreeBuilder& builder) {
    if (lexeme.kind == LexemeKind::kAtLeast) {
      builder.open_operand_of(at_least(lexeme));
    } else if (lexeme.kind == LexemeKind::kField) {
      builder.open(lexeme.field);
    } else {
      throw query_error(text_, lexeme.begin, fmt::format("{}: takes no group", lexeme.text),
                        fmt::format("write {}:VALUE, for several values with commas between", lexeme.text));
    }
  }

  static Node at_least(const Lexeme& lexeme) {
    Node node;
    node.kind = NodeKind::kAtLeast;
    node.least = lexeme.count;
    node.begin = lexeme.begin;
    return node;
  }

  void check_count(const Lexeme& lexeme) {
    if (lexeme.count >= 1 && lexeme.count <= kMostOccurrences) return;
    throw query_error(text_, lexeme.begin,
                      fmt::format("{}: needs a number from 1 to {}", lexeme.text, kMostOccurrences),
                      "write it as in atleast3:tariff");
  }

  void take_field_value(FieldValue value, const Lexeme& lexeme, TreeBuilder& builder) {
    if (lexeme.kind == LexemeKind::kDate) {
      builder.operand(leaves_.date(value));
      return;
    }
    if (lexeme.kind == LexemeKind::kWordCount) {
      builder.operand(leaves_.word_count(value));
      return;
    }
    const bool prefix = !value.quoted && value.text.size() > 1 && value.text.find('*') == value.text.size() - 1;
    const bool words = lexeme.kind == LexemeKind::kAtLeast || holds_words(lexeme.field);
    const bool wildcard = prefix || (!value.quoted && words && is_word_pattern(value.text));
    if (!value.quoted) check_for_inner_field(value, lexeme);
    if (prefix) value.text.remove_suffix(1);
    if (lexeme.kind == LexemeKind::kField) {
      take_value(value, lexeme.field, wildcard, builder);
    } else {
      Node node = leaves_.leaf(value, builder.field().value_or(Field::kText), wildcard);
      if (!is_empty(node)) builder.operand_of(at_least(lexeme), std::move(node));
    }
  }

  // `title:ticker:NVDA`: which of the two filters is meant cannot be known.
  void check_for_inner_field(const FieldValue& value, const Lexeme& outer) const {
    const ColonWord inner = read_colon_word(value.text);
    if (inner.form != ColonForm::kField) return;
    const std::string name(value.text.substr(0, inner.colon));
    const bool counts = inner.kind == LexemeKind::kAtLeast;
    const bool words = counts || (inner.kind == LexemeKind::kField && holds_words(inner.field));
    if (outer.kind == LexemeKind::kAtLeast && !words) {
      throw query_error(text_, value.begin, fmt::format("{}: counts words, not {}:", outer.text, name),
                        fmt::format("leave {}: out", outer.text));
    }
    std::string hint = fmt::format("write {}: and {}: as two parts, or quote the value", outer.text, name);
    if (outer.kind == LexemeKind::kAtLeast || counts) {
      hint = counts ? fmt::format("write {}:({}:word)", outer.text, name)
                    : fmt::format("write {}:({}:word)", name, outer.text);
    }
    throw query_error(text_, value.begin, fmt::format("{}: cannot directly follow {}:", name, outer.text), hint);
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
  const QueryClock& clock_;
  Warnings warnings_;
  LeafReader leaves_;
};

}  // namespace

ParsedQuery parse_query(std::string_view text, const QueryClock& clock, Analyser& analyser,
                        const std::function<bool(const std::string&)>& is_symbol) {
  std::string repaired(text);
  repair_utf8(repaired);
  return Parser(std::move(repaired), clock, analyser, is_symbol).run();
}

}  // namespace broadtape
