#include "indexer/write/identity_index.h"

#include <algorithm>
#include <cstring>

#include "common/archive/read_errors.h"
#include "common/archive/schema.h"

namespace broadtape {
namespace {

std::array<std::uint64_t, 2> key_of(char kind, const std::string& id, std::string_view rest) {
  const ContentHash hash = hash_fields({std::string_view(&kind, 1), id, rest});
  std::array<std::uint64_t, 2> key;
  std::memcpy(key.data(), hash.data(), sizeof key);
  return key;
}

std::string_view bytes_of(const ContentHash& content) {
  return {reinterpret_cast<const char*>(content.data()), content.size()};
}

}  // namespace

IdentityIndex::PublishedMatch IdentityIndex::find_published(const Article& article, const ContentHash& content) const {
  PublishedMatch match;
  const Xapian::Database& database = published_.database();
  const std::string term = make_term(Field::kId, article.id);
  with_read_errors("the archive " + published_.path(), [&] {
    for (auto posting = database.postlist_begin(term); posting != database.postlist_end(term); ++posting) {
      match.any_version = true;
      const Xapian::Document document = database.get_document(*posting);
      match.newest_s = std::max(match.newest_s, Xapian::sortable_unserialise(document.get_value(kFirstSeenSlot)));
      if (document.get_value(kContentSlot) == bytes_of(content)) match.same_version = published_.article(document);
    }
  });
  return match;
}

// True when the source lists the article under a company that is new for it; notes those for the end of the run.
bool IdentityIndex::add_tickers(const Article& article) {
  bool any = false;
  for (const TickerMention& mention : article.tickers) {
    if (!seen_.insert(key_of('t', article.id, mention.symbol)).second) continue;
    amendments_[article.id].tickers.insert(mention.symbol);
    any = true;
  }
  return any;
}

bool IdentityIndex::knows(const std::string& id) const {
  if (seen_.contains(key_of('i', id, {}))) return true;
  return with_read_errors("the archive " + published_.path(),
                          [&] { return published_.database().term_exists(make_term(Field::kId, id)); });
}

IdentityIndex::Decision IdentityIndex::decide(const Article& article, const ExportedVersion& exported) {
  if (!exported.is_whole && knows(article.id)) return {AddOutcome::kUnchanged, false, {}};
  const ContentHash content = content_hash(article);
  const bool new_version = seen_.insert(key_of('v', article.id, bytes_of(content))).second;
  const bool new_id = seen_.insert(key_of('i', article.id, {})).second;
  bool known_id = !new_id;
  if (new_version) {
    const PublishedMatch match = find_published(article, content);
    if (!match.same_version) {
      known_id = known_id || match.any_version;
      for (const TickerMention& mention : article.tickers) seen_.insert(key_of('t', article.id, mention.symbol));
      // The first version of an article is the current one until another comes, so that no article is ever hidden.
      const VersionFlags had = exported.flags.value_or(VersionFlags());
      // An export that is older than the archive brings no news.
      const bool is_old = exported.flags && static_cast<double>(article.first_seen_s) < match.newest_s;
      const bool superseded = known_id && (had.superseded || is_old);
      const bool corrected = had.corrected || (known_id && !superseded);
      if (known_id && !superseded) amendments_[article.id].newest = content;
      return {known_id ? AddOutcome::kUpdated : AddOutcome::kAdded, true, {superseded, corrected}};
    }
    for (const TickerMention& mention : match.same_version->tickers) {
      if (mention.evidence == TickerEvidence::kSource) seen_.insert(key_of('t', article.id, mention.symbol));
    }
  }
  return {add_tickers(article) ? AddOutcome::kUpdated : AddOutcome::kUnchanged, false, {}};
}

}  // namespace broadtape
