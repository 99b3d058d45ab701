// Identity of articles and versions: keys and hashes. article_match.h decides which article with the same key is the
// same article. docs/archive-format.md has the rules as a table.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/article/article.h"

namespace broadtape {

enum class KeyKind : std::uint8_t {
  kUrl,       // the canonical address, except of a home page
  kExternal,  // external_id within the source, or within the input if there is no source
  kTitle,     // source, title and day; the text if there is no title
};
inline constexpr std::size_t kKeyKinds = 3;

struct IdentityKey {
  KeyKind kind;
  std::string id;  // 16 letters and digits: 80 bits of XXH3-128 in base 32 (RFC 4648 letters, lower case)
};

// The keys of `article`, strongest first; at least one. They depend only on stored fields, not on its id.
std::vector<IdentityKey> identity_keys(const Article& article);

// The key of the page at `url`; nullopt for text that is not the address of a page.
std::optional<IdentityKey> url_key(std::string_view url);

// The key of an identifier within a source, which may be empty.
IdentityKey external_key(std::string_view source, std::string_view external_id);

// The key of an identifier in the file `input`, of an article without a source.
IdentityKey external_key_in_input(std::string_view input, std::string_view external_id);

// The id of an article that is the first with each of its keys: its strongest key. Never empty.
std::string article_id(const Article& article);

using ContentHash = std::array<std::uint8_t, 16>;

// The id of an article if another article already has the key `key`.
std::string distinct_id(const IdentityKey& key, const ContentHash& content);

// The indexed prefix of a key that is not the id, long enough to find the article.
std::string_view alias_of(std::string_view key_id);

// alias_of() each key of the article that is not its id.
std::vector<std::string> identity_aliases(const Article& article);

// XXH3-128 of the length-prefixed `fields`, so that different lists have different input.
ContentHash hash_fields(std::initializer_list<std::string_view> fields);

// 128 bits over the text of a version: title, body, author and published. Excludes tickers and first_seen.
ContentHash content_hash(const Article& article);

// The same with address and identifier, which a later version of the same text may add.
ContentHash version_hash(const Article& article);

}  // namespace broadtape
