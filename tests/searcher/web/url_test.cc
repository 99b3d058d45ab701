#include "searcher/web/url.h"

#include <catch2/catch.hpp>
#include <random>

#include "common/text/utf8.h"

using namespace broadtape;

TEST_CASE("Percent codes are decoded, and invalid ones are kept", "[web][url]") {
  struct Case {
    const char* text;
    std::string decoded;
  };
  const Case cases[] = {
      {"", ""},
      {"plain", "plain"},
      {"%41%62c", "Abc"},
      {"%c3%A4", "\xc3\xa4"},
      {"%", "%"},
      {"%4", "%4"},
      {"%%41", "%A"},
      {"%4g", "%4g"},
      {"%g4", "%g4"},
      {"%-1", "%-1"},
      {"%+41", "%+41"},
      {"%2541", "%41"},
      {"a+b", "a+b"},
      {"%41%", "A%"},
      {"%ff", "\xff"},
      {"%00", std::string(1, '\0')},
      {"%u0041", "%u0041"},
      {"%\xc3\xa4", "%\xc3\xa4"},
  };
  for (const Case& c : cases) CHECK(decode_url(c.text) == c.decoded);
}

TEST_CASE("A query is names and values in order", "[web][url]") {
  using Pairs = std::vector<std::pair<std::string, std::string>>;
  struct Case {
    const char* target;
    Pairs pairs;
  };
  const Case cases[] = {
      {"/a", {}},
      {"/a?", {}},
      {"/a?&&", {}},
      {"/a?q", {{"q", ""}}},
      {"/a?q=", {{"q", ""}}},
      {"/a?=x", {{"", "x"}}},
      {"/a?q=a=b", {{"q", "a=b"}}},
      {"/a?q=a&q=b&r=c", {{"q", "a"}, {"q", "b"}, {"r", "c"}}},
      {"/a?q=a+b%2Bc", {{"q", "a b+c"}}},
      {"/a?%71=%26%3D", {{"q", "&="}}},
      {"/a?q=a?b", {{"q", "a?b"}}},
      {"/a?q=%ff", {{"q", "\xef\xbf\xbd"}}},
      {"/a?q=\xc3\xa4", {{"q", "\xc3\xa4"}}},
      {"/a?q=a%00b", {{"q", "a b"}}},
      {"/a?q=%ed%a0%80", {{"q", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"}}},
  };
  for (const Case& c : cases) {
    INFO(c.target);
    CHECK(query_pairs(c.target) == c.pairs);
  }
}

TEST_CASE("Encoded bytes decode to the same, and any query decodes to valid UTF-8", "[web][url]") {
  std::mt19937_64 random(7);
  for (int i = 0; i < 2'000; ++i) {
    std::string bytes(random() % 40, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random());
    const std::string encoded = encode_url(bytes);
    CHECK(encoded.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~%") ==
          std::string::npos);
    CHECK(decode_url(encoded) == bytes);
    for (const auto& [name, value] : query_pairs("?" + bytes)) {
      CHECK(is_valid_utf8(name));
      CHECK(is_valid_utf8(value));
    }
  }
}
