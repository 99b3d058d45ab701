// Kinds of text that no form reads, and that would be taken for one article of plain text.
#pragma once

#include <string_view>

namespace broadtape {

struct RefusedForm {
  std::string_view name;  // "RTF"
  std::string_view hint;  // what the user can do
};

// The kind of the text that begins with `head`; null if it is none of them.
const RefusedForm* refused_form(std::string_view head);

}  // namespace broadtape
