#include "common/archive/manifest.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>

#include "common/error/error.h"

namespace broadtape {
namespace {

constexpr std::string_view kLocalKeyword = "auto ";
constexpr std::string_view kRemoteKeyword = "remote ";

bool parse_number(std::string_view text, std::uint32_t& number) {
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), number);
  return status == std::errc{} && end == text.data() + text.size();
}

bool parse_shard(std::string_view line, Shard& shard) {
  if (line.starts_with(kLocalKeyword)) {
    shard.segment = line.substr(kLocalKeyword.size());
    return segment_number(shard.segment) != 0;
  }
  if (!line.starts_with(kRemoteKeyword)) return false;
  line.remove_prefix(kRemoteKeyword.size());
  const std::size_t colon = line.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return false;
  shard.remote_host = line.substr(0, colon);
  return parse_number(line.substr(colon + 1), shard.remote_port) && shard.remote_port > 0 && shard.remote_port < 65'536;
}

}  // namespace

Manifest read_manifest(const std::string& archive) {
  const std::string path = archive + "/" + kManifestName;
  std::ifstream file(path);
  if (!file) {
    std::error_code ignored;
    if (std::filesystem::exists(path, ignored)) {
      throw Error(ErrorKind::kUnwritable, fmt::format("the archive's manifest {} cannot be read", path),
                  "check its permissions");
    }
    throw Error(ErrorKind::kNoArchive, fmt::format("there is no archive at {}", archive),
                "make one with: tape-index add INPUT... --archive DIR");
  }
  Manifest manifest;
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    if (line.empty() || line[0] == '#') continue;
    Shard shard;
    if (!parse_shard(line, shard)) {
      throw Error(ErrorKind::kCorrupt, fmt::format("line {} of {} is not understood: {}", number, path, line),
                  "each line reads `auto segments/NNNNNN` or `remote HOST:PORT`");
    }
    if (std::find(manifest.shards.begin(), manifest.shards.end(), shard) != manifest.shards.end()) {
      throw Error(ErrorKind::kCorrupt,
                  fmt::format("line {} of {} names a shard for the second time: {}", number, path, line),
                  "take the line out");
    }
    manifest.shards.push_back(std::move(shard));
  }
  // Half a manifest must not pass for a whole one: a writer sweeps the segments that it does not name.
  if (file.bad())
    throw Error(ErrorKind::kCorrupt, fmt::format("the archive's manifest {} cannot be read to its end", path));
  return manifest;
}

std::string format_manifest(const Manifest& manifest) {
  std::string text;
  for (const Shard& shard : manifest.shards) {
    text += shard.segment.empty() ? fmt::format("remote {}:{}\n", shard.remote_host, shard.remote_port)
                                  : fmt::format("auto {}\n", shard.segment);
  }
  return text;
}

std::string segment_name(std::uint32_t number) {
  return fmt::format("{}/{:06}", kSegmentsFolder, number);
}

std::uint32_t segment_number(const std::string& segment) {
  const std::string folder = std::string(kSegmentsFolder) + "/";
  std::uint32_t number = 0;
  if (!segment.starts_with(folder) || !parse_number(std::string_view(segment).substr(folder.size()), number)) return 0;
  return segment_name(number) == segment ? number : 0;
}

}  // namespace broadtape
