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

constexpr std::size_t kMostNameColumns = 30;
constexpr std::size_t kLeastStrip = 12;
constexpr std::size_t kSourceDayColumns = 9;
constexpr std::size_t kMostSourceBar = 60;
constexpr std::string_view kNoSource = "(no source)";

struct HoleRow {
  Hole hole;
  const char* name;  // in json; null if there is no hole
  const char* mark;
};
constexpr HoleRow kHoles[] = {
    {Hole::kNone, nullptr, ""}, {Hole::kEmpty, "empty", "empty"}, {Hole::kThin, "thin", "thin"}};

const HoleRow& source_row(Hole hole) {
  return *std::find_if(std::begin(kHoles), std::end(kHoles), [&](const HoleRow& row) { return row.hole == hole; });
}

std::string source_name(const SourceCoverage& source) {
  return harmless(source.name.empty() ? std::string(kNoSource) : source.name);
}

std::string shown_gap(const CoverageGap& gap) {
  const std::string days = plural(gap.weekdays, "weekday");
  if (gap.first == gap.last) return fmt::format("{}, {}", days, format_day(gap.first));
  return fmt::format("{}, {} to {}", days, format_day(gap.first), format_day(gap.last));
}

// The details below a source's line.
std::string facts_of(const SourceCoverage& source) {
  std::vector<std::string> facts;
  if (source.days) facts.push_back(plural(source.days_with_articles, "day") + " with articles");
  if (source.longest_gap) facts.push_back("longest gap " + shown_gap(*source.longest_gap));
  if (source.undated > 0 && source.days) facts.push_back(with_commas(source.undated) + " undated");
  return facts_line(facts);
}

void write_sources(const Coverage& coverage, const TextStyle& style, std::ostream& out) {
  std::size_t name = kNoSource.size(), count = 1;
  for (const SourceCoverage& source : coverage.sources) {
    name = std::max(name, display_width(source_name(source)));
    count = std::max(count, with_commas(source.articles).size());
  }
  const std::size_t beside = 1 + count + 2 + std::string("2025-01-01 to 2025-01-31").size();
  name = std::min({name, kMostNameColumns, style.width - beside});
  const std::size_t used = name + beside + 2;
  const std::size_t strip = style.width > used ? style.width - used : 0;
  for (const SourceCoverage& source : coverage.sources) {
    const std::string days =
        source.days ? format_day(source.days->first) + " to " + format_day(source.days->last) : "undated";
    out << painted(fitted(source_name(source), name), Ink::kBold, style.colour) << ' '
        << right_aligned(with_commas(source.articles), count) << "  " << days;
    if (strip >= kLeastStrip && source.days)
      out << "  " << painted(density_strip(source.counts, strip), series_ink(0), style.colour);
    out << '\n';
    write_lines({{facts_of(source), Ink::kDim}}, "  ", style, out);
  }
}

void write_periods(const Coverage& coverage, const TextStyle& style, std::ostream& out) {
  std::uint64_t most = 0;
  for (const PeriodCoverage& period : coverage.periods) most = std::max(most, period.articles);
  const std::size_t count = std::max<std::size_t>(with_commas(most).size(), std::string("articles").size());
  const std::string head = right_aligned("articles", count) + "  sources  days without  weekdays  hole ";
  const std::size_t used = kSourceDayColumns + display_width(head);
  const std::size_t bar = std::min(style.width > used ? style.width - used : 0, kMostSourceBar);
  out << painted(std::string(kSourceDayColumns, ' ') + head.substr(0, head.size() - 1), Ink::kDim, style.colour)
      << '\n';
  for (const PeriodCoverage& period : coverage.periods) {
    std::string line = fitted(period.name, kSourceDayColumns) + right_aligned(with_commas(period.articles), count) +
                       right_aligned(with_commas(period.sources), 9) +
                       right_aligned(with_commas(period.days_without), 14) +
                       right_aligned(with_commas(period.weekdays_without), 10);
    const std::string blocks = block_bar(static_cast<double>(period.articles), static_cast<double>(most), bar);
    const std::string mark = source_row(period.hole).mark;
    if (!mark.empty() || !blocks.empty())
      line += "  " + painted(fitted(mark, 5), Ink::kMatch, style.colour && !mark.empty());
    if (!blocks.empty()) line += painted(blocks, series_ink(0), style.colour);
    line.erase(line.find_last_not_of(' ') + 1);
    out << line << '\n';
  }
}

std::string coverage_summary(const Coverage& coverage) {
  const auto named =
      static_cast<std::uint64_t>(std::count_if(coverage.sources.begin(), coverage.sources.end(),
                                               [](const SourceCoverage& source) { return !source.name.empty(); }));
  std::string text = fmt::format("{} of {}", plural(coverage.total, "article"), plural(named, "source"));
  if (coverage.days)
    text += fmt::format(", {} to {}", format_day(coverage.days->first), format_day(coverage.days->last));
  if (coverage.undated > 0) text += fmt::format(", {} undated", with_commas(coverage.undated));
  if (coverage.query.undated_left_out > 0)
    text += fmt::format(", {} undated left out", with_commas(coverage.query.undated_left_out));
  const auto holes = static_cast<std::uint64_t>(
      std::count_if(coverage.periods.begin(), coverage.periods.end(),
                    [](const PeriodCoverage& period) { return period.hole != Hole::kNone; }));
  const std::string unit = coverage.unit == PeriodUnit::kYear ? "year" : "month";
  if (holes > 0) text += fmt::format(", {} empty or thin", plural(holes, unit));
  if (coverage.zone != "UTC") text += ", days of " + harmless(coverage.zone);
  return text + fmt::format(" ({:.1f} ms)", static_cast<double>(coverage.took_us) / 1'000);
}

Json json_day(const std::optional<Day>& day) {
  return day ? Json(format_day(*day)) : Json(nullptr);
}

std::optional<Day> first_day(const std::optional<Period>& days) {
  return days ? std::optional(days->first) : std::nullopt;
}

std::optional<Day> last_of(const std::optional<Period>& days) {
  return days ? std::optional(days->last) : std::nullopt;
}

Json source_row(const SourceCoverage& source) {
  const auto& gap = source.longest_gap;
  return {{"source", source.name},
          {"articles", source.articles},
          {"undated", source.undated},
          {"first", json_day(first_day(source.days))},
          {"last", json_day(last_of(source.days))},
          {"days_with_articles", source.days_with_articles},
          {"gap_weekdays", gap ? gap->weekdays : 0},
          {"gap_first", json_day(gap ? std::optional(gap->first) : std::nullopt)},
          {"gap_last", json_day(gap ? std::optional(gap->last) : std::nullopt)}};
}

Json period_row(const PeriodCoverage& period) {
  const char* hole = source_row(period.hole).name;
  return {{"period", period.name},
          {"begin", format_day(period.days.first)},
          {"end", format_day(period.days.last)},
          {"articles", period.articles},
          {"sources", period.sources},
          {"days_without", period.days_without},
          {"weekdays_without", period.weekdays_without},
          {"hole", hole ? Json(hole) : Json(nullptr)}};
}

}  // namespace

void write_text(const CoverageReport& report, const TextStyle& style, std::ostream& out) {
  if (report.by == CoverageBy::kSource) {
    write_sources(report.coverage, style, out);
  } else if (!report.coverage.periods.empty()) {
    write_periods(report.coverage, style, out);
  }
  if (report.coverage.total > 0) out << '\n';
  write_lines({{coverage_summary(report.coverage), Ink::kDim}}, "", style, out);
}

Json json_of(const CoverageReport& report) {
  const Coverage& coverage = report.coverage;
  Json sources = Json::array(), periods = Json::array();
  for (const SourceCoverage& source : coverage.sources) {
    Json row = source_row(source);
    row["counts"] = source.counts;
    sources.push_back(std::move(row));
  }
  for (const PeriodCoverage& period : coverage.periods) periods.push_back(period_row(period));
  return {{"query", json_query(coverage.query)},
          {"total", coverage.total},
          {"undated", coverage.undated},
          {"late", coverage.late},
          {"undated_left_out", coverage.query.undated_left_out},
          {"first", json_day(first_day(coverage.days))},
          {"last", json_day(last_of(coverage.days))},
          {"timezone", coverage.zone},
          {"took_us", coverage.took_us},
          {"sources", std::move(sources)},
          {"periods", std::move(periods)}};
}

std::vector<std::string> columns_of(const CoverageReport& report) {
  if (report.by == CoverageBy::kPeriod)
    return {"period", "begin", "end", "articles", "sources", "days_without", "weekdays_without", "hole"};
  return {"source",       "articles",  "undated", "first", "last", "days_with_articles",
          "gap_weekdays", "gap_first", "gap_last"};
}

void write_rows(const CoverageReport& report, RowWriter& rows) {
  if (report.by == CoverageBy::kPeriod) {
    for (const PeriodCoverage& period : report.coverage.periods) rows.write(period_row(period));
  } else {
    for (const SourceCoverage& source : report.coverage.sources) rows.write(source_row(source));
  }
}

}  // namespace broadtape
