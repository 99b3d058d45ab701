#include <algorithm>
#include <cctype>
#include <iterator>
#include <utility>

#include "common/article/canonical_url.h"
#include "common/text/ascii.h"
#include "common/text/decode.h"
#include "indexer/readers/article_fields.h"
#include "indexer/readers/html/html.h"
#include "indexer/readers/html/json_ld.h"
#include "indexer/readers/html/page_parts.h"
#include "indexer/readers/html/script_dates.h"
#include "indexer/readers/html/stated_dates.h"
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

void fill(std::string& field, std::string_view value) {
  if (trimmed(field).empty()) field = std::string(trimmed(value));
}

void take_json_ld(const JsonLd& json_ld, PageMetadata& page) {
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
}

void take_meta(xmlNode* element, MetaElements& metas) {
  const std::string content = attribute(element, "content");
  const bool in_head = element->parent && element_name(element->parent) == "head";
  for (const char* key : {"property", "name", "itemprop", "http-equiv"}) {
    const std::string name = ascii_lowered(attribute(element, key));
    // Microdata of the body may describe comments and other stories; markup_statements() reads its dates.
    const bool microdata = std::string_view(key) == "itemprop" && name.starts_with("date") && !in_head;
    if (!name.empty() && !content.empty() && !microdata) metas.emplace(name, content);
  }
}

void take_metas(const MetaElements& metas, PageMetadata& page) {
  for (const MetaRow& row : kMetaRows) {
    each_meta_name(row.names, [&](const std::string& name) {
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

// The longest level-one heading that is much of the title element, else the first.
std::string headline_among(const std::vector<std::string>& headings, const std::string& title) {
  constexpr std::size_t kMuch = 3;  // a third
  if (headings.empty()) return {};
  const std::string* found = nullptr;
  for (const std::string& heading : headings) {
    if (kMuch * heading.size() >= title.size() && is_title(heading, title) &&
        (!found || heading.size() > found->size()))
      found = &heading;
  }
  return found ? *found : headings.front();
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
void take_other_dates(PageMetadata& page, const std::string& page_address, DayOrder order,
                      const ScriptDates& script_dates, std::vector<PageDate>&& in_markup) {
  const std::string& address = page.url.empty() ? page_address : page.url;
  for (PageDate& date : in_markup) page.dates.push_back(std::move(date));
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

// The country in the name of a host, `uk`; empty if it names none.
std::string host_country(const std::string& address) {
  const std::string host = host_of(address);
  const std::string top = host.substr(std::min(host.rfind('.') + 1, host.size()));
  constexpr std::string_view kGeneral[] = {"ai", "cc", "co", "eu", "fm", "io", "ly", "me", "tv", "ws"};
  return top.size() == 2 && !is_among(top, kGeneral) ? top : std::string();
}

// Whether a <link> has the canonical address; `rel` is a list of words.
bool is_canonical_link(xmlNode* element) {
  const std::string words = ' ' + one_line(ascii_lowered(attribute(element, "rel"))) + ' ';
  return words.find(" canonical ") != std::string::npos;
}

// What the elements of a page say about it, before the choice among them.
struct PageStatements {
  static constexpr std::size_t kMaxHeadings = 20;

  void take(xmlNode* element, const std::string& page_address) {
    const std::string_view name = element_name(element);
    if (name == "script" && ascii_lowered(attribute_view(element, "type")) == "application/ld+json")
      json_ld.add(script_text(element));
    else if (name == "script")
      script_dates.add(script_text(element));
    if (name == "meta") take_meta(element, metas);
    if (name == "title" && title.empty()) title = raw_text(element);
    if (name == "h1" && headings.size() < kMaxHeadings) headings.push_back(short_text(element, kMaxHeadlineBytes));
    if (name == "html") language = attribute(element, "lang");
    if (name == "link" && canonical.empty() && is_canonical_link(element)) canonical = attribute(element, "href");
    if (name == "base" && base.empty()) base = resolve_url(page_address, attribute(element, "href"));
    if (author.empty() && attribute_view(element, "rel") == "author") author = one_line(raw_text(element));
  }

  MetaElements metas;
  JsonLd json_ld;
  ScriptDates script_dates;
  std::string canonical, base, title, language, author;
  std::vector<std::string> headings;  // of level one
};

// By the declared language and the country of the host.
DayOrder day_order_of_page(const PageStatements& stated, const std::string& page_address) {
  const auto locale = stated.metas.find("og:locale");
  const bool by_language = stated.language.size() > 2 || locale == stated.metas.end();
  return day_order_of(by_language ? stated.language : locale->second,
                      host_country(is_web_address(stated.canonical) ? stated.canonical : page_address));
}

}  // namespace

PageMetadata page_metadata(xmlNode* root, const std::string& page_address, std::optional<std::int64_t> captured_s) {
  PageMetadata page;
  PageStatements stated;
  each_element(root, [&](xmlNode* element) {
    stated.take(element, page_address);
    return true;
  });
  const DayOrder order = day_order_of_page(stated, page_address);
  stated.json_ld.choose(stated.canonical, one_line(stated.title));
  add_stated_dates(stated.json_ld, stated.metas, order, page.dates);
  take_json_ld(stated.json_ld, page);
  take_metas(stated.metas, page);
  take_addresses(page, page_address, stated.base, stated.canonical);
  fill(page.author, stated.author);
  fill(page.title, headline_among(stated.headings, one_line(stated.title)));
  take_title_element(stated.title, page);
  fill(page.language, stated.language);
  const bool wants_author = trimmed(page.author).empty();
  MarkupStatements in_markup = markup_statements(root, one_line(page.title), order, captured_s, wants_author);
  fill(page.author, in_markup.author);
  take_other_dates(page, page_address, order, stated.script_dates, std::move(in_markup.dates));
  return page;
}

}  // namespace broadtape
