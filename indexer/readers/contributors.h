// The authors in a byline, which may also name photographers, illustrators, editors and translators.
#pragma once

#include <string>
#include <string_view>

namespace broadtape {

// Whether `word`, in lower case, is one for `by` in a language: `by`, `von`, `par`.
bool is_by_word(std::string_view word);

// `Jane Roe; Photographs by Tom Hall`, `Jane Roe (text), Tom Hall (photos)` and `Story and photos by Jane Roe` as
// `Jane Roe`; empty if the byline only names other contributors: `Photo: Tom Hall`.
std::string without_other_contributors(std::string_view byline);

// The text behind a word for `by` at the beginning of `line`: of `By Ann Reed`, `Written by Ann Reed`, `Texte par Anne
// Roux`; empty without one.
std::string_view behind_by(std::string_view line);

// `By Ann Reed in Paris, Business Writer; photos by Tom Hall` as `Ann Reed, Business Writer`; empty if nobody is named:
// `By`, `___`. RecordOutput calls it for the author of each article, so that readers pass bylines on as written.
std::string authors_of_byline(std::string_view byline);

}  // namespace broadtape
