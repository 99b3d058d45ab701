#include "common/archive/codec.h"

#include <catch2/catch.hpp>
#include <memory>
#include <thread>

#include "tests/support/article_maker.h"
#include "tests/support/error_matcher.h"

using namespace broadtape;

namespace {

constexpr const char* kText = "Shares of Acme (NYSE: ACM) rose 4 pct on Feb 26.";

std::vector<std::string> sample_records(std::size_t count, std::uint64_t seed = 1) {
  ArticleMaker maker(seed);
  std::vector<std::string> records;
  for (std::size_t i = 0; i < count; ++i) records.push_back(maker.text(150));
  return records;
}

const std::string& trained() {
  static const std::string dictionary = train_dictionary(sample_records(1000), 64 << 10);
  return dictionary;
}

// The header of a frame, RFC 8878 3.1.1.1, that claims `bytes` of content, followed by one empty block.
std::string frame_claiming(std::uint64_t bytes) {
  std::string frame("\x28\xb5\x2f\xfd\xe0", 5);  // single segment, eight bytes of content size, no dictionary
  for (int i = 0; i < 8; ++i) frame += static_cast<char>(bytes >> 8 * i & 0xff);
  return frame + std::string("\x01\x00\x00", 3);
}

}  // namespace

TEST_CASE("Codec gives back every record as it was", "[archive][codec]") {
  ArticleMaker maker;
  const std::string records[] = {
      "", "a", kText, maker.text(10'000), std::string(1'000'000, '\0'), std::string("\x28\xb5\x2f\xfd", 4), "𝄞 é 中文"};
  for (const std::string& dictionary : {std::string(), trained()}) {
    const Codec codec(dictionary);
    for (const std::string& record : records) {
      INFO("dictionary of " << dictionary.size() << " bytes, record of " << record.size());
      CHECK(codec.decompress(codec.compress(record)) == record);
    }
  }
}

TEST_CASE("Codec reports damage and never returns wrong text", "[archive][codec]") {
  struct Case {
    const char* name;
    void (*damage)(std::string&);
  };
  const Case cases[] = {
      {"empty input", [](std::string& f) { f.clear(); }},
      {"one byte", [](std::string& f) { f.resize(1); }},
      {"magic alone", [](std::string& f) { f.resize(4); }},
      {"header alone", [](std::string& f) { f.resize(6); }},
      {"last byte missing", [](std::string& f) { f.pop_back(); }},
      {"checksum missing", [](std::string& f) { f.resize(f.size() - 4); }},
      {"second half missing", [](std::string& f) { f.resize(f.size() / 2); }},
      {"one byte too many", [](std::string& f) { f.push_back('\0'); }},
      {"a second frame behind the first", [](std::string& f) { f += f; }},
      {"an empty frame behind it", [](std::string& f) { f += Codec("").compress(""); }},
      {"a byte before it", [](std::string& f) { f.insert(0, 1, ' '); }},
      {"bit flipped in the text", [](std::string& f) { f[f.size() / 2] ^= 0x01; }},
      {"bit flipped in the checksum", [](std::string& f) { f.back() ^= 0x10; }},
      {"magic of zstd 0.7", [](std::string& f) { f[0] = '\x27'; }},
      {"a skippable frame", [](std::string& f) { f = std::string("\x50\x2a\x4d\x18\x04\x00\x00\x00text", 12); }},
      {"not zstd", [](std::string& f) { f = kText; }},
      {"an empty frame that claims 48 bytes", [](std::string& f) { f = frame_claiming(48); }},
  };
  const Codec codec{""};
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      std::string frame = codec.compress(kText);
      c.damage(frame);
      CHECK_THROWS_MATCHES(codec.decompress(frame), Error, HasKind(ErrorKind::kCorrupt));
    }
  }
}

TEST_CASE("No flipped bit anywhere in a frame gives other text", "[archive][codec]") {
  for (const std::string& dictionary : {std::string(), trained()}) {
    const Codec codec(dictionary);
    const std::string record = ArticleMaker().text(40);
    const std::string whole = codec.compress(record);
    std::size_t refused = 0;
    for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
      std::string frame = whole;
      frame[bit / 8] = static_cast<char>(frame[bit / 8] ^ 1 << bit % 8);
      std::string text = record;
      try {
        text = codec.decompress(frame);
      } catch (const Error&) {
        ++refused;
        continue;
      }
      // Some bits are unused in this frame, so that flipping them is not damage.
      if (text != record) FAIL("bit " << bit << " gave other text");
    }
    CHECK(refused > whole.size() * 7);
  }
}

TEST_CASE("A frame that claims more than the limit is rejected before memory is allocated", "[archive][codec]") {
  const Codec codec{""};
  for (const std::uint64_t bytes :
       {std::uint64_t{1} << 40, std::uint64_t{Codec::kMaxRecordBytes} + 1, ~std::uint64_t{2}}) {
    INFO(bytes);
    CHECK_THROWS_MATCHES(codec.decompress(frame_claiming(bytes)), Error, HasKind(ErrorKind::kTooLarge));
  }
  CHECK_THROWS_MATCHES(codec.decompress(frame_claiming(Codec::kMaxRecordBytes)), Error, HasKind(ErrorKind::kCorrupt));
}

TEST_CASE("A record past the limit is refused, one at the limit is kept", "[archive][codec]") {
  const Codec codec("", 1);
  const std::string largest(Codec::kMaxRecordBytes, 'x');
  CHECK(codec.decompress(codec.compress(largest)) == largest);
  CHECK_THROWS_MATCHES(codec.compress(largest + "x"), Error, HasKind(ErrorKind::kTooLarge));
}

TEST_CASE("A frame needs the dictionary that it was made with", "[archive][codec]") {
  const std::string other_dictionary = train_dictionary(sample_records(1000, 2), 64 << 10);
  const Codec plain(""), ours(trained()), others(other_dictionary);
  REQUIRE(ours.dictionary_id() != 0);
  REQUIRE(others.dictionary_id() != ours.dictionary_id());
  const std::string frame = ours.compress(kText);
  CHECK(frame_dictionary_id(frame) == ours.dictionary_id());
  CHECK(ours.decompress(frame) == kText);
  CHECK_THROWS_MATCHES(plain.decompress(frame), Error, HasKind(ErrorKind::kWrongDictionary));
  CHECK_THROWS_MATCHES(others.decompress(frame), Error, HasKind(ErrorKind::kWrongDictionary));
  CHECK_THROWS_MATCHES(ours.decompress(plain.compress(kText)), Error, HasKind(ErrorKind::kWrongDictionary));
}

TEST_CASE("A codec keeps the owner of a dictionary that it does not copy", "[archive][codec]") {
  auto owner = std::make_shared<const std::string>(trained());
  const std::weak_ptr<const std::string> alive = owner;
  {
    const Codec codec(*owner, owner);
    owner.reset();
    CHECK(codec.dictionary() == trained());
    CHECK(codec.decompress(Codec(trained()).compress(kText)) == kText);
    CHECK_FALSE(alive.expired());
  }
  CHECK(alive.expired());
}

TEST_CASE("Bytes that are not a dictionary are rejected", "[archive][codec]") {
  CHECK_THROWS_MATCHES(Codec("these bytes are no dictionary"), Error, HasKind(ErrorKind::kCorrupt));
  CHECK_THROWS_MATCHES(Codec("x"), Error, HasKind(ErrorKind::kCorrupt));
  CHECK_THROWS_MATCHES(Codec(trained().substr(0, 100)), Error, HasKind(ErrorKind::kCorrupt));
}

TEST_CASE("A dictionary makes short records smaller and is worth its size", "[archive][codec]") {
  const std::string& dictionary = trained();
  CHECK(dictionary.size() <= 64u << 10);
  const Codec plain(""), ours(dictionary);
  std::size_t plain_bytes = 0, our_bytes = 0;
  for (const std::string& record : sample_records(100, 3)) {
    plain_bytes += plain.compress(record).size();
    our_bytes += ours.compress(record).size();
  }
  CHECK(our_bytes * 10 < plain_bytes * 9);
}

TEST_CASE("Too few samples give no dictionary", "[archive][codec]") {
  CHECK(train_dictionary({}, 1 << 20).empty());
  CHECK(train_dictionary({"a", "b"}, 1 << 20).empty());
  CHECK(train_dictionary(std::vector<std::string>(2000), 1 << 20).empty());
  CHECK(train_dictionary(sample_records(20), 1 << 20).empty());
}

TEST_CASE("Identical samples give a working dictionary or none", "[archive][codec]") {
  const std::string dictionary = train_dictionary(std::vector<std::string>(2000, std::string(500, 'x')), 1 << 20);
  const Codec codec(dictionary);
  CHECK(codec.decompress(codec.compress(kText)) == kText);
}

TEST_CASE("Threads may share a codec", "[archive][codec]") {
  const Codec codec(trained());
  std::vector<std::thread> threads;
  std::vector<int> wrong(4);
  for (std::size_t t = 0; t < wrong.size(); ++t) {
    threads.emplace_back([&, t] {
      for (const std::string& record : sample_records(50, t))
        wrong[t] += codec.decompress(codec.compress(record)) != record;
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(wrong == std::vector<int>(4));
}
