// A written date as numbers and words with what is between them, for the readers of date_readers.h.
//
// Words may be joined: `last week`, `last-week` and `last_week` have the same items.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "common/time/date_words.h"
#include "searcher/query/date_span.h"

namespace broadtape {

// Why a date is invalid, and where.
struct DateProblem {
  std::string message;
  std::string hint;
  std::size_t at = 0;  // byte offset in the given text
};

struct DateItem {
  static constexpr char kNoGap = '\0';
  static constexpr char kOtherGap = '?';  // several signs, or one without a meaning between the parts of a date

  bool is_number = false;
  int value = -1;         // of a number of at most nine digits
  std::string_view text;  // as written
  std::string lower;      // of a word
  DateWord word;          // month or weekday, in many languages
  char gap = kNoGap;      // before the item: nothing, ' ', or a sign
  std::size_t begin = 0;  // byte offset

  std::size_t digits() const { return is_number ? text.size() : 0; }
  bool is_digits(std::size_t least, std::size_t most) const { return digits() >= least && digits() <= most; }
  bool is(std::string_view wanted) const { return !is_number && lower == wanted; }
  // By a name of at least three letters; 0 and -1 for anything else.
  int month() const { return text.size() >= 3 ? word.month : 0; }
  int weekday() const { return text.size() >= 3 ? word.weekday : -1; }
  bool is_glued() const { return gap == kNoGap; }
  // Whether the item may follow the one before it in a phrase: nothing, white space, a hyphen, comma or full stop.
  bool follows() const;
};

// Keeps a view of the text and a reference to the clock. Copies are cheap and share the items, so that a reference to
// an item is valid as long as a copy exists.
class DateCursor {
 public:
  DateCursor(std::string_view text, const QueryClock& clock);

  const DateItem& peek(std::size_t ahead = 0) const;
  void skip(std::size_t count = 1) { at_ += count; }
  bool at_end() const { return at_ >= items_->size(); }
  bool at_begin() const { return at_ == 0; }
  // Skips the next item if it is this word.
  bool take(std::string_view word);
  bool take_any(std::initializer_list<std::string_view> words);
  void skip_fillers();  // `the`, `of`, `in`

  std::size_t place() const;      // of the next item, or the end of the text
  std::string_view rest() const;  // from the end of the last item
  std::string_view remaining() const { return text_.substr(place()); }
  void skip_all() { at_ = items_->size(); }

  const QueryClock& clock() const { return *clock_; }
  const TimeZone& zone() const { return clock_->zone; }
  Day today() const { return clock_->zone.to_local(clock_->now_s).day; }

 private:
  std::string_view text_;
  const QueryClock* clock_;
  std::shared_ptr<const std::vector<DateItem>> items_;
  std::size_t at_ = 0;
};

}  // namespace broadtape
