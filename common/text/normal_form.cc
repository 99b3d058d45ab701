#include "common/text/normal_form.h"

#include <utf8proc.h>

#include <cstdlib>
#include <memory>

#include "common/text/ascii.h"
#include "common/text/char_class.h"
#include "common/text/utf8.h"

namespace broadtape {

std::string composed(std::string_view text) {
  if (is_ascii(text)) return std::string(text);
  utf8proc_uint8_t* bytes = nullptr;
  const auto size = static_cast<utf8proc_ssize_t>(text.size());
  const utf8proc_ssize_t count = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()), size, &bytes,
                                              static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(bytes, &std::free);
  if (count < 0) return std::string(text);  // not UTF-8, or out of memory
  return {reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(count)};
}

std::string lowered(std::string_view text) {
  if (is_ascii(text)) return ascii_lowered(text);
  std::string lower;
  for (std::size_t at = 0; at < text.size();) {
    const auto code_point = static_cast<utf8proc_int32_t>(decode_utf8(text, at));
    append_utf8(lower, static_cast<char32_t>(utf8proc_tolower(code_point)));
  }
  return composed(lower);
}

}  // namespace broadtape
