#include "searcher/http/access_rules.h"

#include <catch2/catch.hpp>
#include <filesystem>

#include "searcher/http/base64.h"
#include "tests/support/error_matcher.h"
#include "tests/support/temp_folder.h"

using namespace broadtape;

namespace {

constexpr const char* kFileToken = "correct-horse-battery";

std::string basic(const std::string& pair) {
  return "Basic " + encode_base64url(pair);
}

}  // namespace

TEST_CASE("A request must name the server by one of its names", "[http][access]") {
  struct Case {
    const char* host;
    bool known;
  };
  const Case cases[] = {
      {"localhost", true},
      {"localhost:8321", true},
      {"LocalHost:8321", true},
      {"localhost.", true},
      {"localhost.:8321", true},
      {"127.0.0.1", true},
      {"127.0.0.1:8321", true},
      {"192.168.7.9", true},
      {"[::1]", true},
      {"[::1]:8321", true},
      {"[2001:DB8::7]:80", true},
      {"news.example", true},
      {"NEWS.Example.:443", true},
      {"second.example", true},
      {"", false},
      {".", false},
      {":", false},
      {":8321", false},
      {"localhost:", false},
      {"localhost:80a", false},
      {"localhost:123456", false},
      {"localhost:80:80", false},
      {"localhost.evil.example", false},
      {"evil.example", false},
      {"evilnews.example", false},
      {"news.example.evil.example", false},
      {"localhost..", false},
      {"localhost@evil.example", false},
      {"evil.example@localhost", false},
      {"user:pass@localhost", false},
      {"localhost/evil.example", false},
      {"localhost#evil.example", false},
      {"localhost,evil.example", false},
      {"evil.example, localhost", false},
      {"evil.example localhost", false},
      {"127.0.0.1.evil.example", false},
      {"127.0.0.1.nip.io", false},
      {"2130706433", false},
      {"0x7f000001", false},
      {"0177.0.0.1", false},
      {"127.1", false},
      {"::1", false},
      {"[::1", false},
      {"::1]", false},
      {"[::1]evil.example", false},
      {"[::1].evil.example", false},
      {"[localhost]", false},
      {"[news.example]", false},
      {"[127.0.0.1]", false},
      {"[]", false},
      {"[::1%lo]", false},
      {"[fe80::1%25<b>]", false},
      {"localh\xc3\xb6st", false},
      {"xn--lcalhost-n6a", false},
  };
  const AccessRules rules({"News.Example", "second.example."}, "");
  for (const Case& c : cases) {
    INFO(c.host);
    const std::optional<Problem> refusal = rules.host_refusal(c.host);
    CHECK(refusal.has_value() != c.known);
    if (refusal) CHECK(refusal->type == ProblemType::kHost);
  }
}

TEST_CASE("Without a token everybody may ask, with one those who have it", "[http][access]") {
  struct Case {
    const char* name;
    std::string authorization;
    bool known;
  };
  const std::string token = kFileToken;
  const Case cases[] = {
      {"bearer", "Bearer " + token, true},
      {"in another case", "bEARER " + token, true},
      {"more blanks", "Bearer   " + token, true},
      {"basic", basic("reader:" + token), true},
      {"basic without a user", basic(":" + token), true},
      {"basic in another case", "BASIC " + encode_base64url("a:" + token), true},
      {"nothing", "", false},
      {"no scheme", token, false},
      {"the scheme alone", "Bearer", false},
      {"an empty token", "Bearer ", false},
      {"no blank", "Bearer" + token, false},
      {"another scheme", "Digest " + token, false},
      {"shorter", "Bearer " + token.substr(1), false},
      {"the beginning", "Bearer " + token.substr(0, 8), false},
      {"longer", "Bearer " + token + "x", false},
      {"twice", "Bearer " + token + token, false},
      {"one letter", "Bearer Correct-horse-battery", false},
      {"a blank behind", "Bearer " + token + " ", false},
      {"basic, no colon", basic(token), false},
      {"basic, as the user", basic(token + ":"), false},
      {"basic, empty", basic(":"), false},
      {"basic, no base64", "Basic !!!", false},
      {"basic, nothing", "Basic ", false},
      {"basic, a colon more", basic("a:b:" + token), false},
  };
  const AccessRules open({}, "");
  const AccessRules closed({}, token);
  CHECK(!open.has_token());
  CHECK(closed.has_token());
  for (const Case& c : cases) {
    INFO(c.name);
    CHECK(!open.token_refusal(c.authorization));
    const std::optional<Problem> refusal = closed.token_refusal(c.authorization);
    CHECK(refusal.has_value() != c.known);
    if (refusal) CHECK(refusal->type == ProblemType::kToken);
    CHECK(closed.host_refusal("evil.example")->type == ProblemType::kHost);
  }
}

TEST_CASE("Secrets are compared whole", "[http][access]") {
  CHECK(same_secret("abc", "abc"));
  CHECK(!same_secret("abd", "abc"));
  CHECK(!same_secret("ab", "abc"));
  CHECK(!same_secret("abca", "abc"));
  CHECK(!same_secret("abcabc", "abc"));
  CHECK(!same_secret("", "abc"));
  CHECK(!same_secret("", ""));
  CHECK(!same_secret("abc", ""));
  CHECK(!same_secret(std::string("abc\0", 4), "abc"));
  // Lengths that differ by a multiple of 256.
  CHECK(!same_secret(std::string(3 + 256, 'a'), "aaa"));
}

TEST_CASE("A token file holds one line", "[http][access]") {
  struct Case {
    const char* name;
    std::string text;
    const char* token;  // null: refused
  };
  const Case cases[] = {
      {"a line", "correct-horse-battery\n", kFileToken},
      {"without its end", "correct-horse-battery", kFileToken},
      {"from Windows", "correct-horse-battery\r\n", kFileToken},
      {"the least", "0123456789abcdef", "0123456789abcdef"},
      {"too short", "0123456789abcde\n", nullptr},
      {"empty", "", nullptr},
      {"two lines", "correct-horse-battery\ncorrect-horse-battery\n", nullptr},
      {"blanks", "correct horse battery\n", nullptr},
      {"a leading blank", " correct-horse-battery\n", nullptr},
      {"beyond ASCII", "correct-h\xc3\xb6rse-battery\n", nullptr},
      {"a control character", "correct-horse\x01-battery\n", nullptr},
      {"a NUL", std::string("correct-horse\0-battery\n", 23), nullptr},
  };
  const TemporaryFolder folder;
  for (const Case& c : cases) {
    INFO(c.name);
    const std::string path = folder.write("token", c.text);
    if (c.token) {
      CHECK(read_token(path) == c.token);
    } else {
      CHECK_THROWS_MATCHES(read_token(path), Error, HasKind(ErrorKind::kUsage) && Says(path));
    }
  }
  CHECK_THROWS_MATCHES(read_token(folder / "none"), Error, HasKind(ErrorKind::kUsage) && Says("cannot be read"));
  CHECK_THROWS_MATCHES(read_token(folder.path()), Error, HasKind(ErrorKind::kUsage) && Says("cannot be read"));
  CHECK_THROWS_MATCHES(read_token("/dev/zero"), Error, HasKind(ErrorKind::kUsage));
}
