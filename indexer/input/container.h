// Tells by its first bytes whether a stream is compressed or an archive; names and suffixes are not asked.
#pragma once

#include <string_view>

namespace broadtape {

enum class Container { kNone, kGzip, kZstd, kXz, kBzip2, kLz4, kZip, kTar };

inline constexpr std::size_t kContainerHeadBytes = 512;  // one tar block: the longest look that sniffing needs

// `head` is the start of the stream, kContainerHeadBytes where it has as many.
Container sniff_container(std::string_view head);

// "gzip", "tar"; for messages.
std::string_view container_name(Container container);

// Whether it holds named members (zip, tar), not one unnamed stream.
bool has_members(Container container);

}  // namespace broadtape
