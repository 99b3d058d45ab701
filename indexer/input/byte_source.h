// A named byte stream: a file, standard input, an HTTP response, or a decompressed member of an archive.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace broadtape {

struct InputName {
  std::string display;                     // for reports: "news.tar.gz: 20061020/oil-rises"
  std::string path;                        // the path of the member or file: "20061020/oil-rises"
  std::string url;                         // for HTTP: the address after redirects
  std::string charset;                     // from an HTTP header, lower case; else empty
  std::optional<std::int64_t> modified_s;  // of the file or member
};

class ByteSource {
 public:
  virtual ~ByteSource() = default;

  virtual const InputName& name() const = 0;

  // Reads at most `size` bytes and returns the number read; 0 at the end. Blocks. Throws Error(kInput) if reading
  // fails, Error(kTooLarge) above a limit on expansion.
  virtual std::size_t read(char* buffer, std::size_t size) = 0;
};

}  // namespace broadtape
