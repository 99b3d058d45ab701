// A stream of bytes with a name: a file, standard input, a response, or a member of an archive, decompressed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace broadtape {

struct InputName {
  std::string display;                     // for reports: "news.tar.gz: 20061020/oil-rises"
  std::string path;                        // the member's own path, or the file's: "20061020/oil-rises"
  std::string url;                         // the address after redirects, when it came over HTTP
  std::string charset;                     // as an HTTP header declares it, lower case; else empty
  std::optional<std::int64_t> modified_s;  // of the file or member
};

class ByteSource {
 public:
  virtual ~ByteSource() = default;

  virtual const InputName& name() const = 0;

  // Fills at most `size` bytes and returns how many; 0 at the end. Blocks.
  // Throws Error(kInput) when the bytes cannot be read on, Error(kTooLarge) past a limit on expansion.
  virtual std::size_t read(char* buffer, std::size_t size) = 0;
};

}  // namespace broadtape
