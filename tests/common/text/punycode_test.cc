#include <catch2/catch.hpp>
#include <string>

#include "common/text/decode.h"
#include "common/text/fold.h"
#include "common/text/utf8.h"

using namespace broadtape;

TEST_CASE("Punycode is decoded as in RFC 3492", "[text][punycode]") {
  struct Row {
    const char* encoded;
    const char* label;
  };
  const Row rows[] = {
      {"bcher-kva", "b\u00fccher"},
      {"fiqs8s", "\u4e2d\u56fd"},
      {"p1ai", "\u0440\u0444"},
      {"ihqwcrb4cv8a8dqg056pqjye", "\u4ed6\u4eec\u4e3a\u4ec0\u4e48\u4e0d\u8bf4\u4e2d\u6587"},  // 7.1 (B)
      {"Pro-sti-", "Pro-sti"},
  };
  for (const Row& row : rows) {
    INFO(row.encoded);
    CHECK(decode_punycode(row.encoded) == std::string(row.label));
  }
}

TEST_CASE("Invalid Punycode is rejected, for any bytes", "[text][punycode]") {
  const std::string bad[] = {
      "", "99999999", "a-!", "bcher-kv", std::string(64, 'a'), std::string(63, '9'), "zzzzzzzzzzzz"};
  for (const std::string& encoded : bad) {
    INFO(encoded);
    const auto label = decode_punycode(encoded);
    CHECK((!label || is_valid_utf8(*label)));
  }
  CHECK(!decode_punycode(""));
  CHECK(!decode_punycode("bcher-!"));
  CHECK(!decode_punycode("99999999"));
  CHECK(!decode_punycode(std::string(64, 'a')));
}

TEST_CASE("composed() composes letters; lowered() also changes case, and nothing else", "[text][normal_form]") {
  CHECK(composed("Cafe\u0301 A") == "Caf\u00e9 A");
  CHECK(composed("ABC") == "ABC");
  CHECK(lowered("B\u00dcCHER") == "b\u00fccher");
  CHECK(lowered("Stra\u00dfe") == "stra\u00dfe");
  CHECK(lowered("ABC") == "abc");
}
