// Indexes of sitemaps: which of the sitemaps that one lists are asked. Sitemaps of pages without news.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "indexer/input/byte_source.h"

namespace broadtape {

struct SitemapAddress {
  std::string url;
  std::string modified;  // as the index says, or empty
};

struct SitemapIndex {
  // The index of a newspaper lists a sitemap for each month or day of its archive; news are in the latest.
  static constexpr std::size_t kMaxFollowed = 32;

  std::vector<SitemapAddress> followed;  // the latest first
  std::size_t older = 0;                 // left out
  std::size_t elsewhere = 0;             // left out: not an http or https address of the index's own host
};

// Of the body of a response, which may be gzip; nullopt if it is not an index of sitemaps.
std::optional<SitemapIndex> read_sitemap_index(const std::string& body, const InputName& name);

// The addresses of pages of a sitemap without news, the latest first; nullopt if the body is something else.
std::optional<std::vector<SitemapAddress>> read_plain_sitemap(const std::string& body, const InputName& name);

}  // namespace broadtape
