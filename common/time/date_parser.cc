#include "common/time/date_parser.h"

#include <fmt/format.h>

#include <cstdlib>

#include "common/time/date_forms.h"
#include "common/time/date_parts.h"

namespace broadtape {
namespace {

constexpr std::size_t kMaxBytes = 200;
constexpr int kMaxStatements = 4;  // `Published ... | Updated ...`
constexpr int kFirstYear = 1600;
constexpr int kLastYear = 9999;

constexpr const char* kMonthNames[] = {"January", "February", "March",     "April",   "May",      "June",
                                       "July",    "August",   "September", "October", "November", "December"};
constexpr const char* kWeekdayNames[] = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};

DateResult refused(std::string reason, DateDoubt doubt = DateDoubt::kNone) {
  return {std::nullopt, std::move(reason), doubt};
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

// The full-width forms of ASCII, U+FF01 to U+FF5E, as ASCII.
std::string ascii_forms(std::string_view text) {
  std::string ascii;
  for (std::size_t at = 0; at < text.size();) {
    const bool is_full = text.substr(at).starts_with("\xEF\xBC") || text.substr(at).starts_with("\xEF\xBD");
    const int code =
        is_full && at + 2 < text.size() ? ((text[at + 1] & 0x3F) << 6 | (text[at + 2] & 0x3F)) - 0xF00 + 0x20 : 0;
    const bool has_ascii = code > 0x20 && code < 0x7F;
    ascii.push_back(has_ascii ? static_cast<char>(code) : text[at]);
    at += has_ascii ? 3 : 1;
  }
  return ascii;
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

// What a statement says of its date. The highest counts.
enum class Label { kUpdated, kNone, kPublished };

// The parsed parts of a date, before validation.
struct Written {
  Label label = Label::kNone;
  std::optional<WrittenDay> day;
  std::optional<WrittenClock> clock;
  std::optional<int> weekday;
  std::optional<WrittenAge> age;
  std::optional<int> days_ago;  // `yesterday`

  bool has_date() const { return day || age || days_ago; }
};

class DateReader {
 public:
  DateReader(std::string_view text, const DateHints& hints, bool is_guess)
      : text_(text), tokens_(text), hints_(hints), is_guess_(is_guess) {}

  // Reads all statements, and takes the first of those with the highest label.
  DateResult read() {
    std::optional<DateResult> best;
    Label best_label = Label::kUpdated;
    for (int count = 0; count < kMaxStatements && !(best && tokens_.at_end()); ++count) {
      written_ = {};
      read_label();
      if (best && tokens_.at_end()) break;  // `9:30 published`
      if (!read_parts()) return refused(reason_);
      DateResult result = judge();
      const bool is_better = !best || (result && (!*best || written_.label > best_label));
      if (is_better) best_label = written_.label;
      if (is_better) best = std::move(result);
    }
    return tokens_.at_end() ? std::move(*best) : refused("more than one date");
  }

 private:
  static bool is_label(const DateToken& token) {
    return token.word.has(kPublishedRole | kUpdatedRole) && token.word.month == 0 && token.word.weekday < 0;
  }

  // Skips `Published:`, `Last updated on`, `Veröffentlicht am` and the like.
  void read_label() {
    while (is_decoration(tokens_.peek())) tokens_.skip();
    std::size_t length = 0;
    bool is_published = false;
    bool is_updated = false;
    for (;; ++length) {
      const DateToken& token = tokens_.peek(length);
      const bool label = is_label(token);
      const bool is_dash = token.is_sign('-') && token.spaced && (is_published || is_updated);
      if (!label && !is_dash && !token.word.has(kLinkRole) && !token.is_sign(':')) break;
      is_published = is_published || (label && token.word.has(kPublishedRole));
      is_updated = is_updated || (label && token.word.has(kUpdatedRole) && !token.word.has(kPublishedRole));
    }
    if (!is_published && !is_updated) return;
    written_.label = is_updated ? Label::kUpdated : Label::kPublished;
    tokens_.skip(length);
  }

  static bool is_decoration(const DateToken& token) { return token.is_sign('|'); }

  // The parts of one statement in any order, with separators between them and none at the ends.
  bool read_parts() {
    if (tokens_.at_end()) return fail("empty");
    while (!tokens_.at_end() && !(written_.has_date() && is_label(tokens_.peek()))) {
      const ReadResult result = read_part();
      if (result == ReadResult::kRefused) return false;
      if (result == ReadResult::kNotHere) return fail_here();
      is_behind_t_ = false;
      for (int i = 0; i < 3 && at_separator(); ++i) {
        const bool may_end = is_decoration(tokens_.peek());
        is_behind_t_ = equals_upper(tokens_.peek().text, "T");
        skip_separator();
        if (tokens_.at_end() && !may_end) return fail("nothing after the separator");
      }
    }
    return true;
  }

  ReadResult read_part() {
    if (read_reading_time(tokens_)) return ReadResult::kRead;
    if (const std::optional<WrittenAge> age = read_age(tokens_)) {
      if (!written_.has_date()) written_.age = age;
      return ReadResult::kRead;
    }
    if (!written_.weekday && (written_.weekday = read_weekday(tokens_, written_.has_date()))) return ReadResult::kRead;
    if (!written_.has_date() && tokens_.peek().word.has(kDaysAgoRole)) {
      written_.days_ago = tokens_.peek().word.days_ago;
      tokens_.skip();
      return ReadResult::kRead;
    }
    const bool has_year = (written_.day && written_.day->year) || written_.days_ago;
    if (!written_.clock) {
      WrittenClock clock;
      const ReadResult result = read_clock(tokens_, {is_behind_t_ && has_year, has_year}, clock, reason_);
      if (result == ReadResult::kRead) written_.clock = clock;
      if (result != ReadResult::kNotHere) return result;
    }
    return read_day_or_year();
  }

  ReadResult read_day_or_year() {
    if (!written_.has_date()) {
      WrittenDay day;
      const ReadResult result = read_day(tokens_, day, reason_);
      if (result == ReadResult::kRead) written_.day = day;
      return result == ReadResult::kNotHere ? skip_link() : result;
    }
    if (written_.day && !written_.day->year && (written_.day->year = read_year(tokens_))) return ReadResult::kRead;
    return skip_link();
  }

  // `den 15 januari 2024`, `2024-01-15 à 10h21`, `kl. 10:21`.
  ReadResult skip_link() {
    if (!tokens_.peek().word.has(kLinkRole) || tokens_.peek(1).kind == DateTokenKind::kEnd) return ReadResult::kNotHere;
    skip_separator();
    return ReadResult::kRead;
  }

  void skip_separator() {
    const bool is_word = tokens_.peek().kind == DateTokenKind::kWord;
    tokens_.skip();
    if (is_word && tokens_.peek().is_sign('.') && !tokens_.peek().spaced) tokens_.skip();
  }

  bool at_separator() const {
    const DateToken& token = tokens_.peek();
    if (token.kind == DateTokenKind::kSign) {
      if (token.sign == ',' || token.sign == '|' || token.sign == '@' || token.sign == ';' || token.sign == '\'')
        return true;
      if (token.sign == ':') return !token.spaced && written_.day && !written_.clock;  // `15/Jan/2024:09:30:00`
      return (token.sign == '-' || token.sign == '/') && token.spaced;
    }
    const bool is_t = equals_upper(token.text, "T") && !token.spaced && !tokens_.peek(1).spaced;
    return is_t || (token.word.has(kLinkRole) && token.word.weekday < 0 && token.word.unit == TimeUnit::kNone);
  }

  bool fail(std::string reason) {
    reason_ = std::move(reason);
    return false;
  }

  bool fail_here() {
    const DateToken& token = tokens_.peek();
    if (written_.clock && !written_.clock->has_zone && !written_.clock->region && token.kind == DateTokenKind::kWord) {
      return fail(fmt::format("unknown time zone \"{}\"", token.text));
    }
    if (!written_.has_date()) return fail("not a known date format");
    return fail(fmt::format("unexpected text after the date: \"{}\"", tokens_.rest()));
  }

  DateResult judge() {
    if (written_.age || written_.days_ago) return judge_age();
    if (!written_.day) return refused("a time without a date");
    if (written_.day->either_order && !settle_order()) {
      const char* first = written_.day->is_short ? "the day, the month or the year" : "the day or the month";
      return refused(fmt::format("\"{}\" is ambiguous: {} may come first", text_, first), DateDoubt::kOrder);
    }
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

  // Decides which number of `01/02/2025` is the day. False if nothing decides.
  bool settle_order() {
    WrittenDay& written = *written_.day;
    const Day day_first{*written.year, written.month, written.day};
    const Day month_first{*written.year, written.day, written.month};
    const auto fits = [&](Day day) { return is_valid(day) && weekday_of(day) == *written_.weekday; };
    DateOrder order = hints_.order;
    if (written_.weekday && !written.is_short && fits(day_first) != fits(month_first)) {
      order = fits(day_first) ? DateOrder::kDayFirst : DateOrder::kMonthFirst;
      written.shown = order;
    }
    if (order == DateOrder::kUnknown) return false;
    if (order == DateOrder::kMonthFirst) std::swap(written.day, written.month);
    return true;
  }

  std::string why_no_day(const std::optional<Day>& day) const {
    const int month = written_.day->month;
    if (month == 0 && written_.day->day == 0) return fmt::format("\"{}\" is a placeholder", text_);
    if (month < 1 || month > 12) return fmt::format("there is no month {}", month);
    const char* name = kMonthNames[month - 1];
    if (!day && (written_.day->day < 1 || written_.day->day > days_in_month(2024, month))) {
      return fmt::format("{} has no day {}", name, written_.day->day);
    }
    if (!day) return fmt::format("{} {} is not a {}", name, written_.day->day, kWeekdayNames[*written_.weekday]);
    if (!is_valid(*day)) return fmt::format("{} {} has no day {}", name, day->year, day->day);
    return {};
  }

  // Months and years ago are too vague for a day.
  DateResult judge_age() {
    if (!hints_.captured_s) {
      return refused(fmt::format("\"{}\" depends on the time of capture, which is unknown", text_));
    }
    constexpr std::int64_t kSeconds[] = {0, 1, 60, 3600, kSecondsPerDay, 7 * kSecondsPerDay};
    if (written_.age && written_.age->unit > TimeUnit::kWeek) return refused(fmt::format("\"{}\" is too vague", text_));
    const std::int64_t ago = written_.age ? written_.age->count * kSeconds[static_cast<std::size_t>(written_.age->unit)]
                                          : *written_.days_ago * kSecondsPerDay;
    const std::int64_t then = *hints_.captured_s - ago;
    const Day day = day_of(then + hints_.default_offset_s);
    if (!written_.age || written_.age->unit >= TimeUnit::kDay) return resolve(day);
    return checked_date(ParsedDate{{then, Precision::kSecond}, {}}, day, hints_);
  }

  // An impossible time leaves the day: the story of `31-MAR-1987 605:12:19.12` in Reuters-21578 was sent on March 31.
  DateResult resolve(Day day) const {
    ParsedDate parsed{{midnight_utc(day), Precision::kDay}, {}};
    if (written_.day) parsed.shown_order = written_.day->shown;
    if (written_.clock) parsed.zone = written_.clock->zone_text;
    if (written_.clock && written_.clock->is_possible && !is_guess_) {
      parsed.instant = {instant_of(*written_.clock, day), Precision::kSecond};
    }
    return checked_date(std::move(parsed), day, hints_);
  }

  std::int64_t instant_of(const WrittenClock& clock, Day day) const {
    if (clock.region && !clock.has_zone) return clock.region->to_utc({day, clock.second_of_day});
    const std::int64_t local = midnight_utc(day) + clock.second_of_day;
    if (!clock.has_zone) return local - hints_.default_offset_s;
    return local - (clock.zone.name == "IST" && clock.zone_text.size() == 3
                        ? hints_.ist_offset_s
                        : offset_s(clock.zone, day, clock.second_of_day));
  }

  std::string_view text_;
  DateTokens tokens_;
  const DateHints& hints_;
  const bool is_guess_;
  Written written_;
  std::string reason_;
  bool is_behind_t_ = false;
};

// `20250127211000` and `202501272110` without separators.
std::optional<std::string> spaced_digits(std::string_view text) {
  const bool has_form =
      (text.size() == 14 || (text.size() == 12 && (text.starts_with("19") || text.starts_with("20")))) &&
      text.find_first_not_of("0123456789") == std::string_view::npos;
  return has_form ? std::optional(fmt::format("{}T{}", text.substr(0, 8), text.substr(8))) : std::nullopt;
}

}  // namespace

DateResult parse_date(std::string_view text, const DateHints& hints) {
  if (auto iso = parse_iso_date(text, hints)) return *std::move(iso);
  if (auto digits = parse_digits(text, hints)) return *std::move(digits);
  if (auto script = parse_script_date(trimmed(text), hints)) return *std::move(script);
  const WithoutRemark written = without_remark(unwrapped(trimmed(text)));
  if (written.text.size() > kMaxBytes) return refused("too long for a date");
  if (auto digits = parse_digits(written.text, hints)) return *std::move(digits);
  if (const std::optional<std::string> spaced = spaced_digits(written.text)) {
    return DateReader(*spaced, hints, written.is_guess).read();
  }
  if (written.text.find("\xEF\xBC") != std::string_view::npos) {
    return DateReader(ascii_forms(written.text), hints, written.is_guess).read();
  }
  return DateReader(written.text, hints, written.is_guess).read();
}

bool is_time_of_day(std::string_view text) {
  constexpr std::size_t kMaxTimeBytes = 40;
  text = trimmed(text);
  const bool may_be_time =
      !text.empty() && text.size() <= kMaxTimeBytes && text.substr(0, 3).find_first_not_of("0123456789") <= 2;
  const bool has_letter = may_be_time && letter_bytes(text) == 1;
  if (!may_be_time || (has_letter && std::string_view("aApP").find(text[0]) == std::string_view::npos)) return false;
  DateTokens tokens(text);
  WrittenClock clock;
  std::string reason;
  return read_clock(tokens, {}, clock, reason) == ReadResult::kRead && tokens.at_end() && clock.is_possible;
}

}  // namespace broadtape
