#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "common/text/ascii.h"
#include "common/text/display_width.h"
#include "searcher/output/answer_writers.h"
#include "searcher/output/json_parts.h"
#include "searcher/output/text_parts.h"

namespace broadtape {
namespace {

constexpr std::size_t kFoldedPeriods = 5;  // this many consecutive empty periods are folded into one line
constexpr std::size_t kPeriodColumns = 12;
constexpr std::size_t kShareColumns = 9;
constexpr std::size_t kMarkColumns = 4;     // " ▲12"
constexpr std::size_t kLeastPeriodBar = 8;  // columns; with less space only counts are shown
constexpr std::size_t kMostColumn = 60;     // of one of several queries
constexpr std::string_view kPeakMark = "▲";
constexpr std::string_view kPeakIndent = "   ";

std::string_view unit_name(PeriodUnit unit) {
  return std::find_if(std::begin(kPeriodUnits), std::end(kPeriodUnits),
                      [&](const PeriodUnitRow& row) { return row.unit == unit; })
      ->name;
}

std::string period_name(const TimelineSeries& series) {
  const std::string& parsed = series.query.parsed;
  return harmless(!series.query.text.empty() ? series.query.text : !parsed.empty() ? parsed : "all articles");
}

bool is_empty_period(const Timeline& timeline, std::size_t period) {
  return std::all_of(timeline.series.begin(), timeline.series.end(),
                     [&](const TimelineSeries& series) { return series.counts[period] == 0; });
}

std::uint64_t highest(const Timeline& timeline) {
  std::uint64_t most = 0;
  for (const TimelineSeries& series : timeline.series) {
    for (const std::uint64_t count : series.counts) most = std::max(most, count);
  }
  return most;
}

// Calls `row(period)` for each period, and `folded(count)` instead for long runs of empty periods.
template <class Row, class Folded>
void each_period(const Timeline& timeline, const Row& row, const Folded& folded) {
  for (std::size_t i = 0; i < timeline.periods.size();) {
    std::size_t end = i;
    while (end < timeline.periods.size() && is_empty_period(timeline, end)) ++end;
    if (end - i >= kFoldedPeriods) {
      folded(end - i);
      i = end;
    } else {
      row(i++);
    }
  }
}

void write_fold(const Timeline& timeline, std::size_t periods, const TextStyle& style, std::ostream& out) {
  out << painted(fmt::format("... {} without any", plural(periods, unit_name(timeline.unit))), Ink::kDim, style.colour)
      << '\n';
}

// " ▲2" in the top period of the second peak, " ▲" in its other periods.
std::string peak_mark(const TimelineSeries& series, std::size_t period) {
  for (std::size_t i = 0; i < series.peaks.size(); ++i) {
    const TimelinePeak& peak = series.peaks[i];
    if (period < peak.first || period > peak.last) continue;
    return fmt::format(" {}{}", kPeakMark, period == peak.top ? std::to_string(i + 1) : "");
  }
  return "";
}

void write_single(const Timeline& timeline, const TextStyle& style, std::ostream& out) {
  const TimelineSeries& series = timeline.series.front();
  const std::uint64_t most = highest(timeline);
  const std::size_t count_columns = with_commas(most).size();
  const std::size_t columns = style.width - kPeriodColumns - count_columns - kShareColumns - 1 - kMarkColumns;
  each_period(
      timeline,
      [&](std::size_t i) {
        const TimelinePeriod& period = timeline.periods[i];
        const std::uint64_t count = series.counts[i];
        out << fitted(period.name, kPeriodColumns) << right_aligned(with_commas(count), count_columns)
            << painted(right_aligned(shown_percent(share_of(count, period.total)), kShareColumns), Ink::kDim,
                       style.colour);
        if (count > 0) {
          out << ' '
              << painted(block_bar(static_cast<double>(count), static_cast<double>(most), columns), series_ink(0),
                         style.colour)
              << painted(peak_mark(series, i), Ink::kBold, style.colour);
        }
        out << '\n';
      },
      [&](std::size_t periods) { write_fold(timeline, periods, style, out); });
}

// The column widths for the queries from `first` up to, but not including, `last`.
struct Columns {
  std::size_t first = 0;
  std::size_t last = 0;
  std::size_t each = 0;  // includes the blank before it
  std::size_t count = 0;
  std::size_t bar = 0;  // 0: no bar
};

std::string marked_count(const TimelineSeries& series, std::size_t period) {
  return with_commas(series.counts[period]) + (peak_mark(series, period).empty() ? " " : std::string(kPeakMark));
}

void write_side_by_side(const Timeline& timeline, const Columns& columns, const TextStyle& style, std::ostream& out) {
  const auto most = static_cast<double>(highest(timeline));
  out << std::string(kPeriodColumns, ' ');
  for (std::size_t s = columns.first; s < columns.last; ++s) {
    std::string name = fitted(period_name(timeline.series[s]), columns.each - 1);
    if (s + 1 == columns.last) name.erase(name.find_last_not_of(' ') + 1);
    out << ' ' << painted(name, Ink::kBold, style.colour);
  }
  out << '\n';
  each_period(
      timeline,
      [&](std::size_t i) {
        std::string line = fitted(timeline.periods[i].name, kPeriodColumns);
        for (std::size_t s = columns.first; s < columns.last; ++s) {
          const TimelineSeries& series = timeline.series[s];
          const auto count = static_cast<double>(series.counts[i]);
          line += ' ' + right_aligned(marked_count(series, i), columns.count);
          const std::string bar = columns.bar > 0 ? block_bar(count, most, columns.bar) : "";
          const std::size_t left = columns.each - 1 - columns.count;
          line += painted(fitted(bar, left), series_ink(s), style.colour && !bar.empty());
        }
        line.erase(line.find_last_not_of(' ') + 1);
        out << line << '\n';
      },
      [&](std::size_t periods) { write_fold(timeline, periods, style, out); });
}

// Writes as many queries side by side as the width allows, then the next ones below.
void write_several(const Timeline& timeline, const TextStyle& style, std::ostream& out) {
  const std::size_t count = with_commas(highest(timeline)).size() + 1;
  const std::size_t least = std::max<std::size_t>(count + 1, kLeastPeriodBar);
  const std::size_t room = style.width - kPeriodColumns;
  const std::size_t beside = std::clamp<std::size_t>(room / least, 1, timeline.series.size());
  for (std::size_t first = 0; first < timeline.series.size(); first += beside) {
    Columns columns;
    columns.first = first;
    columns.last = std::min(first + beside, timeline.series.size());
    columns.each = std::min(room / (columns.last - columns.first), kMostColumn);
    columns.count = count;
    const std::size_t left = columns.each - 1 - count;
    columns.bar = left >= kLeastPeriodBar + 1 ? left - 1 : 0;
    if (first > 0) out << '\n';
    write_side_by_side(timeline, columns, style, out);
  }
}

std::vector<std::string> displayed(const std::vector<SignificantTerm>& terms) {
  std::vector<std::string> texts;
  for (const SignificantTerm& term : terms) texts.push_back(term.display);
  return texts;
}

// "NVDA Nvidia"
std::vector<std::string> displayed(const std::vector<SignificantCompany>& companies) {
  std::vector<std::string> texts;
  for (const SignificantCompany& company : companies) {
    const std::string& symbol = company.term.display;
    texts.push_back(symbol.empty() || company.name.empty() ? company.title() : symbol + ' ' + company.name);
  }
  return texts;
}

std::string listed(const std::vector<std::string>& texts, std::string_view separator) {
  std::string line;
  for (const std::string& text : texts) line += (line.empty() ? "" : std::string(separator)) + text;
  return line;
}

void write_peak(const Timeline& timeline, const TimelineSeries& series, std::size_t place, const TextStyle& style,
                std::ostream& out) {
  const TimelinePeak& peak = series.peaks[place];
  const std::string head = fmt::format("{}{} {}", kPeakMark, place + 1, timeline.periods[peak.top].name);
  std::string facts = fmt::format(": {}, where {:.4g} {} usual", plural(series.counts[peak.top], "article"), peak.usual,
                                  peak.usual == 1 ? "is" : "are");
  if (timeline.unit != PeriodUnit::kDay)
    facts += fmt::format(", most on {} ({})", format_day(peak.top_day.day), with_commas(peak.top_day.count));
  if (peak.first < peak.last) {
    facts += fmt::format("; {} from {} to {}", with_commas(peak.count), timeline.periods[peak.first].name,
                         timeline.periods[peak.last].name);
  }
  write_lines({{head, Ink::kBold}, {facts, Ink::kPlain}}, "", style, out);
  const std::string why =
      facts_line({listed(displayed(peak.reasons.words), ", "), listed(displayed(peak.reasons.companies), ", ")});
  if (!why.empty()) write_lines({{why, Ink::kPlain}}, kPeakIndent, style, out);
  if (!peak.reasons.headline) return;
  const Headline& headline = *peak.reasons.headline;
  write_lines({{harmless(headline.title.empty() ? "(no title)" : headline.title), Ink::kBold}}, kPeakIndent, style,
              out);
  write_lines({{facts_line({headline.source, shown_time(headline.published, style.zone), headline.id}), Ink::kDim}},
              kPeakIndent, style, out);
}

void write_summary(const Timeline& timeline, const TextStyle& style, std::ostream& out) {
  std::string text;
  for (const TimelineSeries& series : timeline.series) {
    if (!text.empty()) text += "; ";
    if (timeline.series.size() > 1) text += period_name(series) + ": ";
    text += plural(series.total, "article");
    if (series.undated_left_out > 0) text += fmt::format(", {} undated left out", with_commas(series.undated_left_out));
  }
  if (!timeline.periods.empty()) {
    text += fmt::format(", by {} from {} to {}", unit_name(timeline.unit), timeline.periods.front().name,
                        timeline.periods.back().name);
  }
  if (timeline.zone != "UTC") text += ", days of " + harmless(timeline.zone);
  text += fmt::format(" ({:.1f} ms)", static_cast<double>(timeline.took_us) / 1'000);
  write_lines({{text, Ink::kDim}}, "", style, out);
}

Json json_words(const std::vector<SignificantTerm>& words) {
  Json array = Json::array();
  for (const SignificantTerm& word : words) {
    array.push_back({{"word", word.display}, {"count", word.counts.in_sample}, {"score", rounded(word.score)}});
  }
  return array;
}

Json json_peak_companies(const std::vector<SignificantCompany>& companies) {
  Json array = Json::array();
  for (const SignificantCompany& company : companies) {
    const SignificantTerm& term = company.term;
    Json object = {{"symbol", term.display},
                   {"name", company.name},
                   {"count", term.counts.in_sample},
                   {"score", rounded(term.score)}};
    if (!company.key.empty()) object["key"] = company.key;
    array.push_back(std::move(object));
  }
  return array;
}

Json json_headline(const std::optional<Headline>& headline) {
  if (!headline) return nullptr;
  return {{"id", headline->id},
          {"title", headline->title},
          {"source", headline->source},
          {"url", headline->url},
          {"published", json_instant(headline->published)}};
}

Json json_peak(const Timeline& timeline, const TimelineSeries& series, const TimelinePeak& peak) {
  return {{"begin", format_day(timeline.periods[peak.first].days.first)},
          {"end", format_day(timeline.periods[peak.last].days.last)},
          {"count", peak.count},
          {"top", timeline.periods[peak.top].name},
          {"top_count", series.counts[peak.top]},
          {"top_day", format_day(peak.top_day.day)},
          {"top_day_count", peak.top_day.count},
          {"usual", peak.usual},
          {"words", json_words(peak.reasons.words)},
          {"tickers", json_peak_companies(peak.reasons.companies)},
          {"headline", json_headline(peak.reasons.headline)}};
}

Json timeline_row(const Timeline& timeline, const TimelineSeries& series, std::size_t place) {
  const TimelinePeriod& period = timeline.periods[place];
  const std::optional<double> share = share_of(series.counts[place], period.total);
  return {{"period", period.name},
          {"begin", format_day(period.days.first)},
          {"end", format_day(period.days.last)},
          {"count", series.counts[place]},
          {"total", period.total},
          {"share", share ? Json(rounded(*share)) : Json(nullptr)},
          {"peak", !peak_mark(series, place).empty()}};
}

Json json_series(const Timeline& timeline, const TimelineSeries& series) {
  Json periods = Json::array();
  for (std::size_t i = 0; i < timeline.periods.size(); ++i) periods.push_back(timeline_row(timeline, series, i));
  Json peaks = Json::array();
  for (const TimelinePeak& peak : series.peaks) peaks.push_back(json_peak(timeline, series, peak));
  return {{"query", json_query(series.query)},
          {"total", series.total},
          {"undated_left_out", series.undated_left_out},
          {"periods", std::move(periods)},
          {"peaks", std::move(peaks)}};
}

}  // namespace

void write_text(const Timeline& timeline, const TextStyle& style, std::ostream& out) {
  const bool several = timeline.series.size() > 1;
  if (!timeline.periods.empty()) {
    several ? write_several(timeline, style, out) : write_single(timeline, style, out);
    out << '\n';
  }
  for (const TimelineSeries& series : timeline.series) {
    if (several && !series.peaks.empty()) write_lines({{period_name(series), Ink::kBold}}, "", style, out);
    for (std::size_t i = 0; i < series.peaks.size(); ++i) write_peak(timeline, series, i, style, out);
    if (!series.peaks.empty()) out << '\n';
  }
  write_summary(timeline, style, out);
}

Json json_of(const Timeline& timeline) {
  Json series = Json::array();
  for (const TimelineSeries& one : timeline.series) series.push_back(json_series(timeline, one));
  return {{"by", unit_name(timeline.unit)},
          {"timezone", timeline.zone},
          {"took_us", timeline.took_us},
          {"series", std::move(series)}};
}

std::vector<std::string> columns_of(const Timeline& timeline) {
  if (timeline.series.size() == 1) return {"period", "begin", "end", "count", "total", "share", "peak"};
  return {"period", "query", "begin", "end", "count", "total", "share", "peak"};
}

void write_rows(const Timeline& timeline, RowWriter& rows) {
  for (std::size_t i = 0; i < timeline.periods.size(); ++i) {
    for (const TimelineSeries& series : timeline.series) {
      Json row = {{"period", timeline.periods[i].name}};
      if (timeline.series.size() > 1) row["query"] = series.query.text;
      row.update(timeline_row(timeline, series, i));
      rows.write(row);
    }
  }
}

}  // namespace broadtape
