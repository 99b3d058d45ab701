#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "indexer/readers/html/date_scanner.h"
#include "indexer/readers/html/page_dates.h"
#include "indexer/readers/html/page_parts.h"

namespace broadtape {
namespace {

// The headlines of the article: those with the title, else the last of the highest level before its first paragraph,
// else the first of the highest level, else its first paragraph.
std::vector<Headline> headlines_of(const DateScanner& scanner, std::string_view title) {
  std::vector<Headline> chosen;
  for (const Headline& headline : scanner.headlines()) {
    if (is_title(headline.text, title)) chosen.push_back(headline);
  }
  if (!chosen.empty()) return chosen;
  const std::vector<std::size_t>& paragraphs = scanner.paragraphs();
  for (const bool before_text : {true, false}) {
    for (int level = 1; level <= 2; ++level) {
      const Headline* found = nullptr;
      for (const Headline& headline : scanner.headlines()) {
        if (headline.level != level || (found && !before_text)) continue;
        if (!before_text || (!paragraphs.empty() && headline.end <= paragraphs.front())) found = &headline;
      }
      if (found) return {*found};
    }
  }
  if (paragraphs.empty()) return {};
  const std::size_t at = paragraphs.front();
  return {Headline{at, at, 0, 0, {}}};
}

// How near a place is to a headline, 40 to 120; 0 if it is not. `menus` is the number of menus before it.
int nearness(std::size_t place, std::size_t menus, const std::vector<Headline>& headlines,
             const std::vector<std::size_t>& paragraphs) {
  constexpr std::ptrdiff_t kMostParagraphs = 1;         // between headline and date: a summary
  constexpr int kReachAfter = 700, kReachBefore = 250;  // bytes of text outside links
  int best = 0;
  for (const Headline& headline : headlines) {
    const auto at = static_cast<int>(place);
    const int after = at - static_cast<int>(headline.end), before = static_cast<int>(headline.begin) - at;
    const auto between = std::lower_bound(paragraphs.begin(), paragraphs.end(), place) -
                         std::lower_bound(paragraphs.begin(), paragraphs.end(), headline.end);
    if (after >= 0 && after <= kReachAfter && between <= kMostParagraphs) best = std::max(best, 120 - after / 10);
    // A date that a menu separates from the headline is today's, in the head of a page.
    const bool near = before >= 0 && before <= kReachBefore && (menus == headline.menus || headline.level == 0);
    if (near) best = std::max(best, 90 - before / 5);
    if (after < 0 && before < 0) best = std::max(best, 100);  // inside the headline element
  }
  return best;
}

// How likely a date is that of publication; 0 if nothing suggests it.
int score_of(const DateCandidate& candidate, const std::vector<Headline>& headlines,
             const std::vector<std::size_t>& paragraphs) {
  const int best = nearness(candidate.at, candidate.menus, headlines, paragraphs);
  const bool published = candidate.label == DateLabel::kPublished;
  if (best == 0) return published ? 30 : 0;
  const bool stated = candidate.date.step != DateStep::kVisible && candidate.date.step != DateStep::kAge;
  return best + (candidate.dated ? 30 : 0) + (stated ? 25 : 0) + (published ? 50 : 0);
}

// The byline nearest to a headline; empty if there is none near it.
std::string likely_author(const DateScanner& scanner, const std::vector<Headline>& headlines) {
  int best = 0;
  const Byline* found = nullptr;
  for (const Byline& byline : scanner.bylines()) {
    const int near = nearness(byline.at, byline.menus, headlines, scanner.paragraphs());
    if (near > best) {
      best = near;
      found = &byline;
    }
  }
  return found ? found->names : std::string();
}

// Where a list of stories begins: with the first of four headings or more that have a date each, below them or above.
// A date below belongs to its story; npos without a list.
std::size_t begin_of_list(const DateScanner& scanner, const std::vector<Headline>& headlines) {
  constexpr std::size_t kFewestStories = 4;
  std::vector<std::size_t> places;  // of headings other than that of the page
  for (const Headline& headline : scanner.headlines()) {
    const bool is_of_page =
        headline.level == 1 ||
        std::any_of(headlines.begin(), headlines.end(), [&](const Headline& h) { return h.begin == headline.begin; });
    if (!is_of_page) places.push_back(headline.begin);
  }
  const auto has_date = [&](std::size_t from, std::size_t to) {
    return std::any_of(scanner.candidates().begin(), scanner.candidates().end(), [&](const DateCandidate& candidate) {
      return candidate.at >= from && candidate.at < to && candidate.label != DateLabel::kUpdated;
    });
  };
  std::size_t run = 0;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const std::size_t next = i + 1 < places.size() ? places[i + 1] : std::string::npos;
    run = has_date(places[i], next) ? run + 1 : 0;
    if (run == kFewestStories) return places[i + 1 - run];
  }
  return std::string::npos;
}

std::vector<PageDate> likely_dates(const DateScanner& scanner, const std::vector<Headline>& headlines) {
  std::vector<PageDate> dates;
  std::vector<std::pair<int, const DateCandidate*>> microdata, likely, ages;
  const DateCandidate* marked = nullptr;
  bool agree = true;
  const std::size_t list = begin_of_list(scanner, headlines);
  for (const DateCandidate& candidate : scanner.candidates()) {
    if (candidate.at >= list) continue;
    const DateStep step = candidate.label == DateLabel::kUpdated ? DateStep::kUpdated : candidate.date.step;
    if (step == DateStep::kUpdated) {
      dates.push_back({step, candidate.date.date});
      continue;
    }
    const int score = score_of(candidate, headlines, scanner.paragraphs());
    if (step == DateStep::kMicrodata) {
      microdata.emplace_back(score, &candidate);
      continue;
    }
    if (score > 0) (step == DateStep::kAge ? ages : likely).emplace_back(score, &candidate);
    if (step == DateStep::kAge) continue;
    if (candidate.dated || step == DateStep::kTime) {
      agree = agree && (!marked || marked->date.date.day == candidate.date.date.day);
      if (!marked) marked = &candidate;
    }
  }
  if (likely.empty() && marked && agree) likely.emplace_back(1, marked);
  constexpr std::size_t kMostLikely = 5;
  for (auto* ranked : {&microdata, &likely, &ages}) {
    std::stable_sort(ranked->begin(), ranked->end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    if (ranked->size() > kMostLikely) ranked->resize(kMostLikely);
    for (const auto& [score, candidate] : *ranked) dates.push_back(candidate->date);
  }
  return dates;
}

}  // namespace

MarkupStatements markup_statements(xmlNode* root, std::string_view title, DayOrder order,
                                   std::optional<std::int64_t> captured_s, bool wants_author) {
  DateScanner scanner(title, order, captured_s, wants_author);
  if (root) scanner.scan(root);
  const std::vector<Headline> headlines = headlines_of(scanner, title);
  return {likely_dates(scanner, headlines), likely_author(scanner, headlines)};
}

}  // namespace broadtape
