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

namespace broadtape {
namespace {

constexpr std::uint32_t kMaxDistance = 1'000;  // of w/N and near/N
constexpr std::size_t kMaxShownBytes = 60;     // of a word, in a warning

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

std::optional<Gap> read_near(std::string_view word) {
  const std::size_t slash = word.find('/');
  if (slash == std::string_view::npos || slash > 4) return std::nullopt;
  const std::string name = ascii_lowered(word.substr(0, slash));
  if (name != "w" && name != "near") return std::nullopt;
  Gap gap;
  gap.ordered = name == "w";
  const char* const end = word.data() + word.size();
  const auto [stop, error] = std::from_chars(word.data() + slash + 1, end, gap.distance);
  const bool fits = error == std::errc{} && stop == end && gap.distance >= 1 && gap.distance <= kMaxDistance;
  return fits ? std::optional(gap) : std::nullopt;
}

constexpr std::pair<std::string_view, LexemeKind> kOperators[] = {
    {"OR", LexemeKind::kOr}, {"AND", LexemeKind::kAnd}, {"NOT", LexemeKind::kNot}};

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  LexResult run() {
    while (at_ < text_.size()) step();
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
    } else if (text_[at_] == '-' && at_ + 1 < text_.size() && negates(at_ + 1)) {
      add(LexemeKind::kMinus, at_ + 1);
    } else if (!lex_field()) {
      lex_word();
    }
  }

  bool negates(std::size_t next) const {
    if (text_[next] == '$') return next + 1 < text_.size() && is_ascii_letter(text_[next + 1]);  // -$NVDA
    if (text_[next] == '=' || text_[next] == '~') return next + 1 < text_.size() && is_letter(text_[next + 1]);
    return is_letter(text_[next]) ? space_at(text_, next) == 0 : text_[next] == '(' || text_[next] == '"';
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
  }

  // The end of the word that starts at `from`.
  std::size_t word_end(std::size_t from, bool stop_at_comma = false) const {
    std::size_t end = from;
    while (end < text_.size() && !space_at(text_, end) && !quote_at(text_, end) && text_[end] != '(' &&
           text_[end] != ')' && !(stop_at_comma && text_[end] == ',')) {
      ++end;
    }
    return end;
  }

  void lex_word() {
    const std::size_t begin = at_;
    const std::string_view word = text_.substr(begin, word_end(begin) - begin);
    Lexeme& lexeme = add(LexemeKind::kWord, begin + word.size());
    for (const auto& [name, kind] : kOperators) {
      if (word == name) lexeme.kind = kind;
    }
    if (const auto gap = read_near(word)) {
      lexeme.kind = LexemeKind::kNear;
      lexeme.gap = *gap;
    } else {
      warn_about_literal_operator(word);
    }
    if (word.size() > 1 && word.ends_with('*') && word.find('*') == word.size() - 1) {
      lexeme.kind = LexemeKind::kWildcard;
      lexeme.text = word.substr(0, word.size() - 1);
    } else if (is_word_pattern(word)) {
      lexeme.kind = LexemeKind::kWildcard;
    } else if (word.find('*') != std::string_view::npos) {
      warn(result_.warnings, WarningCode::kSyntaxIgnored,
           fmt::format("the star in {} is ignored: it works in and around words, as in tariff*, *bank and col*r", word));
    }
  }

  void warn_about_literal_operator(std::string_view word) {
    const std::string lower = ascii_lowered(word);
    const std::size_t slash = lower.find('/');
    const std::string_view rest = std::string_view(lower).substr(std::min(slash, lower.size() - 1) + 1);
    const bool number = !rest.empty() && rest.find_first_not_of("0123456789") == std::string_view::npos;
    if ((lower.starts_with("w/") && number) || lower == "near/" || (lower.starts_with("near/") && number)) {
      warn(result_.warnings, WarningCode::kTakenAsWord,
           fmt::format("{} is taken as a word: w/N and near/N take a number from 1 to {}",
                       utf8_prefix(word, kMaxShownBytes), kMaxDistance));
      return;
    }
  }

  // Parses a field's name and values, if one starts here.
  bool lex_field() {
    const ColonWord word = read_colon_word(text_.substr(at_));
    const std::string_view name = text_.substr(at_, word.colon);
    switch (word.form) {
      case ColonForm::kText:
        return false;
      case ColonForm::kNoValue:
        warn(result_.warnings, WarningCode::kTakenAsWord,
             fmt::format("{}: has no value; write it without a space, as in {}:value", name, name));
        return false;
      case ColonForm::kUnknownField:
        add(LexemeKind::kUnknownField, value_end(at_ + word.colon + 1));
        result_.lexemes.back().text = name;
        return true;
      case ColonForm::kExchange:
        lex_symbol_on_exchange(name);
        return true;
      case ColonForm::kField:
        break;
    }
    Lexeme& lexeme = add(word.kind, at_ + word.colon + 1);
    lexeme.field = word.field;
    lexeme.count = word.count;
    lexeme.text = name;
    if (text_[at_] != '(') lex_values(lexeme);
    return true;
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
      } else {
        const std::size_t end = word_end(at_, list);
        value = {text_.substr(at_, end - at_), at_, false};
        at_ = end;
      }
      if (!value.text.empty()) lexeme.values.push_back(value);
      if (at_ >= text_.size() || text_[at_] != ',') break;
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
  LexResult result_;
};

}  // namespace

LexResult lex_query(std::string_view text) {
  return Lexer(text).run();
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

bool looks_like_operator(std::string_view word) {
  return std::any_of(std::begin(kOperators), std::end(kOperators),
                     [&](const auto& row) { return row.first == word; }) ||
         read_near(word).has_value();
}

}  // namespace broadtape
