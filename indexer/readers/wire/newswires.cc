#include "indexer/readers/wire/newswires.h"

#include <fmt/format.h>

#include <string>
#include <utility>

#include "common/text/ascii.h"
#include "indexer/input/limits.h"
#include "indexer/readers/text/text_head.h"
#include "indexer/readers/text_layout.h"
#include "indexer/readers/text_source.h"

namespace broadtape {
namespace {

bool is_newswires_end(std::string_view line) {
  constexpr std::size_t kLongest = 60;
  line = trimmed(line);
  if (line.size() > kLongest || !line.starts_with('(')) return false;
  const std::string lower = ascii_lowered(line);
  return lower.find("end)") == 1 && lower.find("dow jones") != std::string::npos;
}

// Moves the symbols from the end of a headline, `>ACM` or `>ACM BLT`, and drops the star before a flash.
void take_headline_marks(RawArticle& raw) {
  constexpr std::size_t kLongestSymbol = 8;
  std::string_view title = raw.title;
  while (title.starts_with('*')) title = trimmed(title.substr(1));
  const std::size_t mark = title.rfind(" >");
  if (mark != std::string_view::npos) {
    std::string_view rest = trimmed(title.substr(mark + 2));
    title = trimmed(title.substr(0, mark));
    while (!rest.empty()) {
      const std::string_view symbol = rest.substr(0, rest.find(' '));
      if (symbol.size() <= kLongestSymbol && is_ascii_upper(symbol[0])) raw.tickers.emplace_back(symbol);
      rest = trimmed(rest.substr(symbol.size()));
    }
    raw.set_origin(RawField::kTickers, "the headline");
  }
  raw.title = std::string(title);
}

class NewswiresReader {
 public:
  explicit NewswiresReader(RecordOutput& output) : output_(output) {}

  // False: stop.
  bool take(Line&& line) {
    output_.repair(line.text);
    // Below the end is the time at which the story was sent.
    if (after_end_) {
      if (trimmed(line.text).empty()) return true;
      after_end_ = false;
      const std::string_view sent = trimmed(line.text);
      HeadLine said = head_line_of(trimmed(sent.substr(0, sent.find('('))));  // `16:05 ET (21:05 GMT)`
      if (!said.date.empty()) {
        sent_ = std::move(said.date);
        return hand_over();
      }
      if (!hand_over()) return false;
    }
    if (is_newswires_end(line.text)) {
      after_end_ = true;
      return true;
    }
    if (text_.empty() && trimmed(line.text).empty()) return true;
    if (text_.empty()) first_line_ = line.number;
    is_too_long_ = is_too_long_ || line.too_long || text_.size() > kMaxRecordBytes;
    if (!is_too_long_) text_ += line.text + "\n";
    return true;
  }

  void finish() {
    if (!after_end_ && !text_.empty())
      output_.note(fmt::format("the last story, in line {}, has no line (END), and may be cut off", first_line_));
    hand_over();
  }

 private:
  bool hand_over() {
    const std::string text = std::exchange(text_, {}), sent = std::exchange(sent_, {});
    after_end_ = false;
    if (trimmed(text).empty()) return true;
    std::string place = fmt::format("line {}", first_line_);
    if (std::exchange(is_too_long_, false)) return output_.reject(std::move(place), "is too long", text);
    TextHead head = head_of_text(text);
    RawArticle raw;
    raw.record = std::move(place);
    raw.title = std::string(head.title);
    raw.body = text_without(head.rest, head.used);
    raw.author = std::move(head.author);
    raw.date_text = sent.empty() ? head.date : sent;
    raw.source = "Dow Jones";
    raw.set_origin(RawField::kDate, sent.empty() ? "a separate line" : "the line below (END)");
    raw.set_origin(RawField::kSource, "the line (END)");
    take_headline_marks(raw);
    return output_.article(std::move(raw), text);
  }

  RecordOutput& output_;
  std::string text_, sent_;
  std::uint64_t first_line_ = 1;
  bool after_end_ = false, is_too_long_ = false;
};

}  // namespace

bool has_newswires_end(std::string_view head) {
  for (const std::string_view mark : {"(END)", "(End)"}) {
    for (std::size_t at = head.find(mark); at != std::string_view::npos; at = head.find(mark, at + 1)) {
      const std::size_t before = at == 0 ? std::string_view::npos : head.find_last_not_of(" \t", at - 1);
      const bool begins_line = before == std::string_view::npos || head[before] == '\n';
      if (begins_line && is_newswires_end(head.substr(at, head.find('\n', at) - at))) return true;
    }
  }
  return false;
}

void read_newswires(ByteSource& text, RecordOutput& output) {
  NewswiresReader reader(output);
  read_lines(text, kMaxRecordBytes, reader);
}

}  // namespace broadtape
