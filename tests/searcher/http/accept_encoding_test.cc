#include "searcher/http/accept_encoding.h"

#include <catch2/catch.hpp>
#include <string>

using namespace broadtape;

TEST_CASE("Accept-Encoding is read by RFC 9110", "[http][gzip]") {
  enum Answer { kPlain, kGzip, kGzipOnly, kNothing };
  struct Case {
    const char* header;
    Answer answer;
  };
  const Case cases[] = {
      {"", kPlain},
      {"gzip", kGzip},
      {"GZip", kGzip},
      {"x-gzip", kGzip},
      {"X-GZIP;q=0.1", kGzip},
      {"br, gzip", kGzip},
      {"deflate,gzip;q=0.001", kGzip},
      {"gzip ; q=0.5", kGzip},
      {"gzip\t;\tq=0.5", kGzip},
      {"gzip;Q=0.5", kGzip},
      {"gzip;q=1.000", kGzip},
      {"gzip;q=0.", kPlain},
      {"gzip;q=1.", kGzip},
      {", gzip,,", kGzip},
      {"*", kGzip},
      {"br, *;q=0.1", kGzip},
      {"identity, *;q=0.5", kPlain},
      {"gzip;q=0", kPlain},
      {"gzip;Q=0", kPlain},
      {"gzip;q=0.0", kPlain},
      {"gzip;q=0.000", kPlain},
      {"br;q=1, gzip ; q=0", kPlain},
      {"gzip;q=0, *", kPlain},
      {"x-gzip;q=0, gzip", kPlain},
      {"gzip, gzip;q=0", kPlain},
      {"notgzip", kPlain},
      {"gzipped", kPlain},
      {"x-gzip-x", kPlain},
      {"br", kPlain},
      {"identity", kPlain},
      {"identity;q=0.5, gzip;q=0.4", kPlain},
      {"identity;q=0.5, gzip;q=0.5", kGzip},
      {"identity;q=0, gzip", kGzipOnly},
      {"identity;q=0, *", kGzipOnly},
      {"gzip, *;q=0", kGzipOnly},
      {"identity;q=0", kNothing},
      {"identity;q=0, br", kNothing},
      {"*;q=0", kNothing},
      {"*;q=0.000, gzip;q=0", kNothing},
      {"identity, *;q=0", kPlain},
      // Malformed: the header is ignored.
      {"gzip;q=2", kPlain},
      {"gzip;q=1.001", kPlain},
      {"gzip;q=0.0001", kPlain},
      {"gzip;q=-1", kPlain},
      {"gzip;q=", kPlain},
      {"gzip;q", kPlain},
      {"gzip;q=.5", kPlain},
      {"gzip;q=0,5", kPlain},
      {"gzip;q =1", kPlain},
      {"gzip;q= 1", kPlain},
      {"gzip;q=1;q=1", kPlain},
      {"gzip;level=9", kPlain},
      {"gzip;", kPlain},
      {";q=1", kPlain},
      {"gzip br", kPlain},
      {"\"gzip\"", kPlain},
      {"gzip, \"", kPlain},
      {"identity;q=0, gzip=1", kPlain},
      {"gzip\x01", kPlain},
  };
  for (const Case& c : cases) {
    INFO(c.header);
    const AcceptedCodings accepted = accepted_codings(c.header);
    CHECK(accepted.gzip == (c.answer == kGzip || c.answer == kGzipOnly));
    CHECK(accepted.identity == (c.answer == kPlain || c.answer == kGzip));
  }
}

TEST_CASE("A long Accept-Encoding is read in one pass", "[http][gzip]") {
  std::string header;
  while (header.size() < 1'000'000) header += "br;q=0.5,";
  CHECK(accepted_codings(header + "gzip").gzip);
  CHECK(!accepted_codings(std::string(1'000'000, ';')).gzip);
}
