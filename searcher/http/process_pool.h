// Distributes requests to a limited number of workers, in order of arrival, and stops those that exceed their time
// limit. All requests are idempotent (GET, HEAD). If a worker exits unexpectedly before the client has received a byte,
// the request goes to another worker: once after a crash, several times after SIGKILL.
//
// Threads: used only by the server's thread.
#pragma once

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "searcher/http/message.h"
#include "searcher/http/metrics.h"
#include "searcher/http/problem.h"
#include "searcher/http/site.h"

namespace broadtape {

// Receives an answer: either whole() once, or begin(), chunk()... and end() or broke_off(). An answer that has begun
// but has no chunk yet may restart with whole() or begin().
class AnswerReceiver {
 public:
  virtual ~AnswerReceiver() = default;
  virtual void whole(HttpAnswer answer) = 0;
  virtual void begin(HttpHead head) = 0;
  // Call next(true) to get the next chunk, next(false) to stop.
  virtual void chunk(std::string bytes, std::function<void(bool)> next) = 0;
  virtual void end(const std::vector<std::pair<std::string, std::string>>& trailers) = 0;
  virtual void broke_off() = 0;
  // False after its client has disconnected.
  virtual bool is_waiting() const = 0;
};

struct PoolLimits {
  std::size_t workers = 1;
  std::size_t waiting = 1;                 // queued requests; further ones are refused
  std::chrono::milliseconds head_time{};   // from submit() to the head of the answer
  std::chrono::milliseconds whole_time{};  // from the head to the end of the answer
};

class ProcessPool {
 public:
  // Keeps references to `io`, `site` and `metrics`. Starts workers on demand.
  ProcessPool(boost::asio::io_context& io, Site& site, Metrics& metrics, const PoolLimits& limits);
  ~ProcessPool();
  ProcessPool(const ProcessPool&) = delete;
  ProcessPool& operator=(const ProcessPool&) = delete;

  // False if the queue is full.
  bool submit(HttpRequest request, std::shared_ptr<AnswerReceiver> receiver);

  // Reaps workers that have exited. Called on SIGCHLD.
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
  void end_answer(Slot& slot);
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
  std::vector<pid_t> ended_;  // exited, not yet reaped
  std::size_t noted_waiting_ = 0, noted_running_ = 0;
};

}  // namespace broadtape
