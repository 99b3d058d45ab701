#include "tests/bench/inputs_bench.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <utility>
#include <vector>

#include "indexer/ingest/ingest_pipeline.h"
#include "tests/bench/input_forms.h"
#include "tests/bench/made_text.h"
#include "tests/bench/measurements.h"
#include "tests/support/temp_folder.h"

namespace broadtape::bench {
namespace {

constexpr std::size_t kArticles = 5'000;
constexpr std::size_t kLeastText = 300;
constexpr int kReadingRounds = 3;    // of which the fastest counts
constexpr double kLeastShare = 0.5;  // of the speed of JSON Lines

struct Silent final : IngestObserver {
  void rejected(const std::string&, const RejectedRecord&) override {}
  void undated(const std::string&, const std::string&, const std::string&) override {}
  void dates_settled(const std::string&, const std::string&) override {}
  void unreadable(const InputProblem& problem) override { throw std::runtime_error(problem.reason); }
  void noted(const std::string&, const std::string&) override {}
  void passed_by(const std::string&) override {}
  void progress(const IngestCounts&) override {}
  bool interrupted() const override { return false; }
};

// Dated articles with a title and a text of some sentences.
std::vector<Article> whole_articles() {
  std::vector<Article> articles;
  make_text([&](Article&& article) {
    if (articles.size() < kArticles && article.published && article.body.size() > kLeastText)
      articles.push_back(std::move(article));
  });
  return articles;
}

// The processor time to read the file up to its articles. Throws if some lack their title, text or date.
double reading_seconds(const ArticleBuilder& builder, const std::string& path, const std::vector<Article>& written) {
  IngestOptions options;
  options.groups.push_back({{path}, {}, {}});
  Silent silent;
  std::size_t right = 0;
  IngestPipeline pipeline(builder, options, silent, [&](Article&& article, const ExportedVersion&) {
    right += !article.title.empty() && article.body.size() >= kLeastText && article.published;
    return std::optional(AddOutcome::kAdded);
  });
  const double start_s = processor_seconds();
  pipeline.read_inputs();
  const double took_s = processor_seconds() - start_s;
  if (right != written.size())
    throw std::runtime_error(fmt::format("{}: {} of {} articles are whole", path, right, written.size()));
  return took_s;
}

}  // namespace

Section measure_inputs(const std::string& folder) {
  const std::vector<Article> articles = whole_articles();
  double megabytes = 0;
  for (const Article& article : articles)
    megabytes += static_cast<double>(article.title.size() + article.body.size()) / 1e6;
  const std::vector<InputFormRow>& forms = input_forms();
  const auto path_of = [&](std::size_t form) { return fmt::format("{}/input-{}", folder, form); };
  for (std::size_t i = 0; i < forms.size(); ++i) write_file(path_of(i), forms[i].write(articles));
  const ArticleBuilder builder(CompanyDirectory::builtin(), now_s());
  std::vector<double> fastest_s(forms.size(), 1e9);
  for (int round = 0; round < kReadingRounds; ++round) {
    for (std::size_t i = 0; i < forms.size(); ++i)
      fastest_s[i] = std::min(fastest_s[i], reading_seconds(builder, path_of(i), articles));
  }
  for (std::size_t i = 0; i < forms.size(); ++i) std::filesystem::remove(path_of(i));

  Section section{"reading inputs up to the article, a core", {}};
  for (std::size_t i = 0; i < forms.size(); ++i) {
    Row row{forms[i].name, "MB of text/s", {}, "", false};
    row.values[kBroadtape] = megabytes / fastest_s[i];
    if (i > 0) row = with_target(std::move(row), ">= 1/2 of JSON Lines", fastest_s[0] >= kLeastShare * fastest_s[i]);
    section.rows.push_back(std::move(row));
  }
  return section;
}

}  // namespace broadtape::bench
