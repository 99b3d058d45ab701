#include <sys/resource.h>

#include <algorithm>
#include <catch2/catch.hpp>

#include "common/error/error.h"
#include "tests/indexer/readers/collected.h"
#include "tests/support/error_matcher.h"

using namespace broadtape;

namespace {

// `head`, then `middle` bytes of 'x', then `tail`, without ever being in memory as a whole.
class LongSource final : public ByteSource {
 public:
  LongSource(std::string head, std::uint64_t middle, std::string tail)
      : head_(std::move(head)), tail_(std::move(tail)), middle_(middle) {}

  const InputName& name() const override { return name_; }
  std::size_t read(char* buffer, std::size_t size) override {
    if (at_ < head_.size()) return copy(head_, at_, buffer, size);
    if (at_ < head_.size() + middle_) {
      const std::size_t count = std::min<std::uint64_t>(size, head_.size() + middle_ - at_);
      std::fill_n(buffer, count, 'x');
      at_ += count;
      return count;
    }
    return copy(tail_, at_ - head_.size() - middle_, buffer, size);
  }

 private:
  std::size_t copy(const std::string& text, std::uint64_t from, char* buffer, std::size_t size) {
    const std::size_t count = text.copy(buffer, size, from);
    at_ += count;
    return count;
  }

  InputName name_;
  std::string head_, tail_;
  std::uint64_t middle_, at_ = 0;
};

// Sanitizers keep freed memory.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kMemoryIsMeasurable = false;
#else
constexpr bool kMemoryIsMeasurable = true;
#endif

long peak_kib() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

}  // namespace

TEST_CASE("A record past the limit is rejected in bounded memory and the next one read", "[readers][limits]") {
  struct Case {
    const char* form;
    std::string head, tail;
  };
  const Case cases[] = {
      {"jsonl", "{\"title\":\"a\"}\n{\"title\":\"", "\"}\n{\"title\":\"b\"}\n"},
      {"json", "[{\"title\":\"a\"},{\"title\":\"", "\"},{\"title\":\"b\"}]"},
      {"csv", "title,text\na,\n", "\nb,\n"},
      {"reuters-sgml", "<REUTERS NEWID=\"1\">\n<TEXT><TITLE>a</TITLE></TEXT>\n</REUTERS>\n<REUTERS NEWID=\"2\">\n",
       "\n</REUTERS>\n<REUTERS NEWID=\"3\">\n<TEXT><TITLE>b</TITLE></TEXT>\n</REUTERS>\n"},
      {"nexis", "1 of 3 DOCUMENTS\n\nX\n\nMay 5, 2025\n\na\n\nLENGTH: 1 words\n\n2 of 3 DOCUMENTS\n\n",
       "\n3 of 3 DOCUMENTS\n\nX\n\nMay 5, 2025\n\nb\n\nLENGTH: 1 words\n"},
      {"sec", "<DOCUMENT>\n<TYPE>a\n<TEXT>\nx\n</TEXT>\n</DOCUMENT>\n<DOCUMENT>\n<TYPE>x\n<TEXT>\n",
       "\n</TEXT>\n</DOCUMENT>\n<DOCUMENT>\n<TYPE>b\n<TEXT>\nx\n</TEXT>\n</DOCUMENT>\n"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.form) {
      const long before = peak_kib();
      LongSource source(c.head, 300u << 20, c.tail);
      Collected got;
      read_records(source, {c.form, {}}, got);
      CHECK(got.titles() == std::vector<std::string>{"a", "b"});
      REQUIRE(got.rejects.size() == 1);
      CHECK(got.rejects[0].text.size() <= 64u << 10);
      if (kMemoryIsMeasurable) CHECK(peak_kib() - before < 260 << 10);
    }
  }
}

TEST_CASE("A document past the limit is too large", "[readers][limits]") {
  for (const char* form : {"text", "saved-page", "ding", "html"}) {
    DYNAMIC_SECTION(form) {
      LongSource source("Title\n", 70u << 20, "");
      Collected got;
      CHECK_THROWS_MATCHES(read_records(source, {form, {}}, got), Error, HasKind(ErrorKind::kTooLarge));
    }
  }
}
