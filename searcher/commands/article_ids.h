// Ids of articles as people write them: whole, or the first characters.
#pragma once

#include <string>

#include "common/archive/archive.h"

namespace broadtape {

// The id that `written` is or begins, whatever its case; empty when the archive has none.
// Throws Error(kUsage) when it is shorter than kMinIdPrefix, or when several ids begin so.
std::string full_id(const Archive& archive, const std::string& written);

// One line of standard error.
void say_no_article(const std::string& written);

}  // namespace broadtape
