#include "searcher/http/access_log.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/support/error_matcher.h"
#include "tests/support/temp_folder.h"

using namespace broadtape;

namespace {

constexpr std::int64_t kWhen = 1'738'245'900;  // 2025-01-30T14:05:00Z

AccessRecord record_of(const std::string& target, const std::string& user_agent = "curl") {
  AccessRecord record;
  record.address = "127.0.0.1";
  record.method = "GET";
  record.target = target;
  record.user_agent = user_agent;
  record.route = "search";
  record.status = 200;
  record.bytes = 12;
  record.took_us = 34;
  return record;
}

}  // namespace

TEST_CASE("A line of the access log is one JSON object", "[http][log]") {
  CHECK(log_line(record_of("/a?q=1"), kWhen) ==
        R"({"time":"2025-01-30T14:05:00Z","address":"127.0.0.1","method":"GET","target":"/a?q=1","status":200,)"
        R"("bytes":12,"took_us":34,"route":"search","user_agent":"curl","whole":true})"
        "\n");
}

TEST_CASE("Whatever clients send stays inside its line", "[http][log]") {
  struct Case {
    std::string sent;
    std::string read;  // as parsed by a JSON parser
  };
  std::string controls;
  for (char c = 0; c < 32; ++c) controls += c;
  const Case cases[] = {
      {"\r\n{\"status\":200}\n", "\r\n{\"status\":200}\n"},
      {"\"\\", "\"\\"},
      {controls, controls},
      {"a\x7fz\x7f", "a\x7fz\x7f"},
      {"\x1b[2J\x1b]0;title\x07", "\x1b[2J\x1b]0;title\x07"},
      {"K\xc3\xb6ln", "K\xc3\xb6ln"},
      {"\xe2\x80\xae\xc2\x85", "\xe2\x80\xae\xc2\x85"},  // right-to-left override, next line
      {"\xf0\x9f\x93\x88", "\xf0\x9f\x93\x88"},
      {"a\xff\xfez", "a\xef\xbf\xbd\xef\xbf\xbdz"},
      {"cut \xe2\x82", "cut \xef\xbf\xbd"},
      {std::string(20'000, '\x7f'), std::string(20'000, '\x7f')},
  };
  for (const Case& c : cases) {
    for (const bool agent : {false, true}) {
      const std::string line = agent ? log_line(record_of("/", c.sent), kWhen) : log_line(record_of(c.sent), kWhen);
      INFO(line.substr(0, 300));
      CHECK(std::count(line.begin(), line.end(), '\n') == 1);
      CHECK(std::all_of(line.begin(), line.end() - 1, [](char byte) { return byte >= ' ' && byte < '\x7f'; }));
      const nlohmann::json read = nlohmann::json::parse(line);
      CHECK(read[agent ? "user_agent" : "target"] == c.read);
      CHECK(read.size() == 10);
    }
  }
}

TEST_CASE("The access log appends, and opens its file anew", "[http][log]") {
  const TemporaryFolder folder;
  const std::string path = folder.write("log", "before\n");
  AccessLog log(path);
  log.write(record_of("/1"));
  std::filesystem::rename(path, folder / "old");
  log.write(record_of("/2"));
  log.reopen();
  log.write(record_of("/3"));
  const std::string old = read_file(folder / "old");
  CHECK(old.starts_with("before\n{"));
  CHECK(std::count(old.begin(), old.end(), '\n') == 3);
  CHECK(old.find("\"/2\"") != std::string::npos);
  const std::string anew = read_file(path);
  CHECK(std::count(anew.begin(), anew.end(), '\n') == 1);
  CHECK(anew.find("\"/3\"") != std::string::npos);
  CHECK((std::filesystem::status(path).permissions() & std::filesystem::perms::others_all) ==
        std::filesystem::perms::none);

  // If reopening fails, logging continues in the old file.
  std::filesystem::remove(path);
  std::filesystem::create_directory(path);
  log.reopen();
  log.write(record_of("/4"));
  CHECK(std::filesystem::is_empty(path));
}

TEST_CASE("No file is written without an access log, and an unwritable log is an error", "[http][log]") {
  AccessLog("").write(record_of("/"));
  const TemporaryFolder folder;
  CHECK_THROWS_MATCHES(AccessLog(folder / "none/log"), Error,
                       HasKind(ErrorKind::kUnwritable) && Says("none/log cannot be opened"));
  AccessLog full("/dev/full");
  for (int i = 0; i < 3; ++i) full.write(record_of("/"));
}
