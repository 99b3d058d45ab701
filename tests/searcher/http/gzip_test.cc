#include "searcher/http/gzip.h"

#include <zlib.h>

#include <catch2/catch.hpp>
#include <random>

using namespace broadtape;

namespace {

constexpr int kGzipAlone = 15 + 16;

// Decompresses the beginning of a gzip stream with zlib; sets `whole` if the stream ends there.
std::string unpacked(const std::string& packed, bool& whole) {
  z_stream stream{};
  REQUIRE(inflateInit2(&stream, kGzipAlone) == Z_OK);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  std::string text;
  int status = Z_OK;
  while (status == Z_OK) {
    char block[4096];
    stream.next_out = reinterpret_cast<Bytef*>(block);
    stream.avail_out = sizeof block;
    status = inflate(&stream, Z_NO_FLUSH);
    text.append(block, sizeof block - stream.avail_out);
  }
  whole = status == Z_STREAM_END && stream.avail_in == 0;
  inflateEnd(&stream);
  return text;
}

std::string random_text(std::size_t bytes, unsigned letters) {
  std::mt19937_64 random(bytes);
  std::string text(bytes, '\0');
  for (char& c : text) c = static_cast<char>(random() % letters);
  return text;
}

}  // namespace

TEST_CASE("A gzip stream gives all that was added, part by part", "[http][gzip]") {
  bool whole = false;
  for (const unsigned letters : {2u, 256u}) {
    GzipStream gzip;
    std::string packed, text;
    for (const std::size_t bytes : {0, 1, 100, 16'383, 16'384, 16'385, 300'000, 0, 5}) {
      const std::string part = random_text(bytes, letters);
      text += part;
      packed += gzip.add(part);
      CHECK(unpacked(packed, whole) == text);
      CHECK(!whole);
    }
    packed += gzip.finish();
    CHECK(unpacked(packed, whole) == text);
    CHECK(whole);
  }
  GzipStream nothing;
  CHECK(unpacked(nothing.finish(), whole).empty());
  CHECK(whole);
}

TEST_CASE("Answers are compressed for those who take it, where it is worth it", "[http][gzip]") {
  using Headers = std::vector<std::pair<std::string, std::string>>;
  HttpRequest taker, other;
  taker.gzip = true;
  const std::string text(kLeastGzipBytes, 'a');
  HttpAnswer packed{{200, "text/plain", {}}, text}, plain = packed, small{{200, "text/plain", {}}, text.substr(1)};
  compress_answer(taker, packed);
  compress_answer(other, plain);
  compress_answer(taker, small);
  bool whole = false;
  CHECK(unpacked(packed.body, whole) == text);
  CHECK(whole);
  CHECK(packed.head.headers == Headers{{"Vary", "Accept-Encoding"}, {"Content-Encoding", "gzip"}});
  CHECK(plain.body == text);
  CHECK(plain.head.headers == Headers{{"Vary", "Accept-Encoding"}});
  CHECK(small.body.size() == kLeastGzipBytes - 1);
  CHECK(small.head.headers == Headers{{"Vary", "Accept-Encoding"}});
}
