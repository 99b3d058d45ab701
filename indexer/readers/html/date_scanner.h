// Walks a page in document order and collects its headlines, and the dates and bylines in its markup and visible text.
#pragma once

#include <libxml/tree.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/readers/html/page_dates.h"
#include "indexer/readers/html/page_parts.h"

namespace broadtape {

struct DateCandidate {
  PageDate date;
  std::size_t at = 0;     // bytes of visible text outside links before it
  std::size_t menus = 0;  // menus before it
  DateLabel label = DateLabel::kNone;
  bool dated = false;  // a class or id around it names a date
};

struct Byline {
  std::string names;
  std::size_t at = 0;     // as DateCandidate::at
  std::size_t menus = 0;  // likewise
};

struct Headline {
  std::size_t begin = 0, end = 0;  // as DateCandidate::at
  std::size_t menus = 0;
  int level = 1;
  std::string text;
};

class DateScanner {
 public:
  // `title` identifies the headline; must outlive this. Bylines are collected only if `wants_author`.
  DateScanner(std::string_view title, DayOrder order, std::optional<std::int64_t> captured_s, bool wants_author)
      : title_(title), order_(order), captured_s_(captured_s), wants_author_(wants_author) {}

  void scan(xmlNode* root);

  // Dates in comments, menus, sidebars and lists of other stories are left out.
  const std::vector<DateCandidate>& candidates() const { return candidates_; }
  const std::vector<Headline>& headlines() const { return headlines_; }
  // Likewise.
  const std::vector<Byline>& bylines() const { return bylines_; }
  // Where paragraphs of running text begin.
  const std::vector<std::size_t>& paragraphs() const { return paragraphs_; }

 private:
  // Real pages have far fewer; the limits bound the time for hostile ones.
  static constexpr std::size_t kMaxCandidates = 200, kMaxBylines = 50;
  static constexpr int kMaxAuthorElements = 200;
  static constexpr int kMaxHeadlineSearches = 50;
  static constexpr int kMaxMarkedElements = 2000;
  static constexpr std::size_t kMaxScannedBytes = 400'000;

  // A part of a page with what its ancestors say about it.
  struct Context {
    bool foreign = false;  // belongs to other stories or readers
    bool dated = false;    // a class or id names a date
    bool in_link = false;
    bool in_article = false;
  };

  bool is_foreign(xmlNode* element, bool in_article);
  void walk(xmlNode* node, const Context& context);
  void walk_element(xmlNode* element, Context context);
  void take_headline(xmlNode* element, int level, const Context& context);
  void take_attributes(xmlNode* element, bool names_it, const Context& context);
  void add_text(std::string_view text, const Context& context);
  void end_line();
  void take_line(std::string_view line);
  void take_age(std::string_view line);
  void take_author(xmlNode* element);
  bool takes_bylines() const { return wants_author_ && bylines_.size() < kMaxBylines; }
  void add_byline(std::string names);
  void add(DateStep step, WrittenDate date, DateLabel label, const Context& context);
  std::size_t place() const;
  std::string_view text_before(std::string_view line) const;

  std::string_view title_;
  DayOrder order_;
  std::optional<std::int64_t> captured_s_;
  bool wants_author_;
  std::vector<DateCandidate> candidates_;
  std::vector<Headline> headlines_;
  std::vector<Byline> bylines_;
  std::vector<std::size_t> paragraphs_;
  std::size_t at_ = 0;
  std::size_t menus_ = 0;
  std::string line_;
  std::size_t link_bytes_ = 0;
  bool element_ended_ = false;  // since the last text
  Context line_context_;
  std::string before_;  // the line before, if it is short
  int headline_searches_ = 0;
  int marked_elements_ = 0;
  int author_elements_ = 0;
  std::size_t scanned_bytes_ = 0;
};

}  // namespace broadtape
