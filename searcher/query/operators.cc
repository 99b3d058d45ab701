#include "searcher/query/operators.h"

#include <fmt/format.h>

#include <algorithm>

#include "common/text/ascii.h"

namespace broadtape {
namespace {

void remove_nothing(std::vector<Lexeme>& lexemes) {
  std::erase_if(lexemes, [](const Lexeme& lexeme) { return lexeme.kind == LexemeKind::kNothing; });
}

void resolve_parentheses(std::vector<Lexeme>& lexemes, Warnings& warnings) {
  std::vector<std::size_t> open;
  std::size_t without_partner = 0;
  for (std::size_t i = 0; i < lexemes.size(); ++i) {
    if (lexemes[i].kind == LexemeKind::kOpen) open.push_back(i);
    if (lexemes[i].kind != LexemeKind::kClose) continue;
    if (open.empty()) {
      lexemes[i].kind = LexemeKind::kNothing;
      ++without_partner;
    } else {
      open.pop_back();
    }
  }
  for (const std::size_t i : open) lexemes[i].kind = LexemeKind::kNothing;
  without_partner += open.size();
  if (without_partner == 1) warn(warnings, WarningCode::kSyntaxIgnored, "a parenthesis has no partner; it is ignored");
  if (without_partner > 1)
    warn(warnings, WarningCode::kSyntaxIgnored,
         fmt::format("{} parentheses have no partner; they are ignored", without_partner));
}

void take_as_word(Lexeme& lexeme, Warnings& warnings) {
  if (!std::any_of(lexeme.text.begin(), lexeme.text.end(), is_ascii_letter)) {
    lexeme.kind = LexemeKind::kNothing;
    return warn(warnings, WarningCode::kSyntaxIgnored,
                fmt::format("{} lacks an operand here; it is ignored", lexeme.text));
  }
  lexeme.kind = LexemeKind::kWord;
  warn(warnings, WarningCode::kTakenAsWord,
       fmt::format("{} lacks an operand here; it is taken as a word", lexeme.text));
}

// Whether an operand begins at each lexeme. Resolves NOTs and minus signs that have no operand.
std::vector<bool> resolve_prefixes(std::vector<Lexeme>& lexemes, Warnings& warnings) {
  std::vector<bool> begins(lexemes.size() + 1, false);
  for (std::size_t i = lexemes.size(); i-- > 0;) {
    Lexeme& lexeme = lexemes[i];
    if (is_operand(lexeme.kind) || lexeme.kind == LexemeKind::kOpen) begins[i] = true;
    if (lexeme.kind != LexemeKind::kNot && lexeme.kind != LexemeKind::kMinus) continue;
    begins[i] = begins[i + 1];
    if (begins[i]) continue;
    if (lexeme.kind == LexemeKind::kMinus) {
      lexeme.kind = LexemeKind::kNothing;
    } else {
      take_as_word(lexeme, warnings);
    }
  }
  return begins;
}

}  // namespace

void resolve_operators(std::vector<Lexeme>& lexemes, Warnings& warnings) {
  resolve_parentheses(lexemes, warnings);
  remove_nothing(lexemes);
  const std::vector<bool> begins = resolve_prefixes(lexemes, warnings);
  bool after_operand = false;
  for (std::size_t i = 0; i < lexemes.size(); ++i) {
    Lexeme& lexeme = lexemes[i];
    const bool joins =
        lexeme.kind == LexemeKind::kAnd || lexeme.kind == LexemeKind::kOr || lexeme.kind == LexemeKind::kNear;
    if (joins && !(after_operand && begins[i + 1])) take_as_word(lexeme, warnings);
    after_operand = is_operand(lexeme.kind) || lexeme.kind == LexemeKind::kClose;
  }
  remove_nothing(lexemes);
}

void drop_parentheses(std::vector<Lexeme>& lexemes) {
  for (Lexeme& lexeme : lexemes) {
    const bool parenthesis = lexeme.kind == LexemeKind::kOpen || lexeme.kind == LexemeKind::kClose;
    const bool field_of_group = is_field(lexeme.kind) && lexeme.values.empty();
    if (parenthesis || field_of_group) lexeme.kind = LexemeKind::kNothing;
  }
  remove_nothing(lexemes);
}

}  // namespace broadtape
