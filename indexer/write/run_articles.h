// The articles that a run has written but not yet published, found by their keys and ids.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/article/article_match.h"
#include "common/article/identity.h"

namespace broadtape {

// About 270 bytes for each article.
class RunArticles {
 public:
  struct Entry {
    std::array<char, 16> id;
    ArticleFacts facts;
    std::array<std::uint32_t, kKeyKinds + 1> next;  // the entry before with the same key of each kind, with the same id

    std::string_view id_text() const { return {id.data(), id.size()}; }
  };

  void add(std::string_view id, const std::vector<IdentityKey>& keys, const ArticleFacts& facts);

  // Calls visit(entry) for the articles that have the key or id, the last added first, `most` at the most.
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
  std::unordered_map<std::uint64_t, std::uint32_t> heads_;  // 1 + kLinks * entry + kind of the last with the key
};

}  // namespace broadtape
