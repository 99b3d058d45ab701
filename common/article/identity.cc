#include "common/article/identity.h"

#include <xxhash.h>

#include <algorithm>
#include <cstring>
#include <memory>

#include "common/text/ascii.h"
#include "common/text/fold.h"

namespace broadtape {
namespace {

// Query parameters that say where a reader came from, not what is read; a trailing * stands for any ending.
constexpr std::string_view kTrackingParameters[] = {
    "utm_*",   "fbclid",  "gclid",      "dclid",         "msclkid",
    "mc_cid",  "mc_eid",  "igshid",     "cmpid",         "cmp",
    "ref_src", "yptr",    "guccounter", "guce_referrer", "guce_referrer_sig",
    "soc_src", "soc_trk", "feedtype",   "feedname",      "rpc",
    "_ga",
};

bool is_tracking(std::string_view parameter) {
  const std::string_view name = parameter.substr(0, parameter.find('='));
  return std::any_of(std::begin(kTrackingParameters), std::end(kTrackingParameters), [&](std::string_view row) {
    if (row.back() == '*') return name.starts_with(row.substr(0, row.size() - 1));
    return name == row;
  });
}

bool starts_with_nocase(std::string_view text, std::string_view prefix) {
  return text.size() >= prefix.size() && ascii_lowered(text.substr(0, prefix.size())) == prefix;
}

std::string canonical_host(std::string_view authority) {
  std::string host = ascii_lowered(authority.substr(authority.rfind('@') + 1));
  for (const std::string_view port : {":80", ":443"}) {
    if (host.ends_with(port)) host.resize(host.size() - port.size());
  }
  if (host.starts_with("www.")) host.erase(0, 4);
  return host;
}

std::string canonical_query(std::string_view query) {
  std::string kept;
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    const std::string_view parameter = query.substr(0, end);
    if (!parameter.empty() && !is_tracking(parameter)) {
      kept += kept.empty() ? '?' : '&';
      kept += parameter;
    }
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  return kept;
}

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

std::string canonical_url(std::string_view url) {
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (!starts_with_nocase(url, scheme)) continue;
    url.remove_prefix(scheme.size());
    url = url.substr(0, url.find('#'));
    const std::size_t host_end = std::min(url.find_first_of("/?"), url.size());
    const std::string host = canonical_host(url.substr(0, host_end));
    if (host.empty()) return {};
    const std::string_view rest = url.substr(host_end);
    const std::size_t path_end = std::min(rest.find('?'), rest.size());
    std::string_view path = rest.substr(0, path_end);
    while (path.ends_with('/')) path.remove_suffix(1);
    const std::string_view query = path_end < rest.size() ? rest.substr(path_end + 1) : std::string_view{};
    return host + std::string(path) + canonical_query(query);
  }
  return {};
}

ContentHash hash_fields(std::initializer_list<std::string_view> fields) {
  const std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> state(XXH3_createState(), XXH3_freeState);
  XXH3_128bits_reset(state.get());
  for (const std::string_view field : fields) {
    std::uint8_t size[8];  // little-endian on every machine
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

std::string article_id(const Article& article) {
  if (const std::string url = canonical_url(article.url); !url.empty()) {
    return base32_of_first_80_bits(hash_fields({"url", url}));
  }
  const std::string source = fold(article.source);
  if (!article.external_id.empty())
    return base32_of_first_80_bits(hash_fields({"external", source, article.external_id}));
  const std::string day = article.published ? format_day(day_of(article.published->utc_s)) : std::string();
  // Without a title the text itself has to tell one article from the next.
  const std::string_view body = article.title.empty() ? std::string_view(article.body) : std::string_view();
  return base32_of_first_80_bits(hash_fields({"title", source, fold(article.title), day, body}));
}

ContentHash content_hash(const Article& article) {
  const std::string published = article.published ? format_instant(*article.published) : std::string();
  return hash_fields({article.title, article.body, article.author, published});
}

}  // namespace broadtape
