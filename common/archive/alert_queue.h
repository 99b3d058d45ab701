// What alerts still have to deliver, in the folder `alerts` of an archive. docs/archive-format.md describes the files.
//
// The mark is the run up to which the saved searches were asked. A process writes the deliveries of later runs, flushes
// them, moves the mark, and only then delivers. So a delivery is made once, and is due until it succeeded: a process
// that dies in between repeats it, with the same id.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace broadtape {

struct Delivery {
  std::string id;      // the same whenever it is repeated
  std::string search;  // the name of the saved search
  std::string target;
  std::string body;  // JSON
  std::uint64_t run = 0;
  std::int64_t made_s = 0;
  std::uint64_t attempts = 0;
  std::int64_t next_s = 0;  // not tried before
};

// The mark of the archive's alerts; 0 if there never were any. Throws Error(kCorrupt), Error(kUnwritable).
std::uint64_t alert_mark(const std::string& archive);

// Why files of the alerts cannot be read, without the lock. Deliveries of runs after the mark may be incomplete.
std::vector<std::string> damaged_alerts(const std::string& archive);

class AlertQueue {
 public:
  // Only one process has the queue of an archive; waits for it, and calls `wait` once before. Throws Error(kCorrupt),
  // Error(kUnwritable).
  explicit AlertQueue(const std::string& archive, const std::function<void()>& wait = {});
  ~AlertQueue() = default;
  AlertQueue(const AlertQueue&) = delete;
  AlertQueue& operator=(const AlertQueue&) = delete;

  std::uint64_t mark() const { return mark_; }

  // Adds a delivery of a run after the mark; nothing of it is due until the mark is moved. Several threads may call it
  // at a time. Throws Error(kUnwritable).
  void add(const Delivery& delivery);

  // Makes all that was added due. Throws Error(kUnwritable).
  void move_mark(std::uint64_t run);

  // The paths of the deliveries that are due at some time, the earliest run first.
  std::vector<std::string> paths() const;

  // Throws Error(kCorrupt), Error(kUnwritable).
  static Delivery read(const std::string& path);

  // Each throws Error(kUnwritable).
  static void remove(const std::string& path);
  static void replace(const std::string& path, const Delivery& delivery);
  void give_up(const std::string& path);  // moves it to the folder `failed`

  // The secret with which webhooks are signed, "whsec_" and base64; made when first asked for.
  // Throws Error(kUnwritable).
  std::string secret() const;

 private:
  class OpenLock {
   public:
    OpenLock() = default;
    ~OpenLock();
    OpenLock(const OpenLock&) = delete;
    OpenLock& operator=(const OpenLock&) = delete;
    int file = -1;
  };

  std::string folder_;
  OpenLock lock_;
  std::uint64_t mark_ = 0;
  std::atomic<bool> added_ = false;
};

}  // namespace broadtape
