#include "common/archive/manifest.h"

#include <fmt/core.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>

#include "common/archive/checksums.h"
#include "common/error/error.h"

namespace broadtape {
namespace {

constexpr std::string_view kLocalKeyword = "auto ";
constexpr std::string_view kRemoteKeyword = "remote ";
constexpr std::string_view kCheckMark = "# Broadtape manifest:";
constexpr std::string_view kRunsMark = "# Broadtape runs: ";

bool parse_number(std::string_view text, auto& number) {
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

// All but the check line. Archives without counted runs have no line for them, as earlier releases wrote it.
std::string checked_lines(const Manifest& manifest) {
  std::string text;
  if (manifest.runs > 0) text += fmt::format("{}{}\n", kRunsMark, manifest.runs);
  for (const Shard& shard : manifest.shards) {
    text += shard.segment.empty() ? fmt::format("remote {}:{}\n", shard.remote_host, shard.remote_port)
                                  : fmt::format("auto {}\n", shard.segment);
  }
  return text;
}

std::string check_line(const Manifest& manifest) {
  return fmt::format("{} {} shards, xxh3 {}", kCheckMark, manifest.shards.size(), checksum_of(checked_lines(manifest)));
}

// The text of the manifest; nullopt if the file does not exist.
std::optional<std::string> manifest_text(const std::string& path) {
  errno = 0;
  std::ifstream file(path);
  const int reason = errno;
  if (!file.is_open() && reason == ENOENT) return std::nullopt;
  std::string text;
  // Not by rdbuf(), for which a failure to read looks like the end of the file.
  for (char block[4096]; file.read(block, sizeof block), file.gcount() > 0;)
    text.append(block, static_cast<std::size_t>(file.gcount()));
  std::error_code status;
  if (file.is_open() && !file.bad() && std::filesystem::is_regular_file(path, status)) return text;
  // A partly read or unreadable manifest must not be taken for a complete or empty one.
  throw Error(ErrorKind::kUnwritable,
              fmt::format("the archive's manifest {} cannot be read: {}", path,
                          std::strerror(reason   ? reason
                                        : status ? status.value()
                                                 : EIO)),
              "nothing was changed; check the disk and the permissions of the file, then try again");
}

std::string recover_hint(const std::string& archive) {
  return fmt::format(
      "restore it from a backup, or rebuild it from the existing segments with: tape-index recover "
      "--archive {}",
      archive);
}

// Without a manifest: an archive whose first run was killed, or no archive.
Manifest unwritten_manifest(const std::string& archive) {
  std::error_code ignored;
  const std::size_t segments = segments_in(archive, kSegmentsFolder).size();
  if (segments > 0) {
    throw Error(ErrorKind::kCorrupt,
                fmt::format("{} holds {} segments but its manifest {} is missing", archive, segments, kManifestName),
                recover_hint(archive));
  }
  // The lock is the first file of an archive.
  if (std::filesystem::is_regular_file(archive + "/" + kLockName, ignored)) return {};
  throw Error(ErrorKind::kNoArchive, fmt::format("there is no archive at {}", archive),
              "create one with: tape-index add INPUT... --archive DIR");
}

Manifest parse_shards(const std::string& text, const std::string& archive, std::string& check) {
  const std::string path = archive + "/" + kManifestName;
  Manifest manifest;
  std::istringstream lines(text);
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) {
    if (line.starts_with(kCheckMark)) check = line;
    if (line.starts_with(kRunsMark) && !parse_number(std::string_view(line).substr(kRunsMark.size()), manifest.runs)) {
      throw Error(ErrorKind::kCorrupt, fmt::format("line {} of {} is invalid: {}", number, path, line),
                  recover_hint(archive));
    }
    if (line.empty() || line[0] == '#') continue;
    Shard shard;
    if (!parse_shard(line, shard)) {
      throw Error(ErrorKind::kCorrupt, fmt::format("line {} of {} is invalid: {}", number, path, line),
                  "each line must be `auto segments/NNNNNN` or `remote HOST:PORT`; " + recover_hint(archive));
    }
    if (std::find(manifest.shards.begin(), manifest.shards.end(), shard) != manifest.shards.end()) {
      throw Error(ErrorKind::kCorrupt, fmt::format("line {} of {} repeats a shard: {}", number, path, line),
                  "remove this line and the first line");
    }
    manifest.shards.push_back(std::move(shard));
  }
  return manifest;
}

}  // namespace

Manifest read_manifest(const std::string& archive) {
  const std::string path = archive + "/" + kManifestName;
  const std::optional<std::string> text = manifest_text(path);
  if (!text) return unwritten_manifest(archive);
  std::string check;
  Manifest manifest = parse_shards(*text, archive, check);
  if (check.empty() && manifest.shards.empty()) {
    if (const std::size_t segments = segments_in(archive, kSegmentsFolder).size(); segments > 0) {
      throw Error(ErrorKind::kCorrupt,
                  fmt::format("the manifest {} is empty, but the archive holds {} segments", path, segments),
                  recover_hint(archive));
    }
  }
  if (!check.empty() && check != check_line(manifest)) {
    throw Error(
        ErrorKind::kCorrupt,
        fmt::format("the manifest {} was changed: its first line is `{}`, but the other lines give "
                    "`{}`",
                    path, check, check_line(manifest)),
        recover_hint(archive) + fmt::format("; if you edited it, remove the line that begins with `{}`", kCheckMark));
  }
  return manifest;
}

std::string format_manifest(const Manifest& manifest) {
  return check_line(manifest) + "\n" + checked_lines(manifest);
}

std::string unlisted_name(const std::string& segment) {
  return kUnlistedFolder + segment.substr(std::string_view(kSegmentsFolder).size());
}

std::string damaged_name(const std::string& segment) {
  return kDamagedFolder + segment.substr(std::string_view(kSegmentsFolder).size());
}

std::vector<std::string> segments_in(const std::string& archive, const std::string& folder) {
  namespace fs = std::filesystem;
  std::vector<std::string> segments;
  std::error_code status;
  for (auto entry = fs::directory_iterator(archive + "/" + folder, status);
       !status && entry != fs::directory_iterator(); entry.increment(status)) {
    const std::string segment = fmt::format("{}/{}", kSegmentsFolder, entry->path().filename().string());
    if (segment_number(segment) != 0) segments.push_back(segment);
  }
  if (status && status != std::errc::no_such_file_or_directory && status != std::errc::not_a_directory) {
    throw Error(ErrorKind::kUnwritable,
                fmt::format("cannot read the folder {}/{}: {}", archive, folder, status.message()),
                "check its permissions");
  }
  std::sort(segments.begin(), segments.end(),
            [](const std::string& a, const std::string& b) { return segment_number(a) < segment_number(b); });
  return segments;
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
