// Splits a text stream into lines in bounded memory. Skips a line that is too long, but keeps its start for the report.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "indexer/input/byte_source.h"

namespace broadtape {

struct Line {
  std::string text;          // without its LF or CR LF
  std::uint64_t number = 0;  // from 1
  bool too_long = false;     // `text` is its first kKeptOfLongLine bytes
  std::string ending;        // "\n", "\r\n", or empty at the end of the input
};

class LineReader {
 public:
  static constexpr std::size_t kKeptOfLongLine = 64u << 10;

  // `source` must outlive this.
  LineReader(ByteSource& source, std::size_t max_line_bytes) : source_(source), max_line_bytes_(max_line_bytes) {}

  // False at the end. Throws what source.read() throws.
  bool next(Line& line);

 private:
  bool fill();
  void append(Line& line, std::string_view piece) const;

  ByteSource& source_;
  std::size_t max_line_bytes_;
  std::string buffer_;
  std::size_t at_ = 0;
  std::uint64_t number_ = 0;
};

}  // namespace broadtape
