#include "indexer/readers/text_reader.h"

#include <string>
#include <utility>

#include "indexer/readers/reader.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {

void read_plain_text(ByteSource& text, RecordOutput& output) {
  constexpr std::size_t kLongestTitle = 300;
  std::string whole = read_whole(text, kMaxRecordBytes);
  output.repair(whole);
  const std::string_view content = trimmed(whole);
  const std::string_view first = content.substr(0, content.find('\n'));
  RawArticle raw;
  if (first.size() <= kLongestTitle) {
    raw.title = one_line(first);
    raw.body = std::string(content.substr(first.size()));
  } else {
    raw.body = std::string(content);
  }
  raw.record = "file";
  output.article(std::move(raw), whole);
}

}  // namespace broadtape
