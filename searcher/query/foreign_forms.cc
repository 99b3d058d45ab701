#include "searcher/query/foreign_forms.h"

#include <algorithm>

#include "common/text/ascii.h"
#include "searcher/query/characters.h"
#include "searcher/query/field_forms.h"
#include "searcher/query/foreign_fields.h"
#include "searcher/query/refusals.h"

namespace broadtape {
namespace {

bool is_field_name(std::string_view name) {
  return read_colon_word(std::string(name) + ":x").form == ColonForm::kField;
}

// `=NVDA` after a field.
FieldComparison comparison_at(std::string_view text, std::size_t field, bool with_spaces) {
  const auto past_spaces = [&](std::size_t at) {
    return with_spaces ? std::min(text.find_first_not_of(' ', at), text.size()) : at;
  };
  const std::size_t sign = past_spaces(field);
  const std::size_t sign_end = std::min(text.find_first_not_of("=<>", sign), text.size());
  const std::size_t value = past_spaces(sign_end);
  const bool has_value = value < text.size() && static_cast<unsigned char>(text[value]) > ' ' && text[value] != ')';
  if (sign_end == sign || sign_end > sign + 2 || !has_value) return {};
  return {text.substr(0, field), text.substr(sign, sign_end - sign), value};
}

std::size_t letters_at_start(std::string_view text) {
  return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_ascii_letter) - text.begin());
}

// Characters that regular expressions have, and file names and text between slashes have not.
bool is_like_regex(std::string_view text) {
  return text.find_first_of("[]\\^$*+?{|") != text.npos;
}

// `/tari.*/`, `/rate (cut|rise)/`.
std::size_t regex_length(std::string_view text, std::string_view /*word*/) {
  constexpr std::size_t kLongest = 200;
  const std::string_view head = text.substr(0, kLongest);
  if (head.size() < 3 || head[0] != '/' || head[1] == '/' || space_at(head, 1)) return 0;
  const std::size_t close = head.find('/', 1);
  if (close == head.npos || (close + 1 < text.size() && !space_at(text, close + 1) && text[close + 1] != ')')) return 0;
  const std::string_view inside = head.substr(1, close - 1);
  if (space_at(inside, inside.size() - 1)) return 0;
  return inside.find(' ') == inside.npos || is_like_regex(inside) ? close + 1 : 0;
}

// Patterns of single characters or of a number of them: `wom?n`, `earn$3`, but not `US$3`.
std::size_t character_pattern_length(std::string_view /*text*/, std::string_view word) {
  constexpr std::size_t kFewest = 2;
  const std::size_t letters = letters_at_start(word);
  if (letters < kFewest || letters == word.size()) return 0;
  const std::string_view rest = word.substr(letters + 1);
  const std::size_t digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
  if (word[letters] == '$') return digits > 0 && digits == rest.size() && word[letters - 1] >= 'a' ? word.size() : 0;
  return word[letters] == '?' && letters_at_start(rest) > 0 ? word.size() : 0;
}

// A field or function with an argument in parentheses: `headline(oil)`, but not `share(s)`.
std::size_t call_length(std::string_view text, std::string_view /*word*/) {
  constexpr std::size_t kLongest = 200;
  const std::size_t name = letters_at_start(text);
  if (name < 2 || name >= text.size() || text[name] != '(') return 0;
  const std::string_view written = text.substr(0, name);
  if (written_field(written).empty() && find_foreign_function(written) == nullptr) return 0;
  const std::size_t close = text.substr(0, kLongest).find(')', name);
  if (close == text.npos) return name + 1;
  const std::string_view argument = text.substr(name + 1, close - name - 1);
  const bool is_plural = argument.size() <= 3 && argument.ends_with('s') && argument == ascii_lowered(argument);
  return argument.empty() || is_plural ? 0 : close + 1;
}

std::size_t words_length(std::string_view /*text*/, std::string_view word) {
  return first_words_length(word) > 0 ? word.size() : 0;
}

std::size_t range_length(std::string_view text, std::string_view /*word*/) {
  return range_end(text);
}

struct ForeignFormRow {
  RefusedForm form;
  std::size_t (*length)(std::string_view text, std::string_view word);  // 0 if something else is at the start
};
constexpr ForeignFormRow kForeignForms[] = {
    {RefusedForm::kRange, range_length}, {RefusedForm::kFirstWords, words_length},
    {RefusedForm::kRegex, regex_length}, {RefusedForm::kCharacterPattern, character_pattern_length},
    {RefusedForm::kCall, call_length},
};

}  // namespace

std::size_t joining_symbol_at(std::string_view text, std::size_t at) {
  if (text[at] == '|') return text.substr(at, 2) == "||" ? 2 : 1;
  return text.substr(at, 2) == "&&" ? 2 : 0;
}

std::size_t boost_length(std::string_view word) {
  const std::size_t caret = word.rfind('^');
  if (caret == word.npos || caret + 1 == word.size()) return 0;
  const std::string_view number = word.substr(caret + 1);
  const bool is_number = is_ascii_digit(number.front()) && number.find_first_not_of("0123456789.") == number.npos;
  if (!is_number || (caret > 0 && is_ascii_digit(word[caret - 1]))) return 0;
  return word.size() - caret;
}

FieldComparison read_field_comparison(std::string_view text) {
  const std::string_view field = text.substr(0, letters_at_start(text));
  if (field.empty() || field != ascii_lowered(field) || !is_field_name(field)) return {};
  return comparison_at(text, field.size(), false);
}

FieldComparison read_any_comparison(std::string_view text) {
  const std::string_view field = text.substr(0, letters_at_start(text));
  if (field.empty() || (!is_field_name(field) && find_foreign_field(field) == nullptr)) return {};
  return comparison_at(text, field.size(), true);
}

std::optional<ForeignForm> read_foreign_form(std::string_view text, std::string_view word) {
  for (const ForeignFormRow& row : kForeignForms) {
    if (const std::size_t bytes = row.length(text, word)) return ForeignForm{row.form, bytes};
  }
  return std::nullopt;
}

std::size_t first_words_length(std::string_view word) {
  if (!word.ends_with('/')) return 0;
  const std::size_t slash = word.substr(0, word.size() - 1).rfind('/');
  if (slash == word.npos) return 0;
  const std::string_view number = word.substr(slash + 1, word.size() - slash - 2);
  const bool is_first = number.size() > 1 && (number[0] == 'F' || number[0] == 'f') &&
                        number.find_first_not_of("0123456789", 1) == number.npos;
  return is_first ? word.size() - slash : 0;
}

std::string_view written_field(std::string_view name) {
  if (const ForeignField* const other = find_foreign_field(name)) return other->written;
  for (const FieldRow& row : kFields) {
    if (!row.query_name.empty() && row.query_name == ascii_lowered(name)) return row.query_name;
  }
  const SpecialField* const row = find_special_field(ascii_lowered(name));
  return row != nullptr && row->example.empty() ? row->name : std::string_view{};
}

std::size_t range_end(std::string_view value) {
  constexpr std::size_t kLongest = 200;
  if (value.empty() || (value.front() != '[' && value.front() != '{')) return 0;
  const std::string_view head = value.substr(0, kLongest);
  const std::size_t close = head.find_first_of("]}");
  return close != head.npos && head.substr(0, close).find(" TO ") != head.npos ? close + 1 : 0;
}

std::size_t joined_field(std::string_view word) {
  if (word.find("://") != word.npos) return 0;
  for (std::size_t begin = 1; begin < word.size(); ++begin) {
    const char before = word[begin - 1];
    if (!is_name_character(word[begin]) || is_name_character(before) || before == ':') continue;
    const std::string_view rest = word.substr(begin);
    const ColonWord colon = read_colon_word(rest);
    const std::string_view name = rest.substr(0, colon.colon);
    const bool is_field =
        colon.form == ColonForm::kField || (colon.form == ColonForm::kUnknownField && resembles_field(name));
    if (colon.form == ColonForm::kExchange || (is_field && name == ascii_lowered(name))) return begin;
    if (!read_field_comparison(rest).sign.empty()) return begin;
  }
  return 0;
}

}  // namespace broadtape
