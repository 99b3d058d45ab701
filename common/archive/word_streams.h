// The word streams (word_stream.h) of an index's articles: where the columns of its segments say that they lie, else
// from values.
//
// Threads: not shared.
#pragma once

#include <xapian.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/archive/article_store.h"
#include "common/archive/columns.h"
#include "common/archive/matches.h"
#include "common/archive/stream_window.h"

namespace broadtape {

// Articles of an index, by its shards. Document d is document (d - 1) / n + 1 of shards[(d - 1) % n], of n shards.
struct WordShards {
  const ArticleStore& articles;  // of these shards
  std::vector<Xapian::Database> shards;
  std::vector<std::shared_ptr<const Columns>> columns = {};  // of each shard; without them, values are read
};

class WordStreams {
 public:
  explicit WordStreams(const WordShards& shards);

  // Of a document, empty if it has no words; valid until the next call. Cheapest in ascending order.
  std::string_view stream(DocumentNumber document);

  // Says that stream(document) follows soon.
  void prepare(DocumentNumber document) const;

  // Whether stream() reads mapped files alone, of every shard, and the index never.
  bool are_mapped() const;

  // The value of a document.
  std::string value(DocumentNumber document, Xapian::valueno slot) const;

 private:
  struct Shard {
    Xapian::Database database;
    std::shared_ptr<const Columns> columns;
    std::optional<StreamWindow> window;  // of the columns, if they know the streams
    std::optional<Xapian::ValueIterator> values;
    Xapian::docid last = 0;
  };

  std::size_t shard_of(DocumentNumber document) const { return (document - 1) % shards_.size(); }
  Xapian::docid local(DocumentNumber document) const {
    return static_cast<Xapian::docid>((document - 1) / shards_.size() + 1);
  }

  std::vector<Shard> shards_;
  std::string value_;  // what stream() shows where there are no columns
};

}  // namespace broadtape
