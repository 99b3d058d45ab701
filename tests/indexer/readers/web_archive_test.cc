#include <fmt/format.h>
#include <zlib.h>

#include <catch2/catch.hpp>
#include <string>

#include "indexer/input/container.h"
#include "tests/indexer/readers/collected.h"

using namespace broadtape;

namespace {

std::string page(const std::string& title) {
  return "<html><head><title>" + title +
         "</title></head><body><article><p>Acme Corp said on Thursday that its profit " +
         "had doubled in the year.</p></article></body></html>";
}

std::string response(const std::string& body, const std::string& fields = "Content-Type: text/html\r\n",
                     const std::string& status = "200 OK") {
  return "HTTP/1.1 " + status + "\r\n" + fields + "\r\n" + body;
}

std::string record(const std::string& type, const std::string& block, const std::string& url = "https://pier.example/a",
                   const std::string& media_type = "application/http; msgtype=response") {
  return fmt::format(
      "WARC/1.0\r\nWARC-Type: {}\r\nWARC-Target-URI: {}\r\nWARC-Date: 2025-01-30T10:00:00Z\r\nContent-Type: {}\r\n"
      "Content-Length: {}\r\n\r\n{}\r\n\r\n",
      type, url, media_type, block.size(), block);
}

// `window` is that of deflateInit2(): 31 for gzip, -15 for raw deflate.
std::string deflated(const std::string& text, int window) {
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, 6, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string out(deflateBound(&stream, text.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(out.size() - stream.avail_out);
  deflateEnd(&stream);
  return out;
}

const std::string kHtml = "Content-Type: text/html; charset=\"utf-8\"\r\n";

}  // namespace

TEST_CASE("Each response of a WARC file that is a page is an article", "[readers][warc]") {
  const Collected got = collect(
      record("warcinfo", "software: x", "", "application/warc-fields") + record("request", "GET / HTTP/1.1\r\n\r\n") +
      record("response", response(page("One"))) +
      record("response", response("\x89PNG", "Content-Type: image/png\r\n")) +
      record("response", response(page("Gone"), kHtml, "404 Not Found"), "https://pier.example/b") +
      record("revisit", response("")) + record("resource", page("Two"), "<https://pier.example/c>", "text/html"));
  REQUIRE(got.titles() == std::vector<std::string>{"One", "Two"});
  CHECK(got.articles[0].url == "https://pier.example/a");
  CHECK(got.articles[0].source == "pier.example");
  CHECK(got.articles[0].date_near_s == 1738231200);
  CHECK(got.articles[0].record == "record 3");
  CHECK(got.articles[1].url == "https://pier.example/c");
  CHECK(got.rejects.empty());
  CHECK(got.notes == std::vector<std::string>{"left out, because they are no pages: 1 image/png, 1 with status 404"});
}

TEST_CASE("An age in a page of a web archive counts from its capture", "[readers][warc]") {
  const std::string html =
      "<html><head><title>Oil rises</title></head><body><h1>Oil rises</h1><div>By A. Reed, 3 hours ago</div>"
      "<p>Oil rose on Thursday, and the shares of Acme Corp rose too, as traders had expected for some "
      "days.</p></body>";
  const Collected got = collect(record("response", response(html)));
  REQUIRE(got.articles.size() == 1);
  CHECK(got.articles[0].date_text == "3 hours ago");
  CHECK(got.articles[0].captured_text == "2025-01-30T10:00:00Z");
}

TEST_CASE("Content codings of pages are removed", "[readers][warc]") {
  const std::string text = page("One");
  // An uncompressed meta-block (RFC 7932, 9.2): window of 16 bits, not the last, its length less 1 in 16 bits.
  const auto brotli = [](const std::string& plain) {
    const std::size_t length = plain.size() - 1;
    const std::size_t bits = length << 4 | std::size_t{1} << 20;
    std::string out;
    for (int i = 0; i < 3; ++i) out.push_back(static_cast<char>(bits >> (8 * i) & 0xff));
    return out + plain + '\x03';
  };
  const std::string chunked = fmt::format("{:x};x=y\r\n{}\r\n5\r\n{}\r\n0\r\n\r\n", text.size() - 5,
                                          text.substr(0, text.size() - 5), text.substr(text.size() - 5));
  struct Case {
    const char* name;
    std::string fields;
    std::string body;
  };
  const Case cases[] = {
      {"gzip", "Content-Encoding: gzip\r\n", deflated(text, 31)},
      {"deflate", "Content-Encoding: deflate\r\n", deflated(text, 15)},
      {"raw deflate", "Content-Encoding: deflate\r\n", deflated(text, -15)},
      {"br", "Content-Encoding: br\r\n", brotli(text)},
      {"chunked", "Transfer-Encoding: chunked\r\n", chunked},
      {"gzip, already removed", "Content-Encoding: gzip\r\n", text},
      {"chunked, already removed", "Transfer-Encoding: chunked\r\n", text},
      {"gzip in chunks", "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n",
       fmt::format("{:X}\r\n{}\r\n0\r\n\r\n", deflated(text, 31).size(), deflated(text, 31))},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      CHECK(collect(record("response", response(c.body, kHtml + c.fields))).titles() ==
            std::vector<std::string>{"One"});
    }
  }
  const Collected unknown = collect(record("response", response("\x01\x02", kHtml + "Content-Encoding: zstd\r\n")));
  REQUIRE(unknown.rejects.size() == 1);
  CHECK(unknown.rejects[0].reason == "its content coding zstd cannot be decoded");
}

TEST_CASE("ARC files are read, also with blanks in an address", "[readers][warc]") {
  const std::string block = response(page("One"));
  const std::string version = "1 0 Crawler\nURL IP-address Archive-date Content-type Archive-length\n";
  const Collected got = collect(
      fmt::format("filedesc://a.arc.gz 127.0.0.1 20250130100000 text/plain {}\n{}\n", version.size(), version) +
      fmt::format("https://pier.example/a b?c=d e 10.0.0.1 20250130100000 text/html {}\n{}\n", block.size(), block) +
      fmt::format("https://pier.example/2 10.0.0.1 20250130100000 text/html 200 - - 512 a.arc.gz {}\n{}\n",
                  block.size(), block));
  REQUIRE(got.titles() == std::vector<std::string>{"One", "One"});
  CHECK(got.articles[0].url == "https://pier.example/a b?c=d e");
  CHECK(got.articles[0].date_near_s == 1738231200);
  CHECK(got.articles[1].url == "https://pier.example/2");
}

TEST_CASE("A false length in an ARC file costs no other record", "[readers][warc]") {
  const std::string version = "1 0 x\nURL IP-address Archive-date Content-type Archive-length\n";
  const auto arc = [&](std::ptrdiff_t of_version, std::ptrdiff_t of_first) {
    const std::string one = response(page("One")), two = response(page("Two"));
    const auto size = [](const std::string& text, std::ptrdiff_t more) {
      return static_cast<std::ptrdiff_t>(text.size()) + more;
    };
    return fmt::format("filedesc://a.arc 127.0.0.1 20250130100000 text/plain {}\n{}\n", size(version, of_version),
                       version) +
           fmt::format("https://pier.example/1 10.0.0.1 20250130100000 text/html {}\n{}\n", size(one, of_first), one) +
           fmt::format("https://pier.example/2 10.0.0.1 20250130100000 text/html {}\n{}\n", two.size(), two);
  };
  for (const auto& [of_version, of_first] : {std::pair{12, 0}, {0, 12}, {0, 90}, {0, 100'000}, {30, -10}}) {
    CAPTURE(of_version, of_first);
    const Collected got = collect(arc(of_version, of_first));
    CHECK(got.titles() == std::vector<std::string>{"One", "Two"});
  }
}

TEST_CASE("A damaged web archive gives the records before and after the damage", "[readers][warc]") {
  const std::string one = record("response", response(page("One"))), two = record("response", response(page("Two")));
  const auto with_length = [](std::string text, const std::string& length) {
    const std::size_t at = text.find("Content-Length: ") + 16;
    return text.replace(at, text.find('\r', at) - at, length);
  };
  struct Case {
    const char* name;
    std::string bytes;
    std::vector<std::string> titles;
    const char* says;  // the reason of the first rejected record
  };
  const Case cases[] = {
      {"cut off", one + two.substr(0, two.size() - 60), {"One"}, "the input ends inside it"},
      {"cut off in a header", one + two.substr(0, 40), {"One"}, ""},
      {"cut off behind the page", one + two.substr(0, two.size() - 5), {"One", "Two"}, ""},
      {"length too large", with_length(one, "300") + two, {"One", "Two"}, ""},
      {"cut off before the next record",
       one.substr(0, one.size() - 60) + "\r\n" + two,
       {"Two"},
       "the next record begins inside it"},
      {"length too small", with_length(one, "150") + two, {"", "Two"}, "bytes between records are no record"},
      {"no length", with_length(one, "?") + two, {"One", "Two"}, ""},
      {"garbage between",
       one + "x\xFF garbage\r\nmore\r\n" + two,
       {"One", "Two"},
       "bytes between records are no record"},
      {"no HTTP", record("response", "x") + two, {"Two"}, "is no HTTP response"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const Collected got = collect(c.bytes);
      if (c.titles[0].empty())
        CHECK(got.titles().back() == c.titles.back());
      else
        CHECK(got.titles() == c.titles);
      if (c.says[0] == '\0') continue;
      REQUIRE_FALSE(got.rejects.empty());
      CHECK_THAT(got.rejects[0].reason, Catch::Contains(c.says));
    }
  }
}

TEST_CASE("Behind a damaged member of a compressed web archive reading goes on", "[readers][warc]") {
  const auto packed_record = [](const std::string& title) {
    return deflated(record("response", response(page(title))), 31);
  };
  std::string damaged = packed_record("Two");
  const char* const damage = GENERATE("altered data", "altered checksum", "cut short");
  CAPTURE(damage);
  if (damage == std::string_view("altered data"))
    damaged.replace(damaged.size() / 2, 8, 8, '\xff');
  else if (damage == std::string_view("altered checksum"))
    damaged[damaged.size() - 8] ^= 0x01;
  else
    damaged.resize(damaged.size() / 2);
  const std::string bytes = packed_record("One") + damaged + packed_record("Three");
  MemorySource compressed(bytes);
  GzipSource source(compressed);
  PeekSource peeked(source, 512);
  Collected got;
  read_records(peeked, {}, got);
  REQUIRE(got.articles.size() >= 2);
  CHECK(got.articles.front().title == "One");
  CHECK(got.articles.back().title == "Three");
  REQUIRE(got.rejects.size() == 1);
  CHECK_THAT(got.rejects[0].reason, Catch::StartsWith("damaged gzip data: "));
}

TEST_CASE("A page that expands beyond the limit is rejected", "[readers][warc]") {
  const std::string bomb = deflated(std::string(40u << 20, ' '), 31);
  const Collected got = collect(record("response", response(bomb, kHtml + "Content-Encoding: gzip\r\n")) +
                                record("response", response(page("Two"))));
  CHECK(got.titles() == std::vector<std::string>{"Two"});
  REQUIRE(got.rejects.size() == 1);
  CHECK_THAT(got.rejects[0].reason, Catch::Contains("its content is larger than"));
}

TEST_CASE("A text that was extracted from a page has the day of its address", "[readers][warc]") {
  const Collected got = collect(record("conversion", "Acme doubles its profit\nMarkets\nAcme said so on Thursday.\n",
                                       "https://www.pier.example/a", "text/plain"));
  REQUIRE(got.titles() == std::vector<std::string>{"Acme doubles its profit"});
  CHECK(got.articles[0].body == "Markets\nAcme said so on Thursday.");
  CHECK(got.articles[0].url == "https://www.pier.example/a");
  CHECK(got.articles[0].source == "pier.example");
  CHECK(got.articles[0].date_text.empty());
  const Collected dated = collect(record("conversion", "Acme doubles its profit\nAcme said so on Thursday.\n",
                                         "https://www.pier.example/2025/01/30/acme", "text/plain"));
  CHECK(only_article(dated).date_text == "2025-01-30");
}
