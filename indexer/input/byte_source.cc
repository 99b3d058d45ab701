#include "indexer/input/byte_source.h"

#include <algorithm>
#include <utility>

#include "common/error/error.h"

namespace broadtape {

PeekSource::PeekSource(ByteSource& source, std::size_t head_bytes) : source_(source) {
  constexpr std::size_t kFirstBytes = 64u << 10;  // most inputs are far smaller than a large head
  std::size_t filled = 0;
  while (filled < head_bytes) {
    if (filled == head_.size()) head_.resize(std::min(head_bytes, std::max(kFirstBytes, 2 * filled)));
    try {
      const std::size_t count = source_.read(head_.data() + filled, head_.size() - filled);
      if (count == 0) break;
      filled += count;
    } catch (const Error&) {
      if (filled == 0) throw;
      failure_ = std::current_exception();
      break;
    }
  }
  head_.resize(filled);
}

std::size_t PeekSource::read(char* buffer, std::size_t size) {
  if (given_ == head_.size() && failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
  if (given_ == head_.size()) return source_.read(buffer, size);
  const std::size_t count = head_.copy(buffer, size, given_);
  given_ += count;
  return count;
}

}  // namespace broadtape
