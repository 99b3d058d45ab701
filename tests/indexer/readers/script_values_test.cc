#include "indexer/readers/html/script_values.h"

#include <catch2/catch.hpp>
#include <string>

#include "tests/indexer/readers/collected.h"

namespace broadtape {
namespace {

TEST_CASE("Literals of scripts are read as JSON", "[readers][html]") {
  struct Case {
    const char* script;
    const char* json;  // empty: none
  };
  const Case cases[] = {
      {"{title: 'Oil rises', n: [1, .5, -2,],}", R"({"title":"Oil rises","n":[1,0.5,-2]})"},
      {R"({"a": "x\x41\"", 'b-c': `y`, d: "it's"})", R"({"a":"x\u0041\"","b-c":"y","d":"it's"})"},
      {"{a: !0, b: !1, c: void 0, d: null, e: undefined, f: new Date(5), g: function(x) { return {}; }}",
       R"({"a":true,"b":false,"c":null,"d":null,"e":null,"f":null,"g":null})"},
      {"(function(a,b){return {t:a,l:[b,a]}}(\"Oil\",2))", R"({"t":"Oil","l":[2,"Oil"]})"},
      {"(function(a){a.x=1;return {t:a}})({y:'}'});", R"({"t":{"y":"}"}})"},
      {"(function(){return {}}())", "{}"},
      {"{a: }", ""},
      {"{a: 'x", ""},
      {"(function(a){return a}(1))", ""},
      {"(function(", ""},
      {"", ""},
  };
  for (const Case& c : cases) {
    INFO(c.script);
    CHECK(json_of_script(c.script).value_or("") == c.json);
  }
}

TEST_CASE("A literal that is nested too deeply or grows too long gives no value", "[readers][html]") {
  CHECK_FALSE(json_of_script(std::string(100'000, '[')));
  std::string doubling = "(function(a){return [";
  for (int i = 0; i < 100; ++i) doubling += "a,";
  doubling += "0]}('" + std::string(kMaxScriptValueBytes / 50, 'x') + "'))";
  CHECK_FALSE(json_of_script(doubling));
}

const std::string kText = "Acme said on Thursday that its profit had doubled. " + std::string(200, 'x');

TEST_CASE("The article of a page is read from the function that makes its state", "[readers][html]") {
  const RawArticle raw =
      only_article(collect("<html><head><title>Acme doubles its profit</title></head><body><div id=app></div><script>"
                           "window.__NUXT__=(function(a,b){return {data:[{article:{title:a,publishedAt:b,body:\"<p>" +
                           kText +
                           "</p>\"}}],state:{n:void 0}}}(\"Acme doubles its profit\",\"2025-01-30T09:30:00Z\"));"
                           "</script></body></html>"));
  CHECK(raw.body == kText);
  CHECK(raw.date_text == "2025-01-30T09:30:00Z");
}

TEST_CASE("The article of a page is read from the chunks of its server", "[readers][html]") {
  const std::string row =
      R"(4:[\"$\",\"main\",null,{\"children\":[\"$\",\"$L2\",null,{\"story\":{\"title\":\"Acme doubles its profit\",\"published\":\"2025-01-30T09:30:00Z\",\"body\":\"$1a\"}}]}]\n)";
  char bytes[8];
  std::snprintf(bytes, sizeof bytes, "%zx", kText.size());
  const std::string text = "1a:T" + std::string(bytes) + "," + kText;
  const RawArticle raw = only_article(
      collect("<html><head><title>Acme doubles its profit</title></head><body><div></div>"
              "<script>(self.__next_f=self.__next_f||[]).push([0])</script><script>self.__next_f.push([1,\"" +
              text.substr(0, 100) + "\"])</script><script>self.__next_f.push([1,\"" + text.substr(100) + row +
              "\"])</script></body></html>"));
  CHECK(raw.body == kText);
  CHECK(raw.date_text == "2025-01-30T09:30:00Z");
}

}  // namespace
}  // namespace broadtape
