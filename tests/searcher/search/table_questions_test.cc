// Questions in sentences about tables of annual reports: a check with a corpus that is not part of the project.
#include <catch2/catch.hpp>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>

#include "common/time/instant.h"
#include "searcher/search/searcher.h"
#include "tests/support/corpora.h"
#include "tests/support/indexed_archive.h"
#include "tests/support/ranking_quality.h"

namespace broadtape {
namespace {

constexpr double kTableQuestionsLeastNdcg = 0.727;

}  // namespace

TEST_CASE("Questions about tables are answered as well as they ever were", "[search][corpora]") {
  const auto documents = corpus("tatqa-dev.docs.jsonl");
  const auto questions = corpus("tatqa-dev.queries.jsonl");
  const auto judged = corpus("tatqa-dev.qrels.tsv");
  if (!documents || !questions || !judged) return;
  const Judgements judgements = read_judgements(*judged);
  const IndexedArchive tables(*documents, parse_instant("2025-01-01").utc_s);
  const Archive archive = tables.open();
  Searcher searcher(archive);
  double sum = 0;
  std::size_t asked = 0;
  std::ifstream file(*questions);
  for (std::string line; std::getline(file, line); ++asked) {
    const nlohmann::json question = nlohmann::json::parse(line);
    SearchRequest request;
    request.query.text = question.at("text");
    request.query.match = Match::kAny;
    request.limit = kJudgedDepth;
    request.snippet_length = 0;
    Ranking ranking;
    for (const Hit& hit : searcher.search(request).hits) ranking.push_back(hit.article.external_id);
    sum += ndcg(ranking, judgements.at(question.at("_id")));
  }
  const double mean = sum / static_cast<double>(asked);
  std::cout << "Questions about tables: nDCG@10 " << mean << '\n';
  CHECK(mean >= kTableQuestionsLeastNdcg);
}

}  // namespace broadtape
