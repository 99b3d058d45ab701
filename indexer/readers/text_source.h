// Decodes a byte stream of any character set to UTF-8 with LF line ends. All readers read from it.
//
// The character set is detected at the first non-ASCII byte, which may be far into the file. UTF-8 is passed through
// with invalid bytes, which the readers repair per record.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "indexer/input/byte_source.h"
#include "indexer/readers/charset.h"

namespace broadtape {

class TextSource final : public ByteSource {
 public:
  static constexpr std::size_t kHeadBytes = 64u << 10;

  // Reads the head immediately. `encoding` is the character set; empty: it is detected. `raw` must outlive this. Throws
  // Error(kInput) if the head is empty or looks binary, Error(kUsage) for an unknown character set, and what raw.read()
  // throws.
  explicit TextSource(ByteSource& raw, const std::string& encoding = {});

  const InputName& name() const override { return raw_.name(); }
  std::size_t read(char* buffer, std::size_t size) override;

  // About the first kHeadBytes of the text, whether or not read() has returned them; for form detection.
  const std::string& head() const { return head_; }

  // The number of invalid bytes so far in a character set other than UTF-8.
  std::uint64_t replaced_bytes() const { return decoder_ ? decoder_->replaced_bytes() : 0; }

 private:
  bool fill();
  std::string read_chunk();
  std::string_view without_mark(std::string_view first_chunk);
  void detect_charset(std::string_view sample);

  ByteSource& raw_;
  std::string declared_;
  std::string chosen_;  // character set, by the user; or empty
  std::string head_;
  std::string pending_;    // decoded text, not yet read
  std::size_t given_ = 0;  // of pending_
  bool charset_known_ = false;
  bool started_ = false;
  bool ended_ = false;
  bool cr_ends_lines_ = false;  // classic Macintosh line ends: CR without LF
  std::optional<CharsetDecoder> decoder_;
};

// Reads all of `source`. Throws Error(kTooLarge) above `limit`.
std::string read_whole(ByteSource& source, std::size_t limit);

struct Line {
  std::string text;          // without its LF or CR LF
  std::uint64_t number = 0;  // from 1
  bool too_long = false;     // `text` is its first kKeptOfLongLine bytes
  std::string ending;        // "\n", "\r\n", or empty at the end of the input
};

// Splits a text stream into lines in bounded memory. Skips a line that is too long, but keeps its start for the report.
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
  std::size_t at_ = 0, end_ = 0;  // of the bytes in buffer_ that are not yet read
  std::uint64_t number_ = 0;
};

// Hands the lines of `source` to `reader` until take(Line&&) returns false; at the end calls finish().
template <class Reader>
void read_lines(ByteSource& source, std::size_t max_line_bytes, Reader& reader) {
  LineReader lines(source, max_line_bytes);
  for (Line line; lines.next(line); line = {}) {
    if (!reader.take(std::move(line))) return;
  }
  reader.finish();
}

}  // namespace broadtape
