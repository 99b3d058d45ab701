// Asks for the pages of the entries of feeds: as the robots.txt of their hosts allows, with its pause between requests,
// a few times if they fail, and each once.
//
// Each page that came is taken, read by the caller, and then finished(). save() remembers that in the archive. A page
// that is not finished is asked for again by the next process.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/watch/page_list.h"
#include "indexer/watch/polite_client.h"
#include "indexer/watch/robots.h"

namespace broadtape {

struct FetchedPage {
  PageEntry entry;
  std::size_t reading = 0;  // as of the source
  InputName name = {};
  std::string body = {};
};

// What the user named and wants pages of.
struct PagedSource {
  std::string named;
  std::size_t reading = 0;
};

class PageFetcher {
 public:
  static constexpr std::uint64_t kMostTries = 4;    // 5, 10 and 20 minutes apart
  static constexpr std::size_t kMaxListed = 5000;   // entries of an answer that are looked at
  static constexpr std::size_t kMaxWaiting = 1000;  // pages of a feed
  static constexpr std::size_t kMaxRunning = 8;     // requests, of pages and feeds
  static constexpr std::int64_t kRereadS = 600;     // an entry that changes has its page read again after that
  static constexpr std::int64_t kRobotsS = 86'400;  // RFC 9309: robots.txt is read again after a day
  static constexpr std::int64_t kNoRobotsS = 240;   // ... or if it could not be read, before the next try of a page
  static constexpr std::size_t kMaxHeldBytes = 64u << 20;  // of bodies that wait; no request starts above it

  using Clock = std::function<std::int64_t()>;
  using Say = std::function<void(const std::string& url, const std::string& what)>;

  // Limits of a page, whose redirects are followed one by one.
  static HttpLimits page_limits();

  // Reads the lists of `sources`. `client` must outlive this; its wait() finishes requests.
  PageFetcher(std::string archive, PoliteClient& client, const std::vector<PagedSource>& sources, Say say, Clock clock,
              const HttpLimits& limits = page_limits());

  // The entries of an answer, which are in the archive. Writes the list. Throws Error(kUnwritable).
  void expect(const std::string& source, const std::string& named, std::size_t reading,
              const std::vector<PageEntry>& entries);

  // Starts the requests that are due.
  void start_due();

  // The pages since the last call. Each must be passed to finished().
  std::vector<FetchedPage> take();

  // `failure`: why it has no more than its entry; empty if it was read.
  void finished(const FetchedPage& page, const std::string& failure);

  // Writes what finished() and failures changed. Throws Error(kUnwritable).
  void save();

  // Whether no page waits that this process has not tried.
  bool is_done() const;

 private:
  struct Page {
    ListedPage listed;
    std::string address;  // asked now: that of the entry, or where it redirects
    int redirects = 0;
    bool busy = false;                    // a request runs, or its answer is being read
    bool tried = false;                   // by this process
    std::optional<PageEntry> newer = {};  // since it is busy
  };
  struct Source {
    std::string source, named;
    std::size_t reading = 0;
    std::deque<Page> pages = {};  // do not move while one is busy
    bool changed = false;         // since it was written
  };
  struct Robots {
    RobotsRules rules;
    bool asking = false;
    std::int64_t expires_s = 0;
    std::string failure = {};       // why it cannot be read; else empty
    std::int64_t not_before_s = 0;  // Retry-After of a page
    bool is_refusal_said = false;
  };

  Source& source_of(const std::string& source, const std::string& named, std::size_t reading);
  static void forget(Source& source, const std::set<std::string_view>& urls);
  static void renew(Page& page, const PageEntry& entry);
  bool start_if_allowed(Source& source, Page& page, std::int64_t now_s);
  void ask_robots(const std::string& url, Robots& robots);
  void take_robots(Robots& robots, const HttpResponse& response);
  void start(Source& source, Page& page);
  void answer(Source& source, Page& page, HttpResponse&& response);
  void fail(Source& source, Page& page, const std::string& failure, std::optional<std::int64_t> retry_after);
  void give_up(Source& source, Page& page, const std::string& why);
  void end(Source& source, Page& page, const std::string& outcome);

  const std::string archive_;
  PoliteClient& client_;
  const Say say_;
  const Clock clock_;
  const HttpLimits limits_;
  std::deque<Source> sources_;
  std::map<std::string, Robots> robots_;  // by host with port
  std::vector<FetchedPage> fetched_;
  std::size_t held_bytes_ = 0;
  std::minstd_rand random_;
};

}  // namespace broadtape
