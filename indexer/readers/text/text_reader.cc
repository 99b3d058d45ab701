#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "common/text/char_class.h"
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

}  // namespace

void read_plain_text(ByteSource& text, RecordOutput& output) {
  constexpr std::size_t kLongestTitle = 300;
  std::string whole = read_whole(text, kMaxRecordBytes);
  output.repair(whole);
  const std::string_view content = trimmed(whole);
  if (const std::string_view kind = kind_of_list(content); !kind.empty()) {
    output.reject("file", fmt::format("{}, not an article", kind), whole);
    return;
  }
  const std::string_view first = content.substr(0, content.find('\n'));
  RawArticle raw;
  if (first.size() <= kLongestTitle) {
    raw.title = std::string(first);
    raw.body = std::string(content.substr(first.size()));
  } else {
    raw.body = std::string(content);
  }
  raw.record = "file";
  output.article(std::move(raw), whole);
}

}  // namespace broadtape
