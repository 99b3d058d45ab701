#include "indexer/watch/folder_watch.h"

#include <sys/stat.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "common/time/instant.h"
#include "indexer/input/file_walk.h"

namespace broadtape {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr int kPausePerScan = 20;  // a scan takes at most this part of the time
constexpr std::int64_t kNanoseconds = 1'000'000'000;

std::int64_t nanoseconds(const timespec& time) {
  return static_cast<std::int64_t>(time.tv_sec) * kNanoseconds + time.tv_nsec;
}

}  // namespace

FolderWatch::FolderWatch(std::string archive, const std::string& folder, OwnOutput own, Problem problem,
                         std::chrono::milliseconds pause)
    : archive_(std::move(archive)),
      own_(std::move(own)),
      problem_(std::move(problem)),
      pause_(pause),
      state_(read_source_state(archive_, folder)) {}

std::vector<std::string> FolderWatch::scan() {
  std::vector<std::string> complete;
  const auto start = SteadyClock::now();
  if (start < next_) return complete;
  ++scans_;
  earliest_waiting_s_ = now_s();
  const auto visit = [&](const FoundFile& file) {
    see(file.path, complete);
    return true;
  };
  const auto on_problem = [&](const InputProblem& problem) {
    if (problems_.emplace(problem.name, scans_).second) problem_(problem);
    problems_[problem.name] = scans_;
  };
  walk_files(folder(), own_, {visit, on_problem, {}});
  std::erase_if(files_, [&](const auto& file) { return file.second.scan != scans_; });
  std::erase_if(problems_, [&](const auto& problem) { return problem.second != scans_; });
  const auto end = SteadyClock::now();
  next_ = end + std::max<SteadyClock::duration>(pause_, (end - start) * kPausePerScan);
  return complete;
}

void FolderWatch::see(const std::string& path, std::vector<std::string>& complete) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return;  // it was moved away since
  const Version version{static_cast<std::uint64_t>(status.st_size), nanoseconds(status.st_mtim),
                        nanoseconds(status.st_ctim)};
  auto [found, is_new] = files_.try_emplace(path, File{version, false, scans_});
  File& file = found->second;
  file.scan = scans_;
  if (is_new && scans_ == 1 && status.st_ctim.tv_sec < state_.files_s) file.returned = true;
  const bool changed = !(file.version == version);
  if (changed) file = {version, false, scans_};
  if (file.returned) return;
  if (is_new || changed) {
    earliest_waiting_s_ = std::min<std::int64_t>(earliest_waiting_s_, status.st_ctim.tv_sec);
    return;
  }
  file.returned = true;
  if (status.st_size > 0) complete.push_back(path);
}

void FolderWatch::finished() {
  const std::int64_t read_s = earliest_waiting_s_ - kClockSlackS;
  if (read_s <= state_.files_s) return;
  state_.files_s = read_s;
  state_.asked_s = now_s();
  write_source_state(archive_, state_);
}

void FolderWatch::abandoned(const std::vector<std::string>& files) {
  for (const std::string& path : files) {
    if (const auto found = files_.find(path); found != files_.end()) found->second.returned = false;
  }
  next_ = {};
}

}  // namespace broadtape
