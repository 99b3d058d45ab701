#include "searcher/query/foreign_operators.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "common/companies/symbol_form.h"
#include "common/text/ascii.h"
#include "searcher/query/characters.h"
#include "searcher/query/foreign_forms.h"
#include "searcher/query/operator_words.h"

namespace broadtape {
namespace {

class Lexemes {
 public:
  Lexemes(std::string_view text, LexResult& lexed)
      : query(text), all(lexed.lexemes), warnings(lexed.warnings), query_has_lower_case(has_lower_case(text)) {}

  LexemeKind kind(std::size_t i) const { return i < all.size() ? all[i].kind : LexemeKind::kNothing; }
  bool is_word(std::size_t i, std::string_view word) const {
    return kind(i) == LexemeKind::kWord && all[i].text == word;
  }
  bool operand_before(std::size_t i) const {
    return i > 0 && (is_operand(all[i - 1].kind) || all[i - 1].kind == LexemeKind::kClose);
  }
  bool operand_at(std::size_t i) const {
    return is_operand(kind(i)) || kind(i) == LexemeKind::kOpen || kind(i) == LexemeKind::kMinus;
  }
  // Puts `lexeme` in the place of those from `first` to `last`, whose text it gets.
  void replace(std::size_t first, std::size_t last, Lexeme lexeme) {
    lexeme.begin = all[first].begin;
    lexeme.end = all[last].end;
    if (lexeme.text.empty()) lexeme.text = query.substr(lexeme.begin, lexeme.end - lexeme.begin);
    for (std::size_t i = first; i < last; ++i) all[i].kind = LexemeKind::kNothing;
    all[last] = std::move(lexeme);
  }
  void refuse(std::size_t first, std::size_t last, RefusedForm form) {
    Lexeme lexeme;
    lexeme.kind = LexemeKind::kRefused;
    lexeme.refused_form = form;
    replace(first, last, std::move(lexeme));
  }

  std::string_view query;
  std::vector<Lexeme>& all;
  Warnings& warnings;
  bool query_has_lower_case;
};

// Dialog's `oil(w)gas` and `oil (5n) gas`: N words between, in this order or in any. A letter alone must be joined to
// both operands, because `Wayfair (W) shares` has the company's symbol.
bool read_parenthesised_near(Lexemes& lexemes, std::size_t i) {
  if (lexemes.kind(i) != LexemeKind::kOpen || lexemes.kind(i + 1) != LexemeKind::kWord ||
      lexemes.kind(i + 2) != LexemeKind::kClose || !lexemes.operand_before(i) || !lexemes.operand_at(i + 3))
    return false;
  const std::string word = ascii_lowered(lexemes.all[i + 1].text);
  const bool is_joined =
      lexemes.all[i - 1].end == lexemes.all[i].begin && lexemes.all[i + 2].end == lexemes.all[i + 3].begin;
  const bool ordered = word.ends_with('w');
  const std::string_view number = std::string_view(word).substr(0, word.size() - 1);
  if ((!ordered && !word.ends_with('n')) || (number.empty() && !is_joined)) return false;
  std::uint32_t between = 0;
  const auto [stop, error] = std::from_chars(number.data(), number.data() + number.size(), between);
  if (stop != number.data() + number.size() || between >= kMaxDistance) return false;
  if (error != std::errc{} && !number.empty()) return false;
  Lexeme near;
  near.kind = LexemeKind::kNear;
  near.gap = {between + 1, ordered};
  lexemes.replace(i, i + 2, std::move(near));
  return true;
}

// `oil NOT w/5 gas`
bool read_negated_near(Lexemes& lexemes, std::size_t i) {
  const bool negates = lexemes.kind(i) == LexemeKind::kNot || lexemes.is_word(i, "not");
  if (!negates || lexemes.kind(i + 1) != LexemeKind::kNear || !lexemes.operand_before(i)) return false;
  lexemes.refuse(i, i + 1, RefusedForm::kNegatedNear);
  return true;
}

// `oil w/p gas`, `oil SAME gas`. Titles in capitals have these words, too.
bool read_foreign_word(Lexemes& lexemes, std::size_t i) {
  if (lexemes.kind(i) != LexemeKind::kWord || !lexemes.operand_before(i) || !lexemes.operand_at(i + 1)) return false;
  const ForeignWord* const word = find_foreign_word(lexemes.all[i].text);
  if (word == nullptr) return false;
  if (lexemes.query_has_lower_case || !word->in_capitals) {
    lexemes.refuse(i, i, RefusedForm::kForeignWord);
  } else {
    warn(lexemes.warnings, WarningCode::kTakenAsWord,
         fmt::format("{} is taken as a word; as an operator, write {}", word->word, word->instead));
  }
  return true;
}

// SQLite's `title : oil`
bool read_detached_colon(Lexemes& lexemes, std::size_t i) {
  if (lexemes.kind(i) != LexemeKind::kWord || !lexemes.is_word(i + 1, ":") || !lexemes.operand_at(i + 2)) return false;
  const std::string_view word = lexemes.all[i].text;
  const std::string_view written = written_field(word);
  if (written.empty() || written == "$" || word != ascii_lowered(word)) return false;
  warn(lexemes.warnings, WarningCode::kTakenAsWord,
       fmt::format("{} is taken as a word; the field is {}:, without spaces", word,
                   written.substr(0, written.find(':'))));
  return true;
}

bool is_terminal_function(std::string_view word) {
  constexpr std::string_view kFunctions[] = {"CN", "<GO>", "N", "NSE"};
  return std::find(std::begin(kFunctions), std::end(kFunctions), word) != std::end(kFunctions);
}

// Bloomberg's `IBM US Equity` and `TSLA US <Equity> CN <GO>` are the company. `UBS US Equity Strategy` is text.
bool read_terminal_security(Lexemes& lexemes, std::size_t i) {
  if (lexemes.kind(i) != LexemeKind::kWord) return false;
  const std::string_view symbol = lexemes.all[i].text;
  if (symbol_length_at(symbol, 0) != symbol.size()) return false;
  std::size_t last = i;
  if (lexemes.kind(i + 1) == LexemeKind::kWord) {
    const std::string_view place = lexemes.all[i + 1].text;
    if (place.size() == 2 && std::all_of(place.begin(), place.end(), is_ascii_upper) && place_suffix(place))
      last = i + 1;
  }
  if (lexemes.kind(last + 1) != LexemeKind::kWord) return false;
  const std::string_view key = lexemes.all[last + 1].text;
  const bool in_brackets = ascii_lowered(key) == "<equity>";
  if (!in_brackets && (last == i || (key != "Equity" && key != "EQUITY"))) return false;
  const std::size_t value_end = lexemes.all[last].end;
  std::size_t after = last + 2;
  while (lexemes.kind(after) == LexemeKind::kWord && is_terminal_function(lexemes.all[after].text)) ++after;
  if (lexemes.kind(after) == LexemeKind::kWord && !in_brackets) return false;
  Lexeme company;
  company.kind = LexemeKind::kField;
  company.field = Field::kTicker;
  company.text = "ticker";
  const std::size_t begin = lexemes.all[i].begin;
  company.values.push_back({lexemes.query.substr(begin, value_end - begin), begin, true});
  warn(lexemes.warnings, WarningCode::kForeignOperator,
       fmt::format("{} is read as a company; quote it to search for the words",
                   lexemes.query.substr(begin, lexemes.all[after - 1].end - begin)));
  lexemes.replace(i, after - 1, std::move(company));
  return true;
}

// Bloomberg's `NI OIL`
bool read_terminal_command(Lexemes& lexemes, std::size_t i) {
  constexpr std::string_view kCommands[] = {"NI", "TNI"};
  const bool is_command = i == 0 && std::any_of(std::begin(kCommands), std::end(kCommands),
                                                [&](std::string_view name) { return lexemes.is_word(i, name); });
  if (!is_command || lexemes.kind(1) != LexemeKind::kWord || lexemes.query_has_lower_case) return false;
  warn(lexemes.warnings, WarningCode::kTakenAsWord,
       fmt::format("{} is taken as a word; a topic of the source is written label:{}", lexemes.all[0].text,
                   ascii_lowered(lexemes.all[1].text)));
  return true;
}

// Bloomberg's `CL1 Comdty` and `EURUSD Curncy`
bool read_terminal_key(Lexemes& lexemes, std::size_t i) {
  if (lexemes.kind(i) != LexemeKind::kWord) return false;
  const std::string_view symbol = lexemes.all[i].text;
  const bool is_symbol =
      std::all_of(symbol.begin(), symbol.end(), [](char c) { return is_ascii_upper(c) || is_ascii_digit(c); });
  if (!is_symbol || !is_ascii_upper(symbol.front())) return false;
  const bool is_future = lexemes.is_word(i + 1, "Comdty") || lexemes.is_word(i + 1, "COMDTY");
  if (!is_future && !lexemes.is_word(i + 1, "Curncy") && !lexemes.is_word(i + 1, "CURNCY")) return false;
  const std::string_view root = symbol.substr(0, symbol.find_last_not_of("0123456789") + 1);
  warn(lexemes.warnings, WarningCode::kTakenAsWord,
       fmt::format("{} is taken as a word; write {}", lexemes.all[i + 1].text,
                   is_future ? fmt::format("ticker:{}=F", root) : std::string(symbol)));
  return true;
}

// Google's `100..200`
bool read_number_range(Lexemes& lexemes, std::size_t i) {
  if (lexemes.kind(i) != LexemeKind::kWord) return false;
  const std::string_view word = lexemes.all[i].text;
  const std::size_t dots = word.find("..");
  if (dots == 0 || dots == word.npos || dots + 2 == word.size()) return false;
  const bool is_range = word.find_first_not_of("0123456789.,$") == word.npos && is_ascii_digit(word[dots - 1]) &&
                        is_ascii_digit(word.back());
  if (!is_range) return false;
  warn(lexemes.warnings, WarningCode::kTakenAsWord,
       fmt::format("{} is taken as text; ranges are values of date: and words:", word));
  return true;
}

// Each looks at the lexemes from `i` on, and returns whether it has replaced some or warned about them.
constexpr bool (*kReaders[])(Lexemes& lexemes, std::size_t i) = {
    read_parenthesised_near, read_negated_near,     read_foreign_word, read_detached_colon,
    read_terminal_security,  read_terminal_command, read_terminal_key, read_number_range,
};

}  // namespace

void read_foreign_operators(std::string_view query, LexResult& lexed) {
  Lexemes lexemes(query, lexed);
  for (std::size_t i = 0; i < lexed.lexemes.size(); ++i) {
    for (const auto& reader : kReaders) {
      if (reader(lexemes, i)) break;
    }
  }
  std::erase_if(lexed.lexemes, [](const Lexeme& lexeme) { return lexeme.kind == LexemeKind::kNothing; });
}

}  // namespace broadtape
