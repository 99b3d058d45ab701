#include "common/text/fold.h"

#include <catch2/catch.hpp>
#include <string>

#include "common/text/utf8.h"

using namespace broadtape;

TEST_CASE("fold gives one spelling to the forms of a word", "[text][fold]") {
  struct Case {
    const char *text, *folded;
  };
  const Case cases[] = {
      {"", ""},
      {"NVIDIA Corp.", "nvidia corp."},
      {"[@`{Zz", "[@`{zz"},
      {"Nestlé", "nestle"},
      {"Nestle\u0301", "nestle"},
      {"ÉLYSÉE", "elysee"},
      {"ﬁnance", "finance"},
      {"ＮＶＩＤＩＡ１", "nvidia1"},
      {"Straße STRAẞE", "strasse strasse"},
      {"Ørsted Łódź Đổi", "orsted lodz doi"},
      {"Æon œuvre", "aeon oeuvre"},
      {"İstanbul ısı", "istanbul isi"},
      {"ΣΊΣΥΦΟΣ", "σισυφοσ"},
      {"СЁСТРЫ", "сестры"},
      {"ﾄﾞﾙ", "ドル"},
      {"ハ\u3099", "バ"},
      {"हिन्दी", "हिन्दी"},
      {"العَرَبِيَّة", "العربية"},
      {"삼성", "삼성"},
      {"co\u00ADoperate", "cooperate"},
      {"\u0301", ""},
      {"10²", "102"},
  };
  for (const Case& c : cases) {
    INFO(c.text);
    CHECK(fold(c.text) == c.folded);
  }
}

TEST_CASE("fold is idempotent and valid for every code point, alone and after a letter", "[text][fold]") {
  std::size_t wrong = 0;
  for (char32_t c = 1; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text;
    append_utf8(text, c);
    text += 'E';
    append_utf8(text, c);
    const std::string once = fold(text);
    if (!is_valid_utf8(once) || fold(once) != once) {
      ++wrong;
      UNSCOPED_INFO("U+" << std::hex << static_cast<std::uint32_t>(c));
    }
  }
  CHECK(wrong == 0);
}

TEST_CASE("single_spaced removes and collapses white space", "[text][fold]") {
  struct Case {
    const char *text, *spaced;
  };
  const Case cases[] = {
      {"", ""},
      {" \t\r\n\u00A0", ""},
      {"a", "a"},
      {"  Profit\t rose\r\n\r\n 4 pct ", "Profit rose 4 pct"},
      {"\u00A05\u00A0000\u00A0 ", "5 000"},
      {"\u00C2\u00A2 caf\u00E9", "\u00C2\u00A2 caf\u00E9"},  // their bytes are like those of U+00A0
      {"\xC2", "\xC2"},
  };
  for (const Case& c : cases) {
    INFO(c.text);
    CHECK(single_spaced(c.text) == c.spaced);
  }
}
