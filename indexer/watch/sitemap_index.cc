#include "indexer/watch/sitemap_index.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <set>
#include <utility>

#include "common/article/canonical_url.h"
#include "common/error/error.h"
#include "common/time/date_parser.h"
#include "indexer/input/http_source.h"
#include "indexer/input/inputs.h"
#include "indexer/readers/forms.h"

namespace broadtape {
namespace {

constexpr std::size_t kRootBytes = 4u << 10;
constexpr std::uint64_t kMaxExpandedBytes = 64u << 20;
constexpr std::size_t kMaxListed = 100'000;  // twice what the protocol allows

// The least time for one that cannot be read, so that addresses without it come last.
std::int64_t time_of(const SitemapAddress& address) {
  const DateResult date = parse_date(address.modified);
  return date ? date.date->instant.utc_s : std::numeric_limits<std::int64_t>::min();
}

// What a sitemap of either kind lists.
struct Listing {
  std::string root;
  std::vector<SitemapAddress> addresses;  // absolute, each once, the latest first
  std::size_t elsewhere = 0;              // of another host
  bool has_news = false;
};

Listing listing_of(ByteSource& bytes, const InputName& name) {
  PeekSource source(bytes, kRootBytes);
  Listing listing;
  listing.root = xml_root_name(source.head());
  if (listing.root != "sitemapindex" && listing.root != "urlset") return listing;
  const std::string host = host_of(name.url);
  std::set<std::string> urls;
  read_sitemap_links(source, [&](SitemapLink&& link) {
    std::string url = resolve_url(name.url, link.url);
    listing.has_news = listing.has_news || link.has_news;
    if (!is_http_url(url) || host_of(url) != host) {
      ++listing.elsewhere;
    } else if (urls.insert(url).second) {
      listing.addresses.push_back({std::move(url), std::move(link.modified)});
    }
    return urls.size() < kMaxListed;
  });
  std::stable_sort(
      listing.addresses.begin(), listing.addresses.end(),
      [](const SitemapAddress& one, const SitemapAddress& other) { return time_of(one) > time_of(other); });
  return listing;
}

// Of a body that may be gzip.
Listing read_listing(const std::string& body, const InputName& name) {
  Listing listing;
  InputLimits limits;
  limits.max_expanded_bytes = kMaxExpandedBytes;
  InputCallbacks callbacks;
  callbacks.stream = [&](ByteSource& inner) {
    listing = listing_of(inner, name);
    return false;  // the first
  };
  callbacks.problem = [](const InputProblem&) {};  // it is no sitemap; the reader of articles says what it is
  MemorySource source(body, name);
  walk_stream(source, limits, callbacks);
  return listing;
}

}  // namespace

std::optional<SitemapIndex> read_sitemap_index(const std::string& body, const InputName& name) {
  Listing listing = read_listing(body, name);
  if (listing.root != "sitemapindex") return std::nullopt;
  SitemapIndex index{std::move(listing.addresses), 0, listing.elsewhere};
  if (index.followed.size() > SitemapIndex::kMaxFollowed) {
    index.older = index.followed.size() - SitemapIndex::kMaxFollowed;
    index.followed.resize(SitemapIndex::kMaxFollowed);
  }
  return index;
}

std::optional<std::vector<SitemapAddress>> read_plain_sitemap(const std::string& body, const InputName& name) {
  Listing listing = read_listing(body, name);
  if (listing.root != "urlset" || listing.has_news) return std::nullopt;
  return std::move(listing.addresses);
}

}  // namespace broadtape
