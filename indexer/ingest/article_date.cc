#include "indexer/ingest/article_date.h"

#include <optional>
#include <string_view>

#include "common/article/canonical_url.h"
#include "common/time/instant.h"

namespace broadtape {
namespace {

// The meaning of IST where the source is from: Ireland and Israel by the domain, otherwise India.
struct IstRow {
  std::string_view domain;
  int offset_s;
};
constexpr IstRow kIst[] = {{".ie", 3'600}, {".il", 7'200}};

int ist_offset_s(const RawArticle& raw) {
  const std::string host = host_of(raw.url);
  for (const IstRow& row : kIst) {
    if (host.ends_with(row.domain) || raw.source.ends_with(row.domain)) return row.offset_s;
  }
  return DateHints{}.ist_offset_s;
}

DateHints hints_of(const RawArticle& raw, const DateSettings& settings) {
  DateHints hints;
  hints.nearest_s = raw.date_near_s;
  hints.order = settings.order;
  hints.has_day_numbers = settings.has_day_numbers;
  hints.years = settings.years;
  const bool names_ist =
      raw.date_text.find("IST") != std::string::npos || raw.time_text.find("IST") != std::string::npos;
  if (names_ist) hints.ist_offset_s = ist_offset_s(raw);
  return hints;
}

// `930`, `0930`, `93000` as `T0930`, `T093000`, for a column of numbers; other text with a blank before it.
std::string joined_time(const std::string& time) {
  const bool has_digits =
      time.size() >= 3 && time.size() <= 6 && time.find_first_not_of("0123456789") == std::string::npos;
  return has_digits ? (time.size() % 2 == 1 ? "T0" : "T") + time : " " + time;
}

// Whether the date has no time of day, or only the midnight of a column of dates.
bool lacks_time(const ParsedDate& date) {
  return date.instant.precision == Precision::kDay || (date.zone.empty() && date.instant.utc_s % kSecondsPerDay == 0);
}

// The instant of `time` on the day of `date`. `time` may also be a complete date of about the same day.
std::optional<DateResult> with_time(const ParsedDate& date, const std::string& time, const DateHints& hints) {
  const auto is_near = [&](const DateResult& result) {
    const std::int64_t distance = result ? result.date->instant.utc_s - date.instant.utc_s : 0;
    return result && result.date->instant.precision == Precision::kSecond && distance > -2 * kSecondsPerDay &&
           distance < 2 * kSecondsPerDay;
  };
  for (const std::string& text : {format_day(day_of(date.instant.utc_s)) + joined_time(time), time}) {
    DateResult result = parse_date(text, hints);
    if (!is_near(result)) continue;
    result.date->shown_order = date.shown_order;
    result.date->is_other_weekday = date.is_other_weekday;
    return result;
  }
  return std::nullopt;
}

}  // namespace

ArticleDate read_article_date(const RawArticle& raw, const DateSettings& settings) {
  if (raw.date_text.empty()) return {};
  DateHints hints = hints_of(raw, settings);
  DateResult date = parse_date(raw.date_text, hints);
  if (!date && date.doubt == DateDoubt::kNone && !raw.captured_text.empty()) {
    if (const DateResult captured = parse_date(raw.captured_text, hints))
      hints.captured_s = captured.date->instant.utc_s;
    if (hints.captured_s) date = parse_date(raw.date_text, hints);
  }
  if (!date || raw.time_text.empty() || !lacks_time(*date.date)) return {std::move(date), false};
  std::optional<DateResult> timed = with_time(*date.date, raw.time_text, hints);
  return timed ? ArticleDate{*std::move(timed), true} : ArticleDate{std::move(date), false};
}

std::string source_of(const RawArticle& raw) {
  return raw.source.empty() ? host_of(raw.url) : raw.source;
}

}  // namespace broadtape
