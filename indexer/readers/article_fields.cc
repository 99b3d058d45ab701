#include "indexer/readers/article_fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <unordered_map>
#include <utility>

#include "common/error/error.h"
#include "common/text/decode.h"
#include "common/time/date_parser.h"
#include "indexer/input/limits.h"
#include "indexer/readers/html/html.h"
#include "indexer/readers/text_layout.h"

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
    {Field::kTime, "time", "timeofday clocktime hour uhrzeit heure hora ora godzina"},
    {Field::kCaptured, "captured",
     "captured capturedat fetched fetchedat fetchtime crawled crawledat crawldate crawltime scraped scrapedat "
     "scrapedate retrieved retrievedat downloadedat"},
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

namespace {

constexpr std::string_view kWrapping = " \t\r\n[]'\"";  // in lists printed by Python

std::vector<std::string> split(std::string_view text, std::string_view separators) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find_first_of(separators, at), text.size());
    const std::string_view part = text.substr(at, end - at);
    const std::size_t first = part.find_first_not_of(kWrapping);
    if (parts.size() > kMaxListItems)
      throw Error(ErrorKind::kTooLarge, fmt::format("a list has more than {} items", kMaxListItems));
    if (first != std::string_view::npos)
      parts.emplace_back(part.substr(first, part.find_last_not_of(kWrapping) - first + 1));
    at = end + 1;
  }
  return parts;
}

std::string plain_text(const std::string& text) {
  if (text.find_first_of("<&") == std::string::npos) return text;
  return looks_like_html(text) ? html_fragment_text(text) : decode_entities(text);
}

}  // namespace

std::vector<std::string> split_tickers(std::string_view text) {
  std::vector<std::string> tickers;
  for (std::string& part : split(text, ",;|+ \t\r\n")) {
    if (!tickers.empty() && tickers.back().ends_with(':'))
      tickers.back() += part;  // "NYSE: F"
    else
      tickers.push_back(std::move(part));
  }
  return tickers;
}

std::vector<std::string> split_labels(std::string_view text) {
  return split(text, ",;|\n");
}

ArticleFields::Value* ArticleFields::to_replace(FieldMatch match) {
  Value& value = values_[static_cast<std::size_t>(match.field)];
  if (value.rank >= 0 && match.rank > value.rank) return nullptr;
  value = {match.rank, {}, {}};
  return &value;
}

void ArticleFields::set(FieldMatch match, std::string text) {
  if (trimmed(text).empty()) return;
  if (match.field == Field::kDate && is_time_of_day(text)) match.field = Field::kTime;
  if (Value* value = to_replace(match)) value->text = std::move(text);
}

void ArticleFields::set_list(FieldMatch match, std::vector<std::string> list) {
  std::erase_if(list, [](const std::string& item) { return trimmed(item).empty(); });
  if (list.empty()) return;
  if (Value* value = to_replace(match)) value->list = std::move(list);
}

std::string ArticleFields::text_of(Field field) {
  Value& value = values_[static_cast<std::size_t>(field)];
  return value.list.empty() ? std::move(value.text) : joined(value.list, ", ");
}

std::vector<std::string> ArticleFields::list_of(Field field) {
  Value& value = values_[static_cast<std::size_t>(field)];
  if (!value.list.empty()) return std::move(value.list);
  return field == Field::kTickers ? split_tickers(value.text) : split_labels(decode_entities(value.text));
}

RawArticle ArticleFields::article() && {
  RawArticle raw;
  raw.title = plain_text(text_of(Field::kTitle));
  raw.body = plain_text(text_of(Field::kBody));
  if (trimmed(raw.body).empty()) raw.body = plain_text(text_of(Field::kSummary));
  raw.url = decode_entities(text_of(Field::kUrl));
  raw.source = plain_text(text_of(Field::kSource));
  raw.author = plain_text(text_of(Field::kAuthor));
  raw.date_text = text_of(Field::kDate);
  raw.time_text = text_of(Field::kTime);
  if (raw.date_text.empty()) raw.date_text.swap(raw.time_text);
  raw.captured_text = text_of(Field::kCaptured);
  raw.language = text_of(Field::kLanguage);
  raw.external_id = text_of(Field::kId);
  raw.tickers = list_of(Field::kTickers);
  raw.labels = list_of(Field::kLabels);
  return raw;
}

}  // namespace broadtape
