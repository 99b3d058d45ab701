// Hands requests to workers, at most so many at once and in the order in which they came, and stops those that take too
// long. All requests can be asked again (GET, HEAD), so one whose worker ends by itself before the client got a byte is
// given to another worker: once after a crash, several times after SIGKILL.
//
// Threads: belongs to the server's one thread.
#pragma once

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "searcher/http/message.h"
#include "searcher/http/metrics.h"
#include "searcher/http/problem.h"
#include "searcher/http/site.h"

namespace broadtape {

// Who waits for an answer: gets whole() alone, or begin(), chunk()... and end() or broke_off(). An answer that has
// begun without a chunk may begin anew, with whole() or begin().
class AnswerReceiver {
 public:
  virtual ~AnswerReceiver() = default;
  virtual void whole(HttpAnswer answer) = 0;
  virtual void begin(HttpHead head) = 0;
  // The next one comes after next(true); next(false) says that nobody wants more.
  virtual void chunk(std::string bytes, std::function<void(bool)> next) = 0;
  virtual void end() = 0;
  virtual void broke_off() = 0;
  // False when its client has gone away.
  virtual bool is_waiting() const = 0;
};

struct PoolLimits {
  std::size_t workers = 1;
  std::size_t waiting = 1;                 // requests without a worker; further ones are refused
  std::chrono::milliseconds head_time{};   // from submit() to the answer's head
  std::chrono::milliseconds whole_time{};  // from there to its end
};

class ProcessPool {
 public:
  // Keeps references to all three. Workers are started when they are first needed.
  ProcessPool(boost::asio::io_context& io, Site& site, Metrics& metrics, const PoolLimits& limits);
  ~ProcessPool();
  ProcessPool(const ProcessPool&) = delete;
  ProcessPool& operator=(const ProcessPool&) = delete;

  // False when too many are waiting already.
  bool submit(HttpRequest request, std::shared_ptr<AnswerReceiver> receiver);

  // Waits for workers that have ended. Called on SIGCHLD.
  void reap();

 private:
  struct Job;
  struct Slot;

  void assign();
  bool is_full();
  void drop_abandoned();
  Slot* idle_slot();
  bool is_stale(const Job& job) const;
  void start(Slot& slot, Job job);
  bool ask_again(Slot& slot);
  void start_worker(Slot& slot);
  void send(Slot& slot, const HttpRequest& request);
  void await_frame(Slot& slot);
  void await_payload(Slot& slot);
  void take_frame(Slot& slot);
  void take_chunk(Slot& slot);
  void limit_time(Slot& slot, std::chrono::milliseconds time);
  void time_is_up(Slot& slot);
  void broke(Slot& slot);
  void fail(Slot& slot, const Problem& problem);
  void end_worker(Slot& slot);
  void clear_if_ended(Slot& slot);
  Job release(Slot& slot);
  void note_load();

  boost::asio::io_context& io_;
  Site& site_;
  Metrics& metrics_;
  const PoolLimits limits_;
  std::vector<std::unique_ptr<Slot>> slots_;
  std::deque<Job> waiting_;
  std::vector<pid_t> ended_;  // and not yet waited for
  std::size_t noted_waiting_ = 0, noted_running_ = 0;
};

}  // namespace broadtape
