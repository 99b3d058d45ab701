// The spans of a query's words in one article, by the positions of its words. They decide phrases, proximity, numbers
// of occurrences, and words of the lead.
//
// Threads: not shared.
#pragma once

#include <xapian.h>

#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "common/archive/word_positions.h"
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

  // Keeps references to `archive` and the nodes passed to it.
  explicit SpanReader(const Archive& archive) : words_(archive.words()), exact_words_(archive) {}

  // Sets the current article.
  void move_to(Xapian::docid document);

  // Says that move_to(document) follows soon.
  void prepare(Xapian::docid document) const { words_.prepare(document); }

  // Whether holds(node) never reads the index, so that readers of one archive may run in parallel.
  bool reads_mapped_files(const Node& node) const;

  // Links tried for nested proximity in the current article.
  std::size_t steps() const { return steps_; }

  // Whether the current article satisfies a positional operator or a kPhrase. Requires has_spans() of its children, no
  // kAnd in it, and expand_wildcards(node). Throws Error(kQuery) if nested proximity exceeds kMaxSteps.
  bool holds(const Node& node);

 private:
  using Positions = WordPositions::Positions;
  using Questions = std::vector<std::size_t>;  // for words_

  // The components of a node, flattened so that a group of thousands of words is one list.
  struct Parts {
    Questions terms;                     // of a leaf, or the words of a group
    std::vector<const Node*> others;     // the phrases and groups of a group, and its words in the lead
    std::vector<Questions> variants;     // of a leaf
    std::vector<std::size_t> sequences;  // for words_: of a word or phrase and its variants
  };

  // Distinct, ascending. A kNear spans from its leftmost to its rightmost word.
  std::vector<TermSpan> spans(const Node& node, const SpanUse& use = {});
  std::vector<TermSpan> chains(const Node& near, const SpanUse& use);
  void count_step();
  void add_words(const Parts& parts, std::vector<TermSpan>& spans);
  void add_sequence(const Questions& terms, std::vector<TermSpan>& spans);
  void keep_exact(const Node& leaf, std::vector<TermSpan>& spans);
  bool leaf_holds(const Node& leaf);
  const Parts& parts_of(const Node& node);

  WordPositions words_;
  ExactWords exact_words_;
  DocumentNumber document_ = 0;
  std::size_t steps_ = 0;
  std::unordered_map<const Node*, Parts> parts_;
};

}  // namespace broadtape
