#include "indexer/readers/html/page_parts.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>

#include "common/text/ascii.h"
#include "common/text/fold.h"
#include "indexer/readers/html/html.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

// Words in class and id attributes of what readers wrote; then of parts that belong to other stories.
constexpr std::string_view kCommentWords[] = {"comment",     "comments",     "commentlist", "respond",   "reply",
                                              "replies",     "disqus",       "leserbrief",  "kommentar", "kommentare",
                                              "commentaire", "commentaires", "comentarios", "commenti",  "forum",
                                              "discussion",  "tweet"};
constexpr std::string_view kForeignWords[] = {
    "related",    "recommended", "recommend", "popular",    "trending", "recent",          "latest", "sidebar",
    "widget",     "promo",       "footer",    "calendar",   "archive",  "archives",        "nav",    "menu",
    "navbar",     "ticker",      "rail",      "outbrain",   "taboola",  "cookie",          "banner", "copyright",
    "newsletter", "upnext",      "mostread",  "pagination", "masthead", "topbar",          "today",  "weather",
    "clock",      "events",      "upcoming",  "tribe",      "termine",  "veranstaltungen", "agenda"};
// Words in class and id attributes beside `footer` that make it the end of the article.
constexpr std::string_view kArticleWords[] = {"entry", "post", "article", "asset", "story", "content", "node"};
// Elements that are too small for a comment or a menu.
constexpr std::string_view kSmallElements[] = {"span", "a", "time", "b", "i", "em", "strong", "small"};
// Types of microdata, and properties, of what readers wrote.
constexpr std::string_view kCommentTypes[] = {"comment", "usercomments", "review", "answer"};
// Words in class and id attributes of a date.
constexpr std::string_view kDateWords[] = {
    "date",  "dates", "time",    "datetime", "published", "pubdate", "timestamp", "posted",    "dateline", "byline",
    "datum", "fecha", "publish", "pub",      "dtstamp",   "day",     "meta",      "submitted", "created"};

// Beginnings of words before the date of an update, folded; then of publication.
constexpr std::string_view kUpdateLabels[] = {"updated",
                                              "update",
                                              "modified",
                                              "last edited",
                                              "revised",
                                              "mis a jour",
                                              "mise a jour",
                                              "modifie",
                                              "aktualisiert",
                                              "geandert",
                                              "stand:",
                                              "letzte anderung",
                                              "actualizado",
                                              "modificado",
                                              "atualizado",
                                              "aggiornato",
                                              "modificato",
                                              "bijgewerkt",
                                              "gewijzigd",
                                              "uppdaterad",
                                              "guncelle",
                                              "zaktualizowan",
                                              "\xd0\xbe\xd0\xb1\xd0\xbd\xd0\xbe\xd0\xb2\xd0\xbb\xd0\xb5\xd0\xbd",
                                              "\xe6\x9b\xb4\xe6\x96\xb0",
                                              "\xec\x88\x98\xec\xa0\x95",
                                              "reviewed",
                                              "accessed",
                                              "retrieved"};
constexpr std::string_view kPublishLabels[] = {
    "publish",
    "posted",
    "post date",
    "publie",
    "mis en ligne",
    "veroffentlicht",
    "erschienen",
    "erstellt",
    "publicado",
    "publicada",
    "fecha",
    "pubblicato",
    "gepubliceerd",
    "geplaatst",
    "publicerad",
    "publicad",
    "opublikowan",
    "yayin",
    "issued",
    "released",
    "release date",
    "date",
    "datum",
    "created",
    "written",
    "geschrieben",
    "gespeichert",
    "eingestellt",
    "verfasst",
    "submitted",
    "\xd0\xbe\xd0\xbf\xd1\x83\xd0\xb1\xd0\xbb\xd0\xb8\xd0\xba\xd0\xbe\xd0\xb2\xd0\xb0\xd0\xbd",  // Russian
    "\xe5\x8f\x91\xe5\xb8\x83",
    "\xe7\x99\xbc\xe5\xb8\x83",
    "\xe5\x85\xac\xe9\x96\x8b",
    "\xe6\x8e\xb2\xe8\xbc\x89",
    "\xe9\x85\x8d\xe4\xbf\xa1",
    "\xec\x9e\x85\xeb\xa0\xa5",
    "\xeb\x93\xb1\xeb\xa1\x9d"};

// `class="entry-footer"` and `class="post-info"` are parts of an article, and `class="nav meta"` is a byline made of
// the pieces of a menu.
bool belongs_to_article(std::string_view names) {
  constexpr std::string_view kParts[] = {"footer", "info", "meta"}, kMenu[] = {"nav"},
                             kByline[] = {"meta", "byline", "dateline"};
  return (has_name_word(names, kParts) && has_name_word(names, kArticleWords)) ||
         (has_name_word(names, kMenu) && has_name_word(names, kByline));
}

// `itemprop="comment"`, `itemtype="http://schema.org/Review"`.
bool is_comment_item(const xmlNode* element) {
  const std::string_view type = attribute_view(element, "itemtype"), property = attribute_view(element, "itemprop");
  if (type.empty() && property.empty()) return false;
  return is_among(ascii_lowered(property), kCommentTypes) ||
         is_among(ascii_lowered(type.substr(type.rfind('/') + 1)), kCommentTypes);
}

}  // namespace

bool has_name_word(std::string_view names, const std::string_view* begin, const std::string_view* end) {
  // Elementor, a builder of pages, names every part of an article `elementor-widget`.
  constexpr std::string_view kBuilder = "elementor-", kBuilderWord = "widget";
  std::array<char, 16> word{};
  std::size_t size = 0;
  bool lower_before = false, by_builder = false;
  for (std::size_t i = 0; i <= names.size(); ++i) {
    const char c = i < names.size() ? names[i] : ' ';
    const bool ends_word = !is_ascii_letter(c) || (is_ascii_upper(c) && lower_before);
    if (ends_word && size > 0 && size <= word.size()) {
      const std::string_view found(word.data(), size);
      const bool ignored = by_builder && found == kBuilderWord;
      if (!ignored && std::find(begin, end, found) != end) return true;
    }
    if (ends_word) size = 0;
    if (i == 0 || is_ascii_space(names[i - 1])) by_builder = names.substr(i).starts_with(kBuilder);
    if (is_ascii_letter(c)) {
      if (size < word.size()) word[size] = static_cast<char>(c | 32);
      ++size;
    }
    lower_before = c >= 'a' && c <= 'z';
  }
  return false;
}

bool is_title(std::string_view heading, std::string_view title) {
  constexpr std::size_t kShortest = 12;
  if (heading == title) return true;
  return heading.size() >= kShortest && title.size() >= kShortest &&
         (title.find(heading) != std::string_view::npos || heading.starts_with(title));
}

int heading_level(std::string_view name) {
  return name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '4' ? name[1] - '0' : 0;
}

bool names_date(const xmlNode* element) {
  return has_name_word(attribute_view(element, "class"), kDateWords) ||
         has_name_word(attribute_view(element, "id"), kDateWords);
}

bool names_author(const xmlNode* element) {
  constexpr std::string_view kAuthor[] = {"author", "authors", "byline", "writer", "auteur", "autor", "autore"};
  return has_name_word(attribute_view(element, "class"), kAuthor) ||
         has_name_word(attribute_view(element, "id"), kAuthor) || attribute_view(element, "itemprop") == "author";
}

bool names_update(std::string_view class_names) {
  constexpr std::string_view kUpdate[] = {"updated", "modified"};
  constexpr std::string_view kPublication[] = {"published"};
  return has_name_word(class_names, kUpdate) && !has_name_word(class_names, kPublication);
}

bool is_menu(const xmlNode* element) {
  constexpr std::string_view kMenus[] = {"nav", "menu", "navbar", "navigation"};
  constexpr std::string_view kPaths[] = {"breadcrumb", "breadcrumbs"};
  const std::string_view names = attribute_view(element, "class"), id = attribute_view(element, "id");
  const bool menu = element_name(element) == "nav" || has_name_word(names, kMenus) || has_name_word(id, kMenus);
  return menu && !has_name_word(names, kPaths) && !has_name_word(id, kPaths);
}

PagePart part_of(const xmlNode* element, bool in_article) {
  const std::string_view name = element_name(element);
  if (name == "body" || name == "html" || name == "main" || name == "article") return PagePart::kArticle;
  const std::string_view names = attribute_view(element, "class"), id = attribute_view(element, "id");
  const bool comment = has_name_word(names, kCommentWords) || has_name_word(id, kCommentWords);
  // `<span class="comments-link">` beside a date only counts comments.
  if (comment && (!is_among(name, kSmallElements) || names_date(element))) return PagePart::kComments;
  if (is_comment_item(element) && !holds_most_prose(element)) return PagePart::kComments;
  const bool frame = name == "nav" || name == "aside" || (name == "footer" && !in_article) ||
                     has_name_word(names, kForeignWords) || has_name_word(id, kForeignWords);
  return frame && !belongs_to_article(names) && !holds_most_prose(element) ? PagePart::kFrame : PagePart::kArticle;
}

bool holds_headline(xmlNode* element, std::string_view title) {
  constexpr int kMaxElements = 20'000;  // bounds the time for nested wrappers
  return any_element(element, kMaxElements, [&](xmlNode* inner) {
    const int level = heading_level(element_name(inner));
    return level == 1 || (level > 1 && is_title(short_text(inner, kMaxHeadlineBytes), title));
  });
}

DateLabel label_in(std::string_view before) {
  constexpr std::size_t kLongestLabel = 48;  // bytes
  if (before.size() > kLongestLabel) before.remove_prefix(before.size() - kLongestLabel);
  while (!before.empty() && (static_cast<unsigned char>(before[0]) & 0xc0) == 0x80) before.remove_prefix(1);
  const std::string folded = fold(before);
  const auto last_of = [&](const auto& labels) {
    std::size_t last = 0;
    for (const std::string_view label : labels) {
      const std::size_t at = folded.rfind(label);
      if (at != std::string::npos && (at == 0 || !is_ascii_letter(folded[at - 1]))) last = std::max(last, at + 1);
    }
    return last;
  };
  const std::size_t published = last_of(kPublishLabels), updated = last_of(kUpdateLabels);
  if (published == 0 && updated == 0) return DateLabel::kNone;
  return updated >= published ? DateLabel::kUpdated : DateLabel::kPublished;
}

}  // namespace broadtape
