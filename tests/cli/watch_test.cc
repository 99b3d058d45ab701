// fetch and watch of the real programs.
#include <catch2/catch.hpp>
#include <filesystem>
#include <mutex>

#include "tests/indexer/input/loopback_server.h"
#include "tests/support/programs.h"
#include "tests/support/temp_folder.h"

using namespace broadtape;
using Catch::Contains;

namespace {

std::string feed_of(const std::vector<std::string>& titles) {
  std::string feed = "<rss><channel><title>Harbor Wire</title>";
  for (const std::string& title : titles) {
    feed += "<item><title>" + title + "</title><link>https://news.example/" + title +
            "</link><pubDate>Thu, 30 Jan 2025 12:00:00 GMT</pubDate><description>Oil rose.</description></item>";
  }
  return feed + "</channel></rss>";
}

// A server with one feed that the test changes.
class ChangingFeed {
 public:
  ChangingFeed()
      : server_({{"/feed", [this](const std::string& request, int connection) {
                    const std::lock_guard lock(mutex_);
                    ++requests_;
                    LoopbackServer::ok(text_, "Cache-Control: no-cache\r\n")(request, connection);
                  }}}) {}

  void set(const std::vector<std::string>& titles) {
    const std::lock_guard lock(mutex_);
    text_ = feed_of(titles);
  }
  int requests() {
    const std::lock_guard lock(mutex_);
    return requests_;
  }
  std::string url(const std::string& path = "/feed") const { return server_.url(path); }

 private:
  std::mutex mutex_;
  std::string text_;
  int requests_ = 0;
  LoopbackServer server_;
};

const ProgramSetup kBounded{.max_seconds = 60};

}  // namespace

TEST_CASE("fetch adds what is new at addresses, and says which failed", "[cli][watch]") {
  TemporaryFolder folder;
  ChangingFeed feed;
  feed.set({"first", "second"});
  const auto fetch = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "fetch");
    arguments.insert(arguments.end(), {"--host-pause", "0", "--archive", folder / "archive"});
    return tape_index(arguments, kBounded);
  };
  const Finished first = fetch({feed.url()});
  CHECK(first.status == 0);
  CHECK_THAT(first.err, Contains("2 added, 0 updated, 0 unchanged, 0 rejected; from 1 source\n"));
  CHECK(fetch({feed.url()}).err.empty());  // the same bytes are not read again
  feed.set({"third", "second"});
  CHECK_THAT(fetch({feed.url()}).err, Contains("1 added, 0 updated, 1 unchanged"));
  const Finished failed = fetch({feed.url("/none"), feed.url()});
  CHECK(failed.status == 3);
  CHECK(failed.err == feed.url("/none") + ": answered with HTTP status 404\n");
  CHECK(articles_in(folder / "archive") == 3);
  CHECK(is_sound(folder / "archive"));

  const Finished found =
      tape_search({"oil", "source:\"Harbor Wire\"", "--format", "csv", "--archive", folder / "archive"});
  CHECK_THAT(found.out, Contains("third"));

  CHECK(fetch({}).status == 2);
  CHECK_THAT(fetch({"news.xml"}).err, Contains("is not an http or https address"));
  CHECK_THAT(tape_index({"fetch", feed.url(), "--host-pause", "never"}).err,
             Contains("--host-pause takes seconds from 0 to 60"));
}

TEST_CASE("watch reads feeds and folders until it is told to end", "[cli][watch]") {
  TemporaryFolder folder;
  std::filesystem::create_directory(folder / "in");
  ChangingFeed feed;
  feed.set({"first"});
  const std::vector<std::string> arguments = {"watch",   "--feed", feed.url(),  "--folder",        folder / "in",
                                              "--every", "10s",    "--archive", folder / "archive"};
  {
    Program watch(kTapeIndex, arguments, kBounded);
    CHECK(watch.says("watching 1 addresses and 1 folders"));
    CHECK(watch.says("1 added, 0 updated, 0 unchanged, 0 rejected; from 1 source"));
    folder.write("in/dropped.jsonl", R"({"title": "Dropped", "text": "Gold fell."})"
                                     "\n");
    CHECK(watch.says("from 1 source\n1 added"));
    CHECK(articles_in(folder / "archive") == 2);
    // Others can write in between.
    folder.write("other.jsonl", R"({"title": "Other", "text": "Copper fell."})"
                                "\n");
    CHECK(tape_index({"add", folder / "other.jsonl", "--archive", folder / "archive"}).status == 0);
    feed.set({"first", "second"});
    CHECK(watch.says("1 added, 0 updated, 1 unchanged"));  // when it is asked the second time
    watch.send(SIGTERM);
    CHECK(watch.wait().status == 0);
  }
  CHECK(articles_in(folder / "archive") == 4);
  CHECK(is_sound(folder / "archive"));
  // The next one remembers.
  const int requests = feed.requests();
  Program again(kTapeIndex, arguments, kBounded);
  CHECK(again.says("watching"));
  folder.write("in/later.jsonl", R"({"title": "Later", "text": "Zinc fell."})"
                                 "\n");
  CHECK(again.says("1 added, 0 updated"));
  CHECK(feed.requests() <= requests + 1);
  again.send(SIGINT);
  CHECK(again.wait().status == 0);
  CHECK(articles_in(folder / "archive") == 5);
}

TEST_CASE("watch keeps what it cannot publish, and delivers alerts after a batch", "[cli][watch]") {
  TemporaryFolder folder;
  ChangingFeed feed;
  feed.set({"first"});
  std::filesystem::create_directory(folder / "in");
  folder.write("old.jsonl", R"({"title": "Old", "text": "Nickel fell."})"
                            "\n");
  CHECK(tape_index({"add", folder / "old.jsonl", "--archive", folder / "archive"}).status == 0);
  CHECK(tape_search(
            {"save", "oil", "oil", "--alert", "command:cat >> " + folder / "got", "--archive", folder / "archive"})
            .status == 0);
  Program writer(kTapeIndex, {"add", "-", "--archive", folder / "archive"},
                 {.keeps_input_open = true, .max_seconds = 60});
  writer.write_input(R"({"title": "Writer", "text": "Lead fell."})"
                     "\n");
  CHECK(Program::within_ten_seconds([&] {  // it has the lock
    return read_file(folder / "archive/lock").find(std::to_string(writer.pid())) != std::string::npos;
  }));
  Program watch(kTapeIndex, {"watch", "--feed", feed.url(), "--archive", folder / "archive"}, kBounded);
  CHECK(watch.says("what came is kept and published later"));
  writer.close_input();
  CHECK(writer.wait().status == 0);
  CHECK(watch.says("1 added, 0 updated"));
  CHECK(Program::within_ten_seconds([&] { return std::filesystem::exists(folder / "got"); }));
  watch.send(SIGTERM);
  CHECK(watch.wait().status == 0);
  CHECK_THAT(read_file(folder / "got"), Contains("first"));
  CHECK(articles_in(folder / "archive") == 3);
}

TEST_CASE("watch refuses what it cannot do", "[cli][watch]") {
  TemporaryFolder folder;
  const auto refusal = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "watch");
    arguments.insert(arguments.end(), {"--archive", folder / "archive"});
    const Finished refused = tape_index(arguments, kBounded);
    CHECK(refused.status == 2);
    return refused.err;
  };
  CHECK_THAT(refusal({}), Contains("nothing is named to watch"));
  CHECK_THAT(refusal({"https://news.example/"}), Contains("is not expected here"));
  CHECK_THAT(refusal({"--feed", "ftp://news.example/"}), Contains("is not an http or https address"));
  CHECK_THAT(refusal({"--feed", "http://a/", "--every", "5s"}), Contains("--every takes a time from 10s to 1d"));
  CHECK_THAT(refusal({"--feed", "http://a/", "--every", "soon"}), Contains("--every takes a time"));
  CHECK_THAT(refusal({"--feed", "http://a/", "--every", "99999999d"}), Contains("--every takes a time"));
  CHECK_THAT(refusal({"--folder", folder / "archive"}), Contains("the archive that this run writes to"));
}
