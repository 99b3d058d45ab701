// Detects the character set of a text and decodes it to UTF-8 with iconv.  Evidence in the bytes takes precedence over
// a declaration: a page that declares Latin-1 but is valid UTF-8 is read as UTF-8. Latin-1 means Windows-1252, as in
// browsers (the WHATWG Encoding Standard).
// Threads: objects are not shared.
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

// The byte order mark at the start of `head`, or null.
const ByteOrderMark* find_byte_order_mark(std::string_view head);

// The iconv name of a UTF-16 without a byte order mark, whose text is mostly in Latin letters; null for other bytes.
const char* utf16_without_mark(std::string_view head);

// The iconv name of the character set. "UTF-8" needs no decoding, even with invalid bytes. `sample` is the first part
// of the text with non-ASCII bytes; `declared` is a name from HTTP or HTML, or empty. nullopt if the sample is ASCII
// and no other character set is declared.
std::optional<std::string> find_charset(std::string_view sample, std::string_view declared);

// The iconv name of a character set that a user chose: `latin1`, `Shift_JIS`, `utf-16le`. Throws Error(kUsage) for an
// unknown one.
std::string charset_named(std::string_view name);

// Whether the start of a file is binary: it contains NULs (but is not UTF-16), or the magic of a known binary format.
bool looks_binary(std::string_view head);

class CharsetDecoder {
 public:
  // Throws Error(kInput) if iconv does not know the name.
  explicit CharsetDecoder(const std::string& charset);
  ~CharsetDecoder();

  // Appends `bytes` as UTF-8 to `out`. Keeps an incomplete character at the end for the next call. Replaces invalid
  // sequences by U+FFFD.
  void decode(std::string_view bytes, std::string& out);

  // Ends the text; an incomplete character is then invalid.
  void finish(std::string& out);

  std::uint64_t replaced_bytes() const { return replaced_; }

 private:
  struct Handle;  // keeps <iconv.h> out of this header
  std::unique_ptr<Handle> handle_;
  std::string incomplete_;
  std::uint64_t replaced_ = 0;
};

}  // namespace broadtape
