#include "common/time/date_parser.h"

#include <fmt/format.h>

#include <cstdlib>

#include "common/time/date_parts.h"

namespace broadtape {
namespace {

constexpr std::size_t kMaxBytes = 200;
constexpr int kFirstYear = 1600;
constexpr int kLastYear = 9999;
constexpr std::int64_t kLastEpochSecond = 4'102'444'799;  // 2099-12-31T23:59:59Z

constexpr const char* kMonthNames[] = {"January", "February", "March",     "April",   "May",      "June",
                                       "July",    "August",   "September", "October", "November", "December"};
constexpr const char* kWeekdayNames[] = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};

DateResult refused(std::string reason) {
  return {std::nullopt, std::move(reason)};
}

bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

// Dates in Reuters-21578 may be followed by routing letters after three tabs (`\t\t\tC G`), or by a remark such as `#
// date added by S Finch as guesswork`, which means that the time of day is invented.
struct WithoutRemark {
  std::string_view text;
  bool is_guess;
};
WithoutRemark without_remark(std::string_view text) {
  const std::size_t remark = text.find('#');
  const bool is_guess = remark != std::string_view::npos && remark > 0;
  text = trimmed(is_guess ? text.substr(0, remark) : text);
  return {trimmed(text.substr(0, text.find("\t\t\t"))), is_guess};
}

// Seconds or milliseconds since 1970: 10 or 13 digits, and an optional fraction.
std::optional<std::int64_t> epoch_seconds(std::string_view text) {
  std::string_view whole = text.substr(0, text.find('.'));
  const std::string_view fraction = text.substr(whole.size());
  if ((whole.size() != 10 && whole.size() != 13) || fraction.size() == 1) return std::nullopt;
  std::int64_t value = 0;
  for (const char c : whole) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  for (const char c : fraction.substr(fraction.empty() ? 0 : 1)) {
    if (c < '0' || c > '9') return std::nullopt;
  }
  const std::int64_t seconds = whole.size() == 13 ? value / 1000 : value;
  return seconds <= kLastEpochSecond ? std::optional(seconds) : std::nullopt;
}

// The occurrence of the day on `weekday` that is nearest to `nearest_s`. Weekdays repeat within 40 years.
std::optional<Day> nearest_year(const WrittenDay& written, int weekday, std::int64_t nearest_s) {
  const int middle = day_of(nearest_s).year;
  std::optional<Day> best;
  for (int year = middle - 40; year <= middle + 40; ++year) {
    const Day day{year, written.month, written.day};
    if (year < kFirstYear || year > kLastYear || !is_valid(day) || weekday_of(day) != weekday) continue;
    const auto distance = [&](Day d) { return std::llabs(midnight_utc(d) - nearest_s); };
    if (!best || distance(day) < distance(*best)) best = day;
  }
  return best;
}

// The parsed parts of a date, before validation.
struct Written {
  std::optional<WrittenDay> day;
  std::optional<WrittenClock> clock;
  std::optional<int> weekday;
};

class DateReader {
 public:
  DateReader(std::string_view text, const DateHints& hints, bool is_guess)
      : tokens_(text), hints_(hints), is_guess_(is_guess) {}

  DateResult read() {
    skip_prefix();
    if (!read_parts()) return refused(reason_);
    return judge();
  }

 private:
  // Skips `Published:`, `Last updated on` and the like.
  void skip_prefix() {
    const auto is_word = [&](std::string_view word) { return equals_upper(tokens_.peek().text, word); };
    if (is_word("FIRST") || is_word("LAST")) tokens_.skip();
    if (!is_word("PUBLISHED") && !is_word("UPDATED") && !is_word("POSTED") && !is_word("MODIFIED")) return;
    tokens_.skip();
    if (is_word("ON") || is_word("AT")) tokens_.skip();
    if (tokens_.peek().is_sign(':')) tokens_.skip();
  }

  // Day, time and weekday in any order, with at most two separators between them and none at the ends.
  bool read_parts() {
    if (tokens_.at_end()) return fail("empty");
    while (!tokens_.at_end()) {
      const ReadResult result = read_part();
      if (result == ReadResult::kRefused) return false;
      if (result == ReadResult::kNotHere) return fail_here();
      is_behind_t_ = false;
      for (int i = 0; i < 2 && at_separator(); ++i) {
        is_behind_t_ = equals_upper(tokens_.peek().text, "T");
        tokens_.skip();
        if (tokens_.at_end()) return fail("nothing after the separator");
      }
    }
    return true;
  }

  ReadResult read_part() {
    if (!written_.weekday && (written_.weekday = read_weekday(tokens_))) return ReadResult::kRead;
    const bool has_year = written_.day && written_.day->year;
    if (!written_.clock) {
      WrittenClock clock;
      const ReadResult result = read_clock(tokens_, {is_behind_t_ && has_year, has_year}, clock, reason_);
      if (result == ReadResult::kRead) written_.clock = clock;
      if (result != ReadResult::kNotHere) return result;
    }
    if (!written_.day) {
      WrittenDay day;
      const ReadResult result = read_day(tokens_, day, reason_);
      if (result == ReadResult::kRead) written_.day = day;
      return result;
    }
    if (!has_year && (written_.day->year = read_year(tokens_))) return ReadResult::kRead;
    return ReadResult::kNotHere;
  }

  bool at_separator() const {
    const DateToken& token = tokens_.peek();
    if (token.kind == DateTokenKind::kSign) {
      return token.sign == ',' || token.sign == '|' || token.sign == '@' || (token.sign == '-' && token.spaced);
    }
    const bool is_t = equals_upper(token.text, "T") && !token.spaced && !tokens_.peek(1).spaced;
    return is_t || equals_upper(token.text, "AT") || equals_upper(token.text, "ON");
  }

  bool fail(std::string reason) {
    reason_ = std::move(reason);
    return false;
  }

  bool fail_here() {
    const DateToken& token = tokens_.peek();
    if (written_.clock && !written_.clock->has_zone && token.kind == DateTokenKind::kWord) {
      return fail(fmt::format("unknown time zone \"{}\"", token.text));
    }
    if (!written_.day) return fail("not a known date format");
    return fail(fmt::format("unexpected text after the date: \"{}\"", tokens_.rest()));
  }

  DateResult judge() const {
    if (!written_.day) return refused("a time without a date");
    std::optional<Day> day;
    if (written_.day->year) {
      day = Day{*written_.day->year, written_.day->month, written_.day->day};
    } else {
      if (!written_.weekday) return refused("no year, and no weekday to infer it from");
      if (!hints_.nearest_s) return refused("no year, and no other date to infer it from");
      day = nearest_year(*written_.day, *written_.weekday, *hints_.nearest_s);
    }
    if (std::string reason = why_no_day(day); !reason.empty()) return refused(std::move(reason));
    return resolve(*day);
  }

  std::string why_no_day(const std::optional<Day>& day) const {
    const int month = written_.day->month;
    if (month < 1 || month > 12) return fmt::format("there is no month {}", month);
    const char* name = kMonthNames[month - 1];
    if (!day && (written_.day->day < 1 || written_.day->day > days_in_month(2024, month))) {
      return fmt::format("{} has no day {}", name, written_.day->day);
    }
    if (!day) return fmt::format("{} {} is not a {}", name, written_.day->day, kWeekdayNames[*written_.weekday]);
    if (day->year < kFirstYear) return fmt::format("the year {} is before {}", day->year, kFirstYear);
    if (!is_valid(*day)) return fmt::format("{} {} has no day {}", name, day->year, day->day);
    return {};
  }

  // An impossible time leaves the day: the story of `31-MAR-1987 605:12:19.12` in Reuters-21578 was sent on March 31.
  DateResult resolve(Day day) const {
    ParsedDate parsed{{midnight_utc(day), Precision::kDay}, {}};
    if (written_.clock) parsed.zone = written_.clock->zone_text;
    if (written_.clock && written_.clock->is_possible && !is_guess_) {
      const WrittenClock& clock = *written_.clock;
      const int offset = clock.has_zone ? offset_s(clock.zone, day, clock.second_of_day) : hints_.default_offset_s;
      parsed.instant = {midnight_utc(day) + clock.second_of_day - offset, Precision::kSecond};
      if (parsed.instant.utc_s < midnight_utc({kFirstYear, 1, 1}) ||
          parsed.instant.utc_s >= midnight_utc({kLastYear, 12, 31}) + kSecondsPerDay) {
        return refused(fmt::format("outside the years {} to {} in UTC", kFirstYear, kLastYear));
      }
    }
    return {std::move(parsed), {}};
  }

  DateTokens tokens_;
  const DateHints& hints_;
  const bool is_guess_;
  Written written_;
  std::string reason_;
  bool is_behind_t_ = false;
};

}  // namespace

DateResult parse_date(std::string_view text, const DateHints& hints) {
  const WithoutRemark written = without_remark(trimmed(text));
  if (written.text.size() > kMaxBytes) return refused("too long for a date");
  if (const auto seconds = epoch_seconds(written.text)) {
    return {ParsedDate{{*seconds, Precision::kSecond}, {}}, {}};
  }
  if (written.text.size() == 14 && written.text.find_first_not_of("0123456789") == std::string_view::npos) {
    const std::string with_t = fmt::format("{}T{}", written.text.substr(0, 8), written.text.substr(8));
    return DateReader(with_t, hints, written.is_guess).read();
  }
  return DateReader(written.text, hints, written.is_guess).read();
}

}  // namespace broadtape
