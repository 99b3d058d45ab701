#include <fmt/format.h>

#include "common/text/utf8.h"
#include "searcher/query/characters.h"
#include "searcher/query/field_forms.h"
#include "searcher/query/foreign_forms.h"
#include "searcher/query/query_scanner.h"
#include "searcher/query/refusals.h"

namespace broadtape {
namespace {

// Parses a value without quotation marks. False if it is refused instead.
bool lex_bare_value(QueryScanner& scan, const Lexeme& lexeme, bool list, FieldValue& value) {
  const std::size_t end = scan.word_end(scan.at, list);
  value = {scan.text.substr(scan.at, end - scan.at), scan.at, false};
  RefusedForm form = RefusedForm::kBoost;
  const ColonWord item = read_colon_word(value.text);
  if (const std::size_t boost = boost_length(value.text)) {
    scan.at = end - boost;
  } else if (const std::size_t field = joined_field(value.text)) {
    scan.at += field;
    form = RefusedForm::kJoined;
  } else if (!lexeme.values.empty() && item.form == ColonForm::kUnknownField &&  // `author:lee,tiker:NVDA`
             resembles_field(value.text.substr(0, item.colon))) {
    form = RefusedForm::kUnknownField;
  } else if (!read_field_comparison(value.text).sign.empty()) {
    form = RefusedForm::kComparison;
  } else if (const auto found = read_foreign_form(scan.text.substr(scan.at), value.text)) {
    scan.refuse(found->form, scan.at + found->bytes);
    return false;
  } else {
    scan.at = end;
    return true;
  }
  scan.refuse(form, end);
  return false;
}

// A value of ticker: that is written with its exchange.
void lex_symbol_on_exchange(QueryScanner& scan, std::string_view name) {
  Lexeme& lexeme = scan.add(LexemeKind::kField, scan.at);
  lexeme.field = Field::kTicker;
  lexeme.text = name;
  const std::size_t value = scan.at + name.size() + 1;
  lexeme.values.push_back(
      {scan.text.substr(scan.at, name.size() + 1 + symbol_of(scan.text.substr(value)).size()), scan.at, false});
  scan.at = scan.word_end(value, true);
  while (scan.at < scan.text.size() && scan.text[scan.at] == ',') ++scan.at;
  lexeme.end = scan.at;
}

// `ticker: NVDA`, `headline: oil`. True if it is refused, false if it is text.
bool lex_field_without_value(QueryScanner& scan, const ColonWord& word, std::string_view name) {
  const std::string_view written = written_field(name);
  if (written.ends_with("$$)") || written == "$$") {
    scan.refuse(RefusedForm::kUnknownField, scan.at + word.colon + 1);
    return true;
  }
  if (word.is_foreign && written.find(':') != written.npos) {
    warn(scan.result.warnings, WarningCode::kTakenAsWord,
         fmt::format("{}: is taken as a word; the field is {}, without a space after it", name,
                     written.substr(0, written.find(':') + 1)));
  } else if (!word.is_foreign) {
    warn(scan.result.warnings, WarningCode::kTakenAsWord,
         fmt::format("{}: has no value; write it without a space, as in {}:value", name, name));
  }
  return false;
}

}  // namespace

void lex_values(QueryScanner& scan, Lexeme& lexeme) {
  const bool words = lexeme.field == Field::kTitle || lexeme.field == Field::kLead;
  const bool list = !words && (lexeme.kind == LexemeKind::kField || takes_dates(lexeme.kind));
  while (scan.at < scan.text.size()) {
    FieldValue value;
    if (const std::size_t open = quote_at(scan.text, scan.at)) {
      const std::size_t close = scan.closing_quote(scan.at + open);
      if (close == scan.text.size())
        warn(scan.result.warnings, WarningCode::kSyntaxIgnored, "a quotation mark is not closed; it is ignored");
      value = {scan.text.substr(scan.at + open, close - scan.at - open), scan.at + open, true};
      scan.at = close == scan.text.size() ? scan.word_end(scan.at + open, list) : close + quote_at(scan.text, close);
      if (close == scan.text.size()) value.text = scan.text.substr(value.begin, scan.at - value.begin);
      const std::size_t refused = scan.result.lexemes.size();
      value.slop = scan.take_slop();
      if (scan.result.lexemes.size() != refused) return;
    } else if (!lex_bare_value(scan, lexeme, list, value)) {
      return;
    }
    if (!value.text.empty()) lexeme.values.push_back(value);
    if (scan.at >= scan.text.size() || (scan.text[scan.at] != ',' && scan.text[scan.at] != '|')) break;
    if (const std::size_t symbol = joining_symbol_at(scan.text, scan.at)) {
      if (scan.at + symbol >= scan.text.size() || space_at(scan.text, scan.at + symbol)) break;  // `ticker:NVDA| oil`
      scan.at += symbol;
      continue;
    }
    ++scan.at;
    if (scan.at >= scan.text.size() || space_at(scan.text, scan.at)) {
      warn(scan.result.warnings, WarningCode::kSyntaxIgnored,
           fmt::format("the list after {}: ends in a comma; write its values without spaces", lexeme.text));
      break;
    }
  }
  lexeme.end = scan.at;
}

bool lex_field(QueryScanner& scan) {
  const ColonWord word = read_colon_word(scan.text.substr(scan.at));
  const std::string_view name = scan.text.substr(scan.at, word.colon);
  switch (word.form) {
    case ColonForm::kText:
      return false;
    case ColonForm::kNoValue:
      return lex_field_without_value(scan, word, name);
    case ColonForm::kUnknownField:
      scan.refuse(RefusedForm::kUnknownField, scan.value_end(scan.at + word.colon + 1));
      return true;
    case ColonForm::kExchange:
      lex_symbol_on_exchange(scan, name);
      return true;
    case ColonForm::kField:
      break;
  }
  if (const std::size_t end = range_end(scan.text.substr(scan.at + word.colon + 1))) {
    scan.refuse(RefusedForm::kRange, scan.at + word.colon + 1 + end);
    return true;
  }
  Lexeme& lexeme = scan.add(word.kind, scan.at + word.colon + 1);
  lexeme.field = word.field;
  lexeme.count = word.count;
  lexeme.text = name;
  if (scan.text[scan.at] != '(') lex_values(scan, lexeme);
  return true;
}

bool lex_comparison(QueryScanner& scan) {
  const FieldComparison found = read_any_comparison(scan.text.substr(scan.at));
  if (found.sign.empty()) return false;
  const std::size_t value = scan.at + found.value;
  scan.refuse(RefusedForm::kComparison, scan.text[value] == '(' ? value + 1 : scan.value_end(value));
  return true;
}

}  // namespace broadtape
