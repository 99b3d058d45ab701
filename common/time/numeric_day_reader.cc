#include "common/time/date_parts.h"

namespace broadtape {
namespace {

constexpr int kMonths = 12;
constexpr int kDays = 31;

}  // namespace

// Dots are day-first in every country that uses them. A year of two digits is last after dots and slashes; after
// hyphens it may be first (`24-01-15`), unless a number proves the contrary.
ReadResult read_numeric_day(DateTokens& tokens, WrittenDay& day) {
  const DateToken& first = tokens.peek();
  const DateToken& mark = tokens.peek(1);
  const DateToken& second = tokens.peek(2);
  const DateToken& last = tokens.peek(4);
  const bool is_mark = mark.is_sign('/') || mark.is_sign('.') || mark.is_sign('-');
  if (!is_mark || !second.is_number(1, 2) || !tokens.peek(3).is_sign(mark.sign)) return ReadResult::kNotHere;
  if (!last.is_number(2, 2) && !last.is_number(4, 4)) return ReadResult::kNotHere;
  if (last.text.size() == 2 && tokens.peek(5).is_sign(':')) return ReadResult::kNotHere;  // `30.01. 10:30`
  WrittenDay read;
  read.year = last.text.size() == 2 ? full_year(last.value) : calendar_year(tokens, last.value);
  read.day = first.value;
  read.month = second.value;
  read.is_short = last.text.size() == 2 && mark.is_sign('-');
  if (read.is_short && first.value > kDays) {
    read.year = full_year(first.value);
    read.day = last.value;
  } else if (second.value > kMonths && first.value <= kMonths) {
    read.day = second.value;
    read.month = first.value;
    if (!mark.is_sign('.')) read.shown = DateOrder::kMonthFirst;
  } else if (read.is_short) {
    read.either_order = true;
  } else if (first.value > kMonths) {
    if (!mark.is_sign('.') && second.value <= kMonths) read.shown = DateOrder::kDayFirst;
  } else {
    read.either_order = !mark.is_sign('.') && first.value != second.value;
  }
  tokens.skip(mark.is_sign('.') && tokens.peek(5).is_sign('.') ? 6 : 5);
  day = read;
  return ReadResult::kRead;
}

}  // namespace broadtape
