#include "indexer/input/container.h"

#include <charconv>

namespace broadtape {
namespace {

using namespace std::string_view_literals;

struct Magic {
  Container container;
  std::string_view name;
  std::string_view bytes;
  std::size_t offset;
};

constexpr Magic kMagics[] = {
    {Container::kGzip, "gzip", "\x1f\x8b\x08"sv, 0},      // RFC 1952 with deflate, the only method
    {Container::kZstd, "zstd", "\x28\xb5\x2f\xfd"sv, 0},  // RFC 8878
    {Container::kXz, "xz",
     "\xfd"
     "7zXZ\0"sv,
     0},                                                // xz-file-format 2.1.1.1
    {Container::kBzip2, "bzip2", "1AY&SY"sv, 4},        // magic of the first block, after "BZh" and the level
    {Container::kLz4, "lz4", "\x04\x22\x4d\x18"sv, 0},  // LZ4 frame format 1.6
    {Container::kZip, "zip", "PK\x03\x04"sv, 0},        // APPNOTE 4.3.7
    {Container::kZip, "zip", "PK\x05\x06"sv, 0},        // an archive without members
    {Container::kTar, "tar", "ustar"sv, 257},           // POSIX and GNU
};

// A pre-POSIX tar header has no magic, only the octal sum of its bytes, with the sum field counted as blanks.
bool is_old_tar(std::string_view head) {
  constexpr std::size_t kSumAt = 148, kSumBytes = 8;
  if (head.size() < 512 || head[0] == '\0') return false;
  std::size_t first = kSumAt;
  while (first < kSumAt + kSumBytes && head[first] == ' ') ++first;
  unsigned declared = 0;
  const auto parsed = std::from_chars(head.data() + first, head.data() + kSumAt + kSumBytes, declared, 8);
  if (parsed.ec != std::errc{}) return false;
  unsigned sum = 0;
  for (std::size_t i = 0; i < 512; ++i) {
    sum += i >= kSumAt && i < kSumAt + kSumBytes ? unsigned{' '} : static_cast<unsigned char>(head[i]);
  }
  return sum == declared;
}

}  // namespace

Container sniff_container(std::string_view head) {
  for (const Magic& magic : kMagics) {
    if (head.size() >= magic.offset && head.substr(magic.offset).starts_with(magic.bytes) &&
        (magic.container != Container::kBzip2 || head.starts_with("BZh"))) {
      return magic.container;
    }
  }
  return is_old_tar(head) ? Container::kTar : Container::kNone;
}

std::string_view container_name(Container container) {
  for (const Magic& magic : kMagics) {
    if (magic.container == container) return magic.name;
  }
  return "plain";
}

bool has_members(Container container) {
  return container == Container::kZip || container == Container::kTar;
}

}  // namespace broadtape
