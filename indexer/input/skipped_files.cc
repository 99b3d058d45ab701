#include "indexer/input/skipped_files.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <iterator>
#include <string>
#include <system_error>

#include "common/archive/checksums.h"
#include "common/archive/manifest.h"

namespace broadtape {
namespace {

constexpr std::string_view kExplaining[] = {"readme",    "license", "licence",   "copying",
                                            "copyright", "notice",  "changelog", "manifest"};
constexpr std::string_view kExplainingSuffixes[] = {".dtd", ".xsd",    ".md5", ".sha1", ".sha256", ".sig", ".asc",
                                                    ".css", ".js.map", ".ico", ".woff", ".woff2",  ".ttf"};

bool explains_others(std::string_view file) {
  std::string name(file);
  std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
  const std::string stem = name.substr(0, name.find('.'));
  return std::find(std::begin(kExplaining), std::end(kExplaining), stem) != std::end(kExplaining) ||
         std::any_of(std::begin(kExplainingSuffixes), std::end(kExplainingSuffixes),
                     [&](std::string_view suffix) { return name.ends_with(suffix); });
}

}  // namespace

bool is_skipped_name(std::string_view path) {
  for (;;) {
    const std::size_t slash = path.find('/');
    const std::string_view part = path.substr(0, slash);
    if ((part.starts_with('.') && part != "." && part != "..") || part == "__MACOSX") return true;
    if (slash == std::string_view::npos) return explains_others(part);
    path.remove_prefix(slash + 1);
  }
}

namespace {

// Files of Xapian backends: `iamglass`, `postlist.glass`, `flintlock`, and `record.baseA` of older ones.
constexpr std::string_view kBackends[] = {"glass", "honey", "chert", "flint", "brass"};
constexpr std::string_view kOldTables[] = {"postlist", "record",   "termlist", "position",
                                           "value",    "spelling", "synonym"};
// Entries of an archive other than its manifest.
constexpr std::string_view kArchiveEntries[] = {kLockName, kPublicationName, kSegmentsFolder, kIncomingFolder,
                                                kUnlistedFolder};
// Files of an archive that may have the same name as news files, so that their content is checked as well.
struct ArchiveText {
  std::string_view name;
  bool (*is)(std::string_view head);
};
constexpr ArchiveText kArchiveTexts[] = {
    {kManifestName, [](std::string_view) { return true; }},
    {kLockName, [](std::string_view head) { return head.find_first_not_of("0123456789\n") == std::string_view::npos; }},
    {kPublicationName, [](std::string_view head) { return head.starts_with("before "); }},
};
constexpr std::string_view kXapianLock = "flintlock";

bool is_xapian_version_file(std::string_view name) {
  return std::any_of(std::begin(kBackends), std::end(kBackends), [&](std::string_view backend) {
    return name.size() == backend.size() + 3 && name.starts_with("iam") && name.ends_with(backend);
  });
}

bool is_xapian_file(std::string_view name) {
  if (name == kXapianLock || name == kChecksumsName || is_xapian_version_file(name)) return true;
  const std::size_t dot = name.find('.');
  if (dot == std::string_view::npos) return false;
  const std::string_view stem = name.substr(0, dot), ending = name.substr(dot + 1);
  if (std::find(std::begin(kBackends), std::end(kBackends), ending) != std::end(kBackends)) return true;
  const bool old_table = std::find(std::begin(kOldTables), std::end(kOldTables), stem) != std::end(kOldTables);
  return old_table && (ending == "DB" || ending == "baseA" || ending == "baseB");
}

enum class EntryType { kFile, kFolder };

bool has_entry(const std::string& folder, std::string_view name, EntryType type) {
  struct stat status {};
  if (::stat((folder + "/" + std::string(name)).c_str(), &status) != 0) return false;
  return type == EntryType::kFile ? S_ISREG(status.st_mode) : S_ISDIR(status.st_mode);
}

bool same_folder(const std::string& a, const std::string& b) {
  std::error_code failure;
  return !b.empty() && std::filesystem::equivalent(a, b, failure) && !failure;
}

}  // namespace

IndexKind index_kind(const std::string& path) {
  const bool manifest = has_entry(path, kManifestName, EntryType::kFile);
  const bool segments = has_entry(path, kSegmentsFolder, EntryType::kFolder);
  if (manifest && segments) return IndexKind::kArchive;
  const bool locked = has_entry(path, kLockName, EntryType::kFile);
  const auto has_folder = [&](const char* name) { return has_entry(path, name, EntryType::kFolder); };
  if (locked && (segments || has_folder(kIncomingFolder) || has_folder(kUnlistedFolder))) return IndexKind::kArchive;
  if (manifest) return IndexKind::kXapian;  // a stub that refers to databases elsewhere
  for (const std::string_view backend : kBackends) {
    if (has_entry(path, "iam" + std::string(backend), EntryType::kFile)) return IndexKind::kXapian;
  }
  return IndexKind::kNone;
}

bool is_index_entry(IndexKind kind, std::string_view name) {
  if (kind == IndexKind::kNone) return false;
  if (name.starts_with(kManifestName) || is_xapian_file(name)) return true;  // includes `XAPIANDB.new` of a killed run
  return kind == IndexKind::kArchive &&
         std::find(std::begin(kArchiveEntries), std::end(kArchiveEntries), name) != std::end(kArchiveEntries);
}

std::optional<IndexPlace> index_around(const std::string& path, const std::string& own_archive) {
  std::error_code failure;
  const std::filesystem::path real = std::filesystem::canonical(path, failure);
  if (failure) return std::nullopt;
  std::optional<IndexPlace> found;
  for (std::filesystem::path entry = real; entry.has_relative_path(); entry = entry.parent_path()) {
    const std::string folder = entry.parent_path().string();
    const IndexKind kind = same_folder(folder, own_archive) ? IndexKind::kArchive : index_kind(folder);
    if (!is_index_entry(kind, entry.filename().string())) continue;
    if (kind == IndexKind::kArchive) return IndexPlace{kind, folder};
    if (!found) found = IndexPlace{kind, folder};  // unless it is a segment of an archive
  }
  return found;
}

std::optional<IndexPlace> index_of_member(std::string_view member_path, std::string_view head) {
  const std::size_t slash = member_path.rfind('/');
  const std::string_view name = slash == std::string_view::npos ? member_path : member_path.substr(slash + 1);
  std::string_view folder = member_path.substr(0, slash == std::string_view::npos ? 0 : slash);
  const auto text = std::find_if(std::begin(kArchiveTexts), std::end(kArchiveTexts),
                                 [&](const ArchiveText& row) { return row.name == name && row.is(head); });
  if (text != std::end(kArchiveTexts)) return IndexPlace{IndexKind::kArchive, std::string(folder)};
  if (!is_xapian_file(name)) return std::nullopt;
  // `news/segments/000042/postlist.glass` belongs to the archive at `news`.
  for (const std::string_view holder : {kSegmentsFolder, kIncomingFolder, kUnlistedFolder}) {
    const std::size_t at = folder.rfind('/');
    const std::string_view above = at == std::string_view::npos ? std::string_view() : folder.substr(0, at);
    if (above != holder && !above.ends_with("/" + std::string(holder))) continue;
    folder = above.size() == holder.size() ? std::string_view() : above.substr(0, above.size() - holder.size() - 1);
    return IndexPlace{IndexKind::kArchive, std::string(folder)};
  }
  if (name == kChecksumsName) return std::nullopt;  // a common name
  return IndexPlace{IndexKind::kXapian, std::string(folder)};
}

std::string describe(const IndexPlace& place) {
  return fmt::format("the {} at {}", place.kind == IndexKind::kArchive ? "archive" : "Xapian database", place.folder);
}

}  // namespace broadtape
