#include "searcher/query/field_parser.h"

#include <fmt/format.h>

#include <utility>

#include "searcher/query/field_forms.h"
#include "searcher/query/field_values.h"
#include "searcher/query/query_error.h"

namespace broadtape {
namespace {

constexpr std::uint32_t kMostOccurrences = 50;  // of atleastN:

Node at_least(const Lexeme& lexeme) {
  Node node;
  node.kind = NodeKind::kAtLeast;
  node.least = lexeme.count;
  node.begin = lexeme.begin;
  return node;
}

}  // namespace

std::size_t FieldParser::take(const std::vector<Lexeme>& lexemes, std::size_t i, TreeBuilder& builder) {
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
  if (takes_dates(lexeme.kind)) check_for_unquoted_date(lexemes, i);
  const bool several = lexeme.values.size() > 1;
  if (several) builder.open(std::nullopt);
  for (const FieldValue& value : lexeme.values) {
    take_value(value, lexeme, builder);
    if (several) builder.or_branch();
  }
  if (several) builder.close();
  return i + 1;
}

// `date:(last week)`, where words alone are a date. Returns what follows it, or 0 for another group.
std::size_t FieldParser::take_date_group(const std::vector<Lexeme>& lexemes, std::size_t i, TreeBuilder& builder) {
  const std::size_t first = i + 2;
  std::size_t close = first;
  while (close < lexemes.size() && lexemes[close].kind == LexemeKind::kWord) ++close;
  const bool is_date = takes_dates(lexemes[i].kind) && close > first && close < lexemes.size() &&
                       lexemes[close].kind == LexemeKind::kClose;
  if (!is_date) return 0;
  const std::size_t begin = lexemes[first].begin;
  const std::string_view text = std::string_view(query_).substr(begin, lexemes[close - 1].end - begin);
  builder.operand(leaves_.date({text, begin, true}, lexemes[i]));
  return close + 1;
}

// `date:jan 2025`: a date of several words without quotation marks, of which the field would take the first.
void FieldParser::check_for_unquoted_date(const std::vector<Lexeme>& lexemes, std::size_t i) const {
  constexpr std::size_t kMostWords = 4;
  const FieldValue& last = lexemes[i].values.back();
  if (last.quoted) return;
  std::string_view longest;
  for (std::size_t next = i + 1; next < lexemes.size() && next <= i + kMostWords; ++next) {
    if (lexemes[next].kind != LexemeKind::kWord) break;
    const std::string_view text = std::string_view(query_).substr(last.begin, lexemes[next].end - last.begin);
    if (parse_date_range(text, clock_).range) longest = text;
  }
  if (longest.empty()) return;
  throw query_error(
      query_, last.begin, "a date of several words needs quotation marks",
      fmt::format("write {}:\"{}\", or put the words that follow before the date", lexemes[i].text, longest));
}

void FieldParser::open_group(const Lexeme& lexeme, TreeBuilder& builder) {
  if (lexeme.kind == LexemeKind::kAtLeast) {
    builder.open_operand_of(at_least(lexeme));
  } else if (lexeme.kind == LexemeKind::kField) {
    builder.open(lexeme.field);
  } else {
    throw query_error(query_, lexeme.begin, fmt::format("{}: takes no group", lexeme.text),
                      fmt::format("write {}:VALUE, for several values with commas between", lexeme.text));
  }
}

void FieldParser::check_count(const Lexeme& lexeme) const {
  if (lexeme.count >= 1 && lexeme.count <= kMostOccurrences) return;
  throw query_error(query_, lexeme.begin, fmt::format("{}: needs a number from 1 to {}", lexeme.text, kMostOccurrences),
                    "write it as in atleast3:tariff");
}

void FieldParser::take_value(FieldValue value, const Lexeme& lexeme, TreeBuilder& builder) {
  if (takes_dates(lexeme.kind)) {
    builder.operand(leaves_.date(value, lexeme));
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
    Node node = leaves_.leaf(value, lexeme.field, wildcard);
    if (!is_empty(node)) builder.operand(std::move(node));
  } else {
    Node node = leaves_.leaf(value, builder.field().value_or(Field::kText), wildcard);
    if (!is_empty(node)) builder.operand_of(at_least(lexeme), std::move(node));
  }
}

// `title:ticker:NVDA`: which of the two filters is meant cannot be known.
void FieldParser::check_for_inner_field(const FieldValue& value, const Lexeme& outer) const {
  const ColonWord inner = read_colon_word(value.text);
  if (inner.form != ColonForm::kField) return;
  const bool takes_company = outer.field == Field::kTicker || outer.field == Field::kAbout;
  if (takes_company && outer.kind == LexemeKind::kField && value.text.starts_with(kOneCompany)) return;
  const std::string name(value.text.substr(0, inner.colon));
  const bool counts = inner.kind == LexemeKind::kAtLeast;
  const bool words = counts || (inner.kind == LexemeKind::kField && holds_words(inner.field));
  if (outer.kind == LexemeKind::kAtLeast && !words) {
    throw query_error(query_, value.begin, fmt::format("{}: counts words, not {}:", outer.text, name),
                      fmt::format("leave {}: out", outer.text));
  }
  std::string hint = fmt::format("write {}: and {}: as two parts, or quote the value", outer.text, name);
  if (outer.kind == LexemeKind::kAtLeast || counts) {
    hint = counts ? fmt::format("write {}:({}:word)", outer.text, name)
                  : fmt::format("write {}:({}:word)", name, outer.text);
  }
  throw query_error(query_, value.begin, fmt::format("{}: cannot directly follow {}:", name, outer.text), hint);
}

}  // namespace broadtape
