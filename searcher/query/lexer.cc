#include "searcher/query/lexer.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "common/text/ascii.h"
#include "common/text/utf8.h"
#include "searcher/query/characters.h"
#include "searcher/query/field_forms.h"
#include "searcher/query/foreign_forms.h"
#include "searcher/query/foreign_operators.h"
#include "searcher/query/operator_words.h"
#include "searcher/query/query_error.h"
#include "searcher/query/query_scanner.h"
#include "searcher/query/refusals.h"

namespace broadtape {
namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

class Lexer {
 public:
  explicit Lexer(std::string_view text) : scan_(text) {}

  LexResult run() {
    while (scan_.at < scan_.text.size()) step();
    warn_about_pluses();
    return std::move(scan_.result);
  }

 private:
  void step() {
    if (const std::size_t space = space_at(scan_.text, scan_.at)) {
      scan_.at += space;
    } else if (quote_at(scan_.text, scan_.at)) {
      lex_phrase();
    } else if (scan_.text[scan_.at] == '(' || scan_.text[scan_.at] == ')') {
      scan_.add(scan_.text[scan_.at] == '(' ? LexemeKind::kOpen : LexemeKind::kClose, scan_.at + 1);
    } else if ((scan_.text[scan_.at] == '-' || scan_.text[scan_.at] == '!') && applies_to_next()) {
      scan_.add(LexemeKind::kMinus, scan_.at + 1);
    } else if (scan_.text[scan_.at] == '+' && applies_to_next()) {
      ++pluses_;
      ++scan_.at;
    } else if (const std::size_t symbol = joining_symbol_at(scan_.text, scan_.at)) {
      scan_.add(scan_.text[scan_.at] == '|' ? LexemeKind::kOr : LexemeKind::kAnd, scan_.at + symbol);
    } else if (const std::size_t boost = boost_after(scan_.at)) {
      scan_.refuse(RefusedForm::kBoost, boost);
    } else if (!lex_comparison(scan_) && !lex_at_least() && !lex_foreign_form() && !lex_field(scan_)) {
      lex_word();
    }
  }

  bool lex_foreign_form() {
    const auto found = read_foreign_form(scan_.text.substr(scan_.at),
                                         scan_.text.substr(scan_.at, scan_.word_end(scan_.at) - scan_.at));
    if (found) scan_.refuse(found->form, scan_.at + found->bytes);
    return found.has_value();
  }

  // `atleast3 oil` and `ATLEAST3(oil)`, as other engines write it.
  bool lex_at_least() {
    const std::size_t operand = at_least_operand(scan_.text.substr(scan_.at));
    if (operand == 0) return false;
    const std::string name = ascii_lowered(trim_spaces(scan_.text.substr(scan_.at, operand)));
    warn(scan_.result.warnings, WarningCode::kForeignOperator, fmt::format("{} is read as {}:", name, name));
    Lexeme& lexeme = scan_.add(LexemeKind::kAtLeast, scan_.at + operand);
    lexeme.count = read_colon_word(name + ":x").count;
    lexeme.text = trim_spaces(lexeme.text);
    if (scan_.text[scan_.at] != '(') lex_values(scan_, lexeme);
    return true;
  }

  // Whether the operator at scan_.at is directly before something that it can apply to.
  bool applies_to_next() const {
    const std::size_t next = scan_.at + 1;
    if (next >= scan_.text.size()) return false;
    if (scan_.text[next] == '$')
      return next + 1 < scan_.text.size() && is_ascii_letter(scan_.text[next + 1]);  // -$NVDA
    if (scan_.text[next] == '=' || scan_.text[next] == '~')
      return next + 1 < scan_.text.size() && is_letter(scan_.text[next + 1]);
    return is_letter(scan_.text[next]) ? space_at(scan_.text, next) == 0
                                       : scan_.text[next] == '(' || scan_.text[next] == '"';
  }

  // The end of `^2` or `^0.5` directly after a phrase or a group; 0 if there is none.
  std::size_t boost_after(std::size_t at) const {
    const bool follows =
        at > 0 && !scan_.result.lexemes.empty() && scan_.result.lexemes.back().end == at &&
        (scan_.result.lexemes.back().kind == LexemeKind::kPhrase || is_field(scan_.result.lexemes.back().kind) ||
         scan_.result.lexemes.back().kind == LexemeKind::kClose);
    return follows && boost_length(scan_.text.substr(at, scan_.word_end(at) - at)) == scan_.word_end(at) - at
               ? scan_.word_end(at)
               : 0;
  }

  // In engines whose words are optional, a plus requires one, and words without it may be missing.
  void warn_about_pluses() {
    if (pluses_ == 0) return;
    std::size_t operands = 0;
    for (std::size_t i = 0; i < scan_.result.lexemes.size(); ++i) {
      const LexemeKind kind = scan_.result.lexemes[i].kind;
      const LexemeKind before = i > 0 ? scan_.result.lexemes[i - 1].kind : LexemeKind::kWord;
      const bool is_excluded = before == LexemeKind::kMinus || before == LexemeKind::kNot;
      if (is_operand(kind) && !is_field(kind) && !is_excluded) ++operands;
    }
    if (pluses_ >= operands) return;
    warn(scan_.result.warnings, WarningCode::kForeignOperator,
         "every word is required, with and without a plus sign; OR lets one be missing");
  }

  void lex_phrase() {
    const std::size_t open = quote_at(scan_.text, scan_.at);
    const std::size_t close = scan_.closing_quote(scan_.at + open);
    if (close == scan_.text.size()) {
      warn(scan_.result.warnings, WarningCode::kSyntaxIgnored, "a quotation mark is not closed; it is ignored");
      scan_.add(LexemeKind::kNothing, scan_.at + open);
      return;
    }
    const std::string_view inside = scan_.text.substr(scan_.at + open, close - scan_.at - open);
    scan_.add(LexemeKind::kPhrase, close + quote_at(scan_.text, close)).text = inside;
    const std::size_t phrase = scan_.result.lexemes.size() - 1;
    const std::uint32_t slop = scan_.take_slop();
    scan_.result.lexemes[phrase].slop = slop;
    scan_.result.lexemes[phrase].end = scan_.at;
  }

  void lex_word() {
    const std::size_t begin = scan_.at;
    const std::string_view word = scan_.text.substr(begin, near_end(begin) - begin);
    if (const std::size_t boost = boost_length(word)) {
      scan_.at += word.size() - boost;
      return scan_.refuse(RefusedForm::kBoost, begin + word.size());
    }
    if (const std::size_t field = joined_field(word)) {
      scan_.at += field;
      return scan_.refuse(RefusedForm::kJoined, begin + word.size());
    }
    Lexeme& lexeme = scan_.add(LexemeKind::kWord, begin + word.size());
    lexeme.kind = operator_kind(word).value_or(lexeme.kind);
    if (const auto gap = read_near(word)) {
      lexeme.kind = LexemeKind::kNear;
      lexeme.gap = *gap;
    } else if (is_near_without_distance(word)) {
      warn(scan_.result.warnings, WarningCode::kTakenAsWord,
           fmt::format("{} is taken as a word: w/N and near/N take a number from 1 to {}",
                       utf8_prefix(word, kMaxShownBytes), kMaxDistance));
    }
    if (word.size() > 1 && word[0] == '^' && word[1] >= 'a' && word[1] <= 'z') {
      warn(scan_.result.warnings, WarningCode::kForeignOperator,
           fmt::format("the ^ in {} is ignored; lead: finds words in the title and the first 50 of the body",
                       utf8_prefix(word, kMaxShownBytes)));
    }
    if (word.size() > 1 && word.ends_with('*') && word.find('*') == word.size() - 1) {
      lexeme.kind = LexemeKind::kWildcard;
      lexeme.text = word.substr(0, word.size() - 1);
    } else if (is_word_pattern(word)) {
      lexeme.kind = LexemeKind::kWildcard;
    } else if (word.find('*') != std::string_view::npos) {
      warn(
          scan_.result.warnings, WarningCode::kSyntaxIgnored,
          fmt::format("the star in {} is ignored: it works in and around words, as in tariff*, *bank and col*r", word));
    }
  }

  // The end of a word, or of `AROUND(5)`.
  std::size_t near_end(std::size_t from) const {
    const std::size_t end = scan_.word_end(from);
    if (end >= scan_.text.size() || scan_.text[end] != '(' || scan_.text.substr(from, end - from) != "AROUND")
      return end;
    constexpr std::size_t kLongest = 8;  // `(1000)`
    const std::size_t close = scan_.text.substr(0, end + kLongest).find(')', end);
    const bool is_near = close != scan_.text.npos && read_near(scan_.text.substr(from, close + 1 - from));
    return is_near ? close + 1 : end;
  }

  QueryScanner scan_;
  std::size_t pluses_ = 0;  // plus signs before a word, phrase or group
};

}  // namespace

LexResult lex_query(std::string_view text) {
  LexResult result = Lexer(text).run();
  read_foreign_operators(text, result);
  return result;
}

const SpecialField* find_special_field(std::string_view name) {
  const auto row = std::find_if(std::begin(kSpecialFields), std::end(kSpecialFields),
                                [&](const SpecialField& field) { return field.name == name; });
  return row == std::end(kSpecialFields) ? nullptr : row;
}

bool is_word_pattern(std::string_view word) {
  const std::size_t tilde = word.find('~');
  const bool edits = tilde != std::string_view::npos && tilde > 0 && tilde + 2 == word.size() &&
                     is_ascii_digit(word.back()) && word.find('*') == std::string_view::npos;
  const bool stars = tilde == std::string_view::npos && word.find('*') < word.find_last_not_of('*') + 1;
  if (!edits && !stars) return false;
  const std::string_view letters = edits ? word.substr(0, tilde) : word;
  return std::any_of(letters.begin(), letters.end(), is_letter) &&
         std::all_of(letters.begin(), letters.end(),
                     [](char c) { return is_letter(c) || is_ascii_digit(c) || c == '*'; });
}

}  // namespace broadtape
