// The lines before the running text of an article: title, date, byline.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace broadtape {

struct TextHead {
  std::string_view title;              // the first line that is neither a date nor a byline nor a rule
  std::string_view rest;               // the text behind the title, and behind the line that underlines it
  std::string date;                    // the first line with a date behind the title, else before it: as written
  std::string author;                  // as written
  std::vector<std::string_view> used;  // the lines with that date and author
};

// A line counts as a date or a byline only as a whole: `30 January 2025`, `By Ann Reed and John Doe`, or both with a
// comma, bar or dash between them: `By Ann Reed, January 30, 2025`.
TextHead head_of_text(std::string_view text);

// `text` without those lines, which must be parts of it.
std::string text_without(std::string_view text, const std::vector<std::string_view>& lines);

// What such a line says, as written; both are empty for any other line.
struct HeadLine {
  std::string date, author;
};
HeadLine head_line_of(std::string_view line);

// The date at the end of a headline, with a time of day or set off by a mark or blanks: `Earnings Call February 2, 2024
// 9:30 AM ET`, `HARBOR RESEARCH    March 6, 2024`. Empty for `Results of the quarter ended March 31, 2024`.
std::string date_behind_title(std::string_view title);

// Whether a title is what programs and people put there instead of a headline: the name of a file
// (`press_release_v2`, `ex99-1`), `Document1`, `Untitled`, `X`.
bool is_placeholder_title(std::string_view written);

}  // namespace broadtape
