// Words in any script are found and marked.
#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "common/text/analyser.h"
#include "common/text/utf8.h"
#include "searcher/search/searcher.h"
#include "tests/support/article_maker.h"
#include "tests/support/test_archive.h"

namespace broadtape {
namespace {

// The second of every sixteen characters, since blocks start at multiples of sixteen; larger steps where planes are
// empty or have one block.
std::vector<std::string> characters_of_blocks() {
  std::vector<std::string> characters;
  for (char32_t c = 1; c <= 0x10ffff; c += c < 0x20000 ? 16 : 512) {
    if (c >= 0xd800 && c <= 0xdfff) continue;
    characters.emplace_back();
    append_utf8(characters.back(), c);
  }
  return characters;
}

TEST_CASE("A character of every Unicode block is found in the article that has it, or is no word",
          "[search][unicode]") {
  constexpr std::size_t kOnAPage = 64;
  const std::vector<std::string> characters = characters_of_blocks();
  std::vector<Article> pages;
  for (std::size_t first = 0; first < characters.size(); first += kOnAPage) {
    std::string body;
    for (std::size_t i = first; i < std::min(first + kOnAPage, characters.size()); ++i) body += characters[i] + " ; ";
    pages.push_back(make_article("page" + std::to_string(first / kOnAPage), body));
  }
  const TestArchive files(pages, 3);
  const Archive archive = files.open();
  Searcher searcher(archive);
  Analyser analyser;
  std::vector<Token> tokens;
  std::size_t words = 0;
  for (std::size_t i = 0; i < characters.size(); ++i) {
    analyser.analyse(characters[i], tokens);
    SearchRequest request;
    request.query.text = characters[i];
    request.limit = pages.size();
    const SearchAnswer answer = searcher.search(request);
    const std::string page = "page" + std::to_string(i / kOnAPage);
    const bool found =
        std::any_of(answer.hits.begin(), answer.hits.end(), [&](const Hit& hit) { return hit.article.title == page; });
    if (found == !tokens.empty() && (found || answer.total == 0)) {
      words += found ? 1 : 0;
      continue;  // asserting each takes longer than searching for it
    }
    CAPTURE(i, characters[i], tokens.size(), answer.total);
    FAIL_CHECK("not found on its page, or found without being a word");
  }
  CHECK(words > 2'000);
}

}  // namespace
}  // namespace broadtape
