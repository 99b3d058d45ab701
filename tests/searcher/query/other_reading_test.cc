#include "searcher/query/other_reading.h"

#include <catch2/catch.hpp>
#include <string>

namespace broadtape {
namespace {

TEST_CASE("Operators in lower case and detached minus signs have another reading", "[query]") {
  struct Case {
    const char* text;
    const char* other;
  };
  const Case cases[] = {
      {"steel or aluminium", "steel OR aluminium"},
      {"oil not opec", "oil NOT opec"},
      {"oil and gas", "oil AND gas"},
      {"oil and gas or coal", "oil AND gas OR coal"},
      {"\"rate cut\" or (fed ecb)", "\"rate cut\" OR (fed ecb)"},
      {"ticker:NVDA or ticker:AMD", "ticker:NVDA OR ticker:AMD"},
      {"oil - opec", "oil -opec"},
      {"oil  -  \"price cap\"", "oil  -\"price cap\""},
      {"oil ! opec", "oil -opec"},
      {"oil or gas - opec", "oil OR gas -opec"},
      {"oil within 5 of gas", "oil near/5 gas"},
      {"oil within 10 words of \"gas price\"", "oil near/10 \"gas price\""},
      {"stays within 5 percent of target", ""},
      {"within reach of target", ""},
      {"oil date after 2001", "oil date:\"after 2001\""},
      {"date from 20010101 to 20011231 oil", "date:\"from 20010101 to 20011231\" oil"},
      {"date of the merger", ""},
      {"acqui!", "acqui*"},
      {"acqui?", "acqui*"},
      {"acqui? oil", "acqui* oil"},
      {"does oil rise?", ""},
      {"oil + gas", "\"oil gas\""},
      {"date:2025 oil + gas + coal", "date:2025 \"oil gas coal\""},
      {"acqui! oil or gas", "acqui* oil OR gas"},
      {"Yahoo! shares", ""},
      {"or oil", ""},
      {"oil or", ""},
      {"oil OR gas", ""},
      {"oil Or gas", ""},
      {"\"steel or aluminium\"", ""},
      {"oil and/or gas", ""},
      {"to be or OR not", ""},
      {"oil -", ""},
      {"- oil", ""},
      {"is it better to buy a house now or to rent one for years", ""},
      {"", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    const auto other = other_reading(c.text);
    CHECK((other ? other->text : "") == c.other);
  }
}

}  // namespace
}  // namespace broadtape
