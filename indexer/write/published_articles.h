// What the archive has published under a key or an id, with the facts that decide whether an article is the same.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/archive/archive.h"
#include "common/article/article_match.h"
#include "common/article/identity.h"

namespace broadtape {

class PublishedArticles {
 public:
  struct Version {
    std::string id;
    std::vector<IdentityKey> keys;
    ArticleFacts facts;
    std::int64_t first_seen_s;
    std::vector<std::string> source_tickers;
  };
  using Versions = std::vector<const Version*>;  // valid until the next call

  // `archive` must outlive this.
  explicit PublishedArticles(const Archive& archive) : archive_(archive), empty_(archive.document_count() == 0) {}

  // The versions of articles that have the key `key_id`, as their id or beside it; the first `most` of each.
  // Throws Error(kCorrupt) when a document cannot be read.
  Versions with_key(const std::string& key_id, std::size_t most);

  // The versions of one article, the first `most`. Throws likewise.
  Versions of_article(const std::string& id, std::size_t most);

 private:
  template <class Keep>
  void collect(const std::string& term, std::size_t most, Versions& versions, Keep&& keep);
  const Version& version(Xapian::docid document);

  const Archive& archive_;
  bool empty_;
  std::unordered_map<Xapian::docid, Version>
      read_;  // under a much used key the same ones are asked for again and again
};

}  // namespace broadtape
