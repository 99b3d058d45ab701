#include "tests/bench/scale_bench.h"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string_view>

#include "tests/bench/broadtape_engine.h"
#include "tests/bench/child_process.h"
#include "tests/bench/corpus.h"
#include "tests/bench/measurements.h"

namespace broadtape::bench {
namespace {

constexpr std::size_t kSteps[] = {10'000, 30'000, 100'000, 300'000, 1'000'000};
constexpr int kScaleRepeats = 3;        // the fastest counts
constexpr int kFinds = 20;              // processes
constexpr int kDaysLater = 37;          // of each round through the corpus
constexpr std::size_t kApart = 10'007;  // articles between the two of which one is made

struct ScaleOperation {
  const char* name;
  Outcome (Engine::*ask)(const BenchQuery& query);
};
constexpr ScaleOperation kScaleOperations[] = {
    {"top 10 with exact count, any word", &Engine::top_ten_any_counted},
    {"top 10, all words", &Engine::top_ten_all},
    {"top 10, phrase", &Engine::top_ten_phrase},
    {"top 10, all words, six weeks", &Engine::top_ten_dated},
    {"exact count, any word", &Engine::count_any},
    {"three facets, any word", &Engine::facets},
    {"timeline by month, any word", &Engine::timeline},
};

// The even lines of one text and the odd lines of another.
std::string mixed(const std::string& one, const std::string& other) {
  const auto lines = [](const std::string& text) {
    std::vector<std::string_view> found;
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find('\n', begin), text.size() - 1);
      found.push_back(std::string_view(text).substr(begin, end + 1 - begin));
      begin = end + 1;
    }
    return found;
  };
  const std::vector<std::string_view> first = lines(one), second = lines(other);
  std::string result;
  for (std::size_t i = 0; i < std::max(first.size(), second.size()); ++i) {
    const std::vector<std::string_view>& from = i % 2 == 0 ? first : second;
    if (i < from.size()) result += from[i];
  }
  return result;
}

// Writes that many articles: the corpus, then rounds of mixed ones.
void write_articles(const std::string& corpus, std::size_t articles, const std::string& path) {
  std::vector<nlohmann::json> known;
  for_each_article(corpus, [&](CorpusArticle&& article) {
    if (known.size() < articles) known.push_back(nlohmann::json::parse(article.json));
  });
  std::ofstream file(path, std::ios::binary);
  for (std::size_t i = 0; i < articles; ++i) {
    const std::size_t round = i / known.size();
    nlohmann::json article = known[i % known.size()];
    if (round > 0) {
      const nlohmann::json& other = known[(i * 7 + round * kApart) % known.size()];
      article["id"] = fmt::format("{}-{}", article["id"].get<std::string>(), round);
      article["title"] = article["title"].get<std::string>() + ' ' + other["title"].get<std::string>().substr(0, 20);
      article["body"] = mixed(article["body"], other["body"]);
      if (article.contains("published")) {
        const std::int64_t published = parse_instant(article["published"].get<std::string>()).utc_s;
        article["published"] = format_instant(
            {published + static_cast<std::int64_t>(round) * kDaysLater * kSecondsPerDay, Precision::kSecond});
      }
    }
    file << article.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
  }
  file.close();
  if (!file) throw std::runtime_error("cannot write " + path);
}

class ScaleMeasurement {
 public:
  ScaleMeasurement(const Workspace& workspace, const std::vector<BenchQuery>& queries)
      : workspace_(workspace), queries_(queries) {}

  void add(std::size_t articles) {
    table_.articles.push_back(articles);
    const std::string input = workspace_.scratch("scale.jsonl"), archive = workspace_.scratch("scale");
    run_apart([&] { write_articles(workspace_.corpus(), articles, input); });
    std::filesystem::remove_all(archive);
    add_indexing(input, archive);
    std::filesystem::remove(input);
    add_searches(archive);
    add_finds(archive);
    std::filesystem::remove_all(archive);
  }

  ScaleTable table() && { return std::move(table_); }

 private:
  void add_indexing(const std::string& input, const std::string& archive) {
    const ProcessCost cost = run_process(workspace_.add_command(input, archive));
    if (cost.status != 0) throw std::runtime_error("tape-index add failed");
    const double articles = static_cast<double>(table_.articles.back());
    put("indexing", "articles/s", articles / cost.wall_s);
    put("peak memory of indexing", "MiB", static_cast<double>(cost.peak_bytes) / (1 << 20));
    put("archive", "MB", static_cast<double>(stored_bytes(archive)) / 1e6);
  }

  void add_searches(const std::string& archive) {
    const std::unique_ptr<Engine> engine = open_broadtape(archive);
    for (const ScaleOperation& operation : kScaleOperations) {
      Measurements took_us, found;
      for (const BenchQuery& query : queries_) {
        Outcome best = (*engine.*operation.ask)(query);
        for (int repeat = 1; repeat < kScaleRepeats; ++repeat)
          best.took_us = std::min(best.took_us, (*engine.*operation.ask)(query).took_us);
        took_us.add(best.took_us);
        found.add(static_cast<double>(best.found));
      }
      put(operation.name, "ms mean", took_us.mean() / 1e3, true);
      if (operation.ask == &Engine::count_any) put("articles with any word", "mean", found.mean());
    }
  }

  void add_finds(const std::string& archive) {
    Measurements took_s;
    for (int i = 0; i < kFinds; ++i) {
      const std::string text = joined(queries_[static_cast<std::size_t>(i) % queries_.size()].words, " ");
      took_s.add(run_process(workspace_.find_command(text, archive)).wall_s);
    }
    put("tape-search find, a process", "ms p50", took_s.median() * 1e3, true);
  }

  void put(const std::string& name, const char* unit, double value, bool is_search = false) {
    const auto known =
        std::find_if(table_.rows.begin(), table_.rows.end(), [&](const ScaleRow& row) { return row.name == name; });
    if (known == table_.rows.end())
      table_.rows.push_back({name, unit, {value}, is_search});
    else
      known->values.push_back(value);
  }

  const Workspace& workspace_;
  const std::vector<BenchQuery>& queries_;
  ScaleTable table_;
};

}  // namespace

ScaleTable measure_scale(const Workspace& workspace, const std::vector<BenchQuery>& queries, std::size_t most) {
  ScaleMeasurement measurement(workspace, queries);
  for (const std::size_t articles : kSteps) {
    if (articles <= most) measurement.add(articles);
  }
  return std::move(measurement).table();
}

std::string format_scale(const ScaleTable& table) {
  std::string text = fmt::format("{:<36} {:<10}", "articles", "");
  for (const std::size_t articles : table.articles) text += fmt::format(" {:>10}", articles);
  text += '\n';
  for (const ScaleRow& row : table.rows) {
    text += fmt::format("{:<36} {:<10}", row.name, row.unit);
    for (const double value : row.values) text += fmt::format(" {:>10.{}f}", value, value < 100 ? 2 : 0);
    text += '\n';
  }
  return text;
}

}  // namespace broadtape::bench
