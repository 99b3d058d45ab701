#include "searcher/query/field_forms.h"

#include <algorithm>
#include <charconv>
#include <string>

#include "common/companies/symbol_form.h"
#include "common/text/ascii.h"
#include "searcher/query/characters.h"
#include "searcher/query/foreign_fields.h"

namespace broadtape {
namespace {

constexpr std::size_t kMaxNameBytes = 64;

// Schemes of addresses without slashes after the colon.
constexpr std::string_view kSchemes[] = {"mailto", "tel", "urn"};

// `atleast2.5:` and `atleast-1:` are meant as the field.
bool begins_with_counted_field(std::string_view name) {
  return std::any_of(std::begin(kSpecialFields), std::end(kSpecialFields), [&](const SpecialField& row) {
    return !row.example.empty() && name.size() > row.name.size() && name.starts_with(row.name) &&
           !is_ascii_letter(name[row.name.size()]);
  });
}

// Names in scripts without Latin letters are text: their sentences need no spaces around a colon.
bool is_identifier(std::string_view name) {
  if (name.empty() || is_ascii_digit(name.front()) || !std::any_of(name.begin(), name.end(), is_ascii_letter))
    return false;
  return std::all_of(name.begin(), name.end(), is_name_character);
}

ColonWord find_field(std::string_view name) {
  ColonWord found;
  found.form = ColonForm::kField;
  const std::size_t digits = std::min(name.find_first_of("0123456789"), name.size());
  const SpecialField* const row = find_special_field(name.substr(0, digits));
  if (row && (!row->example.empty() || digits == name.size())) {
    const bool is_number = name.find_first_not_of("0123456789", digits) == name.npos;
    if (!is_number) return {};
    found.kind = row->kind;
    std::from_chars(name.data() + digits, name.data() + name.size(), found.count);
    return found;
  }
  for (const FieldRow& field : kFields) {
    if (field.query_name.empty() || field.query_name != name) continue;
    found.kind = LexemeKind::kField;
    found.field = field.field;
    return found;
  }
  return {};
}

// `title.keyword`, as in Elasticsearch.
bool is_path_of_field(std::string_view name) {
  const std::size_t dot = name.find('.');
  return dot != name.npos && find_field(name.substr(0, dot)).form == ColonForm::kField;
}

bool is_operand_start(char c) {
  return is_name_character(c) || c == '"';
}

// `US` is a place, not an exchange; its symbol must be in capitals.
bool is_on_exchange(std::string_view name, std::string_view value) {
  const std::string_view symbol = symbol_of(value);
  if (upper_symbol(symbol).empty()) return false;
  if (find_exchange_mark(name)) return true;
  const bool capitals = std::all_of(name.begin(), name.end(), is_ascii_upper);
  return capitals && place_suffix(name) && symbol_length_at(symbol, 0) == symbol.size();
}

// `https://`, `C:\`, `std::string`.
bool is_address(std::string_view name, std::string_view value) {
  return value.front() == '/' || value.front() == '\\' || value.front() == ':' ||
         std::find(std::begin(kSchemes), std::end(kSchemes), name) != std::end(kSchemes);
}

// The end of what may be a name at the start of `text`; `.` is in `atleast2.5:`.
std::size_t name_end(std::string_view text) {
  std::size_t end = 0;
  while (end < std::min(text.size(), kMaxNameBytes) && (is_name_character(text[end]) || text[end] == '.') &&
         !space_at(text, end) && !quote_at(text, end)) {
    ++end;
  }
  return end;
}

}  // namespace

std::size_t at_least_operand(std::string_view text) {
  constexpr std::string_view kName = "atleast";
  if (ascii_lowered(text.substr(0, kName.size())) != kName) return 0;
  const std::size_t end = std::min(text.find_first_not_of("0123456789", kName.size()), text.size());
  if (end == kName.size()) return 0;
  const std::size_t operand = std::min(text.find_first_not_of(' ', end), text.size());
  const bool begins =
      operand < text.size() && (text[operand] == '(' || (operand > end && is_operand_start(text[operand])));
  return begins ? operand : 0;
}

std::string_view symbol_of(std::string_view value) {
  std::string_view symbol = value.substr(0, 2 * kMaxSymbolBytes);
  symbol = symbol.substr(0, symbol.find_first_of(" \t\r\n\"()|,"));
  symbol = symbol.substr(0, symbol.find_last_not_of(".;:!?") + 1);
  if (symbol.ends_with("'s")) symbol.remove_suffix(2);
  return symbol;
}

ColonWord read_colon_word(std::string_view text) {
  const std::size_t colon = name_end(text);
  if (colon == 0 || colon == text.size() || text[colon] != ':') return {};
  const std::string name = ascii_lowered(text.substr(0, colon));
  const std::string_view value = text.substr(colon + 1);
  const bool has_value = !value.empty() && !space_at(value, 0) && value.front() != ')';
  ColonWord word = find_field(name);
  word.colon = colon;
  if (word.form == ColonForm::kField) {
    if (!has_value) word.form = ColonForm::kNoValue;
  } else if (!has_value && find_foreign_field(name) != nullptr && !trim_spaces(value).empty()) {
    word.form = ColonForm::kNoValue;
    word.is_foreign = true;
  } else if (has_value && is_identifier(name) && is_on_exchange(text.substr(0, colon), value)) {
    word.form = ColonForm::kExchange;
    word.field = Field::kTicker;
  } else if (has_value && (is_identifier(name) || begins_with_counted_field(name) || is_path_of_field(name)) &&
             !is_address(name, value)) {
    word.form = ColonForm::kUnknownField;
  }
  return word;
}

}  // namespace broadtape
