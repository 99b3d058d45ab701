// An archive written by another program may contain any id.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <sstream>

#include "searcher/output/answer_writers.h"

namespace broadtape {
namespace {

const std::string kId = "ab\x1b]52;c;aGk=\x07";

TEST_CASE("An id does not reach the terminal as a command", "[output]") {
  SimilarAnswer similar;
  similar.id = kId;
  ExplainAnswer explained;
  explained.article.emplace();
  explained.article->id = kId;
  std::ostringstream out;
  const TextStyle style{80, false, false};
  write_text(similar, style, out);
  write_text(explained, style, out);
  CHECK_THAT(out.str(), Catch::Contains("ab\ufffd"));
  CHECK(out.str().find('\x1b') == std::string::npos);
  CHECK(out.str().find('\x07') == std::string::npos);
}

}  // namespace
}  // namespace broadtape
