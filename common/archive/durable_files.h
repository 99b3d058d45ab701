// File operations whose result survives a power failure, with errors that name the file.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace broadtape {

// All throw Error(kUnwritable) with the system's reason.

// Flushes every file below `folder`, and the folders themselves, to the disk.
void sync_tree(const std::string& folder);
void sync_folder(const std::string& folder);

// Writes `text` to `path` and flushes it to the disk. The name of a new file is on the disk once its folder is synced.
void write_durably(const std::string& path, std::string_view text);

// Replaces `path`, in a folder that exists: after a power failure it has its former contents or all of `text`. The
// draft is `path` with the ending `.new`.
void replace_durably(const std::string& path, std::string_view text);

// Makes `folder` and its parents and flushes the name of each to the disk; no error when it exists.
void make_folder(const std::string& folder);
void move_path(const std::string& from, const std::string& to);
void remove_tree(const std::string& path);  // no error when it does not exist
void copy_tree(const std::string& from, const std::string& to);

// Locks an open file until it is closed, by flock(). If another process has the lock, calls `wait` once and waits for
// it. Returns 0, or the system's reason instead of an error.
int lock_file(int file, const std::function<void()>& wait);

}  // namespace broadtape
