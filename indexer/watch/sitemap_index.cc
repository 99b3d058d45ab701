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

// The least time for one that cannot be read, so that sitemaps without it come last.
std::int64_t time_of(const ListedSitemap& sitemap) {
  const DateResult date = parse_date(sitemap.modified);
  return date ? date.date->instant.utc_s : std::numeric_limits<std::int64_t>::min();
}

class IndexReader {
 public:
  explicit IndexReader(const InputName& name) : base_(name.url), host_(host_of(name.url)) {}

  void read(PeekSource& source) {
    if (xml_root_name(source.head()) != "sitemapindex") return;
    index_.emplace();
    read_sitemap_links(source, [&](SitemapLink&& link) {
      if (link.is_sitemap) take(std::move(link));
      return urls_.size() < kMaxListed;
    });
  }

  std::optional<SitemapIndex> index() && {
    if (!index_) return std::nullopt;
    std::vector<ListedSitemap>& listed = index_->followed;
    std::stable_sort(listed.begin(), listed.end(), [](const ListedSitemap& one, const ListedSitemap& other) {
      return time_of(one) > time_of(other);
    });
    if (listed.size() > SitemapIndex::kMaxFollowed) {
      index_->older = listed.size() - SitemapIndex::kMaxFollowed;
      listed.resize(SitemapIndex::kMaxFollowed);
    }
    return std::move(index_);
  }

 private:
  void take(SitemapLink&& link) {
    std::string url = resolve_url(base_, link.url);
    if (!is_http_url(url) || host_of(url) != host_) {
      ++index_->elsewhere;
    } else if (urls_.insert(url).second) {
      index_->followed.push_back({std::move(url), std::move(link.modified)});
    }
  }

  const std::string base_, host_;
  std::set<std::string> urls_;
  std::optional<SitemapIndex> index_;
};

}  // namespace

std::optional<SitemapIndex> read_sitemap_index(const std::string& body, const InputName& name) {
  IndexReader reader(name);
  InputLimits limits;
  limits.max_expanded_bytes = kMaxExpandedBytes;
  InputCallbacks callbacks;
  callbacks.stream = [&](ByteSource& inner) {
    PeekSource source(inner, kRootBytes);
    reader.read(source);
    return false;  // the first
  };
  callbacks.problem = [](const InputProblem&) {};  // it is no index; the reader of articles says what it is
  MemorySource source(body, name);
  walk_stream(source, limits, callbacks);
  return std::move(reader).index();
}

}  // namespace broadtape
