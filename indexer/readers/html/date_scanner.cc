#include "indexer/readers/html/date_scanner.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <utility>

#include "common/text/ascii.h"
#include "common/time/date_parser.h"
#include "indexer/readers/html/bylines.h"
#include "indexer/readers/html/html.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

// Elements without visible text of the page.
constexpr std::string_view kUnseen[] = {"script", "style",  "noscript", "template", "svg",    "select",
                                        "iframe", "option", "textarea", "head",     "object", "canvas"};
constexpr std::string_view kInlineElements[] = {
    "a", "b",   "i",    "em",   "strong", "span", "small", "font", "time", "abbr", "u",   "sup", "sub", "cite", "label",
    "s", "img", "meta", "link", "input",  "mark", "wbr",   "big",  "code", "ins",  "del", "q",   "tt",  "bdi",  "data"};

// Attributes with the date of an element, the most specific first.
constexpr std::string_view kDateAttributes[] = {"datetime",       "content",   "title",         "data-datetime",
                                                "data-timestamp", "data-date", "data-published"};

// Whether the attributes of an element may have its date: `<time>`, a custom element such as `<relative-time>`, and
// hAtom's `<abbr class="published" title="...">`. `names_it`: its class or id names a date.
bool is_marked(std::string_view name, bool names_it) {
  constexpr std::string_view kHolders[] = {"abbr", "span", "div", "p"};
  if (name == "time" || (names_it && is_among(name, kHolders))) return true;
  const bool custom = name.find('-') != std::string_view::npos;
  return custom && (name.find("time") != std::string_view::npos || name.find("date") != std::string_view::npos);
}

}  // namespace

void DateScanner::scan(xmlNode* root) {
  walk(root, {});
  end_line();
}

// Whether the element belongs to other stories or readers. One that contains the headline is a wrapper of the page.
bool DateScanner::is_foreign(xmlNode* element, bool in_article) {
  if (part_of(element, in_article) == PagePart::kArticle) return false;
  return ++headline_searches_ > kMaxHeadlineSearches || !holds_headline(element, title_);
}

void DateScanner::walk(xmlNode* node, const Context& context) {
  for (xmlNode* child = node->children; child; child = child->next) {
    if (child->type == XML_TEXT_NODE)
      add_text(reinterpret_cast<const char*>(child->content), context);
    else if (is_element(child))
      walk_element(child, context);
  }
}

void DateScanner::walk_element(xmlNode* element, Context context) {
  const std::string_view name = element_name(element);
  if (is_among(name, kUnseen)) return;
  const bool block = !is_among(name, kInlineElements);
  if (block) end_line();
  if (name == "article") context.in_article = true;
  if (!context.foreign) {
    context.foreign = is_foreign(element, context.in_article);
    if (context.foreign && is_menu(element)) ++menus_;
  }
  const bool names_it = names_date(element);
  if (!context.dated) context.dated = name == "time" || (names_it && !holds_most_prose(element));
  context.in_link = context.in_link || name == "a";
  if (!context.foreign) take_attributes(element, names_it, context);
  const int level = heading_level(name);
  if (level > 0 && !context.foreign) return take_headline(element, level, context);
  walk(element, context);
  const bool may_name_author = takes_bylines() && author_elements_ < kMaxAuthorElements;
  if (may_name_author && !context.foreign && names_author(element)) take_author(element);
  if (block) end_line();
  element_ended_ = true;
}

void DateScanner::take_headline(xmlNode* element, int level, const Context& context) {
  constexpr std::size_t kMaxHeadlines = 40;
  Headline headline{at_, 0, menus_, level, short_text(element, kMaxHeadlineBytes)};
  Context inside = context;
  inside.in_link = false;  // a linked headline separates as well
  walk(element, inside);
  end_line();
  headline.end = at_;
  if (!headline.text.empty() && headlines_.size() < kMaxHeadlines) headlines_.push_back(std::move(headline));
}

void DateScanner::take_attributes(xmlNode* element, bool names_it, const Context& context) {
  constexpr std::size_t kLongestText = 100;  // bytes
  const std::string_view property = attribute_view(element, "itemprop");
  const bool microdata = property.find("datePublished") != std::string_view::npos ||
                         attribute_view(element, "property").find("datePublished") != std::string_view::npos;
  const bool modified = property.find("dateModified") != std::string_view::npos;
  const bool marked = is_marked(element_name(element), names_it);
  if ((!microdata && !modified && !marked) || ++marked_elements_ > kMaxMarkedElements) return;
  std::string_view value;
  for (const std::string_view attribute_name : kDateAttributes) {
    if (value.empty()) value = attribute_view(element, attribute_name);
  }
  if (value.empty() && !microdata) return;  // take_line() finds the dates of the text
  const std::string text = short_text(element, kLongestText);
  auto date = stated_date(value, order_);
  auto shown = stated_date(text, order_);
  // Some pages keep the time of the last change in the attribute; readers see the date of publication.
  const bool differs = date && shown && std::abs(midnight_utc(date->day) - midnight_utc(shown->day)) > kSecondsPerDay;
  if (differs || (!date && microdata)) date = std::move(shown);
  if (!date) return;
  DateLabel label = label_in(text_before(line_));
  if (label == DateLabel::kNone) label = label_in(text.substr(0, text.find_first_of("0123456789")));
  if (xmlHasProp(element, reinterpret_cast<const xmlChar*>("pubdate"))) label = DateLabel::kPublished;
  if (modified || (!microdata && names_update(attribute_view(element, "class")))) label = DateLabel::kUpdated;
  add(microdata ? DateStep::kMicrodata : DateStep::kTime, *std::move(date), label, context);
}

void DateScanner::add_text(std::string_view text, const Context& context) {
  constexpr std::size_t kLongestLine = 4000;  // the rest of a longer line is prose
  const std::size_t before = line_.size();
  // `<b>28 July 2020</b><span>10:43</span>`: styles separate them.
  const bool joins_digits =
      element_ended_ && !line_.empty() && is_ascii_digit(line_.back()) && !text.empty() && is_ascii_digit(text.front());
  if (joins_digits) line_.push_back(' ');
  element_ended_ = false;
  for (const char c : text) {
    if (line_.size() >= kLongestLine) break;
    const bool blank = is_ascii_space(c) || c == '\r';
    if (blank && (line_.empty() || line_.back() == ' ')) continue;
    line_.push_back(blank ? ' ' : c);
  }
  if (line_.size() == before) return;
  if (context.in_link) link_bytes_ += line_.size() - before;
  const bool dated = line_context_.dated || context.dated;
  line_context_ = context;
  line_context_.dated = dated;
}

void DateScanner::end_line() {
  constexpr std::size_t kParagraphBytes = 100;
  constexpr std::size_t kLabelBytes = 48;
  const std::string_view line = trimmed(line_);
  if (!line.empty()) {
    const bool prose = line.size() >= kParagraphBytes && link_bytes_ < line.size() / 2;
    if (!line_context_.foreign) {
      take_line(line);
      if (takes_bylines() && !prose) add_byline(names_in_byline(line));
    }
    if (prose && !line_context_.foreign) paragraphs_.push_back(at_);
    at_ += line.size() - std::min(link_bytes_, line.size());
    const bool label = line.size() <= kLabelBytes && line.find_first_of("0123456789") == std::string_view::npos;
    before_ = label ? std::string(line) : std::string();
  }
  line_.clear();
  link_bytes_ = 0;
  line_context_ = {};
}

void DateScanner::take_line(std::string_view line) {
  constexpr std::size_t kLongestByline = 160;  // bytes beside the date
  constexpr std::size_t kDatelineBytes = 60;   // before the date: `NEW YORK, Jan 15, 2024 (Harbor Wire) - `
  const bool has_digit = line.find_first_of("0123456789") != std::string_view::npos;
  if (!has_digit && !captured_s_) return;
  scanned_bytes_ += line.size();
  if (scanned_bytes_ > kMaxScannedBytes) return;
  std::vector<WrittenDate> dates = has_digit ? written_dates(line, order_) : std::vector<WrittenDate>();
  if (dates.empty() && captured_s_) take_age(line);
  for (WrittenDate& date : dates) {
    const std::string_view before = line.substr(0, date.begin), after = line.substr(date.end);
    const DateLabel label = label_in(text_before(before));
    const bool short_line = line.size() - (date.end - date.begin) <= kLongestByline;
    const std::string_view next = trimmed(after);
    const bool dateline = before.size() <= kDatelineBytes &&
                          (next.starts_with('-') || next.starts_with("\xe2\x80\x93") ||
                           next.starts_with("\xe2\x80\x94") || next.starts_with("(") || next.starts_with("/"));
    // A sentence that contains a date is no byline.
    const bool sentence = line.size() > 60 && line.ends_with('.') && label == DateLabel::kNone && !line_context_.dated;
    if (dateline || (short_line && !sentence)) add(DateStep::kVisible, std::move(date), label, line_context_);
  }
}

// `By Jane Roe | 2 hours ago`, `Published yesterday at 14:30`. `hier` is yesterday in French and here in German, so
// such a word needs a time of day, a label or an element for dates.
void DateScanner::take_age(std::string_view line) {
  constexpr std::size_t kLongestByline = 100;  // bytes beside the age
  const std::optional<AgeInText> age = find_age(line);
  if (!age || line.size() - (age->end - age->begin) > kLongestByline) return;
  const std::string_view before = line.substr(0, age->begin), after = trimmed(line.substr(age->end));
  const DateLabel label = label_in(text_before(before));
  const bool is_sentence = after.ends_with('.') && !line_context_.dated;
  if (is_sentence || (age->is_word && !age->has_time && label == DateLabel::kNone && !line_context_.dated)) return;
  std::string text(line.substr(age->begin, age->end - age->begin));
  DateHints hints;
  hints.captured_s = captured_s_;
  const DateResult read = parse_date(text, hints);
  if (!read) return;
  const Day day = day_of(read.date->instant.utc_s);
  add(DateStep::kAge, {std::move(text), day, age->begin, age->end}, label, line_context_);
}

// Of an element that only has text and links, so that its text is one line.
void DateScanner::take_author(xmlNode* element) {
  constexpr std::size_t kLongestText = 200;  // bytes
  constexpr int kMostElements = 10;
  ++author_elements_;
  const bool has_blocks = any_element(element, kMostElements, [&](xmlNode* inner) {
    return inner != element && !is_among(element_name(inner), kInlineElements);
  });
  if (!has_blocks) add_byline(names_in_author_element(short_text(element, kLongestText)));
}

void DateScanner::add_byline(std::string names) {
  if (!names.empty()) bylines_.push_back({std::move(names), place(), menus_});
}

void DateScanner::add(DateStep step, WrittenDate date, DateLabel label, const Context& context) {
  if (candidates_.size() >= kMaxCandidates) return;
  const std::size_t at =
      step == DateStep::kVisible || step == DateStep::kAge ? at_ : place();  // their line is complete
  candidates_.push_back({{step, std::move(date)}, at, menus_, label, context.dated});
}

std::size_t DateScanner::place() const {
  return at_ + line_.size() - std::min(link_bytes_, line_.size());
}

// The text before the current place in its line, or a short line before.
std::string_view DateScanner::text_before(std::string_view line) const {
  return trimmed(line).empty() ? std::string_view(before_) : line;
}

}  // namespace broadtape
