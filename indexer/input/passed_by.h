// Files that no one means when he names a folder or an archive.
#pragma once

#include <string_view>

namespace broadtape {

// Hidden ones (`.DS_Store`, `.git/config`, `._x`), what macOS adds (`__MACOSX/x`), and what explains the others
// (`README.txt`, `LICENSE`, `lewis.dtd`). `path` is a file's or member's, with `/` between folders.
bool is_passed_by(std::string_view path);

}  // namespace broadtape
