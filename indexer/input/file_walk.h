// Finds the files under a path that the user named.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "indexer/input/inputs.h"

namespace broadtape {

struct FoundFile {
  std::string path;
  std::uint64_t bytes = 0;  // 0 for a pipe
  bool named = false;       // by the user, not found in a folder
};

struct FileCallbacks {
  std::function<bool(const FoundFile&)> visit;
  std::function<void(const InputProblem&)> problem;
  std::function<void(const std::string&)> passed_by;  // as InputCallbacks::passed_by; may be empty
};

// Calls `visit` for the file at `path`, or for every file under it in the order of their names' bytes: no hidden ones,
// no sockets and devices, no archives and Xapian databases, symbolic links followed, each folder entered once. A pipe
// is visited when the user named it. What cannot be looked at goes to `problem`. False when `visit` returned false.
// Throws Error(kUsage) when `path` is `own`.
bool walk_files(const std::string& path, const OwnOutput& own, const FileCallbacks& callbacks);

}  // namespace broadtape
