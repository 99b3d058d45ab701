// Unicode normal forms that keep what fold() drops: accents, case, compatibility forms.
#pragma once

#include <string>
#include <string_view>

namespace broadtape {

// NFC: the same characters, however the input composed them. Valid UTF-8 in and out.
std::string composed(std::string_view text);

// NFC in lower case, letter by letter.
std::string lowered(std::string_view text);

}  // namespace broadtape
