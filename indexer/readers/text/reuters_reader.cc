#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "common/text/ascii.h"
#include "common/text/decode.h"
#include "indexer/input/limits.h"
#include "indexer/readers/forms.h"
#include "indexer/readers/text_layout.h"
#include "indexer/readers/text_source.h"

namespace broadtape {
namespace {

constexpr std::size_t kParagraphIndent = 4;

enum class LineKind { kBlank, kParagraph, kContinuation, kTable };

// Whether columns are separated by several blanks.
bool has_gap(std::string_view text) {
  return text.find("   ") != std::string_view::npos;
}

LineKind kind_of(std::string_view line) {
  const std::string_view text = trimmed(line);
  if (text.empty()) return LineKind::kBlank;
  const std::size_t indent = line.find_first_not_of(' ');
  if (has_gap(text)) return LineKind::kTable;
  if (indent == 0) return LineKind::kContinuation;
  return indent == kParagraphIndent ? LineKind::kParagraph : LineKind::kTable;
}

// Parses the layout of wire stories for teleprinters: short lines, paragraphs indented by four blanks, tables. Joins
// the lines of a paragraph by blanks and separates paragraphs by empty lines. Keeps the lines of tables.
std::string wire_paragraphs(std::string_view text) {
  std::string out;
  LineKind before = LineKind::kBlank;
  for (const std::string_view line : split_lines(text)) {
    const LineKind kind = kind_of(line);
    if (kind != LineKind::kBlank) {
      const bool same_table = kind == LineKind::kTable && before == LineKind::kTable;
      const bool joins = kind == LineKind::kContinuation && before != LineKind::kTable && before != LineKind::kBlank;
      if (!out.empty()) out += joins ? " " : same_table ? "\n" : "\n\n";
      const std::size_t last = line.find_last_not_of(" \t");
      out += has_gap(trimmed(line)) ? line.substr(0, last + 1) : trimmed(line);
    }
    before = kind;
  }
  return out;
}

constexpr std::string_view kStart = "<REUTERS";
constexpr std::string_view kStoryEnd = "</REUTERS>";
// A placeholder in the collection for the missing body of a one-line story.
constexpr std::string_view kFiller = "Blah blah blah.";

// The content between <tag> and </tag>; empty if either is missing.
std::string_view element(std::string_view story, std::string_view tag) {
  const std::string open = fmt::format("<{}", tag);
  std::size_t start = story.find(open);
  if (start == std::string_view::npos) return {};
  start = story.find('>', start);
  const std::size_t end = story.find(fmt::format("</{}>", tag));
  if (start == std::string_view::npos || end == std::string_view::npos || end <= start) return {};
  return story.substr(start + 1, end - start - 1);
}

std::string attribute(std::string_view story, std::string_view name) {
  const std::string_view head = story.substr(0, story.find('>'));
  const std::size_t at = head.find(fmt::format(" {}=\"", name));
  if (at == std::string_view::npos) return {};
  const std::string_view value = head.substr(at + name.size() + 3);
  return std::string(value.substr(0, value.find('"')));
}

// Removes references to control characters, `&#5;`, which are typesetting marks, and decodes the others.
std::string decoded(std::string_view text) {
  std::string kept;
  while (!text.empty()) {
    const std::size_t at = text.find("&#");
    kept += text.substr(0, at);
    if (at == std::string_view::npos) break;
    text.remove_prefix(at);
    const std::size_t digits = std::min(text.find_first_not_of("0123456789", 2), text.size());
    const bool control =
        digits > 2 && digits <= 5 &&
        (std::stoi(std::string(text.substr(2, digits - 2))) < 32 || text.substr(2, digits - 2) == "127");
    const std::size_t end = digits < text.size() && text[digits] == ';' ? digits + 1 : digits;
    if (!control) kept += text.substr(0, end);
    text.remove_prefix(end);
  }
  return decode_entities(kept);
}

std::vector<std::string> labels_of(std::string_view story) {
  std::vector<std::string> labels;
  std::string_view topics = element(story, "TOPICS");
  for (std::string_view one = element(topics, "D"); !one.empty(); one = element(topics, "D")) {
    labels.push_back(decoded(one));
    topics.remove_prefix(topics.find("</D>") + 4);
  }
  if (attribute(story, "TOPICS") == "YES") labels.emplace_back(kJudgedTopicsLabel);
  return labels;
}

// The text of a story without <BODY>: the content of <TEXT> after the title.
std::string_view loose_text(std::string_view text) {
  const std::size_t title_end = text.find("</TITLE>");
  return title_end == std::string_view::npos ? text : text.substr(title_end + 8);
}

std::string_view first_line(std::string_view text) {
  text = trimmed(text);
  return text.substr(0, text.find('\n'));
}

// `    By Jane Roe, Reuters` as `By Jane Roe`. The agency is misspelt at times: `Reuter`, `REUTERS.`, `Reutersd`.
std::string byline_of(std::string_view text) {
  constexpr std::string_view kAgency = "reuter";
  std::string author = one_line(decoded(element(text, "AUTHOR")));
  const std::size_t last = author.find_last_of(' ') + 1;
  const std::string word = ascii_lowered(std::string_view(author).substr(last));
  if (!word.starts_with(kAgency) || word.size() > kAgency.size() + 2) return author;
  author.resize(last);
  author.resize(author.find_last_not_of(", ") + 1);
  return author;
}

RawArticle article_of_story(std::string_view story) {
  const std::string_view text = element(story, "TEXT");
  const std::string_view body = element(text, "BODY");
  RawArticle raw;
  raw.title = decoded(element(text, "TITLE"));
  const std::string set = decoded(body.empty() ? loose_text(text) : body);
  raw.body = wire_paragraphs(set);
  if (raw.body == kFiller) raw.body.clear();
  const std::string dateline = one_line(decoded(element(text, "DATELINE")));
  if (!dateline.empty()) raw.body = dateline + " " + raw.body;
  if (raw.title.empty()) raw.title = first_line(set);
  raw.author = byline_of(text);
  // Some dates are followed by control characters and routing codes: `27-MAR-1987 00:02:59.13&#5;&#5;&#5;RM`.
  const std::string_view date = element(story, "DATE");
  raw.date_text = std::string(trimmed(decoded(date.substr(0, date.find("&#")))));
  raw.external_id = attribute(story, "NEWID");
  raw.source = "Reuters";
  raw.language = "en";
  raw.labels = labels_of(story);
  return raw;
}

// Reads one story at a time.
class StoryReader {
 public:
  StoryReader(ByteSource& text, RecordOutput& output) : lines_(text, kMaxRecordBytes), output_(output) {}

  void read() {
    bool more = true;
    for (Line line; more && lines_.next(line);) {
      const std::size_t start = line.text.find(kStart);
      if (start != std::string::npos) {
        more = reject_open("unterminated story");
        open_ = true;
        first_line_ = line.number;
        line.text.erase(0, start);
      }
      if (!more || !open_) continue;
      story_ += line.text + "\n";
      if (line.text.find(kStoryEnd) != std::string::npos)
        more = hand_over();
      else if (line.too_long || story_.size() > kMaxRecordBytes)
        more = reject_open("the story is too long");
    }
    if (more) reject_open("the input ends inside the story");
  }

 private:
  std::string record() const { return fmt::format("line {}", first_line_); }

  bool hand_over() {
    open_ = false;
    output_.repair(story_);
    const bool more = output_.article_of(
        record(), [this] { return story_; }, [this] { return article_of_story(story_); });
    story_.clear();
    return more;
  }

  bool reject_open(const char* reason) {
    if (!open_) return true;
    open_ = false;
    const std::string story = std::exchange(story_, {});
    return output_.reject(record(), reason, story);
  }

  LineReader lines_;
  RecordOutput& output_;
  std::string story_;
  std::uint64_t first_line_ = 0;
  bool open_ = false;
};

}  // namespace

bool looks_like_reuters(std::string_view head) {
  head = trimmed(head);
  return head.starts_with("<!DOCTYPE lewis") || (head.starts_with(kStart) && head.find(" NEWID=") < head.find('>'));
}

void read_reuters(ByteSource& text, RecordOutput& output) {
  StoryReader(text, output).read();
}

}  // namespace broadtape
