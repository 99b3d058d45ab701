// File operations whose outcome survives a power cut, with errors that name the file.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace broadtape {

// All throw Error(kUnwritable) with the system's reason.

// Flushes every file below `folder`, and the folders themselves, to the disk.
void sync_tree(const std::string& folder);
void sync_folder(const std::string& folder);

// Replaces `path` by `text` in one step: whoever reads meanwhile sees the old text or the new one, whole.
void replace_file(const std::string& path, std::string_view text);

void make_folder(const std::string& folder);  // with its parents; no error when it is there
void move_path(const std::string& from, const std::string& to);
void remove_tree(const std::string& path);  // no error when it is not there
void copy_tree(const std::string& from, const std::string& to);

}  // namespace broadtape
