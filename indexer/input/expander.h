// Unwraps a stream: hands it on as it is, or what is inside it when it is compressed or an archive, member by member.
#pragma once

#include <cstdint>

#include "indexer/input/byte_source.h"
#include "indexer/input/container.h"
#include "indexer/input/inputs.h"

namespace broadtape {

class Expander {
 public:
  // How many containers may stand inside each other. A tar directly inside a compression counts as one with it.
  static constexpr int kMaxDepth = 3;

  Expander(const InputLimits& limits, const InputCallbacks& callbacks) : limits_(limits), callbacks_(callbacks) {}

  // Bytes that came from disk or network so far: what expansion is compared with.
  void count_raw(std::uint64_t bytes) { raw_bytes_ += bytes; }

  // Calls callbacks.stream for every stream inside `source`, callbacks.problem for what cannot be read.
  // `named` says that the user named this input, so that finding it empty is a problem.
  // False when a callback ended the walk.
  bool expand(ByteSource& source, bool named);

 private:
  class Inner;

  bool expand_at(ByteSource& source, int depth, bool named, bool in_compression);
  bool unwrap(ByteSource& source, int depth, bool named, bool in_compression);
  bool expand_members(ByteSource& source, Container container, int depth);
  void check_expansion(std::uint64_t expanded, std::uint64_t raw) const;

  const InputLimits& limits_;
  const InputCallbacks& callbacks_;
  std::uint64_t raw_bytes_ = 0;
  std::uint64_t expanded_bytes_ = 0;  // by every decompression in this input, the nested ones too
};

}  // namespace broadtape
