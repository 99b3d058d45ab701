#include "indexer/write/run_articles.h"

#include <algorithm>

namespace broadtape {

void RunArticles::link(std::size_t kind, std::string_view key_id) {
  std::uint32_t& head = heads_[hash_of(key_id)];
  entries_.back().next[kind] = head;
  head = static_cast<std::uint32_t>(1 + kLinks * (entries_.size() - 1) + kind);
}

void RunArticles::add(std::string_view id, const std::vector<IdentityKey>& keys, const ArticleFacts& facts) {
  Entry& entry = entries_.emplace_back();
  std::copy_n(id.begin(), std::min(id.size(), entry.id.size()), entry.id.begin());
  entry.facts = facts;
  entry.next = {};
  bool id_is_key = false;
  for (const IdentityKey& key : keys) {
    link(static_cast<std::size_t>(key.kind), key.id);
    id_is_key = id_is_key || key.id == id;
  }
  if (!id_is_key) link(kKeyKinds, id);
}

}  // namespace broadtape
