// Files skipped in folder and archive walks.
#pragma once

#include <string_view>

namespace broadtape {

// Whether to skip a file or member: hidden ones (`.DS_Store`, `.git/config`, `._x`), files added by macOS
// (`__MACOSX/x`), and documentation (`README.txt`, `LICENSE`, `lewis.dtd`).
bool is_passed_by(std::string_view path);

}  // namespace broadtape
