// Lists of flashes: a line each, with its date and time before the headline, or below a line with the date:
//
//   2025-01-30 09:30:15  Acme doubles its profit (Reuters)
//   [30.01.2025 09:31] *ACME SEES 2025 SALES UP 10%
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "common/text/ascii.h"
#include "common/text/char_class.h"
#include "common/time/date_parser.h"
#include "indexer/input/limits.h"
#include "indexer/readers/forms.h"
#include "indexer/readers/text/line_shapes.h"
#include "indexer/readers/text/line_words.h"
#include "indexer/readers/text_layout.h"
#include "indexer/readers/wire/dateline.h"

namespace broadtape {
namespace {

struct FlashLine {
  std::string_view stamp;  // a date, with or without a time, or a time; empty for other lines
  std::string_view text;   // what follows; empty for a line with only a date
  std::string_view wire;   // a code before the stamp: `BN 03/06 14:30`
  bool is_time = false;
};

// Behind a stamp and before a text.
std::string_view without_joint(std::string_view text) {
  for (text = trimmed(text); !text.empty();) {
    const bool is_dash = begins_with_any(text, {"\xe2\x80\x93", "\xe2\x80\x94", "\xe2\x80\xa2"});
    if (!is_dash && std::string_view("-:*>\xc2\xb7").find(text[0]) == std::string_view::npos) break;
    text = trimmed(text.substr(is_dash ? 3 : 1));
  }
  return text;
}

// Whether the text is a date that is no plain number, as those of machines are.
bool is_written_date(std::string_view text) {
  const bool is_number =
      text.find_first_not_of("0123456789.") == std::string_view::npos && std::count(text.begin(), text.end(), '.') < 2;
  if (is_number) return false;
  const DateResult date = parse_date(text);
  return date || date.doubt == DateDoubt::kOrder;
}

// A day and a time without a year, as terminals write them: `Mar 06 14:30`, `03/06 14:30`. Such flashes are undated.
bool is_yearless(std::string_view text) {
  constexpr std::size_t kShortest = 9;
  const std::size_t blank = text.rfind(' ');
  if (text.size() < kShortest || blank == std::string_view::npos || text.find(':', blank) == std::string_view::npos)
    return false;
  const std::string_view day = text.substr(0, blank), time = text.substr(blank + 1);
  const bool is_number = day.find_first_not_of("0123456789/.-") == std::string_view::npos;
  const std::size_t sign = day.find('/');  // logs have hyphens
  if (is_number && sign == std::string_view::npos) return false;
  return is_time_of_day(time) && is_written_date(fmt::format("{}{}2024 {}", day, is_number ? day[sign] : ' ', time));
}

bool is_stamp(std::string_view text, FlashLine& line) {
  line.is_time = is_time_of_day(text);
  if (!line.is_time && !is_written_date(text) && !is_yearless(text)) return false;
  line.stamp = text;
  return true;
}

// The code of a wire at the start of a line: `BN`, `DJNF`. Empty for other words.
std::string_view wire_code(std::string_view line) {
  constexpr std::size_t kShortest = 2, kLongest = 4;
  const std::string_view word = line.substr(0, line.find_first_of(" \t"));
  const bool is_code = word.size() >= kShortest && word.size() <= kLongest && word.size() < line.size() &&
                       std::all_of(word.begin(), word.end(), is_ascii_upper);
  return is_code && !parse_date(word) ? word : std::string_view();
}

FlashLine flash_of(std::string_view written) {
  constexpr std::size_t kMostWords = 7, kLongestStamp = 60;
  FlashLine line;
  const std::string_view content = trimmed(written);
  if (content.empty()) return line;
  if (content[0] == '[' || content[0] == '(') {
    const std::size_t end = content.find(content[0] == '[' ? ']' : ')');
    if (end < kLongestStamp && is_stamp(trimmed(content.substr(1, end - 1)), line))
      line.text = without_joint(content.substr(end + 1));
    return line;
  }
  std::vector<std::size_t> ends;  // of the first words
  for (std::size_t at = 0; at < content.size() && at < kLongestStamp && ends.size() < kMostWords;) {
    const std::size_t end = std::min(content.find_first_of(" \t", at), content.size());
    ends.push_back(end);
    at = std::min(content.find_first_not_of(" \t", end), content.size());
  }
  if (ends.empty() || std::none_of(content.begin(), content.begin() + static_cast<std::ptrdiff_t>(ends.back()),
                                   [](char c) { return is_ascii_digit(c); }))
    return line;
  for (auto end = ends.rbegin(); end != ends.rend(); ++end) {
    std::string_view stamp = content.substr(0, *end);
    stamp = stamp.substr(0, stamp.find_last_not_of(":-") + 1);
    if (!is_stamp(stamp, line)) continue;
    line.text = without_joint(content.substr(*end));
    return line;
  }
  if (const std::string_view wire = wire_code(content); !wire.empty()) {
    const std::string_view rest = trimmed(content.substr(wire.size()));
    if (wire_code(rest).empty()) line = flash_of(rest);
    if (!line.stamp.empty()) line.wire = wire;
  }
  return line;
}

// Whether a headline is in capitals, or marked as a flash, so that a time before it is enough.
bool is_shouted(std::string_view line, std::string_view headline) {
  const bool has_lower = std::any_of(headline.begin(), headline.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  return line.find(" *") < line.find(headline) || !has_lower;
}

// Whether the text behind a stamp is rather what a program writes: a level, a process, values with names.
bool is_of_program(std::string_view text) {
  constexpr std::string_view kWords[] = {"server", "port",     "thread",   "process",    "session",
                                         "socket", "daemon",   "database", "cron",       "exception",
                                         "config", "shutdown", "timeout",  "connection", "cache"};
  std::string_view rest = text;
  const std::string_view first = take_word(rest);
  if (is_log_level(first) || text[0] == '[' || text[0] == '<' || (text[0] >= 'a' && text[0] <= 'z')) return true;
  if (first.find_first_of("[=(") != std::string_view::npos || is_named_values_line(text)) return true;
  for (std::string_view words = text; !words.empty();) {
    const std::string word = ascii_lowered(take_word(words));
    if (is_among(std::string_view(word).substr(0, word.find_last_not_of(".,:;") + 1), kWords)) return true;
  }
  return false;
}

bool is_flash_headline(std::string_view text) {
  constexpr std::size_t kShortest = 12, kShortestWide = 9;
  return text.size() >= (is_ascii(text) ? kShortest : kShortestWide) && !is_of_program(text) &&
         (!is_ascii(text) || text.find(' ') != std::string_view::npos) &&
         std::any_of(text.begin(), text.end(), [](char c) { return is_ascii_letter(c) || (c & 0x80); });
}

class FlashReader {
 public:
  explicit FlashReader(RecordOutput& output) : output_(output) {}

  // False: stop.
  bool take(Line&& line) {
    output_.repair(line.text);
    const FlashLine flash = line.too_long ? FlashLine{} : flash_of(line.text);
    const bool has_day = !flash.is_time || !day_.empty() || (!flash.text.empty() && is_shouted(line.text, flash.text));
    if (flash.stamp.empty() || !has_day) {
      if (!text_.empty() && text_.size() < kMaxRecordBytes) text_ += line.text + "\n";
      if (text_.empty() && !trimmed(line.text).empty() && left_out_ == 0) left_out_ = line.number;
      return true;
    }
    if (!hand_over()) return false;
    if (flash.text.empty()) {
      if (!flash.is_time) day_ = std::string(flash.stamp);
      return true;
    }
    const bool is_time_of_day = flash.is_time && !day_.empty();
    raw_.date_text = is_time_of_day ? day_ : std::string(flash.stamp);
    if (is_time_of_day) raw_.time_text = std::string(flash.stamp);
    raw_.source = std::string(flash.wire);
    raw_.record = fmt::format("line {}", line.number);
    text_ = std::string(flash.text) + "\n";
    return true;
  }

  void finish() {
    hand_over();
    if (left_out_ > 0) output_.note(fmt::format("left out line {} before the first flash", left_out_));
  }

 private:
  // Takes the name of a wire from the end, `Acme rises (Reuters)`, or the beginning, `RTRS: Acme rises`.
  void take_source() {
    constexpr std::size_t kLongestName = 30;
    std::string_view title = raw_.title;
    const std::size_t open = title.ends_with(')') ? title.rfind('(') : std::string_view::npos;
    const std::size_t colon = title.find(": ");
    if (!raw_.source.empty()) return;
    if (open != std::string_view::npos && title.size() - open < kLongestName)
      raw_.source = std::string(wire_name(title.substr(open + 1, title.size() - open - 2)));
    if (!raw_.source.empty()) {
      title = trimmed(title.substr(0, open));
    } else if (colon < kLongestName) {
      raw_.source = std::string(wire_name(title.substr(0, colon)));
      if (!raw_.source.empty()) title = without_joint(title.substr(colon + 1));
    }
    raw_.title = std::string(title);
  }

  bool hand_over() {
    constexpr std::size_t kLongestTitle = 300;
    const std::string text = std::exchange(text_, {});
    if (text.empty()) return true;
    std::string_view body = text;
    raw_.title = one_line(take_line(body));
    if (raw_.title.size() > kLongestTitle) {
      raw_.body = text;
      raw_.title.clear();
    } else {
      raw_.body = std::string(trimmed(body));
      take_source();
    }
    raw_.set_origin(RawField::kDate, raw_.time_text.empty() ? "before the headline" : "a line with a date");
    raw_.set_origin(RawField::kSource, "the headline");
    return output_.article(std::exchange(raw_, {}), text);
  }

  RecordOutput& output_;
  RawArticle raw_;
  std::string text_, day_;
  std::uint64_t left_out_ = 0;  // the first line that is in no article
};

}  // namespace

bool looks_like_flashes(std::string_view head) {
  constexpr std::size_t kMostLines = 40, kFewest = 2, kMostBefore = 3;
  std::size_t lines = 0, flashes = 0, headlines = 0;
  bool has_day = false;
  while (!head.empty() && lines < kMostLines) {
    const std::string_view content = trimmed(take_line(head));
    if (content.empty()) continue;
    const FlashLine flash = flash_of(content);
    const bool is_day = !flash.stamp.empty() && !flash.is_time && flash.text.empty();
    has_day = has_day || is_day;
    if (is_day) continue;
    ++lines;
    const bool has_stamp = !flash.stamp.empty() && !flash.text.empty();
    const bool is_flash = has_stamp && (!flash.is_time || has_day || is_shouted(content, flash.text));
    flashes += is_flash;
    headlines += is_flash && is_flash_headline(flash.text);
    if (flashes == 0 && lines >= kMostBefore) return false;
  }
  return flashes >= kFewest && flashes * 5 >= lines * 4 && headlines * 5 >= flashes * 4;
}

void read_flashes(TextSource& text, RecordOutput& output) {
  FlashReader reader(output);
  read_lines(text, kMaxRecordBytes, reader);
}

}  // namespace broadtape
