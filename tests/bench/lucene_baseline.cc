#include "tests/bench/lucene_baseline.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <stdexcept>

#include "tests/bench/child_process.h"
#include "tests/bench/corpus.h"
#include "tests/bench/line_process.h"

namespace broadtape::bench {
namespace {

namespace fs = std::filesystem;

constexpr const char* kJava = "/usr/bin/java";
constexpr const char* kCompiler = "/usr/bin/javac";
constexpr const char* kJars = "/usr/share/java";
constexpr std::array kJarNames = {"lucene-core-",        "lucene-analyzers-common-", "lucene-facet-",
                                  "lucene-highlighter-", "lucene-memory-",           "lucene-queries-"};
constexpr char kSeparator = '\x1f';

// The newest jar whose name begins with `part` and a digit; empty if it is not installed.
std::string jar_of(const std::string& part) {
  std::string newest;
  std::error_code ignored;
  for (const fs::directory_entry& entry : fs::directory_iterator(kJars, ignored)) {
    const std::string name = entry.path().filename().string();
    const bool is_it = name.starts_with(part) && name.ends_with(".jar") && name.size() > part.size() &&
                       name[part.size()] >= '0' && name[part.size()] <= '9';
    if (is_it) newest = std::max(newest, entry.path().string());
  }
  return newest;
}

// Empty if a part is missing.
std::string class_path() {
  std::string path;
  for (const char* part : kJarNames) {
    const std::string jar = jar_of(part);
    if (jar.empty()) return {};
    path += jar + ":";
  }
  return path;
}

std::vector<std::string> java_command(const std::string& folder, std::vector<std::string> arguments) {
  std::vector<std::string> command = {kJava, "-Xmx1g", "-cp", class_path() + folder, "LuceneBench"};
  command.insert(command.end(), arguments.begin(), arguments.end());
  return command;
}

std::string lines_in(const std::string& folder) {
  return folder + "/corpus.lines";
}

std::string one_line(std::string text) {
  for (char& c : text) {
    if (c == '\n' || c == '\r' || c == kSeparator) c = ' ';
  }
  return text;
}

class LuceneEngine : public Engine {
 public:
  LuceneEngine(const std::string& folder, const std::string& path) : process_(java_command(folder, {"search", path})) {}

  Outcome top_ten_any(const BenchQuery& query) override { return ask("any", query.words); }
  Outcome top_ten_any_counted(const BenchQuery& query) override { return ask("any-counted", query.words); }
  Outcome top_ten_all(const BenchQuery& query) override { return ask("all", query.words); }
  Outcome top_ten_phrase(const BenchQuery& query) override { return ask("phrase", query.phrase); }
  Outcome top_ten_dated(const BenchQuery& query) override {
    return ask("dated", query.words, {format_compact_day(query.first_day), format_compact_day(query.last_day)});
  }
  Outcome count_all(const BenchQuery& query) override { return ask("count-all", query.words); }
  Outcome count_any(const BenchQuery& query) override { return ask("count-any", query.words); }
  Outcome facets(const BenchQuery& query) override { return ask("facets", query.words); }
  Outcome snippets(const BenchQuery& query) override { return ask("snippets", query.words); }
  Outcome page(const BenchQuery& query) override { return ask("page", query.words); }
  Outcome timeline(const BenchQuery& query) override { return ask("timeline", query.words); }
  Outcome export_all() override { return ask("export", {"all"}); }

 private:
  // The time is Lucene's own: the pipe is not in it.
  Outcome ask(const char* operation, const std::vector<std::string>& words, const std::vector<std::string>& more = {}) {
    std::string request = std::string(operation) + kSeparator + joined(words, " ");
    for (const std::string& argument : more) request += kSeparator + argument;
    std::istringstream answer(process_.ask(request));
    Outcome outcome;
    if (!(answer >> outcome.took_us >> outcome.found))
      throw std::runtime_error(fmt::format("Lucene's answer to \"{}\" is not understood", request));
    return outcome;
  }

  LineProcess process_;
};

}  // namespace

std::string lucene_version() {
  const std::string jar = fs::path(jar_of(kJarNames[0])).stem().string();
  if (class_path().empty() || !fs::exists(kJava) || !fs::exists(kCompiler)) return {};
  return jar.substr(std::string(kJarNames[0]).size());
}

void prepare_lucene(const std::string& corpus, const std::string& folder) {
  const std::string source = BROADTAPE_ROOT "/tests/bench/LuceneBench.java";
  if (run_process({kCompiler, "-d", folder, "-cp", class_path(), source}).status != 0)
    throw std::runtime_error("cannot compile " + source);
  std::ofstream lines(lines_in(folder));
  for_each_article(corpus, [&](const CorpusArticle& article) {
    lines << article.day << kSeparator << one_line(article.source) << kSeparator << joined(article.tickers, "\t")
          << kSeparator << one_line(article.title) << kSeparator << one_line(article.body) << '\n';
  });
  lines.close();
  if (!lines) throw std::runtime_error("cannot write " + lines_in(folder));
}

std::vector<std::string> lucene_index_command(const std::string& folder, const std::string& path) {
  return java_command(folder, {"index", lines_in(folder), path});
}

std::unique_ptr<Engine> open_lucene(const std::string& folder, const std::string& path) {
  return std::make_unique<LuceneEngine>(folder, path);
}

}  // namespace broadtape::bench
