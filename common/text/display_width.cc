#include "common/text/display_width.h"

#include <utf8proc.h>

#include <algorithm>

#include "common/text/utf8.h"

namespace broadtape {

std::size_t display_width(char32_t code_point) {
  if (code_point >= 0x20 && code_point < 0x7f) return 1;
  return static_cast<std::size_t>(std::max(0, utf8proc_charwidth(static_cast<utf8proc_int32_t>(code_point))));
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) width += display_width(decode_utf8(text, at));
  return width;
}

}  // namespace broadtape
