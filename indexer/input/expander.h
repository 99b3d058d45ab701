// Unwraps a stream: hands it on as it is, or what is inside it when it is compressed or an archive, member by member.
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
  // How many containers may stand inside each other. A tar directly inside a compression counts as one with it.
  static constexpr int kMaxDepth = 3;
  // How many of them may be zst or xz, whose decoders keep up to 128 MiB (kMaxDecoderBytes) of what came before.
  static constexpr int kMaxWindows = 2;

  Expander(const InputLimits& limits, const InputCallbacks& callbacks) : limits_(limits), callbacks_(callbacks) {}

  // Bytes that came from disk or network so far: what expansion is compared with.
  void count_raw(std::uint64_t bytes) { raw_bytes_ += bytes; }

  // Calls callbacks.stream for every stream inside `source`, callbacks.problem for what cannot be read.
  // `named` says that the user named this input, so that finding it empty is a problem.
  // False when a callback ended the walk.
  bool expand(ByteSource& source, bool named);

 private:
  class Inner;

  // The containers around a stream.
  struct Nesting {
    int depth = 0;
    int windows = 0;
    bool in_compression = false;  // the innermost one is a compression, not an archive
    bool is_member = false;       // the stream is a member of one as it stands there
  };

  bool expand_at(ByteSource& source, const Nesting& nesting, bool named);
  bool unwrap(ByteSource& source, const Nesting& outer, bool named);
  bool passes_by(const InputName& member, std::string_view head);
  bool expand_stream(const ByteSource& source, const Nesting& nesting, bool named,
                     const std::function<std::size_t(char*, std::size_t)>& read);
  bool expand_members(ByteSource& source, Container container, const Nesting& nesting);
  void check_expansion(std::uint64_t expanded, std::uint64_t raw) const;

  const InputLimits& limits_;
  const InputCallbacks& callbacks_;
  std::set<std::string> passed_by_;  // indexes that were spoken of
  std::uint64_t raw_bytes_ = 0;
  std::uint64_t expanded_bytes_ = 0;  // by every decompression in this input, the nested ones too
};

}  // namespace broadtape
