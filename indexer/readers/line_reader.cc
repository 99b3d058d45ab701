#include "indexer/readers/line_reader.h"

#include <algorithm>

namespace broadtape {

bool LineReader::fill() {
  constexpr std::size_t kChunkBytes = 64u << 10;
  buffer_.resize(kChunkBytes);
  buffer_.resize(source_.read(buffer_.data(), buffer_.size()));
  at_ = 0;
  return !buffer_.empty();
}

void LineReader::append(Line& line, std::string_view piece) const {
  if (line.too_long) return;
  line.text += piece;
  if (line.text.size() <= max_line_bytes_) return;
  line.too_long = true;
  line.text.resize(kKeptOfLongLine);
  line.text.shrink_to_fit();
}

bool LineReader::next(Line& line) {
  line.text.clear();
  line.ending.clear();
  line.too_long = false;
  line.number = ++number_;
  bool any = false;
  while (at_ < buffer_.size() || fill()) {
    any = true;
    const std::string_view rest = std::string_view(buffer_).substr(at_);
    const std::size_t end = rest.find('\n');
    append(line, rest.substr(0, end));
    at_ += std::min(end, rest.size());
    if (end == std::string_view::npos) continue;
    ++at_;
    const bool crlf = !line.too_long && line.text.ends_with('\r');
    if (crlf) line.text.pop_back();
    line.ending = crlf ? "\r\n" : "\n";
    return true;
  }
  return any;
}

}  // namespace broadtape
