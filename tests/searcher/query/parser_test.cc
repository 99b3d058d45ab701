#include "searcher/query/parser.h"

#include <catch2/catch.hpp>
#include <ctime>
#include <string>
#include <vector>

#include "common/error/error.h"
#include "tests/searcher/query/parsed.h"
#include "tests/support/error_matcher.h"
#include "tests/support/texts.h"

namespace broadtape {
namespace {

struct Case {
  const char* text;
  const char* parsed;
  const char* warnings;  // a substring of each, joined by |
};

const Case kCases[] = {
    {"DeepSeek GPU demand", "DeepSeek AND GPU AND demand", ""},
    {"deepseek AND gpu", "deepseek AND gpu", ""},
    {"DeepSeek OR Nvidia", "DeepSeek OR Nvidia", ""},
    {"DeepSeek Nvidia OR AMD", "(DeepSeek AND Nvidia) OR AMD", "bind tighter"},
    {"DeepSeek (Nvidia OR AMD)", "DeepSeek AND (Nvidia OR AMD)", ""},
    {"a OR b OR c", "a OR b OR c", ""},
    {"(a OR b) OR c", "a OR b OR c", ""},
    {"(d b) c", "d AND b AND c", ""},
    {"\"rate cut\"", "\"rate cut\"", ""},
    {"\"rate cut\" -fed", "\"rate cut\" AND NOT fed", ""},
    {"“rate cut”", "\"rate cut\"", ""},
    {"s~z~”'s~s''~~'s's", "\"s~z\" AND \"s~s''~~'s\"", "not closed"},
    {"oil -5%", "oil AND \"5%\"", ""},
    {"oil -price", "oil AND NOT price", ""},
    {"oil -\"price cap\"", "oil AND NOT \"price cap\"", ""},
    {"oil -(opec OR iran)", "oil AND NOT (opec OR iran)", ""},
    {"-apple", "NOT apple", ""},
    {"NOT apple", "NOT apple", ""},
    {"NOT NOT apple", "apple", ""},
    {"--apple", "apple", ""},
    {"apple - google", "apple AND google", ""},
    {"apple -- google", "apple AND google", ""},
    {"OR", "\"OR\"", "lacks an operand"},
    {"AND", "\"AND\"", "lacks an operand"},
    {"NOT", "\"NOT\"", "lacks an operand"},
    {"OR OR OR", "\"OR\" AND \"OR\" AND \"OR\"", "lacks an operand"},
    {"Apple AND", "Apple AND \"AND\"", "lacks an operand"},
    {"Apple OR", "Apple AND \"OR\"", "lacks an operand"},
    {"AND Apple", "\"AND\" AND Apple", "lacks an operand"},
    {"OR Apple", "\"OR\" AND Apple", "lacks an operand"},
    {"Apple NOT", "Apple AND \"NOT\"", "lacks an operand"},
    {"Apple AND OR Google", "(Apple AND \"AND\") OR Google", "lacks an operand|bind tighter"},
    {"Apple OR AND Google", "Apple AND \"OR\" AND Google", "lacks an operand"},
    {"Apple AND AND Google", "Apple AND \"AND\" AND Google", "lacks an operand"},
    {"NOT AND apple", "\"NOT\" AND apple", "lacks an operand"},
    {"a AND NOT b", "a AND NOT b", ""},
    {"a OR -b", "a OR NOT b", ""},
    {"(", "", "no partner"},
    {")", "", "no partner"},
    {"()", "", "without a word inside"},
    {"(((", "", "no partner"},
    {"(apple", "apple", "no partner"},
    {"apple)", "apple", "no partner"},
    {"(apple OR )", "apple AND \"OR\"", "lacks an operand"},
    {"( OR apple)", "\"OR\" AND apple", "lacks an operand"},
    {"apple () google", "apple AND google", "without a word inside"},
    {"((((apple))))", "apple", ""},
    {"\"apple", "apple", "not closed"},
    {"apple \"google", "apple AND google", "not closed"},
    {"\"\"", "", "no word in"},
    {"\" \"", "", "no word in"},
    {"\"apple\" \"pie\"", "apple AND pie", ""},
    {"\"OR\"", "\"OR\"", ""},
    {"\"AND\" apple", "\"AND\" AND apple", ""},
    {"not or and", "not AND or AND and", ""},
    {"100 % Arabica", "\"100 %\" AND Arabica", ""},
    {"C++", "C", ""},
    {"S&P 500", "S&P AND 500", ""},
    {"S & P 500", "\"S & P\" AND 500", ""},
    {"AT&T", "AT&T", ""},
    {"BRK.B", "BRK.B", ""},
    {"BRK-B", "BRK-B", ""},
    {"BRK/B", "BRK/B", ""},
    {"10-K", "10-K", ""},
    {"10K", "10K", ""},
    {"AI-driven", "\"AI-driven\"", ""},
    {"U.S. GDP", "U.S. AND GDP", ""},
    {"US GDP", "US AND GDP", ""},
    {"Moody's", "Moody", ""},
    {"Moody’s", "Moody", ""},
    {"3,900", "3,900", ""},
    {"$4.5bn", "\"4.5bn\"", ""},
    {"2.5%", "\"2.5%\"", ""},
    {"GPU*", "GPU*", ""},
    {"*", "", "it works in and around words|no word in"},
    {"* *", "", "it works in and around words|no word in"},
    {"*gpu", "*gpu", ""},
    {"gp*u", "gp*u", ""},
    {"title:*gpu* -c*olor", "title:*gpu* AND NOT c*olor", ""},
    {"a.b*c", "\"a.b*c\"", "it works in and around words"},
    {"tariff~1 title:steel~2", "tariff~1 AND title:steel~2", ""},
    {"=IT spending", "=IT AND spending", ""},
    {"title:=Apple -=IT", "title:=Apple AND NOT =IT", ""},
    {"\"=Apple Inc\" \"=IT\"", "\"=Apple Inc\" AND =IT", ""},
    {"~layoffs \"~job cuts\"", "~layoffs AND \"~job cuts\"", ""},
    {"= ==x ~ =", "x", "no word in|no word in"},
    {"rates Oct 19", "rates AND October AND 19", ""},
    {"19 Oct last Oct", "19 AND October AND last AND Oct", ""},
    {"tariff* steel", "tariff* AND steel", ""},
    {"10-k*", "10-k*", ""},
    {"\"deep seek*\"", "\"deep seek*\"", ""},
    {"title:apple", "title:apple", ""},
    {"title:\"apple pie\"", "title:\"apple pie\"", ""},
    {"title:AI-driven", "title:\"AI-driven\"", ""},
    {"Title:Apple", "title:Apple", ""},
    {"title:(apple OR google)", "title:apple OR title:google", ""},
    {"title:(apple -google)", "title:apple AND NOT title:google", ""},
    {"title:", "title", "no value"},
    {"title: apple", "title AND apple", "no value"},
    {"title:\"\"", "", "no value"},
    {"title:tariff*", "title:tariff*", ""},
    {"title:3,900", "title:\"3,900\"", ""},
    {"ticker:NVDA", "ticker:NVDA", ""},
    {"ticker:nvda,amd", "ticker:NVDA OR ticker:AMD", ""},
    {"ticker:NVDA,", "ticker:NVDA", "ends in a comma"},
    {"ticker:NVDA, AMD", "ticker:NVDA AND AMD", "ends in a comma"},
    {"ticker:(NVDA OR AMD)", "ticker:NVDA OR ticker:AMD", ""},
    {"ticker:BRK-B", "ticker:BRK.B", ""},
    {"ticker:$TSLA", "ticker:TSLA", ""},
    {"ticker:\"not a ticker\"", "ticker:\"NOT A TICKER\"", "finds nothing"},
    {"-ticker:NVDA", "NOT ticker:NVDA", ""},
    {"-ticker:NVDA,AMD", "NOT (ticker:NVDA OR ticker:AMD)", ""},
    {"NOT ticker:NVDA apple", "NOT ticker:NVDA AND apple", ""},
    {"about:META", "about:META", ""},
    {"about:\"General Motors\"", "about:\"General Motors\"", ""},
    {"company:general-motors", "company:general-motors", ""},
    {"company:\"General Motors\",GM", "company:\"General Motors\" OR company:GM", ""},
    {"company:General*", "company:General*", ""},
    {"ticker:c@1987,t@UNDATED", "ticker:C@1987 OR ticker:T@undated", ""},
    {"ticker:C@87", "ticker:C@87", "a year, a month or a day follows the @"},
    {"$NVDA profit", "ticker:NVDA AND profit", ""},
    {"profit $brk-b, $C@1987 $F's", "profit AND ticker:BRK.B AND ticker:C@1987 AND ticker:F", ""},
    {"profit -$NVDA", "profit AND NOT ticker:NVDA", ""},
    {"$5 -$5", "5 AND 5", ""},
    {"\\$NVDA", "NVDA", ""},
    {"\"$NVDA\"", "NVDA", ""},
    {"$NVDA w/5 profit", "NVDA w/5 profit", ""},
    {"atleast2:($NVDA OR profit)", "atleast2:(NVDA OR profit)", ""},
    {"title:($NVDA)", "title:NVDA", ""},
    {"source:Reuters", "source:Reuters", ""},
    {"source:\"Harbor Wire\"", "source:\"Harbor Wire\"", ""},
    {"source:\"Harbor Wire\",Reuters", "source:\"Harbor Wire\" OR source:Reuters", ""},
    {"source:harb*", "source:harb*", ""},
    {"author:\"Ann Lee\"", "author:\"Ann Lee\"", ""},
    {"author:lee,smith", "author:lee OR author:smith", ""},
    {"lang:en", "lang:en", ""},
    {"lang:und", "lang:und", ""},
    {"lang:en,mis apple", "(lang:en OR lang:mis) AND apple", ""},
    {"label:acq", "label:acq", ""},
    {"id:MZXW6YTB", "id:MZXW6YTB", ""},
    {"is:undated", "is:undated", ""},
    {"is:superseded apple", "is:superseded AND apple", ""},
    {"https://example.com/a", "\"https://example.com/a\"", ""},
    {"12:30", "\"12:30\"", ""},
    {"date:2025-01", "date:2025-01", ""},
    {"date:2025-01..2025-03", "date:2025-01..2025-03", ""},
    {"date:7d", "date:7d", ""},
    {"date:30d..7d", "date:30d..7d", ""},
    {"date:last-week", "date:last-week", ""},
    {"date:(last week) oil", "date:\"last week\" AND oil", ""},
    {"date:(jan 2025)", "date:\"jan 2025\"", ""},
    {"date:\"last week\" oil", "date:\"last week\" AND oil", ""},
    {"date:>2025-03", "date:>2025-03", ""},
    {"date:\"Jan. 30, 2025\"", "date:\"Jan. 30, 2025\"", ""},
    {"date:january", "date:january", "date: january is read as 2025-01"},
    {"oil date:2025-01.. price", "oil AND date:2025-01.. AND price", ""},
    {"-date:2025-01", "NOT date:2025-01", ""},
    {"apple date:2025-01 OR date:2024", "(apple AND date:2025-01) OR date:2024", "bind tighter"},
    {"date:\"2025-01-30 14:00..2025-01-31\"", "date:\"2025-01-30 14:00..2025-01-31\"", ""},
    {"date:2024,2025-01", "date:2024 OR date:2025-01", ""},
    {"first_seen:2025-01..", "first_seen:2025-01..", ""},
    {"FIRST_SEEN:24h oil", "first_seen:24h AND oil", ""},
    {"first_seen:(last week) oil", "first_seen:\"last week\" AND oil", ""},
    {"-first_seen:2024,2025-01", "NOT (first_seen:2024 OR first_seen:2025-01)", ""},
    {"first_seen:january", "first_seen:january", "first_seen: january is read as 2025-01"},
    {"apple w/5 google", "apple w/5 google", ""},
    {"apple near/3 google", "apple near/3 google", ""},
    {"apple W/5 google NEAR/2 msft", "apple w/5 google near/2 msft", ""},
    {"w/5", "\"w/5\"", "lacks an operand"},
    {"apple w/5", "apple AND \"w/5\"", "lacks an operand"},
    {"apple w/0 google", "apple AND \"w/0\" AND google", "from 1 to 1000"},
    {"w/o tariffs", "\"w/o\" AND tariffs", ""},
    {"apple w/5 -google", "apple AND NOT google", "taken as AND"},
    {"\"a b\" w/5 (c OR d)", "\"a b\" w/5 (c OR d)", ""},
    {"ticker:NVDA w/3 apple", "ticker:NVDA AND apple", "taken as AND"},
    {"a w/2 (b w/3 c)", "a w/2 (b w/3 c)", ""},
    {"-(a -(b -(c)))", "NOT (a AND NOT (b AND NOT c))", ""},
    {"-(-a)", "a", ""},
    {"深圳股票", "\"深圳股票\"", ""},
    {"Nestlé", "Nestlé", ""},
    {"naïve café", "naïve AND café", ""},
    {"😀", "", "no word in"},
    {"%%%", "", "no word in"},
    {"apple %%% google", "apple AND google", "no word in"},
    {" apple \tgoogle", "apple AND google", ""},
    {"(apple) (google)", "apple AND google", ""},
    {"apple(google)", "apple AND google", ""},
    {"apple\"google\"", "apple AND google", ""},
    {"title:apple,google", "title:\"apple,google\"", ""},
    {"is:undated,future", "is:undated OR is:future", ""},
    {"a-b-c \"d-e\"", "\"a-b-c\" AND \"d-e\"", ""},
    {"apple,google", "\"apple,google\"", ""},
    {"apple\tgoogle", "apple AND google", ""},
    {"title:(apple OR (google -title:msft))", "title:apple OR (title:google AND NOT title:msft)", ""},
    {"ticker:(NVDA,AMD)", "ticker:NVDA OR ticker:AMD", ""},
    {"ticker:(,NVDA,)", "ticker:NVDA", ""},
    {"-source:(ann,harb*)", "NOT (source:ann OR source:harb*)", ""},
    {"author:(1,000*)", "author:1000*", ""},
    {"ticker:(NVDA AMD)", "ticker:NVDA AND ticker:AMD", ""},
    {"NOT (apple OR google)", "NOT (apple OR google)", ""},
    {"(apple OR google) (oil OR gas)", "(apple OR google) AND (oil OR gas)", ""},
    {"((a OR b) AND (c OR d)) OR e", "((a OR b) AND (c OR d)) OR e", ""},
    {"apple AND (google OR NOT oil)", "apple AND (google OR NOT oil)", ""},
    {"near/2", "\"near/2\"", "lacks an operand"},
    {"a near/2 b OR c", "(a near/2 b) OR c", ""},
    {"(a OR b) near/4 \"c d\"", "(a OR b) near/4 \"c d\"", ""},
    {"id:\"a b\"", "id:\"a b\"", ""},
    {"is:FUTURE", "is:FUTURE", ""},
    {"lang:EN,de", "lang:EN OR lang:de", ""},
    {"LABEL:acq", "label:acq", ""},
    {"-title:\"rate cut\"", "NOT title:\"rate cut\"", ""},
    {"NOT source:\"Harbor Wire\",Reuters", "NOT (source:\"Harbor Wire\" OR source:Reuters)", ""},
    {"tariff* OR invest*", "tariff* OR invest*", ""},
    {"-tariff*", "NOT tariff*", ""},
    {"apple,-google", "\"apple,-google\"", ""},
    {"apple -\"", "apple", "not closed"},
    {"apple -(google", "apple AND NOT google", "no partner"},
    {"a AND b c OR d", "(a AND b AND c) OR d", "bind tighter"},
};

TEST_CASE("Any text is a query, and what it means is shown", "[query][parser]") {
  for (const Case& c : kCases) {
    DYNAMIC_SECTION(c.text) {
      const ParsedQuery query = parsed(c.text);
      CHECK(to_text(query.tree) == c.parsed);
      const std::vector<std::string> parts = split_at_bars(c.warnings);
      REQUIRE(query.warnings.size() == parts.size());
      for (std::size_t i = 0; i < parts.size(); ++i) CHECK_THAT(query.warnings[i].message, Catch::Contains(parts[i]));
    }
  }
}

TEST_CASE("Parsing the printed tree gives the tree", "[query][parser]") {
  for (const Case& c : kCases) {
    DYNAMIC_SECTION(c.text) {
      const Node tree = parsed(c.text).tree;
      CHECK(parsed(to_text(tree)).tree == tree);
    }
  }
}

TEST_CASE("A word that the analyser splits is a phrase", "[query][parser]") {
  struct Row {
    const char* text;
    NodeKind kind;
    std::vector<std::string> terms;
  };
  const Row rows[] = {
      {"GPUs", NodeKind::kWord, {"gpu"}},
      {"DeepSeek's", NodeKind::kWord, {"deepseek"}},
      {"U.S.", NodeKind::kWord, {"us"}},
      {"3,900", NodeKind::kWord, {"3900"}},
      {"AI-driven", NodeKind::kPhrase, {"ai", "driven"}},
      {"\"GPUs\"", NodeKind::kWord, {"gpu"}},
      {"\"rate cuts\"", NodeKind::kPhrase, {"rate", "cut"}},
      {"GPU*", NodeKind::kWildcard, {"gpu"}},
      {"source:\"Harbor  Wire\"", NodeKind::kTerm, {"harbor wire"}},
      {"ticker:brk-b", NodeKind::kTerm, {"BRK.B"}},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.text) {
      const Node tree = parsed(row.text).tree;
      CHECK(tree.kind == row.kind);
      CHECK(tree.terms == row.terms);
    }
  }
}

TEST_CASE("A real mistake is refused with a caret under the place", "[query][parser]") {
  struct Row {
    const char* text;
    const char* message;
  };
  const Row rows[] = {
      {"apple date:..", "the date range has neither a beginning nor an end\n  apple date:..\n             ^"},
      {"apple date:\"2025-01 to x\"",
       "invalid date: \"x\" is not understood\n  apple date:\"2025-01 to x\"\n                         ^"},
      {"apple first_seen:2025-13 pie",
       "there is no month 13\n  apple first_seen:2025-13 pie\n                        ^"},
      {"first_seen:jan 2025", "a date of several words needs quotation marks\n  first_seen:jan 2025\n             ^"},
      {"apple date:2025-13 pie", "there is no month 13\n  apple date:2025-13 pie\n                  ^"},
      {"date:01/02/2025", "the date could be read in two ways\n  date:01/02/2025\n       ^"},
      {"*G", "a word with stars or edits needs at least three letters\n  *G\n  ^"},
      {"oil word~3", "a word can be one or two edits away\n  oil word~3\n      ^"},
      {"oil G*", "a word before a star needs at least three letters\n  oil G*\n      ^"},
      {"title:ab*", "a word before a star needs at least three letters\n  title:ab*\n        ^"},
      {"ticker:N*", "a value before a star needs at least three letters\n  ticker:N*\n         ^"},
      {"is:new", "there is no is:new\n  is:new\n     ^"},
      {"深圳 date:x", "invalid date: \"x\" is not understood\n  深圳 date:x\n            ^"},
      {"a\nb date:x", "invalid date: \"x\" is not understood\n  a b date:x\n           ^"},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.text) {
      CHECK_THROWS_MATCHES(parsed(row.text), Error, HasKind(ErrorKind::kQuery));
      CHECK_THROWS_MATCHES(parsed(row.text), Error, Says(row.message));
    }
  }
}

TEST_CASE("A caret in a long query shows the place alone", "[query][parser]") {
  std::string text;
  for (int i = 0; i < 1'000; ++i) text += "word ";
  CHECK_THROWS_MATCHES(parsed(text + "date:x " + text), Error, Says("\n  …word word "));
}

TEST_CASE("Long and deep queries are parsed in linear time and bounded stack", "[query][parser]") {
  struct Row {
    const char* name;
    std::string text;
    const char* parsed_start;
  };
  const Row rows[] = {
      {"10,000 parentheses around a word", repeated("(", 10'000) + "apple" + repeated(")", 10'000), "apple"},
      {"10,000 open parentheses", repeated("(", 10'000) + "apple", "apple"},
      {"10,000 closed parentheses", "apple" + repeated(")", 10'000), "apple"},
      {"10,000 empty groups", repeated("()", 10'000) + "apple", "apple"},
      {"10,000 nested groups", repeated("(a OR (b ", 5'000) + repeated("))", 5'000), "a OR (b AND a) OR"},
      {"10,000 nested exclusions", repeated("-(a ", 10'000) + repeated(")", 10'000), "NOT a"},
      {"20,000 ORs", "a" + repeated(" OR b", 20'000), "a OR b OR b"},
      {"20,000 ORs alone", repeated("OR ", 20'000), "\"OR\" AND"},
      {"20,000 NOTs", repeated("NOT ", 20'000) + "a", "a"},
      {"20,000 words", repeated("apple ", 20'000), "apple AND apple"},
      {"60,000 function words in capitals", repeated("THE ", 60'000) + "OIL", "OIL"},
      {"20,000 quotation marks", repeated("\" ", 20'001) + "apple", "apple"},
      {"20,000 nearnesses", "a" + repeated(" w/3 a", 20'000), "a w/3 a w/3 a"},
      {"100,000 minus signs", repeated("-", 100'000) + "apple", ""},
      {"a word of 100,000 letters", repeated("x", 100'000), "x"},
      {"2,900 colons", "title:" + repeated("a:", 2'900) + "x", "title:"},
      {"20,000 slips", repeated("title: ", 20'000) + "x", "title AND title"},
      {"20,000 list items", "ticker:" + repeated("A,", 20'000) + "B", "ticker:A OR"},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.name) {
      const std::clock_t begin = std::clock();  // processor time: independent of the machine's load
      const ParsedQuery query = parsed(row.text);
      const std::string printed = to_text(query.tree);
      CHECK((std::clock() - begin) / CLOCKS_PER_SEC < 5);
      CHECK(printed.rfind(row.parsed_start, 0) == 0);
      CHECK(query.warnings.size() <= 10);
    }
  }
}

TEST_CASE("A phrase of more words than a text has is refused at its place", "[query][parser]") {
  try {
    parsed("oil title:" + repeated("a:", 50'000));
    FAIL("it was parsed");
  } catch (const Error& error) {
    CHECK(std::string(error.what()).starts_with("a phrase of 50,000 words begins here"));
    CHECK(error.place().value_or(0) >= 4);
  }
}

TEST_CASE("Invalid UTF-8 and control characters are a query too", "[query][parser]") {
  CHECK(to_text(parsed("apple \xff\xfe pie").tree) == "apple AND pie");
  CHECK(to_text(parsed(std::string("apple\0pie", 9)).tree) == "apple AND pie");
}

}  // namespace
}  // namespace broadtape
