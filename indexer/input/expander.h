// Unwraps compressed streams and archives and passes on the contained streams; passes on other streams unchanged.
#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <string_view>

#include "indexer/input/byte_source.h"
#include "indexer/input/container.h"
#include "indexer/input/inputs.h"

namespace broadtape {

class Expander {
 public:
  // The maximum nesting of containers. A compressed tar counts as one container.
  static constexpr int kMaxDepth = 3;
  // The maximum number of nested zst or xz containers, whose decoders keep a window of up to 128 MiB
  // (kMaxDecoderBytes).
  static constexpr int kMaxWindows = 2;

  Expander(const InputLimits& limits, const InputCallbacks& callbacks) : limits_(limits), callbacks_(callbacks) {}

  // Counts bytes read from disk or network, for the limit on the expansion ratio.
  void count_raw(std::uint64_t bytes) { raw_bytes_ += bytes; }

  // Calls callbacks.stream for every contained stream and callbacks.problem for every failure. `named`: the user named
  // this input, so that an empty one is a problem. False if a callback ended the walk.
  bool expand(ByteSource& source, bool named);

 private:
  class Inner;

  // The containers that enclose a stream.
  struct Nesting {
    int depth = 0;
    int windows = 0;
    bool in_compression = false;  // the innermost container is a compression, not an archive
    bool is_member = false;       // the stream is itself a member of an archive
  };

  static Nesting inside(Container container, const Nesting& outer);
  bool expand_at(ByteSource& source, const Nesting& nesting, bool named);
  bool unwrap(ByteSource& source, const Nesting& outer, bool named);
  bool passes_by(const InputName& member, std::string_view head);
  bool expand_stream(const ByteSource& source, const Nesting& nesting, bool named,
                     const std::function<std::size_t(char*, std::size_t)>& read);
  bool expand_members(ByteSource& source, Container container, const Nesting& nesting);
  void check_expansion(std::uint64_t expanded, std::uint64_t raw) const;

  const InputLimits& limits_;
  const InputCallbacks& callbacks_;
  std::set<std::string> passed_by_;  // reported indexes
  std::uint64_t raw_bytes_ = 0;
  std::uint64_t expanded_bytes_ = 0;  // by all decompressions of this input, including nested ones
};

}  // namespace broadtape
