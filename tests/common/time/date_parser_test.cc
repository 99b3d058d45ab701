#include "common/time/date_parser.h"

#include <catch2/catch.hpp>
#include <sstream>
#include <string>

#include "common/embedded_data.h"
#include "common/time/date_words.h"

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

TEST_CASE("Dates in Vietnamese have the day first", "[time][date]") {
  const ParserCase cases[] = {
      {"ngày 6 tháng 3 năm 2024", "2024-03-06"},
      {"Thứ Tư, 6 tháng 3, 2024 14:30", "2024-03-06T14:30:00Z"},
      {"Thứ tư, ngày 6/3/2024 - 14:30 (GMT+7)", "2024-03-06T07:30:00Z"},
      {"Chủ nhật, 10/3/2024, 14:30", "2024-03-10T14:30:00Z"},
      {"14:30 ngày 06-03-2024", "2024-03-06T14:30:00Z"},
      {"14 giờ 30 phút ngày 6 tháng 12 năm 2024", "2024-12-06T14:30:00Z"},
      {"Tháng Ba 6, 2024", "2024-03-06"},
      {"6 tháng mười hai 2024", "2024-12-06"},
      {"6 Tháng Năm 2024", "2024-05-06"},
      {"6 thg 3, 2024", "2024-03-06"},
  };
  check_all(cases);
}

TEST_CASE("The date of publication counts before that of an update", "[time][date]") {
  const ParserCase cases[] = {
      {"March 5, 2024 (updated March 6, 2024)", "2024-03-05"},
      {"March 5, 2024 10:00 AM (Last updated: 11:30 AM)", "2024-03-05T10:00:00Z"},
      {"03/15/2024, 10:00 AM, +0000 UTC", "2024-03-15T10:00:00Z"},
      {"March 5, 2024, 10:00 AM, EST", "2024-03-05T15:00:00Z"},
  };
  check_all(cases);
  CHECK(parse_date("Updated: March 6, 2024").date->is_update);
  CHECK_FALSE(parse_date("Updated: March 6, 2024 | Published: March 5, 2024").date->is_update);
  CHECK_FALSE(parse_date("March 6, 2024").date->is_update);
  CHECK(begins_with_update(" Last updated March 6"));
  CHECK(begins_with_update("Actualizado: 6 de marzo"));
  CHECK_FALSE(begins_with_update("Published March 6"));
  CHECK_FALSE(begins_with_update("Sunday, March 6"));
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
      {"1738245900123456", "2025-01-30T14:05:00Z"},
      {"1738245900123456789", "2025-01-30T14:05:00Z"},
      {"173824590012345", "refused"},
      {"/Date(1738245900000)/", "2025-01-30T14:05:00Z"},
      {"/Date(1738245900000+0100)/", "2025-01-30T14:05:00Z"},
      {"/Date(-1000)/", "1969-12-31T23:59:59Z"},
      {"/Date(now)/", "refused"},
      {"new Date(1738245900000)", "2025-01-30T14:05:00Z"},
      {"Date(2025,0,30)", "2025-01-30"},
      {"new Date(2025, 11, 30, 14, 5)", "2025-12-30T14:05:00Z"},
      {"Date(2025,0,30,14,5,9,120)", "2025-01-30T14:05:09Z"},
      {"Date(2025,12,30)", "refused"},
      {"Date(2025,0)", "refused"},
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

TEST_CASE("a weekday that contradicts a complete date is ignored and reported", "[time][date]") {
  struct Case {
    const char* text;
    const char* expected;
    bool is_other_weekday;
  };
  const Case cases[] = {
      {"Mon, Jan 30, 2025", "2025-01-30", true},
      {"Monday, 30 January 2025 14:05 GMT", "2025-01-30T14:05:00Z", true},
      {"lunes, 30 de enero de 2025", "2025-01-30", true},
      {"Thu, Jan 30, 2025", "2025-01-30", false},
      {"Thu, 30 Jan 2025 23:30:00 -0500", "2025-01-31T04:30:00Z", false},  // the weekday of the written day
      {"Fri, 30 Jan 2025 23:30:00 -0500", "2025-01-31T04:30:00Z", true},
      {"January 30, 2025", "2025-01-30", false},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(parsed(c.text) == c.expected);
    CHECK(parse_date(c.text).date->is_other_weekday == c.is_other_weekday);
  }
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
      {"01/02/2025", "\"01/02/2025\" is ambiguous: the day or the month may come first"},
      {"01-02-25", "\"01-02-25\" is ambiguous: the day, the month or the year may come first"},
      {"13/13/2025", "there is no month 13"},
      {"30.13.2025", "there is no month 13"},
      {"2025-01", "a month of 2025 without a day"},
      {"January 2025", "a month of 2025 without a day"},
      {"14:05 EST", "a time without a date"},
      {"Thursday", "a time without a date"},
      {"soon", "not a known date format"},
      {"yesterday", "\"yesterday\" depends on the time of capture, which is unknown"},
      {"2 hours ago", "\"2 hours ago\" depends on the time of capture, which is unknown"},
      {"45306", "\"45306\" is a date only if it is the day number of a spreadsheet"},
      {"1066-10-14", "the year 1066 is before 1800"},
      {"2101-01-01", "the year 2101 is after 2100"},
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

TEST_CASE("the years read are those of the hints, in UTC too", "[time][date]") {
  DateHints hints;
  hints.years = {1999, 2001};
  CHECK(parsed("1998-12-31", hints) == "refused");
  CHECK(parsed("1999-01-01", hints) == "1999-01-01");
  CHECK(parsed("1999-01-01T00:00:00+01:00", hints) == "refused");
  CHECK(parsed("Jan 1, 1999 00:00 +0100", hints) == "refused");
  CHECK(parsed("2001-12-31T23:59:59Z", hints) == "2001-12-31T23:59:59Z");
  CHECK(parsed("2001-12-31T23:59:59-05:00", hints) == "refused");
  CHECK(parsed("2002-01-01", hints) == "refused");
}

TEST_CASE("placeholders are rejected", "[time][date]") {
  const ParserCase cases[] = {
      {"1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z is a placeholder"},
      {"1970-01-01 01:00:00+01:00", "1970-01-01T00:00:00Z is a placeholder"},
      {"0000000000", "1970-01-01T00:00:00Z is a placeholder"},
      {"0001-01-01T00:00:00", "the year 0001 is a placeholder"},
      {"1/1/0001 12:00:00 AM", "the year 0001 is a placeholder"},
      {"/Date(-62135596800000)/", "the year 0001 is a placeholder"},
      {"0000-00-00 00:00:00", "\"0000-00-00 00:00:00\" is a placeholder"},
      {"9999-12-31", "the year 9999 is a placeholder"},
      {"2006-01-02T15:04:05Z", "2006-01-02T15:04:05Z is a placeholder"},
      {"1970-01-01 01:00:00", "1970-01-01T01:00:00Z is a placeholder"},
      {"12/31/1969 7:00:00 PM", "1969-12-31T19:00:00Z is a placeholder"},
      {"1900-01-01", "1900-01-01 is a placeholder"},
      {"01/01/1900 00:00:00", "1900-01-01T00:00:00Z is a placeholder"},
      {"1899-12-30T00:00:00", "1899-12-30T00:00:00Z is a placeholder"},
      {"00/00/0000", "\"00/00/0000\" is a placeholder"},
      {"N/A", "not a known date format"},
  };
  for (const ParserCase& c : cases) {
    CAPTURE(c.text);
    CHECK(parse_date(c.text).reason == c.expected);
  }
  CHECK(parsed("1970-01-01") == "1970-01-01");
  CHECK(parsed("1970-01-01T00:00:01Z") == "1970-01-01T00:00:01Z");
}

TEST_CASE("months and weekdays are known in several languages", "[time][date]") {
  const ParserCase cases[] = {
      {"15. Januar 2024", "2024-01-15"},
      {"15. M\xC3\xA4rz 2024", "2024-03-15"},
      {"15. MA\xCC\x88RZ 2024", "2024-03-15"},  // decomposed
      {"15 f\xC3\xA9vr. 2024", "2024-02-15"},
      {"15 Fevrier 2024", "2024-02-15"},
      {"1er ao\xC3\xBBt 2024", "2024-08-01"},
      {"15 de enero de 2024", "2024-01-15"},
      {"15 de enero del 2024", "2024-01-15"},
      {"Enero 15, 2024", "2024-01-15"},
      {"2 ago 2024", "2024-08-02"},
      {"15 d'abril de 2024", "2024-04-15"},
      {"jueves, 09 enero 2014 10:21", "2014-01-09T10:21:00Z"},
      {"mar 16 ene 2024", "2024-01-16"},
      {"mar. 16 mar. 2024", "2024-03-16"},
      {"Mar 16, 2024", "2024-03-16"},
      {"1\xC2\xB0 gennaio 2024", "2024-01-01"},
      {"dom, 02 ott 2022 18:55:00 GMT", "2022-10-02T18:55:00Z"},
      {"segunda-feira, 15 de janeiro de 2024", "2024-01-15"},
      {"15 stycznia 2024 r.", "2024-01-15"},
      {"15 PA\xC5\xB9"
       "DZIERNIKA 2024",
       "2024-10-15"},
      {"15 \xD1\x8F\xD0\xBD\xD0\xB2\xD0\xB0\xD1\x80\xD1\x8F 2024 \xD0\xB3.", "2024-01-15"},
      {"15 \xD0\xAF\xD0\x9D\xD0\x92\xD0\x90\xD0\xA0\xD0\xAF 2024", "2024-01-15"},
      {"15 Ocak 2024 09:30", "2024-01-15T09:30:00Z"},
      {"15 KASIM 2024", "2024-11-15"},
      {"den 15 januari 2024 kl. 10:21", "2024-01-15T10:21:00Z"},
      {"2024. janu\xC3\xA1r 15.", "2024-01-15"},
      {"2024\xE5\xB9\xB4"
       "1\xE6\x9C\x88"
       "15\xE6\x97\xA5",
       "2024-01-15"},
      {"2024\xE5\xB9\xB4"
       "1\xE6\x9C\x88"
       "15\xE6\x97\xA5(\xE6\x9C\x88) \xE5\x8D\x88\xE5\xBE\x8C"
       "9\xE6\x99\x82"
       "30\xE5\x88\x86",
       "2024-01-15T21:30:00Z"},
      {"2024\xEB\x85\x84 1\xEC\x9B\x94 15\xEC\x9D\xBC \xEC\x98\xA4\xEC\xA0\x84 9\xEC\x8B\x9C 30\xEB\xB6\x84",
       "2024-01-15T09:30:00Z"},
      {"2024. 1. 15. \xEC\x98\xA4\xED\x9B\x84 3:30", "2024-01-15T15:30:00Z"},
      {"\xEF\xBC\x92\xEF\xBC\x90\xEF\xBC\x92\xEF\xBC\x94-01-15", "2024-01-15"},  // full-width digits
  };
  check_all(cases);
}

TEST_CASE("every name of the table is that month or weekday alone", "[time][date]") {
  std::size_t names = 0;
  std::istringstream table{std::string(embedded_data("words/date-words.tsv"))};
  for (std::string line; std::getline(table, line);) {
    const std::string role = line.substr(0, line.find('\t'));
    if (role != "month" && role != "weekday") continue;
    std::istringstream groups(line.substr(line.rfind('\t') + 1));
    int value = 0;
    for (std::string group; groups >> group; ++value) {
      std::istringstream alternatives(group);
      for (std::string name; std::getline(alternatives, name, '/') && name != "-"; ++names) {
        INFO(line.substr(0, 12) << " " << name);
        CHECK((role == "month" ? find_date_word(name).month - 1 : find_date_word(name).weekday) == value);
      }
    }
    INFO(line);
    CHECK(value == (role == "month" ? 12 : 7));
  }
  CHECK(names > 800);
}

TEST_CASE("times are read in the forms of several languages", "[time][date]") {
  const ParserCase cases[] = {
      {"15 janvier 2024 \xC3\xA0 10h21", "2024-01-15T10:21:00Z"},
      {"15 janvier 2024, 10 h 21", "2024-01-15T10:21:00Z"},
      {"15 janvier 2024 10h", "2024-01-15T10:00:00Z"},
      {"15.01.2024 um 10:21 Uhr MEZ", "2024-01-15T09:21:00Z"},
      {"15.01.2024, 10.21 Uhr", "2024-01-15T10:21:00Z"},
      {"10 Uhr 15. Januar 2024", "2024-01-15T10:00:00Z"},
      {"am 15. Januar 2024", "2024-01-15"},
      {"15 de enero de 2024 a las 10:21 p. m.", "2024-01-15T22:21:00Z"},
      {"15 stycznia 2024, godz. 10:21", "2024-01-15T10:21:00Z"},
      {"Jan-15-24 09:30AM", "2024-01-15T09:30:00Z"},
      {"15/Jan/2024:09:30:00 +0000", "2024-01-15T09:30:00Z"},
      {"202401150930", "2024-01-15T09:30:00Z"},
  };
  check_all(cases);
}

TEST_CASE("a number above 12, the weekday or the hints decide between day and month", "[time][date]") {
  DateHints day_first;
  day_first.order = DateOrder::kDayFirst;
  DateHints month_first;
  month_first.order = DateOrder::kMonthFirst;
  struct Row {
    const char* text;
    const char* unknown;
    const char* with_day_first;
    const char* with_month_first;
    DateOrder shown;
  };
  const Row rows[] = {
      {"17/11/2017", "2017-11-17", "2017-11-17", "2017-11-17", DateOrder::kDayFirst},
      {"8/23/2026, 1:43:28 AM", "2026-08-23T01:43:28Z", "2026-08-23T01:43:28Z", "2026-08-23T01:43:28Z",
       DateOrder::kMonthFirst},
      {"27-11-2017", "2017-11-27", "2017-11-27", "2017-11-27", DateOrder::kDayFirst},
      {"30.01.2025", "2025-01-30", "2025-01-30", "2025-01-30", DateOrder::kUnknown},
      {"02.01.2025 10:30", "2025-01-02T10:30:00Z", "2025-01-02T10:30:00Z", "2025-01-02T10:30:00Z", DateOrder::kUnknown},
      {"01/02/2025", "refused", "2025-02-01", "2025-01-02", DateOrder::kUnknown},
      {"1/2/25 10:30", "refused", "2025-02-01T10:30:00Z", "2025-01-02T10:30:00Z", DateOrder::kUnknown},
      {"02/02/2025", "2025-02-02", "2025-02-02", "2025-02-02", DateOrder::kUnknown},
      {"Thu, 02/01/2025", "2025-01-02", "2025-01-02", "2025-01-02", DateOrder::kDayFirst},
      {"Sat, 02/01/2025", "2025-02-01", "2025-02-01", "2025-02-01", DateOrder::kMonthFirst},
      {"Tue, 02/01/2025", "refused", "2025-01-02", "2025-02-01", DateOrder::kUnknown},
      {"27-11-17", "refused", "2017-11-27", "refused", DateOrder::kUnknown},
      {"87-02-26", "1987-02-26", "1987-02-26", "1987-02-26", DateOrder::kUnknown},
      {"2025/02/01", "2025-02-01", "2025-02-01", "2025-02-01", DateOrder::kUnknown},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(parsed(row.text) == row.unknown);
    CHECK(parsed(row.text, day_first) == row.with_day_first);
    CHECK(parsed(row.text, month_first) == row.with_month_first);
    const DateResult result = parse_date(row.text);
    CHECK((result ? result.date->shown_order : DateOrder::kUnknown) == row.shown);
    CHECK((result.doubt == DateDoubt::kOrder) == !result);
  }
}

TEST_CASE("ages and yesterday count from the time of capture", "[time][date]") {
  DateHints hints;
  hints.captured_s = 1'705'311'000;  // 2024-01-15T09:30:00Z
  const ParserCase cases[] = {
      {"2 hours ago", "2024-01-15T07:30:00Z"},
      {"an hour ago", "2024-01-15T08:30:00Z"},
      {"(15 min ago)", "2024-01-15T09:15:00Z"},
      {"vor 2 Stunden", "2024-01-15T07:30:00Z"},
      {"il y a 2 heures", "2024-01-15T07:30:00Z"},
      {"un'ora fa", "2024-01-15T08:30:00Z"},
      {"hace 3 d\xC3\xAD"
       "as",
       "2024-01-12"},
      {"2 \xD1\x87\xD0\xB0\xD1\x81\xD0\xB0 \xD0\xBD\xD0\xB0\xD0\xB7\xD0\xB0\xD0\xB4", "2024-01-15T07:30:00Z"},
      {"3\xE6\x97\xA5\xE5\x89\x8D", "2024-01-12"},
      {"2 weeks ago", "2024-01-01"},
      {"yesterday", "2024-01-14"},
      {"Today 09:30AM", "2024-01-15T09:30:00Z"},
      {"aujourd'hui \xC3\xA0 10h21", "2024-01-15T10:21:00Z"},
      {"3 months ago", "refused"},
      {"ago", "refused"},
      {"2 ago", "refused"},
  };
  for (const ParserCase& c : cases) {
    CAPTURE(c.text);
    CHECK(parsed(c.text, hints) == c.expected);
  }
}

TEST_CASE("ages may have several numbers, words for numbers, and words without effect", "[time][date]") {
  DateHints hints;
  hints.captured_s = 1'706'607'000;  // 2024-01-30T09:30:00Z
  const ParserCase cases[] = {
      {"1 hour 20 minutes ago", "2024-01-30T08:10:00Z"},
      {"1 hour, 20 minutes ago", "2024-01-30T08:10:00Z"},
      {"1h 20m ago", "2024-01-30T08:10:00Z"},
      {"vor 1 Std. 20 Min.", "2024-01-30T08:10:00Z"},
      {"2 days and 3 hours ago", "2024-01-28T06:30:00Z"},
      {"two hours ago", "2024-01-30T07:30:00Z"},
      {"vor zwei Stunden", "2024-01-30T07:30:00Z"},
      {"il y a deux jours", "2024-01-28"},
      {"\xE4\xB8\x89\xE5\xA4\xA9\xE5\x89\x8D", "2024-01-27"},
      {"about 2 hours ago", "2024-01-30T07:30:00Z"},
      {"less than a minute ago", "2024-01-30T09:29:00Z"},
      {"a few seconds ago", "2024-01-30T09:29:59Z"},
      {"a few hours ago", "refused"},
      {"just now", "2024-01-30T09:30:00Z"},
      {"\xE3\x81\x9F\xE3\x81\xA3\xE3\x81\x9F\xE4\xBB\x8A", "2024-01-30T09:30:00Z"},
      {"vorgestern", "2024-01-28"},
      {"\xE4\xB8\x80\xE6\x98\xA8\xE6\x97\xA5", "2024-01-28"},
      {"for 2 timer siden", "2024-01-30T07:30:00Z"},
      {"2 tuntia sitten", "2024-01-30T07:30:00Z"},
      {"2 jam yang lalu", "2024-01-30T07:30:00Z"},
      {"2 saat \xC3\xB6nce", "2024-01-30T07:30:00Z"},
      {"il y a 2 jours 14:30", "2024-01-28T14:30:00Z"},
      {"yesterday at 14:30", "2024-01-29T14:30:00Z"},
      {"Published 3 days ago", "2024-01-27"},
      {"2 hours ago 3 min read", "2024-01-30T07:30:00Z"},
      {"2h", "refused"},  // also an hour of the day
      {"1 hour 2 days ago", "refused"},
  };
  for (const ParserCase& c : cases) {
    CAPTURE(c.text);
    CHECK(parsed(c.text, hints) == c.expected);
    CHECK(parsed(c.text) == "refused");
  }
}

TEST_CASE("ISO weeks, days of the year, and dates with a zone but no time are read", "[time][date]") {
  const ParserCase cases[] = {
      {"2024-W05-2", "2024-01-30"},
      {"2024W052", "2024-01-30"},
      {"2024-W05-2T09:30:00Z", "2024-01-30T09:30:00Z"},
      {"2020-W53-5", "2021-01-01"},
      {"2021-W01-1", "2021-01-04"},
      {"2021-W53-1", "refused"},
      {"2024-W00-1", "refused"},
      {"2024-W05-8", "refused"},
      {"2024-W05", "refused"},
      {"2024-030", "2024-01-30"},
      {"2024-366", "2024-12-31"},
      {"2023-366", "refused"},
      {"2024-000", "refused"},
      {"2024-030T09:30:00Z", "2024-01-30T09:30:00Z"},
      {"2024-01-30Z", "2024-01-30"},
      {"2024-01-30-05:00", "2024-01-30"},
      {"2024-01-30+01:00", "2024-01-30"},
  };
  check_all(cases);
}

TEST_CASE("digits and times with unusual marks are read", "[time][date]") {
  const ParserCase cases[] = {
      {"20240130093000Z", "2024-01-30T09:30:00Z"},
      {"20240130093000.0Z", "2024-01-30T09:30:00Z"},
      {"20240130093000+0100", "2024-01-30T08:30:00Z"},
      {"20240130093000123", "2024-01-30T09:30:00Z"},
      {"2024013009", "2024-01-30T09:00:00Z"},
      {"20240130-093000", "2024-01-30T09:30:00Z"},
      {"20240130_093000", "2024-01-30T09:30:00Z"},
      {"20240130 0930", "2024-01-30T09:30:00Z"},
      {"20240130T09", "2024-01-30T09:00:00Z"},
      {"2024-01-30T09Z", "2024-01-30T09:00:00Z"},
      {"2024-01-30T09+01:00", "2024-01-30T08:00:00Z"},
      {"2024-01-30-09-30-00", "2024-01-30T09:30:00Z"},
      {"2024-01-30_09:30:00", "2024-01-30T09:30:00Z"},
      {"2024-01-30T09-30-00Z", "2024-01-30T09:30:00Z"},
      {"30-JAN-24 09.30.00.000000 AM", "2024-01-30T09:30:00Z"},
      {"30-JAN-24 09.30.00.000000000 PM -05:00", "2024-01-31T02:30:00Z"},
      {"30.01.2024 16.05.24", "refused"},
      {"01/30/2024, 09:30 AM", "2024-01-30T09:30:00Z"},
      {"am 30.1.2024 um 9.30", "2024-01-30T09:30:00Z"},
      {"2024-01-30 - 2024-02-02", "refused"},  // a range of days
      {"30.01.24 - 02.02.24", "refused"},
      {"January 30-31, 2024", "refused"},
  };
  check_all(cases);
}

TEST_CASE("times since other epochs and rounded times are read", "[time][date]") {
  const ParserCase cases[] = {
      {"638422038000000000", "2024-01-30T09:30:00Z"},  // .NET
      {"133510806000000000", "2024-01-30T09:30:00Z"},  // Windows
      {"999999999999999999", "refused"},
      {"1.706607E9", "2024-01-30T09:30:00Z"},  // all digits
      {"1.706607E12", "2024-01-30T09:30:00Z"},
      {"1.706607E+09", "2024-01-30"},  // rounded
      {"1.706607000123e+12", "2024-01-30T09:30:00Z"},
      {"1.7066E+09", "2024-01-30"},
      {"1.71E+09", "refused"},
      {"1.706607E10", "refused"},
      {"9.706607E9", "refused"},
      {"17.06607E8", "refused"},
  };
  check_all(cases);
}

TEST_CASE("years of other eras and calendars are read with their mark", "[time][date]") {
  const ParserCase cases[] = {
      {"\xE4\xBB\xA4\xE5\x92\x8C"
       "6\xE5\xB9\xB4"
       "1\xE6\x9C\x88"
       "30\xE6\x97\xA5",
       "2024-01-30"},
      {"\xE4\xBB\xA4\xE5\x92\x8C\xE5\x85\x83\xE5\xB9\xB4"
       "5\xE6\x9C\x88"
       "1\xE6\x97\xA5",
       "2019-05-01"},  // the first year
      {"\xE5\xB9\xB3\xE6\x88\x90"
       "31.4.30",
       "2019-04-30"},
      {"\xE6\x98\xAD\xE5\x92\x8C"
       "64\xE5\xB9\xB4"
       "1\xE6\x9C\x88"
       "7\xE6\x97\xA5",
       "1989-01-07"},
      {"2024\xE5\xB9\xB4(\xE4\xBB\xA4\xE5\x92\x8C"
       "6\xE5\xB9\xB4)1\xE6\x9C\x88"
       "30\xE6\x97\xA5",
       "2024-01-30"},
      {"R6.1.30", "2024-01-30"},
      {"R06/01/30", "2024-01-30"},
      {"H31.4.30", "2019-04-30"},
      {"H32.4.30", "refused"},
      {"R 6.1.30", "refused"},
      {"H1 2024", "refused"},
      {"\xE6\xB0\x91\xE5\x9C\x8B"
       "113\xE5\xB9\xB4"
       "1\xE6\x9C\x88"
       "30\xE6\x97\xA5",
       "2024-01-30"},
      {"113\xE5\xB9\xB4"
       "1\xE6\x9C\x88"
       "30\xE6\x97\xA5",
       "refused"},
      // 二〇二四年十二月三十日
      {"\xE4\xBA\x8C\xE3\x80\x87\xE4\xBA\x8C\xE5\x9B\x9B\xE5\xB9\xB4\xE5\x8D\x81\xE4\xBA\x8C\xE6\x9C\x88\xE4\xB8\x89"
       "\xE5\x8D\x81\xE6\x97\xA5",
       "2024-12-30"},
      {"30 \xE0\xB8\xA1.\xE0\xB8\x84. \xE0\xB8\x9E.\xE0\xB8\xA8. 2567", "2024-01-30"},
      {"30 \xE0\xB8\xA1.\xE0\xB8\x84. 2567", "2024-01-30"},
      {"30 \xE0\xB8\xA1.\xE0\xB8\x84. 67", "2024-01-30"},
      {"30 \xE0\xB8\xA1.\xE0\xB8\x84. 2024", "2024-01-30"},
      {"30 \xE0\xB8\xA1.\xE0\xB8\x84. \xE0\xB8\x84.\xE0\xB8\xA8. 2024", "2024-01-30"},
      {"\xE0\xB9\x93\xE0\xB9\x90 \xE0\xB8\xA1.\xE0\xB8\x84. \xE0\xB9\x92\xE0\xB9\x95\xE0\xB9\x96\xE0\xB9\x97 "
       "09:30 \xE0\xB8\x99.",
       "2024-01-30T09:30:00Z"},
      {"2567-01-30", "refused"},
      {"30/01/2567", "refused"},
  };
  check_all(cases);
}

TEST_CASE("day numbers of spreadsheets are read only with the hint", "[time][date]") {
  DateHints hints;
  hints.has_day_numbers = true;
  CHECK(parse_date("45306").doubt == DateDoubt::kDayNumber);
  CHECK(parsed("45306", hints) == "2024-01-15");
  CHECK(parsed("45306.0", hints) == "2024-01-15");
  CHECK(parsed("45306,5", hints) == "2024-01-15T12:00:00Z");
  CHECK(parsed("45306,5,5", hints) == "refused");
  CHECK(parsed("45306.395833333", hints) == "2024-01-15T09:30:00Z");
  CHECK(parsed("99999", hints) == "refused");  // 2173
}

TEST_CASE("labels and reading times around a date are ignored", "[time][date]") {
  const ParserCase cases[] = {
      {"Jan 15, 2024 \xE2\x80\xA2 3 min read", "2024-01-15"},
      {"3 minute read | Jan 15, 2024", "2024-01-15"},
      {"15. Januar 2024 | Lesezeit: 3 Min.", "2024-01-15"},
      {"15 janvier 2024 | Temps de lecture : 3 min", "2024-01-15"},
      {"Jan 15, 2024 (2 hours ago)", "2024-01-15"},
      {"\"2024-01-15\"", "2024-01-15"},
      {"Timestamp('2024-01-15 09:30:00')", "2024-01-15T09:30:00Z"},
      {"Ver\xC3\xB6"
       "ffentlicht am 15. Januar 2024",
       "2024-01-15"},
      {"Publi\xC3\xA9 le 15 janvier 2024", "2024-01-15"},
      {"Published Jan 15, 2024 | Updated Jan 16, 2024", "2024-01-15"},
      {"Updated Jan 16, 2024 | Published Jan 15, 2024", "2024-01-15"},
      {"Jan 15, 2024 Updated 2 hours ago", "2024-01-15"},
      {"Mis \xC3\xA0 jour le 16 janvier 2024", "2024-01-16"},
      {"Published - January 15, 2024 09:30 am IST", "2024-01-15T04:00:00Z"},
      {"2024/1/15(\xE6\x9C\x88) 9:30\xE9\x85\x8D\xE4\xBF\xA1", "2024-01-15T09:30:00Z"},
      {"3 min read", "refused"},
      {"Jan 15, 2024 | 3 min", "refused"},
  };
  check_all(cases);
}

TEST_CASE("a region of the IANA database is a zone, which an offset overrides", "[time][date][zone]") {
  const ParserCase cases[] = {
      {"2024-01-15T09:30:00-05:00[America/New_York]", "2024-01-15T14:30:00Z"},
      {"2024-01-15T09:30:00+00:00[America/New_York]", "2024-01-15T09:30:00Z"},
      {"2024-07-15T09:30[America/New_York]", "2024-07-15T13:30:00Z"},
      {"2024-07-15 09:30 Europe/Berlin", "2024-07-15T07:30:00Z"},
      {"2024-07-15 09:30 Nowhere/Land", "refused"},
      {"2024-01-15T09:30Z[UTC]", "2024-01-15T09:30:00Z"},
      {"2024-01-15 09:30 MET", "2024-01-15T08:30:00Z"},
      {"January 15, 2024 09:30 AM Eastern Standard Time", "2024-01-15T14:30:00Z"},
      {"July 15, 2024 09:30 AM Eastern Daylight Time", "2024-07-15T13:30:00Z"},
      {"July 15, 2024 09:30 AM (Eastern Time)", "2024-07-15T13:30:00Z"},
      {"2024-07-15 09:30 Central European Summer Time", "2024-07-15T07:30:00Z"},
      {"2024-01-15 09:30 Standard Time", "refused"},
      {"2024-01-15 09:30 (GMT+8)", "2024-01-15T01:30:00Z"},
      {"2024-01-15 09:30 (GMT+8", "refused"},
      {"2024-01-15 09:30:00 -0500 EST", "2024-01-15T14:30:00Z"},
      {"2024-01-15 09:30 \xD0\x9C\xD0\xA1\xD0\x9A", "2024-01-15T06:30:00Z"},
      {"2024-07-15 09:30 MEST", "2024-07-15T07:30:00Z"},
      {"2024-01-15 09:30:00.123 +0000 UTC m=+0.1", "2024-01-15T09:30:00Z"},
      {"2024-01-15 09:30:00 -0500 EST m=+0.000012345", "2024-01-15T14:30:00Z"},
      {"Mon Jan 15 2024 09:30:00 GMT-0500 (heure normale de l\xE2\x80\x99"
       "Est)",
       "2024-01-15T14:30:00Z"},
      {"Mon Jan 15 2024 09:30:00 GMT-0500 (GMT-05:00)", "2024-01-15T14:30:00Z"},
      {"2024-01-15 09:30 UTC \xE2\x88\x92"
       "05:00",
       "2024-01-15T14:30:00Z"},
      {"2024-01-15 09:30 GMT +2", "2024-01-15T07:30:00Z"},
      {"Mon, 15 Jan 2024 09:30:00 0000", "2024-01-15T09:30:00Z"},
      {"Mon, 15 Jan 2024 09:30:00 Q", "2024-01-15T09:30:00Z"},
      {"Mon, 15 Jan 2024 09:30 P", "refused"},
      {"2024-01-15 09:30 EST (updated)", "refused"},
  };
  check_all(cases);
  DateHints israel;
  israel.ist_offset_s = 7'200;
  CHECK(parsed("2024-01-15 09:30 IST", israel) == "2024-01-15T07:30:00Z");
}

// The fast path for ISO dates gives what the general parser gives for the same date behind a label.
TEST_CASE("ISO dates mean the same alone and behind a label", "[time][date]") {
  const char* cases[] = {"2025-01-30",
                         "2025-01-30T14:05:09Z",
                         "2025-01-30 14:05",
                         "2025-01-30T14:05:09.25-05:00",
                         "2025-01-30T14:05+0900",
                         "2025-01-30T14:05:09+00",
                         "2025-01-30T24:00:00Z",
                         "2025-01-30T23:59:60Z",
                         "2025-01-30T25:00",
                         "2025-02-29",
                         "2025-01-30T14:05:09+15:00",
                         "1970-01-01T00:00:00Z"};
  for (const char* text : cases) {
    CAPTURE(text);
    const DateResult plain = parse_date(text);
    const DateResult labelled = parse_date(std::string("Published: ") + text);
    CHECK(plain.date.has_value() == labelled.date.has_value());
    CHECK(plain.reason == labelled.reason);
    if (plain && labelled) CHECK(plain.date->instant == labelled.date->instant);
    if (plain && labelled) CHECK(plain.date->zone == labelled.date->zone);
  }
}

TEST_CASE("a time of day alone is known as such", "[time][date]") {
  for (const char* text : {"09:30AM", "14:05:00", "14:05 EST", "10h21", "9:30 p.m.", " 23:59 "}) {
    CAPTURE(text);
    CHECK(is_time_of_day(text));
  }
  for (const char* text :
       {"", "2024-01-15", "2024-01-15T09:30", "0930", "9", "1738245900", "15.01.2024", "25:00", "Jan 15"}) {
    CAPTURE(text);
    CHECK_FALSE(is_time_of_day(text));
  }
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
