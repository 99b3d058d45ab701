// Text that a click opens: OSC 8, https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda
#pragma once

#include <string>
#include <string_view>

namespace broadtape {

// `text`, which has to be harmless, as a link to `url`. As it is when `url` is no address of http or https, has blanks
// or control characters in it, or is longer than 2,083 bytes, which is what terminals take.
std::string hyperlinked(std::string_view text, std::string_view url);

}  // namespace broadtape
