#include "searcher/web/cursor.h"

#include <catch2/catch.hpp>
#include <numeric>
#include <random>

#include "searcher/http/base64.h"

using namespace broadtape;

namespace {

Cursor some_cursor() {
  return {{42, 7, 1}, "0123456789abcdef", 50, 1'738'245'900, "fedcba9876543210"};
}

std::string coded(const std::string& json) {
  return encode_base64url(json);
}

}  // namespace

TEST_CASE("A cursor comes back as it went", "[web][cursor]") {
  std::vector<std::uint32_t> most(kMostCursorSegments);
  std::iota(most.begin(), most.end(), 1u);
  for (const Cursor& cursor : {some_cursor(), Cursor{}, Cursor{{UINT32_MAX}, "", 4'000'000'000, -1'000'000'000, "x"},
                               Cursor{most, "t", 1, 253'000'000'000, "y"}}) {
    const std::string text = encode_cursor(cursor);
    CHECK(text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") ==
          std::string::npos);
    const std::optional<Cursor> back = decode_cursor(text);
    REQUIRE(back);
    CHECK(back->segments == cursor.segments);
    CHECK(back->state == cursor.state);
    CHECK(back->offset == cursor.offset);
    CHECK(back->now_s == cursor.now_s);
    CHECK(back->request == cursor.request);
  }
}

TEST_CASE("Invalid cursors are rejected", "[web][cursor]") {
  std::string twice = "[1,[1", many = "[1,[1";
  for (int i = 2; i < 1'002; ++i) many += "," + std::to_string(i);
  for (int i = 0; i < 500; ++i) twice += ",1";
  const std::string cases[] = {
      "",
      "x",
      "null",
      coded(""),
      coded("{}"),
      coded("[]"),
      coded("null"),
      coded(R"([2,[1],"s",0,0,"r"])"),
      coded(R"([1,[1],"s",0,0])"),
      coded(R"([1,[1],"s",0,0,"r",1])"),
      coded(R"([1,[0],"s",0,0,"r"])"),
      coded(R"([1,[-1],"s",0,0,"r"])"),
      coded(R"([1,[4294967296],"s",0,0,"r"])"),
      coded(R"([1,[1.5],"s",0,0,"r"])"),
      coded(R"([1,["1"],"s",0,0,"r"])"),
      coded(R"([1,[1,2,1],"s",0,0,"r"])"),
      coded(R"([1,{},"s",0,0,"r"])"),
      coded(R"([1,[1],7,0,0,"r"])"),
      coded(R"([1,[1],"s",-1,0,"r"])"),
      coded(R"([1,[1],"s",4000000001,0,"r"])"),
      coded(R"([1,[1],"s",18446744073709551616,0,"r"])"),
      coded(R"([1,[1],"s",0,9223372036854775808,"r"])"),
      coded(R"([1,[1],"s",0,-9223372036854775808,"r"])"),
      coded(R"([1,[1],"s",0,1e9,"r"])"),
      coded(R"([1,[1],"s",0,0,7])"),
      coded("[1,[1],\"\xff\",0,0,\"r\"]"),
      coded(std::string(5'000, '[')),
      coded(std::string(5'000, '[') + std::string(5'000, ']')),
      coded(many + R"(],"s",0,0,"r"])"),
      coded(twice + R"(],"s",0,0,"r"])"),
      // The same values in another encoding.
      coded(R"([1, [1],"s",0,0,"r"])"),
      coded(R"([1.0,[1],"s",0,0,"r"])"),
      coded(R"([1,[1],"\u0073",0,0,"r"])"),
      coded(R"([1,[1],"s",0,-0,"r"])"),
      encode_cursor(some_cursor()) + "=",
      encode_cursor(some_cursor()) + " ",
  };
  for (const std::string& text : cases) {
    INFO(decode_base64(text).value_or(text).substr(0, 80));
    CHECK(!decode_cursor(text));
  }
}

TEST_CASE("A cursor with random changes is invalid or encodes to the same text", "[web][cursor]") {
  std::mt19937_64 random(11);
  const std::string whole = encode_cursor(some_cursor());
  constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/=%. ";
  int invalid = 0;
  for (int i = 0; i < 20'000; ++i) {
    std::string text = whole;
    for (std::uint64_t faults = random() % 3 + 1; faults > 0; --faults) {
      const std::size_t at = random() % text.size();
      if (random() % 3 == 0) text.erase(at, 1);
      if (random() % 3 == 0) text.insert(at, 1, kLetters[random() % kLetters.size()]);
      if (random() % 2 == 0 && at < text.size()) text[at] = static_cast<char>(random());
      if (text.empty()) text = "A";
    }
    const std::optional<Cursor> cursor = decode_cursor(text);
    if (cursor && encode_cursor(*cursor) != text) FAIL(text);
    invalid += !cursor;
  }
  CHECK(invalid > 10'000);
}
