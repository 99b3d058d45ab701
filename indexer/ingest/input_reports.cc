#include "indexer/ingest/input_reports.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "common/text/ascii.h"

namespace broadtape {
namespace {

// Equal for streams that were read alike.
std::string way_of(const std::string& argument, const InputSummary& summary) {
  std::string way = argument + '\0' + summary.form + '\0';
  if (summary.articles + summary.rejected <= 1) return way;
  way += "several" + summary.detail;
  for (const std::vector<FieldOrigin>& origins : summary.fields) {
    std::vector<std::string> names;
    for (const FieldOrigin& origin : origins) names.push_back(origin.name);
    std::sort(names.begin(), names.end());
    way += '\0';
    for (const std::string& name : names) way += name + '\1';
  }
  for (const UnusedName& unused : summary.unused) way += unused.name + '\1';
  return way;
}

void merge(InputSummary& into, InputSummary&& from) {
  if (into.detail != from.detail) into.detail.clear();
  into.articles += from.articles;
  into.rejected += from.rejected;
  for (std::size_t i = 0; i < kFieldCount; ++i) {
    for (const FieldOrigin& origin : from.fields[i]) add_origin(into.fields[i], origin.name, origin.articles);
    sort_origins(into.fields[i]);
  }
  for (UnusedName& unused : from.unused) {
    const auto known = std::find_if(into.unused.begin(), into.unused.end(),
                                    [&](const UnusedName& other) { return other.name == unused.name; });
    if (known == into.unused.end() && into.unused.size() < InputTally::kMaxUnused)
      into.unused.push_back(std::move(unused));
  }
}

bool has_named_fields(const InputSummary& summary) {
  return std::any_of(summary.fields.begin(), summary.fields.end(), [](const std::vector<FieldOrigin>& origins) {
    return std::any_of(origins.begin(), origins.end(), [](const FieldOrigin& origin) { return !origin.name.empty(); });
  });
}

// As an argument for a shell to which it can be pasted.
std::string shell_word(const std::string& text) {
  const bool is_plain = std::all_of(text.begin(), text.end(), [](char c) {
    return is_ascii_letter(c) || is_ascii_digit(c) || c == '_' || c == '-' || c == '.' || c == '=';
  });
  if (is_plain) return text;
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

// "; `When` looks like one: --field date=When". Without such a column, how to name one, if the form has names.
std::string way_out(const InputSummary& summary, RawField field) {
  const std::string ours(field_name(field));
  std::string columns, first;
  for (const UnusedName& unused : summary.unused) {
    if (unused.guess != field) continue;
    columns += fmt::format("{}`{}`", columns.empty() ? "" : ", ", unused.name);
    if (first.empty()) first = unused.name;
  }
  if (!columns.empty()) return fmt::format("; {} may be it: --field {}", columns, shell_word(ours + "=" + first));
  if (summary.unused.empty() || !has_named_fields(summary)) return {};
  return fmt::format("; --field {}=NAME names its column", ours);
}

}  // namespace

namespace {

// Whether a summary has the origins of the field.
bool is_reported(RawField field) {
  constexpr RawField kFields[] = {RawField::kTitle,    RawField::kBody,      RawField::kDate,   RawField::kSource,
                                  RawField::kAuthor,   RawField::kTickers,   RawField::kUrl,    RawField::kId,
                                  RawField::kLanguage, RawField::kCompanies, RawField::kLabels, RawField::kFirstSeen};
  return std::find(std::begin(kFields), std::end(kFields), field) != std::end(kFields);
}

}  // namespace

void InputReports::add(const std::string& argument, const std::string& name, InputSummary&& summary,
                       std::uint64_t dated) {
  if (summary.articles + summary.rejected == 0 && summary.detail.empty()) return;
  const std::string way = way_of(argument, summary);
  const auto known = report_of_.find(way);
  if (known != report_of_.end()) {
    InputReport& report = reports_[known->second];
    ++report.streams;
    report.dated += dated;
    merge(report.summary, std::move(summary));
  } else if (reports_.size() < kMaxReports) {
    report_of_.emplace(way, reports_.size());
    reports_.push_back({name, 1, std::move(summary), dated});
  } else {
    ++dropped_;
  }
}

std::vector<std::string> missing_fields(const InputReport& report) {
  const InputSummary& summary = report.summary;
  std::vector<std::string> missing;
  if (summary.articles == 0) return missing;
  const std::uint64_t dates = summary.articles_with(RawField::kDate);
  if (dates == 0)
    missing.push_back("no article has a date" + way_out(summary, RawField::kDate));
  else if (report.dated == 0)
    missing.push_back(fmt::format("none of its {} dates can be read", with_commas(dates)));
  if (summary.articles_with(RawField::kTitle) == 0)
    missing.push_back("no article has a title" + way_out(summary, RawField::kTitle));
  for (const auto& chosen : summary.chosen) {
    const std::string& name = chosen.first;
    const RawField field = chosen.second;
    const std::vector<FieldOrigin>& origins = summary.fields[static_cast<std::size_t>(field)];
    const bool is_used = std::any_of(origins.begin(), origins.end(),
                                     [&](const FieldOrigin& origin) { return normal_field_name(origin.name) == name; });
    if (!is_used && is_reported(field))
      missing.push_back(fmt::format("no article has its {} from `{}`, which --field names", field_name(field), name));
  }
  const bool is_pages = summary.form == "html" || summary.form == "warc";
  if (is_pages && summary.articles_with(RawField::kBody) == 0)
    missing.emplace_back("no page has a text; a script may make it: save the pages from a browser");
  return missing;
}

}  // namespace broadtape
