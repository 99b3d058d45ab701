#include "indexer/readers/html/stated_dates.h"

#include <iterator>
#include <utility>

namespace broadtape {
namespace {

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
     "releasedate release_date dc.issued prism.publicationdate citation_date article:post_date article_date post_date "
     "published published_at published_on first_published first_published_at publish_time publishtime "
     "article:publish_date article:published_date article:pubdate og:publish_date og:pubdate date_published "
     "date-published date.issued dc.date.first_published originalpublicationdate original_publication_date pdate"},
    {DateStep::kMetaDate, "displaydate dcterms.date dc.date dc:date dcsext.date date"},
    {DateStep::kCreated,
     "dcterms.created dc.date.created dc.created datecreated created creation_date date.created uploaddate "
     "shareaholic:article_created_time"},
    {DateStep::kUpdated,
     "article:modified_time og:updated_time og:article:modified_time article:modified datemodified "
     "article_date_updated utime dcterms.modified dc.date.modified last-modified last_modified lastmod revised "
     "modificationdate bt:moddate cxenseparse:modifiedtime parsely-modified-date update dateupdate "
     "dateupdated updated updated_time lastmodified last-update last_updated last-updated modified modified_at "
     "eomportal-lastupdate"},
};

void add_date(std::vector<PageDate>& dates, DateStep step, std::string_view value, DayOrder order) {
  constexpr std::size_t kMaxDates = 100;
  if (dates.size() >= kMaxDates) return;
  if (auto date = stated_date(value, order)) dates.push_back({step, *std::move(date)});
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
    each_meta_name(row.names, [&](const std::string& other) { listed = listed || name == other; });
    return listed;
  });
}

void take_meta_dates(const MetaElements& metas, DayOrder order, std::vector<PageDate>& dates) {
  for (const MetaDateRow& row : kMetaDateRows) {
    each_meta_name(row.names, [&](const std::string& name) {
      const auto found = metas.find(name);
      if (found != metas.end()) add_date(dates, row.step, found->second, order);
    });
  }
  for (const auto& [name, content] : metas) {
    if (names_publication(name) && !is_listed(name)) add_date(dates, DateStep::kMetaDate, content, order);
  }
}

}  // namespace

void add_stated_dates(const JsonLd& json_ld, const MetaElements& metas, DayOrder order, std::vector<PageDate>& dates) {
  for (const auto* object : {json_ld.article(), json_ld.dated_page()}) {
    if (!object) continue;
    add_date(dates, DateStep::kJsonLd, json_ld.text_of(*object, "datePublished"), order);
    add_date(dates, DateStep::kCreated, json_ld.text_of(*object, "dateCreated"), order);
    add_date(dates, DateStep::kCreated, json_ld.text_of(*object, "uploadDate"), order);
    add_date(dates, DateStep::kUpdated, json_ld.text_of(*object, "dateModified"), order);
  }
  add_date(dates, DateStep::kJsonLd, json_ld.loose_published(), order);
  add_date(dates, DateStep::kUpdated, json_ld.loose_modified(), order);
  take_meta_dates(metas, order, dates);
}

}  // namespace broadtape
