#include "indexer/watch/source_state.h"

#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "common/archive/checksums.h"
#include "common/archive/durable_files.h"

namespace broadtape {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kVersion = 1;

struct TextRow {
  const char* name;
  std::string SourceState::*value;
};
constexpr TextRow kTexts[] = {
    {"source", &SourceState::source}, {"moved_to", &SourceState::moved_to},
    {"etag", &SourceState::etag},     {"last_modified", &SourceState::last_modified},
    {"digest", &SourceState::digest}, {"failure", &SourceState::failure},
};

struct TimeRow {
  const char* name;
  std::int64_t SourceState::*value;
};
constexpr TimeRow kTimes[] = {
    {"asked_s", &SourceState::asked_s}, {"answered_s", &SourceState::answered_s}, {"next_s", &SourceState::next_s},
    {"retry_s", &SourceState::retry_s}, {"files_s", &SourceState::files_s},
};

std::string path_of(const std::string& archive, const std::string& source) {
  return fmt::format("{}/{}/{}.json", archive, kWatchFolder, checksum_of(source));
}

SourceState parse_state(const Json& json) {
  SourceState state;
  for (const TextRow& row : kTexts) state.*row.value = json.at(row.name).get<std::string>();
  for (const TimeRow& row : kTimes) state.*row.value = json.at(row.name).get<std::int64_t>();
  state.modified = json.value("modified", "");  // earlier releases wrote none
  state.failures = json.at("failures").get<std::uint64_t>();
  state.gone = json.at("gone").get<bool>();
  return state;
}

}  // namespace

SourceState read_source_state(const std::string& archive, const std::string& source) {
  SourceState fresh;
  fresh.source = source;
  std::ifstream file(path_of(archive, source), std::ios::binary);
  if (!file) return fresh;
  const Json json = Json::parse(std::string(std::istreambuf_iterator<char>(file), {}), nullptr, false);
  try {
    if (json.at("version") != kVersion) return fresh;
    const SourceState state = parse_state(json);
    return state.source == source ? state : fresh;
  } catch (const nlohmann::json::exception&) {
    return fresh;
  }
}

void write_source_state(const std::string& archive, const SourceState& state) {
  Json json = {{"version", kVersion}};
  for (const TextRow& row : kTexts) json[row.name] = state.*row.value;
  for (const TimeRow& row : kTimes) json[row.name] = state.*row.value;
  if (!state.modified.empty()) json["modified"] = state.modified;
  json["failures"] = state.failures;
  json["gone"] = state.gone;
  const std::string folder = fmt::format("{}/{}", archive, kWatchFolder);
  const std::string path = path_of(archive, state.source);
  make_folder(folder);
  replace_durably(path, json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

}  // namespace broadtape
