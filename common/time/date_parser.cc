#include "common/time/date_parser.h"

#include <fmt/format.h>

#include <algorithm>

#include "common/time/date_forms.h"
#include "common/time/date_parts.h"
#include "common/time/date_spellings.h"
#include "common/time/date_statement.h"

namespace broadtape {
namespace {

constexpr std::size_t kMaxBytes = 200;
constexpr int kMaxStatements = 4;  // `Published ... | Updated ...`

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

// `March 5, 2024 (updated March 6)` without what is in parentheses.
std::string_view without_update(std::string_view text) {
  const std::size_t open = text.ends_with(')') ? text.rfind('(') : text.size();
  const std::string_view inside = text.substr(std::min(open, text.size()));
  const bool is_behind = !inside.empty() && open > 0 && inside.find_first_of("0123456789") != inside.npos &&
                         begins_with_update(inside.substr(1));
  return is_behind ? trimmed(text.substr(0, open)) : text;
}

class DateReader {
 public:
  DateReader(std::string_view text, const DateHints& hints, bool is_guess)
      : text_(text), tokens_(text), hints_(hints), is_guess_(is_guess) {}

  // Reads all statements, and takes the first of those with the highest label.
  DateResult read() {
    std::optional<DateResult> best;
    DateLabelRank best_label = DateLabelRank::kUpdated;
    for (int count = 0; count < kMaxStatements && !(best && tokens_.at_end()); ++count) {
      written_ = {};
      read_label();
      if (best && tokens_.at_end()) break;  // `9:30 published`
      if (!read_parts()) return no_date(reason_);
      DateResult result = judged(written_, {text_, hints_, is_guess_});
      const bool is_better = !best || (result && (!*best || written_.label > best_label));
      if (is_better) best_label = written_.label;
      if (is_better) best = std::move(result);
    }
    if (*best) best->date->is_update = best_label == DateLabelRank::kUpdated;
    return tokens_.at_end() ? std::move(*best) : no_date("more than one date");
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
    written_.label = is_updated ? DateLabelRank::kUpdated : DateLabelRank::kPublished;
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
    if (!written_.has_date() && read_now(tokens_)) {
      written_.age = WrittenAge{};
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
    } else if (!written_.clock->has_zone && !written_.clock->region && read_late_zone()) {
      return ReadResult::kRead;
    }
    return read_day_or_year();
  }

  // The zone behind a separator: `10:00 AM, +0000 UTC`.
  bool read_late_zone() {
    DateTokens ahead = tokens_;
    WrittenClock clock = *written_.clock;
    std::string reason;
    if (!read_zone(ahead, clock, reason) || !clock.has_zone) return false;
    tokens_ = std::move(ahead);
    written_.clock = std::move(clock);
    return true;
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

  std::string_view text_;
  DateTokens tokens_;
  const DateHints& hints_;
  const bool is_guess_;
  DateStatement written_;
  std::string reason_;
  bool is_behind_t_ = false;
};

std::optional<std::string> usual_spelling(std::string_view text) {
  const bool is_ascii = std::none_of(text.begin(), text.end(), [](char c) { return (c & 0x80) != 0; });
  const bool may_be_vietnamese = !is_ascii || text.find("thg") != std::string_view::npos;
  if (auto vietnamese = may_be_vietnamese ? with_english_months(text) : std::nullopt) return vietnamese;
  std::optional<std::string> ascii = is_ascii ? std::nullopt : with_ascii_digits(text);
  std::optional<std::string> spelled = respelled(ascii ? *ascii : text);
  return spelled ? spelled : ascii;
}

}  // namespace

DateResult parse_date(std::string_view text, const DateHints& hints) {
  if (auto iso = parse_iso_date(text, hints)) return *std::move(iso);
  if (auto digits = parse_digits(text, hints)) return *std::move(digits);
  if (auto script = parse_script_date(trimmed(text), hints)) return *std::move(script);
  const WithoutRemark written = without_remark(unwrapped(trimmed(text)));
  if (written.text.size() > kMaxBytes) return no_date("too long for a date");
  if (auto digits = parse_digits(written.text, hints)) return *std::move(digits);
  if (auto rounded = parse_exponent(written.text, hints)) return *std::move(rounded);
  const std::string_view stated = without_update(written.text);
  const std::optional<std::string> spelled = usual_spelling(stated);
  return DateReader(spelled ? *spelled : stated, hints, written.is_guess).read();
}

bool begins_with_update(std::string_view text) {
  text = trimmed(text);
  const std::size_t bytes = letter_bytes(text);
  if (bytes == 0) return false;
  std::size_t end = bytes;
  while (end < text.size() && letter_bytes(text.substr(end)) > 0) end += letter_bytes(text.substr(end));
  const DateWord word = find_date_word(text.substr(0, end));
  return word.has(kUpdatedRole) && !word.has(kPublishedRole) && word.month == 0 && word.weekday < 0;
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
