#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <string>
#include <utility>

#include "common/text/ascii.h"
#include "indexer/readers/html/html.h"
#include "indexer/readers/html/page_dates.h"
#include "indexer/readers/html/page_parts.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

// Elements without visible text of the page.
constexpr std::string_view kUnseen[] = {"script", "style",  "noscript", "template", "svg",    "select",
                                        "iframe", "option", "textarea", "head",     "object", "canvas"};
constexpr std::string_view kInlineElements[] = {
    "a", "b",   "i",    "em",   "strong", "span", "small", "font", "time", "abbr", "u",   "sup", "sub", "cite", "label",
    "s", "img", "meta", "link", "input",  "mark", "wbr",   "big",  "code", "ins",  "del", "q",   "tt",  "bdi",  "data"};

// A part of a page with what its ancestors say about it.
struct ScanContext {
  bool foreign = false;  // belongs to other stories or readers
  bool dated = false;    // a class or id names a date
  bool in_link = false;
  bool in_article = false;
};

struct DateCandidate {
  PageDate date;
  std::size_t at = 0;  // bytes of visible text outside links before it
  DateLabel label = DateLabel::kNone;
  bool dated = false;
};

struct Headline {
  std::size_t begin = 0, end = 0;  // as DateCandidate::at
  int level = 1;
  std::string text;
};

bool among_dates(std::string_view name, const auto& names) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

// Walks a page in document order and collects its headlines and dates, with their places.
class DateScanner {
 public:
  DateScanner(std::string_view title, DayOrder order) : title_(title), order_(order) {}

  void scan(xmlNode* root) {
    walk(root, {});
    end_line();
  }

  const std::vector<DateCandidate>& candidates() const { return candidates_; }
  const std::vector<Headline>& headlines() const { return headlines_; }
  // Where paragraphs of running text begin.
  const std::vector<std::size_t>& paragraphs() const { return paragraphs_; }

 private:
  // Real pages have far fewer; the limits bound the time for hostile ones.
  static constexpr std::size_t kMaxCandidates = 200;
  static constexpr int kMaxHeadlineSearches = 50;
  static constexpr int kMaxMarkedElements = 2000;
  static constexpr std::size_t kMaxScannedBytes = 400'000;

  // Whether the element belongs to other stories or readers. One that contains the headline is a wrapper of the page.
  bool is_foreign(xmlNode* element, bool in_article) {
    if (part_of(element, in_article) == PagePart::kArticle) return false;
    return ++headline_searches_ > kMaxHeadlineSearches || !holds_headline(element, title_);
  }

  void walk(xmlNode* node, const ScanContext& context);
  void walk_element(xmlNode* element, ScanContext context);
  void take_headline(xmlNode* element, int level, const ScanContext& context);
  void take_attributes(xmlNode* element, std::string_view names, const ScanContext& context);
  void add_text(std::string_view text, const ScanContext& context);
  void end_line();
  void take_line(std::string_view line);
  void add(DateStep step, WrittenDate date, DateLabel label, const ScanContext& context);
  std::size_t place() const { return at_ + line_.size() - std::min(link_bytes_, line_.size()); }

  // The text before the current place in its line, or a short line before.
  std::string_view text_before(std::string_view line) const {
    return trimmed(line).empty() ? std::string_view(before_) : line;
  }

  std::string_view title_;
  DayOrder order_;
  std::vector<DateCandidate> candidates_;
  std::vector<Headline> headlines_;
  std::vector<std::size_t> paragraphs_;
  std::size_t at_ = 0;
  std::string line_;
  std::size_t link_bytes_ = 0;
  ScanContext line_context_;
  std::string before_;  // the line before, if it is short
  int headline_searches_ = 0;
  int marked_elements_ = 0;
  std::size_t scanned_bytes_ = 0;
};

void DateScanner::walk(xmlNode* node, const ScanContext& context) {
  for (xmlNode* child = node->children; child; child = child->next) {
    if (child->type == XML_TEXT_NODE)
      add_text(reinterpret_cast<const char*>(child->content), context);
    else if (is_element(child))
      walk_element(child, context);
  }
}

void DateScanner::walk_element(xmlNode* element, ScanContext context) {
  const std::string_view name = element_name(element);
  if (among_dates(name, kUnseen)) return;
  const bool block = !among_dates(name, kInlineElements);
  if (block) end_line();
  if (name == "article") context.in_article = true;
  if (!context.foreign) context.foreign = is_foreign(element, context.in_article);
  if (!context.dated) context.dated = name == "time" || (names_date(element) && !holds_most_prose(element));
  context.in_link = context.in_link || name == "a";
  if (!context.foreign) take_attributes(element, attribute_view(element, "class"), context);
  const int level = heading_level(name);
  if (level > 0 && !context.foreign) return take_headline(element, level, context);
  walk(element, context);
  if (block) end_line();
}

void DateScanner::take_headline(xmlNode* element, int level, const ScanContext& context) {
  constexpr std::size_t kMaxHeadlines = 40;
  Headline headline{at_, 0, level, short_text(element, kMaxHeadlineBytes)};
  ScanContext inside = context;
  inside.in_link = false;  // a linked headline separates as well
  walk(element, inside);
  end_line();
  headline.end = at_;
  if (!headline.text.empty() && headlines_.size() < kMaxHeadlines) headlines_.push_back(std::move(headline));
}

// Microdata, <time> and hAtom's `<abbr class="published" title="...">`.
void DateScanner::take_attributes(xmlNode* element, std::string_view names, const ScanContext& context) {
  constexpr std::size_t kLongestText = 100;  // bytes
  const std::string_view name = element_name(element);
  const std::string_view property = attribute_view(element, "itemprop");
  const bool microdata = property.find("datePublished") != std::string_view::npos ||
                         attribute_view(element, "property").find("datePublished") != std::string_view::npos;
  const bool modified = property.find("dateModified") != std::string_view::npos;
  const bool marked = name == "time" || ((name == "abbr" || name == "span") && names_date(element));
  if ((!microdata && !modified && !marked) || ++marked_elements_ > kMaxMarkedElements) return;
  std::string_view value;
  for (const char* attribute_name : {"datetime", "content", "title"}) {
    if (value.empty()) value = attribute_view(element, attribute_name);
  }
  const std::string text = short_text(element, kLongestText);
  auto date = stated_date(value, order_);
  auto shown = stated_date(text, order_);
  // Some pages keep the time of the last change in the attribute; readers see the date of publication.
  const bool differs = date && shown && std::abs(midnight_utc(date->day) - midnight_utc(shown->day)) > kSecondsPerDay;
  if (differs || (!date && microdata)) date = std::move(shown);
  if (!date) return;
  DateLabel label = label_in(text_before(line_));
  if (label == DateLabel::kNone) label = label_in(text.substr(0, text.find_first_of("0123456789")));
  if (modified || (!microdata && names_update(names))) label = DateLabel::kUpdated;
  add(microdata ? DateStep::kMicrodata : DateStep::kTime, *std::move(date), label, context);
}

void DateScanner::add_text(std::string_view text, const ScanContext& context) {
  constexpr std::size_t kLongestLine = 4000;  // the rest of a longer line is prose
  const std::size_t before = line_.size();
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
    if (!line_context_.foreign) take_line(line);
    if (prose && !line_context_.foreign) paragraphs_.push_back(at_);
    at_ += line.size() - std::min(link_bytes_, line.size());
    before_ = line.size() <= kLabelBytes ? std::string(line) : std::string();
  }
  line_.clear();
  link_bytes_ = 0;
  line_context_ = {};
}

void DateScanner::take_line(std::string_view line) {
  constexpr std::size_t kLongestByline = 160;  // bytes beside the date
  constexpr std::size_t kDatelineBytes = 60;   // before the date: `NEW YORK, Jan 15, 2024 (Harbor Wire) - `
  if (line.find_first_of("0123456789") == std::string_view::npos) return;
  scanned_bytes_ += line.size();
  if (scanned_bytes_ > kMaxScannedBytes) return;
  for (WrittenDate& date : written_dates(line, order_)) {
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

void DateScanner::add(DateStep step, WrittenDate date, DateLabel label, const ScanContext& context) {
  if (candidates_.size() >= kMaxCandidates) return;
  candidates_.push_back({{step, std::move(date)}, place(), label, context.dated});
  if (step == DateStep::kVisible) candidates_.back().at = at_;  // the line is complete
}

// The headlines of the article: those with the title, else the first of the highest level, else its first paragraph.
std::vector<Headline> headlines_of(const DateScanner& scanner, std::string_view title) {
  std::vector<Headline> chosen;
  for (const Headline& headline : scanner.headlines()) {
    if (is_title(headline.text, title)) chosen.push_back(headline);
  }
  if (!chosen.empty()) return chosen;
  for (int level = 1; level <= 2; ++level) {
    for (const Headline& headline : scanner.headlines()) {
      if (headline.level == level) return {headline};
    }
  }
  if (scanner.paragraphs().empty()) return {};
  const std::size_t at = scanner.paragraphs().front();
  return {Headline{at, at, 0, {}}};
}

// How likely a date is that of publication; 0 if nothing suggests it.
int score_of(const DateCandidate& candidate, const std::vector<Headline>& headlines,
             const std::vector<std::size_t>& paragraphs) {
  constexpr std::ptrdiff_t kMostParagraphs = 1;         // between headline and date: a summary
  constexpr int kReachAfter = 700, kReachBefore = 250;  // bytes of text outside links
  int best = 0;
  for (const Headline& headline : headlines) {
    const auto at = static_cast<int>(candidate.at);
    const int after = at - static_cast<int>(headline.end), before = static_cast<int>(headline.begin) - at;
    const auto between = std::lower_bound(paragraphs.begin(), paragraphs.end(), candidate.at) -
                         std::lower_bound(paragraphs.begin(), paragraphs.end(), headline.end);
    if (after >= 0 && after <= kReachAfter && between <= kMostParagraphs) best = std::max(best, 120 - after / 10);
    if (before >= 0 && before <= kReachBefore) best = std::max(best, 90 - before / 5);
    if (after < 0 && before < 0) best = std::max(best, 100);  // inside the headline element
  }
  const bool published = candidate.label == DateLabel::kPublished;
  if (best == 0) return published ? 30 : 0;
  const bool stated = candidate.date.step == DateStep::kTime;
  return best + (candidate.dated ? 30 : 0) + (stated ? 25 : 0) + (published ? 50 : 0);
}

}  // namespace

std::vector<PageDate> markup_dates(xmlNode* root, std::string_view title, DayOrder order) {
  DateScanner scanner(title, order);
  if (root) scanner.scan(root);
  const std::vector<Headline> headlines = headlines_of(scanner, title);
  std::vector<PageDate> dates;
  std::vector<std::pair<int, const DateCandidate*>> likely;
  const DateCandidate* marked = nullptr;
  bool agree = true;
  for (const DateCandidate& candidate : scanner.candidates()) {
    const DateStep step = candidate.label == DateLabel::kUpdated ? DateStep::kUpdated : candidate.date.step;
    if (step == DateStep::kUpdated || step == DateStep::kMicrodata) {
      dates.push_back({step, candidate.date.date});
      continue;
    }
    if (const int score = score_of(candidate, headlines, scanner.paragraphs())) likely.emplace_back(score, &candidate);
    if (candidate.dated || step == DateStep::kTime) {
      agree = agree && (!marked || marked->date.date.day == candidate.date.date.day);
      if (!marked) marked = &candidate;
    }
  }
  if (likely.empty() && marked && agree) likely.emplace_back(1, marked);
  std::stable_sort(likely.begin(), likely.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  constexpr std::size_t kMostLikely = 5;
  if (likely.size() > kMostLikely) likely.resize(kMostLikely);
  for (const auto& [score, candidate] : likely) dates.push_back(candidate->date);
  return dates;
}

}  // namespace broadtape
