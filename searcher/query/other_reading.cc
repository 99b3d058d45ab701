#include "searcher/query/other_reading.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "searcher/query/lexer.h"

namespace broadtape {
namespace {

constexpr std::size_t kMostLexemes = 12;

struct LowerOperator {
  std::string_view word, meant, reason;
};
constexpr LowerOperator kLowerOperators[] = {
    {"or", "OR", "or is a word in lower case"},
    {"and", "AND", "and is a word in lower case"},
    {"not", "NOT", "not is a word in lower case"},
    {"-", "-", "a minus with a space after it is punctuation"},
    {"!", "-", "an exclamation mark with a space after it is punctuation"},
};

const LowerOperator* find_lower_operator(std::string_view word) {
  const auto row = std::find_if(std::begin(kLowerOperators), std::end(kLowerOperators),
                                [&](const LowerOperator& known) { return known.word == word; });
  return row == std::end(kLowerOperators) ? nullptr : row;
}

bool ends_operand(LexemeKind kind) {
  return is_operand(kind) || kind == LexemeKind::kClose;
}

bool begins_operand(LexemeKind kind) {
  return is_operand(kind) || kind == LexemeKind::kOpen || kind == LexemeKind::kMinus;
}

}  // namespace

std::optional<OtherReading> other_reading(std::string_view text) {
  const std::vector<Lexeme> lexemes = lex_query(text).lexemes;
  if (lexemes.size() < 3 || lexemes.size() > kMostLexemes) return std::nullopt;
  OtherReading other;
  std::size_t copied = 0;
  for (std::size_t i = 1; i + 1 < lexemes.size(); ++i) {
    const Lexeme& lexeme = lexemes[i];
    const LowerOperator* const row = lexeme.kind == LexemeKind::kWord
                                         ? find_lower_operator(text.substr(lexeme.begin, lexeme.end - lexeme.begin))
                                         : nullptr;
    if (!row || !ends_operand(lexemes[i - 1].kind) || !begins_operand(lexemes[i + 1].kind)) continue;
    if (other.reason.empty()) other.reason = row->reason;
    other.text += text.substr(copied, lexeme.begin - copied);
    other.text += row->meant;
    copied = row->meant == "-" ? lexemes[i + 1].begin : lexeme.end;
  }
  if (other.reason.empty()) return std::nullopt;
  other.text += text.substr(copied);
  return other;
}

}  // namespace broadtape
