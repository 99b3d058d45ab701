#include "searcher/http/problem.h"

#include <catch2/catch.hpp>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>

#include "tests/support/schema_check.h"

using namespace broadtape;

namespace {

std::string header(const HttpAnswer& answer, const std::string& name) {
  std::string value;
  for (const auto& [key, text] : answer.head.headers) {
    if (key == name) value += text;
  }
  return value;
}

}  // namespace

TEST_CASE("Each problem is an answer of its schema, and in the documentation", "[http][problem]") {
  const std::string documentation = read_file(BROADTAPE_ROOT "/docs/http-api.md");
  std::set<ProblemType> types;
  for (const ProblemRow& row : kProblems) {
    INFO(row.name);
    CHECK(types.insert(row.type).second);
    const HttpAnswer answer = answer_of({row.type, "what is wrong", "the way out", "q", 7});
    CHECK(schema_faults("problem", answer.body) == "");
    CHECK(answer.head.status == row.status);
    CHECK(answer.head.content_type == "application/problem+json");
    CHECK(header(answer, "Cache-Control") == "no-store");
    const nlohmann::json body = nlohmann::json::parse(answer.body);
    CHECK(body["type"] == "urn:broadtape:problem:" + std::string(row.name));
    CHECK(body["status"] == row.status);
    CHECK(body["title"] == row.title);
    CHECK(body["detail"] == "what is wrong");
    CHECK(body["hint"] == "the way out");
    CHECK(body["parameter"] == "q");
    CHECK(body["position"] == 7);
    CHECK(documentation.find("| `" + std::string(row.name) + "` |") != std::string::npos);
    CHECK(documentation.find(std::to_string(row.status)) != std::string::npos);
  }
}

TEST_CASE("A problem says what its status asks for", "[http][problem]") {
  CHECK(header(answer_of({ProblemType::kBusy, "x"}), "Retry-After") == "1");
  CHECK(header(answer_of({ProblemType::kArchive, "x"}), "Retry-After") == "1");
  CHECK(header(answer_of({ProblemType::kMethod, "x"}), "Allow") == "GET, HEAD");
  CHECK(header(answer_of({ProblemType::kToken, "x"}), "WWW-Authenticate") == "Basic realm=\"Broadtape\"");
  CHECK(header(answer_of({ProblemType::kQuery, "x"}), "Retry-After").empty());
}

TEST_CASE("A problem without more says no more, and hostile text stays text", "[http][problem]") {
  const nlohmann::json bare =
      nlohmann::json::parse(answer_of({ProblemType::kQuery, "a \"b\"\r\n\xff\x01<script>"}).body);
  CHECK(bare.size() == 4);
  CHECK(bare["detail"] == "a \"b\"\r\n\xef\xbf\xbd\x01<script>");
}
