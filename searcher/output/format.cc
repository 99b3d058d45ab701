#include "searcher/output/format.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "common/error/error.h"

namespace broadtape {

const std::vector<FormatRow> kFormats = {
    {Format::kText, "text", "for people"},
    {Format::kJson, "json", "for programs: one object"},
    {Format::kJsonl, "jsonl", "JSON Lines: an object for each row"},
    {Format::kCsv, "csv", "for spreadsheets: a header and rows, RFC 4180"},
};

Format find_format(std::string_view name) {
  const auto row =
      std::find_if(kFormats.begin(), kFormats.end(), [&](const FormatRow& format) { return format.name == name; });
  if (row != kFormats.end()) return row->format;
  std::string names;
  for (const FormatRow& format : kFormats) names += (names.empty() ? "" : ", ") + std::string(format.name);
  throw Error(ErrorKind::kUsage, "there is no format '" + std::string(name) + "'", "choose from " + names);
}

void write_json(Json object, std::ostream& out, JsonLayout layout) {
  Json versioned = {{"format_version", kFormatVersion}};
  for (auto& [name, value] : object.items()) versioned[name] = std::move(value);
  out << versioned.dump(layout == JsonLayout::kIndented ? 2 : -1, ' ', false, Json::error_handler_t::replace) << '\n';
}

}  // namespace broadtape
