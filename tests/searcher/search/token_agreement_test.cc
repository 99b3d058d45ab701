// Analyser, query and highlighter agree on word boundaries: for every word of the sample, and of corpora that are not
// part of the project.
#include <algorithm>
#include <catch2/catch.hpp>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "searcher/plan/variants.h"
#include "searcher/query/parser.h"
#include "searcher/search/match_terms.h"
#include "tests/support/corpora.h"
#include "tests/support/indexed_archive.h"

namespace broadtape {
namespace {

// Searches for one word of a text as written, and checks what the query finds and marks there.
class Asker {
 public:
  explicit Asker(IndexReader index) : index_(std::move(index)) {}

  void ask_for_each_word(const std::string& text) {
    analyser_.analyse(text, tokens_);
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      ++words_;
      const std::string written = text.substr(tokens_[i].begin, tokens_[i].end - tokens_[i].begin);
      if (!known_.insert(written + '\n' + std::string(tokens_[i].term)).second) continue;
      if (is_marked(written, i) || is_marked(with_neighbours(text, i), i)) continue;
      missed_.push_back(written + " in: " + with_neighbours(text, i));
    }
  }

  std::size_t words() const { return words_; }
  const std::vector<std::string>& missed() const { return missed_; }

 private:
  // `bn` and `%` are separate words only after a number, so the query includes it.
  std::string with_neighbours(const std::string& text, std::size_t i) const {
    const std::size_t first = tokens_[i > 2 ? i - 2 : 0].begin;
    const std::size_t last = tokens_[std::min(i + 2, tokens_.size() - 1)].end;
    std::string part = text.substr(first, last - first);
    std::replace(part.begin(), part.end(), '"', ' ');
    return '"' + part + '"';
  }

  bool is_marked(const std::string& query, std::size_t i) {
    Node tree = parse_query(query, {0, {}}, query_analyser_).tree;
    const auto marks_word = [&] {
      std::vector<MatchTerms::Mark> marks;
      MatchTerms(tree, IndexReader(Xapian::Database())).match(tokens_, MatchTerms::Part::kTitle, marks);
      return marks[i].word != MatchTerms::kNone;
    };
    if (marks_word()) return true;
    add_variants(tree, index_, query_analyser_);  // `AUG` of `AUG 2` is August
    return marks_word();
  }

  const IndexReader index_;
  Analyser analyser_;
  Analyser query_analyser_;
  std::vector<Token> tokens_;
  std::set<std::string> known_;
  std::vector<std::string> missed_;
  std::size_t words_ = 0;
};

void check_every_word_of(const std::string& path, std::size_t least_words) {
  const IndexedArchive files(path, 1'738'281'600);
  const Archive archive = files.open();
  Asker asker(archive.index());
  for (Xapian::docid document = 1; document <= archive.document_count(); ++document) {
    const Article article = archive.article(document);
    asker.ask_for_each_word(article.title);
    asker.ask_for_each_word(article.body);
  }
  CAPTURE(path);
  CHECK(asker.words() > least_words);
  for (std::size_t i = 0; i < std::min<std::size_t>(asker.missed().size(), 20); ++i) UNSCOPED_INFO(asker.missed()[i]);
  CHECK(asker.missed().empty());
}

}  // namespace

TEST_CASE("Every word of the sample, asked for as written, is marked where it stands", "[search]") {
  check_every_word_of(BROADTAPE_ROOT "/data/sample", 30'000);
}

TEST_CASE("Every word of a corpus, asked for as written, is marked where it stands", "[search][corpora]") {
  for (const char* name : {"yahoo-finance-dev.jsonl.zst", "reuters21578.tar.gz"}) {
    if (const auto path = corpus(name)) check_every_word_of(*path, 500'000);
  }
}

}  // namespace broadtape
