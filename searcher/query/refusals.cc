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
#include "searcher/query/foreign_forms.h"
#include "searcher/query/query_error.h"

namespace broadtape {
namespace {

// The name of a field in other tools (Gmail, GitHub, Google, Factiva, mu, notmuch) and how it is written here; `$` is
// the value.
struct OtherName {
  std::string_view name, written;
};
constexpr OtherName kOtherNames[] = {
    {"after", "date:$.."},
    {"since", "date:$.."},
    {"newer", "date:$.."},
    {"newer_than", "date:$.."},
    {"start", "date:$.."},
    {"begin", "date:$.."},
    {"before", "date:..$"},
    {"until", "date:..$"},
    {"older", "date:..$"},
    {"older_than", "date:..$"},
    {"end", "date:..$"},
    {"to", "date:..$"},
    {"published", "date:$"},
    {"published_at", "date:$"},
    {"pubdate", "date:$"},
    {"daterange", "date:$"},
    {"day", "date:$"},
    {"week", "date:$"},
    {"month", "date:$"},
    {"quarter", "date:$"},
    {"year", "date:$"},
    {"time", "date:$"},
    {"when", "date:$"},
    {"on", "date:$"},
    {"symbol", "ticker:$"},
    {"stock", "ticker:$"},
    {"ric", "ticker:$"},
    {"co", "company:$"},
    {"org", "company:$"},
    {"organization", "company:$"},
    {"name", "company:$"},
    {"headline", "title:$"},
    {"intitle", "title:$"},
    {"allintitle", "title:$"},
    {"subject", "title:$"},
    {"hl", "title:$"},
    {"hlp", "lead:$"},
    {"intro", "lead:$"},
    {"site", "source:$"},
    {"outlet", "source:$"},
    {"publisher", "source:$"},
    {"provider", "source:$"},
    {"from", "source:$"},
    {"sn", "source:$"},
    {"by", "author:$"},
    {"byline", "author:$"},
    {"language", "lang:$"},
    {"la", "lang:$"},
    {"topic", "label:$"},
    {"tag", "label:$"},
    {"category", "label:$"},
    {"keyword", "label:$"},
    {"wc", "words:$"},
    {"wordcount", "words:$"},
    {"length", "words:$"},
    {"docid", "id:$"},
    {"has", "is:$"},
    {"flag", "is:$"},
    {"text", "$"},
    {"body", "$"},
    {"content", "$"},
    {"intext", "$"},
};

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

const OtherName* find_other_name(std::string_view name) {
  const std::string lower = ascii_lowered(name);
  const auto* const row = std::find_if(std::begin(kOtherNames), std::end(kOtherNames),
                                       [&](const auto& other) { return other.name == lower; });
  return row == std::end(kOtherNames) ? nullptr : row;
}

// How the field is written here, with `$` for the value; empty if no field is like it.
std::string meant_field(std::string_view name) {
  if (const OtherName* const other = find_other_name(name)) return std::string(other->written);
  const std::string nearest = nearest_field(name);
  return nearest.empty() ? nearest : written_name(nearest) + "$";
}

std::string all_fields() {
  std::string names;
  for (const std::string_view field : field_names()) names += (names.empty() ? "" : " ") + written_name(field);
  return names;
}

Error unknown_field(std::string_view query, const Lexeme& lexeme) {
  const std::size_t colon = lexeme.text.find(':');
  const std::string_view name = lexeme.text.substr(0, colon);
  const std::string_view value = lexeme.text.substr(colon + 1);
  const bool is_short = value.size() <= kMaxShownBytes;
  std::string meant = meant_field(name);
  std::string hint;
  if (meant.empty()) {
    hint = "the fields are " + all_fields();
  } else {
    meant.replace(meant.find('$'), 1, value.empty() ? "(...)" : is_short ? value : "...");
    hint = fmt::format("write {}", meant);
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
  const FieldComparison found = read_field_comparison(lexeme.text, true);
  const std::string_view value = lexeme.text.substr(found.field.size() + found.sign.size());
  const bool is_equal = found.sign.find_first_of("<>") == found.sign.npos;
  const OtherName* const other = find_other_name(found.field);
  std::string written = other != nullptr ? std::string(other->written) : std::string(found.field) + ":$";
  written.replace(written.find('$'), 1,
                  fmt::format("{}{}", is_equal || !written.ends_with(":$") ? "" : found.sign,
                              value.size() <= kMaxShownBytes ? value : "..."));
  return query_error(query, lexeme.begin + found.field.size(), "a field is written with a colon",
                     fmt::format("write {}; to search for the text, quote it", written));
}

Error range(std::string_view query, const Lexeme& lexeme) {
  const std::size_t colon = lexeme.text.find(':');
  const std::string_view field = lexeme.text.substr(0, colon);
  const std::string_view inside = lexeme.text.substr(colon + 2, lexeme.text.size() - colon - 3);
  const std::size_t to = inside.find(" TO ");
  const auto end = [](std::string_view text) {
    const std::size_t begin = text.find_first_not_of(' ');
    if (begin == text.npos || text == "*") return std::string();
    return std::string(text.substr(begin, text.find_last_not_of(' ') + 1 - begin));
  };
  return query_error(query, lexeme.begin + colon + 1, "a range is written with two dots",
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

bool is_field_elsewhere(std::string_view name) {
  return find_other_name(name) != nullptr;
}

Error refusal_error(std::string_view query, const Lexeme& lexeme) {
  return kRefusals[static_cast<std::size_t>(lexeme.refused_form)].error(query, lexeme);
}

}  // namespace broadtape
