#include "indexer/readers/field_names.h"

#include <fmt/format.h>

#include <iterator>
#include <unordered_map>

#include "common/error/error.h"

namespace broadtape {

const FieldRow kFieldRows[] = {
    {Field::kTitle, "title", "title headline articletitle newstitle headlinetext webtitle subject"},
    {Field::kBody, "body",
     "body text articlebody fulltext maintext articletext newstext storytext bodytext rawtext article story "
     "contenthtml "
     "contenttext content html"},
    {Field::kSummary, "summary", "description summary teaser lead abstract snippet excerpt standfirst trailtext"},
    {Field::kDate, "date",
     "published publishedat publisheddate publishedtime publishdate datepublished datepublish publicationdate "
     "publicationtime pubdate webpublicationdate publishedutc publishedon timepublished providerpublishtime "
     "firstpublished displaydate date datetime releasedate seendate timestamp time created createdat "
     "createddate"},
    {Field::kSource, "source", "source publisher site sitename sourcename domain provider outlet newssource agency"},
    {Field::kAuthor, "author", "author byline authors creator writer journalist"},
    {Field::kTickers, "tickers",
     "tickers symbols ticker symbol stocksymbol stocks stock tickersymbol relatedtickers relatedsymbols related "
     "tickersentiment instruments securities"},
    {Field::kUrl, "url", "url link href articleurl weburl newsurl canonicalurl permalink"},
    {Field::kId, "id", "id uuid guid externalid articleid newsid docid documentid storyid"},
    {Field::kLanguage, "language", "language lang sourcelanguage"},
    {Field::kLabels, "labels", "topics labels categories tags topic category section keywords"},
};
const std::size_t kFieldRowCount = std::size(kFieldRows);

namespace {

std::unordered_map<std::string, FieldMatch> make_index() {
  std::unordered_map<std::string, FieldMatch> index;
  for (const FieldRow& row : kFieldRows) {
    int rank = 1;
    for (std::size_t at = 0; at < row.names.size(); ++rank) {
      const std::size_t end = std::min(row.names.find(' ', at), row.names.size());
      index.emplace(row.names.substr(at, end - at), FieldMatch{row.field, rank});
      at = end + 1;
    }
  }
  return index;
}

const FieldRow& row_named(const std::string& name) {
  std::string known;
  for (const FieldRow& row : kFieldRows) {
    if (row.name == name) return row;
    known += known.empty() ? "" : ", ";
    known += row.name;
  }
  throw Error(ErrorKind::kUsage, fmt::format("unknown field \"{}\"", name), "the fields are " + known);
}

}  // namespace

std::string normal_field_name(std::string_view name) {
  std::string normal;
  for (const char c : name) {
    if (c >= 'A' && c <= 'Z') normal.push_back(static_cast<char>(c - 'A' + 'a'));
    // Keep non-ASCII bytes, so that names in other languages can be chosen.
    else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || (c & 0x80))
      normal.push_back(c);
  }
  return normal;
}

FieldNames::FieldNames(const std::map<std::string, std::string>& chosen) {
  for (const auto& [ours, theirs] : chosen) chosen_[normal_field_name(theirs)] = row_named(ours).field;
}

std::optional<FieldMatch> FieldNames::find(std::string_view name) const {
  static const std::unordered_map<std::string, FieldMatch> index = make_index();
  const std::string normal = normal_field_name(name);
  if (const auto own = chosen_.find(normal); own != chosen_.end()) return FieldMatch{own->second, 0};
  if (const auto known = index.find(normal); known != index.end()) return known->second;
  return std::nullopt;
}

}  // namespace broadtape
