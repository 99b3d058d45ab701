// Which character set a text is in, and its decoding to UTF-8 by iconv.
//
// What the bytes show goes before what is declared: a page that says Latin-1 and is valid UTF-8 is UTF-8. Latin-1 means
// Windows-1252, as in every browser (the WHATWG Encoding Standard).
// Threads: each object belongs to one.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace broadtape {

struct ByteOrderMark {
  std::string_view bytes;
  const char* charset;
};

// The mark that `head` begins with, or null.
const ByteOrderMark* find_byte_order_mark(std::string_view head);

// The character set's name for iconv, where "UTF-8" needs no decoding, invalid bytes or not. Judges by `sample`, the
// text's first part that is not ASCII; `declared` is a name as HTTP or HTML writes it, or empty. Nothing while all is
// ASCII and nothing else is declared.
std::optional<std::string> find_charset(std::string_view sample, std::string_view declared);

// Whether bytes that are no text stand in the start of a file: NULs, unless of UTF-16, or a known binary format's mark.
bool looks_binary(std::string_view head);

class CharsetDecoder {
 public:
  // Throws Error(kInput) when iconv does not know the name.
  explicit CharsetDecoder(const std::string& charset);
  ~CharsetDecoder();

  // Appends `bytes` as UTF-8 to `out`; a character cut at the end waits for the next call. Invalid sequences become
  // U+FFFD.
  void decode(std::string_view bytes, std::string& out);

  // Ends the text: a character still incomplete is invalid.
  void finish(std::string& out);

  std::uint64_t replaced_bytes() const { return replaced_; }

 private:
  struct Handle;  // keeps <iconv.h> out of this header
  std::unique_ptr<Handle> handle_;
  std::string incomplete_;
  std::uint64_t replaced_ = 0;
};

}  // namespace broadtape
