// What was understood of the inputs, as text and as JSON; declared in add_report.h.
#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "common/terminal/terminal_text.h"
#include "common/text/ascii.h"
#include "indexer/commands/add_report.h"

namespace broadtape {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kInputsShown = 10;
constexpr std::size_t kOriginsShown = 4;  // of a field
constexpr std::size_t kUnusedShown = 20;

// In the order of the report; those of the time, the capture and the summary are parts of others.
constexpr RawField kReported[] = {RawField::kTitle,  RawField::kBody,     RawField::kDate,      RawField::kSource,
                                  RawField::kAuthor, RawField::kTickers,  RawField::kCompanies, RawField::kUrl,
                                  RawField::kId,     RawField::kLanguage, RawField::kLabels,    RawField::kFirstSeen};

std::string counted(std::uint64_t count, std::string_view one, std::string_view several) {
  return fmt::format("{} {}", with_commas(count), count == 1 ? one : several);
}

// "date 790 (json-ld 600, meta 190)"; the count only if not all articles have the field, the counts of origins only if
// there are several.
std::string format_field(const InputSummary& summary, RawField field) {
  const std::vector<FieldOrigin>& origins = summary.fields[static_cast<std::size_t>(field)];
  std::string text(field_name(field));
  const std::uint64_t articles = summary.articles_with(field);
  if (articles < summary.articles) text += " " + with_commas(articles);
  const bool named =
      std::any_of(origins.begin(), origins.end(), [](const FieldOrigin& origin) { return !origin.name.empty(); });
  if (!named) return text;
  std::string list;
  for (std::size_t i = 0; i < std::min(origins.size(), kOriginsShown); ++i) {
    if (!list.empty()) list += ", ";
    list += origins[i].name.empty() ? "otherwise" : origins[i].name;
    if (origins.size() > 1) list += " " + with_commas(origins[i].articles);
  }
  if (origins.size() > kOriginsShown) list += fmt::format(", {} more", origins.size() - kOriginsShown);
  return text + " (" + list + ")";
}

std::string format_unused(const std::vector<UnusedName>& unused) {
  std::string list;
  for (std::size_t i = 0; i < std::min(unused.size(), kUnusedShown); ++i) {
    list += (list.empty() ? "" : ", ") + unused[i].name;
    if (unused[i].guess) list += fmt::format(" (looks like {})", field_name(*unused[i].guess));
  }
  if (unused.size() > kUnusedShown) list += fmt::format(", {} more", unused.size() - kUnusedShown);
  return list;
}

std::string name_of(const InputReport& input) {
  if (input.streams == 1) return input.input;
  return fmt::format("{} and {}", input.input, counted(input.streams - 1, "other", "others"));
}

Json fields_json(const InputSummary& summary) {
  Json fields = Json::object();
  for (std::size_t i = 0; i < kFieldCount; ++i) {
    const auto field = static_cast<RawField>(i);
    const std::uint64_t articles = summary.articles_with(field);
    if (articles == 0) continue;
    Json from = Json::object();
    for (const FieldOrigin& origin : summary.fields[i]) {
      if (!origin.name.empty()) from[origin.name] = origin.articles;
    }
    fields[std::string(field_name(field))] = {{"articles", articles}, {"from", std::move(from)}};
  }
  return fields;
}

Json input_json(const InputReport& input) {
  Json unused = Json::array();
  for (const UnusedName& name : input.summary.unused) {
    Json row{{"name", name.name}};
    if (name.guess) row["looks_like"] = std::string(field_name(*name.guess));
    unused.push_back(std::move(row));
  }
  return {{"input", input.input},
          {"streams", input.streams},
          {"form", input.summary.form},
          {"detail", input.summary.detail},
          {"articles", input.summary.articles},
          {"rejected", input.summary.rejected},
          {"dated", input.dated},
          {"fields", fields_json(input.summary)},
          {"unused", std::move(unused)},
          {"missing", missing_fields(input)}};
}

}  // namespace

std::string format_input(const InputReport& input) {
  const InputSummary& summary = input.summary;
  std::string text = fmt::format("{}: {}", name_of(input), summary.form);
  if (!summary.detail.empty()) text += " " + summary.detail;
  text += fmt::format("; {}", counted(summary.articles, "article", "articles"));
  if (summary.rejected > 0) text += fmt::format(", {} rejected", with_commas(summary.rejected));
  std::string fields;
  for (const RawField field : kReported) {
    if (summary.articles_with(field) > 0) fields += (fields.empty() ? "" : ", ") + format_field(summary, field);
  }
  if (!fields.empty()) text += "\n  " + fields;
  if (!summary.unused.empty()) text += "\n  not used: " + format_unused(summary.unused);
  return harmless_lines(text) + "\n";
}

std::string format_warnings(const InputReports& inputs) {
  std::string text;
  std::size_t shown = 0, more = 0;
  for (const InputReport& input : inputs.reports()) {
    for (const std::string& missing : missing_fields(input)) {
      if (++shown <= kInputsShown)
        text += fmt::format("warning: {}: {}\n", harmless(name_of(input)), harmless(missing));
      else
        ++more;
    }
  }
  if (more > 0) text += fmt::format("warning: {} more like these\n", with_commas(more));
  return text;
}

std::string format_inputs(const InputReports& inputs) {
  std::string text;
  const std::vector<InputReport>& reports = inputs.reports();
  for (std::size_t i = 0; i < std::min(reports.size(), kInputsShown); ++i) text += format_input(reports[i]);
  if (const std::uint64_t more = reports.size() - std::min(reports.size(), kInputsShown); more > 0)
    text +=
        fmt::format("{} more {}; --report json has all of them\n", with_commas(more), more == 1 ? "input" : "inputs");
  if (inputs.dropped() > 0)
    text += fmt::format("{} more inputs are not in the report\n", with_commas(inputs.dropped()));
  return text + format_warnings(inputs);
}

nlohmann::ordered_json inputs_json(const InputReports& inputs) {
  Json list = Json::array();
  for (const InputReport& input : inputs.reports()) list.push_back(input_json(input));
  return list;
}

}  // namespace broadtape
