#include "searcher/query/date_cursor.h"

#include <algorithm>

#include "common/text/ascii.h"
#include "common/time/date_parts.h"

namespace broadtape {
namespace {

// The gap of two parts with the sign `next` after what is there already.
char joined_gap(char gap, char next) {
  const bool is_weak = gap == DateItem::kNoGap || gap == ' ' || gap == ',' || gap == '.';
  return is_weak && next != '\0' ? next : DateItem::kOtherGap;
}

std::vector<DateItem> items_of(std::string_view text) {
  std::vector<DateItem> items;
  char gap = DateItem::kNoGap;
  std::size_t sign_at = text.size();
  for (DateTokens tokens(text); !tokens.at_end(); tokens.skip()) {
    const DateToken& token = tokens.peek();
    const auto begin = static_cast<std::size_t>(token.text.data() - text.data());
    if (token.spaced && gap == DateItem::kNoGap) gap = ' ';
    if (token.kind == DateTokenKind::kSign) {
      gap = joined_gap(gap, token.sign);
      sign_at = begin;
      continue;
    }
    DateItem item;
    item.is_number = token.kind == DateTokenKind::kNumber;
    item.value = token.value;
    item.text = token.text;
    item.word = token.word;
    item.begin = begin;
    item.gap = gap;
    if (!item.is_number) item.lower = ascii_lowered(token.text);
    items.push_back(std::move(item));
    gap = DateItem::kNoGap;
  }
  const bool is_ended = gap == DateItem::kNoGap || gap == ' ' || gap == '.' || gap == ',';
  if (is_ended) return items;
  DateItem sign;  // which no reader accepts
  sign.text = text.substr(sign_at, 1);
  sign.gap = DateItem::kOtherGap;
  sign.begin = sign_at;
  items.push_back(std::move(sign));
  return items;
}

}  // namespace

bool DateItem::follows() const {
  return std::string_view(" -_,.").find(gap) != std::string_view::npos || gap == kNoGap;
}

DateCursor::DateCursor(std::string_view text, const QueryClock& clock)
    : text_(text), clock_(&clock), items_(std::make_shared<const std::vector<DateItem>>(items_of(text))) {}

const DateItem& DateCursor::peek(std::size_t ahead) const {
  static const DateItem kNothing;
  return at_ + ahead < items_->size() ? (*items_)[at_ + ahead] : kNothing;
}

bool DateCursor::take(std::string_view word) {
  if (!peek().is(word) || !peek().follows()) return false;
  skip();
  return true;
}

bool DateCursor::take_any(std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return take(word); });
}

void DateCursor::skip_fillers() {
  while (take_any({"the", "of", "in"})) {
  }
}

std::size_t DateCursor::place() const {
  return at_ < items_->size() ? (*items_)[at_].begin : text_.size();
}

std::string_view DateCursor::rest() const {
  if (at_ == 0) return text_;
  const DateItem& last = (*items_)[std::min(at_, items_->size()) - 1];
  return text_.substr(last.begin + last.text.size());
}

}  // namespace broadtape
