#include "tests/support/ranking_quality.h"

#include <catch2/catch.hpp>

#include "tests/support/temp_folder.h"

namespace broadtape {
namespace {

const Grades kGrades{{"a", 3}, {"b", 2}, {"c", 1}, {"d", 0}};

TEST_CASE("nDCG is as worked out by hand", "[quality]") {
  // The ideal a, b, c gains 7/1 + 3/log2(3) + 1/2 = 9.39279.
  struct Case {
    const char* name;
    Ranking ranking;
    double expected;
  };
  const Case cases[] = {
      {"the ideal order", {"a", "b", "c", "d"}, 1.0},
      {"what is not relevant may follow", {"a", "b", "c", "x", "y"}, 1.0},
      {"reversed: 0 + 1/log2(3) + 3/2 + 7/log2(5)", {"d", "c", "b", "a"}, 5.14566 / 9.39279},
      {"the best alone", {"a"}, 7 / 9.39279},
      {"an unknown article first: 7/log2(3)", {"x", "a"}, 4.41651 / 9.39279},
      {"an article twice gains once", {"a", "a", "a"}, 7 / 9.39279},
      {"nothing found", {}, 0.0},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      CHECK(ndcg(c.ranking, kGrades) == Approx(c.expected).epsilon(1e-5));
    }
  }
  CHECK(ndcg({"b", "a"}, kGrades, 1) == Approx(3.0 / 7.0));
  CHECK(ndcg({"a"}, {{"a", 0}}) == 0);
  CHECK(ndcg({"a"}, {}) == 0);
}

TEST_CASE("reciprocal rank looks for the first article that is good enough", "[quality]") {
  CHECK(reciprocal_rank({"a", "b"}, kGrades) == 1);
  CHECK(reciprocal_rank({"x", "c", "b", "a"}, kGrades) == Approx(1.0 / 3));
  CHECK(reciprocal_rank({"x", "c", "b", "a"}, kGrades, 1) == Approx(1.0 / 2));
  CHECK(reciprocal_rank({"x", "c", "b", "a"}, kGrades, 3) == Approx(1.0 / 4));
  CHECK(reciprocal_rank({"x", "c", "b", "a"}, kGrades, 2, 2) == 0);
  CHECK(reciprocal_rank({}, kGrades) == 0);
}

TEST_CASE("judgement files are read in both forms", "[quality]") {
  const TemporaryFolder folder;
  const std::string path = folder.path() + "/judgements";
  const Judgements expected{{"q1", {{"a", 3}, {"b", 0}}}, {"q2", {{"a", 1}}}};

  write_file(path,
             "query\tarticle\tgrade\ttitle\nq1\ta\t3\tAcme rises\nq1\tb\t0\t\nq1\tb\t0\t\nq2\ta\t1\tAcme rises\n");
  CHECK(read_judgements(path) == expected);
  write_file(path, "q1 0 a 3\nq1 0 b 0\n\nq2\tQ0\ta\t1\r\n");
  CHECK(read_trec_qrels(path) == expected);
}

TEST_CASE("a damaged judgement file is an error, never fewer judgements", "[quality]") {
  const TemporaryFolder folder;
  const std::string path = folder.path() + "/judgements";
  CHECK_THROWS_AS(read_judgements(path), std::runtime_error);
  CHECK_THROWS_AS(read_trec_qrels(path), std::runtime_error);
  for (const char* text : {"query\tarticle\tgrade\nq1\ta\n", "query\tarticle\tgrade\nq1\ta\t1\nq1\ta\t2\n"}) {
    write_file(path, text);
    CHECK_THROWS_AS(read_judgements(path), std::runtime_error);
  }
  write_file(path, "query\tarticle\tgrade\nq1\ta\thigh\n");
  CHECK_THROWS_AS(read_judgements(path), std::invalid_argument);
  write_file(path, "q1 0 a\n");
  CHECK_THROWS_AS(read_trec_qrels(path), std::runtime_error);
}

}  // namespace
}  // namespace broadtape
