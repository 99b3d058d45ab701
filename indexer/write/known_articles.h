// The articles that the archive and the running run have already, found by their keys and ids, with the facts that
// decide whether an article is the same.
#pragma once

#include <xapian.h>

#include <array>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/archive/archive.h"
#include "common/article/article_match.h"
#include "common/article/identity.h"

namespace broadtape {

// What the archive has published.
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

  // The versions of articles that have the key `key_id` as their id or as an alias; the first `most` of each.
  // Throws Error(kCorrupt) when a document cannot be read.
  Versions with_key(const std::string& key_id, std::size_t most);

  // The first `most` versions of one article. Throws the same.
  Versions of_article(const std::string& id, std::size_t most);

 private:
  template <class Keep>
  void collect(const std::string& term, std::size_t most, Versions& versions, Keep&& keep);
  const Version& version(Xapian::docid document);

  const Archive& archive_;
  bool empty_;
  std::unordered_map<Xapian::docid, Version> read_;  // a key that many articles have leads to the same ones repeatedly
};

// What the run has written but not yet published. About 270 bytes for each article.
class RunArticles {
 public:
  struct Entry {
    std::array<char, 16> id;
    ArticleFacts facts;
    std::array<std::uint32_t, kKeyKinds + 1>
        next;  // the previous entry with the same key of each kind, with the same id

    std::string_view id_text() const { return {id.data(), id.size()}; }
  };

  void add(std::string_view id, const std::vector<IdentityKey>& keys, const ArticleFacts& facts);

  // Calls visit(entry) for at most `most` articles that have the key or id, the last one added first.
  template <class Visit>
  void for_each(std::string_view key_id, std::size_t most, Visit&& visit) const {
    const auto head = heads_.find(hash_of(key_id));
    for (std::uint32_t link = head == heads_.end() ? 0 : head->second; link != 0 && most > 0; --most) {
      const Entry& entry = entries_[(link - 1) / kLinks];
      visit(entry);
      link = entry.next[(link - 1) % kLinks];
    }
  }

 private:
  static constexpr std::uint32_t kLinks = kKeyKinds + 1;

  // Keys and ids are hashes already; of 80 bits 64 are kept.
  static std::uint64_t hash_of(std::string_view key_id) { return std::hash<std::string_view>()(key_id); }

  void link(std::size_t kind, std::string_view key_id);

  std::deque<Entry> entries_;
  std::unordered_map<std::uint64_t, std::uint32_t> heads_;  // 1 + kLinks * entry + kind of the last one with the key
};

}  // namespace broadtape
