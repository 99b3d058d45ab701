#include "common/article/identity.h"

#include <xxhash.h>

#include <cstring>
#include <memory>
#include <optional>

#include "common/article/canonical_url.h"
#include "common/text/fold.h"

namespace broadtape {
namespace {

std::string base32_of_first_80_bits(const ContentHash& hash) {
  constexpr char kLetters[] = "abcdefghijklmnopqrstuvwxyz234567";  // RFC 4648, lower case
  std::string text;
  for (std::size_t group = 0; group < 10; group += 5) {
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < 5; ++i) bits = bits << 8 | hash[group + i];
    for (int shift = 35; shift >= 0; shift -= 5) text += kLetters[bits >> shift & 31];
  }
  return text;
}

}  // namespace

ContentHash hash_fields(std::initializer_list<std::string_view> fields) {
  const std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> state(XXH3_createState(), XXH3_freeState);
  XXH3_128bits_reset(state.get());
  for (const std::string_view field : fields) {
    std::uint8_t size[8];  // little-endian on all platforms
    for (std::size_t i = 0; i < sizeof size; ++i) size[i] = static_cast<std::uint8_t>(field.size() >> 8 * i);
    XXH3_128bits_update(state.get(), size, sizeof size);
    XXH3_128bits_update(state.get(), field.data(), field.size());
  }
  XXH128_canonical_t canonical;
  XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest(state.get()));
  ContentHash hash;
  std::memcpy(hash.data(), canonical.digest, hash.size());
  return hash;
}

namespace {

IdentityKey key_of(KeyKind kind, std::initializer_list<std::string_view> fields) {
  return {kind, base32_of_first_80_bits(hash_fields(fields))};
}

// `scope` is the source, folded.
IdentityKey external_key_in_scope(std::string_view scope, std::string_view external_id) {
  return key_of(KeyKind::kExternal, {"external", scope, external_id});
}

}  // namespace

std::optional<IdentityKey> url_key(std::string_view address) {
  const std::optional<CanonicalUrl> url = canonicalise_url(address);
  if (!url || !url->names_page()) return std::nullopt;
  return key_of(KeyKind::kUrl, {"url", url->text()});
}

IdentityKey external_key(std::string_view source, std::string_view external_id) {
  return external_key_in_scope(single_spaced(fold(source)), external_id);
}

IdentityKey external_key_in_input(std::string_view input, std::string_view external_id) {
  return key_of(KeyKind::kExternal, {"external in input", input, external_id});
}

std::vector<IdentityKey> identity_keys(const Article& article) {
  std::vector<IdentityKey> keys;
  if (std::optional<IdentityKey> key = url_key(article.url)) keys.push_back(std::move(*key));
  const std::string source = single_spaced(fold(article.source));
  if (!article.external_id.empty()) {
    if (source.empty() && !article.input.empty()) {
      keys.push_back(external_key_in_input(article.input, article.external_id));
    } else {
      keys.push_back(external_key_in_scope(source, article.external_id));
    }
  }
  const std::string day = article.published ? format_day(day_of(article.published->utc_s)) : std::string();
  // Without a title the text distinguishes articles.
  const std::string_view body = article.title.empty() ? std::string_view(article.body) : std::string_view();
  keys.push_back(key_of(KeyKind::kTitle, {"title", source, single_spaced(fold(article.title)), day, body}));
  return keys;
}

std::string article_id(const Article& article) {
  return identity_keys(article).front().id;
}

std::string distinct_id(const IdentityKey& key, const ContentHash& content) {
  const std::string_view bytes(reinterpret_cast<const char*>(content.data()), content.size());
  return base32_of_first_80_bits(hash_fields({"distinct", key.id, bytes}));
}

std::string_view alias_of(std::string_view key_id) {
  constexpr std::size_t kAliasLetters = 10;  // 50 bits; the full keys are computed from the article
  return key_id.substr(0, kAliasLetters);
}

std::vector<std::string> identity_aliases(const Article& article) {
  std::vector<std::string> aliases;
  for (const IdentityKey& key : identity_keys(article)) {
    if (key.id != article.id) aliases.emplace_back(alias_of(key.id));
  }
  return aliases;
}

ContentHash content_hash(const Article& article) {
  const std::string published = article.published ? format_instant(*article.published) : std::string();
  return hash_fields({article.title, article.body, article.author, published});
}

ContentHash version_hash(const Article& article) {
  const std::string published = article.published ? format_instant(*article.published) : std::string();
  return hash_fields({article.title, article.body, article.author, published, canonical_url(article.url),
                      article.external_id, article.input});
}

}  // namespace broadtape
