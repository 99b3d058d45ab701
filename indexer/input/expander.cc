#include "indexer/input/expander.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "common/error/error.h"
#include "indexer/input/byte_source.h"
#include "indexer/input/container.h"
#include "indexer/input/file_source.h"
#include "indexer/input/skipped_files.h"
#include "indexer/input/spooled_source.h"
#include "indexer/input/zip_document.h"

namespace broadtape {
namespace {

constexpr std::uint64_t kRatioFromBytes = std::uint64_t{64} << 20;  // see InputLimits::max_ratio
constexpr std::uint64_t kReadAheadBytes = 64u
                                          << 10;  // raw bytes that ArchiveReader may have read before a member began

bool is_stream_problem(const Error& error) {
  return error.kind() == ErrorKind::kInput || error.kind() == ErrorKind::kNetwork ||
         error.kind() == ErrorKind::kTooLarge;
}

std::string printable(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }, '?');
  return text;
}

// A document that is a zip file, as one stream.
class DocumentSource final : public ByteSource {
 public:
  DocumentSource(ByteSource& zip, std::string_view kind) : zip_(zip), name_(zip.name()) { name_.document = kind; }

  const InputName& name() const override { return name_; }
  std::size_t read(char* buffer, std::size_t size) override { return zip_.read(buffer, size); }

 private:
  ByteSource& zip_;
  InputName name_;
};

std::optional<ArchiveMember> next_member(ArchiveReader& reader) {
  try {
    return reader.next();
  } catch (const Error& error) {
    throw Error(error.kind(), std::string("the remaining members cannot be read: ") + error.what());
  }
}

}  // namespace

// A decompressed stream or the current member of an archive; counts the expanded bytes.
class Expander::Inner final : public ByteSource {
 public:
  using Read = std::function<std::size_t(char* buffer, std::size_t size)>;

  Inner(Expander& owner, Read read, InputName name)
      : owner_(owner), read_(std::move(read)), name_(std::move(name)), raw_at_start_(owner.raw_bytes_) {}

  const InputName& name() const override { return name_; }

  std::size_t read(char* buffer, std::size_t size) override {
    const std::size_t count = read_(buffer, size);
    expanded_ += count;
    owner_.expanded_bytes_ += count;
    owner_.check_expansion(expanded_, owner_.raw_bytes_ - raw_at_start_);
    return count;
  }

 private:
  Expander& owner_;
  Read read_;
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
  return expand_at(source, {}, named);
}

bool Expander::expand_at(ByteSource& source, const Nesting& nesting, bool named) {
  try {
    return unwrap(source, nesting, named);
  } catch (const Error& error) {
    if (!is_stream_problem(error)) throw;
    callbacks_.problem({source.name().display, error.what(), error.hint()});
    return true;
  }
}

// The containers around what `container` contains. Throws Error(kInput) above the limits.
Expander::Nesting Expander::inside(Container container, const Nesting& outer) {
  Nesting nesting = outer;
  nesting.is_member = false;
  if (container != Container::kTar || !outer.in_compression) ++nesting.depth;
  if (container == Container::kZstd || container == Container::kXz) ++nesting.windows;
  nesting.in_compression = !has_members(container);
  if (nesting.depth > kMaxDepth)
    throw Error(ErrorKind::kInput, fmt::format("is nested more than {} levels deep", kMaxDepth));
  if (nesting.windows > kMaxWindows) {
    throw Error(ErrorKind::kInput, fmt::format("is compressed with zst or xz more than {} times", kMaxWindows));
  }
  return nesting;
}

bool Expander::unwrap(ByteSource& source, const Nesting& outer, bool named) {
  PeekSource peeked(source, kContainerHeadBytes);
  if (peeked.head().empty()) {
    if (named) throw Error(ErrorKind::kInput, "is empty");
    return true;
  }
  if (outer.is_member && passes_by(source.name(), peeked.head())) return true;
  const Container container = sniff_container(peeked.head());
  if (container == Container::kNone) return callbacks_.stream(peeked);

  auto* seekable = dynamic_cast<SeekableSource*>(&source);
  const bool rewound = container == Container::kZip && seekable && seekable->seek(0, SEEK_SET) == 0;
  std::optional<SpooledSource> spooled;
  if (container == Container::kZip && may_be_document(peeked.head())) {
    if (!rewound) seekable = &spooled.emplace(peeked);
    const std::string_view kind = find_document_kind(*seekable);
    seekable->seek(0, SEEK_SET);
    if (!kind.empty()) {
      DocumentSource document(*seekable, kind);
      return callbacks_.stream(document);
    }
  }
  ByteSource& whole = spooled ? *spooled : rewound ? source : static_cast<ByteSource&>(peeked);

  const Nesting nesting = inside(container, outer);
  if (has_members(container)) return expand_members(whole, container, nesting);
  if (container == Container::kGzip) {
    GzipSource expanded(whole);
    return expand_stream(source, nesting, named,
                         [&](char* buffer, std::size_t size) { return expanded.read(buffer, size); });
  }
  if (container == Container::kXz) {
    XzSource expanded(whole);
    return expand_stream(source, nesting, named,
                         [&](char* buffer, std::size_t size) { return expanded.read(buffer, size); });
  }

  ArchiveReader reader(whole, container);
  if (!reader.next()) {
    if (named) throw Error(ErrorKind::kInput, "is empty");
    return true;
  }
  return expand_stream(source, nesting, named,
                       [&](char* buffer, std::size_t size) { return reader.read(buffer, size); });
}

// Whether the member is part of an index. Reports each index once.
bool Expander::passes_by(const InputName& member, std::string_view head) {
  std::optional<IndexPlace> index = index_of_member(member.path, head);
  if (!index) return false;
  const std::string container = member.display.substr(0, member.display.size() - member.path.size() - 2);
  index->folder = container + (index->folder.empty() ? "" : ": " + printable(index->folder));
  if (callbacks_.passed_by && passed_by_.insert(index->folder).second) callbacks_.passed_by(describe(*index));
  return true;
}

bool Expander::expand_stream(const ByteSource& source, const Nesting& nesting, bool named,
                             const std::function<std::size_t(char*, std::size_t)>& read) {
  Inner inner(*this, read, source.name());
  return expand_at(inner, nesting, named);
}

bool Expander::expand_members(ByteSource& source, Container container, const Nesting& nesting) {
  ArchiveReader reader(source, container);
  while (const auto member = next_member(reader)) {
    if (!member->is_file || is_skipped_name(member->path)) continue;
    InputName name = source.name();
    name.display += ": " + printable(member->path);
    name.path = member->path;
    name.charset.clear();
    name.captured_s.reset();
    if (member->modified_s) name.modified_s = member->modified_s;
    Inner inner(
        *this, [&](char* buffer, std::size_t size) { return reader.read(buffer, size); }, std::move(name));
    Nesting of_member = nesting;
    of_member.is_member = true;
    if (!expand_at(inner, of_member, false)) return false;
  }
  return true;
}

}  // namespace broadtape
