#include <fmt/format.h>

#include <cstdint>
#include <utility>

#include "common/error/error.h"
#include "common/text/decode.h"
#include "indexer/readers/article_fields.h"
#include "indexer/readers/forms.h"
#include "indexer/readers/xml/xml.h"

namespace broadtape {
namespace {

RawArticle article_of_news(const XmlElement& url, const XmlElement& news) {
  RawArticle raw;
  raw.url = url.text_at("loc");
  raw.title = decode_entities(news.text_at("news:title"));
  raw.date_text = news.text_at("news:publication_date");
  raw.source = decode_entities(news.text_at("news:publication/news:name"));
  raw.language = news.text_at("news:publication/news:language");
  raw.tickers = split_tickers(news.text_at("news:stock_tickers"));
  raw.labels = split_labels(decode_entities(news.text_at("news:keywords")));
  return raw;
}

class NoRecords final : public RecordSink {
 public:
  bool article(RawArticle&&) override { return true; }
  bool reject(RejectedRecord&&) override { return true; }
  void replaced_bytes(std::uint64_t) override {}
};

}  // namespace

bool looks_like_sitemap(std::string_view head) {
  const std::string root = xml_root_name(head);
  return root == "urlset" || root == "sitemapindex";
}

void read_news_sitemap(ByteSource& text, RecordOutput& output) {
  std::uint64_t articles = 0, addresses = 0, sitemaps = 0;
  const auto record = [&](XmlRecord&& url) {
    const XmlElement* news = url.element.find("news:news");
    if (url.element.name == "sitemap") {
      ++sitemaps;
    } else if (!news) {
      ++addresses;
    } else {
      ++articles;
      return output.article_of(
          url.place, [&] { return url.element.all_text(); }, [&] { return article_of_news(url.element, *news); });
    }
    return true;
  };
  const std::uint64_t records = read_xml(text, {{"url", "sitemap"}, record, {}}, output);
  if (sitemaps > 0) {
    throw Error(ErrorKind::kInput, fmt::format("is an index of {} sitemaps, which has no articles", sitemaps),
                "tape-index watch --sitemap and tape-index fetch read the sitemaps that it lists");
  }
  if (addresses > 0 && addresses == records) {
    throw Error(ErrorKind::kInput,
                fmt::format("is a sitemap of {} addresses without news, which has no articles", addresses),
                "download the pages that it lists, and add them");
  }
  if (addresses > 0) output.note(fmt::format("left out {} addresses that have no news", addresses));
  if (records == 0) output.note("is a sitemap without addresses");
}

void read_sitemap_links(ByteSource& text, const std::function<bool(SitemapLink&&)>& take) {
  NoRecords sink;
  RecordOutput output(sink);
  const auto record = [&](XmlRecord&& listed) {
    const XmlElement& element = listed.element;
    return take({element.text_at("loc"), element.text_at("lastmod"), element.name == "sitemap",
                 element.find("news:news") != nullptr});
  };
  read_xml(text, {{"url", "sitemap"}, record, {}}, output);
}

}  // namespace broadtape
