#include "common/text/utf8.h"

#include <catch2/catch.hpp>
#include <string>

using namespace broadtape;
using namespace std::string_literals;

TEST_CASE("repair_utf8 replaces invalid and control characters and counts invalid sequences", "[text][utf8]") {
  struct Case {
    const char* name;
    std::string text, mended;
    std::size_t invalid;
  };
  const Case cases[] = {
      {"empty", "", "", 0},
      {"ASCII", "Shares of Acme rose 4 pct\tto $12~\n", "Shares of Acme rose 4 pct\tto $12~\n", 0},
      {"two, three and four bytes", "é€𝄞", "é€𝄞", 0},
      {"largest code point", "\xF4\x8F\xBF\xBF", "\xF4\x8F\xBF\xBF", 0},
      {"lone continuation byte", "a\x80z", "a\uFFFDz", 1},
      {"bytes that never occur", "\xFE\xFF", "\uFFFD\uFFFD", 2},
      {"three bytes cut short count once", "a\xE2\x82", "a\uFFFD", 1},
      {"four bytes cut short by a letter", "\xF0\x9D\x84z", "\uFFFDz", 1},
      {"overlong slash", "\xC0\xAF", "\uFFFD\uFFFD", 2},
      {"overlong in three bytes", "\xE0\x80\xAF", "\uFFFD\uFFFD\uFFFD", 3},
      {"surrogate", "\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD", 3},
      {"past U+10FFFF", "\xF4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD", 4},
      {"Latin-1 in UTF-8", "Nestl\xE9 rose", "Nestl\uFFFD rose", 1},
      {"NUL and other controls", "a\0b\x01\x1F\x7Fz"s, "a b   z", 0},
      {"C1 controls", "a\u0085b\u009Fz\u00A0", "a b z\u00A0", 0},
      {"CR LF", "one\r\ntwo\r\n", "one\ntwo\n", 0},
      {"lone CR", "one\rtwo\r", "one\ntwo\n", 0},
      {"far behind in a long text", std::string(1000, 'x') + "\xFF" + std::string(1000, 'y'),
       std::string(1000, 'x') + "\uFFFD" + std::string(1000, 'y'), 1},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      std::string text = c.text;
      CHECK(is_valid_utf8(text) == (c.invalid == 0));
      CHECK(repair_utf8(text) == c.invalid);
      CHECK(text == c.mended);
      CHECK(is_valid_utf8(text));
      CHECK(repair_utf8(text) == 0);
      CHECK(text == c.mended);
    }
  }
}

TEST_CASE("repair_utf8 finds invalid bytes at every offset of a group of eight", "[text][utf8]") {
  for (std::size_t at = 0; at < 24; ++at) {
    for (const char bad : {'\0', '\x1F', '\x7F', '\x80', '\xFF'}) {
      std::string text(24, '~');
      text[at] = bad;
      repair_utf8(text);
      INFO("position " << at << ", byte " << static_cast<int>(bad));
      CHECK(text.find(bad) == std::string::npos);
      CHECK(text.substr(0, at) == std::string(at, '~'));
    }
  }
}

TEST_CASE("decode_utf8 undoes append_utf8 for every code point", "[text][utf8]") {
  std::size_t wrong = 0;
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text;
    append_utf8(text, c);
    std::size_t at = 0;
    if (!is_valid_utf8(text) || decode_utf8(text, at) != c || at != text.size()) ++wrong;
  }
  CHECK(wrong == 0);
}

TEST_CASE("utf8_prefix cuts before a character, never inside one", "[text][utf8]") {
  struct Case {
    const char* text;
    std::size_t max_bytes;
    const char* prefix;
  };
  const Case cases[] = {
      {"abc", 5, "abc"}, {"abc", 3, "abc"}, {"abc", 2, "ab"}, {"abc", 0, ""}, {"aé", 2, "a"},
      {"aé", 3, "aé"},   {"€", 2, ""},      {"𝄞x", 3, ""},    {"𝄞x", 4, "𝄞"}, {"", 0, ""},
  };
  for (const Case& c : cases) {
    INFO(c.text << " in " << c.max_bytes);
    CHECK(utf8_prefix(c.text, c.max_bytes) == c.prefix);
  }
}
