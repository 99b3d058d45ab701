// Information about running processes.
#pragma once

#include <sys/types.h>

#include <cctype>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace broadtape {

struct ProcessState {
  pid_t pid = 0;
  pid_t parent = 0;
  char state = '?';  // 'Z': exited but not reaped
};

// Its line in /proc; empty if it has exited, or exits during reading, for which a stream's iterators would throw.
inline std::string stat_of(pid_t pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
  std::string line;
  std::getline(file, line);
  return line;
}

inline std::vector<ProcessState> children_of(pid_t parent) {
  std::vector<ProcessState> children;
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    const std::string name = entry.path().filename();
    if (!std::isdigit(static_cast<unsigned char>(name[0]))) continue;
    ProcessState process;
    process.pid = static_cast<pid_t>(std::stol(name));
    const std::string text = stat_of(process.pid);
    const std::size_t behind_name = text.rfind(')');
    if (behind_name == std::string::npos) continue;  // it exited in the meantime
    std::istringstream(text.substr(behind_name + 1)) >> process.state >> process.parent;
    if (process.parent == parent) children.push_back(process);
  }
  return children;
}

inline std::size_t running_children_of(pid_t parent) {
  std::size_t running = 0;
  for (const ProcessState& child : children_of(parent)) running += child.state != 'Z';
  return running;
}

inline bool has_zombies(pid_t parent) {
  return running_children_of(parent) != children_of(parent).size();
}

inline std::size_t open_files_of(pid_t pid) {
  std::size_t files = 0;
  for ([[maybe_unused]] const auto& file : std::filesystem::directory_iterator("/proc/" + std::to_string(pid) + "/fd"))
    ++files;
  return files;
}

// Whether no process with this id is running; zombies count as exited.
inline bool has_ended(pid_t pid) {
  const std::string text = stat_of(pid);
  return text.empty() || text.find(") Z ") != std::string::npos;
}

// Its anonymous memory in bytes; 0 if it has exited.
inline std::size_t memory_of(pid_t pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/status");
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("RssAnon:")) return std::stoull(line.substr(8)) * 1024;
  }
  return 0;
}

}  // namespace broadtape
