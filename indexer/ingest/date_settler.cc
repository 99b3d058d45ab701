#include "indexer/ingest/date_settler.h"

#include <fmt/format.h>

#include <utility>

#include "common/text/ascii.h"

namespace broadtape {
namespace {

std::size_t bytes_of(const RawArticle& raw) {
  std::size_t bytes = sizeof raw;
  for (const std::string* text :
       {&raw.title, &raw.body, &raw.url, &raw.source, &raw.author, &raw.date_text, &raw.time_text, &raw.captured_text,
        &raw.first_seen_text, &raw.language, &raw.external_id, &raw.record}) {
    bytes += text->size();
  }
  if (raw.exported) bytes += raw.exported->published_text.size() + raw.exported->input.size() + sizeof *raw.exported;
  for (const std::vector<std::string>* list : {&raw.tickers, &raw.labels}) {
    for (const std::string& item : *list) bytes += sizeof(std::string) + item.size();
  }
  return bytes;
}

bool is_doubtful(const ArticleDate& date) {
  return date.result.doubt != DateDoubt::kNone;
}

}  // namespace

void DateEvidence::count(const RawArticle& raw, const DateResult& date) {
  if (date) ++dates_;
  if (date.doubt == DateDoubt::kOrder) ++ambiguous_;
  if (date.doubt == DateDoubt::kDayNumber) ++day_numbers_;
  const DateOrder shown = date ? date.date->shown_order : DateOrder::kUnknown;
  if (shown == DateOrder::kUnknown) return;
  const auto vote = [&](Votes& votes) { ++(shown == DateOrder::kDayFirst ? votes.day_first : votes.month_first); };
  vote(votes_);
  std::string source = source_of(raw);
  if (votes_of_.size() < kMaxSources || votes_of_.contains(source)) vote(votes_of_[std::move(source)]);
}

// Contradictions leave the order unknown.
DateOrder DateEvidence::order_of(const Votes& votes, std::uint64_t min) {
  if (votes.day_first + votes.month_first < min || (votes.day_first > 0 && votes.month_first > 0)) {
    return DateOrder::kUnknown;
  }
  return votes.day_first > 0 ? DateOrder::kDayFirst : DateOrder::kMonthFirst;
}

DateOrder DateEvidence::order_of_source(const std::string& source) const {
  const auto votes = source.empty() ? votes_of_.end() : votes_of_.find(source);
  if (votes == votes_of_.end()) return DateOrder::kUnknown;
  return order_of(votes->second, order() == DateOrder::kUnknown ? kMinBySource : 1);
}

std::string DateEvidence::order_text(std::uint64_t undecided) const {
  const std::uint64_t day_first = votes_.day_first;
  const std::uint64_t month_first = votes_.month_first;
  const std::string all = with_commas(day_first + month_first + ambiguous_);
  if (order() != DateOrder::kUnknown) {
    const bool is_day = order() == DateOrder::kDayFirst;
    std::string text = fmt::format("{} first, by {} of {} dates", is_day ? "day" : "month",
                                   with_commas(is_day ? day_first : month_first), all);
    if (undecided > 0) {
      text += fmt::format("; {} of other sources stay undated, choose by --date-order", with_commas(undecided));
    }
    return text;
  }
  if (day_first == 0) {
    return fmt::format("nothing shows whether the day or the month is first in {} dates; choose by --date-order",
                       with_commas(ambiguous_));
  }
  return fmt::format(
      "the day is first in {} and the month in {} of {} dates; the others depend on their source, or "
      "choose by --date-order",
      with_commas(day_first), with_commas(month_first), all);
}

std::string DateEvidence::day_numbers_text() const {
  return fmt::format("day numbers of a spreadsheet, by {} of {} dates", with_commas(day_numbers_),
                     with_commas(day_numbers_ + dates_));
}

void DateSettler::start() {
  is_pool_settled_ = false;
  pool_ = {};
}

void DateSettler::start_stream() {
  own_from_ = waiting_.size();
  records_ = 0;
  is_settled_ = settles_itself_ = false;
  own_ = {};
}

void DateSettler::take(RawArticle&& raw) {
  ++records_;
  ArticleDate date = read_article_date(raw, !is_settled_      ? given_
                                            : settles_itself_ ? own_settings(raw)
                                                              : pooled_settings(raw, false));
  if (!is_settled_) {
    own_.count(raw, date.result);
    if (!is_pool_settled_) pool_.count(raw, date.result);
  }
  if (waiting_.empty() && (is_settled_ || !is_doubtful(date))) {
    return output_.record(std::move(raw), std::move(date), next_stream_);
  }
  keep(std::move(raw), std::move(date));
}

void DateSettler::keep(RawArticle&& raw, ArticleDate&& date) {
  waiting_bytes_ += bytes_of(raw);
  doubtful_ += is_doubtful(date);
  waiting_.push_back({std::move(raw), std::move(date), next_stream_, false});
  if (waiting_.size() < kMaxWaiting && waiting_bytes_ < kMaxWaitingBytes) return;
  if (!is_settled_) settle_stream();
  pass_on_or_settle(true);
}

void DateSettler::finish_stream() {
  if (!is_settled_) settle_stream();
  const std::uint64_t stream = next_stream_++;
  if (waiting_.empty()) return output_.ended(stream);
  if (records_ == 1 && waiting_.size() > own_from_) waiting_[own_from_].alone = true;
  waiting_.push_back({std::nullopt, {}, stream, false});
  pass_on_or_settle(waiting_.size() >= kMaxWaiting || is_pool_settled_);
}

void DateSettler::finish() {
  pass_on_or_settle(true);
}

void DateSettler::pass_on_or_settle(bool now) {
  if (doubtful_ > 0 && now) settle_pool();
  if (doubtful_ == 0) pass_on();
}

// By the dates of the stream alone.
DateSettings DateSettler::own_settings(const RawArticle& raw) const {
  DateSettings settings = given_;
  if (settings.order == DateOrder::kUnknown) settings.order = own_.order();
  if (settings.order == DateOrder::kUnknown) settings.order = own_.order_of_source(source_of(raw));
  settings.has_day_numbers = own_.shows_day_numbers();
  return settings;
}

// By the dates of the INPUT.
DateSettings DateSettler::pooled_settings(const RawArticle& raw, bool alone) const {
  DateSettings settings = given_;
  if (settings.order == DateOrder::kUnknown) settings.order = pool_.order_of_source(source_of(raw));
  if (alone && settings.order == DateOrder::kUnknown) settings.order = pool_.order();
  settings.has_day_numbers = alone && pool_.shows_day_numbers();
  return settings;
}

// Decides what the stream itself shows. If it shows nothing, its doubtful dates are left to settle_pool().
void DateSettler::settle_stream() {
  is_settled_ = true;
  settles_itself_ = own_.shows_order() || own_.shows_day_numbers();
  if (!settles_itself_) return;
  for (std::size_t i = own_from_; i < waiting_.size(); ++i) {
    Waiting& waiting = waiting_[i];
    if (!is_doubtful(waiting.date)) continue;
    waiting.date = read_article_date(*waiting.raw, own_settings(*waiting.raw));
    waiting.date.result.doubt = DateDoubt::kNone;  // it stays undated if the stream contradicts itself
    --doubtful_;
  }
  if (own_.ambiguous() > 0) output_.settled(own_.order_text(0), next_stream_);
  if (own_.shows_day_numbers()) output_.settled(own_.day_numbers_text(), next_stream_);
}

// Decides by the dates of the INPUT so far; what they do not show stays undated.
void DateSettler::settle_pool() {
  const bool is_new = !std::exchange(is_pool_settled_, true);
  std::optional<std::uint64_t> first;
  bool several = false, numbers = false;
  std::uint64_t orders = 0, undecided = 0;
  for (Waiting& waiting : waiting_) {
    if (!waiting.raw || !is_doubtful(waiting.date)) continue;
    const DateDoubt doubt = waiting.date.result.doubt;
    waiting.date = read_article_date(*waiting.raw, pooled_settings(*waiting.raw, waiting.alone));
    several = several || (first && *first != waiting.stream);
    first = waiting.stream;
    if (doubt == DateDoubt::kDayNumber) numbers = numbers || !is_doubtful(waiting.date);
    if (doubt != DateDoubt::kOrder) continue;
    ++orders;
    undecided += is_doubtful(waiting.date);
  }
  doubtful_ = 0;
  if (!is_new) return;
  if (several) first.reset();
  if (orders > 0) output_.settled(pool_.order_text(undecided), first);
  if (numbers) output_.settled(pool_.day_numbers_text(), first);
}

void DateSettler::pass_on() {
  waiting_bytes_ = own_from_ = 0;
  for (Waiting& waiting : std::exchange(waiting_, {})) {
    if (waiting.raw)
      output_.record(*std::move(waiting.raw), std::move(waiting.date), waiting.stream);
    else
      output_.ended(waiting.stream);
  }
}

}  // namespace broadtape
