#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "common/text/ascii.h"
#include "common/text/char_class.h"
#include "common/text/fold.h"
#include "common/time/date_parser.h"
#include "indexer/input/limits.h"
#include "indexer/readers/forms.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

// Whether a full stop, question or exclamation mark ends a word of `line`, or the line has one of Chinese or Japanese.
bool has_sentence_end(std::string_view line) {
  constexpr std::string_view kWideStops[] = {"。", "！", "？", "।", "؟", "۔"};
  for (const std::string_view stop : kWideStops) {
    if (line.find(stop) != std::string_view::npos) return true;
  }
  for (std::size_t at = line.find_first_of(".?!"); at < line.size(); at = line.find_first_of(".?!", at + 1)) {
    if (at + 1 == line.size() || std::string_view(" \"')]\xE2").find(line[at + 1]) != std::string_view::npos)
      return true;
  }
  return false;
}

// Why `text` is no article: a list of names, symbols or numbers, with or without remarks. Empty for an article.
std::string_view kind_of_list(std::string_view text) {
  constexpr std::size_t kFewestLines = 20, kFewestLinesOfTable = 100;
  constexpr auto kWordsOfSentence = 4;
  constexpr std::size_t kBytesOfSentence = 100;  // in scripts that write no blanks between words
  std::size_t lines = 0, long_lines = 0, sentences = 0;
  for (const std::string_view line : split_lines(text)) {
    const std::string words = one_line(line);
    if (words.empty()) continue;
    ++lines;
    const bool ends = has_sentence_end(words);
    const bool has_words = std::count(words.begin(), words.end(), ' ') + 1 >= kWordsOfSentence;
    long_lines += has_words || words.size() >= kBytesOfSentence || (ends && !is_ascii(words));
    sentences += has_words || !is_ascii(words) ? ends : 0;
  }
  if (lines >= kFewestLines && long_lines * 10 < lines) return "a list of words";
  if (lines >= kFewestLinesOfTable && sentences * 100 < lines) return "a list or table without sentences";
  return {};
}

// Values that programs put into the properties of a document, in lower case.
constexpr std::string_view kNoTitles[] = {"untitled",      "document", "document1", "dokument1",
                                          "word document", "no title", "title",     "powerpoint presentation"};
constexpr std::string_view kFileEndings[] = {".doc", ".docx", ".rtf", ".pdf", ".txt", ".indd", ".qxd", ".htm", ".html"};
constexpr std::string_view kNoAuthors[] = {
    "python-docx", "openpyxl",  "administrator", "admin", "user",      "owner",        "unknown",
    "author",      "anonymous", "root",          "pc",    "microsoft", "windows user", "microsoft office user",
    "apache poi",  "un-named"};
constexpr std::string_view kTemplateDate = "2013-12-23T23:15:00Z";  // of the template of python-docx

void drop_placeholders(ContainedText& document) {
  document.title = one_line(document.title);
  document.author = one_line(document.author);
  const std::string title = ascii_lowered(document.title);
  const bool is_file = std::any_of(std::begin(kFileEndings), std::end(kFileEndings),
                                   [&](std::string_view ending) { return title.ends_with(ending); });
  if (is_file || is_among(title, kNoTitles) || title.starts_with("microsoft word - ")) document.title.clear();
  if (is_among(ascii_lowered(document.author), kNoAuthors)) document.author.clear();
  if (document.date == kTemplateDate) document.date.clear();
}

// The text behind its first lines that repeat the title.
std::string_view without_title(std::string_view text, const std::string& title) {
  constexpr int kMostLines = 5;
  std::string start;
  std::string_view rest = text;
  for (int i = 0; i < kMostLines && !rest.empty() && start.size() < title.size(); ++i) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    start = one_line(start + " " + std::string(rest.substr(0, end)));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return fold(start) == fold(title) ? rest : text;
}

// The date and the byline that stand as lines of their own below the title.
void take_heading_lines(std::string_view text, RawArticle& raw) {
  constexpr int kMostLines = 6;
  constexpr std::size_t kLongestLine = 60;
  int number = 0;
  for (const std::string_view written : split_lines(text.substr(0, text.find('\n', kMostLines * kLongestLine)))) {
    const std::string line = one_line(written);
    if (line.empty() || line.size() > kLongestLine) continue;
    if (++number > kMostLines) return;
    if (number == 1) continue;  // the title
    if (raw.date_text.empty() && parse_date(line)) {
      raw.date_text = line;
      raw.set_origin(RawField::kDate, "a line with a date");
    } else if (raw.author.empty() && line.starts_with("By ") && !line.ends_with('.')) {
      raw.author = without_by(line);
      raw.set_origin(RawField::kAuthor, "a line with `By`");
    }
  }
}

}  // namespace

void read_prose(ContainedText document, RecordOutput& output) {
  constexpr std::size_t kLongestTitle = 300;
  output.repair(document.text);
  const std::string_view content = trimmed(document.text);
  if (const std::string_view kind = kind_of_list(content); !kind.empty()) {
    output.reject("file", fmt::format("{}, not an article", kind), document.text);
    return;
  }
  drop_placeholders(document);
  const std::string_view first = content.substr(0, content.find('\n'));
  RawArticle raw;
  if (!document.title.empty()) {
    raw.body = std::string(without_title(content, document.title));
    raw.title = std::move(document.title);
  } else if (first.size() <= kLongestTitle) {
    raw.title = std::string(first);
    raw.body = std::string(content.substr(first.size()));
  } else {
    raw.body = std::string(content);
  }
  raw.author = std::move(document.author);
  raw.date_text = std::move(document.date);
  raw.record = "file";
  take_heading_lines(content, raw);
  output.article(std::move(raw), document.text);
}

void read_plain_text(ByteSource& text, RecordOutput& output) {
  read_prose({read_whole(text, kMaxRecordBytes)}, output);
}

}  // namespace broadtape
