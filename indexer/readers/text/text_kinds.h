// The kinds of text that are no articles, by the shape of most of their lines.
#pragma once

#include <string_view>

#include "indexer/readers/forms.h"

namespace broadtape {

// The kind of the text that begins with `head`; null for running text, also with a table, code or a list in it. A text
// that is taken for separated values (kTable) is only one of the kinds that have separators by chance, and Markdown
// only code whose first line is a comment. Linear in the head.
enum class TakenFor { kText, kTable, kMarkdown };
const RefusedForm* kind_of_text(std::string_view head, TakenFor taken);

}  // namespace broadtape
