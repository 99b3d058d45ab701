// A stream's bytes as UTF-8 text with LF line ends, however they were coded: what every reader reads.
//
// The character set is settled when the first byte outside ASCII comes by, which may be far into the file. Text that is
// UTF-8 passes through with its invalid bytes; the readers mend those record by record.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "indexer/input/byte_source.h"
#include "indexer/readers/charset.h"

namespace broadtape {

class TextSource final : public ByteSource {
 public:
  static constexpr std::size_t kHeadBytes = 64u << 10;

  // Reads the head at once. `raw` must outlive this.
  // Throws Error(kInput) when the head looks binary or is empty, and what raw.read() throws.
  explicit TextSource(ByteSource& raw);

  const InputName& name() const override { return raw_.name(); }
  std::size_t read(char* buffer, std::size_t size) override;

  // About the first kHeadBytes of the text, whether or not read() has handed them out: for form detection.
  const std::string& head() const { return head_; }

  // Bytes that were invalid in a character set other than UTF-8, so far.
  std::uint64_t replaced_bytes() const { return decoder_ ? decoder_->replaced_bytes() : 0; }

 private:
  bool fill();
  std::string read_chunk();
  std::string_view without_mark(std::string_view first_chunk);
  void settle_charset(std::string_view sample);

  ByteSource& raw_;
  std::string declared_;
  std::string head_;
  std::string pending_;    // text not yet read
  std::size_t given_ = 0;  // of pending_
  bool settled_ = false;   // the character set is known
  bool started_ = false;
  bool ended_ = false;
  bool cr_ends_lines_ = false;  // the old Macintosh's line ends: CR and never LF
  std::optional<CharsetDecoder> decoder_;
};

// All of `source`. Throws Error(kTooLarge) past `limit`.
std::string read_whole(ByteSource& source, std::size_t limit);

}  // namespace broadtape
