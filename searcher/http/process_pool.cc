#include "searcher/http/process_pool.h"

#include <fmt/format.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <optional>
#include <stdexcept>
#include <utility>

#include "common/error/error.h"
#include "searcher/http/frames.h"
#include "searcher/http/problem.h"
#include "searcher/http/worker.h"

namespace broadtape {

namespace asio = boost::asio;
using boost::system::error_code;
using Clock = std::chrono::steady_clock;

namespace {

constexpr std::chrono::milliseconds kPatience{100};  // clients are assumed to wait at least this long
constexpr unsigned kMostKills = 20;                  // of workers, per request
constexpr int kKillShare = 4;  // fraction of a request's time limit during which kills are retried
constexpr int kLooks = 50;     // one millisecond apart

// Whether SIGKILL ended a worker whose socket is closed. The signal comes from an operator or the system rather than
// from a bug in the request, unless the request used up the memory. A worker closes its socket shortly before it can be
// reaped; a worker that is not seen to exit within kLooks, on an overloaded machine, counts as killed.
bool was_killed(pid_t pid) {
  for (int look = 0; look < kLooks; ++look) {
    siginfo_t info{};
    if (::waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOHANG | WNOWAIT) != 0) return false;
    if (info.si_pid == pid) return info.si_code == CLD_KILLED && info.si_status == SIGKILL;
    ::usleep(1'000);
  }
  return true;
}

}  // namespace

struct ProcessPool::Job {
  HttpRequest request;
  std::shared_ptr<AnswerReceiver> receiver;
  Clock::time_point came = Clock::now();
  bool crashed = false;  // a worker crashed while executing it
  unsigned kills = 0;    // of workers that executed it
};

// A slot for one worker. `turn` changes with every job and every worker, so that late completions can be recognised.
struct ProcessPool::Slot {
  explicit Slot(asio::io_context& io) : socket(io), timer(io) {}

  pid_t pid = -1;
  asio::local::stream_protocol::socket socket;
  asio::steady_timer timer;
  Job job;  // idle if it has no receiver
  bool streaming = false;
  bool sent = false;  // part of the stream has been sent
  std::uint64_t turn = 0;
  std::string request;
  FrameHeaderBytes header{};
  std::string payload;
};

ProcessPool::ProcessPool(asio::io_context& io, Site& site, Metrics& metrics, const PoolLimits& limits)
    : io_(io), site_(site), metrics_(metrics), limits_(limits) {
  for (std::size_t i = 0; i < limits_.workers; ++i) slots_.push_back(std::make_unique<Slot>(io_));
}

ProcessPool::~ProcessPool() {
  for (const auto& slot : slots_) {
    if (slot->pid > 0) ::kill(slot->pid, SIGKILL);
  }
}

bool ProcessPool::submit(HttpRequest request, std::shared_ptr<AnswerReceiver> receiver) {
  if (is_full()) drop_abandoned();
  if (is_full()) return false;
  Job& job = waiting_.emplace_back();
  job.request = std::move(request);
  job.receiver = std::move(receiver);
  assign();
  return true;
}

bool ProcessPool::is_full() {
  return waiting_.size() >= limits_.waiting && !idle_slot();
}

// Removes jobs of disconnected clients, so that they do not occupy the queue.
void ProcessPool::drop_abandoned() {
  std::erase_if(waiting_, [](const Job& job) {
    if (job.receiver->is_waiting()) return false;
    job.receiver->broke_off();
    return true;
  });
}

ProcessPool::Slot* ProcessPool::idle_slot() {
  Slot* idle = nullptr;
  for (const auto& slot : slots_) {
    if (slot->job.receiver) continue;
    if (slot->pid > 0) return slot.get();  // rather than start another
    if (!idle) idle = slot.get();
  }
  return idle;
}

void ProcessPool::assign() {
  while (!waiting_.empty()) {
    Slot* const slot = idle_slot();
    if (!slot) break;
    Job job = std::move(waiting_.front());
    waiting_.pop_front();
    if (!is_stale(job)) start(*slot, std::move(job));
  }
  note_load();
}

// True if the job needs no worker any more: its client disconnected or received a timeout error.
bool ProcessPool::is_stale(const Job& job) const {
  const auto waited = Clock::now() - job.came;
  if (waited > kPatience && !job.receiver->is_waiting()) {
    job.receiver->broke_off();
    return true;
  }
  if (waited < limits_.head_time) return false;
  job.receiver->whole(answer_of({ProblemType::kBusy, "the request waited too long for its turn", "try again"}));
  return true;
}

void ProcessPool::start(Slot& slot, Job job) {
  clear_if_ended(slot);
  try {
    if (slot.pid < 0) start_worker(slot);
  } catch (const Error& error) {
    job.receiver->whole(answer_of({ProblemType::kBusy, error.what(), error.hint()}));
    return;
  }
  slot.job = std::move(job);
  slot.streaming = slot.sent = false;
  ++slot.turn;
  const auto waited = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - slot.job.came);
  limit_time(slot, limits_.head_time - waited);
  send(slot, slot.job.request);
}

// Throws Error if the system does not allow it.
void ProcessPool::start_worker(Slot& slot) {
  Worker worker(site_);
  slot.pid = worker.pid();
  const int socket = worker.take_socket();
  error_code refused;
  slot.socket.assign(asio::local::stream_protocol(), socket, refused);
  if (!refused) return;
  ::close(socket);
  end_worker(slot);
  throw Error(ErrorKind::kUsage, "no worker can be waited for: " + refused.message());
}

void ProcessPool::send(Slot& slot, const HttpRequest& request) {
  const std::string payload = encode_request(request);
  const FrameHeaderBytes header = encode_header({FrameKind::kRequest, static_cast<std::uint32_t>(payload.size())});
  slot.request.assign(header.begin(), header.end());
  slot.request += payload;
  asio::async_write(slot.socket, asio::buffer(slot.request),
                    [this, &slot, turn = slot.turn](const error_code& failure, std::size_t) {
                      if (failure && turn == slot.turn) broke(slot);
                    });
  await_frame(slot);
}

void ProcessPool::await_frame(Slot& slot) {
  asio::async_read(slot.socket, asio::buffer(slot.header),
                   [this, &slot, turn = slot.turn](const error_code& failure, std::size_t) {
                     if (turn != slot.turn) return;
                     if (failure) return broke(slot);
                     await_payload(slot);
                   });
}

void ProcessPool::await_payload(Slot& slot) {
  const std::size_t bytes = decode_header(slot.header).bytes;
  if (bytes > kMostFrameBytes) return broke(slot);
  slot.payload.resize(bytes);
  asio::async_read(slot.socket, asio::buffer(slot.payload),
                   [this, &slot, turn = slot.turn](const error_code& failure, std::size_t) {
                     if (turn != slot.turn) return;
                     if (failure) return broke(slot);
                     try {
                       take_frame(slot);
                     } catch (const std::length_error&) {
                       broke(slot);
                     }
                   });
}

void ProcessPool::take_frame(Slot& slot) {
  switch (decode_header(slot.header).kind) {
    case FrameKind::kWhole: {
      HttpAnswer answer = decode_answer(slot.payload);
      release(slot).receiver->whole(std::move(answer));
      return assign();
    }
    case FrameKind::kBroke:
      release(slot).receiver->whole(
          answer_of({ProblemType::kFailed, "internal error", "see the messages of the server"}));
      return assign();
    case FrameKind::kBegin:
      slot.streaming = true;
      limit_time(slot, limits_.whole_time);
      slot.job.receiver->begin(decode_head(slot.payload));
      return await_frame(slot);
    case FrameKind::kBody:
      return take_chunk(slot);
    case FrameKind::kEnd:
      end_answer(slot);
      return assign();
    case FrameKind::kRequest:
      break;
  }
  broke(slot);
}

void ProcessPool::end_answer(Slot& slot) {
  const HttpHead trailers = decode_head(slot.payload);
  release(slot).receiver->end(trailers.headers);
}

void ProcessPool::take_chunk(Slot& slot) {
  const auto next = [this, &slot, turn = slot.turn](bool go_on) {
    if (turn != slot.turn) return;
    if (go_on) return await_frame(slot);
    end_worker(slot);
    release(slot);
    assign();
  };
  slot.sent = true;
  slot.job.receiver->chunk(std::move(slot.payload), next);
}

void ProcessPool::limit_time(Slot& slot, std::chrono::milliseconds time) {
  slot.timer.expires_after(time);
  slot.timer.async_wait([this, &slot, turn = slot.turn, streaming = slot.streaming](const error_code& cancelled) {
    if (!cancelled && turn == slot.turn && streaming == slot.streaming) time_is_up(slot);
  });
}

void ProcessPool::time_is_up(Slot& slot) {
  ++metrics_.stopped_searches;
  const double seconds = std::chrono::duration<double>(slot.streaming ? limits_.whole_time : limits_.head_time).count();
  fail(slot, {ProblemType::kTimeout, fmt::format("the search took longer than {:g} seconds and was stopped", seconds),
              "narrow it: fewer wildcards, words beside nearness, a range of dates"});
}

// The worker exited unexpectedly.
void ProcessPool::broke(Slot& slot) {
  ++metrics_.broken_workers;
  if (ask_again(slot)) return;
  fail(slot, {ProblemType::kFailed, "internal error, possibly because of a damaged archive",
              "find damage with: tape-index verify"});
}

// Passes the request to another worker, ahead of the queue. False if the client has received part of the answer, or if
// the retries are used up. A crash is retried once, since the request may have caused it. Kills occur in series, for
// example when memory is short, so in the first part of the time limit up to kMostKills are retried, and later one.
bool ProcessPool::ask_again(Slot& slot) {
  Job& job = slot.job;
  if (slot.sent) return false;
  if (was_killed(slot.pid)) {
    const bool early = Clock::now() - job.came < limits_.head_time / kKillShare;
    if (++job.kills > (early ? kMostKills : 1)) return false;
  } else if (std::exchange(job.crashed, true)) {
    return false;
  }
  ++metrics_.retried_requests;
  end_worker(slot);
  waiting_.push_front(release(slot));
  assign();
  return true;
}

// Ends the worker. An answer that the client has received in part can only be aborted.
void ProcessPool::fail(Slot& slot, const Problem& problem) {
  end_worker(slot);
  const bool sent = slot.sent;
  const auto receiver = release(slot).receiver;
  if (sent) {
    receiver->broke_off();
  } else {
    receiver->whole(answer_of(problem));
  }
  assign();
}

void ProcessPool::end_worker(Slot& slot) {
  ::kill(slot.pid, SIGKILL);
  ended_.push_back(std::exchange(slot.pid, -1));
  reap();              // it may be the child of the last SIGCHLD
  error_code ignored;  // close errors do not matter
  slot.socket.close(ignored);
}

// Makes the slot idle.
ProcessPool::Job ProcessPool::release(Slot& slot) {
  slot.timer.cancel();
  ++slot.turn;
  return std::exchange(slot.job, {});
}

void ProcessPool::reap() {
  std::erase_if(ended_, [](pid_t pid) { return ::waitpid(pid, nullptr, WNOHANG) != 0; });
  for (const auto& slot : slots_) {
    if (!slot->job.receiver) clear_if_ended(*slot);
  }
}

// An idle worker that exits unexpectedly is only counted in the metrics.
void ProcessPool::clear_if_ended(Slot& slot) {
  if (slot.pid < 0 || ::waitpid(slot.pid, nullptr, WNOHANG) == 0) return;
  ++metrics_.broken_workers;
  slot.pid = -1;
  error_code ignored;  // close errors do not matter
  slot.socket.close(ignored);
}

void ProcessPool::note_load() {
  const auto running = static_cast<std::size_t>(
      std::count_if(slots_.begin(), slots_.end(), [](const auto& slot) { return slot->job.receiver != nullptr; }));
  metrics_.searches_waiting += waiting_.size() - std::exchange(noted_waiting_, waiting_.size());
  metrics_.searches_running += running - std::exchange(noted_running_, running);
}

}  // namespace broadtape
