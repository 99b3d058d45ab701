// tape-search serve under a service manager and behind a socket file; docs/examples/systemd has the units.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

#include "tests/support/http_client.h"
#include "tests/support/made_input.h"
#include "tests/support/programs.h"
#include "tests/support/shell.h"
#include "tests/support/temp_folder.h"

using namespace broadtape;
using Catch::Contains;

namespace {

const std::string kUnits = BROADTAPE_ROOT "/docs/examples/systemd/";

std::string service_archive(const TemporaryFolder& folder) {
  const std::string input = folder.write("made.jsonl", as_json_lines(ArticleMaker(22).many(5)));
  if (tape_index({"add", input, "--archive", folder / "a"}).status != 0) throw std::runtime_error("no archive");
  return folder / "a";
}

// The values of a setting in a unit.
std::vector<std::string> settings(const std::string& unit, const std::string& name) {
  std::ifstream file(kUnits + unit);
  std::vector<std::string> values;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with(name + "=")) values.push_back(line.substr(name.size() + 1));
  }
  return values;
}

}  // namespace

TEST_CASE("serve answers on a socket file", "[cli][serve]") {
  const TemporaryFolder folder;
  const std::string archive = service_archive(folder), path = folder / "socket";
  Program served(kTapeSearch, {"serve", "--archive", archive, "--listen", "unix:" + path});
  REQUIRE(served.says("until Ctrl-C"));
  CHECK(served.errors() == "serving " + archive + " at unix:" + path + " until Ctrl-C\n");
  HttpClient client(path);
  CHECK(client.ask("/api/v1/stats").status == 200);
  served.send(SIGTERM);
  CHECK(served.wait().status == 0);
  CHECK(!std::filesystem::exists(path));
  const Finished relative = tape_search({"serve", "--archive", archive, "--listen", "unix:socket"});
  CHECK(relative.status == 2);
  CHECK_THAT(relative.err, Contains("a path that begins with /"));
}

TEST_CASE("serve starts with the options of its unit, on the socket that systemd has opened", "[cli][serve]") {
  const std::string activate = "/usr/bin/systemd-socket-activate";
  if (!std::filesystem::exists(activate)) {
    WARN("SKIPPED: systemd-socket-activate is not installed");
    SUCCEED();
    return;
  }
  const TemporaryFolder folder;
  const std::string archive = service_archive(folder), path = folder / "socket";
  const std::vector<std::string> commands = settings("broadtape.service", "ExecStart");
  REQUIRE(commands.size() == 1);
  REQUIRE(settings("broadtape.socket", "ListenStream") == std::vector<std::string>{"/run/broadtape.sock"});
  std::vector<std::string> words{"-l", path};
  std::istringstream command(commands[0]);
  for (std::string word; command >> word;) {
    if (word == "/usr/bin/tape-search") word = kTapeSearch;
    if (word == "/var/lib/broadtape/archive") word = archive;
    words.push_back(word);
  }
  Program served(activate, words);
  REQUIRE(served.says("Listening on"));
  HttpClient client(path);  // starts the server, which answers this connection
  client.send("GET /api/v1/openapi.json HTTP/1.1\r\nHost: news.example\r\nX-Forwarded-Proto: https\r\n\r\n");
  const HttpReply reply = client.reply();
  CHECK(reply.status == 200);
  CHECK_THAT(reply.body, Contains("\"url\": \"https://news.example\""));
  CHECK_THAT(served.errors(), Contains("at unix:" + path + " until Ctrl-C"));
  served.send(SIGTERM);
  CHECK(served.wait().status == 0);
}
