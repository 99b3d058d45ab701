#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "common/error/error.h"
#include "common/text/ascii.h"
#include "common/time/date_parser.h"
#include "indexer/input/limits.h"
#include "indexer/readers/forms.h"
#include "indexer/readers/text_layout.h"
#include "indexer/readers/web_archive/web_archive.h"

namespace broadtape {
namespace {

constexpr std::string_view kWarcMark = "WARC/";       // WARC 1.1, 4
constexpr std::string_view kArcMark = "filedesc://";  // the first record of an ARC file
constexpr std::size_t kReadBytes = 64u << 10;
constexpr std::size_t kMaxHeaderLine = 64u << 10;
constexpr std::size_t kMaxHeaderLines = 1000;

std::optional<std::uint64_t> number_of(std::string_view text) {
  std::uint64_t value = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = parsed.ec == std::errc{} && parsed.ptr == text.data() + text.size();
  return whole ? std::optional(value) : std::nullopt;
}

std::optional<std::int64_t> instant_of(const std::string& text) {
  const DateResult date = parse_date(text);
  return date ? std::optional(date.date->instant.utc_s) : std::nullopt;
}

// `20140216050221` as a date that parse_date() reads.
std::string arc_date(std::string_view digits) {
  return fmt::format("{}T{}Z", digits.substr(0, 8), digits.substr(8));
}

bool is_arc_date(std::string_view text) {
  return text.size() == 14 && std::all_of(text.begin(), text.end(), is_ascii_digit);
}

std::string_view last_word(std::string_view& text) {
  const std::size_t blank = text.rfind(' ');
  const std::string_view word = blank == std::string_view::npos ? text : text.substr(blank + 1);
  text = blank == std::string_view::npos ? std::string_view() : text.substr(0, blank);
  return word;
}

// `URL IP DATE TYPE LENGTH`, in version 2 with more fields before the length. URLs may contain blanks.
struct ArcLine {
  std::string url, date, media_type;
  std::uint64_t length = 0;
};
std::optional<ArcLine> parse_arc_line(std::string_view line) {
  constexpr int kMostFields = 9;
  ArcLine parsed;
  const std::optional<std::uint64_t> length = number_of(last_word(line));
  if (!length) return std::nullopt;
  parsed.length = *length;
  for (int i = 0; i < kMostFields && !line.empty(); ++i) {
    const std::string_view word = last_word(line);
    if (is_arc_date(word)) {
      parsed.date = arc_date(word);
      last_word(line);  // the IP address
      parsed.url = std::string(line);
      return parsed.url.find(':') == std::string::npos ? std::nullopt : std::optional(parsed);
    }
    parsed.media_type = ascii_lowered(word);
  }
  return std::nullopt;
}

}  // namespace

bool looks_like_web_archive(std::string_view head) {
  return (head.starts_with(kWarcMark) && head.size() > kWarcMark.size() && is_ascii_digit(head[kWarcMark.size()])) ||
         head.starts_with(kArcMark);
}

bool WebRecords::fill() {
  if (ended_ || !fault_.empty()) return false;
  buffer_.erase(0, at_);
  at_ = 0;
  const std::size_t before = buffer_.size();
  buffer_.resize(before + kReadBytes);
  std::size_t count = 0;
  try {
    count = source_.read(buffer_.data() + before, kReadBytes);
  } catch (const Error& error) {
    buffer_.resize(before);
    if (error.kind() != ErrorKind::kInput) throw;
    fault_ = error.what();  // nothing is read until find_record() goes on behind the damage
    return false;
  }
  buffer_.resize(before + count);
  ended_ = count == 0;
  return !ended_;
}

bool WebRecords::has(std::size_t bytes) {
  while (buffer_.size() - at_ < bytes && fill()) continue;
  return buffer_.size() - at_ >= bytes;
}

bool WebRecords::read_line(std::string& line) {
  std::size_t end = rest().find('\n');
  while (end == std::string_view::npos && rest().size() < kMaxHeaderLine && fill()) end = rest().find('\n');
  if (rest().empty()) return false;
  line = std::string(trimmed(rest().substr(0, std::min(end, kMaxHeaderLine))));
  at_ += end == std::string_view::npos ? std::min(rest().size(), kMaxHeaderLine) : end + 1;
  return true;
}

// Reads on behind damage of compressed input. Throws Error(kInput) if there is nothing to read.
void WebRecords::resume() {
  if (!fault_said_ && damaged) damaged(fault_);
  fault_.clear();
  fault_said_ = false;
  if (!fill() && !fault_.empty()) throw Error(ErrorKind::kInput, fault_);
}

// Goes to the start of the next record. Reports bytes before it, unless damage explains them.
bool WebRecords::find_record() {
  std::uint64_t skipped = 0;
  bool resumed = false;
  for (;;) {
    if (!has(1)) {
      if (fault_.empty()) break;
      resume();
      resumed = true;
      continue;
    }
    if (rest()[0] == '\n' || rest()[0] == '\r') {
      ++at_;
      continue;
    }
    has(kMaxHeaderLine);
    const std::string_view text = rest();
    const bool arc = is_arc_ && parse_arc_line(trimmed(text.substr(0, text.find('\n')))).has_value();
    if (looks_like_web_archive(text) || arc) break;
    const std::size_t line = std::min(text.find('\n'), text.size());
    skipped += line;
    at_ += line;
  }
  if (skipped > 0 && !resumed && damaged) damaged(fmt::format("{} bytes between records are no record", skipped));
  return has(1);
}

void WebRecords::read_warc_header(WebRecord& record, std::optional<std::uint64_t>& length) {
  std::string line;
  read_line(line);  // the version
  for (std::size_t i = 0; i < kMaxHeaderLines && read_line(line) && !line.empty(); ++i)
    add_header_line(line, record.fields);
  const auto field = [&](const char* name) {
    const auto found = record.fields.find(name);
    return found == record.fields.end() ? std::string() : found->second;
  };
  record.type = ascii_lowered(field("warc-type"));
  record.url = field("warc-target-uri");
  if (record.url.starts_with('<') && record.url.ends_with('>'))
    record.url = record.url.substr(1, record.url.size() - 2);
  const std::string type = ascii_lowered(field("content-type"));
  record.media_type = std::string(trimmed(type.substr(0, type.find(';'))));
  record.captured_s = instant_of(field("warc-date"));
  length = number_of(field("content-length"));
}

void WebRecords::read_arc_header(WebRecord& record, std::optional<std::uint64_t>& length) {
  std::string line;
  read_line(line);
  const std::optional<ArcLine> parsed = parse_arc_line(line);
  record.type = line.starts_with(kArcMark) ? "filedesc" : "response";
  if (!parsed) return;
  record.url = parsed->url;
  record.media_type = parsed->media_type;
  record.captured_s = instant_of(parsed->date);
  length = parsed->length;
}

// Without a length the block ends where the next record begins.
void WebRecords::read_block(WebRecord& record, std::optional<std::uint64_t> length) {
  constexpr std::string_view kNext = "\nWARC/";
  std::uint64_t left = length.value_or(UINT64_MAX);
  while (left > 0 && has(1)) {
    std::size_t count = static_cast<std::size_t>(std::min<std::uint64_t>(left, rest().size()));
    if (!length) {
      const std::size_t end = rest().find(kNext);
      if (end != std::string_view::npos)
        left = count = end;
      else if (rest().size() < kNext.size() && fill())
        continue;
      else if (!ended_)
        count -= std::min(count - 1, kNext.size() - 1);
    }
    record.too_large = record.too_large || record.block.size() + count > max_block_bytes_;
    if (!record.too_large) record.block += rest().substr(0, count);
    at_ += count;
    left -= count;
  }
  if (left > 0 && length) record.damage = fault_.empty() ? "the input ends inside it" : fault_;
  if (!length) record.damage = fault_.empty() ? "it has no length" : fault_;
  fault_said_ = !fault_.empty() && !record.damage.empty();
}

// Whether a record, or the end, follows. Passes the blank lines before it.
bool WebRecords::is_before_record() {
  while (has(1) && (rest()[0] == '\n' || rest()[0] == '\r')) ++at_;
  has(kWarcMark.size() + 1);
  if (!is_arc_) return rest().empty() || looks_like_web_archive(rest());
  if (rest().find('\n') == std::string_view::npos) has(kMaxHeaderLine);
  return rest().empty() || parse_arc_line(trimmed(rest().substr(0, rest().find('\n')))).has_value();
}

// Of an ARC file, whose records begin with a line that names a page: as give_back().
void WebRecords::give_back_lines(WebRecord& record) {
  const std::string text = record.block + std::string(rest().substr(0, kMaxHeaderLine));
  for (std::size_t at = text.find('\n'); at < record.block.size(); at = text.find('\n', at + 1)) {
    const std::string_view line = trimmed(std::string_view(text).substr(at + 1, text.find('\n', at + 1) - at - 1));
    if (line.find("://") > line.find(' ') || !parse_arc_line(line)) continue;
    buffer_.replace(0, at_, record.block, at + 1);
    at_ = 0;
    record.block.resize(at);
    record.damage = "the next record begins inside it";
    fault_said_ = false;
    return;
  }
}

// A length that is too large takes the start of the next record into the block: puts it back. The record is cut off if
// it lacks more bytes than a conversion of line ends removes.
void WebRecords::give_back(WebRecord& record, std::uint64_t length) {
  constexpr std::string_view kNext = "\nWARC/1.";
  constexpr std::uint64_t kBytesBetween = 4;  // CRLF twice
  const bool doubtful = !record.damage.empty() || !is_before_record();
  if (!doubtful || record.too_large) return;
  if (is_arc_) return give_back_lines(record);
  for (std::size_t at = record.block.find(kNext); at != std::string::npos; at = record.block.find(kNext, at + 1)) {
    const std::size_t line = record.block.find('\n', at + 1);
    const std::string_view after = line == std::string::npos ? "" : std::string_view(record.block).substr(line + 1);
    if (!after.starts_with("WARC-") && !after.starts_with("Content-")) continue;
    buffer_.replace(0, at_, record.block, at + 1);
    at_ = 0;
    record.block.resize(at);
    const auto line_ends = static_cast<std::uint64_t>(std::count(record.block.begin(), record.block.end(), '\n'));
    record.damage = length - at > line_ends + kBytesBetween ? "the next record begins inside it" : "";
    fault_said_ = false;
    return;
  }
}

bool WebRecords::next(WebRecord& record) {
  record = {};
  if (!started_) {
    has(kReadBytes);
    is_arc_ = rest().starts_with(kArcMark);
    started_ = true;
  }
  if (!find_record()) return false;
  std::optional<std::uint64_t> length;
  if (rest().starts_with(kWarcMark))
    read_warc_header(record, length);
  else
    read_arc_header(record, length);
  read_block(record, length);
  if (length) give_back(record, *length);
  return true;
}

}  // namespace broadtape
