#include <fmt/format.h>
#include <zlib.h>

#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "common/error/error.h"
#include "indexer/input/container.h"

namespace broadtape {
namespace {

constexpr std::size_t kGzipBlockBytes = 64u << 10;
constexpr std::size_t kMaxKeptBytes = 1u << 20;
constexpr std::string_view kMemberMagic = "\x1f\x8b\x08";  // RFC 1952 2.3.1, with deflate
constexpr unsigned kReservedFlags = 0xe0;
constexpr int kGzipWindow = 15 + 16;  // of inflateInit2(): the largest window, with a gzip header

}  // namespace

struct GzipSource::Impl {
  explicit Impl(ByteSource& source) : compressed(source) {
    if (inflateInit2(&stream, kGzipWindow) != Z_OK) throw std::bad_alloc();
  }
  ~Impl() { inflateEnd(&stream); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  std::string_view rest() const { return {reinterpret_cast<const char*>(stream.next_in), stream.avail_in}; }

  // Reads on behind the rest of the block, and keeps the start of a member, where find_member() may have to return to.
  // False at the end of the compressed bytes.
  bool refill() {
    std::size_t next = offset();
    if (next - member_at > kMaxKeptBytes) member_at = next;
    block.erase(0, member_at);
    next -= member_at;
    member_at = 0;
    const std::size_t before = block.size();
    block.resize(before + kGzipBlockBytes);
    const std::size_t count = compressed.read(block.data() + before, kGzipBlockBytes);
    block.resize(before + count);
    go_to(next);
    return count > 0;
  }

  std::size_t offset() const { return block.size() - stream.avail_in; }

  void go_to(std::size_t at) {
    stream.next_in = reinterpret_cast<Bytef*>(block.data() + at);
    stream.avail_in = static_cast<uInt>(block.size() - at);
  }

  static bool begins_member(std::string_view bytes) {
    return bytes.starts_with(kMemberMagic) &&
           (static_cast<unsigned char>(bytes[kMemberMagic.size()]) & kReservedFlags) == 0;
  }

  // Goes to the next member. False at the end, before which other bytes are ignored.
  bool find_member() {
    constexpr std::size_t kLookBytes = kMemberMagic.size() + 1;
    std::size_t skipped = 0;
    for (;;) {
      member_at = offset();
      while (stream.avail_in < kLookBytes && refill()) continue;
      if (stream.avail_in < kLookBytes) return false;
      if (begins_member(rest())) break;
      const std::size_t next = rest().find(kMemberMagic[0], 1);
      const std::size_t step = next == std::string_view::npos ? rest().size() : next;
      go_to(offset() + step);
      skipped += step;
    }
    inflateReset(&stream);
    in_member = true;
    if (skipped > 0 && !resumes) failure = fmt::format("{} bytes between its members", skipped);
    return true;
  }

  // Decompresses into the output of `stream` until that is full, a member ends, or the data is damaged.
  void inflate_on() {
    while (in_member && stream.avail_out > 0 && !failure) {
      if (stream.avail_in == 0 && !refill()) {
        return lose("truncated gzip input");
      }
      const int status = inflate(&stream, Z_NO_FLUSH);
      if (status == Z_STREAM_END) {
        in_member = resumes = false;
      } else if (status != Z_OK && status != Z_BUF_ERROR) {
        if (status == Z_MEM_ERROR) throw std::bad_alloc();
        const std::string_view reason = stream.msg ? stream.msg : "no reason given";
        const bool check = reason == "incorrect data check" || reason == "incorrect length check";
        lose(check ? "its checksum does not match" : std::string(reason));
      }
    }
  }

  // Gives up the current member. The next one may begin before the place where the damage shows.
  void lose(std::string reason) {
    constexpr int kMaxReturns = 100;  // each may decompress kMaxKeptBytes again
    if (!resumes) failure = std::move(reason);
    in_member = false;
    resumes = true;
    if (returns++ < kMaxReturns && member_at < block.size()) go_to(member_at + 1);
  }

  ByteSource& compressed;
  std::string block;          // read and not yet dropped
  std::size_t member_at = 0;  // in `block`
  z_stream stream{};
  bool in_member = false;
  int returns = 0;
  bool resumes = false;                // looks for a member that is not damaged
  std::optional<std::string> failure;  // to be thrown when the bytes before it were read
};

GzipSource::GzipSource(ByteSource& compressed) : impl_(std::make_unique<Impl>(compressed)) {}
GzipSource::~GzipSource() = default;

const InputName& GzipSource::name() const {
  return impl_->compressed.name();
}

std::size_t GzipSource::read(char* buffer, std::size_t size) {
  z_stream& stream = impl_->stream;
  stream.next_out = reinterpret_cast<Bytef*>(buffer);
  stream.avail_out = static_cast<uInt>(size);
  while (stream.avail_out > 0 && !impl_->failure) {
    if (!impl_->in_member && !impl_->find_member()) break;
    impl_->inflate_on();
  }
  const std::size_t count = size - stream.avail_out;
  if (count == 0 && impl_->failure) {
    const std::string reason = *std::exchange(impl_->failure, std::nullopt);
    throw Error(ErrorKind::kInput, "damaged gzip data: " + reason);
  }
  return count;
}

}  // namespace broadtape
