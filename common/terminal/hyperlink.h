// Hyperlinks by OSC 8, https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda
#pragma once

#include <string>
#include <string_view>

namespace broadtape {

// Returns `text`, which must be harmless, as a link to `url`. Returns it unchanged if `url` is not an http(s) address,
// contains spaces or control characters, or is longer than 2,083 bytes, the limit of terminals.
std::string hyperlinked(std::string_view text, std::string_view url);

}  // namespace broadtape
