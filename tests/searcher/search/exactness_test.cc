// Every query with positions matches exactly the articles that a naive evaluation of their texts matches.
#include <algorithm>
#include <catch2/catch.hpp>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "searcher/query/parser.h"
#include "searcher/search/searcher.h"
#include "tests/support/article_maker.h"
#include "tests/support/test_archive.h"

namespace broadtape {
namespace {

using Positions = std::set<int>;
using Places = std::set<Positions>;

// An article's words by position, as described in docs/archive-format.md, and which of them are in title and lead.
struct Words {
  std::vector<std::string> at;
  int title_end = 0;
  int lead_end = 0;
};

Words words_of(const Article& article) {
  Analyser analyser;
  std::vector<Token> tokens;
  Words words;
  analyser.analyse(article.title, tokens);
  words.at.resize(kFirstPosition);
  for (const Token& token : tokens) words.at.emplace_back(token.term);
  words.title_end = static_cast<int>(words.at.size());
  words.at.resize(words.at.size() + kFieldGap);
  const std::size_t body = words.at.size();
  analyser.analyse(article.body, tokens);
  for (const Token& token : tokens) words.at.emplace_back(token.term);
  words.lead_end = static_cast<int>(std::min(words.at.size(), body + kLeadBodyWords));
  return words;
}

// The naive evaluation: all ways in which the words match `node`.
class Reader {
 public:
  explicit Reader(const Words& words) : words_(words) {}

  bool meets(const Node& node) const {
    const auto meets_one = [&](const Node& child) { return meets(child); };
    switch (node.kind) {
      case NodeKind::kAnd:
        return std::all_of(node.children.begin(), node.children.end(), meets_one);
      case NodeKind::kOr:
        return std::any_of(node.children.begin(), node.children.end(), meets_one);
      case NodeKind::kNot:
        return !meets(node.children[0]);
      case NodeKind::kAtLeast:
        return places(node.children[0]).size() >= node.least;
      default:
        return !places(node).empty();
    }
  }

 private:
  Places places(const Node& node) const {
    Places found;
    if (node.kind == NodeKind::kNear) return chains(node);
    if (node.kind == NodeKind::kOr) {
      for (const Node& child : node.children) found.merge(places(child));
      return found;
    }
    const int end = node.field == Field::kTitle  ? words_.title_end
                    : node.field == Field::kLead ? words_.lead_end
                                                 : static_cast<int>(words_.at.size());
    const int length = static_cast<int>(node.terms.size());
    for (int first = 0; first + length <= end; ++first) {
      Positions place;
      for (int k = 0; k < length; ++k) {
        const std::string& word = words_.at[static_cast<std::size_t>(first + k)];
        const std::string& wanted = node.terms[static_cast<std::size_t>(k)];
        if (node.kind == NodeKind::kWildcard ? word.starts_with(wanted) : word == wanted) place.insert(first + k);
      }
      if (static_cast<int>(place.size()) == length) found.insert(place);
    }
    return found;
  }

  static bool near(const Positions& left, const Positions& right, const Gap& gap) {
    Positions both = left;
    both.insert(right.begin(), right.end());
    if (both.size() < left.size() + right.size()) return false;
    const int distance = static_cast<int>(gap.distance);
    const int after = *right.begin() - *left.rbegin(), before = *left.begin() - *right.rbegin();
    if (gap.ordered) return after >= 1 && after <= distance;
    return after <= distance && before <= distance;
  }

  Places chains(const Node& node) const {
    std::set<std::pair<Positions, Positions>> chains;  // the last link, the whole
    for (const Positions& place : places(node.children[0])) chains.emplace(place, place);
    for (std::size_t i = 0; i < node.gaps.size(); ++i) {
      std::set<std::pair<Positions, Positions>> longer;
      for (const auto& [link, whole] : chains) {
        for (const Positions& next : places(node.children[i + 1])) {
          if (!near(link, next, node.gaps[i])) continue;
          Positions both = whole;
          both.insert(next.begin(), next.end());
          longer.emplace(next, both);
        }
      }
      chains = std::move(longer);
    }
    Places wholes;
    for (const auto& chain : chains) wholes.insert(chain.second);
    return wholes;
  }

  const Words& words_;
};

constexpr const char* kVocabulary[] = {"oil", "gas", "rate", "cut", "tariff", "bank"};

class Texts {
 public:
  explicit Texts(std::uint64_t seed) : random_(seed) {}

  std::string text(std::size_t words) {
    std::string text;
    for (std::size_t i = 0; i < words; ++i) text += (random_() % 3 == 0 ? word() : "filler") + " ";
    return text;
  }
  std::string word() { return kVocabulary[random_() % std::size(kVocabulary)]; }
  std::uint64_t below(std::uint64_t limit) { return random_() % limit; }

  std::string operand(int depth) {
    switch (below(depth > 0 ? 8 : 5)) {
      case 0:
        return "\"" + word() + " " + word() + "\"";
      case 1:
        return word().substr(0, 3) + "*";
      case 2:
        return (below(2) == 0 ? "lead:" : "title:") + word();
      case 5:
        return "(" + operand(depth - 1) + " OR " + operand(depth - 1) + ")";
      case 6:
        return "(" + chain(depth - 1) + ")";
      default:
        return word();
    }
  }
  std::string chain(int depth) {
    std::string text = operand(depth);
    const std::uint64_t links = 1 + below(4) / 3;
    for (std::uint64_t i = 0; i < links; ++i)
      text += (below(2) == 0 ? " w/" : " near/") + std::to_string(1 + below(6)) + " " + operand(depth);
    return text;
  }
  std::string query() {
    switch (below(7)) {
      case 0:
        return "atleast" + std::to_string(2 + below(4)) + ":" + word();
      case 1:
        return "atleast" + std::to_string(2 + below(2)) + ":(" + operand(0) + " OR " + operand(0) + ")";
      case 2:
        return "lead:(" + chain(1) + ")";
      case 3:
        return "lead:\"" + word() + " " + word() + "\"";
      case 4:
        return operand(1) + " -(" + chain(1) + ")";
      default:
        return chain(2);
    }
  }

 private:
  std::mt19937_64 random_;
};

std::vector<TestArticle> exactness_made_articles() {
  Texts texts(3);
  std::vector<TestArticle> articles;
  for (std::size_t i = 0; i < 80; ++i) {
    Article article = make_article(texts.text(texts.below(6)), texts.text(texts.below(2) == 0 ? 8 : 90));
    article.url = "https://news.example/" + std::to_string(i / 2);  // pairs are versions of one article
    article.id = article_id(article);
    articles.push_back({article, {i % 2 == 0, i % 2 == 1}});
  }
  return articles;
}

void check_queries(const std::vector<TestArticle>& articles, std::size_t segments) {
  const TestArchive files(articles, segments);
  const Archive archive = files.open();
  Searcher searcher(archive);
  Analyser analyser;
  Texts texts(segments);
  SearchRequest request;
  request.partial = false;
  request.limit = 1'000;
  request.query.all_versions = true;
  std::vector<Words> words;
  for (const TestArticle& made : articles) words.push_back(words_of(made.article));
  std::size_t found_some = 0;
  for (int round = 0; round < 400; ++round) {
    request.query.text = texts.query();
    const Node tree = parse_query(request.query.text, request.query.clock, analyser).tree;
    std::vector<std::string> expected;
    for (std::size_t i = 0; i < articles.size(); ++i) {
      if (Reader(words[i]).meets(tree)) expected.push_back(articles[i].article.body);
    }
    std::vector<std::string> found;
    for (const Hit& hit : searcher.search(request).hits) found.push_back(hit.article.body);
    std::sort(expected.begin(), expected.end());
    std::sort(found.begin(), found.end());
    CAPTURE(request.query.text, to_text(tree), segments);
    REQUIRE(found.size() == expected.size());
    REQUIRE((found == expected));
    found_some += found.empty() ? 0 : 1;
  }
  CHECK(found_some > 200);
}

TEST_CASE("Nearness, number and the lead find what a plain reading of the articles finds", "[search][exact]") {
  check_queries(exactness_made_articles(), 1);
  check_queries(exactness_made_articles(), 3);
}

}  // namespace
}  // namespace broadtape
