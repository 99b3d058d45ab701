// The spans of a query's words in one article, read from the index. They decide proximity and numbers of occurrences
// where Xapian's operators cannot.
//
// Threads: not shared.
#pragma once

#include <xapian.h>

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "searcher/plan/exact_words.h"
#include "searcher/query/tree.h"

namespace broadtape {

// An occurrence of a word, phrase or group of a query in an article.
struct TermSpan {
  Xapian::termpos first = 0;
  Xapian::termpos last = 0;
  std::vector<Xapian::termpos> words;  // ascending; empty if the span includes all words from first to last

  friend bool operator==(const TermSpan&, const TermSpan&) = default;
  friend auto operator<=>(const TermSpan&, const TermSpan&) = default;
};

// The properties of a span that the caller uses; using fewer properties gives fewer spans.
struct SpanUse {
  bool first = true;
  bool last = true;
  bool words = true;
};

class SpanReader {
 public:
  static constexpr std::size_t kMaxSteps = 300'000;  // of nested proximity per article

  // Keeps references to `database`, `articles` and the nodes passed to it. Exact words need `articles`.
  explicit SpanReader(const Xapian::Database& database, const ArticleStore* articles)
      : database_(database), exact_words_(articles ? std::make_unique<ExactWords>(database, *articles) : nullptr) {}

  // Sets the current article.
  void move_to(Xapian::docid document);

  // Links tried for nested proximity in the current article.
  std::size_t steps() const { return steps_; }

  // Whether the current article satisfies a positional operator or a kPhrase. Requires has_spans() of its children, no
  // kAnd in it, and expand_wildcards(node). Throws Error(kQuery) if nested proximity exceeds kMaxSteps.
  bool holds(const Node& node);

 private:
  using Positions = std::vector<Xapian::termpos>;
  struct TermPositions {
    std::string term;
    Positions positions;
    Xapian::docid read_in = 0;   // the article of `positions`
    Xapian::docid found_in = 0;  // the last article known to have the term
    Xapian::termcount wdf = 0;   // an upper bound on the number of positions
  };

  // The components of a node, flattened so that a group of thousands of words is one list.
  struct Parts {
    std::vector<TermPositions*> terms;                  // of a leaf, or the words of a group
    std::vector<const Node*> others;                    // the phrases and groups of a group, and its words in the lead
    std::vector<std::vector<TermPositions*>> variants;  // of a leaf
  };

  // Distinct, ascending. A kNear spans from its leftmost to its rightmost word.
  std::vector<TermSpan> spans(const Node& node, const SpanUse& use = {});
  std::vector<TermSpan> chains(const Node& near, const SpanUse& use);
  void count_step();
  void add_words(const Parts& parts, std::vector<TermSpan>& spans);
  void add_sequence(const std::vector<TermPositions*>& terms, std::vector<TermSpan>& spans);
  void keep_exact(const Node& leaf, std::vector<TermSpan>& spans);
  const Parts& parts_of(const Node& node);
  TermPositions* term(const std::string& term);
  const Positions& positions(TermPositions& term);
  void find_terms(const Node& node);
  void add_terms(const Node& node);
  std::optional<std::size_t> most_spans(const Node& node);

  const Xapian::Database& database_;
  std::unique_ptr<ExactWords> exact_words_;
  Xapian::docid document_ = 0;
  std::size_t steps_ = 0;
  const Node* asked_ = nullptr;  // the node whose words are in terms_
  bool are_found_ = false;       // found_in and wdf are valid for the article
  std::unordered_map<std::string, TermPositions> terms_;
  std::unordered_map<const Node*, Parts> parts_;
};

}  // namespace broadtape
