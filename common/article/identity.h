// What makes two records the same article, and two articles the same version.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "common/article/article.h"

namespace broadtape {

// Without scheme's difference (http, https), `www.`, default ports, fragments, tracking parameters (`utm_*`, `fbclid`,
// `gclid`, ...) and a trailing slash; host in lower case. Empty when `url` is no http(s) address.
std::string canonical_url(std::string_view url);

// A short stable name: 80 bits of XXH3-128 in base 32 (RFC 4648 letters, lower case) of, in order of preference, the
// canonical URL; source and external_id; source, title and day. Never empty.
std::string article_id(const Article& article);

using ContentHash = std::array<std::uint8_t, 16>;

// XXH3-128 over `fields`, each with its length, so that no two lists of fields run together.
ContentHash hash_fields(std::initializer_list<std::string_view> fields);

// 128 bits over what makes a version: title, body, author and published. Tickers and first_seen do not count.
ContentHash content_hash(const Article& article);

}  // namespace broadtape
