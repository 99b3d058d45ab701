#include "searcher/query/refusals.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "common/archive/schema.h"
#include "common/text/ascii.h"
#include "common/text/fold.h"
#include "common/text/nearest_name.h"
#include "common/text/utf8.h"
#include "searcher/query/foreign_fields.h"
#include "searcher/query/foreign_forms.h"
#include "searcher/query/operator_words.h"
#include "searcher/query/query_error.h"

namespace broadtape {
namespace {

// The field's name as written, with a number if it takes one.
std::string written_name(std::string_view field) {
  const SpecialField* const row = find_special_field(field);
  return std::string(field) + (row && !row->example.empty() ? "3:" : ":");
}

std::vector<std::string_view> field_names() {
  std::vector<std::string_view> names;
  for (const SpecialField& row : kSpecialFields) names.push_back(row.name);
  for (const FieldRow& row : kFields) {
    if (!row.query_name.empty()) names.push_back(row.query_name);
  }
  return names;
}

std::string nearest_field(std::string_view name) {
  const bool capitals = std::all_of(name.begin(), name.end(), is_ascii_upper);
  if (name.size() < 3 || capitals) return {};  // XY:NVDA is not a misspelt field
  std::string lower = fold(name);
  lower.resize(std::min(lower.find_first_of("0123456789-."), lower.size()));
  std::string nearest;
  std::size_t fewest = lower.size() < 6 ? 2 : 3;  // one more than the allowed edits
  for (const std::string_view field : field_names()) {
    if (field.size() < 4) continue;
    if (const std::size_t edits = edit_distance(lower, field); edits < fewest) {
      fewest = edits;
      nearest = field;
    }
  }
  return nearest;
}

// How the field is written here, with `$` for the value; empty if no field is like it.
std::string meant_field(std::string_view name) {
  if (const ForeignField* const other = find_foreign_field(name)) return std::string(other->written);
  const std::string nearest = nearest_field(name);
  return nearest.empty() ? nearest : written_name(nearest) + "$";
}

std::string all_fields() {
  std::string names;
  for (const std::string_view field : field_names()) names += (names.empty() ? "" : " ") + written_name(field);
  return names;
}

// `written` with the value, or with "..." for a long one. `rest` is the query from the value on.
std::string with_value(std::string_view written, std::string_view value, std::string_view rest) {
  const std::size_t sign = written.find('$');
  if (sign == written.npos) return std::string(written);
  const bool takes_rest = written.substr(sign, 2) == "$$";
  const std::string_view shown = takes_rest ? trim_spaces(rest) : value;
  return fmt::format("{}{}{}", written.substr(0, sign), shown.size() <= kMaxShownBytes ? shown : "...",
                     written.substr(sign + (takes_rest ? 2 : 1)));
}

Error unknown_field(std::string_view query, const Lexeme& lexeme) {
  const std::size_t colon = lexeme.text.find(':');
  const std::string_view name = lexeme.text.substr(0, colon);
  const std::string_view value = lexeme.text.substr(colon + 1);
  const bool is_short = value.size() <= kMaxShownBytes;
  const std::string meant = meant_field(name);
  std::string hint;
  if (meant.empty()) {
    hint = "the fields are " + all_fields();
  } else {
    hint = fmt::format("write {}",
                       with_value(meant, value.empty() ? "(...)" : value, query.substr(lexeme.begin + colon + 1)));
  }
  const bool has_quotes = value.find('"') != value.npos || value.find("\u201d") != value.npos;
  if (!has_quotes && !value.empty() && is_short) {
    hint += fmt::format("; to search for the text, quote it: \"{}:{}\"", name, value);
  } else {
    hint += "; to search for the text, write a space after the colon";
  }
  return query_error(query, lexeme.begin, fmt::format("there is no field {}:", utf8_prefix(name, kMaxShownBytes)),
                     hint);
}

Error comparison(std::string_view query, const Lexeme& lexeme) {
  const FieldComparison found = read_any_comparison(lexeme.text);
  const std::string_view value = lexeme.text.substr(found.value);
  const bool is_equal = found.sign.find_first_of("<>") == found.sign.npos;
  const ForeignField* const other = find_foreign_field(found.field);
  if (other != nullptr && other->written.empty()) {
    return query_error(query, lexeme.begin, fmt::format("there is no field {}", found.field),
                       fmt::format("the fields are {}; to search for the text, quote it", all_fields()));
  }
  const std::string written = other != nullptr ? std::string(other->written) : ascii_lowered(found.field) + ":$";
  const std::string_view sign = is_equal || !written.ends_with(":$") ? std::string_view{} : found.sign;
  return query_error(
      query, lexeme.begin + found.field.size(), "a field is written with a colon",
      fmt::format("write {}; to search for the text, quote it",
                  with_value(written, fmt::format("{}{}", sign, value.starts_with('(') ? "(...)" : value), value)));
}

Error range(std::string_view query, const Lexeme& lexeme) {
  const std::size_t colon = lexeme.text.find_first_of(":[{");
  const std::string_view field = lexeme.text[colon] == ':' ? lexeme.text.substr(0, colon) : "date";
  const std::size_t open = lexeme.text.find_first_of("[{");
  const std::string_view inside = lexeme.text.substr(open + 1, lexeme.text.size() - open - 2);
  const std::size_t to = inside.find(" TO ");
  const auto end = [](std::string_view text) {
    const std::size_t begin = text.find_first_not_of(' ');
    if (begin == text.npos || text == "*") return std::string();
    return std::string(text.substr(begin, text.find_last_not_of(' ') + 1 - begin));
  };
  return query_error(query, lexeme.begin + open, "a range is written with two dots",
                     fmt::format("write {}:{}..{}; date: and words: have ranges", field, end(inside.substr(0, to)),
                                 end(inside.substr(to + 4))));
}

Error boost(std::string_view query, const Lexeme& lexeme) {
  return query_error(query, lexeme.begin, "there are no weights of words",
                     fmt::format("leave {} out, or quote the text with it", lexeme.text));
}

Error slop(std::string_view query, const Lexeme& lexeme) {
  return query_error(query, lexeme.begin, "the distance is too large",
                     "write a number from 0 to 999, as in \"rate cut\"~5");
}

Error joined(std::string_view query, const Lexeme& lexeme) {
  const std::string_view value = lexeme.text.substr(0, lexeme.text.find_first_of("'`]}", lexeme.text.find(':')));
  return query_error(query, lexeme.begin, "a field begins a word, but other text is directly before this one",
                     fmt::format("write {} with a space before it; to search for the text, quote all of it",
                                 value.size() <= kMaxShownBytes ? value : value.substr(0, value.find(':') + 1)));
}

Error foreign_word(std::string_view query, const Lexeme& lexeme) {
  const ForeignWord* const word = find_foreign_word(lexeme.text);
  return query_error(query, lexeme.begin, std::string(word->problem),
                     fmt::format("write {}; to search for the word, quote it", word->instead));
}

Error call(std::string_view query, const Lexeme& lexeme) {
  const std::size_t open = lexeme.text.find('(');
  const std::string_view name = lexeme.text.substr(0, open);
  const std::string_view inside = lexeme.text.ends_with(')')
                                      ? lexeme.text.substr(open + 1, lexeme.text.size() - open - 2)
                                      : std::string_view("...");
  const ForeignField* const function = find_foreign_function(name);
  std::string written(function != nullptr ? function->written : written_field(name));
  if (written.find_first_of(":$ ") == written.npos) written += ":$";
  const bool is_group = function == nullptr && inside.find(' ') != inside.npos;
  return query_error(query, lexeme.begin, "a field is written with a colon, and there are no functions",
                     fmt::format("write {}; to search for the text, write a space before the parenthesis",
                                 with_value(written, is_group ? fmt::format("({})", inside) : std::string(inside),
                                            lexeme.text.substr(open))));
}

Error regex(std::string_view query, const Lexeme& lexeme) {
  return query_error(query, lexeme.begin, "there are no regular expressions",
                     "write tariff*, *bank, col*r or word~1; to search for the text, quote it");
}

Error character_pattern(std::string_view query, const Lexeme& lexeme) {
  std::string stars(lexeme.text.substr(0, lexeme.text.find_last_not_of("0123456789") + 1));
  std::replace_if(
      stars.begin(), stars.end(), [](char c) { return c == '?' || c == '$'; }, '*');
  return query_error(query, lexeme.begin, "there is no sign for single characters",
                     fmt::format("write {}; to search for the text, quote it", stars));
}

Error first_words(std::string_view query, const Lexeme& lexeme) {
  const std::string_view word = lexeme.text.substr(0, lexeme.text.size() - first_words_length(lexeme.text));
  return query_error(query, lexeme.begin, "there is no search of the first words only",
                     fmt::format("write lead:{}, which has title and the first 50 words",
                                 word.empty() || word.size() > kMaxShownBytes ? "word" : word));
}

Error negated_near(std::string_view query, const Lexeme& lexeme) {
  return query_error(query, lexeme.begin, "NOT cannot be before a distance",
                     "exclude articles with both words in it: oil -(oil w/5 gas)");
}

struct RefusalRow {
  RefusedForm form;
  Error (*error)(std::string_view query, const Lexeme& lexeme);
};
constexpr RefusalRow kRefusals[] = {
    {RefusedForm::kUnknownField, unknown_field},
    {RefusedForm::kComparison, comparison},
    {RefusedForm::kRange, range},
    {RefusedForm::kBoost, boost},
    {RefusedForm::kSlop, slop},
    {RefusedForm::kJoined, joined},
    {RefusedForm::kForeignWord, foreign_word},
    {RefusedForm::kCall, call},
    {RefusedForm::kRegex, regex},
    {RefusedForm::kCharacterPattern, character_pattern},
    {RefusedForm::kFirstWords, first_words},
    {RefusedForm::kNegatedNear, negated_near},
};

constexpr bool refusals_are_in_order() {
  for (std::size_t i = 0; i < std::size(kRefusals); ++i) {
    if (static_cast<std::size_t>(kRefusals[i].form) != i) return false;
  }
  return true;
}
static_assert(refusals_are_in_order());

}  // namespace

bool resembles_field(std::string_view name) {
  return !meant_field(name).empty();
}

Error refusal_error(std::string_view query, const Lexeme& lexeme) {
  return kRefusals[static_cast<std::size_t>(lexeme.refused_form)].error(query, lexeme);
}

}  // namespace broadtape
