#include "searcher/output/trec_writer.h"

#include <catch2/catch.hpp>

#include "tests/support/article_maker.h"

namespace broadtape {
namespace {

Hit trec_writer_hit(std::uint64_t rank, double score, const std::string& external_id) {
  Hit hit;
  hit.rank = rank;
  hit.score = score;
  hit.article.id = "mzxw6ytboi3dgnbv";
  hit.article.external_id = external_id;
  return hit;
}

TEST_CASE("A TREC run has six columns and names documents by the input's identifier", "[output]") {
  CHECK(trec_run("q1", {trec_writer_hit(1, 2.5, "21578/7"), trec_writer_hit(2, 1.25, "")}, "tag") ==
        "q1 Q0 21578/7 1 2.500000 tag\n"
        "q1 Q0 mzxw6ytboi3dgnbv 2 1.250000 tag\n");
  CHECK(trec_run("q1", {}, "tag").empty());
}

TEST_CASE("Scores of a run fall strictly, so that sorting by them keeps the order", "[output]") {
  CHECK(trec_run("1",
                 {trec_writer_hit(1, 1.0000001, "a"), trec_writer_hit(2, 1, "b"), trec_writer_hit(3, 1, "c"),
                  trec_writer_hit(4, 0.5, "d")},
                 "t") ==
        "1 Q0 a 1 1.000000 t\n"
        "1 Q0 b 2 0.999999 t\n"
        "1 Q0 c 3 0.999998 t\n"
        "1 Q0 d 4 0.500000 t\n");
}

TEST_CASE("No name of a run has blanks in it", "[output]") {
  CHECK(trec_run("my query\n", {trec_writer_hit(1, 1, "a\tb c")}, "") == "my_query_ Q0 a_b_c 1 1.000000 _\n");
}

}  // namespace
}  // namespace broadtape
