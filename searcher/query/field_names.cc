#include "searcher/query/field_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "common/archive/schema.h"
#include "common/companies/symbol_form.h"
#include "common/text/ascii.h"
#include "common/text/nearest_name.h"
#include "searcher/query/lexer.h"

namespace broadtape {
namespace {

// Field names in other tools (Gmail, GitHub, Factiva, mu, notmuch) and the corresponding names here.
constexpr std::pair<std::string_view, std::string_view> kOtherNames[] = {
    {"after", "date"},       {"before", "date"},     {"since", "date"},     {"until", "date"},    {"published", "date"},
    {"day", "date"},         {"year", "date"},       {"time", "date"},      {"symbol", "ticker"}, {"stock", "ticker"},
    {"co", "company"},       {"name", "company"},    {"headline", "title"}, {"intitle", "title"}, {"subject", "title"},
    {"hl", "title"},         {"hlp", "lead"},        {"intro", "lead"},     {"site", "source"},   {"outlet", "source"},
    {"publisher", "source"}, {"from", "source"},     {"sn", "source"},      {"by", "author"},     {"byline", "author"},
    {"language", "lang"},    {"la", "lang"},         {"topic", "label"},    {"tag", "label"},     {"category", "label"},
    {"wc", "words"},         {"wordcount", "words"}, {"length", "words"},   {"docid", "id"},      {"has", "is"},
};

constexpr std::string_view kDateExample = "dates are written date:2025-01..2025-03, or given as --since and --until";

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

}  // namespace

std::string nearest_field(std::string_view name) {
  std::string lower = ascii_lowered(name);
  const auto other =
      std::find_if(std::begin(kOtherNames), std::end(kOtherNames), [&](const auto& row) { return row.first == lower; });
  if (other != std::end(kOtherNames)) return std::string(other->second);
  const bool capitals = std::all_of(name.begin(), name.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  if (lower.size() < 3 || capitals) return {};  // US:NVDA and LSE:BP are not misspelt fields
  lower.resize(std::min(lower.find_first_of("0123456789"), lower.size()));
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

std::string unknown_field_warning(std::string_view name) {
  const std::string meant = nearest_field(name);
  if (meant == "date")
    return fmt::format("there is no field {}:, so its text is taken as words; {}", name, kDateExample);
  if (!meant.empty()) {
    return fmt::format("there is no field {}:, so its text is taken as words; did you mean {}?", name,
                       written_name(meant));
  }
  if (find_exchange_mark(name) != nullptr) {
    return fmt::format(
        "there is no field {}:, so its text is taken as words; a company is found by its symbol alone, "
        "as in ticker:NVDA",
        name);
  }
  std::string names;
  for (const std::string_view field : field_names()) {
    names += (names.empty() ? "" : " ") + written_name(field);
  }
  return fmt::format("there is no field {}:, so its text is taken as words; the fields are {}", name, names);
}

}  // namespace broadtape
