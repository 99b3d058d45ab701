#include "searcher/query/foreign_forms.h"

#include <algorithm>

#include "common/text/ascii.h"
#include "searcher/query/characters.h"
#include "searcher/query/field_forms.h"
#include "searcher/query/refusals.h"

namespace broadtape {
namespace {

bool is_field_name(std::string_view name) {
  return read_colon_word(std::string(name) + ":x").form == ColonForm::kField;
}

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

FieldComparison read_field_comparison(std::string_view text, bool any_tool) {
  const std::size_t end = std::find_if_not(text.begin(), text.end(), is_ascii_letter) - text.begin();
  if (end == 0 || end >= text.size()) return {};
  const std::size_t after = std::min(text.find_first_not_of("=<>", end), text.size());
  const bool has_value = after < text.size() && static_cast<unsigned char>(text[after]) > ' ' && text[after] != ')';
  const std::string_view field = text.substr(0, end);
  if (after == end || after > end + 2 || !has_value || field != ascii_lowered(field)) return {};
  if (!is_field_name(field) && !(any_tool && is_field_elsewhere(field))) return {};
  return {field, text.substr(end, after - end)};
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
