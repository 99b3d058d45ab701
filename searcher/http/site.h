// What a server serves. The server calls answer_here() in its own process, where it must not block, and answer() in
// worker processes, which it may kill at any time: after a crash or when a search takes too long.
#pragma once

#include <string_view>

#include "searcher/http/message.h"
#include "searcher/http/metrics.h"

namespace broadtape {

enum class Lane : unsigned char {
  kHere,    // immediately, in the server's process
  kSearch,  // by a worker; the head of the answer has a time limit
  kExport,  // by a worker for long streams, so that they do not delay searches
};

struct SiteRoute {
  Lane lane = Lane::kHere;
  std::string_view name;  // for logs and metrics: "search"; static lifetime
};

class Site {
 public:
  virtual ~Site() = default;

  // Whether a request may come without the token, such as one for the state of the server.
  virtual bool is_open(std::string_view) const { return false; }

  // The largest body of a POST to a path, in bytes; 0: it takes no POST. A POST must be a question like a GET: it may
  // be asked again.
  virtual std::size_t body_limit(std::string_view) const { return 0; }

  // An exception from any of the three is a fault of the site: the client gets a 500.
  virtual SiteRoute route(const HttpRequest& request) const = 0;
  virtual HttpAnswer answer_here(const HttpRequest& request, const Metrics& metrics) = 0;
  virtual void answer(const HttpRequest& request, AnswerSink& sink) = 0;
};

}  // namespace broadtape
