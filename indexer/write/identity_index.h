// Decides, for each article that arrives, whether the archive or the running run has it already: the same version, an
// earlier version of the same article, or the same article under another company. Gives it its id.
//
// docs/archive-format.md, Identity, has the rules. Published articles and articles of the run are treated alike, so
// that it makes no difference how inputs are split into runs.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_set>
#include <vector>

#include "common/archive/archive.h"
#include "common/article/article_match.h"
#include "common/article/identity.h"
#include "indexer/write/document_builder.h"
#include "indexer/write/known_articles.h"

namespace broadtape {

enum class AddOutcome : std::uint8_t {
  kAdded,      // new to the archive
  kUpdated,    // a new version of a known article, or a company that it was not listed under
  kUnchanged,  // known already
  kDistinct,   // new to the archive, but another article has its address, identifier or headline
};

// What a record that was exported from an archive says about its version.
struct ExportedVersion {
  bool has_id = false;                // Article::id is the one that it had in the archive
  bool is_whole = true;               // otherwise the record lacks text, and makes no version of a known article
  std::optional<VersionFlags> flags;  // that the version had in the archive
};

// What must change in a known article's documents before the run is published.
struct Amendment {
  std::optional<ContentHash> newest;  // version_hash() of the version that supersedes the others
  std::set<std::string> tickers;      // listed by the source, to be added to the current version
};
using CompleteArticle = std::function<void(Article&)>;  // finds its companies, given those of its source
using Amendments = std::map<std::string, Amendment>;    // by article id

class IdentityIndex {
 public:
  struct Decision {
    AddOutcome outcome;
    bool write;          // the article is to be written as a new document
    VersionFlags flags;  // ... with these
    std::string id;      // which the article is to have, and any amendment of it names
  };

  // Looks up published articles in `published`, which must outlive this.
  explicit IdentityIndex(const Archive& published) : published_(published) {}

  // Remembers `article`, whose tickers are those that its source gives. Its id counts only when `exported` says so.
  // Throws Error(kCorrupt) when a published article under one of its keys cannot be read.
  Decision decide(const Article& article, const ExportedVersion& exported = {});

  const Amendments& amendments() const { return amendments_; }

 private:
  using TickerKey = std::array<std::uint64_t, 2>;
  struct TickerKeyHash {
    std::size_t operator()(const TickerKey& key) const { return static_cast<std::size_t>(key[0]); }
  };
  struct Incoming;

  std::optional<std::string> same_article(const IdentityKey& key, const Incoming& incoming, bool& key_is_known);
  std::optional<std::string> known_export(const Incoming& incoming, bool& id_is_known);
  Decision join(const Incoming& incoming, const std::string& id);
  Decision write(const Incoming& incoming, const std::string& id, AddOutcome outcome);
  std::int64_t newest_published_s(const std::string& id);
  bool add_tickers(const Article& article, const std::string& id);

  PublishedArticles published_;
  RunArticles run_;
  std::unordered_set<TickerKey, TickerKeyHash> tickers_;  // (id, symbol) as the sources list them; about 50 bytes each
  Amendments amendments_;
};

}  // namespace broadtape
