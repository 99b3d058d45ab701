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
#include "indexer/readers/html/json_ld.h"
#include "indexer/readers/html/script_dates.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

// Names of <meta> elements (name, property or itemprop, in lower case) by descending priority, separated by blanks.
struct MetaRow {
  std::string PageMetadata::*field;
  std::string_view names;
};

constexpr MetaRow kMetaRows[] = {
    {&PageMetadata::title, "og:title twitter:title parsely-title dc.title headline sailthru.title"},
    {&PageMetadata::author, "author parsely-author article:author byl dc.creator sailthru.author twitter:creator"},
    {&PageMetadata::source, "og:site_name application-name dc.publisher publisher article:publisher twitter:site"},
    {&PageMetadata::url, "og:url parsely-link twitter:url"},
    {&PageMetadata::description, "og:description description twitter:description"},
    {&PageMetadata::language, "content-language og:locale"},
};
constexpr std::string_view kLabelNames[] = {"article:tag",     "article:section", "parsely-tags",
                                            "parsely-section", "news_keywords",   "keywords"};

// The names of dates.
struct MetaDateRow {
  DateStep step;
  std::string_view names;
};

constexpr MetaDateRow kMetaDateRows[] = {
    {DateStep::kMeta,
     "article:published_time og:article:published_time article:published og:published_time published_time "
     "parsely-pub-date datepublished cxenseparse:recs:publishtime cxenseparse:publishtime article_date_original ptime "
     "original-publish-date article.published article-publication-date publish-date publish_date publishdate "
     "publisheddate published_date published-date publication_date publication-date publicationdate "
     "citation_publication_date citation_online_date bepress_citation_date dcterms.issued dc.date.issued "
     "dc.date.published dcterms.available pubdate pub_date pub-date bt:pubdate sailthru.date rnews:datepublished "
     "releasedate release_date dc.issued prism.publicationdate citation_date article:post_date article_date post_date"},
    {DateStep::kMetaDate, "displaydate dcterms.date dc.date dc:date dcsext.date date"},
    {DateStep::kCreated,
     "dcterms.created dc.date.created dc.created datecreated created creation_date date.created uploaddate "
     "shareaholic:article_created_time"},
    {DateStep::kUpdated,
     "article:modified_time og:updated_time og:article:modified_time article:modified datemodified "
     "article_date_updated utime dcterms.modified dc.date.modified last-modified last_modified lastmod revised "
     "modificationdate bt:moddate cxenseparse:modifiedtime parsely-modified-date update"},
};

using MetaElements = std::multimap<std::string, std::string>;

void fill(std::string& field, std::string_view value) {
  if (trimmed(field).empty()) field = std::string(trimmed(value));
}

void add_date(PageMetadata& page, DateStep step, std::string_view value, DayOrder order) {
  constexpr std::size_t kMaxDates = 100;
  if (page.dates.size() >= kMaxDates) return;
  if (auto date = stated_date(value, order)) page.dates.push_back({step, *std::move(date)});
}

void take_json_ld(const JsonLd& json_ld, PageMetadata& page, DayOrder order) {
  if (const auto* article = json_ld.article()) {
    fill(page.title, json_ld.text_of(*article, "headline"));
    fill(page.title, json_ld.text_of(*article, "name"));
    fill(page.article_body, decode_entities(json_ld.text_of(*article, "articleBody")));  // some encode it twice
    fill(page.author, json_ld.text_of(*article, "author"));
    fill(page.source, json_ld.text_of(*article, "publisher"));
    fill(page.url, json_ld.text_of(*article, "url"));
    fill(page.description, json_ld.text_of(*article, "description"));
    fill(page.language, json_ld.text_of(*article, "inLanguage"));
    if (page.labels.empty()) page.labels = split_labels(json_ld.text_of(*article, "keywords"));
  }
  for (const auto* object : {json_ld.article(), json_ld.dated_page()}) {
    if (!object) continue;
    add_date(page, DateStep::kJsonLd, json_ld.text_of(*object, "datePublished"), order);
    add_date(page, DateStep::kCreated, json_ld.text_of(*object, "dateCreated"), order);
    add_date(page, DateStep::kCreated, json_ld.text_of(*object, "uploadDate"), order);
    add_date(page, DateStep::kUpdated, json_ld.text_of(*object, "dateModified"), order);
  }
  add_date(page, DateStep::kJsonLd, json_ld.loose_published(), order);
  add_date(page, DateStep::kUpdated, json_ld.loose_modified(), order);
}

void take_meta(xmlNode* element, MetaElements& metas) {
  const std::string content = attribute(element, "content");
  const bool in_head = element->parent && element_name(element->parent) == "head";
  for (const char* key : {"property", "name", "itemprop", "http-equiv"}) {
    const std::string name = ascii_lowered(attribute(element, key));
    // Microdata of the body may describe comments and other stories; markup_dates() reads its dates.
    const bool microdata = std::string_view(key) == "itemprop" && name.starts_with("date") && !in_head;
    if (!name.empty() && !content.empty() && !microdata) metas.emplace(name, content);
  }
}

// Calls `take` for each of the names of a row.
template <class Take>
void each_name(std::string_view names, const Take& take) {
  for (std::size_t at = 0; at < names.size();) {
    const std::size_t end = std::min(names.find(' ', at), names.size());
    take(std::string(names.substr(at, end - at)));
    at = end + 1;
  }
}

// Whether an unlisted name is one of a date of publication: `zdf:publicationDate`,
// `shareaholic:article_published_time`.
bool names_publication(std::string_view name) {
  constexpr std::string_view kPublication[] = {"publish", "publication", "pubdate", "pub_date", "issued"};
  constexpr std::string_view kOther[] = {"modif", "updat", "expir", "publisher", "until", "unpublish", "end"};
  const auto within = [&](std::string_view word) { return name.find(word) != std::string_view::npos; };
  return std::any_of(std::begin(kPublication), std::end(kPublication), within) &&
         std::none_of(std::begin(kOther), std::end(kOther), within);
}

bool is_listed(const std::string& name) {
  return std::any_of(std::begin(kMetaDateRows), std::end(kMetaDateRows), [&](const MetaDateRow& row) {
    bool listed = false;
    each_name(row.names, [&](const std::string& other) { listed = listed || name == other; });
    return listed;
  });
}

void take_meta_dates(const MetaElements& metas, PageMetadata& page, DayOrder order) {
  for (const MetaDateRow& row : kMetaDateRows) {
    each_name(row.names, [&](const std::string& name) {
      const auto found = metas.find(name);
      if (found != metas.end()) add_date(page, row.step, found->second, order);
    });
  }
  for (const auto& [name, content] : metas) {
    if (names_publication(name) && !is_listed(name)) add_date(page, DateStep::kMetaDate, content, order);
  }
}

void take_metas(const MetaElements& metas, PageMetadata& page) {
  for (const MetaRow& row : kMetaRows) {
    each_name(row.names, [&](const std::string& name) {
      const auto found = metas.find(name);
      const bool names_no_one =
          found == metas.end() || (row.field != &PageMetadata::url && is_web_address(found->second));
      if (!names_no_one) fill(page.*row.field, found->second);
    });
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
  if (name == "h1" && page.title.empty()) fill(page.title, one_line(raw_text(element)));
  if (page.author.empty() && attribute_view(element, "rel") == "author") {
    fill(page.author, one_line(raw_text(element)));
  }
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

// Chooses the address of the page from its own statements.
void take_addresses(PageMetadata& page, const std::string& page_address, const std::string& base,
                    const std::string& canonical) {
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
}

// The dates outside JSON-LD and <meta>, and the choice among all.
void take_other_dates(xmlNode* root, PageMetadata& page, const std::string& page_address, DayOrder order,
                      const ScriptDates& script_dates) {
  const std::string& address = page.url.empty() ? page_address : page.url;
  for (PageDate& date : markup_dates(root, one_line(page.title), order)) page.dates.push_back(std::move(date));
  if (auto date = script_dates.agreed(order)) page.dates.push_back({DateStep::kScript, *std::move(date)});
  if (const auto day = day_in_address(address)) {
    page.dates.push_back({DateStep::kAddress, {format_day(*day), *day}});
  }
  if (const PageDate* chosen = chosen_date(page.dates, address)) {
    page.date_text = chosen->date.text;
    const auto* const row = std::find_if(kDateSteps, kDateSteps + kDateStepCount,
                                         [&](const DateStepRow& step) { return step.step == chosen->step; });
    page.date_step = row->name;
  }
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
  JsonLd json_ld;
  ScriptDates script_dates;
  std::string canonical, base, title, language;
  each_element(root, [&](xmlNode* element) {
    const std::string_view name = element_name(element);
    if (name == "script" && ascii_lowered(attribute_view(element, "type")) == "application/ld+json")
      json_ld.add(script_text(element));
    else if (name == "script")
      script_dates.add(script_text(element));
    if (name == "meta") take_meta(element, metas);
    if (name == "title" && title.empty()) title = raw_text(element);
    if (name == "html") language = attribute(element, "lang");
    if (name == "link" && canonical.empty() && is_canonical_link(element)) canonical = attribute(element, "href");
    if (name == "base" && base.empty()) base = resolve_url(page_address, attribute(element, "href"));
    return true;
  });
  const auto locale = metas.find("og:locale");
  const DayOrder order = day_order_of(language.size() > 2 || locale == metas.end() ? language : locale->second);
  take_json_ld(json_ld, page, order);
  take_metas(metas, page);
  take_meta_dates(metas, page, order);
  take_addresses(page, page_address, base, canonical);
  each_element(root, [&](xmlNode* element) {
    take_markup(element, page);
    return true;
  });
  take_title_element(title, page);
  fill(page.language, language);
  take_other_dates(root, page, page_address, order, script_dates);
  return page;
}

}  // namespace broadtape
