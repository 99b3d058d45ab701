#include "tests/bench/answers_bench.h"

#include <fmt/core.h>
#include <xapian.h>

#include <array>
#include <cmath>
#include <fstream>
#include <functional>
#include <stdexcept>

#include "tests/bench/child_process.h"
#include "tests/bench/engines.h"
#include "tests/bench/measurements.h"

namespace broadtape::bench {
namespace {

constexpr int kRuns = 7;
constexpr int kExportRuns = 3;
constexpr double kMaxTimelineMs = 30;
constexpr double kMaxFacetsMs = 60;
constexpr double kMinExportRate = 20'000;

bool is_plain(const std::string& term) {
  return term.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == std::string::npos;
}

// The word that most nearly a third of the articles have; as Xapian's plain database has it, unstemmed.
BenchQuery broad_query(const Workspace& workspace) {
  const Xapian::Database database(workspace.database(kXapian));
  const double wanted = database.get_doccount() / 3.0;
  BenchQuery query;
  double nearest = database.get_doccount();
  for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term) {
    const double away = std::fabs(term.get_termfreq() - wanted);
    if (away >= nearest || !is_plain(*term)) continue;
    nearest = away;
    query.words = {*term};
  }
  if (query.words.empty()) throw std::runtime_error("the corpus has no words");
  return query;
}

using Ask = std::function<Outcome(Engine&)>;

std::array<Measurements, kEngines> measure_answers(Engines& engines, int runs, const Ask& ask) {
  std::array<Measurements, kEngines> took_us;
  for (int run = 0; run < runs; ++run) {
    for (const std::size_t engine : present_engines()) took_us[engine].add(ask(*engines[engine]).took_us);
  }
  return took_us;
}

Row milliseconds(const std::string& name, Engines& engines, double most_ms, const Ask& ask) {
  Row row{name, "ms median", {}, fmt::format("< {:.0f}", most_ms), false};
  const std::array<Measurements, kEngines> took_us = measure_answers(engines, kRuns, ask);
  for (const std::size_t engine : present_engines()) row.values[engine] = took_us[engine].median() / 1'000;
  row.met = *row.values[kBroadtape] < most_ms;
  return row;
}

double articles_in(const Workspace& workspace) {
  return Xapian::Database(workspace.database(kXapian)).get_doccount();
}

// Rows a second, of the library.
Row export_row(Engines& engines, double articles) {
  Row row{"every article's title and facts", "articles/s", {}, fmt::format(">= {:.0f}", kMinExportRate), false};
  const auto took_us = measure_answers(engines, kExportRuns, [](Engine& engine) { return engine.export_all(); });
  for (const std::size_t engine : present_engines()) row.values[engine] = articles / (took_us[engine].median() / 1e6);
  row.met = *row.values[kBroadtape] >= kMinExportRate;
  return row;
}

Row process_row(const char* name, const char* unit, double count, const std::vector<std::string>& command) {
  Measurements seconds;
  for (int run = 0; run < kExportRuns; ++run) {
    const ProcessCost cost = run_process(command);
    if (cost.status > 1) throw std::runtime_error(fmt::format("{} failed", name));
    seconds.add(cost.wall_s);
  }
  Row row{name, unit, {}, "", false};
  row.values[kBroadtape] = count / seconds.median();
  return row;
}

Row export_process_row(const char* name, double articles, const std::vector<std::string>& command) {
  Row row = process_row(name, "articles/s", articles, command);
  row.target = fmt::format(">= {:.0f}", kMinExportRate);
  row.met = *row.values[kBroadtape] >= kMinExportRate;
  return row;
}

}  // namespace

Section measure_broad_answers(const Workspace& workspace) {
  const BenchQuery query = broad_query(workspace);
  const double articles = articles_in(workspace);
  Engines engines = open_engines(workspace);
  const std::string of_query = fmt::format(" of \"{}\"", query.words[0]);
  Section section{"answers over much of the archive", {}};
  section.rows.push_back(milliseconds("timeline by month" + of_query, engines, kMaxTimelineMs,
                                      [&](Engine& engine) { return engine.timeline(query); }));
  section.rows.push_back(milliseconds("three facets" + of_query, engines, kMaxFacetsMs,
                                      [&](Engine& engine) { return engine.facets(query); }));
  section.rows.push_back(export_row(engines, articles));
  section.rows.push_back(export_process_row("tape-search find --all --format csv", articles,
                                            workspace.search_command({"find", "--all", "--format", "csv"})));
  section.rows.push_back(
      export_process_row("the same as jsonl, with bodies", articles,
                         workspace.search_command({"find", "--all", "--format", "jsonl", "--fields", "+body"})));
  return section;
}

Section measure_batch(const Workspace& workspace, const std::vector<BenchQuery>& queries) {
  const std::string path = workspace.scratch("queries.txt");
  std::ofstream file(path);
  for (const BenchQuery& query : queries) file << joined(query.words, " ") << '\n';
  file.close();
  if (!file) throw std::runtime_error("cannot write " + path);
  Row row = process_row("tape-search batch, ten with snippets", "queries/s", static_cast<double>(queries.size()),
                        workspace.search_command({"batch", path, "--match", "all"}));
  Engines engines = open_engines(workspace);
  for (const std::size_t engine : {kXapian, kSqlite}) {
    const Stopwatch watch;
    for (const BenchQuery& query : queries) engines[engine]->page(query);
    row.values[engine] = static_cast<double>(queries.size()) / (watch.elapsed_us() / 1e6);
  }
  return {"many queries", {row}};
}

}  // namespace broadtape::bench
