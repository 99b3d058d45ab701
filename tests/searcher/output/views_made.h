// Answers of the counting views with hostile names, for the tests of their writers.
#pragma once

#include <string>

#include "searcher/output/answer_writers.h"
#include "searcher/views/facet_tables.h"
#include "searcher/views/match_count.h"
#include "searcher/views/timeline.h"

namespace broadtape {

inline const std::string kHostile =
    "=cmd|'/C calc'!A0 \x1b[31m<script>\xe2\x80\xae" + std::string(120, 'w') + " \xe6\x96\x87\xe5\xad\x97";

inline TimelineSeries made_series(const std::string& text, std::size_t periods) {
  TimelineSeries series;
  series.query.text = series.query.parsed = text;
  for (std::size_t i = 0; i < periods; ++i) series.counts.push_back(i % 9 == 0 ? 1'234'567 - i : i % 4 == 0 ? i : 0);
  for (const std::uint64_t count : series.counts) series.total += count;
  series.undated_left_out = 3;
  TimelinePeak peak;
  peak.count = series.counts[0];
  peak.usual = 2.5;
  SignificantTerm word;
  word.display = "w" + text;
  peak.reasons.words = {word, word};
  peak.reasons.companies = {{word, "c" + text, ""}};
  peak.reasons.headline = Headline{"mzxw6ytboi3dgnbv", kHostile, kHostile, "https://news.example/1", Instant{}};
  series.peaks = {peak};
  return series;
}

// Days from 2025-01-01; for every tenth period the archive has no articles.
inline Timeline made_timeline(const std::vector<std::string>& texts, std::size_t periods = 40) {
  Timeline timeline;
  timeline.zone = "UTC";
  timeline.took_us = 1'500;
  for (std::size_t i = 0; i < periods; ++i) {
    const Day day = day_of_number(day_number({2025, 1, 1}) + static_cast<std::int64_t>(i));
    timeline.periods.push_back({format_day(day), {day, day}, i % 10 == 5 ? 0u : 2'000'000u});
  }
  for (const std::string& text : texts) timeline.series.push_back(made_series(text, periods));
  return timeline;
}

inline FacetTables made_tables() {
  FacetTables tables;
  tables.query.text = kHostile;
  tables.total = 12'345'678;
  tables.archive_total = 99'999'999;
  tables.zone = "UTC";
  tables.took_us = 900;
  FacetTable authors{"author", {{kHostile, 7'654'321, Comparison{8'000'000, 1'234.5, -98'765.4}}}, 1'234, 9};
  FacetTable days{"weekday", {{"Monday", 5, std::nullopt}}, 1, 0};
  tables.facets = {authors, days, FacetTable{"hour", {}, 0, 12'345'678}};
  return tables;
}

inline CoverageReport made_coverage(CoverageBy by) {
  CoverageReport report;
  report.by = by;
  Coverage& coverage = report.coverage;
  coverage.zone = "UTC";
  coverage.total = 12'345'678;
  coverage.undated = 12;
  coverage.days = Period{{1987, 2, 26}, {2025, 6, 27}};
  SourceCoverage source;
  source.name = kHostile;
  source.articles = 12'345'000;
  source.days = coverage.days;
  source.days_with_articles = 9'000;
  source.longest_gap = CoverageGap{1'234, {1999, 1, 1}, {2003, 12, 31}};
  source.counts = std::vector<std::uint64_t>(461, 7);
  coverage.sources = {source, SourceCoverage{"", 678, 678, std::nullopt, 0, std::nullopt, {}}};
  coverage.periods = {{"2025-01", {{2025, 1, 1}, {2025, 1, 31}}, 12'345'000, 99'999, 0, 0, Hole::kNone},
                      {"2025-02", {{2025, 2, 1}, {2025, 2, 28}}, 0, 0, 28, 20, Hole::kEmpty},
                      {"2025-03", {{2025, 3, 1}, {2025, 3, 31}}, 17, 1, 30, 20, Hole::kThin}};
  return report;
}

}  // namespace broadtape
