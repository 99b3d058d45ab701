#include "searcher/alerts/delivery.h"

#include <httplib.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <thread>

#include "common/error/error.h"
#include "searcher/alerts/mail_text.h"
#include "searcher/alerts/webhook.h"
#include "tests/support/error_matcher.h"
#include "tests/support/temp_folder.h"

using namespace broadtape;
using Catch::Contains;

namespace {

constexpr std::int64_t kMade = 1'738'281'600;

constexpr const char* kBody =
    R"({"format_version":1,"id":"alert_1","saved_search":{"name":"oil","query":"oil","after_run":1,"run":2},"total":1,)"
    R"("first":1,"results":[{"id":"abc","title":"Öl: ein\nRekord","source":"Wire","published":null,)"
    R"("url":"https://news.example/1","news":"corrected"}]})";

// A queue with one delivery.
class QueuedDelivery {
 public:
  explicit QueuedDelivery(const std::string& target) : queue_(folder_ / "archive") { add("alert_1", target); }

  void add(const std::string& id, const std::string& target) {
    queue_.add({.id = id, .search = "oil", .target = target, .body = kBody, .run = queue_.mark() + 1, .made_s = kMade});
    queue_.move_mark(queue_.mark() + 1);
  }

  DeliveryReport deliver(std::int64_t after_s = 0, bool every = false) {
    return deliver_alerts(queue_, kMade + after_s, every, [&](const std::string& text) { messages_ += text + "\n"; });
  }

  std::string file(const std::string& name) const { return folder_ / name; }
  const AlertQueue& queue() const { return queue_; }
  std::string messages() const { return messages_; }

 private:
  TemporaryFolder folder_;
  AlertQueue queue_;
  std::string messages_;
};

// Answers on a port of this machine.
class HookServer {
 public:
  explicit HookServer(int status) {
    server_.Post("/hook", [this, status](const httplib::Request& request, httplib::Response& response) {
      request_ = request;
      response.status = status;
      if (status == 429) response.set_header("Retry-After", "7200");
    });
    port_ = server_.bind_to_any_port("127.0.0.1");
    thread_ = std::thread([this] { server_.listen_after_bind(); });
  }
  ~HookServer() {
    server_.stop();
    thread_.join();
  }

  std::string address() const { return "http://user:word@127.0.0.1:" + std::to_string(port_) + "/hook?key=word"; }
  const httplib::Request& request() const { return request_; }

 private:
  httplib::Server server_;
  httplib::Request request_;
  std::thread thread_;
  int port_ = 0;
};

}  // namespace

TEST_CASE("A command gets the delivery on its input, once", "[alerts][delivery]") {
  TemporaryFolder folder;
  const std::string got = folder / "got";
  QueuedDelivery queued("command:cat >> " + got + "; printf '\\n%s' \"$BROADTAPE_ALERT_ID\" >> " + got);
  CHECK(queued.deliver().delivered == 1);
  CHECK(read_file(got) == std::string(kBody) + "\nalert_1");
  CHECK(queued.queue().paths().empty());
  CHECK(queued.deliver().delivered == 0);
}

TEST_CASE("A delivery that fails is tried again, at growing distances, until it is given up", "[alerts][delivery]") {
  QueuedDelivery queued("command:exit 3");
  struct Case {
    std::int64_t after_s;
    std::uint64_t attempts;  // so far
  };
  const Case cases[] = {{0, 1},   {59, 1},  {60, 2},  {179, 2},     {180, 3},
                        {420, 4}, {899, 4}, {900, 5}, {100'000, 6}, {100'000 + 1919, 6}};
  for (const Case& c : cases) {
    CAPTURE(c.after_s);
    CHECK(queued.deliver(c.after_s).waiting == 1);
    CHECK(AlertQueue::read(queued.queue().paths().at(0)).attempts == c.attempts);
  }
  CHECK_THAT(queued.messages(), Contains("oil: command:exit 3: exit status 3"));
  CHECK(queued.deliver(100'001, true).waiting == 1);
  CHECK(AlertQueue::read(queued.queue().paths().at(0)).attempts == 7);
  CHECK(queued.deliver(kGiveUpSeconds + 1).given_up == 1);
  CHECK(queued.queue().paths().empty());
  CHECK(std::distance(std::filesystem::directory_iterator(queued.file("archive/alerts/failed")), {}) == 1);
}

TEST_CASE("After a failure the other deliveries to its target wait", "[alerts][delivery]") {
  TemporaryFolder folder;
  QueuedDelivery queued("command:echo x >> " + (folder / "tries") + "; false");
  queued.add("alert_2", "command:echo x >> " + (folder / "tries") + "; false");
  queued.add("alert_3", "command:true");
  const DeliveryReport report = queued.deliver();
  CHECK(report.waiting == 2);
  CHECK(report.delivered == 1);
  CHECK(read_file(folder / "tries") == "x\n");
}

TEST_CASE("A command that reads nothing of a long delivery can succeed", "[alerts][delivery]") {
  CHECK(run_shell("exit 0", std::string(1u << 20, 'x'), {}, 20).failure == "");
  CHECK(run_shell("kill -9 $$", "", {}, 20).failure == "ended by signal 9");
  CHECK(run_shell("sleep 60 & sleep 60", "", {}, 1).failure == "took longer than 1 seconds");
}

TEST_CASE("A webhook gets a signed request", "[alerts][delivery]") {
  const HookServer server(204);
  QueuedDelivery queued(server.address());
  CHECK(queued.deliver(5).delivered == 1);
  const httplib::Request& request = server.request();
  CHECK(request.body == kBody);
  CHECK(request.get_header_value("Content-Type") == "application/json");
  CHECK(request.get_header_value("webhook-id") == "alert_1");
  CHECK(request.get_header_value("webhook-timestamp") == std::to_string(kMade + 5));
  const std::string secret = queued.queue().secret();
  CHECK(secret.size() == 50);
  CHECK(request.get_header_value("webhook-signature") == webhook_signature(secret, "alert_1", kMade + 5, kBody));
  CHECK((std::filesystem::status(queued.file("archive/alerts/secret")).permissions() &
         std::filesystem::perms::others_all) == std::filesystem::perms::none);
}

TEST_CASE("Signatures are those of Standard Webhooks", "[alerts][delivery]") {
  // The example of the specification's libraries.
  CHECK(webhook_signature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330,
                          R"({"test": 2432232314})") == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

TEST_CASE("A webhook that answers otherwise is tried again, not before it says", "[alerts][delivery]") {
  const HookServer server(429);
  QueuedDelivery queued(server.address());
  CHECK(queued.deliver().waiting == 1);
  CHECK(AlertQueue::read(queued.queue().paths().at(0)).next_s == kMade + 7200);
  CHECK_THAT(queued.messages(), Contains("/hook: HTTP status 429") && !Contains("word"));
  QueuedDelivery nobody("http://127.0.0.1:1/hook");
  CHECK(nobody.deliver().waiting == 1);
}

TEST_CASE("Mail is plain text whose headers nothing of an article can leave", "[alerts][delivery]") {
  Delivery delivery;
  delivery.id = "alert_1";
  delivery.search = "oil";
  delivery.body = kBody;
  CHECK(mail_of(delivery, "desk@news.example", kMade) ==
        "To: desk@news.example\nSubject: =?UTF-8?Q?oil=3A_=C3=96l=3A_ein_Rekord?=\n"
        "Date: Fri, 31 Jan 2025 00:00:00 +0000\nMessage-ID: <alert_1@broadtape.invalid>\n"
        "Auto-Submitted: auto-generated\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
        "Content-Transfer-Encoding: 8bit\n\nÖl: ein Rekord (corrected)\nWire - abc\nhttps://news.example/1\n\n");
  delivery.body = "{}";
  CHECK_THROWS_MATCHES(mail_of(delivery, "desk@news.example", kMade), Error, HasKind(ErrorKind::kCorrupt));
}

TEST_CASE("A damaged delivery is reported, and the others are made", "[alerts][delivery]") {
  QueuedDelivery queued("command:true");
  queued.add("alert_2", "command:true");
  write_file(queued.queue().paths().at(0), "{\"version\":1");
  CHECK_THROWS_MATCHES(queued.deliver(), Error, HasKind(ErrorKind::kCorrupt));
  CHECK(queued.queue().paths().size() == 1);
}

TEST_CASE("Targets have one of three forms", "[alerts][delivery]") {
  for (const char* target :
       {"command:true", "mailto:desk@news.example", "https://news.example/", "http://localhost:1/"})
    CHECK_NOTHROW(require_alert_target(target));
  for (const char* target : {"", "command:", "mailto:", "mailto:a@b\nBcc: c@d", "news.example", "ftp://news.example/"})
    CHECK_THROWS_MATCHES(require_alert_target(target), Error, HasKind(ErrorKind::kUsage));
}
