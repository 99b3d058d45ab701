#include <algorithm>
#include <string>
#include <utility>

#include "indexer/input/limits.h"
#include "indexer/readers/forms.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

// Whether most of many lines have fewer than four words: a list of names, symbols or numbers.
bool is_list(std::string_view text) {
  constexpr std::size_t kFewestLines = 20;
  constexpr auto kWordsOfSentence = 4;
  std::size_t lines = 0, sentences = 0;
  for (const std::string_view line : split_lines(text)) {
    const std::string words = one_line(line);
    if (words.empty()) continue;
    ++lines;
    if (std::count(words.begin(), words.end(), ' ') + 1 >= kWordsOfSentence) ++sentences;
  }
  return lines >= kFewestLines && sentences * 10 < lines;
}

}  // namespace

void read_plain_text(ByteSource& text, RecordOutput& output) {
  constexpr std::size_t kLongestTitle = 300;
  std::string whole = read_whole(text, kMaxRecordBytes);
  output.repair(whole);
  const std::string_view content = trimmed(whole);
  if (is_list(content)) {
    output.reject("file", "a list of words, not an article", whole);
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
