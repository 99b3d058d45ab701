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
  // Keeps a reference to `database`.
  PlaceReader(const Xapian::Database& database, Xapian::docid document) : database_(database), document_(document) {}

  // Each once, ascending. Of a kNear: from its leftmost word to its rightmost.
  // Requires has_places(node), no kAnd in it, and expand_wildcards(node).
  std::vector<Place> places(const Node& node);

  // Whether the article has what a kNear or kAtLeast asks for. Requires what places() does of its children.
  bool holds(const Node& node);

 private:
  using Positions = std::vector<Xapian::termpos>;

  const Positions& positions(const std::string& term);
  void add_words(const Node& node, std::vector<Place>& places);
  void add_phrase(const Node& node, std::vector<Place>& places);
  std::vector<Place> chains(const Node& near);

  const Xapian::Database& database_;
  Xapian::docid document_;
  std::map<std::string, Positions> positions_;
};

}  // namespace broadtape
