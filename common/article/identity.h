// What makes two records the same article, and two articles the same version: keys and hashes. Which of the articles
// under a key is the same one is decided by article_match.h. docs/archive-format.md has the rules as a table.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "common/article/article.h"

namespace broadtape {

enum class KeyKind : std::uint8_t {
  kUrl,       // the canonical address, unless it is that of a home page
  kExternal,  // external_id within the source, or within the input where there is no source
  kTitle,     // source, title and day; without a title the text
};
inline constexpr std::size_t kKeyKinds = 3;

struct IdentityKey {
  KeyKind kind;
  std::string id;  // 16 letters and digits: 80 bits of XXH3-128 in base 32 (RFC 4648 letters, lower case)
};

// The keys that `article` has, strongest first; at least one. They depend on what is stored of it, not on its id.
std::vector<IdentityKey> identity_keys(const Article& article);

// The id of an article that is the first under each of its keys: its strongest key. Never empty.
std::string article_id(const Article& article);

using ContentHash = std::array<std::uint8_t, 16>;

// The id of an article whose key `key` is that of another article already.
std::string distinct_id(const IdentityKey& key, const ContentHash& content);

// What a key is indexed by beside the id: enough of it to find the article.
std::string_view alias_of(std::string_view key_id);

// alias_of() each of the article's keys that is not its id.
std::vector<std::string> identity_aliases(const Article& article);

// XXH3-128 over `fields`, each with its length, so that no two lists of fields run together.
ContentHash hash_fields(std::initializer_list<std::string_view> fields);

// 128 bits over the text of a version: title, body, author and published. Tickers and first_seen do not count.
ContentHash content_hash(const Article& article);

// The same with the address and the identifier, which a later version of the same text may add.
ContentHash version_hash(const Article& article);

}  // namespace broadtape
