#include "indexer/write/identity_index.h"

#include <algorithm>
#include <cstring>

namespace broadtape {
namespace {

// A limit for keys that many versions have, such as one identifier for every record: the other versions are ignored. An
// article that is not found becomes a distinct one, and the same article again still finds it by its content.
constexpr std::size_t kMostCandidates = 256;

std::array<std::uint64_t, 2> ticker_key(const std::string& id, const std::string& symbol) {
  const ContentHash hash = hash_fields({"t", id, symbol});
  std::array<std::uint64_t, 2> key;
  std::memcpy(key.data(), hash.data(), sizeof key);
  return key;
}

// How well an article matches each of the articles under a key.
class Contest {
 public:
  void take(std::string_view id, std::uint32_t match) {
    Fit& fit = fits_[std::string(id)];
    fit.best = std::max(fit.best, match);
    fit.contradicted = fit.contradicted || match == kNoMatch;
  }

  bool empty() const { return fits_.empty(); }

  // The id of the best match; of several, the least id.
  std::optional<std::string> winner() const {
    std::optional<std::string> winner;
    std::uint32_t best = kNoMatch;
    for (const auto& [id, fit] : fits_) {
      // A version without text proves nothing when the text of another version contradicts.
      if (fit.best <= best || (fit.best == kNeutralMatch && fit.contradicted)) continue;
      best = fit.best;
      winner = id;
    }
    return winner;
  }

 private:
  struct Fit {
    std::uint32_t best = kNoMatch;
    bool contradicted = false;
  };
  std::map<std::string, Fit> fits_;
};

}  // namespace

struct IdentityIndex::Incoming {
  const Article& article;
  const ExportedVersion& exported;
  std::vector<IdentityKey> keys;
  ArticleFacts facts;
};

// The article under `key` that `incoming` is a version of.
std::optional<std::string> IdentityIndex::same_article(const IdentityKey& key, const Incoming& incoming,
                                                       bool& key_is_known) {
  Contest contest;
  for (const PublishedArticles::Version* version : published_.with_key(key.id, kMostCandidates))
    contest.take(version->id, match_of(key.kind, incoming.facts, version->facts));
  run_.for_each(key.id, kMostCandidates, [&](const RunArticles::Entry& entry) {
    contest.take(entry.id_text(), match_of(key.kind, incoming.facts, entry.facts));
  });
  key_is_known = !contest.empty();
  return contest.winner();
}

// True when the source lists the article under a company that is new for it; remembers it as an amendment.
bool IdentityIndex::add_tickers(const Article& article, const std::string& id) {
  bool any = false;
  for (const TickerMention& mention : article.tickers) {
    if (mention.symbol.empty() || !tickers_.insert(ticker_key(id, mention.symbol)).second) continue;
    amendments_[id].tickers.insert(mention.symbol);
    any = true;
  }
  return any;
}

// How a version is written, and whether it makes the others of its article superseded.
IdentityIndex::Decision IdentityIndex::write(const Incoming& incoming, const std::string& id, AddOutcome outcome) {
  const ExportedVersion& exported = incoming.exported;
  const bool known = outcome == AddOutcome::kUpdated;
  // The first version of an article is the current one until another comes, so that no article is ever hidden.
  const VersionFlags had = exported.flags.value_or(VersionFlags());
  // An exported version that is older than the published ones does not supersede them.
  const bool is_old = exported.flags && incoming.article.first_seen_s < newest_published_s(id);
  const bool superseded = known && (had.superseded || is_old);
  const bool corrected = had.corrected || (known && !superseded);
  for (const TickerMention& mention : incoming.article.tickers) tickers_.insert(ticker_key(id, mention.symbol));
  if (known && !superseded) amendments_[id].newest = version_hash(incoming.article);
  run_.add(id, incoming.keys, incoming.facts);
  return {outcome, true, {superseded, corrected, {}, 0}, id};
}

std::int64_t IdentityIndex::newest_published_s(const std::string& id) {
  std::int64_t newest_s = 0;
  for (const PublishedArticles::Version* version : published_.of_article(id, kMostCandidates))
    newest_s = std::max(newest_s, version->first_seen_s);
  return newest_s;
}

// `incoming` is a version of the article `id`: one that is known already, or a new one.
IdentityIndex::Decision IdentityIndex::join(const Incoming& incoming, const std::string& id) {
  if (!incoming.exported.is_whole) return {AddOutcome::kUnchanged, false, {}, id};
  bool known = false, located = false, numbered = false;
  const auto compare = [&](const ArticleFacts& facts) {
    located = located || facts.url_hash != 0;
    numbered = numbered || facts.external_hash != 0;
    const bool says_all = says_all_of(facts, incoming.facts);
    known = known || says_all;
    return says_all;
  };
  for (const PublishedArticles::Version* version : published_.of_article(id, kMostCandidates)) {
    if (!compare(version->facts)) continue;
    for (const std::string& symbol : version->source_tickers) tickers_.insert(ticker_key(id, symbol));
  }
  run_.for_each(id, kMostCandidates, [&](const RunArticles::Entry& entry) {
    if (entry.id_text() == id) compare(entry.facts);
  });
  const bool adds_address = incoming.facts.url_hash != 0 && !located;
  const bool adds_identifier = incoming.facts.external_hash != 0 && !numbered;
  if (!known || adds_address || adds_identifier) return write(incoming, id, AddOutcome::kUpdated);
  return {add_tickers(incoming.article, id) ? AddOutcome::kUpdated : AddOutcome::kUnchanged, false, {}, id};
}

// The id of an export's article where the archive or the run has that id, and not for an unrelated text.
std::optional<std::string> IdentityIndex::known_export(const Incoming& incoming, bool& id_is_known) {
  const std::string& id = incoming.article.id;
  std::uint32_t best = kNoMatch;
  const auto compare = [&](const ArticleFacts& facts) {
    id_is_known = true;
    best = std::max(best, match_of(KeyKind::kUrl, incoming.facts, facts));
  };
  for (const PublishedArticles::Version* version : published_.of_article(id, kMostCandidates)) compare(version->facts);
  run_.for_each(id, kMostCandidates, [&](const RunArticles::Entry& entry) {
    if (entry.id_text() == id) compare(entry.facts);
  });
  const bool same = id_is_known && (best != kNoMatch || !incoming.exported.is_whole);
  return same ? std::optional(id) : std::nullopt;
}

IdentityIndex::Decision IdentityIndex::decide(const Article& article, const ExportedVersion& exported) {
  const Incoming incoming{article, exported, identity_keys(article), facts_of(article)};
  bool id_is_known = false;
  if (exported.has_id) {
    if (const auto id = known_export(incoming, id_is_known)) return join(incoming, *id);
  }
  bool first_is_known = false;
  for (const IdentityKey& key : incoming.keys) {
    bool key_is_known = false;
    if (const auto id = same_article(key, incoming, key_is_known)) return join(incoming, *id);
    first_is_known = first_is_known || (key_is_known && &key == &incoming.keys.front());
  }
  if (exported.has_id && !id_is_known) return write(incoming, article.id, AddOutcome::kAdded);
  const IdentityKey& first = incoming.keys.front();
  if (!first_is_known) return write(incoming, first.id, AddOutcome::kAdded);
  const std::string id = distinct_id(first, content_hash(article));
  bool is_known = !published_.of_article(id, 1).empty();
  run_.for_each(id, 1, [&](const RunArticles::Entry&) { is_known = true; });
  return is_known ? join(incoming, id) : write(incoming, id, AddOutcome::kDistinct);
}

}  // namespace broadtape
