#include <algorithm>
#include <cctype>
#include <iterator>
#include <map>
#include <utility>

#include "common/article/canonical_url.h"
#include "common/text/ascii.h"
#include "common/text/decode.h"
#include "indexer/readers/article_fields.h"
#include "indexer/readers/html/html.h"
#include "indexer/readers/json/json.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

using nlohmann::json;

// Names of <meta> elements (name, property or itemprop, in lower case) by descending priority, separated by blanks.
struct MetaRow {
  std::string PageMetadata::*field;
  std::string_view names;
};

constexpr MetaRow kMetaRows[] = {
    {&PageMetadata::title, "og:title twitter:title parsely-title dc.title headline sailthru.title"},
    {&PageMetadata::date_text,
     "article:published_time og:article:published_time parsely-pub-date datepublished pubdate publishdate "
     "publish-date publication_date article.published date dc.date.issued dc.date sailthru.date "
     "cxenseparse:recs:publishtime "
     "og:published_time published_time"},
    {&PageMetadata::author, "author parsely-author article:author byl dc.creator sailthru.author twitter:creator"},
    {&PageMetadata::source, "og:site_name application-name dc.publisher publisher article:publisher twitter:site"},
    {&PageMetadata::url, "og:url parsely-link twitter:url"},
    {&PageMetadata::description, "og:description description twitter:description"},
    {&PageMetadata::language, "content-language og:locale"},
};
constexpr std::string_view kLabelNames[] = {"article:tag",     "article:section", "parsely-tags",
                                            "parsely-section", "news_keywords",   "keywords"};

using MetaElements = std::multimap<std::string, std::string>;

bool is_address(std::string_view text) {
  return text.starts_with("http://") || text.starts_with("https://");
}

void fill(std::string& field, std::string value) {
  if (trimmed(field).empty()) field = std::string(trimmed(value));
}

bool is_article_type(const json& object) {
  const auto type = object.find("@type");
  if (type == object.end()) return false;
  const auto names_article = [](const json& name) {
    if (!name.is_string()) return false;
    const std::string text = name.get<std::string>();
    return text.ends_with("Article") || text.ends_with("BlogPosting") || text.ends_with("Report");
  };
  return type->is_array() ? std::any_of(type->begin(), type->end(), names_article) : names_article(*type);
}

// The first article in a JSON-LD value: the value, in a list, or under @graph or mainEntity.
const json* find_article(const json& value, int depth = 0) {
  constexpr int kMaxDepth = 8;
  if (depth > kMaxDepth) return nullptr;
  if (value.is_array()) {
    for (const json& item : value) {
      if (const json* found = find_article(item, depth + 1)) return found;
    }
  }
  if (!value.is_object()) return nullptr;
  if (is_article_type(value)) return &value;
  for (const char* name : {"@graph", "mainEntity", "mainEntityOfPage"}) {
    const auto inner = value.find(name);
    if (inner == value.end()) continue;
    if (const json* found = find_article(*inner, depth + 1)) return found;
  }
  return nullptr;
}

std::string json_member(const json& object, const char* name) {
  const auto found = object.find(name);
  return found == object.end() ? std::string() : decode_entities(json_text_of(*found));
}

void take_json_ld(const std::string& text, PageMetadata& page) {
  const JsonResult parsed = parse_json(text);
  const json* article = parsed.value ? find_article(*parsed.value) : nullptr;
  if (!article) return;
  fill(page.title, json_member(*article, "headline"));
  fill(page.title, json_member(*article, "name"));
  fill(page.article_body, json_member(*article, "articleBody"));
  fill(page.date_text, json_member(*article, "datePublished"));
  fill(page.author, json_member(*article, "author"));
  fill(page.source, json_member(*article, "publisher"));
  fill(page.url, json_member(*article, "url"));
  fill(page.description, json_member(*article, "description"));
  fill(page.language, json_member(*article, "inLanguage"));
  if (page.labels.empty()) page.labels = split_labels(json_member(*article, "keywords"));
}

void take_meta(xmlNode* element, MetaElements& metas) {
  const std::string content = attribute(element, "content");
  for (const char* key : {"property", "name", "itemprop", "http-equiv"}) {
    const std::string name = ascii_lowered(attribute(element, key));
    if (!name.empty() && !content.empty()) metas.emplace(name, content);
  }
}

void take_metas(const MetaElements& metas, PageMetadata& page) {
  for (const MetaRow& row : kMetaRows) {
    for (std::size_t at = 0; at < row.names.size();) {
      const std::size_t end = std::min(row.names.find(' ', at), row.names.size());
      const auto found = metas.find(std::string(row.names.substr(at, end - at)));
      at = end + 1;
      const bool names_no_one = found == metas.end() || (row.field != &PageMetadata::url && is_address(found->second));
      if (!names_no_one) fill(page.*row.field, found->second);
    }
  }
  for (const std::string_view name : kLabelNames) {
    if (!page.labels.empty() && name.find(':') == std::string_view::npos) break;
    const auto [first, last] = metas.equal_range(std::string(name));
    for (auto it = first; it != last; ++it) {
      for (std::string& label : split_labels(it->second)) page.labels.push_back(std::move(label));
    }
  }
}

// Metadata in ordinary elements.
void take_markup(xmlNode* element, PageMetadata& page) {
  const std::string_view name = element_name(element);
  if (name == "h1") fill(page.title, one_line(raw_text(element)));
  if (name == "time") fill(page.date_text, attribute(element, "datetime"));
  if (attribute(element, "itemprop") == "datePublished") fill(page.date_text, attribute(element, "datetime"));
  if (attribute(element, "rel") == "author") fill(page.author, one_line(raw_text(element)));
}

// Takes title and site from `Headline - Site` if the page does not specify them elsewhere.
void take_title_element(const std::string& text, PageMetadata& page) {
  constexpr std::size_t kLongestSite = 40;
  std::string title = one_line(text);
  for (const std::string_view dash : {" - ", " | ", " \xe2\x80\x93 ", " \xe2\x80\x94 "}) {
    const std::size_t at = title.rfind(dash);
    if (at == std::string::npos) continue;
    const std::string site = title.substr(at + dash.size());
    const bool after_headline = title.substr(0, at) == one_line(page.title) && site.size() <= kLongestSite;
    if (after_headline) fill(page.source, site);
    if (site == page.source) title.resize(at);
  }
  fill(page.title, std::move(title));
}

// Whether a <link> has the canonical address; `rel` is a list of words.
bool is_canonical_link(xmlNode* element) {
  const std::string words = ' ' + one_line(ascii_lowered(attribute(element, "rel"))) + ' ';
  return words.find(" canonical ") != std::string::npos;
}

}  // namespace

PageMetadata page_metadata(xmlNode* root, const std::string& page_address) {
  PageMetadata page;
  MetaElements metas;
  std::string canonical, base, title, language;
  each_element(root, [&](xmlNode* element) {
    const std::string_view name = element_name(element);
    if (name == "script" && ascii_lowered(attribute(element, "type")) == "application/ld+json") {
      take_json_ld(raw_text(element), page);
    }
    if (name == "meta") take_meta(element, metas);
    if (name == "title" && title.empty()) title = raw_text(element);
    if (name == "html") language = attribute(element, "lang");
    if (name == "link" && canonical.empty() && is_canonical_link(element)) canonical = attribute(element, "href");
    if (name == "base" && base.empty()) base = resolve_url(page_address, attribute(element, "href"));
    return true;
  });
  take_metas(metas, page);
  page.url = resolve_url(base.empty() ? page_address : base, page.url);
  // If the address of the page is unknown, resolve against other addresses in the page.
  const std::string known = !base.empty() ? base : (!page_address.empty() ? page_address : page.url);
  const std::string resolved = resolve_url(known, canonical);
  const auto names_page = [](const std::string& url) {
    const auto parts = canonicalise_url(url);
    return parts && parts->names_page();
  };
  // Some sites give their home page as the canonical address of every page.
  if (names_page(resolved) || (!resolved.empty() && page.url.empty() && page_address.empty())) page.url = resolved;
  each_element(root, [&](xmlNode* element) {
    take_markup(element, page);
    return true;
  });
  take_title_element(title, page);
  fill(page.language, language);
  page.language = ascii_lowered(page.language.substr(0, page.language.find_first_of("-_")));
  return page;
}

}  // namespace broadtape
