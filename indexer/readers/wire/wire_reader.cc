#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/text/ascii.h"
#include "common/time/date_parser.h"
#include "indexer/input/limits.h"
#include "indexer/readers/forms.h"
#include "indexer/readers/text_layout.h"
#include "indexer/readers/text_source.h"
#include "indexer/readers/wire/dateline.h"
#include "indexer/readers/wire/newswires.h"

namespace broadtape {
namespace {

constexpr std::size_t kMostHeadLines = 25;  // before the dateline
constexpr std::size_t kLongestHeadLine = 300;

struct WireLine {
  std::string text;  // trimmed
  std::uint64_t number;
};

// `###`, `-30-`, `* * *`, `====`: the end of a release.
bool is_end_mark(std::string_view line) {
  if (line.size() < 3) return false;
  return line == "-30-" || line == "- 30 -" || ascii_lowered(line) == "(end)" ||
         line.find_first_not_of("#*=-_ ") == std::string_view::npos;
}

// `SOURCE Acme Corp`, the last line of PR Newswire, and its address.
bool is_source_line(std::string_view line) {
  return line.starts_with("SOURCE ") || line.starts_with("SOURCE: ") || line.starts_with("View source version on") ||
         line.starts_with("View original content");
}

// The date that is a whole line: `January 30, 2025 09:30 ET | Source: Acme Corp`.
std::string date_of_line(std::string_view line) {
  constexpr std::size_t kLongest = 120;
  if (line.size() > kLongest || line.find_first_of("0123456789") == std::string_view::npos) return {};
  const std::string_view date = trimmed(line.substr(0, line.find(" | ")));
  return parse_date(date) ? std::string(date) : std::string();
}

// Lines of the page around a release.
bool is_page_line(std::string_view line) {
  constexpr std::string_view kLines[] = {
      "news provided by", "share this article",   "share", "email", "print", "press release", "news release",
      "download",         "for immediate release"};
  return is_among(ascii_lowered(line), kLines);
}

bool is_provider_mark(std::string_view line) {
  return ascii_lowered(line) == "news provided by";
}

bool is_byline_line(std::string_view line) {
  constexpr std::size_t kLongest = 100;
  return line.size() <= kLongest && (line.starts_with("By ") || line.starts_with("BY "));
}

// What an agency writes below a byline: `AP Business Writer`, `Of The Associated Press`.
bool is_role_line(std::string_view line) {
  constexpr std::size_t kLongest = 60;
  constexpr std::string_view kRoles[] = {"writer", "writers", "reporter", "correspondent", "editor", "columnist"};
  if (line.size() > kLongest || line.ends_with('.')) return false;
  const std::string lower = ascii_lowered(line);
  return is_among(lower.substr(lower.rfind(' ') + 1), kRoles) || lower == "the associated press" ||
         lower == "associated press" || lower == "of the associated press";
}

// The year in a copyright line: `(c) Copyright Acme Wire 2025`. Empty for other lines.
std::string copyright_year(std::string_view line) {
  constexpr std::size_t kLongest = 160;
  const std::string lower = ascii_lowered(line.substr(0, kLongest));
  const bool is_copyright = lower.find("copyright") != std::string::npos || lower.find("(c) ") != std::string::npos ||
                            lower.find("\xC2\xA9") != std::string::npos;
  for (std::size_t at = is_copyright ? 0 : lower.size(); at + 4 <= lower.size(); ++at) {
    const bool begins = at == 0 || !is_ascii_digit(lower[at - 1]);
    const bool is_year = (lower.compare(at, 2, "20") == 0 || lower.compare(at, 2, "19") == 0) &&
                         is_ascii_digit(lower[at + 2]) && is_ascii_digit(lower[at + 3]);
    if (begins && is_year && (at + 4 == lower.size() || !is_ascii_digit(lower[at + 4]))) return lower.substr(at, 4);
  }
  return {};
}

// Reads the lines of a text, and divides it at the head of each dateline.
class WireReader {
 public:
  explicit WireReader(RecordOutput& output) : output_(output) {}

  // False: stop.
  bool take(Line&& line) {
    output_.repair(line.text);
    bytes_ += line.text.size();
    is_too_long_ = is_too_long_ || line.too_long || bytes_ > kMaxRecordBytes || lines_.size() > kMaxLines / 4;
    if (is_too_long_ && lines_.size() > 2 * kMostHeadLines) {
      // Only its beginning and what may be the head of the next release are kept.
      lines_.erase(lines_.begin() + 1, lines_.end() - static_cast<std::ptrdiff_t>(kMostHeadLines));
      dateline_at_ = 0;
    }
    std::string text(trimmed(line.text));
    std::optional<Dateline> dateline = dateline_of(text);
    if (dateline && dateline_ && !begins_release()) {
      if (second_datelines_++ == 0) first_second_ = line.number;
      dateline.reset();
    }
    const std::size_t head = dateline && dateline_ ? head_of_next() : 0;
    bool more = true;
    if (head > 0) more = hand_over(head);
    if (dateline) {
      dateline_ = std::move(dateline);
      dateline_at_ = lines_.size();
    }
    if (!text.empty() || !lines_.empty()) lines_.push_back({std::move(text), line.number});
    return more;
  }

  void finish() {
    if (!lines_.empty()) hand_over(lines_.size());
    if (second_datelines_ > 0)
      output_.note(
          fmt::format("{} datelines without a headline above them, the first in line {}, are in the text of the "
                      "article before",
                      second_datelines_, first_second_));
  }

 private:
  // Whether a dateline at the end of the lines begins another release: a headline stands above it.
  bool begins_release() const { return head_of_next() > dateline_at_ + 1 || ends_at_mark(); }

  bool ends_at_mark() const {
    for (std::size_t i = lines_.size(); i > dateline_at_ + 1; --i) {
      if (lines_[i - 1].text.empty()) continue;
      return is_end_mark(lines_[i - 1].text) || is_source_line(lines_[i - 1].text);
    }
    return false;
  }

  // The first line of the head that ends at the end of the lines: behind the last mark of an end, or the nearest
  // paragraph that looks like a headline, with dates below it. 0 if there is none.
  std::size_t head_of_next() const {
    const std::size_t end = lines_.size();
    const std::size_t limit = std::max(dateline_at_ + 1, end > kMostHeadLines ? end - kMostHeadLines : 0);
    for (std::size_t i = end; i > limit; --i) {
      if (is_end_mark(lines_[i - 1].text) || is_source_line(lines_[i - 1].text)) return i;
    }
    std::size_t at = end;
    bool found = false;
    while (at > limit) {
      const std::string& text = lines_[at - 1].text;
      const bool may_be_above =
          text.empty() || !date_of_line(text).empty() || is_byline_line(text) || is_page_line(text);
      if (found && text.empty()) break;
      if (!may_be_above && !is_headline(text)) break;
      found = found || !may_be_above;
      --at;
    }
    return found ? at : 0;
  }

  static bool is_headline(std::string_view line) {
    return line.size() <= kLongestHeadLine && !line.ends_with('.') && !line.ends_with(':') &&
           !std::islower(static_cast<unsigned char>(line[0]));
  }

  // Passes the lines before `count` on as an article.
  bool hand_over(std::size_t count) {
    const auto end = lines_.begin() + static_cast<std::ptrdiff_t>(count);
    std::vector<WireLine> release(std::make_move_iterator(lines_.begin()), std::make_move_iterator(end));
    lines_.erase(lines_.begin(), end);
    const std::size_t dateline_at = dateline_at_;
    const std::optional<Dateline> dateline = std::exchange(dateline_, std::nullopt);
    bytes_ = 0;
    for (const WireLine& line : lines_) bytes_ += line.text.size();
    std::string place = fmt::format("line {}", release.front().number);
    std::string text;
    for (const WireLine& line : release) text.append(line.text).push_back('\n');
    if (std::exchange(is_too_long_, false)) return output_.reject(std::move(place), "is too long", text);
    if (!dateline) {
      const bool has_text = std::any_of(release.begin(), release.end(), [](const WireLine& line) {
        return !line.text.empty() && !is_end_mark(line.text);
      });
      return !has_text || output_.reject(std::move(place), "has no dateline", text);
    }
    RawArticle raw = article_of(release, dateline_at, *dateline);
    raw.record = std::move(place);
    return output_.article(std::move(raw), text);
  }

  static RawArticle article_of(const std::vector<WireLine>& release, std::size_t dateline_at,
                               const Dateline& dateline) {
    RawArticle raw;
    raw.source = dateline.source;
    raw.date_text = dateline.date_text;
    raw.set_origin(RawField::kSource, "the dateline");
    raw.set_origin(RawField::kDate, "the dateline");
    std::string line_date, above;
    bool is_provider = false, after_byline = false;
    for (std::size_t i = 0; i < dateline_at; ++i) {
      const std::string& text = release[i].text;
      if (text.empty() || is_end_mark(text) || (raw.title.empty() && is_source_line(text))) continue;
      const bool was_provider = std::exchange(is_provider, is_provider_mark(text));
      if (std::exchange(after_byline, false) && is_role_line(text)) continue;
      if (std::string date = date_of_line(text); !date.empty()) {
        if (line_date.empty()) line_date = std::move(date);
      } else if (is_byline_line(text) && raw.author.empty() && !raw.title.empty()) {
        raw.author = text;
        after_byline = true;
      } else if (is_page_line(text) || was_provider) {
        continue;
      } else if (raw.title.empty()) {
        raw.title = text;
      } else {
        above += text + "\n\n";
      }
    }
    std::string body, year;
    for (std::size_t i = dateline_at; i < release.size(); ++i) {
      if (is_end_mark(release[i].text)) continue;
      body += release[i].text + "\n";
      if (year.empty()) year = copyright_year(release[i].text);
    }
    raw.body = above + body;
    take_chinese_parts(raw, release, dateline_at, dateline);
    if (!line_date.empty()) {
      raw.date_text = std::move(line_date);
      raw.set_origin(RawField::kDate, "a line with a date");
    }
    complete_date(raw, year);
    return raw;
  }

  // `Oil rises 2025-01-30 09:30:11.2 GMT`, as terminals write it.
  static void take_date_of_title(RawArticle& raw) {
    constexpr int kMostWords = 4;
    std::size_t at = raw.title.size();
    for (int words = 0; words < kMostWords && at != std::string::npos && at > 0; ++words) {
      at = raw.title.rfind(' ', at - 1);
      if (at == std::string::npos) return;
      const std::string date(trimmed(std::string_view(raw.title).substr(at)));
      const bool is_iso = date.size() >= 10 && date[4] == '-' && date[7] == '-';
      if (!is_iso || !parse_date(date)) continue;
      raw.date_text = date;
      raw.set_origin(RawField::kDate, "the end of the headline");
      raw.title = std::string(trimmed(std::string_view(raw.title).substr(0, at)));
      return;
    }
  }

  // By the headline without a date, and by the year of the copyright of a date without one.
  static void complete_date(RawArticle& raw, const std::string& year) {
    if (raw.date_text.empty()) take_date_of_title(raw);
    if (!raw.date_text.empty() && !year.empty() && !parse_date(raw.date_text)) raw.date_text += ", " + year;
  }

  // The reporter, and the headline if it stands behind the dateline, above the text.
  static void take_chinese_parts(RawArticle& raw, const std::vector<WireLine>& release, std::size_t dateline_at,
                                 const Dateline& dateline) {
    std::size_t next = dateline_at + 1;
    while (next < release.size() && release[next].text.empty()) ++next;
    if (raw.title.empty() && next < release.size()) raw.title = dateline.headline;
    if (raw.author.empty()) raw.author = dateline.author;
    if (raw.author.empty() && next < release.size()) raw.author = reporter_of(release[next].text);
  }

  RecordOutput& output_;
  std::vector<WireLine> lines_;
  std::size_t bytes_ = 0;
  std::optional<Dateline> dateline_;
  std::size_t dateline_at_ = 0;
  bool is_too_long_ = false;
  std::uint64_t second_datelines_ = 0;
  std::uint64_t first_second_ = 0;  // line number
};

}  // namespace

bool looks_like_wire_text(std::string_view head) {
  if (has_newswires_end(head)) return true;
  std::size_t lines = 0;
  while (!head.empty() && lines < kMostHeadLines) {
    const std::string_view line = trimmed(take_line(head));
    if (line.empty()) continue;
    if (dateline_of(line)) return true;
    if (line.size() > kLongestHeadLine) return false;
    ++lines;
  }
  return false;
}

void read_wire_text(TextSource& text, RecordOutput& output) {
  if (has_newswires_end(text.head())) return read_newswires(text, output);
  WireReader reader(output);
  read_lines(text, kMaxRecordBytes, reader);
}

}  // namespace broadtape
