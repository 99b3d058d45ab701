// Finds the files that were put into a folder or changed in it, each once it is complete.
//
// A file is complete when it did not change between two scans. Files are known by size and times while the process
// lives. Between two processes, the time of the last change of a file's status decides (st_ctime), which a move into
// the folder sets as well. A hidden file is ignored, so a program can write `.name` and rename it.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "indexer/input/inputs.h"
#include "indexer/watch/source_state.h"

namespace broadtape {

class FolderWatch {
 public:
  static constexpr std::chrono::milliseconds kPause{1000};  // between scans, and more if a scan takes long
  static constexpr std::int64_t kClockSlackS = 2;           // file systems that cut times

  using Problem = std::function<void(const InputProblem&)>;

  // Reads the state. `own` as of walk_input().
  FolderWatch(std::string archive, const std::string& folder, OwnOutput own, Problem problem,
              std::chrono::milliseconds pause = kPause);

  const std::string& folder() const { return state_.source; }

  // Scans if it is time to. Returns the complete files that are new; each is returned once, unless abandoned().
  // Throws Error(kUsage) if the folder is the output of the run.
  std::vector<std::string> scan();

  // The files of all scans so far were read: remembers it in the archive. Throws Error(kUnwritable).
  void finished();
  // They were not: the next scan returns them again.
  void abandoned(const std::vector<std::string>& files);

 private:
  struct Version {
    std::uint64_t bytes = 0;
    std::int64_t modified_ns = 0;
    std::int64_t changed_ns = 0;
    bool operator==(const Version&) const = default;
  };
  struct File {
    Version version;
    bool returned = false;
    std::uint64_t scan = 0;  // that saw it last
  };

  void see(const std::string& path, std::vector<std::string>& complete);

  const std::string archive_;
  const OwnOutput own_;
  const Problem problem_;
  const std::chrono::milliseconds pause_;
  SourceState state_;
  std::map<std::string, File> files_;
  std::map<std::string, std::uint64_t> problems_;  // reported ones, by the last scan that had them
  std::int64_t earliest_waiting_s_ = 0;            // of this scan: the first change of a file that is not complete
  std::uint64_t scans_ = 0;
  std::chrono::steady_clock::time_point next_;
};

}  // namespace broadtape
