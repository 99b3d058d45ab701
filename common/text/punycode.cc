#include "common/text/punycode.h"

#include <cstdint>

#include "common/text/utf8.h"

namespace broadtape {
namespace {

// RFC 3492, section 5.
constexpr std::uint32_t kBase = 36;
constexpr std::uint32_t kMinThreshold = 1;
constexpr std::uint32_t kMaxThreshold = 26;
constexpr std::uint32_t kSkew = 38;
constexpr std::uint32_t kDamp = 700;
constexpr std::uint32_t kFirstBias = 72;
constexpr std::uint32_t kFirstCodePoint = 0x80;

constexpr std::size_t kMaxLabelBytes = 63;  // RFC 1035; also keeps every sum below far from 2^64

std::uint32_t adapted_bias(std::uint64_t delta, std::uint64_t points, bool first) {
  delta = first ? delta / kDamp : delta / 2;
  delta += delta / points;
  std::uint32_t k = 0;
  for (; delta > (kBase - kMinThreshold) * kMaxThreshold / 2; k += kBase) delta /= kBase - kMinThreshold;
  return k + static_cast<std::uint32_t>((kBase - kMinThreshold + 1) * delta / (delta + kSkew));
}

std::optional<std::uint32_t> digit(char c) {
  if (c >= 'a' && c <= 'z') return static_cast<std::uint32_t>(c - 'a');
  if (c >= 'A' && c <= 'Z') return static_cast<std::uint32_t>(c - 'A');
  if (c >= '0' && c <= '9') return static_cast<std::uint32_t>(c - '0' + 26);
  return std::nullopt;
}

// Reads one generalised variable-length integer (section 3.3) and removes it from `text`.
std::optional<std::uint64_t> read_delta(std::string_view& text, std::uint32_t bias) {
  constexpr std::uint64_t kLimit = 1u << 31;
  std::uint64_t value = 0, weight = 1;
  for (std::uint32_t k = kBase;; k += kBase) {
    if (text.empty()) return std::nullopt;
    const std::optional<std::uint32_t> d = digit(text.front());
    if (!d) return std::nullopt;
    text.remove_prefix(1);
    value += *d * weight;
    const std::uint32_t threshold =
        k <= bias + kMinThreshold ? kMinThreshold : (k >= bias + kMaxThreshold ? kMaxThreshold : k - bias);
    if (value >= kLimit) return std::nullopt;
    if (*d < threshold) return value;
    weight *= kBase - threshold;
    if (weight >= kLimit) return std::nullopt;
  }
}

}  // namespace

std::optional<std::string> decode_punycode(std::string_view encoded) {
  if (encoded.empty() || encoded.size() > kMaxLabelBytes) return std::nullopt;
  std::u32string points;
  if (const std::size_t dash = encoded.rfind('-'); dash != std::string_view::npos) {
    for (const char c : encoded.substr(0, dash)) points += static_cast<char32_t>(static_cast<unsigned char>(c));
    encoded.remove_prefix(dash + 1);
  }
  std::uint64_t code_point = kFirstCodePoint, at = 0;
  std::uint32_t bias = kFirstBias;
  while (!encoded.empty()) {
    const std::uint64_t before = at;
    const std::optional<std::uint64_t> delta = read_delta(encoded, bias);
    if (!delta) return std::nullopt;
    at += *delta;
    const std::uint64_t size = points.size() + 1;
    bias = adapted_bias(at - before, size, before == 0);
    code_point += at / size;
    at %= size;
    const bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
    if (code_point > 0x10FFFF || surrogate) return std::nullopt;
    points.insert(points.begin() + static_cast<std::ptrdiff_t>(at++), static_cast<char32_t>(code_point));
  }
  std::string label;
  for (const char32_t point : points) append_utf8(label, point);
  return label;
}

}  // namespace broadtape
