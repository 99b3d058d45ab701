// tape-search serve under what it has to bear: requests that are none, and an archive that changes while it is asked.
#include <atomic>
#include <catch2/catch.hpp>
#include <mutex>
#include <random>
#include <set>
#include <thread>

#include "tests/support/made_input.h"
#include "tests/support/sanitizers.h"
#include "tests/support/served_archive.h"
#include "tests/support/temp_folder.h"

using namespace broadtape;
using nlohmann::json;

namespace {

// Requests that are nearly right, and bytes that are none: the same for the same seed.
class RequestFuzzer {
 public:
  explicit RequestFuzzer(std::uint64_t seed) : random_(seed) {}

  std::string next() {
    std::string text = kRequests[below(std::size(kRequests))];
    switch (below(8)) {
      case 0:
        return bytes(below(300));
      case 1:
        text.replace(0, text.find(' '), pick({"GETT", "get", "", "\x00", "HEAD HEAD", "POST", "G\xffT", "PATCH"}));
        break;
      case 2:
        insert_header(
            text, pick({"Content-Length: -1", "Content-Length: 1e9", "Content-Length: 5\r\nContent-Length: 6",
                        "Transfer-Encoding: chunked", "Transfer-Encoding: chunked, identity",
                        "Transfer-Encoding: xchunked", "Host: localhost", "Host: evil.example", ": nameless",
                        "No colon at all", " folded: a", "X: \x01\x02", "Expect: 100-continue", "Upgrade: websocket",
                        "Connection: close, keep-alive, \xff", "Range: bytes=0-0", "Authorization: Basic %%%",
                        "If-None-Match: \"\"\"\"", "Accept-Encoding: ;;q=,gzip;q=x"}));
        break;
      case 3:
        insert_target(
            text, pick({"%", "%0", "%00", "%zz", "%%%%%%%%", "%ff%fe%fd", "%C0%AE%C0%AE%C0%AF", "%u2025", "%25%25%2525",
                        "&&&&====", "?&?&?", "#", "\xff\xfe", "../../../..", "%2e%2e%2f", "&limit=99999999999999999999",
                        "&cursor=%00%00", "&fields=,,,,", "&format=%63sv%00"}));
        break;
      case 4:
        text.resize(below(text.size()));  // cut off
        break;
      case 5:
        insert_header(text, "Transfer-Encoding: chunked");
        text += pick({"5\r\nhel", "ffffffffffffffffff\r\n", "-1\r\n", "0\r\n", "5;a=b\r\nhello\r\n0\r\n\r\n", "g\r\n"});
        break;
      case 6:
        text += text.substr(0, below(text.size())) + bytes(below(40));  // pipelined garbage
        break;
      default:
        break;
    }
    for (std::uint64_t faults = below(4); faults > 0 && !text.empty(); --faults) {
      const std::size_t at = below(text.size());
      if (below(3) == 0) text.erase(at, below(5));
      if (below(3) == 0) text.insert(at, bytes(below(5)));
      if (below(3) == 0 && at < text.size()) text[at] = static_cast<char>(random_());
    }
    return text;
  }

 private:
  static constexpr const char* kRequests[] = {
      "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
      "GET /healthz HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n",
      "HEAD /api/v1/stats HTTP/1.1\r\nHost: 127.0.0.1:8321\r\n\r\n",
      "GET /api/v1/search?q=shares&limit=1 HTTP/1.1\r\nHost: localhost\r\nUser-Agent: fuzz\r\n\r\n",
      "GET /api/v1/count?q=%22oil+price%22&q=gas HTTP/1.0\r\nHost: [::1]\r\nConnection: keep-alive\r\n\r\n",
      "GET /api/v1/suggest?q=ha&kinds=sources HTTP/1.1\r\nHost: localhost\r\nIf-None-Match: W/\"x\"\r\n\r\n",
      "GET /api/v1/articles/mzxw6ytboi3dgnbv HTTP/1.1\r\nHost: localhost\r\n\r\n",
  };

  std::uint64_t below(std::uint64_t limit) { return limit == 0 ? 0 : random_() % limit; }
  std::string pick(std::initializer_list<const char*> choices) { return choices.begin()[below(choices.size())]; }
  std::string bytes(std::uint64_t count) {
    std::string all(count, '\0');
    for (char& byte : all) byte = static_cast<char>(random_());
    return all;
  }
  static void insert_header(std::string& text, const std::string& line) {
    text.insert(text.find("\r\n") + 2, line + "\r\n");
  }
  static void insert_target(std::string& text, const std::string& part) { text.insert(text.find(" HTTP"), part); }

  std::mt19937_64 random_;
};

}  // namespace

TEST_CASE("20,000 malformed requests leave the server as it was", "[cli][serve]") {
  const TemporaryFolder folder;
  REQUIRE(
      tape_index({"add", folder.write("a.jsonl", as_json_lines(ArticleMaker(41).many(100))), "--archive", folder / "a"})
          .status == 0);
  ServedArchive served(folder / "a", {"--slow-timeout", "5", "--max-requests", "1000"});
  const auto found = [&] { return served.json("/api/v1/search?q=shares&limit=20&fields=id,title")["results"]; };
  const json before = found();
  REQUIRE(before.size() == 20);
  constexpr int kThreads = 4, kEach = 5'000;
  std::atomic<int> answered = 0, unanswered = 0;
  std::mutex mutex;
  std::set<int> statuses;
  std::size_t memory_before = 0;
  const auto ask = [&](std::uint64_t seed) {
    RequestFuzzer fuzzer(seed);
    for (int i = 0; i < kEach; ++i) {
      HttpClient client(served.port());
      client.send(fuzzer.next());
      ::shutdown(client.socket(), SHUT_WR);
      client.is_closed_within(std::chrono::seconds(20));
      const std::string& answer = client.unread();
      (answer.starts_with("HTTP/1.") ? answered : unanswered)++;
      if (answer.starts_with("HTTP/1.")) {
        const std::lock_guard lock(mutex);
        statuses.insert(std::atoi(answer.c_str() + 9));
      } else if (!answer.empty()) {
        const std::lock_guard lock(mutex);
        statuses.insert(0);
      }
    }
  };
  ask(1'000);
  memory_before = served.memory();
  std::vector<std::thread> threads;
  for (int i = 0; i + 1 < kThreads; ++i) threads.emplace_back(ask, i);
  for (std::thread& thread : threads) thread.join();
  for (const int status : statuses) {
    INFO(status);
    CHECK((status == 200 || status == 304 || (status >= 400 && status < 500)));
  }
  CHECK(answered > 10'000);
  CHECK(answered + unanswered == kThreads * kEach);
  CHECK(found() == before);
  CHECK(served.figure("workers_broken_total") == 0);
  CHECK(served.figure("searches_stopped_total") == 0);
  CHECK(served.figure("connections") == 1);
  // Sanitizers keep what was freed for a while.
  if (!kSanitized) CHECK(served.memory() < memory_before + (std::size_t{32} << 20));
  CHECK(served.stop().status == 0);
}

TEST_CASE("While runs are published and merged no answer fails or mixes two states", "[cli][serve]") {
  constexpr std::uint64_t kFirst = 60, kStep = 20, kRuns = 8;
  const TemporaryFolder folder;
  ArticleMaker maker(51);
  const auto add = [&](std::size_t count) {
    std::vector<Article> articles = maker.many(count);
    for (std::size_t i = 0; i < count; ++i) articles[i].source = i % 2 == 0 ? "Harbor Wire" : "Pacific Bell";
    return tape_index({"add", folder.write("new.jsonl", as_json_lines(articles)), "--archive", folder / "a"}).status;
  };
  REQUIRE(add(kFirst) == 0);
  ServedArchive served(folder / "a");
  std::atomic<bool> over = false;
  std::atomic<int> answers = 0;
  std::mutex mutex;
  std::vector<std::string> faults;
  const auto fault = [&](const std::string& what) {
    const std::lock_guard lock(mutex);
    faults.push_back(what);
  };
  const auto ask = [&] {
    HttpClient client(served.port());
    std::uint64_t last = 0;
    while (!over) {
      const HttpReply reply =
          client.ask("/api/v1/search?everything=true&facets=source,year&facet_limit=0&limit=7&sort=newest");
      ++answers;
      if (reply.status != 200 || !reply.whole)
        return fault("status " + std::to_string(reply.status) + " " + reply.body);
      const json page = json::parse(reply.body);
      const std::uint64_t total = page["total"];
      if (total < kFirst || (total - kFirst) % kStep != 0) fault("no published total: " + page["total"].dump());
      if (total < last) fault("back to an older state: " + page["total"].dump());
      last = total;
      for (const char* name : {"source", "year"}) {
        std::uint64_t sum = 0;
        for (const json& value : page["facets"][name]["values"]) sum += value["count"].get<std::uint64_t>();
        if (sum != total)
          fault(std::string(name) + " adds up to " + std::to_string(sum) + " of " + std::to_string(total));
      }
      // The pages behind it are of the same state, or honestly gone.
      const HttpReply next =
          client.ask("/api/v1/search?everything=true&facets=source,year&facet_limit=0&limit=7&sort=newest&cursor=" +
                     page["next_cursor"].get<std::string>());
      if (next.status == 200 && json::parse(next.body)["total"] != total) fault("a cursor changed its state");
      if (next.status != 200 && next.status != 410) fault("status " + std::to_string(next.status) + " " + next.body);
      const HttpReply rows = client.ask("/api/v1/search?everything=true&format=csv&fields=id");
      const auto lines = static_cast<std::uint64_t>(std::count(rows.body.begin(), rows.body.end(), '\n'));
      if (rows.status == 503) continue;  // both exports are taken
      if (!rows.whole || lines == 0 || (lines - 1 - kFirst) % kStep != 0) fault("rows: " + std::to_string(lines));
    }
  };
  std::vector<std::thread> clients;
  for (int i = 0; i < 3; ++i) clients.emplace_back(ask);
  HttpClient own(served.port());
  for (std::uint64_t run = 1; run <= kRuns; ++run) {
    CHECK(add(kStep) == 0);
    CHECK(json::parse(own.ask("/api/v1/search?everything=true&limit=0").body)["total"] == kFirst + run * kStep);
    if (run % 3 == 0) CHECK(tape_index({"compact", "--archive", folder / "a"}).status == 0);
  }
  over = true;
  for (std::thread& client : clients) client.join();
  CHECK(faults == std::vector<std::string>{});
  CHECK(answers > 10);
  CHECK(served.figure("workers_broken_total") == 0);
  CHECK(served.stop().status == 0);
}
