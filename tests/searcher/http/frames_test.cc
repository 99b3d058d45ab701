#include "searcher/http/frames.h"

#include <catch2/catch.hpp>
#include <stdexcept>

using namespace broadtape;

namespace {

HttpAnswer large_answer() {
  HttpAnswer answer{{206, "text/plain", {{"ETag", "W/\"a\""}, {"X-Empty", ""}}}, std::string(100'000, 'x')};
  answer.body[500] = '\0';
  return answer;
}

}  // namespace

TEST_CASE("Frames come back as they went", "[http][frames]") {
  for (const std::uint32_t bytes : {0u, 1u, 255u, 65'536u, 0xffffffffu}) {
    const FrameHeader header = decode_header(encode_header({FrameKind::kBody, bytes}));
    CHECK(header.kind == FrameKind::kBody);
    CHECK(header.bytes == bytes);
  }
  for (const bool yes : {false, true}) {
    const HttpRequest request{yes, !yes, "/a?b=\xff", "W/\"x\"", "http://localhost", !yes, yes, std::string("{\0}", 3)};
    const HttpRequest back = decode_request(encode_request(request));
    CHECK(back.head == yes);
    CHECK(back.gzip == !yes);
    CHECK(back.target == request.target);
    CHECK(back.if_none_match == request.if_none_match);
    CHECK(back.base == request.base);
    CHECK(back.html == !yes);
    CHECK(back.post == yes);
    CHECK(back.body == request.body);
  }
  const HttpAnswer answer = large_answer();
  const HttpAnswer back = decode_answer(encode_answer(answer));
  CHECK(back.head.status == 206);
  CHECK(back.head.content_type == "text/plain");
  CHECK(back.head.headers == answer.head.headers);
  CHECK(back.body == answer.body);
  const HttpHead head = decode_head(encode_head(answer.head));
  CHECK(head.status == 206);
  CHECK(head.headers == answer.head.headers);
}

TEST_CASE("A frame that ends too early is told, at whatever byte", "[http][frames]") {
  HttpAnswer answer = large_answer();
  answer.body.resize(10);
  const std::string whole = encode_answer(answer);
  const std::string request = encode_request({true, true, "/a", "b", "c", true, true, "d"});
  const std::string head = encode_head(answer.head);
  for (std::size_t size = 0; size < whole.size(); ++size)
    CHECK_THROWS_AS(decode_answer(whole.substr(0, size)), std::length_error);
  for (std::size_t size = 0; size < request.size(); ++size)
    CHECK_THROWS_AS(decode_request(request.substr(0, size)), std::length_error);
  for (std::size_t size = 0; size < head.size(); ++size)
    CHECK_THROWS_AS(decode_head(head.substr(0, size)), std::length_error);
  CHECK_THROWS_AS(decode_answer(std::string(64, '\xff')), std::length_error);
}
