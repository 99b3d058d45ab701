#include <catch2/catch.hpp>
#include <filesystem>
#include <map>

#include "indexer/input/inputs.h"
#include "tests/indexer/readers/collected.h"
#include "tests/support/corpora.h"

using namespace broadtape;

namespace {

struct Walked {
  std::map<std::string, Collected> by_input;
  std::vector<InputProblem> problems;
  std::size_t articles = 0, rejects = 0;
};

Walked read_all_of(const std::string& path) {
  Walked walked;
  InputCallbacks callbacks;
  callbacks.stream = [&](ByteSource& source) {
    Collected& got = walked.by_input[source.name().display];
    read_records(source, {}, got);
    walked.articles += got.articles.size();
    walked.rejects += got.rejects.size();
    return true;
  };
  callbacks.problem = [&](const InputProblem& problem) { walked.problems.push_back(problem); };
  walk_input(path, {}, callbacks);
  return walked;
}

}  // namespace

TEST_CASE("Every story of Reuters-21578 is accounted for", "[readers][corpora]") {
  const auto reuters = corpus("reuters21578.tar.gz");
  if (!reuters) return;
  const Walked walked = read_all_of(*reuters);
  std::size_t articles = 0, rejects = 0, untitled = 0, dated = 0, judged = 0, signed_by = 0;
  for (const auto& [name, got] : walked.by_input) {
    if (!name.ends_with(".sgm")) continue;
    articles += got.articles.size();
    rejects += got.rejects.size();
    for (const RawArticle& raw : got.articles) {
      untitled += raw.title.empty();
      dated += !raw.date_text.empty();
      signed_by += !raw.author.empty();
      judged += !raw.labels.empty() && raw.labels.back() == "reuters-topics-yes";
      CHECK(raw.body.find("&#") == std::string::npos);
      CHECK(raw.body.find("&lt;") == std::string::npos);
    }
  }
  CHECK(articles == 21'577);
  CHECK(rejects == 1);  // 12793 has no title and no text
  CHECK(untitled == 0);
  CHECK(dated == 21'577);
  CHECK(signed_by == 875);
  CHECK(judged == 13'476);
}

TEST_CASE("The sample archive is read without a reject", "[readers]") {
  const Walked walked = read_all_of(std::string(BROADTAPE_ROOT) + "/data/sample");
  CHECK(walked.problems.empty());
  CHECK(walked.rejects == 0);
  CHECK(walked.articles > 100);
  for (const auto& [name, got] : walked.by_input) {
    for (const RawArticle& raw : got.articles) {
      INFO(name << ", " << raw.record);
      CHECK_FALSE(raw.title.empty());
      CHECK_FALSE(raw.body.empty());
      CHECK_FALSE(raw.source.empty());
    }
  }
}
