// The topics of Reuters-21578 as queries: a check with a corpus that is not part of the project.
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

constexpr double kReutersTopicsLeastNdcg = 0.856;

struct TopicQuery {
  std::string id, text;
};

std::vector<TopicQuery> read_topics(const std::string& path) {
  std::vector<TopicQuery> topics;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    const nlohmann::json topic = nlohmann::json::parse(line);
    topics.push_back({topic.at("_id"), topic.at("text")});
  }
  return topics;
}

// Over the stories with topics assigned by the collection's authors; unassigned stories would count as wrong.
double mean_ndcg(const Archive& archive, const std::vector<TopicQuery>& topics, const Judgements& judgements,
                 bool dependence) {
  Searcher searcher(archive);
  double sum = 0;
  for (const TopicQuery& topic : topics) {
    SearchRequest request;
    request.query.text = topic.text + " label:reuters-topics-yes";
    request.query.match = Match::kAny;
    request.limit = kJudgedDepth;
    request.snippet_length = 0;
    request.dependence = dependence;
    Ranking ranking;
    for (const Hit& hit : searcher.search(request).hits) ranking.push_back(hit.article.external_id);
    sum += ndcg(ranking, judgements.at(topic.id));
  }
  return sum / static_cast<double>(topics.size());
}

}  // namespace

TEST_CASE("Reuters' topics are found as well as they ever were", "[search][corpora]") {
  const auto stories = corpus("reuters21578.tar.gz");
  const auto queries = corpus("reuters21578-topics.queries.jsonl");
  const auto judged = corpus("reuters21578-topics.qrels.tsv");
  if (!stories || !queries || !judged) return;
  const std::vector<TopicQuery> topics = read_topics(*queries);
  const Judgements judgements = read_judgements(*judged);
  REQUIRE(topics.size() == 76);
  const IndexedArchive reuters(*stories, parse_instant("1987-12-31").utc_s);
  const Archive archive = reuters.open();
  const double with_dependence = mean_ndcg(archive, topics, judgements, true);
  std::cout << "Reuters topics: nDCG@10 " << with_dependence << ", without dependence "
            << mean_ndcg(archive, topics, judgements, false) << '\n';
  CHECK(with_dependence >= kReutersTopicsLeastNdcg);
}

}  // namespace broadtape
