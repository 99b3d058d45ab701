#include "searcher/query/lexer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "common/text/ascii.h"
#include "common/text/utf8.h"
#include "searcher/query/characters.h"
#include "searcher/query/field_forms.h"
#include "searcher/query/foreign_forms.h"
#include "searcher/query/foreign_operators.h"
#include "searcher/query/operator_words.h"
#include "searcher/query/query_error.h"
#include "searcher/query/refusals.h"

namespace broadtape {
namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  LexResult run() {
    while (at_ < text_.size()) step();
    warn_about_pluses();
    return std::move(result_);
  }

 private:
  void step() {
    if (const std::size_t space = space_at(text_, at_)) {
      at_ += space;
    } else if (quote_at(text_, at_)) {
      lex_phrase();
    } else if (text_[at_] == '(' || text_[at_] == ')') {
      add(text_[at_] == '(' ? LexemeKind::kOpen : LexemeKind::kClose, at_ + 1);
    } else if ((text_[at_] == '-' || text_[at_] == '!') && applies_to_next()) {
      add(LexemeKind::kMinus, at_ + 1);
    } else if (text_[at_] == '+' && applies_to_next()) {
      ++pluses_;
      ++at_;
    } else if (const std::size_t symbol = joining_symbol_at(text_, at_)) {
      add(text_[at_] == '|' ? LexemeKind::kOr : LexemeKind::kAnd, at_ + symbol);
    } else if (const std::size_t boost = boost_after(at_)) {
      refuse(RefusedForm::kBoost, boost);
    } else if (!lex_comparison() && !lex_at_least() && !lex_foreign_form() && !lex_field()) {
      lex_word();
    }
  }

  bool lex_foreign_form() {
    const auto found = read_foreign_form(text_.substr(at_), text_.substr(at_, word_end(at_) - at_));
    if (found) refuse(found->form, at_ + found->bytes);
    return found.has_value();
  }

  // `atleast3 oil` and `ATLEAST3(oil)`, as other engines write it.
  bool lex_at_least() {
    const std::size_t operand = at_least_operand(text_.substr(at_));
    if (operand == 0) return false;
    const std::string name = ascii_lowered(trim_spaces(text_.substr(at_, operand)));
    warn(result_.warnings, WarningCode::kForeignOperator, fmt::format("{} is read as {}:", name, name));
    Lexeme& lexeme = add(LexemeKind::kAtLeast, at_ + operand);
    lexeme.count = read_colon_word(name + ":x").count;
    lexeme.text = trim_spaces(lexeme.text);
    if (text_[at_] != '(') lex_values(lexeme);
    return true;
  }

  // Whether the operator at at_ is directly before something that it can apply to.
  bool applies_to_next() const {
    const std::size_t next = at_ + 1;
    if (next >= text_.size()) return false;
    if (text_[next] == '$') return next + 1 < text_.size() && is_ascii_letter(text_[next + 1]);  // -$NVDA
    if (text_[next] == '=' || text_[next] == '~') return next + 1 < text_.size() && is_letter(text_[next + 1]);
    return is_letter(text_[next]) ? space_at(text_, next) == 0 : text_[next] == '(' || text_[next] == '"';
  }

  void refuse(RefusedForm form, std::size_t end) { add(LexemeKind::kRefused, end).refused_form = form; }

  // The end of `^2` or `^0.5` directly after a phrase or a group; 0 if there is none.
  std::size_t boost_after(std::size_t at) const {
    const bool follows = at > 0 && !result_.lexemes.empty() && result_.lexemes.back().end == at &&
                         (result_.lexemes.back().kind == LexemeKind::kPhrase || is_field(result_.lexemes.back().kind) ||
                          result_.lexemes.back().kind == LexemeKind::kClose);
    return follows && boost_length(text_.substr(at, word_end(at) - at)) == word_end(at) - at ? word_end(at) : 0;
  }

  // `ticker=NVDA`, `words >= 200`.
  bool lex_comparison() {
    const FieldComparison found = read_any_comparison(text_.substr(at_));
    if (found.sign.empty()) return false;
    const std::size_t value = at_ + found.value;
    refuse(RefusedForm::kComparison, text_[value] == '(' ? value + 1 : value_end(value));
    return true;
  }

  Lexeme& add(LexemeKind kind, std::size_t end) {
    Lexeme lexeme;
    lexeme.kind = kind;
    lexeme.begin = at_;
    lexeme.end = end;
    lexeme.text = text_.substr(at_, end - at_);
    result_.lexemes.push_back(std::move(lexeme));
    at_ = end;
    return result_.lexemes.back();
  }

  // The position of the closing quote, or the text's size.
  std::size_t closing_quote(std::size_t from) const {
    while (from < text_.size() && quote_at(text_, from) == 0) ++from;
    return from;
  }

  // In engines whose words are optional, a plus requires one, and words without it may be missing.
  void warn_about_pluses() {
    if (pluses_ == 0) return;
    std::size_t operands = 0;
    for (std::size_t i = 0; i < result_.lexemes.size(); ++i) {
      const LexemeKind kind = result_.lexemes[i].kind;
      const LexemeKind before = i > 0 ? result_.lexemes[i - 1].kind : LexemeKind::kWord;
      const bool is_excluded = before == LexemeKind::kMinus || before == LexemeKind::kNot;
      if (is_operand(kind) && !is_field(kind) && !is_excluded) ++operands;
    }
    if (pluses_ >= operands) return;
    warn(result_.warnings, WarningCode::kForeignOperator,
         "every word is required, with and without a plus sign; OR lets one be missing");
  }

  void lex_phrase() {
    const std::size_t open = quote_at(text_, at_);
    const std::size_t close = closing_quote(at_ + open);
    if (close == text_.size()) {
      warn(result_.warnings, WarningCode::kSyntaxIgnored, "a quotation mark is not closed; it is ignored");
      add(LexemeKind::kNothing, at_ + open);
      return;
    }
    const std::string_view inside = text_.substr(at_ + open, close - at_ - open);
    add(LexemeKind::kPhrase, close + quote_at(text_, close)).text = inside;
    const std::size_t phrase = result_.lexemes.size() - 1;
    const std::uint32_t slop = take_slop();
    result_.lexemes[phrase].slop = slop;
    result_.lexemes[phrase].end = at_;
  }

  // N of `~N` directly after a phrase, which it moves past; 0 if there is none.
  std::uint32_t take_slop() {
    if (at_ + 1 >= text_.size() || text_[at_] != '~' || !is_ascii_digit(text_[at_ + 1])) return 0;
    const std::size_t end = word_end(at_, true);
    std::uint32_t slop = 0;
    const auto [stop, error] = std::from_chars(text_.data() + at_ + 1, text_.data() + end, slop);
    if (stop != text_.data() + end) return 0;
    if (error != std::errc{} || slop >= kMaxDistance) {
      refuse(RefusedForm::kSlop, end);
      return 0;
    }
    at_ = end;
    return slop;
  }

  // The end of the word that starts at `from`.
  std::size_t word_end(std::size_t from, bool stop_at_comma = false) const {
    std::size_t end = from;
    while (end < text_.size() && !space_at(text_, end) && !quote_at(text_, end) && text_[end] != '(' &&
           text_[end] != ')' && !joining_symbol_at(text_, end) && !(stop_at_comma && text_[end] == ',')) {
      ++end;
    }
    return end;
  }

  void lex_word() {
    const std::size_t begin = at_;
    const std::string_view word = text_.substr(begin, near_end(begin) - begin);
    if (const std::size_t boost = boost_length(word)) {
      at_ += word.size() - boost;
      return refuse(RefusedForm::kBoost, begin + word.size());
    }
    if (const std::size_t field = joined_field(word)) {
      at_ += field;
      return refuse(RefusedForm::kJoined, begin + word.size());
    }
    Lexeme& lexeme = add(LexemeKind::kWord, begin + word.size());
    lexeme.kind = operator_kind(word).value_or(lexeme.kind);
    if (const auto gap = read_near(word)) {
      lexeme.kind = LexemeKind::kNear;
      lexeme.gap = *gap;
    } else if (is_near_without_distance(word)) {
      warn(result_.warnings, WarningCode::kTakenAsWord,
           fmt::format("{} is taken as a word: w/N and near/N take a number from 1 to {}",
                       utf8_prefix(word, kMaxShownBytes), kMaxDistance));
    }
    if (word.size() > 1 && word[0] == '^' && word[1] >= 'a' && word[1] <= 'z') {
      warn(result_.warnings, WarningCode::kForeignOperator,
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
          result_.warnings, WarningCode::kSyntaxIgnored,
          fmt::format("the star in {} is ignored: it works in and around words, as in tariff*, *bank and col*r", word));
    }
  }

  // The end of a word, or of `AROUND(5)`.
  std::size_t near_end(std::size_t from) const {
    const std::size_t end = word_end(from);
    if (end >= text_.size() || text_[end] != '(' || text_.substr(from, end - from) != "AROUND") return end;
    constexpr std::size_t kLongest = 8;  // `(1000)`
    const std::size_t close = text_.substr(0, end + kLongest).find(')', end);
    const bool is_near = close != text_.npos && read_near(text_.substr(from, close + 1 - from));
    return is_near ? close + 1 : end;
  }

  // Parses a field's name and values, if one starts here.
  bool lex_field() {
    const ColonWord word = read_colon_word(text_.substr(at_));
    const std::string_view name = text_.substr(at_, word.colon);
    switch (word.form) {
      case ColonForm::kText:
        return false;
      case ColonForm::kNoValue:
        return lex_field_without_value(word, name);
      case ColonForm::kUnknownField:
        refuse(RefusedForm::kUnknownField, value_end(at_ + word.colon + 1));
        return true;
      case ColonForm::kExchange:
        lex_symbol_on_exchange(name);
        return true;
      case ColonForm::kField:
        break;
    }
    if (const std::size_t end = range_end(text_.substr(at_ + word.colon + 1))) {
      refuse(RefusedForm::kRange, at_ + word.colon + 1 + end);
      return true;
    }
    Lexeme& lexeme = add(word.kind, at_ + word.colon + 1);
    lexeme.field = word.field;
    lexeme.count = word.count;
    lexeme.text = name;
    if (text_[at_] != '(') lex_values(lexeme);
    return true;
  }

  // `ticker: NVDA`, `headline: oil`. True if it is refused, false if it is text.
  bool lex_field_without_value(const ColonWord& word, std::string_view name) {
    const std::string_view written = written_field(name);
    if (written.ends_with("$$)") || written == "$$") {
      refuse(RefusedForm::kUnknownField, at_ + word.colon + 1);
      return true;
    }
    if (word.is_foreign && written.find(':') != written.npos) {
      warn(result_.warnings, WarningCode::kTakenAsWord,
           fmt::format("{}: is taken as a word; the field is {}, without a space after it", name,
                       written.substr(0, written.find(':') + 1)));
    } else if (!word.is_foreign) {
      warn(result_.warnings, WarningCode::kTakenAsWord,
           fmt::format("{}: has no value; write it without a space, as in {}:value", name, name));
    }
    return false;
  }

  // The end of a value of an unknown field, to show it.
  std::size_t value_end(std::size_t from) const {
    if (const std::size_t open = quote_at(text_, from)) {
      const std::size_t close = closing_quote(from + open);
      return close == text_.size() ? close : close + quote_at(text_, close);
    }
    if (text_[from] == '(') return from;
    return word_end(from);
  }

  // A value of ticker: that is written with its exchange.
  void lex_symbol_on_exchange(std::string_view name) {
    Lexeme& lexeme = add(LexemeKind::kField, at_);
    lexeme.field = Field::kTicker;
    lexeme.text = name;
    const std::size_t value = at_ + name.size() + 1;
    lexeme.values.push_back({text_.substr(at_, name.size() + 1 + symbol_of(text_.substr(value)).size()), at_, false});
    at_ = word_end(value, true);
    while (at_ < text_.size() && text_[at_] == ',') ++at_;
    lexeme.end = at_;
  }

  // Parses a value without quotation marks. False if it is refused instead.
  bool lex_bare_value(const Lexeme& lexeme, bool list, FieldValue& value) {
    const std::size_t end = word_end(at_, list);
    value = {text_.substr(at_, end - at_), at_, false};
    RefusedForm form = RefusedForm::kBoost;
    const ColonWord item = read_colon_word(value.text);
    if (const std::size_t boost = boost_length(value.text)) {
      at_ = end - boost;
    } else if (const std::size_t field = joined_field(value.text)) {
      at_ += field;
      form = RefusedForm::kJoined;
    } else if (!lexeme.values.empty() && item.form == ColonForm::kUnknownField &&  // `author:lee,tiker:NVDA`
               resembles_field(value.text.substr(0, item.colon))) {
      form = RefusedForm::kUnknownField;
    } else if (!read_field_comparison(value.text).sign.empty()) {
      form = RefusedForm::kComparison;
    } else if (const auto found = read_foreign_form(text_.substr(at_), value.text)) {
      refuse(found->form, at_ + found->bytes);
      return false;
    } else {
      at_ = end;
      return true;
    }
    refuse(form, end);
    return false;
  }

  // `NVDA,AMD` or `"Harbor Wire",Reuters`; commas in text words and numbers are kept.
  void lex_values(Lexeme& lexeme) {
    const bool words = lexeme.field == Field::kTitle || lexeme.field == Field::kLead;
    const bool list = !words && (lexeme.kind == LexemeKind::kField || lexeme.kind == LexemeKind::kDate);
    while (at_ < text_.size()) {
      FieldValue value;
      if (const std::size_t open = quote_at(text_, at_)) {
        const std::size_t close = closing_quote(at_ + open);
        if (close == text_.size())
          warn(result_.warnings, WarningCode::kSyntaxIgnored, "a quotation mark is not closed; it is ignored");
        value = {text_.substr(at_ + open, close - at_ - open), at_ + open, true};
        at_ = close == text_.size() ? word_end(at_ + open, list) : close + quote_at(text_, close);
        if (close == text_.size()) value.text = text_.substr(value.begin, at_ - value.begin);
        const std::size_t refused = result_.lexemes.size();
        value.slop = take_slop();
        if (result_.lexemes.size() != refused) return;
      } else if (!lex_bare_value(lexeme, list, value)) {
        return;
      }
      if (!value.text.empty()) lexeme.values.push_back(value);
      if (at_ >= text_.size() || (text_[at_] != ',' && text_[at_] != '|')) break;
      if (const std::size_t symbol = joining_symbol_at(text_, at_)) {
        if (at_ + symbol >= text_.size() || space_at(text_, at_ + symbol)) break;  // `ticker:NVDA| oil`
        at_ += symbol;
        continue;
      }
      ++at_;
      if (at_ >= text_.size() || space_at(text_, at_)) {
        warn(result_.warnings, WarningCode::kSyntaxIgnored,
             fmt::format("the list after {}: ends in a comma; write its values without spaces", lexeme.text));
        break;
      }
    }
    lexeme.end = at_;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t pluses_ = 0;  // plus signs before a word, phrase or group
  LexResult result_;
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
