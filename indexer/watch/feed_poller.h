// Asks addresses again and again for what is new, politely: on condition that something changed, one request at a time
// and a pause for each host, later when the server or the feed asks for it, and ever later while it fails.
//
// Each answer with something new is taken, read by the caller, and then finished(), which remembers the answer in the
// archive. An answer that is not finished is asked for again.
//
// An answer that is an index of sitemaps is not taken: the sitemaps that it lists are asked as the index is, and those
// with a date of change only when it differs from that of the last one read.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "indexer/input/http_client.h"
#include "indexer/watch/polite_client.h"
#include "indexer/watch/poll_schedule.h"
#include "indexer/watch/sitemap_index.h"
#include "indexer/watch/source_state.h"

namespace broadtape {

struct PolledAddress {
  std::string url = {};
  std::int64_t every_s = 300;
  bool feeds_only = false;  // a web page is a failure
  bool pages = false;       // what FetchedSource::pages is to be; for the caller
  std::size_t reading = 0;  // how its answers are read; for the caller
};

struct PollOptions {
  std::vector<PolledAddress> addresses;        // one that is named twice is asked as the first says
  std::chrono::milliseconds host_pause{1000};  // from the end of a request to the next one of the same host
  bool once = false;                           // ask each address once, and at once
  HttpLimits limits = {};
};

struct FetchedSource {
  SourceState state;  // once it is read
  InputName name;
  std::string body;
  std::size_t reading = 0;  // these as of PolledAddress
  bool pages = false;
  std::string named = {};  // the address that the user named: an index that lists this source, or the source
};

// What became of the body of a source.
struct ReadOutcome {
  std::uint64_t articles = 0;
  std::string failure;  // why it could not be read; else empty
};

class FeedPoller {
 public:
  static constexpr std::size_t kMaxRunning = 16;           // requests
  static constexpr std::size_t kMaxHeldBytes = 64u << 20;  // of bodies that wait; no request starts above it

  using Clock = std::function<std::int64_t()>;  // seconds since 1970
  using Say = std::function<void(const std::string& url, const std::string& what)>;

  // Reads the states. `say` gets what happens to an address, once for each change. Throws Error(kNetwork) if libcurl
  // cannot start.
  FeedPoller(std::string archive, const PollOptions& options, Say say, Clock clock = now_seconds);

  // Starts the requests that are due and waits for responses, at most so long.
  void poll(std::chrono::milliseconds at_most);

  // The answers since the last call. Each must be passed to finished() or abandoned().
  std::vector<FetchedSource> take();

  // Throws Error(kUnwritable).
  void finished(const FetchedSource& fetched, const ReadOutcome& outcome);
  // It was not read: the address is due again.
  void abandoned(const FetchedSource& fetched);

  // Whether each address was asked and has answered or failed. Answers may wait for take().
  bool is_done() const;

  // For requests of others, which count for the pauses of the hosts.
  PoliteClient& client() { return client_; }

  std::uint64_t failures() const { return failures_; }  // requests that failed, so far

  static std::int64_t now_seconds();

 private:
  struct Source {
    PolledAddress address;
    SourceState state;
    bool busy = false;   // a request runs, or its answer is being read
    bool asked = false;  // by this process
    bool is_index = false;
    std::string left_out = {};        // of an index: what was said of it
    const Source* index = nullptr;    // that lists it
    bool listed = true;               // by the last answer of the index
    std::string modified = {};        // as that says
    std::string asked_modified = {};  // when it was asked
  };
  Source& add_source(const PolledAddress& address);
  void take_index(Source& source, const SitemapIndex& index);
  static bool is_unchanged(const Source& source);
  bool is_due(const Source& source, std::int64_t now_s) const;
  void start(Source& source);
  void answer(Source& source, HttpResponse&& response);
  void take_answer(Source& source, HttpResponse&& response);
  void fail(Source& source, const std::string& failure, std::optional<std::int64_t> retry_after);
  void save(const Source& source);

  const std::string archive_;
  const PollOptions options_;
  const Say say_;
  const Clock clock_;
  std::deque<Source> sources_;  // do not move
  PoliteClient client_;
  std::vector<FetchedSource> fetched_;
  std::size_t held_bytes_ = 0;  // of bodies from the response to finished() or abandoned()
  std::uint64_t failures_ = 0;
  std::minstd_rand random_;
};

}  // namespace broadtape
