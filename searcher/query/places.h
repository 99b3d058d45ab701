// Where the words of a query stand in one article, read from the index: what decides about nearness and number where
// Xapian's own operators cannot.
//
// Threads: not shared.
#pragma once

#include <xapian.h>

#include <map>
#include <string>
#include <vector>

#include "searcher/query/tree.h"

namespace broadtape {

// One way in which an article meets a word, phrase or group of a query.
struct Place {
  Xapian::termpos first = 0;
  Xapian::termpos last = 0;
  std::vector<Xapian::termpos> words;  // ascending; empty when all from first to last belong to it

  friend bool operator==(const Place&, const Place&) = default;
  friend auto operator<=>(const Place&, const Place&) = default;
};

class PlaceReader {
 public:
  // Keeps a reference to `database`, and to the nodes that it is asked about.
  explicit PlaceReader(const Xapian::Database& database) : database_(database) {}

  // The article that is asked about from now on.
  void move_to(Xapian::docid document);

  // Whether the article has what a kNear or kAtLeast asks for. Requires has_places() of its children, no kAnd in it,
  // and expand_wildcards(node).
  bool holds(const Node& node);

 private:
  using Positions = std::vector<Xapian::termpos>;
  struct TermPositions {
    std::string term;
    Positions positions;
    bool is_read = false;  // for the article
  };

  // Each once, ascending. Of a kNear: from its leftmost word to its rightmost.
  std::vector<Place> places(const Node& node);
  std::vector<Place> chains(const Node& near);
  void add_words(const Node& node, std::vector<Place>& places);
  void add_phrase(const Node& node, std::vector<Place>& places);
  const std::vector<TermPositions*>& terms_of_leaf(const Node& node);
  TermPositions* term(const std::string& term);
  const Positions& positions(TermPositions& term);

  const Xapian::Database& database_;
  Xapian::docid document_ = 0;
  std::map<std::string, TermPositions> terms_;
  std::map<const Node*, std::vector<TermPositions*>> leaves_;
};

}  // namespace broadtape
