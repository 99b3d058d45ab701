// The kinds of text that are no articles, by the shape of most of their lines.
#pragma once

#include <string_view>

#include "indexer/readers/forms.h"

namespace broadtape {

// The kind of the text that begins with `head`; null for running text, also with a table, code or a list in it. A text
// that is taken for another form is only one of the kinds that look like it by chance: separated values one with
// separators, Markdown one whose first line is a comment, labelled texts one with lines `Name: value`. Linear in the
// head.
enum class TakenFor { kText, kTable, kMarkdown, kLabelled };
const RefusedForm* kind_of_text(std::string_view head, TakenFor taken);

}  // namespace broadtape
