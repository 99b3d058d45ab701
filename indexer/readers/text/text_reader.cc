#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "common/text/ascii.h"
#include "common/text/char_class.h"
#include "common/text/fold.h"
#include "indexer/input/limits.h"
#include "indexer/readers/forms.h"
#include "indexer/readers/text/line_shapes.h"
#include "indexer/readers/text/text_head.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

// `AAPL.O`, `VOWG_p.DE`, `NYSE:ACM`: a symbol with its exchange.
bool is_listed_symbol(std::string_view word) {
  constexpr std::size_t kLongest = 20;
  const std::size_t mark = word.find_last_of(".:");
  return word.size() <= kLongest && mark != std::string_view::npos && mark > 0 && mark + 1 < word.size() &&
         (is_ascii_upper(word[0]) || is_ascii_digit(word[0])) && is_ascii_upper(word.back()) &&
         word.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._:-p") == std::string_view::npos;
}

// Whether `text` is a list of symbols, separated by blanks, commas or line ends, or of single words in lines.
bool is_short_list(std::string_view text) {
  constexpr std::size_t kFewest = 3, kLongestWord = 40;
  constexpr std::string_view kBetween = " \t\r\n,;|";
  std::size_t words = 0, symbols = 0, lines = 0, longest = 0;
  for (std::size_t at = text.find_first_not_of(kBetween); at < text.size();) {
    const std::size_t end = std::min(text.find_first_of(kBetween, at), text.size());
    ++words;
    longest = std::max(longest, end - at);
    symbols += is_listed_symbol(text.substr(at, end - at));
    at = text.find_first_not_of(kBetween, end);
  }
  for (const std::string_view line : split_lines(text)) lines += !trimmed(line).empty();
  const bool single = words == lines && longest <= kLongestWord && is_ascii(text) &&
                      text.find_first_of("!?/=") == std::string_view::npos;
  return words >= kFewest && (symbols * 10 >= words * 9 || single);
}

// Why `text` is no article: a list of names, symbols or numbers, with or without remarks. Empty for an article.
std::string_view kind_of_list(std::string_view text) {
  constexpr std::size_t kFewestLines = 20, kFewestLinesOfTable = 100;
  constexpr auto kWordsOfSentence = 4;
  constexpr std::size_t kBytesOfSentence = 100;  // in scripts that write no blanks between words
  std::size_t lines = 0, long_lines = 0, sentences = 0, ended = 0;
  for (const std::string_view line : split_lines(text)) {
    const std::string words = one_line(line);
    if (words.empty()) continue;
    ++lines;
    const bool ends = has_sentence_end(words);
    const bool has_words = std::count(words.begin(), words.end(), ' ') + 1 >= kWordsOfSentence;
    long_lines += has_words || words.size() >= kBytesOfSentence || (ends && !is_ascii(words));
    ended += ends;
    sentences += has_words || !is_ascii(words) ? ends : 0;
  }
  if (is_short_list(text)) return "a list of words";
  if (lines >= kFewestLines && long_lines * 10 < lines && ended * 2 < lines) return "a list of words";
  if (lines >= kFewestLinesOfTable && sentences * 100 < lines) return "a list or table without sentences";
  return {};
}

// Values that programs put into the properties of a document, in lower case.
constexpr std::string_view kNoAuthors[] = {
    "python-docx", "openpyxl",  "administrator", "admin", "user",      "owner",        "unknown",
    "author",      "anonymous", "root",          "pc",    "microsoft", "windows user", "microsoft office user",
    "apache poi",  "un-named"};
constexpr std::string_view kTemplateDate = "2013-12-23T23:15:00Z";  // of the template of python-docx

void drop_placeholders(ContainedText& document) {
  document.title = one_line(document.title);
  document.author = one_line(document.author);
  if (is_placeholder_title(document.title)) document.title.clear();
  const std::string& author = document.author;
  const bool is_login = author.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789._-") == std::string::npos;
  if (is_login || is_among(ascii_lowered(author), kNoAuthors)) document.author.clear();
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

}  // namespace

void read_prose(ContainedText document, RecordOutput& output) {
  constexpr std::size_t kLongestTitle = 300;
  static constexpr std::string_view kOfDocument = "properties of the document", kOwnLine = "a separate line";
  output.repair(document.text);
  const std::string_view content = trimmed(document.text);
  if (const std::string_view kind = kind_of_list(content); !kind.empty()) {
    output.reject("file", fmt::format("{}, not an article", kind), document.text);
    return;
  }
  drop_placeholders(document);
  const TextHead head = head_of_text(content);
  RawArticle raw;
  const auto take = [&raw](RawField field, std::string RawArticle::*to, std::string_view line, std::string& property) {
    raw.*to = line.empty() ? std::move(property) : std::string(line);
    raw.set_origin(field, line.empty() ? kOfDocument : kOwnLine);
  };
  take(RawField::kDate, &RawArticle::date_text, head.date, document.date);
  take(RawField::kAuthor, &RawArticle::author, head.author, document.author);
  if (!document.title.empty()) {
    raw.body = text_without(without_title(content, document.title), head.used);
    raw.title = std::move(document.title);
    raw.set_origin(RawField::kTitle, kOfDocument);
  } else if (!head.title.empty() && head.title.size() <= kLongestTitle) {
    raw.title = std::string(head.title);
    raw.body = text_without(head.rest, head.used);
  } else {
    raw.body = text_without(content, head.used);
  }
  if (raw.date_text.empty() && raw.title == head.title) {
    raw.date_text = date_behind_title(head.title);
    raw.set_origin(RawField::kDate, "the title");
  }
  raw.record = "file";
  output.article(std::move(raw), document.text);
}

namespace {

// Whether each line may be an article below the name of a column: one word above lines of several that begin with
// capitals, without blank lines. A title of one word is as likely.
bool may_be_column(std::string_view text) {
  constexpr std::size_t kFewestLines = 3, kMostLines = 20;
  constexpr std::ptrdiff_t kFewestBlanks = 2;
  const std::string_view name = trimmed(take_line(text));
  if (name.empty() || name.find(' ') != std::string_view::npos || !is_ascii(name)) return false;
  std::size_t lines = 0;
  while (!trimmed(text).empty() && lines < kMostLines) {
    const std::string_view line = trimmed(take_line(text));
    const bool is_record =
        std::count(line.begin(), line.end(), ' ') >= kFewestBlanks && !(line[0] >= 'a' && line[0] <= 'z');
    if (!is_record) return false;
    ++lines;
  }
  return lines >= kFewestLines;
}

}  // namespace

void read_plain_text(ByteSource& text, RecordOutput& output) {
  std::string whole = read_whole(text, kMaxRecordBytes);
  if (may_be_column(whole))
    output.note(
        "was read as one article; if its first line is the name of a column, --format csv reads the others as one "
        "article each");
  read_prose({std::move(whole)}, output);
}

}  // namespace broadtape
