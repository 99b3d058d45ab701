// The verbs count, facets, timeline, terms, coverage and complete-value.
#include <algorithm>
#include <iostream>
#include <utility>

#include "common/companies/company_directory.h"
#include "common/error/error.h"
#include "common/terminal/terminal_text.h"
#include "searcher/commands/commands.h"
#include "searcher/commands/request_options.h"
#include "searcher/output/answer_writers.h"
#include "searcher/views/suggestions.h"

namespace broadtape {
namespace {

using Suggest = std::vector<CompletedValue> (*)(const Archive& archive, std::string_view prefix, std::size_t limit);
constexpr std::pair<std::string_view, Suggest> kKinds[] = {
    {"tickers", suggest_tickers}, {"companies", suggest_keys}, {"sources", suggest_sources}};

std::vector<CompletedValue> suggestions(const Options& options) {
  if (options.operands.empty() || options.operands.size() > 2)
    throw Error(ErrorKind::kUsage, "complete-value takes a kind and the beginning of a value");
  const auto kind = std::find_if(std::begin(kKinds), std::end(kKinds),
                                 [&](const auto& row) { return row.first == options.operands[0]; });
  if (kind == std::end(kKinds)) throw Error(ErrorKind::kUsage, "there is no kind '" + options.operands[0] + "'");
  const std::string prefix = options.operands.size() > 1 ? options.operands[1] : "";
  const Archive archive = open_archive(options);
  return kind->second(archive, prefix, kMostCompletedValues);
}

// Runs `view` for the one query of `options` and writes the answer.
template <class Request, class View>
int run_view(const Options& options, const View& view) {
  const RequestValues values = values_of(options);
  const OutputStyle style = style_of(options, values);
  const auto request = request_from<Request>(values);
  const Archive archive = open_archive(options);
  Analyser analyser;
  const auto answer = view(archive, analyser, request);
  print_warnings(answer.query.warnings);
  write_answer(answer, style, std::cout);
  return answer.total > 0 ? kExitFound : kExitNothing;
}

}  // namespace

int run_count(const Options& options) {
  const RequestValues values = values_of(options);
  const OutputStyle style = style_of(options, values);
  CountRequest request;
  request.count_stories = style.format != Format::kText;
  read_request(values, base_query(), request);
  const Archive archive = open_archive(options);
  Analyser analyser;
  const MatchCounts counts = count_matches(archive, analyser, request);
  for (const MatchCount& count : counts.counts) print_warnings(count.query.warnings);
  write_answer(counts, style, std::cout);
  const bool found =
      std::any_of(counts.counts.begin(), counts.counts.end(), [](const MatchCount& count) { return count.total > 0; });
  return found ? kExitFound : kExitNothing;
}

int run_facets(const Options& options) {
  return run_view<FacetTablesRequest>(options, make_facet_tables);
}

int run_timeline(const Options& options) {
  const RequestValues values = values_of(options);
  const OutputStyle style = style_of(options, values);
  TimelineRequest request;
  read_request(values, base_query(), request);
  const Archive archive = open_archive(options);
  Analyser analyser;
  const Timeline timeline = make_timeline(archive, analyser, request);
  for (const TimelineSeries& series : timeline.series) print_warnings(series.query.warnings);
  write_answer(timeline, style, std::cout);
  const bool found = std::any_of(timeline.series.begin(), timeline.series.end(),
                                 [](const TimelineSeries& series) { return series.total > 0; });
  return found ? kExitFound : kExitNothing;
}

int run_terms(const Options& options) {
  return run_view<TermsRequest>(options, [](const Archive& archive, Analyser& analyser, const TermsRequest& request) {
    return result_terms(archive, analyser, CompanyDirectory::builtin(), request);
  });
}

int run_coverage(const Options& options) {
  if (!options.operands.empty())
    throw Error(ErrorKind::kUsage, "coverage takes no query", "narrow it with --since, --until and --source");
  const RequestValues values = values_of(options);
  const OutputStyle style = style_of(options, values);
  CoverageRequest request;
  request.query = base_query();
  const CoverageBy by = read_request(values, request);
  const Archive archive = open_archive(options);
  Analyser analyser;
  const CoverageReport report{make_coverage(archive, analyser, request), by};
  print_warnings(report.coverage.query.warnings);
  write_answer(report, style, std::cout);
  return report.coverage.total > 0 ? kExitFound : kExitNothing;
}

int run_complete_value(const Options& options) {
  try {
    const std::vector<CompletedValue> found = suggestions(options);
    for (const CompletedValue& completed : found) {
      // Skips values that cannot be typed on one line.
      if (completed.value.empty() || harmless(completed.value) != completed.value) continue;
      std::cout << completed.value;
      if (!completed.description.empty()) std::cout << '\t' << harmless(completed.description);
      std::cout << '\n';
    }
    return found.empty() ? kExitNothing : kExitFound;
  } catch (const Error& error) {
    // The user is still typing: print no message.
    return error.kind() == ErrorKind::kUsage ? kExitUsage : kExitArchive;
  }
}

}  // namespace broadtape
