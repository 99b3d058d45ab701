#include "searcher/http/base64.h"

#include <catch2/catch.hpp>
#include <random>

using namespace broadtape;

TEST_CASE("Base64 is RFC 4648's", "[http][base64]") {
  struct Case {
    std::string bytes;
    const char* plain;  // with padding
    const char* url;
  };
  const Case cases[] = {
      {"", "", ""},
      {"f", "Zg==", "Zg"},
      {"fo", "Zm8=", "Zm8"},
      {"foo", "Zm9v", "Zm9v"},
      {"foob", "Zm9vYg==", "Zm9vYg"},
      {"fooba", "Zm9vYmE=", "Zm9vYmE"},
      {"foobar", "Zm9vYmFy", "Zm9vYmFy"},
      {"\xfb\xff\xfe", "+//+", "-__-"},
      {std::string(3, '\0'), "AAAA", "AAAA"},
  };
  for (const Case& c : cases) {
    CHECK(encode_base64url(c.bytes) == c.url);
    CHECK(decode_base64(c.url) == c.bytes);
    CHECK(decode_base64(c.plain) == c.bytes);
  }
}

TEST_CASE("Invalid base64 is not decoded", "[http][base64]") {
  for (const std::string text : {"A", "AAAAA", "A=A=", "=AAA", "AA A", "AA\n", "AA!A", "\xc3\xa4", "AAA\x80"})
    CHECK(decode_base64(text) == std::nullopt);
  CHECK(decode_base64(std::string("AA\0A", 4)) == std::nullopt);
}

TEST_CASE("Any bytes come back from base64", "[http][base64]") {
  std::mt19937_64 random(4);
  for (std::size_t size = 0; size < 300; ++size) {
    std::string bytes(size, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random());
    const std::string text = encode_base64url(bytes);
    CHECK(text.find_first_of("+/=") == std::string::npos);
    CHECK(decode_base64(text) == bytes);
  }
}
