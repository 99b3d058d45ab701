#include "searcher/query/field_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "common/archive/schema.h"
#include "common/text/ascii.h"
#include "common/text/fold.h"
#include "common/text/nearest_name.h"
#include "common/text/utf8.h"
#include "searcher/query/lexer.h"
#include "searcher/query/query_error.h"

namespace broadtape {
namespace {

constexpr std::size_t kMaxShownValueBytes = 60;  // of a value

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
  if (name.size() < 3 || capitals) return {};  // XY:NVDA is no misspelt field
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
  const std::string lower = ascii_lowered(name);
  const auto other =
      std::find_if(std::begin(kOtherNames), std::end(kOtherNames), [&](const auto& row) { return row.name == lower; });
  if (other != std::end(kOtherNames)) return std::string(other->written);
  const std::string nearest = nearest_field(name);
  return nearest.empty() ? nearest : written_name(nearest) + "$";
}

std::string all_fields() {
  std::string names;
  for (const std::string_view field : field_names()) names += (names.empty() ? "" : " ") + written_name(field);
  return names;
}

}  // namespace

Error unknown_field_error(std::string_view query, std::size_t at, std::string_view name, std::string_view value) {
  const bool is_short = value.size() <= kMaxShownValueBytes;
  std::string meant = meant_field(name);
  std::string hint;
  if (meant.empty()) {
    hint = "the fields are " + all_fields();
  } else {
    meant.replace(meant.find('$'), 1, value.empty() ? "(...)" : is_short ? value : "...");
    hint = fmt::format("write {}", meant);
  }
  const bool has_quotes = value.find_first_of("\"") != value.npos || value.find("\u201d") != value.npos;
  if (!has_quotes && !value.empty() && is_short) {
    hint += fmt::format("; to search for the text, quote it: \"{}:{}\"", name, value);
  } else {
    hint += fmt::format("; to search for the text, write a space after the colon");
  }
  return query_error(query, at, fmt::format("there is no field {}:", utf8_prefix(name, kMaxShownValueBytes)), hint);
}

}  // namespace broadtape
