#include "indexer/input/expander.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "common/error/error.h"
#include "indexer/input/archive_reader.h"
#include "indexer/input/file_source.h"
#include "indexer/input/passed_by.h"
#include "indexer/input/peek_source.h"

namespace broadtape {
namespace {

constexpr std::uint64_t kRatioFromBytes = std::uint64_t{64} << 20;  // as InputLimits::max_ratio says
constexpr std::uint64_t kReadAheadBytes = 64u
                                          << 10;  // raw bytes that ArchiveReader may have taken before a member began

bool is_stream_problem(const Error& error) {
  return error.kind() == ErrorKind::kInput || error.kind() == ErrorKind::kNetwork ||
         error.kind() == ErrorKind::kTooLarge;
}

std::string printable(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }, '?');
  return text;
}

std::optional<ArchiveMember> next_member(ArchiveReader& reader) {
  try {
    return reader.next();
  } catch (const Error& error) {
    throw Error(error.kind(), std::string("its other members cannot be read: ") + error.what());
  }
}

}  // namespace

// What is inside a compression, or the present member of an archive; counts what it expands to.
class Expander::Inner final : public ByteSource {
 public:
  Inner(Expander& owner, ArchiveReader& reader, InputName name)
      : owner_(owner), reader_(reader), name_(std::move(name)), raw_at_start_(owner.raw_bytes_) {}

  const InputName& name() const override { return name_; }

  std::size_t read(char* buffer, std::size_t size) override {
    const std::size_t count = reader_.read(buffer, size);
    expanded_ += count;
    owner_.expanded_bytes_ += count;
    owner_.check_expansion(expanded_, owner_.raw_bytes_ - raw_at_start_);
    return count;
  }

 private:
  Expander& owner_;
  ArchiveReader& reader_;
  InputName name_;
  std::uint64_t raw_at_start_;
  std::uint64_t expanded_ = 0;
};

void Expander::check_expansion(std::uint64_t expanded, std::uint64_t raw) const {
  if (expanded_bytes_ > limits_.max_expanded_bytes) {
    throw Error(ErrorKind::kTooLarge, fmt::format("expands to more than {} bytes", limits_.max_expanded_bytes));
  }
  const auto allowed = static_cast<double>(raw + kReadAheadBytes) * limits_.max_ratio;
  if (expanded > kRatioFromBytes && static_cast<double>(expanded) > allowed) {
    throw Error(ErrorKind::kTooLarge, fmt::format("expands to more than {} times its size", limits_.max_ratio));
  }
}

bool Expander::expand(ByteSource& source, bool named) {
  return expand_at(source, 0, named, false);
}

bool Expander::expand_at(ByteSource& source, int depth, bool named, bool in_compression) {
  try {
    return unwrap(source, depth, named, in_compression);
  } catch (const Error& error) {
    if (!is_stream_problem(error)) throw;
    callbacks_.problem({source.name().display, error.what()});
    return true;
  }
}

bool Expander::unwrap(ByteSource& source, int depth, bool named, bool in_compression) {
  PeekSource peeked(source, kContainerHeadBytes);
  if (peeked.head().empty()) {
    if (named) throw Error(ErrorKind::kInput, "is empty");
    return true;
  }
  const Container container = sniff_container(peeked.head());
  if (container == Container::kNone) return callbacks_.stream(peeked);

  const int inner_depth = container == Container::kTar && in_compression ? depth : depth + 1;
  if (inner_depth > kMaxDepth) throw Error(ErrorKind::kInput, fmt::format("is nested more than {} deep", kMaxDepth));

  auto* seekable = dynamic_cast<SeekableSource*>(&source);
  const bool rewound = container == Container::kZip && seekable && seekable->seek(0, SEEK_SET) == 0;
  ByteSource& whole = rewound ? source : static_cast<ByteSource&>(peeked);
  if (has_members(container)) return expand_members(whole, container, inner_depth);

  ArchiveReader reader(whole, container);
  if (!reader.next()) {
    if (named) throw Error(ErrorKind::kInput, "is empty");
    return true;
  }
  Inner inner(*this, reader, source.name());
  return expand_at(inner, inner_depth, named, true);
}

bool Expander::expand_members(ByteSource& source, Container container, int depth) {
  ArchiveReader reader(source, container);
  while (const auto member = next_member(reader)) {
    if (!member->is_file || is_passed_by(member->path)) continue;
    InputName name = source.name();
    name.display += ": " + printable(member->path);
    name.path = member->path;
    name.charset.clear();
    if (member->modified_s) name.modified_s = member->modified_s;
    Inner inner(*this, reader, std::move(name));
    if (!expand_at(inner, depth, false, false)) return false;
  }
  return true;
}

}  // namespace broadtape
