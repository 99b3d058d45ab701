#include "indexer/input/file_walk.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <set>
#include <system_error>
#include <utility>
#include <vector>

#include "indexer/input/passed_by.h"

namespace broadtape {
namespace {

class FileWalk {
 public:
  FileWalk(const std::function<bool(const FoundFile&)>& visit, const std::function<void(const InputProblem&)>& problem)
      : visit_(visit), problem_(problem) {}

  bool walk(const std::string& path, bool named) {
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) {
      problem_({path, std::generic_category().message(errno)});
      return true;
    }
    if (S_ISDIR(status.st_mode)) return walk_folder(path, {status.st_dev, status.st_ino});
    if (S_ISREG(status.st_mode)) return visit_({path, static_cast<std::uint64_t>(status.st_size), named});
    if (named && S_ISFIFO(status.st_mode)) return visit_({path, 0, named});
    if (named) problem_({path, "is neither a file nor a folder"});
    return true;
  }

 private:
  bool walk_folder(const std::string& path, std::pair<dev_t, ino_t> identity) {
    if (!entered_.insert(identity).second) return true;
    std::error_code failure;
    std::vector<std::string> names;
    for (std::filesystem::directory_iterator it(path, failure), end; !failure && it != end; it.increment(failure)) {
      std::string name = it->path().filename().string();
      if (!is_passed_by(name)) names.push_back(std::move(name));
    }
    if (failure) problem_({path, "cannot be listed: " + failure.message()});
    std::sort(names.begin(), names.end());
    const std::string prefix = path.ends_with('/') ? path : path + "/";
    return std::all_of(names.begin(), names.end(), [&](const std::string& name) { return walk(prefix + name, false); });
  }

  const std::function<bool(const FoundFile&)>& visit_;
  const std::function<void(const InputProblem&)>& problem_;
  std::set<std::pair<dev_t, ino_t>> entered_;
};

}  // namespace

bool walk_files(const std::string& path, const std::function<bool(const FoundFile&)>& visit,
                const std::function<void(const InputProblem&)>& problem) {
  return FileWalk(visit, problem).walk(path, true);
}

}  // namespace broadtape
