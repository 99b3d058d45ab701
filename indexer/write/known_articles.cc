#include "indexer/write/known_articles.h"

#include <algorithm>

#include "common/archive/index_errors.h"
#include "common/archive/schema.h"

namespace broadtape {
namespace {

constexpr std::size_t kMostRead = 4096;  // versions kept, some 300 bytes each

}  // namespace

const PublishedArticles::Version& PublishedArticles::version(Xapian::docid document) {
  if (const auto found = read_.find(document); found != read_.end()) return found->second;
  const Article article = archive_.article(document);
  Version version{article.id, identity_keys(article), facts_of(article), article.first_seen_s, {}};
  for (const TickerMention& mention : article.tickers) {
    if (mention.evidence == TickerEvidence::kSource && !mention.symbol.empty())
      version.source_tickers.push_back(mention.symbol);
  }
  return read_.emplace(document, std::move(version)).first->second;
}

template <class Keep>
void PublishedArticles::collect(const std::string& term, std::size_t most, Versions& versions, Keep&& keep) {
  with_read_errors("the archive " + archive_.path(), [&] {
    const Xapian::Database& database = archive_.database();
    for (auto posting = database.postlist_begin(term); posting != database.postlist_end(term) && most > 0; ++posting) {
      const Version& found = version(*posting);
      if (!keep(found)) continue;
      versions.push_back(&found);
      --most;
    }
  });
}

PublishedArticles::Versions PublishedArticles::with_key(const std::string& key_id, std::size_t most) {
  Versions versions = of_article(key_id, most);
  if (empty_) return versions;
  collect(make_term(Field::kAlias, alias_of(key_id)), most, versions, [&](const Version& version) {
    return std::any_of(version.keys.begin(), version.keys.end(),
                       [&](const IdentityKey& key) { return key.id == key_id; });
  });
  return versions;
}

PublishedArticles::Versions PublishedArticles::of_article(const std::string& id, std::size_t most) {
  Versions versions;
  if (empty_) return versions;
  if (read_.size() > kMostRead) read_.clear();
  collect(make_term(Field::kId, id), most, versions, [](const Version&) { return true; });
  return versions;
}

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
