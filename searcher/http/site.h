// What a server serves. The server calls answer_here() in its own process, which must not wait for anything, and
// answer() in processes of its own that it may end at any time: when a search takes too long, or breaks down.
#pragma once

#include <string_view>

#include "searcher/http/message.h"
#include "searcher/http/metrics.h"

namespace broadtape {

enum class Lane : unsigned char {
  kHere,    // at once, in the server's process
  kSearch,  // by a worker; the answer's head has to come within the time limit
  kExport,  // by a worker for long streams, so that those never stand in the way of searches
};

struct SiteRoute {
  Lane lane = Lane::kHere;
  std::string_view name;  // for log and metrics: "search"; lives for ever
};

class Site {
 public:
  virtual ~Site() = default;

  // Exceptions are faults of the site, in all three: the client gets a 500.
  virtual SiteRoute route(const HttpRequest& request) const = 0;
  virtual HttpAnswer answer_here(const HttpRequest& request, const Metrics& metrics) = 0;
  virtual void answer(const HttpRequest& request, AnswerSink& sink) = 0;
};

}  // namespace broadtape
