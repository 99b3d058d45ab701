#include "indexer/input/file_walk.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <optional>
#include <set>
#include <system_error>
#include <utility>
#include <vector>

#include "common/error/error.h"
#include "indexer/input/skipped_files.h"

namespace broadtape {
namespace {

using Identity = std::pair<dev_t, ino_t>;

std::optional<Identity> identity_of(const std::string& path) {
  struct stat status {};
  if (path.empty() || ::stat(path.c_str(), &status) != 0) return std::nullopt;
  return Identity{status.st_dev, status.st_ino};
}

bool is_link(const std::string& path) {
  struct stat status {};
  return ::lstat(path.c_str(), &status) == 0 && S_ISLNK(status.st_mode);
}

class FileWalk {
 public:
  FileWalk(const OwnOutput& own, const FileCallbacks& callbacks)
      : own_(own),
        callbacks_(callbacks),
        own_archive_(identity_of(own.archive)),
        own_rejects_(identity_of(own.rejects)) {}

  bool walk(const std::string& path, bool named) {
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) {
      callbacks_.problem({path, std::generic_category().message(errno)});
      return true;
    }
    const Identity identity{status.st_dev, status.st_ino};
    if (named || is_link(path)) {  // other parts of an index are skipped together with it
      if (const auto index = index_around(path, own_.archive)) return leave_out(*index, path, named);
    }
    if (S_ISDIR(status.st_mode)) return walk_folder(path, identity, named);
    if (identity == own_rejects_) return leave_out_rejects(path, named);
    if (S_ISREG(status.st_mode)) return callbacks_.visit({path, static_cast<std::uint64_t>(status.st_size), named});
    if (named && S_ISFIFO(status.st_mode)) return callbacks_.visit({path, 0, named});
    if (named) callbacks_.problem({path, "is neither a file nor a folder"});
    return true;
  }

 private:
  bool walk_folder(const std::string& path, const Identity& identity, bool named) {
    if (!entered_.insert(identity).second) return true;
    std::error_code failure;
    std::vector<std::string> names;
    for (std::filesystem::directory_iterator it(path, failure), end; !failure && it != end; it.increment(failure)) {
      std::string name = it->path().filename().string();
      if (!is_skipped_name(name)) names.push_back(std::move(name));
    }
    if (failure) callbacks_.problem({path, "cannot be listed: " + failure.message()});
    const IndexKind kind = identity == own_archive_ ? IndexKind::kArchive : index_kind(path);
    if (kind != IndexKind::kNone) {
      std::erase_if(names, [&](const std::string& name) { return is_index_entry(kind, name); });
      leave_out({kind, path}, path, named && names.empty());
    }
    std::sort(names.begin(), names.end());
    const std::string prefix = path.ends_with('/') ? path : path + "/";
    return std::all_of(names.begin(), names.end(), [&](const std::string& name) { return walk(prefix + name, false); });
  }

  // Skips an index that is at `path` or contains it. If the user named it and it contains nothing else, reports an
  // error.
  bool leave_out(const IndexPlace& index, const std::string& path, bool named) {
    if (!named) {
      const auto folder = identity_of(index.folder);
      return folder && !told_.insert(*folder).second ? true : say(describe(index));
    }
    const bool is_own = own_archive_ && identity_of(index.folder) == own_archive_;
    if (is_own) {
      const char* relation = path == index.folder ? "is" : "is part of";
      throw Error(ErrorKind::kUsage, fmt::format("{} {} the archive that this run writes to", path, relation),
                  "name the files and folders that contain the news");
    }
    const std::string what = index.kind == IndexKind::kArchive ? "an archive" : "a Xapian database";
    std::string reason =
        fmt::format("is {}{}, which is not read as news", path == index.folder ? "" : "part of ", what);
    if (index.kind == IndexKind::kArchive) {
      reason += fmt::format("; tape-search find --all --format jsonl --archive {} prints its articles", index.folder);
    }
    callbacks_.problem({path, std::move(reason)});
    return true;
  }

  bool leave_out_rejects(const std::string& path, bool named) {
    if (!named) return say(fmt::format("the rejected records at {}", path));
    throw Error(ErrorKind::kUsage, fmt::format("{} is the file that rejected records are written to", path),
                "name another file with --rejects");
  }

  bool say(const std::string& what) {
    if (callbacks_.passed_by) callbacks_.passed_by(what);
    return true;
  }

  const OwnOutput& own_;
  const FileCallbacks& callbacks_;
  const std::optional<Identity> own_archive_;
  const std::optional<Identity> own_rejects_;
  std::set<Identity> entered_;
  std::set<Identity> told_;  // skipped indexes
};

}  // namespace

bool walk_files(const std::string& path, const OwnOutput& own, const FileCallbacks& callbacks) {
  return FileWalk(own, callbacks).walk(path, true);
}

}  // namespace broadtape
