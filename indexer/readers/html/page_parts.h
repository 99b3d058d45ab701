// What the names and labels in a page say about its parts: whose they are, and what their dates are.
#pragma once

#include <libxml/tree.h>

#include <cstddef>
#include <string_view>

namespace broadtape {

enum class DateLabel { kNone, kPublished, kUpdated };

// Whether class or id names have one of the words, in lower case; `post-date`, `postDate` and `post_date` have `date`.
bool has_name_word(std::string_view names, const std::string_view* begin, const std::string_view* end);
template <std::size_t N>
bool has_name_word(std::string_view names, const std::string_view (&words)[N]) {
  return has_name_word(names, words, words + N);
}

// Whether a heading is the title of the page, which may have the name of the site in addition.
bool is_title(std::string_view heading, std::string_view title);

// The level of a heading, 1 to 4; 0 for other elements.
int heading_level(std::string_view name);

// Whether the class or id of an element names a date.
bool names_date(const xmlNode* element);

// Whether the class, id or microdata of an element says that it names the author.
bool names_author(const xmlNode* element);

// Whether a class names an update and not a publication.
bool names_update(std::string_view class_names);

// What the name, class and id of an element say about its contents.
enum class PagePart {
  kArticle,   // the article or a wrapper of it
  kComments,  // what readers wrote
  kFrame,     // other stories, menus, footers
};

// `in_article`: the element is inside an <article>.
PagePart part_of(const xmlNode* element, bool in_article);

// Whether an element is a menu by its name, class or id. Breadcrumbs are not menus.
bool is_menu(const xmlNode* element);

// Whether an element contains an <h1>, or a heading that is the title.
bool holds_headline(xmlNode* element, std::string_view title);

inline constexpr std::size_t kMaxHeadlineBytes = 500;

// What the last label in the text before a date says about it: `Published on`, `Aktualisiert am`.
DateLabel label_in(std::string_view before);

}  // namespace broadtape
