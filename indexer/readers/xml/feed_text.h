// Texts of feeds that follow other rules than XML: persons with their addresses, and the posts of WordPress exports.
#pragma once

#include <string>
#include <string_view>

namespace broadtape {

// `desk@wire.example (Ann Reed)` and `Ann Reed <reed@wire.example>` as `Ann Reed`.
std::string person_of(std::string_view text);

// What WordPress leaves to its theme: blank lines are paragraphs; `[name ...]` and `[/name]` around text are
// shortcodes.
std::string wordpress_html(std::string_view text);

}  // namespace broadtape
