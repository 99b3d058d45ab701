#include "common/terminal/hyperlink.h"

#include <fmt/format.h>

#include <algorithm>

namespace broadtape {
namespace {

constexpr std::size_t kMaxUrlBytes = 2'083;
constexpr std::string_view kSchemes[] = {"http://", "https://"};
constexpr std::string_view kBegin = "\x1b]8;;";
constexpr std::string_view kEnd = "\x1b\\";

// The sequence may contain only bytes from 32 to 126.
std::string in_ascii(std::string_view url) {
  std::string out;
  for (const char c : url) {
    const auto byte = static_cast<unsigned char>(c);
    out += byte < 0x80 ? std::string(1, c) : fmt::format("%{:02X}", byte);
  }
  return out;
}

bool may_be_linked(std::string_view url) {
  const bool known = std::any_of(std::begin(kSchemes), std::end(kSchemes),
                                 [&](std::string_view scheme) { return url.starts_with(scheme); });
  const bool clean = std::none_of(url.begin(), url.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= 0x20 || byte == 0x7f;
  });
  return known && clean;
}

}  // namespace

std::string hyperlinked(std::string_view text, std::string_view url) {
  if (!may_be_linked(url)) return std::string(text);
  const std::string target = in_ascii(url);
  if (target.size() > kMaxUrlBytes) return std::string(text);
  return fmt::format("{0}{1}{2}{3}{0}{2}", kBegin, target, kEnd, text);
}

}  // namespace broadtape
