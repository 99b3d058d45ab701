// What Accept-Encoding says (RFC 9110, section 12.5.3), for a server that has two codings: gzip and identity.
#pragma once

#include <string_view>

namespace broadtape {

struct AcceptedCodings {
  bool gzip = false;     // accepted, and not less welcome than identity
  bool identity = true;  // false: the client refuses bodies that are not compressed
};

// `header`: the values of all Accept-Encoding lines with commas between; empty where there are none. Codings and `q`
// match in any case, and `x-gzip` is gzip. Of a coding that is named twice the lower weight counts. A header that does
// not follow the grammar says nothing: identity.
AcceptedCodings accepted_codings(std::string_view header);

}  // namespace broadtape
