// Detects compression and archive formats by the first bytes of a stream, never by its name.
#pragma once

#include <string_view>

namespace broadtape {

enum class Container { kNone, kGzip, kZstd, kXz, kBzip2, kLz4, kZip, kTar };

inline constexpr std::size_t kContainerHeadBytes = 512;  // one tar block, the most that detection needs

// `head` is the first kContainerHeadBytes bytes of the stream, or all of a shorter one.
Container sniff_container(std::string_view head);

// "gzip", "tar"; for messages.
std::string_view container_name(Container container);

// Whether it contains named members (zip, tar) instead of one unnamed stream.
bool has_members(Container container);

}  // namespace broadtape
