// Words of a command line that is shown for copying.
#pragma once

#include <string>

namespace broadtape {

// `text` as one word for a POSIX shell: as it is where no character of it means anything there, else in single quotes.
std::string shell_word(const std::string& text);

}  // namespace broadtape
