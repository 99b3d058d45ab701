// Named byte streams: a file, standard input, an HTTP response, or a decompressed member of an archive.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace broadtape {

struct InputName {
  std::string display;                     // for reports: "news.tar.gz: 20061020/oil-rises"
  std::string path;                        // the path of the member or file: "20061020/oil-rises"
  std::string url;                         // for HTTP: the address after redirects
  std::string charset;                     // from an HTTP header, lower case; else empty
  std::string document;                    // of a document that is a zip file: its kind (zip_document.h); else empty
  std::optional<std::int64_t> modified_s;  // of the file or member
  std::optional<std::int64_t> captured_s;  // when a program fetched the page, if that is known
};

class ByteSource {
 public:
  virtual ~ByteSource() = default;

  virtual const InputName& name() const = 0;

  // Reads at most `size` bytes and returns the number read; 0 at the end. Blocks. Throws Error(kInput) if reading
  // fails, Error(kTooLarge) above a limit on expansion.
  virtual std::size_t read(char* buffer, std::size_t size) = 0;
};

// A ByteSource whose first bytes can be inspected before they are read, for content detection.
class PeekSource final : public ByteSource {
 public:
  // Reads up to `head_bytes` of `source` immediately. `source` must outlive this. Throws what the first source.read()
  // throws; a later error ends the head, and read() throws it behind the head.
  PeekSource(ByteSource& source, std::size_t head_bytes);

  const InputName& name() const override { return source_.name(); }
  std::size_t read(char* buffer, std::size_t size) override;

  // The first bytes of the stream, whether or not read() has returned them; fewer than requested only for a shorter
  // stream.
  std::string_view head() const { return head_; }

 private:
  ByteSource& source_;
  std::string head_;
  std::size_t given_ = 0;  // bytes of head_ that read() has returned
  std::exception_ptr failure_;
};

// Bytes in memory as a ByteSource, for tests and fuzz targets. Does not own `bytes`.
class MemorySource final : public ByteSource {
 public:
  explicit MemorySource(std::string_view bytes, InputName name = {}) : rest_(bytes), name_(std::move(name)) {}

  const InputName& name() const override { return name_; }

  std::size_t read(char* buffer, std::size_t size) override {
    const std::size_t count = std::min(size, rest_.size());
    if (count > 0) std::memcpy(buffer, rest_.data(), count);
    rest_.remove_prefix(count);
    return count;
  }

 private:
  std::string_view rest_;
  InputName name_;
};

}  // namespace broadtape
