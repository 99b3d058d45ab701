#include "common/time/date_parser.h"

#include <catch2/catch.hpp>
#include <string>

namespace broadtape {
namespace {

// The date in the form of format_instant(), or "refused".
std::string parsed(std::string_view text, const DateHints& hints = {}) {
  const DateResult result = parse_date(text, hints);
  if (!result) {
    CHECK_FALSE(result.reason.empty());
    return "refused";
  }
  CHECK(result.reason.empty());
  return format_instant(result.date->instant);
}

struct ParserCase {
  const char* text;
  const char* expected;
};

template <std::size_t N>
void check_all(const ParserCase (&cases)[N]) {
  for (const ParserCase& c : cases) {
    CAPTURE(c.text);
    CHECK(parsed(c.text) == c.expected);
  }
}

TEST_CASE("ISO dates and looser variants are read", "[time][date]") {
  const ParserCase cases[] = {
      {"2025-01-30", "2025-01-30"},
      {"  2025-01-30\n", "2025-01-30"},
      {"2025/01/30", "2025-01-30"},
      {"2025.01.30", "2025-01-30"},
      {"2021-4-5", "2021-04-05"},
      {"20250130", "2025-01-30"},
      {"2025-Jan-30", "2025-01-30"},
      {"2025 Jan 30", "2025-01-30"},
      {"2025-01-30 14:05", "2025-01-30T14:05:00Z"},
      {"2025-01-30T14:05Z", "2025-01-30T14:05:00Z"},
      {"2025-01-30t14:05:09z", "2025-01-30T14:05:09Z"},
      {"2025-01-27T21:10:00.123456Z", "2025-01-27T21:10:00Z"},
      {"2025-01-27T21:10:00,5Z", "2025-01-27T21:10:00Z"},
      {"2025-01-27 21:05:00 UTC", "2025-01-27T21:05:00Z"},
      {"2025-04-07 16:30:00+0900", "2025-04-07T07:30:00Z"},
      {"2025-04-07 16:30:00 -04:00", "2025-04-07T20:30:00Z"},
      {"2025-04-07 16:30:00+00", "2025-04-07T16:30:00Z"},
      {"20160116T131559+0000", "2016-01-16T13:15:59Z"},
      {"20160116T1315Z", "2016-01-16T13:15:00Z"},
      {"20250127211000", "2025-01-27T21:10:00Z"},
  };
  check_all(cases);
}

TEST_CASE("dates with a month's name are read in every usual order", "[time][date]") {
  const ParserCase cases[] = {
      {"Dec 17, 2024", "2024-12-17"},
      {"Jan. 30, 2025", "2025-01-30"},
      {"Sept. 12, 2023", "2023-09-12"},
      {"January 30 2025", "2025-01-30"},
      {"january 30th, 2025", "2025-01-30"},
      {"30 January 2025", "2025-01-30"},
      {"30th of January 2025", "2025-01-30"},
      {"30JAN2025", "2025-01-30"},
      {"6-Jan-22", "2022-01-06"},
      {"May 12, 2025 4:05 PM EDT", "2025-05-12T20:05:00Z"},
      {"May 12, 2025 at 4:05 p.m. ET", "2025-05-12T20:05:00Z"},
      {"May 12, 2025, 4 p.m. (ET)", "2025-05-12T20:00:00Z"},
      {"Fri Oct 20, 2006 6:15pm EDT", "2006-10-20T22:15:00Z"},
      {"Thu Apr 3, 2025 4:10pm EDT", "2025-04-03T20:10:00Z"},
      {"September 12, 2023 \xE2\x80\x94 06:15 pm EDT", "2023-09-12T22:15:00Z"},
      {"Jan 30, 2025, 9:05\xE2\x80\xAF"
       "AM EST",
       "2025-01-30T14:05:00Z"},
      {"Thu 3 Apr 2025 12.47 BST", "2025-04-03T11:47:00Z"},
      {"4:10 PM ET, Thu April 3, 2025", "2025-04-03T20:10:00Z"},
      {"Published: Jan 30, 2025", "2025-01-30"},
      {"Last updated on Jan 30, 2025 14:05 GMT", "2025-01-30T14:05:00Z"},
      {"Updated 2025-01-30", "2025-01-30"},
  };
  check_all(cases);
}

TEST_CASE("mail, Unix and script dates are read", "[time][date]") {
  const ParserCase cases[] = {
      {"Wed, 19 Mar 2025 14:05:00 EDT", "2025-03-19T18:05:00Z"},
      {"Wed, 19 Mar 25 14:05:00 GMT", "2025-03-19T14:05:00Z"},
      {"19 Mar 2025 14:05:00 -0400 (EDT)", "2025-03-19T18:05:00Z"},
      {"Thu Apr  3 16:10:00 2025", "2025-04-03T16:10:00Z"},
      {"Thu Apr  3 16:10:00 EDT 2025", "2025-04-03T20:10:00Z"},
      {"Wed Oct 10 20:19:24 +0000 2018", "2018-10-10T20:19:24Z"},
      {"Thu Apr 03 2025 16:10:00 GMT-0400 (Eastern Daylight Time)", "2025-04-03T20:10:00Z"},
  };
  check_all(cases);
}

TEST_CASE("Reuters-21578's dates are read with their remarks and mistakes", "[time][date]") {
  const ParserCase cases[] = {
      {"26-FEB-1987 15:01:01.79", "1987-02-26T15:01:01Z"},
      {" 1-MAR-1987 10:00:00.00", "1987-03-01T10:00:00Z"},
      {"1-MAR-1987  10:00:00.0", "1987-03-01T10:00:00Z"},
      {"26-MAR-1987 15:01:01.79\t\t\tC G", "1987-03-26T15:01:01Z"},
      {"31-MAR-1987 605:12:19.12", "1987-03-31"},
      {"9-APR-1987 00:00:00.00    # date added by S Finch as guesswork", "1987-04-09"},
  };
  check_all(cases);
}

TEST_CASE("a zone moves the instant by its own offset", "[time][date][zone]") {
  const ParserCase cases[] = {
      {"2023-09-12 18:15 EDT", "2023-09-12T22:15:00Z"},  {"2023-09-12 18:15 EST", "2023-09-12T23:15:00Z"},
      {"2023-09-12 18:15 CDT", "2023-09-12T23:15:00Z"},  {"2023-09-12 18:15 CST", "2023-09-13T00:15:00Z"},
      {"2023-09-12 18:15 MDT", "2023-09-13T00:15:00Z"},  {"2023-09-12 18:15 MST", "2023-09-13T01:15:00Z"},
      {"2023-09-12 18:15 PDT", "2023-09-13T01:15:00Z"},  {"2023-09-12 18:15 PST", "2023-09-13T02:15:00Z"},
      {"2023-09-12 18:15 GMT", "2023-09-12T18:15:00Z"},  {"2023-09-12 18:15 BST", "2023-09-12T17:15:00Z"},
      {"2023-09-12 18:15 CET", "2023-09-12T17:15:00Z"},  {"2023-09-12 18:15 CEST", "2023-09-12T16:15:00Z"},
      {"2023-09-12 18:15 JST", "2023-09-12T09:15:00Z"},  {"2023-09-12 18:15 HKT", "2023-09-12T10:15:00Z"},
      {"2023-09-12 18:15 SGT", "2023-09-12T10:15:00Z"},  {"2023-09-12 18:15 IST", "2023-09-12T12:45:00Z"},
      {"2023-09-12 18:15 AEST", "2023-09-12T08:15:00Z"}, {"2023-09-12 18:15 AEDT", "2023-09-12T07:15:00Z"},
      {"2023-09-12 18:15 est", "2023-09-12T23:15:00Z"},  {"2023-09-12 18:15 UTC+5:30", "2023-09-12T12:45:00Z"},
  };
  check_all(cases);
}

TEST_CASE("both sides of midnight fall on the right UTC day", "[time][date][zone]") {
  const ParserCase cases[] = {
      {"Jan 30, 2025 6:59 PM EST", "2025-01-30T23:59:00Z"}, {"Jan 30, 2025 7:00 PM EST", "2025-01-31T00:00:00Z"},
      {"2025-01-01 08:59 JST", "2024-12-31T23:59:00Z"},     {"2025-01-01 09:00 JST", "2025-01-01T00:00:00Z"},
      {"2024-02-28 23:30 EST", "2024-02-29T04:30:00Z"},     {"2024-02-29 23:30 EST", "2024-03-01T04:30:00Z"},
      {"Jan 30, 2025 12:00 AM", "2025-01-30T00:00:00Z"},    {"Jan 30, 2025 12:00 PM", "2025-01-30T12:00:00Z"},
      {"Jan 30, 2025 12:30 am", "2025-01-30T00:30:00Z"},    {"2025-01-30T24:00:00Z", "2025-01-31T00:00:00Z"},
  };
  check_all(cases);
}

TEST_CASE("ET, CT, MT and PT follow the daylight saving rules of the day", "[time][date][zone]") {
  const ParserCase cases[] = {
      {"2025-03-09 01:59 ET", "2025-03-09T06:59:00Z"},  // clocks go from 2:00 to 3:00
      {"2025-03-09 03:00 ET", "2025-03-09T07:00:00Z"},
      {"2025-03-08 12:00 ET", "2025-03-08T17:00:00Z"},
      {"2025-03-10 12:00 ET", "2025-03-10T16:00:00Z"},
      {"2025-11-02 01:59 ET", "2025-11-02T05:59:00Z"},  // and from 2:00 back to 1:00
      {"2025-11-02 02:00 ET", "2025-11-02T07:00:00Z"},
      {"2025-11-01 12:00 ET", "2025-11-01T16:00:00Z"},
      {"2025-11-03 12:00 ET", "2025-11-03T17:00:00Z"},
      {"2025-07-01 12:00 CT", "2025-07-01T17:00:00Z"},
      {"2025-07-01 12:00 MT", "2025-07-01T18:00:00Z"},
      {"2025-01-01 12:00 PT", "2025-01-01T20:00:00Z"},
      {"2006-03-20 12:00 ET", "2006-03-20T17:00:00Z"},  // the rule of 1987 to 2006: first Sunday in April
      {"2006-04-03 12:00 ET", "2006-04-03T16:00:00Z"},
      {"1986-04-20 12:00 ET", "1986-04-20T17:00:00Z"},  // the rule before: last Sunday in April
      {"1986-04-28 12:00 ET", "1986-04-28T16:00:00Z"},
  };
  check_all(cases);
}

TEST_CASE("seconds and milliseconds since 1970 are read", "[time][date]") {
  const ParserCase cases[] = {
      {"1738245900", "2025-01-30T14:05:00Z"},
      {"1738245900123", "2025-01-30T14:05:00Z"},
      {"1738245900.25", "2025-01-30T14:05:00Z"},
      {"4102444799", "2099-12-31T23:59:59Z"},
      {"4102444800", "refused"},
      {"173824590", "refused"},
      {"17382459001", "refused"},
      {"1738245900123456", "refused"},
      {"1738245900.", "refused"},
  };
  check_all(cases);
}

TEST_CASE("a date without a year takes it from its weekday and the dates around", "[time][date]") {
  const auto near = [](Day day) { return DateHints{midnight_utc(day), 0}; };
  CHECK(parsed("Feb 05, Thu", near({2026, 1, 15})) == "2026-02-05");
  CHECK(parsed("Jan 06, Tue", near({2026, 2, 3})) == "2026-01-06");
  CHECK(parsed("Thu, Feb 5", near({2026, 1, 15})) == "2026-02-05");
  CHECK(parsed("Dec 31, Wed", near({2026, 1, 2})) == "2025-12-31");
  CHECK(parsed("Feb 05, Thu", near({2015, 1, 15})) == "2015-02-05");
  CHECK(parsed("Feb 29, Thu", near({2026, 1, 15})) == "2024-02-29");
  CHECK(parsed("Feb 05, Thu") == "refused");
  CHECK(parsed("Feb 05", near({2026, 1, 15})) == "refused");
  CHECK(parsed("Apr 31, Thu", near({2026, 1, 15})) == "refused");
}

TEST_CASE("a year of two digits lies in 1970 to 2069", "[time][date]") {
  const ParserCase cases[] = {
      {"1-Jan-70", "1970-01-01"}, {"31-Dec-69", "2069-12-31"}, {"6-Jan-00", "2000-01-06"}, {"Jan 6, 87", "1987-01-06"}};
  check_all(cases);
}

TEST_CASE("an impossible time leaves the day", "[time][date]") {
  const ParserCase cases[] = {
      {"2025-01-30 25:00", "2025-01-30"},
      {"2025-01-30 14:75", "2025-01-30"},
      {"2025-01-30 14:05:75", "2025-01-30"},
      {"2025-01-30 24:01", "2025-01-30"},
      {"2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z"},
  };
  check_all(cases);
}

TEST_CASE("a weekday that contradicts a complete date is ignored", "[time][date]") {
  CHECK(parsed("Mon, Jan 30, 2025") == "2025-01-30");
}

TEST_CASE("the default zone applies only to times without a zone", "[time][date][zone]") {
  const DateHints tokyo{std::nullopt, 9 * 3600};
  CHECK(parsed("2025-01-30 08:00", tokyo) == "2025-01-29T23:00:00Z");
  CHECK(parsed("2025-01-30 08:00 UTC", tokyo) == "2025-01-30T08:00:00Z");
  CHECK(parsed("2025-01-30", tokyo) == "2025-01-30");
}

TEST_CASE("the zone is kept as written", "[time][date][zone]") {
  const ParserCase cases[] = {{"2025-01-30 08:00 EST", "EST"},
                              {"2025-01-30 08:00 et", "et"},
                              {"2025-01-30T08:00:00Z", "Z"},
                              {"2025-01-30 08:00 -0500", "-0500"},
                              {"2025-01-30 08:00+09:00", "+09:00"},
                              {"2025-01-30 08:00 GMT+0100", "GMT+0100"},
                              {"2025-01-30 08:00", ""},
                              {"2025-01-30", ""}};
  for (const ParserCase& c : cases) {
    CAPTURE(c.text);
    const DateResult result = parse_date(c.text);
    REQUIRE(result);
    CHECK(result.date->zone == c.expected);
  }
}

TEST_CASE("ambiguous and invalid dates are rejected with a reason", "[time][date]") {
  const ParserCase cases[] = {
      {"", "empty"},
      {"2025-02-31", "February 2025 has no day 31"},
      {"2025-02-29", "February 2025 has no day 29"},
      {"Feb 30, 2025", "February 2025 has no day 30"},
      {"2025-13-01", "there is no month 13"},
      {"20251301", "there is no month 13"},
      {"01/02/2025", "\"01/02/2025\" is ambiguous: the day or the month may come first; write 2025-01-30"},
      {"30/01/2025", "\"30/01/2025\" is ambiguous: the day or the month may come first; write 2025-01-30"},
      {"30.01.2025 10:00", "\"30.01.2025 10:00\" is ambiguous: the day or the month may come first; write 2025-01-30"},
      {"2025-01", "a month of 2025 without a day"},
      {"January 2025", "a month of 2025 without a day"},
      {"14:05 EST", "a time without a date"},
      {"Thursday", "a time without a date"},
      {"yesterday", "not a known date format"},
      {"2 hours ago", "not a known date format"},
      {"1066-10-14", "the year 1066 is before 1600"},
      {"2025-01-30 14:05 QQT", "unknown time zone \"QQT\""},
      {"2025-01-30 14:05 +2500", "\"+2500\" is not a UTC offset"},
      {"2025-01-30 and more", "unexpected text after the date: \"and more\""},
      {"2025-01-30 2025-01-31", "unexpected text after the date: \"2025-01-31\""},
      {"2025-01-30T", "nothing after the separator"},
      {"-2025-01-30", "not a known date format"},
  };
  for (const ParserCase& c : cases) {
    CAPTURE(c.text);
    const DateResult result = parse_date(c.text);
    CHECK_FALSE(result);
    CHECK(result.reason == c.expected);
  }
}

TEST_CASE("the years read are 1600 to 9999, in UTC too", "[time][date]") {
  const ParserCase cases[] = {{"1600-01-01", "1600-01-01"},
                              {"9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"},
                              {"9999-12-31T23:59:59-05:00", "refused"},
                              {"1600-01-01T00:00:00+01:00", "refused"},
                              {"10000-01-01", "refused"}};
  check_all(cases);
}

TEST_CASE("damaged and huge input is refused", "[time][date]") {
  CHECK(parsed(std::string(1'000'000, '1')) == "refused");
  CHECK(parsed(std::string(100'000, '(')) == "refused");
  CHECK(parsed(std::string("2025-01-30\0", 11)) == "refused");
  CHECK(parsed("\xE2\x80") == "refused");
  CHECK(parsed("Published") == "refused");
  CHECK(parsed("#") == "refused");
}

}  // namespace
}  // namespace broadtape
