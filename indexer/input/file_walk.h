// Walks the files under a path that the user named.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "indexer/input/inputs.h"

namespace broadtape {

struct FoundFile {
  std::string path;
  std::uint64_t bytes = 0;  // 0 for a pipe
  bool named = false;       // named by the user, not found in a folder
};

struct FileCallbacks {
  std::function<bool(const FoundFile&)> visit;
  std::function<void(const InputProblem&)> problem;
  std::function<void(const std::string&)> passed_by;  // as InputCallbacks::passed_by; may be empty
};

// Calls `visit` for the file at `path`, or for every file under it in byte order of names. Skips hidden files, sockets,
// devices, archives and Xapian databases; follows symbolic links; enters each folder once. Visits a pipe only if the
// user named it. Reports failures to `problem`. False if `visit` returned false. Throws Error(kUsage) if `path` is part
// of `own`.
bool walk_files(const std::string& path, const OwnOutput& own, const FileCallbacks& callbacks);

}  // namespace broadtape
