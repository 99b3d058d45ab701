// The files of searcher/web/page, their bundles (bundle.cmake), and the schemas of docs/schema, compiled into the
// program by common/embed.cmake.
#pragma once

#include <string_view>

namespace broadtape {

// The contents of a file by name; static lifetime. Empty if it does not exist. "SHA256" is the digest of all of them.
std::string_view embedded_page(std::string_view name);
std::string_view embedded_schema(std::string_view name);

}  // namespace broadtape
