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

// Writes `text` to `path` and flushes it to the disk. Its name is on the disk once its folder is synced.
void write_durably(const std::string& path, std::string_view text);

// Makes `folder` with its parents and flushes the name of each to the disk; no error when it is there.
void make_folder(const std::string& folder);
void move_path(const std::string& from, const std::string& to);
void remove_tree(const std::string& path);  // no error when it is not there
void copy_tree(const std::string& from, const std::string& to);

}  // namespace broadtape
