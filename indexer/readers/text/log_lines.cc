#include <algorithm>
#include <string>

#include "common/text/ascii.h"
#include "indexer/readers/text/line_shapes.h"
#include "indexer/readers/text/line_words.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

constexpr std::string_view kLevels[] = {"trace",    "debug", "info",  "notice", "warn",  "warning", "error", "err",
                                        "critical", "crit",  "alert", "emerg",  "fatal", "severe",  "panic"};

std::string_view without_marks(std::string_view word) {
  constexpr std::string_view kMarksAround = "[](){}<>,:;|-";
  word.remove_prefix(std::min(word.find_first_not_of(kMarksAround), word.size()));
  return word.substr(0, word.find_last_not_of(kMarksAround) + 1);
}

// A month or weekday in three letters.
bool is_calendar_word(std::string_view word) {
  constexpr std::string_view kWords[] = {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct",
                                         "nov", "dec", "mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  return is_among(ascii_lowered(without_marks(word)), kWords);
}

// What may come before the time in a stamp. `*date` is set if it is a part of a date.
bool is_stamp_word(std::string_view word, bool* date) {
  if (is_log_level(word) || is_made_of(word, "-|<>[]")) return true;
  if (is_calendar_word(word)) return *date = true;
  const bool is_digits = std::any_of(word.begin(), word.end(), is_ascii_digit) &&
                         is_made_of(without_marks(word), "0123456789-/.,:TIWEF<>");
  if (is_digits) *date = true;
  return is_digits || (word.starts_with('[') && word.ends_with(']'));
}

}  // namespace

bool is_log_level(std::string_view word) {
  return is_among(ascii_lowered(without_marks(word)), kLevels);
}

bool begins_with_log_stamp(std::string_view line) {
  constexpr std::size_t kLongestStamp = 100;
  constexpr int kMostWords = 8;
  if (begins_like(line, "dddddddddd.") || begins_like(line, "dddddddddd ") || begins_like(line, "ddddddddddddd "))
    return true;
  if (line.starts_with('[')) {  // seconds since the start of a kernel
    const std::string_view inner = trimmed(line.substr(1, std::min(line.find(']'), line.size()) - 1));
    if (inner.find('.') != std::string_view::npos && is_made_of(inner, "0123456789.")) return true;
  }
  std::string_view rest = line.substr(0, kLongestStamp);
  if (const std::size_t colon = rest.find(':');
      colon != std::string_view::npos && is_log_level(rest.substr(0, colon))) {
    const std::size_t second = rest.find(':', colon + 1);  // `INFO:root:started`
    if (second != std::string_view::npos && rest.substr(0, second).find(' ') == std::string_view::npos) return true;
  }
  for (std::size_t at = rest.find('['); at != std::string_view::npos; at = rest.find('[', at + 1)) {
    if (begins_like(rest.substr(at + 1), "dd/") && begins_like(rest.substr(std::min(at + 7, rest.size())), "/dddd:dd:"))
      return true;  // of a web server
  }
  bool date = false, clock = false, seconds = false, level = false;
  for (int i = 0; i < kMostWords && !rest.empty(); ++i) {
    const std::string_view word = take_word(rest);
    const std::size_t colon = word.find(':');
    const std::string_view from = word.substr(colon == std::string_view::npos || colon < 2 ? 0 : colon - 2);
    level = level || is_log_level(word);
    if (clock) continue;
    clock = begins_like(from, "dd:dd");
    seconds = begins_like(from, "dd:dd:dd");
    if (clock) {
      bool part = false;
      const std::string_view before = word.substr(0, static_cast<std::size_t>(from.data() - word.data()));
      if (!before.empty() && !is_made_of(before, "[(<\"") && !is_stamp_word(before, &part)) return false;
      date = date || part;
    } else if (!is_stamp_word(word, &date)) {
      return false;
    }
  }
  return clock && ((date && seconds) || level);
}

bool has_log_level(std::string_view line) {
  constexpr int kMostWordsBefore = 8;
  for (int i = 0; i < kMostWordsBefore && !line.empty(); ++i) {
    if (is_log_level(take_word(line))) return true;
  }
  return false;
}

bool is_named_values_line(std::string_view line) {
  constexpr std::size_t kFewest = 3;
  std::size_t values = 0;
  for (std::size_t at = line.find('='); at != std::string_view::npos && values < kFewest; at = line.find('=', at + 1))
    values += at > 0 && is_ascii_letter(line[at - 1]) && at + 1 < line.size() && line[at + 1] != ' ';
  return values >= kFewest && line.find(' ') != std::string_view::npos;
}

}  // namespace broadtape
