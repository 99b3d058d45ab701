#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "common/archive/schema.h"
#include "common/text/ascii.h"
#include "common/time/instant.h"
#include "searcher/output/search_writer.h"
#include "searcher/output/text_parts.h"

namespace broadtape {
namespace {

constexpr std::string_view kIndent = "  ";

std::string field_name(Field field) {
  const auto row =
      std::find_if(std::begin(kFields), std::end(kFields), [&](const FieldRow& known) { return known.field == field; });
  return std::string(row->query_name);
}

std::string kind_of(Field field) {
  if (field == Field::kSource) return "outlet";
  if (field == Field::kTicker || field == Field::kAbout || field == Field::kCompany) return "company";
  return field == Field::kText || field == Field::kTitle || field == Field::kLead ? "word" : field_name(field);
}

std::string suggestions(const Unknown& unknown) {
  std::string text;
  for (const Suggestion& suggestion : unknown.suggestions) {
    text += text.empty() ? "" : ", ";
    text += suggestion.text;
    if (!suggestion.note.empty()) text += " " + suggestion.note;
    text += fmt::format(" ({})", with_commas(suggestion.articles));
  }
  return text;
}

std::string count_note(const PartCount& part) {
  std::string note = part.in_archive == 0 ? "in no article" : "in " + plural(part.in_archive, "article");
  if (part.found < part.in_archive) note += fmt::format(", {} of them within the filters", with_commas(part.found));
  if (part.loose && part.in_archive == 0 && *part.loose > 0)
    note += fmt::format("; its words, anywhere, in {}", with_commas(*part.loose));
  return note;
}

std::string filter_note(const FilterEffect& filter) {
  const std::string passes = filter.passes == 0 ? "passes no article" : "passes " + plural(filter.passes, "article");
  return filter.without == 0 ? passes : passes + fmt::format("; without it {} found", with_commas(filter.without));
}

void write_row(const std::string& name, const std::string& note, const TextStyle& style, std::ostream& out) {
  write_lines({{harmless(name) + ": ", Ink::kBold}, {note, Ink::kPlain}}, kIndent, style, out);
}

void write_dates(const Diagnosis& diagnosis, const TextStyle& style, std::ostream& out) {
  if (!diagnosis.archive_since_s) return;
  const auto day = [](std::int64_t when_s) { return format_rfc3339(when_s).substr(0, 10); };
  const std::string span = fmt::format("the archive's articles are from {} to {}", day(*diagnosis.archive_since_s),
                                       day(*diagnosis.archive_until_s));
  write_lines({{diagnosis.outside_archive ? span + "; the query's dates exclude all of them" : span, Ink::kPlain}},
              kIndent, style, out);
}

Json json_limit(const std::optional<std::int64_t>& when_s) {
  return when_s ? Json(format_rfc3339(*when_s)) : Json(nullptr);
}

Json json_of_unknown(const Unknown& unknown) {
  Json found = Json::array();
  for (const Suggestion& suggestion : unknown.suggestions) {
    found.push_back({{"text", suggestion.text}, {"name", suggestion.note}, {"count", suggestion.articles}});
  }
  return {{"kind", kind_of(unknown.field)}, {"text", unknown.text}, {"suggestions", std::move(found)}};
}

}  // namespace

void write_diagnosis(const Diagnosis& diagnosis, const std::string& command, const TextStyle& style,
                     std::ostream& out) {
  for (const PartCount& part : diagnosis.parts) write_row(part.text, count_note(part), style, out);
  for (const FilterEffect& filter : diagnosis.filters) write_row(filter.text, filter_note(filter), style, out);
  for (const Unknown& unknown : diagnosis.unknown) {
    if (unknown.suggestions.empty()) continue;
    write_lines({{"did you mean, for " + harmless(unknown.text) + ": ", Ink::kPlain},
                 {harmless(suggestions(unknown)), Ink::kMatch}},
                kIndent, style, out);
  }
  write_dates(diagnosis, style, out);
  if (diagnosis.corrected) {
    write_lines({{"try: ", Ink::kPlain},
                 {harmless(command.empty() ? diagnosis.corrected->text : command), Ink::kBold},
                 {fmt::format("  ({})", plural(diagnosis.corrected_total, "article")), Ink::kDim}},
                kIndent, style, out);
  }
}

Json json_diagnosis(const Diagnosis& diagnosis, const std::string& command) {
  Json parts = Json::array(), filters = Json::array(), unknown = Json::array();
  for (const PartCount& part : diagnosis.parts) {
    parts.push_back({{"text", part.text},
                     {"count", part.found},
                     {"archive_count", part.in_archive},
                     {"loose_count", part.loose ? Json(*part.loose) : Json(nullptr)}});
  }
  for (const FilterEffect& filter : diagnosis.filters) {
    filters.push_back({{"text", filter.text}, {"passes", filter.passes}, {"count_without", filter.without}});
  }
  for (const Unknown& value : diagnosis.unknown) unknown.push_back(json_of_unknown(value));
  Json corrected = nullptr;
  if (diagnosis.corrected) {
    corrected = {{"text", diagnosis.corrected->text}};
    if (!command.empty()) corrected["command"] = command;
    corrected["total"] = diagnosis.corrected_total;
  }
  return {{"parts", std::move(parts)},
          {"filters", std::move(filters)},
          {"unknown", std::move(unknown)},
          {"archive_since", json_limit(diagnosis.archive_since_s)},
          {"archive_until", json_limit(diagnosis.archive_until_s)},
          {"outside_archive", diagnosis.outside_archive},
          {"corrected", std::move(corrected)}};
}

}  // namespace broadtape
