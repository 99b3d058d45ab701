#include "indexer/ingest/date_settler.h"

#include <fmt/format.h>

#include <utility>

#include "common/text/ascii.h"

namespace broadtape {
namespace {

constexpr std::uint64_t kMinDayNumbers = 2;
constexpr std::uint64_t kDayNumbersPerDate = 9;  // a column of day numbers may have a few written dates

std::size_t bytes_of(const RawArticle& raw) {
  std::size_t bytes = sizeof raw;
  for (const std::string* text : {&raw.title, &raw.body, &raw.url, &raw.source, &raw.author, &raw.date_text,
                                  &raw.time_text, &raw.captured_text, &raw.language, &raw.external_id, &raw.record}) {
    bytes += text->size();
  }
  if (raw.exported) bytes += raw.exported->published_text.size() + raw.exported->input.size() + sizeof *raw.exported;
  for (const std::vector<std::string>* list : {&raw.tickers, &raw.labels}) {
    for (const std::string& item : *list) bytes += sizeof(std::string) + item.size();
  }
  return bytes;
}

}  // namespace

void DateSettler::start() {
  is_settled_ = false;
  is_by_source_ = false;
  settled_ = given_;
  dates_ = ambiguous_ = day_numbers_ = 0;
  votes_ = {};
  votes_of_.clear();
}

void DateSettler::take(RawArticle&& raw) {
  ArticleDate date = read_article_date(raw, settings_for(raw));
  if (is_settled_) return output_.record(std::move(raw), std::move(date));
  count(raw, date.result);
  if (waiting_.empty() && date.result.doubt == DateDoubt::kNone) return output_.record(std::move(raw), std::move(date));
  waiting_bytes_ += bytes_of(raw);
  waiting_.push_back({std::move(raw), std::move(date)});
  if (waiting_.size() >= kMaxWaiting || waiting_bytes_ >= kMaxWaitingBytes) settle();
}

void DateSettler::finish() {
  if (!waiting_.empty()) settle();
}

void DateSettler::count(const RawArticle& raw, const DateResult& date) {
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
DateOrder DateSettler::order_of(const Votes& votes, std::uint64_t min) {
  if (votes.day_first + votes.month_first < min || (votes.day_first > 0 && votes.month_first > 0)) {
    return DateOrder::kUnknown;
  }
  return votes.day_first > 0 ? DateOrder::kDayFirst : DateOrder::kMonthFirst;
}

DateSettings DateSettler::settings_for(const RawArticle& raw) const {
  DateSettings settings = settled_;
  if (!is_by_source_ || settings.order != DateOrder::kUnknown) return settings;
  const auto votes = votes_of_.find(source_of(raw));
  if (votes != votes_of_.end()) settings.order = order_of(votes->second, kMinBySource);
  return settings;
}

void DateSettler::settle() {
  is_settled_ = true;
  if (settled_.order == DateOrder::kUnknown) settled_.order = order_of(votes_, 1);
  is_by_source_ = votes_.day_first > 0 && votes_.month_first > 0;
  settled_.has_day_numbers = day_numbers_ >= kMinDayNumbers && day_numbers_ >= kDayNumbersPerDate * dates_;
  if (ambiguous_ > 0) output_.settled(order_text());
  if (settled_.has_day_numbers) {
    output_.settled(fmt::format("day numbers of a spreadsheet, by {} of {} dates", with_commas(day_numbers_),
                                with_commas(day_numbers_ + dates_)));
  }
  waiting_bytes_ = 0;
  for (Waiting& waiting : std::exchange(waiting_, {})) {
    if (waiting.date.result.doubt != DateDoubt::kNone) {
      waiting.date = read_article_date(waiting.raw, settings_for(waiting.raw));
    }
    output_.record(std::move(waiting.raw), std::move(waiting.date));
  }
}

std::string DateSettler::order_text() const {
  const std::uint64_t day_first = votes_.day_first;
  const std::uint64_t month_first = votes_.month_first;
  const std::string all = with_commas(day_first + month_first + ambiguous_);
  if (settled_.order == DateOrder::kDayFirst)
    return fmt::format("day first, by {} of {} dates", with_commas(day_first), all);
  if (settled_.order == DateOrder::kMonthFirst) {
    return fmt::format("month first, by {} of {} dates", with_commas(month_first), all);
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

}  // namespace broadtape
