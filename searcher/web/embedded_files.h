// The files of searcher/web/page and the schemas of docs/schema, compiled into the program by common/embed.cmake.
#pragma once

#include <string_view>

namespace broadtape {

// The bytes of one file, by its name; static lifetime. Empty if there is no such file.
std::string_view embedded_page(std::string_view name);
std::string_view embedded_schema(std::string_view name);

}  // namespace broadtape
