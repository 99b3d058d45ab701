// The spans of a query's words in one article, read from the index: they decide about proximity and number where
// Xapian's own operators cannot.
//
// Threads: not shared.
#pragma once

#include <xapian.h>

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "searcher/query/tree.h"

namespace broadtape {

// One way in which an article meets a word, phrase or group of a query.
struct TermSpan {
  Xapian::termpos first = 0;
  Xapian::termpos last = 0;
  std::vector<Xapian::termpos> words;  // ascending; empty when all from first to last belong to it

  friend bool operator==(const TermSpan&, const TermSpan&) = default;
  friend auto operator<=>(const TermSpan&, const TermSpan&) = default;
};

// The parts of a span that the caller uses; fewer spans are listed where fewer parts are used.
struct SpanUse {
  bool first = true;
  bool last = true;
  bool words = true;
};

class SpanReader {
 public:
  static constexpr std::size_t kMaxSteps = 300'000;  // of nested proximity in one article

  // Keeps a reference to `database`, and to the nodes that it is asked about.
  explicit SpanReader(const Xapian::Database& database) : database_(database) {}

  // The article that is asked about from now on.
  void move_to(Xapian::docid document);

  // Links tried for nested proximity in the article so far.
  std::size_t steps() const { return steps_; }

  // Whether the article has what a positional operator or a kPhrase asks for. Requires has_spans() of its children, no
  // kAnd in it, and expand_wildcards(node). Throws Error(kQuery) when nested proximity takes more than kMaxSteps.
  bool holds(const Node& node);

 private:
  using Positions = std::vector<Xapian::termpos>;
  struct TermPositions {
    std::string term;
    Positions positions;
    Xapian::docid read_in = 0;   // the article that `positions` are of
    Xapian::docid found_in = 0;  // the last article that is known to have the term, and there
    Xapian::termcount wdf = 0;   // as often at least as it has positions
  };

  // What a node consists of, so that a group of thousands of words is one list.
  struct Parts {
    std::vector<TermPositions*> terms;  // of a leaf; of a group: the words in it
    std::vector<const Node*> others;    // a group's phrases and groups, and its words of the lead
  };

  // Each once, ascending. Of a kNear: from its leftmost word to its rightmost.
  std::vector<TermSpan> spans(const Node& node, const SpanUse& use = {});
  std::vector<TermSpan> chains(const Node& near, const SpanUse& use);
  void count_step();
  void add_words(const Parts& parts, std::vector<TermSpan>& spans);
  void add_phrase(const Parts& parts, std::vector<TermSpan>& spans);
  const Parts& parts_of(const Node& node);
  TermPositions* term(const std::string& term);
  const Positions& positions(TermPositions& term);
  void find_terms(const Node& node);
  void add_terms(const Node& node);
  std::optional<std::size_t> most_spans(const Node& node);

  const Xapian::Database& database_;
  Xapian::docid document_ = 0;
  std::size_t steps_ = 0;
  const Node* asked_ = nullptr;  // the node whose words terms_ has
  bool are_found_ = false;       // found_in and wdf are set for the article
  std::unordered_map<std::string, TermPositions> terms_;
  std::unordered_map<const Node*, Parts> parts_;
};

}  // namespace broadtape
