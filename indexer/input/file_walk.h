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

// Calls `visit` for the file at `path`, or for every file under it in the order of their names' bytes: no hidden ones,
// no sockets and devices, symbolic links followed, each folder entered once. A pipe is visited when the user named it.
// What cannot be looked at goes to `problem`. False when `visit` returned false.
bool walk_files(const std::string& path, const std::function<bool(const FoundFile&)>& visit,
                const std::function<void(const InputProblem&)>& problem);

}  // namespace broadtape
