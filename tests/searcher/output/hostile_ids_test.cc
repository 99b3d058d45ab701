// An archive that others made may have anything for an id.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <sstream>

#include "searcher/output/explain_writer.h"
#include "searcher/output/shell_word.h"
#include "searcher/output/similar_writer.h"

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

TEST_CASE("A word of a shell is quoted where it must be", "[output]") {
  struct Case {
    const char *text, *word;
  };
  const Case cases[] = {{"oil", "oil"},         {"/a/b-c_1.x", "/a/b-c_1.x"}, {"", "''"},   {"rate cut", "'rate cut'"},
                        {"it's", "'it'\\''s'"}, {"$(reboot)", "'$(reboot)'"}, {"~", "'~'"}, {"a\nb", "'a\nb'"}};
  for (const Case& c : cases) CHECK(shell_word(c.text) == c.word);
}

}  // namespace
}  // namespace broadtape
