#include <fmt/core.h>
#include <xapian.h>

#include <cstdio>
#include <exception>
#include <fstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "tests/bench/answers_bench.h"
#include "tests/bench/indexing_bench.h"
#include "tests/bench/inputs_bench.h"
#include "tests/bench/lucene_baseline.h"
#include "tests/bench/options.h"
#include "tests/bench/pages_bench.h"
#include "tests/bench/queries.h"
#include "tests/bench/scale_bench.h"
#include "tests/bench/search_bench.h"
#include "tests/bench/server_bench.h"
#include "tests/bench/sqlite_baseline.h"
#include "tests/bench/table.h"
#include "tests/bench/workspace.h"

namespace {

using namespace broadtape::bench;

std::string head_of(const CorpusFacts& facts) {
  const std::string lucene = lucene_version();
  return fmt::format("{}: {} articles, {:.1f} MB of text; {} processors; Xapian {}, SQLite {}, {}", facts.description,
                     facts.articles, static_cast<double>(facts.text_bytes) / 1e6, std::thread::hardware_concurrency(),
                     Xapian::version_string(), sqlite_version(),
                     lucene.empty() ? "no Lucene (skipped: it needs liblucene8-java and a JDK)" : "Lucene " + lucene);
}

void print_sections(const Options& options, const std::string& head, const std::vector<Section>& sections) {
  if (options.json) {
    fmt::print("{}", table_json(head, sections));
  } else {
    fmt::print("{}\n\n{}", head, format_table(sections));
  }
}

void measure_engines(const Options& options) {
  const Workspace workspace(options.keep);
  const bool take_over = !options.index && options.corpus.empty() && workspace.is_complete();
  const CorpusFacts facts = take_over ? workspace.facts() : workspace.prepare(options.corpus);
  std::vector<Section> sections;
  if (options.index) {
    sections.push_back(measure_indexing(workspace, facts));
  } else if (!take_over) {
    build_databases(workspace);
  }
  if (options.search) {
    const std::vector<BenchQuery> queries = make_queries(workspace.corpus(), facts, options.queries);
    for (Section& section : measure_searching(workspace, queries)) sections.push_back(std::move(section));
    sections.push_back(measure_broad_answers(workspace));
    sections.push_back(measure_batch(workspace, queries));
    sections.push_back(measure_find(workspace, queries));
  }
  if (options.server)
    sections.push_back(measure_server(workspace, make_queries(workspace.corpus(), facts, kServerQueries)));
  if (options.pages) {
    if (auto section = measure_pages()) sections.push_back(*std::move(section));
  }
  if (options.inputs) sections.push_back(measure_inputs(workspace.folder()));
  print_sections(options, head_of(facts), sections);
}

void measure_growth(const Options& options) {
  const Workspace workspace(options.keep);
  const CorpusFacts facts = workspace.prepare(options.corpus);
  const ScaleTable table =
      measure_scale(workspace, make_queries(workspace.corpus(), facts, kScaleQueries), options.articles);
  fmt::print("{}\n\n{}", head_of(facts), format_scale(table));
  if (options.plot.empty()) return;
  std::ofstream file(options.plot);
  file << plot_of(table);
  file.close();
  if (!file) throw std::runtime_error("cannot write " + options.plot);
}

void measure_all(const Options& options) {
  if (options.scale) return measure_growth(options);
  if (options.index || options.search || options.server) return measure_engines(options);
  if (options.inputs)
    return print_sections(options, "made articles", {measure_inputs(Workspace(options.keep).folder())});
  if (auto section = measure_pages()) print_sections(options, "judged web pages", {*std::move(section)});
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  try {
    if (run_as_indexer(arguments)) return 0;
    const Options options = parse_options(arguments);
    if (options.help) {
      fmt::print("{}", kUsage);
    } else {
      measure_all(options);
    }
    return 0;
  } catch (const std::invalid_argument& error) {
    fmt::print(stderr, "tape-bench: {}\nsee: tape-bench --help\n", error.what());
    return 2;
  } catch (const std::exception& error) {
    fmt::print(stderr, "tape-bench: {}\n", error.what());
    return 1;
  } catch (const Xapian::Error& error) {
    fmt::print(stderr, "tape-bench: Xapian: {}\n", error.get_description());
    return 1;
  }
}
