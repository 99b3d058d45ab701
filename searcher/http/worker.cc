#include "searcher/http/worker.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <exception>
#include <iostream>
#include <iterator>
#include <string>
#include <utility>

#include "common/error/error.h"
#include "searcher/http/frames.h"
#include "searcher/http/gzip.h"
#include "searcher/http/problem.h"

namespace broadtape {
namespace {

constexpr int kWorkerSocket = STDERR_FILENO + 1;
constexpr std::size_t kStreamBlock = 64 * 1024;

// Exits because the server is gone.
[[noreturn]] void leave() {
  ::_exit(0);
}

std::size_t send_some(std::string_view header, std::string_view payload) {
  iovec parts[] = {{const_cast<char*>(header.data()), header.size()},
                   {const_cast<char*>(payload.data()), payload.size()}};
  msghdr message{};
  message.msg_iov = parts;
  message.msg_iovlen = std::size(parts);
  for (;;) {
    const ssize_t sent = ::sendmsg(kWorkerSocket, &message, MSG_NOSIGNAL);
    if (sent > 0) return static_cast<std::size_t>(sent);
    if (sent == 0 || errno != EINTR) leave();
  }
}

void receive_all(char* bytes, std::size_t count) {
  while (count > 0) {
    const ssize_t received = ::recv(kWorkerSocket, bytes, count, 0);
    if (received < 0 && errno == EINTR) continue;
    if (received <= 0) leave();
    bytes += received;
    count -= static_cast<std::size_t>(received);
  }
}

void send_frame(FrameKind kind, std::string_view payload) {
  const FrameHeaderBytes header = encode_header({kind, static_cast<std::uint32_t>(payload.size())});
  std::string_view head(header.data(), header.size());
  while (!head.empty() || !payload.empty()) {
    // In one call, so that the server wakes up once.
    const std::size_t sent = send_some(head, payload);
    const std::size_t of_head = std::min(sent, head.size());
    head.remove_prefix(of_head);
    payload.remove_prefix(sent - of_head);
  }
}

HttpRequest receive_request() {
  FrameHeaderBytes header;
  receive_all(header.data(), header.size());
  std::string payload(decode_header(header).bytes, '\0');
  receive_all(payload.data(), payload.size());
  return decode_request(payload);
}

// Sends an answer to the server, compressed if the client accepts that.
class FrameSink final : public AnswerSink {
 public:
  explicit FrameSink(const HttpRequest& request) : request_(request) {}

  void whole(HttpAnswer answer) override {
    if (answer.body.size() > kMostAnswerBytes)
      answer = answer_of({ProblemType::kFailed, "the answer is too large to be sent in one piece",
                          "request fewer results or fields, or use format=jsonl"});
    compress_answer(request_, answer);
    begun_ = true;
    send_frame(FrameKind::kWhole, encode_answer(answer));
  }

  void begin(HttpHead head) override {
    head.headers.emplace_back("Vary", "Accept-Encoding");
    if (request_.gzip) {
      gzip_.emplace();
      head.headers.emplace_back("Content-Encoding", "gzip");
    }
    begun_ = streaming_ = true;
    send_frame(FrameKind::kBegin, encode_head(head));
  }

  void write(std::string_view bytes) override {
    if (request_.head) return;  // the client gets no body
    buffer_ += bytes;
    if (buffer_.size() >= kStreamBlock) send_buffer();
  }

  void flush() override { send_buffer(); }

  void trailer(std::string_view name, std::string_view value) override { trailers_.headers.emplace_back(name, value); }

  void finish() {
    if (!streaming_) return;
    send_buffer();
    if (gzip_ && !request_.head) send_frame(FrameKind::kBody, gzip_->finish());
    send_frame(FrameKind::kEnd, encode_head(trailers_));
  }

  bool has_begun() const override { return begun_; }

 private:
  void send_buffer() {
    if (buffer_.empty()) return;
    send_frame(FrameKind::kBody, gzip_ ? gzip_->add(buffer_) : buffer_);
    buffer_.clear();
  }

  const HttpRequest& request_;
  std::optional<GzipStream> gzip_;
  std::string buffer_;
  HttpHead trailers_;
  bool begun_ = false;
  bool streaming_ = false;
};

void answer(Site& site, const HttpRequest& request) {
  FrameSink sink(request);
  try {
    site.answer(request, sink);
    sink.finish();
  } catch (const std::exception& fault) {
    std::cerr << "tape-search: answering " << request.path() << " failed: " << fault.what() << std::endl;
    if (sink.has_begun()) ::_exit(1);  // an answer that has begun can only be aborted
    send_frame(FrameKind::kBroke, {});
  }
}

// Keeps only the site and the standard streams of the server's process: no client socket may stay open in the worker.
void shed_the_server(int socket, pid_t server, const sigset_t& signals) {
  ::dup2(socket, kWorkerSocket);
  ::close_range(kWorkerSocket + 1, ~0u, 0);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != server) leave();  // the server exited before prctl()
  // The server handles these signals and ends its workers after their answers.
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGPIPE}) ::signal(signal, SIG_IGN);
  ::signal(SIGCHLD, SIG_DFL);
  ::sigprocmask(SIG_SETMASK, &signals, nullptr);
}

// An exception must not unwind into the stack frames of the server that the process was forked from: the worker would
// continue as a second server.
[[noreturn]] void work(int socket, pid_t server, const sigset_t& signals, Site& site) noexcept {
  shed_the_server(socket, server, signals);
  for (;;) answer(site, receive_request());
}

}  // namespace

Worker::Worker(Site& site) {
  int ends[2] = {-1, -1};
  const bool paired = ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == 0;
  // A signal that arrives in the new process before the server's handlers are replaced would be handled as the
  // server's.
  sigset_t all, before;
  ::sigfillset(&all);
  ::sigprocmask(SIG_SETMASK, &all, &before);
  const pid_t server = ::getpid();
  pid_ = paired ? ::fork() : -1;
  if (pid_ == 0) work(ends[1], server, before, site);
  const int reason = errno;
  ::sigprocmask(SIG_SETMASK, &before, nullptr);
  if (paired) ::close(ends[1]);
  socket_ = ends[0];
  if (pid_ > 0) return;
  if (paired) ::close(ends[0]);
  throw Error(ErrorKind::kUsage, std::string("no process can be started: ") + std::strerror(reason),
              "see the limits of processes and memory: ulimit -a");
}

int Worker::take_socket() {
  return std::exchange(socket_, -1);
}

}  // namespace broadtape
