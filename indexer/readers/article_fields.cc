#include "indexer/readers/article_fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "common/article/canonical_url.h"
#include "common/companies/symbol_form.h"
#include "common/error/error.h"
#include "common/text/ascii.h"
#include "common/text/decode.h"
#include "common/text/fold.h"
#include "common/time/date_parser.h"
#include "common/time/date_words.h"
#include "indexer/input/limits.h"
#include "indexer/readers/column_content.h"
#include "indexer/readers/html/html.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

constexpr int kNotADay = 500;  // added to the rank of a date in a field for the day

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

// The label of a host that is registered: `harborwire` of `news.harborwire.co.uk`.
std::string_view registered_label(std::string_view host) {
  constexpr std::string_view kSecondLevels[] = {"co", "com", "org", "net", "ac", "gov", "or", "ne"};
  std::size_t end = host.rfind('.');
  for (int labels = 0; end != std::string_view::npos; ++labels) {
    const std::size_t begin = end == 0 ? std::string_view::npos : host.rfind('.', end - 1);
    const std::size_t from = begin == std::string_view::npos ? 0 : begin + 1;
    const std::string_view label = host.substr(from, end - from);
    if (labels > 0 || from == 0 || !is_among(label, kSecondLevels)) return label;
    end = begin;
  }
  return {};
}

// Whether `name` is that of the outlet with that host: `Harbor Wire` or `HW` written out for `harborwire.example` and
// `hw.example`.
bool is_outlet_of(std::string_view name, std::string_view host) {
  constexpr std::size_t kShortestLabel = 2, kMostInitials = 6;
  std::string label, letters, initials;
  for (const char c : registered_label(host)) {
    if (c != '-') label.push_back(c);
  }
  if (label.size() < kShortestLabel) return false;
  bool begins = true;
  for (const char c : fold(name)) {
    const bool is_letter = is_ascii_letter(c) || is_ascii_digit(c) || (c & 0x80) != 0;
    if (is_letter && begins) initials.push_back(c);
    if (is_letter) letters.push_back(c);
    begins = c == ' ';
  }
  if (letters == label || letters == "the" + label || "the" + letters == label || letters == label + "com") return true;
  return initials == label && label.size() <= kMostInitials;
}

// `Oil rises - Harbor Wire` as `Oil rises` if the source is Harbor Wire, or the source or address is of
// harborwire.example. Aggregators repeat both as the text.
void drop_outlet(RawArticle& raw) {
  constexpr std::string_view kDashes[] = {" -", " |", " \xE2\x80\x93", " \xE2\x80\x94", " \xC2\xB7"};
  const std::string title = one_line(raw.title);
  std::size_t dash_end = 0;  // of the last one
  for (std::size_t at = title.size(); at-- > 1 && dash_end == 0;) {
    if (title[at] != ' ' || title[at + 1] == ' ' || is_ascii_letter(title[at + 1])) continue;
    for (const std::string_view dash : kDashes) {
      if (std::string_view(title).substr(at).starts_with(dash)) dash_end = at + dash.size();
    }
  }
  if (dash_end == 0) return;
  // False unless a dash is before the last `bytes`.
  const auto drop = [&](std::size_t bytes) {
    const std::string_view rest = trimmed(std::string_view(title).substr(0, title.size() - bytes));
    const auto dash = std::find_if(std::begin(kDashes), std::end(kDashes), [&](std::string_view end) {
      return rest.size() > end.size() && rest.ends_with(end);
    });
    if (dash == std::end(kDashes)) return false;
    raw.title = trimmed(rest.substr(0, rest.size() - dash->size()));
    if (one_line(raw.body) == raw.title + " " + title.substr(title.size() - bytes)) raw.body.clear();
    return true;
  };
  const std::string source = one_line(raw.source);
  for (const std::string& outlet : {source, source + ".com"}) {
    if (source.empty() || title.size() <= outlet.size()) break;
    if (fold(title.substr(title.size() - outlet.size())) == fold(outlet) && drop(outlet.size())) return;
  }
  const std::string_view name = trimmed(std::string_view(title).substr(dash_end));
  const bool is_host = source.find('.') != std::string::npos && source.find(' ') == std::string::npos;
  if (is_outlet_of(name, is_host ? ascii_lowered(source) : host_of(raw.url))) drop(name.size());
}

// `Harbor Talk for iPhone` as `Harbor Talk`: the program from which a message was sent, without a title.
void drop_client(std::string& source) {
  constexpr std::string_view kClients[] = {" for iPhone", " for iPad", " for iOS", " for Android",
                                           " for Mac",    " iOS",      " Android", " Web App",
                                           " Web Client", " Web",      " App"};
  for (const std::string_view client : kClients) {
    if (source.size() > client.size() && source.ends_with(client)) source.resize(source.size() - client.size());
  }
}

// Text in the spelling of bytes in Python, b'...', as these bytes.
void unwrap_bytes(std::string& text) {
  if (text.size() < 3 || text[0] != 'b' || (text[1] != '\'' && text[1] != '"') || text.back() != text[1]) return;
  constexpr std::string_view kEscapes = "nrt'\"\\", kMeanings = "\n\r\t'\"\\";
  const auto hex = [](char c) {
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
  };
  std::string bytes;
  const std::string_view inside = std::string_view(text).substr(2, text.size() - 3);
  for (std::size_t i = 0; i < inside.size(); ++i) {
    if (inside[i] == text[1]) return;  // ends before the end of the text
    if (inside[i] != '\\') {
      bytes.push_back(inside[i]);
      continue;
    }
    if (++i == inside.size()) return;
    const std::size_t escape = kEscapes.find(inside[i]);
    if (escape != std::string_view::npos) {
      bytes.push_back(kMeanings[escape]);
    } else if (inside[i] == 'x' && i + 2 < inside.size() && hex(inside[i + 1]) >= 0 && hex(inside[i + 2]) >= 0) {
      bytes.push_back(static_cast<char>(hex(inside[i + 1]) * 16 + hex(inside[i + 2])));
      i += 2;
    } else {
      bytes += {'\\', inside[i]};
    }
  }
  text = std::move(bytes);
}

// Values that mark a record as no published article, by the names of their fields, normalised.
struct StatusRow {
  std::string_view names, values;  // between blanks
};
constexpr StatusRow kUnpublished[] = {
    {" poststatus articlestatus storystatus publishstatus publicationstatus publishingstatus ",
     " draft autodraft trash trashed pending private future scheduled inherit unpublished deleted withdrawn "},
    {" status state workflowstate ", " draft autodraft trash trashed unpublished inherit "},
    {" draft isdraft ", " true yes 1 "},
    {" posttype ", " attachment revision navmenuitem customcss page "},
    {" type ", " service "},
};
constexpr std::string_view kNoticeName = "type";  // a message is a notice of the service only without a text

// A number in a column of numbers with a fraction: `2024.0` as `2024`.
std::string_view part_number(std::string_view text) {
  text = trimmed(text);
  if (text.ends_with(".0")) text.remove_suffix(2);
  return text;
}

bool is_digits(std::string_view text, std::size_t min, std::size_t max) {
  return text.size() >= min && text.size() <= max && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// `2024`, `1` or `January`, and `30` as a date; empty if they are none.
std::string date_of_parts(std::string_view year, std::string_view month, std::string_view day) {
  year = part_number(year);
  month = part_number(month);
  day = part_number(day);
  const int named = find_date_word(month.ends_with('.') ? month.substr(0, month.size() - 1) : month).month;
  if (!is_digits(year, 4, 4) || !is_digits(day, 1, 2) || (named == 0 && !is_digits(month, 1, 2))) return {};
  return fmt::format("{}-{:0>2}-{:0>2}", year, named > 0 ? std::to_string(named) : std::string(month), day);
}

// Adds a zone that has a separate field to the time, else to a date with a time, unless a zone is written there.
void add_zone(std::string_view zone, RawArticle& raw) {
  zone = trimmed(zone);
  if (zone.empty()) return;
  const auto may_be_date = [](const DateResult& date) { return date || date.doubt == DateDoubt::kOrder; };
  const auto lacks_zone = [](const DateResult& date) {
    return date ? date.date->zone.empty() && date.date->instant.precision == Precision::kSecond
                : date.doubt == DateDoubt::kOrder;
  };
  for (const std::string& name : {std::string(zone), fmt::format("UTC{}", zone)}) {
    const bool is_of_time = !raw.time_text.empty();
    std::string& text = is_of_time ? raw.time_text : raw.date_text;
    std::string zoned = fmt::format("{} {}", text, name);
    const bool fits = is_of_time ? is_time_of_day(text) && is_time_of_day(zoned)
                                 : lacks_zone(parse_date(text)) && may_be_date(parse_date(zoned));
    if (!fits) continue;
    text = std::move(zoned);
    return;
  }
}

// A name that identifies but leads nowhere, `urn:newsml:example:1`.
bool is_name_of_resource(std::string_view address) {
  return address.starts_with("urn:") || address.starts_with("tag:");
}

// Whether the value of a field such as `time` is a time of day as a number: `930`, `0930`, `93000`, `093000`. A number
// of seconds or days is longer or has another name.
bool is_clock_number(std::string_view name, std::string_view value) {
  value = trimmed(value);
  if (value.size() < 3 || value.size() > 6 || value.find_first_not_of("0123456789") != std::string_view::npos) {
    return false;
  }
  const std::string normal = normal_field_name(name);
  if (!normal.ends_with("time") || normal.find("date") != std::string::npos) return false;
  const std::string digits = value.size() % 2 == 1 ? '0' + std::string(value) : std::string(value);
  const auto part = [&](std::size_t at) { return (digits[at] - '0') * 10 + digits[at + 1] - '0'; };
  return part(0) < 24 && part(2) < 60 && (digits.size() == 4 || part(4) < 60);
}

// `[AAPL](https://example.org/q)` as `AAPL`.
std::string without_link_targets(std::string_view text) {
  std::string plain;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t target = std::min(text.find("](", at), text.size());
    plain += text.substr(at, target - at);
    const std::size_t end = text.find(')', target);
    if (end == std::string_view::npos) return plain.append(text.substr(target));
    at = end + 1;
  }
  return plain;
}

// How many words from words[at] on are one symbol as Bloomberg's terminals write it: `ACM US Equity`, `SPX Index`, and
// `ACM US`.
std::size_t words_of_symbol(const std::vector<std::string>& words, std::size_t at) {
  constexpr std::string_view kYellowKeys[] = {"equity", "index", "curncy", "comdty"};
  const auto is_key = [&](std::size_t i) { return i < words.size() && is_among(fold(words[i]), kYellowKeys); };
  if (is_key(at + 1)) return 2;
  const bool has_place = at + 1 < words.size() && place_suffix(words[at + 1]).has_value();
  if (has_place && is_key(at + 2)) return 3;
  return has_place && ascii_lowered(words[at + 1]) != words[at + 1] ? 2 : 1;
}

}  // namespace

bool is_reference(RawField field, std::string_view text) {
  return (field == RawField::kAuthor || field == RawField::kLabels || field == RawField::kSource) && !text.empty() &&
         text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::vector<std::string> split_tickers(std::string_view text) {
  std::vector<std::string> tickers;
  for (const std::string& item : split(without_link_targets(text), ",;|+\t\r\n")) {
    const std::vector<std::string> words = split(item, " ");
    for (std::size_t i = 0; i < words.size();) {
      const bool follows_exchange = !tickers.empty() && tickers.back().ends_with(':');
      if (follows_exchange) {
        tickers.back() += words[i++];  // "NYSE: F"
        continue;
      }
      const std::size_t count = words_of_symbol(words, i);
      tickers.push_back(joined(
          {words.begin() + static_cast<std::ptrdiff_t>(i), words.begin() + static_cast<std::ptrdiff_t>(i + count)},
          " "));
      i += count;
    }
  }
  return tickers;
}

std::vector<std::string> split_labels(std::string_view text) {
  return split(text, ",;|\n");
}

ArticleFields::Value* ArticleFields::to_replace(FieldMatch match) {
  Value& value = values_[static_cast<std::size_t>(match.field)];
  if (value.rank >= 0 && match.rank > value.rank) return nullptr;
  value = {match.rank, {}, {}, match.origin};
  return &value;
}

void ArticleFields::set(FieldMatch match, std::string text) {
  if (trimmed(text).empty()) return;
  if (match.field == RawField::kDate && (is_time_of_day(text) || is_clock_number(match.origin, text)))
    match.field = RawField::kTime;
  if (match.field == RawField::kDay && !is_digits(part_number(text), 1, 2)) {
    if (!parse_date(text)) return;  // `Monday`
    match.field = RawField::kDate;
    match.rank += kNotADay;
  }
  if (match.field == RawField::kSource && is_image_address(text)) return;  // `media`
  if (match.field == RawField::kStatus) return set_status(match.origin, text);
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
  return is_name_list ? split(text, ";|\n") : split_labels(text);  // `Apple, Inc.`
}

void ArticleFields::take_parts(RawArticle& raw) {
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
  raw.url = decode_entities(text_of(RawField::kUrl));
  raw.source = plain_text(text_of(RawField::kSource));
  if (raw.title.empty()) drop_client(raw.source);
  raw.author = without_by(plain_text(text_of(RawField::kAuthor)));
  raw.date_text = text_of(RawField::kDate);
  raw.time_text = text_of(RawField::kTime);
  take_parts(raw);
  if (raw.date_text.empty()) {
    raw.date_text.swap(raw.time_text);
    take_origin(RawField::kDate, RawField::kTime);
  }
  raw.captured_text = text_of(RawField::kCaptured);
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
  drop_outlet(raw);
  if (!is_notice_ || (trimmed(raw.title).empty() && trimmed(raw.body).empty())) raw.unpublished = unpublished_;
  raw.tickers = list_of(RawField::kTickers);
  raw.companies = list_of(RawField::kCompanies);
  raw.labels = list_of(RawField::kLabels);
  return raw;
}

}  // namespace broadtape
