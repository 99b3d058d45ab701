#include "indexer/readers/article_fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "common/text/decode.h"
#include "common/time/date_parser.h"
#include "indexer/readers/column_content.h"
#include "indexer/readers/field_texts.h"
#include "indexer/readers/html/html.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

constexpr int kUpdated = 500;   // added to the rank of `Updated: January 30, 2025`
constexpr int kNotADay = 500;   // added to the rank of a date in a field for the day
constexpr int kNotAName = 500;  // likewise of the address of an article in a field for the source

std::string plain_text(const std::string& text) {
  if (text.find_first_of("<&") == std::string::npos) return text;
  return looks_like_html(text) ? html_fragment_text(text) : decode_entities(text);
}

// Values that mark a record as no published article, by the names of their fields, normalised.
struct StatusRow {
  std::string_view names, values;  // between blanks
};
constexpr StatusRow kUnpublished[] = {
    {" poststatus articlestatus storystatus publishstatus publicationstatus publishingstatus ",
     " draft autodraft trash trashed pending private future scheduled inherit unpublished deleted withdrawn "},
    {" status state workflowstate ", " draft autodraft trash trashed unpublished inherit "},
    {" pubstatus ", " canceled cancelled withheld "},  // of NewsML and ninjs
    {" draft isdraft ", " true yes 1 "},
    {" posttype ", " attachment revision navmenuitem customcss page "},
    {" type ", " service "},
    {" subtype ",
     " channeljoin channelleave channeltopic channelpurpose channelname channelarchive groupjoin "
     "groupleave botadd botremove pinneditem "},  // of Slack
};
constexpr std::string_view kNoticeName = "type";  // a message is a notice of the service only without a text

// A name that identifies but leads nowhere, `urn:newsml:example:1`.
bool is_name_of_resource(std::string_view address) {
  return address.starts_with("urn:") || address.starts_with("tag:");
}

// `https://harborwire.example/acme`, but not the address of a site.
bool is_address_of_page(std::string_view text) {
  constexpr std::size_t kScheme = 8;  // `https://`
  text = trimmed(text);
  return is_web_address(text) && text.find('/', kScheme) < text.size() - 1 && text.find(' ') == std::string_view::npos;
}

}  // namespace

bool is_reference(RawField field, std::string_view text) {
  return (field == RawField::kAuthor || field == RawField::kLabels || field == RawField::kSource) && !text.empty() &&
         text.find_first_not_of("0123456789") == std::string_view::npos;
}

ArticleFields::Value* ArticleFields::to_replace(FieldMatch match) {
  Value& value = values_[static_cast<std::size_t>(match.field)];
  if (value.rank >= 0 && match.rank > value.rank) return nullptr;
  value = {match.rank, {}, {}, match.origin};
  return &value;
}

void ArticleFields::set(FieldMatch match, std::string text) {
  if (trimmed(text).empty()) return;
  if (match.field == RawField::kDate &&
      (is_time_of_day(text) || is_clock_number(match.origin, text) || !clock_of_day_part(text).empty()))
    match.field = RawField::kTime;
  if (match.field == RawField::kDate && begins_with_update(text)) match.rank += kUpdated;
  if (match.field == RawField::kDay && !is_digits(part_number(text), 1, 2)) {
    if (!parse_date(text)) return;  // `Monday`
    match.field = RawField::kDate;
    match.rank += kNotADay;
  }
  if (match.field == RawField::kSource && is_image_address(text)) return;  // `media`
  if (match.field == RawField::kSource && is_address_of_page(text)) {
    match.field = RawField::kUrl;
    match.rank += kNotAName;
  }
  if (match.field == RawField::kStatus) return set_status(match.origin, text);
  if (is_withheld(text)) return;
  if (is_withdrawn(text)) {
    const bool is_text = match.field == RawField::kTitle || match.field == RawField::kBody;
    if (is_text && unpublished_.empty()) {
      unpublished_ = fmt::format("{} {}", match.origin, trimmed(text));
      is_notice_ = true;
    }
    return;
  }
  if (match.field != RawField::kLabels && is_reference(match.field, text)) return;
  unwrap_bytes(text);
  if (Value* value = to_replace(match)) value->text = std::move(text);
}

void ArticleFields::set_status(std::string_view name, std::string_view text) {
  constexpr std::size_t kLongest = 16;
  if (text.size() > kLongest) return;
  const auto has = [](std::string_view words, const std::string& word) {
    return words.find(" " + word + " ") != std::string_view::npos;
  };
  const std::string value = normal_field_name(text);
  if (std::none_of(std::begin(kUnpublished), std::end(kUnpublished),
                   [&](const StatusRow& row) { return has(row.values, value); }))
    return;
  const std::string normal = normal_field_name(name);
  const auto row = std::find_if(std::begin(kUnpublished), std::end(kUnpublished),
                                [&](const StatusRow& candidate) { return has(candidate.names, normal); });
  const StatusRow& of_name = row == std::end(kUnpublished) ? kUnpublished[0] : *row;  // a name that the user chose
  if (name.empty() || !has(of_name.values, value)) return;
  const bool is_notice = normal == kNoticeName;
  if (is_notice && !unpublished_.empty()) return;
  unpublished_ = fmt::format("{} {}", name, trimmed(text));
  is_notice_ = is_notice;
}

void ArticleFields::set_list(FieldMatch match, std::vector<std::string> list) {
  std::erase_if(list, [](const std::string& item) { return trimmed(item).empty(); });
  if (list.empty()) return;
  if (Value* value = to_replace(match)) value->list = std::move(list);
}

std::vector<RawField> ArticleFields::present() const {
  std::vector<RawField> fields;
  for (std::size_t i = 0; i < kFieldCount; ++i) {
    if (values_[i].rank >= 0) fields.push_back(static_cast<RawField>(i));
  }
  return fields;
}

std::string ArticleFields::text_of(RawField field) {
  Value& value = values_[static_cast<std::size_t>(field)];
  return value.list.empty() ? std::move(value.text) : joined(value.list, ", ");
}

std::vector<std::string> ArticleFields::list_of(RawField field) {
  Value& value = values_[static_cast<std::size_t>(field)];
  if (!value.list.empty()) return std::move(value.list);
  if (field == RawField::kTickers) return split_tickers(value.text);
  const std::string text = decode_entities(value.text);
  const bool is_name_list = field == RawField::kCompanies && !trimmed(text).starts_with('[');
  return is_name_list ? split_names(text) : split_labels(text);  // `Apple, Inc.`
}

void ArticleFields::take_parts(RawArticle& raw) {
  if (std::string clock = clock_of_day_part(raw.time_text); !clock.empty()) raw.time_text = std::move(clock);
  const std::string minute = text_of(RawField::kMinute);
  if (is_digits(part_number(raw.time_text), 1, 2)) {
    const bool has_minute = is_digits(part_number(minute), 1, 2);
    raw.time_text =
        fmt::format("{}:{:0>2}", part_number(raw.time_text), has_minute ? part_number(minute) : std::string_view("0"));
  }
  if (raw.date_text.empty()) {
    raw.date_text = date_of_parts(text_of(RawField::kYear), text_of(RawField::kMonth), text_of(RawField::kDay));
    if (!raw.date_text.empty())
      raw.set_origin(RawField::kDate, values_[static_cast<std::size_t>(RawField::kYear)].origin);
  }
  add_zone(text_of(RawField::kZone), raw);
}

RawArticle ArticleFields::article() && {
  RawArticle raw;
  for (std::size_t i = 0; i < kFieldCount; ++i) raw.origins[i] = values_[i].origin;
  const auto take_origin = [&](RawField field, RawField from) {
    raw.set_origin(field, values_[static_cast<std::size_t>(from)].origin);
  };
  raw.title = plain_text(text_of(RawField::kTitle));
  raw.body = plain_text(text_of(RawField::kBody));
  if (trimmed(raw.body).empty()) {
    raw.body = plain_text(text_of(RawField::kSummary));
    take_origin(RawField::kBody, RawField::kSummary);
  }
  drop_cut_mark(raw.body);
  raw.url = decode_entities(text_of(RawField::kUrl));
  if (raw.url.find_first_of("./:") == std::string::npos) raw.url.clear();  // `Read`, the text of a link
  raw.source = plain_text(text_of(RawField::kSource));
  drop_scheme(raw.source);
  if (raw.title.empty()) drop_client(raw.source);
  raw.author = plain_text(text_of(RawField::kAuthor));
  raw.date_text = text_of(RawField::kDate);
  raw.time_text = text_of(RawField::kTime);
  take_parts(raw);
  if (raw.date_text.empty()) {
    raw.date_text.swap(raw.time_text);
    take_origin(RawField::kDate, RawField::kTime);
  }
  raw.captured_text = text_of(RawField::kCaptured);
  raw.first_seen_text = text_of(RawField::kFirstSeen);
  raw.language = text_of(RawField::kLanguage);
  raw.external_id = text_of(RawField::kId);
  if (is_name_of_resource(raw.url)) {
    if (raw.external_id.empty()) {
      raw.external_id = std::move(raw.url);
      take_origin(RawField::kId, RawField::kUrl);
    }
    raw.url.clear();
  }
  if (raw.url.empty() && is_web_address(raw.external_id) && raw.external_id.find(' ') == std::string::npos) {
    raw.url = raw.external_id;
    take_origin(RawField::kUrl, RawField::kId);
  }
  drop_headline_codes(raw);
  drop_outlet(raw);
  take_date_of_excerpt(raw);
  if (!is_notice_ || (trimmed(raw.title).empty() && trimmed(raw.body).empty())) raw.unpublished = unpublished_;
  raw.tickers = list_of(RawField::kTickers);
  raw.companies = list_of(RawField::kCompanies);
  raw.labels = list_of(RawField::kLabels);
  take_codes_of_labels(raw);
  return raw;
}

}  // namespace broadtape
