// Parses Accept-Encoding (RFC 9110, section 12.5.3) for a server with two codings: gzip and identity.
#pragma once

#include <string_view>

namespace broadtape {

struct AcceptedCodings {
  bool gzip = false;     // accepted, with a weight not below that of identity
  bool identity = true;  // false: the client refuses uncompressed bodies
};

// `header` is the values of all Accept-Encoding lines joined by commas; empty if there are none. Codings and `q` are
// case-insensitive, and `x-gzip` is an alias of gzip. If a coding occurs twice, the lower weight applies. An invalid
// header is ignored: identity.
AcceptedCodings accepted_codings(std::string_view header);

}  // namespace broadtape
