#include <catch2/catch.hpp>
#include <string>

#include "common/text/decode.h"

using broadtape::decode_entities;

TEST_CASE("decode_entities decodes references once and keeps other text", "[text][entities]") {
  struct Case {
    const char *text, *decoded;
  };
  const Case cases[] = {
      {"", ""},
      {"no reference", "no reference"},
      {"AT&amp;T", "AT&T"},
      {"AT&T", "AT&T"},
      {"&lt;XYZ&gt; &quot;up&quot; &apos;now&apos;", "<XYZ> \"up\" 'now'"},
      {"&lt;XYZ>", "<XYZ>"},
      {"&amp;lt;", "&lt;"},
      {"Nestl&eacute; &euro;5 &ndash; &hellip;", "Nestlé €5 – …"},
      {"&Alpha;&alpha; &thetasym; &frac12; &nbsp;", "Αα ϑ ½ \u00A0"},
      {"Moody&#8217;s", "Moody’s"},
      {"Moody&#x2019;s &#X2019;", "Moody’s ’"},
      {"&#38;#38;", "&#38;"},
      {"&#65", "A"},
      {"&#65 B", "A B"},
      {"&#x41G", "AG"},
      {"Moody&#146;s &#147;A&#148;", "Moody’s “A”"},
      {"&#129;", "&#129;"},
      {"&#0; &#1; &#127;", "&#0; &#1; &#127;"},
      {"&#9;&#10;", "\t\n"},
      {"&#xD800; &#x110000; &#99999999999;", "&#xD800; &#x110000; &#99999999999;"},
      {"&#; &#x; &#-5; &", "&#; &#x; &#-5; &"},
      {"&amp", "&amp"},
      {"&AMP; &nosuchname; &;", "&AMP; &nosuchname; &;"},
      {"&eacute &eacute;", "&eacute é"},
      {"a&b;c&d", "a&b;c&d"},
      {"&&amp;&", "&&&"},
      {"&#x1F4C8;", "📈"},
  };
  for (const Case& c : cases) {
    INFO(c.text);
    CHECK(decode_entities(c.text) == c.decoded);
  }
}

TEST_CASE("decode_entities knows the ends of its table", "[text][entities]") {
  CHECK(decode_entities("&AElig;&zwnj;&zwj;&yuml;&Aacute;") == "Æ\u200C\u200DÿÁ");
}
