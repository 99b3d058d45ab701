// Decides, for each article that arrives, whether the archive or the running run has it already: the same version, an
// earlier version of the same article, or the same article under another company.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_set>

#include "common/archive/archive.h"
#include "common/article/identity.h"
#include "indexer/write/document_builder.h"

namespace broadtape {

enum class AddOutcome : std::uint8_t {
  kAdded,      // new to the archive
  kUpdated,    // a new version of a known article, or a company that it was not listed under
  kUnchanged,  // known as it is
};

// What an export of an archive says of an article's version.
struct ExportedVersion {
  bool is_whole = true;               // otherwise the record lacks text, and makes no version of a known article
  std::optional<VersionFlags> flags;  // that the version had in the archive
};

// What must change in a known article's documents before the run is published.
struct Amendment {
  std::optional<ContentHash> newest;  // the version that supersedes the others
  std::set<std::string> tickers;      // listed by the source, to be added to the current version
};
using Amendments = std::map<std::string, Amendment>;  // by article id

class IdentityIndex {
 public:
  struct Decision {
    AddOutcome outcome;
    bool write;          // the article is to be written as a new document
    VersionFlags flags;  // ... with these
  };

  // Looks up published articles in `published`, which must outlive this.
  explicit IdentityIndex(const Archive& published) : published_(published) {}

  // Takes note of `article`, whose tickers are those its source gives.
  Decision decide(const Article& article, const ExportedVersion& exported = {});

  const Amendments& amendments() const { return amendments_; }

  // About 50 bytes an entry; an article costs one for itself, one for its version, one for each of its source's
  // tickers.
  std::size_t entries() const { return seen_.size(); }

 private:
  using Key = std::array<std::uint64_t, 2>;
  struct KeyHash {
    std::size_t operator()(const Key& key) const { return static_cast<std::size_t>(key[0]); }
  };
  struct PublishedMatch {
    bool any_version = false;
    double newest_s = 0;  // when the archive learned of the newest version
    std::optional<Article> same_version;
  };

  bool knows(const std::string& id) const;
  PublishedMatch find_published(const Article& article, const ContentHash& content) const;
  bool add_tickers(const Article& article);

  const Archive& published_;
  std::unordered_set<Key, KeyHash> seen_;  // ids, versions and tickers of this run, as 128-bit hashes
  Amendments amendments_;
};

}  // namespace broadtape
