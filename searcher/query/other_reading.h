// Another plausible meaning of a query, for a hint: operators in lower case, and a minus sign with a space after it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace broadtape {

struct OtherReading {
  std::string reason;  // "or is a word in lower case"
  std::string text;    // the query with operators: `steel OR aluminium`
};

// Unset for a query without `or`, `and`, `not` and ` - ` between two words, phrases, fields or groups, or with so many
// words that it is a sentence. Requires valid UTF-8.
std::optional<OtherReading> other_reading(std::string_view text);

}  // namespace broadtape
