#include <catch2/catch.hpp>
#include <string>

#include "tests/searcher/query/parsed.h"

namespace broadtape {
namespace {

std::string joined_words(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

struct LeftOutCase {
  const char* text;
  const char* parsed;
  const char* left_out;
};

const LeftOutCase kLeftOutCases[] = {
    {"is the yen getting stronger", "yen AND stronger", "is the getting"},
    {"what did Apple say about tariffs", "Apple AND tariffs", "what did say about"},
    {"who bought Gillette", "bought AND Gillette", "who"},
    {"how much did Google pay for Wiz", "Google AND pay AND Wiz", "how much did for"},
    {"WHAT IS THE YEN", "YEN", "WHAT IS THE"},
    // symbols in capitals
    {"IT spending in Europe", "IT AND spending AND Europe", "in"},
    {"it spending in europe", "spending AND europe", "it in"},
    {"outlook for A shares", "outlook AND A AND shares", "for"},
    {"A share of oil", "share AND oil", "A of"},
    // short queries, and those that are nothing else
    {"IT spending", "IT AND spending", ""},
    {"the fed", "the AND fed", ""},
    {"on semiconductor", "on AND semiconductor", ""},
    {"The Who", "The AND Who", ""},
    {"to be or not to be", "to AND be AND or AND not AND to AND be", ""},
    // words with a meaning stay
    {"no cut this year", "no AND cut AND year", "this"},
    {"stocks that did not fall", "stocks AND not AND fall", "that did"},
    {"oil in may", "oil AND may", "in"},
    {"us inflation in january", "us AND inflation AND january", "in"},
    {"oil up or down", "oil AND up AND down", "or"},
    {"Shell and the oil", "Shell AND oil", "and the"},
    // quotes, fields and operators
    {"\"to be\" is the question", "\"to be\" AND question", "is the"},
    {"\"the\" oil price", "the AND oil AND price", ""},
    {"title:the oil price", "title:the AND oil AND price", ""},
    {"title:(the oil price)", "title:the AND title:oil AND title:price", ""},
    {"oil AND the gas price", "oil AND the AND gas AND price", ""},
    {"oil w/3 the gas price", "(oil w/3 the) AND gas AND price", ""},
    {"oil gas -the price", "oil AND gas AND NOT the AND price", ""},
    {"atleast2:the oil price", "atleast2:the AND oil AND price", ""},
    {"(is the yen) stronger ticker:NVDA", "yen AND stronger AND ticker:NVDA", "is the"},
    {"what is the yen OR why is the euro", "yen OR (why AND euro)", "what is the is the"},
    {"the is ticker:NVDA", "the AND is AND ticker:NVDA", ""},
};

}  // namespace

TEST_CASE("Function words of a longer query are left out", "[query]") {
  for (const LeftOutCase& c : kLeftOutCases) {
    CAPTURE(c.text);
    const ParsedQuery query = parsed(c.text);
    CHECK(to_text(query.tree) == c.parsed);
    CHECK(joined_words(query.left_out) == c.left_out);
    const ParsedQuery again = parsed(c.parsed);
    CHECK(to_text(again.tree) == c.parsed);
    CHECK(again.left_out.empty());
  }
}

}  // namespace broadtape
