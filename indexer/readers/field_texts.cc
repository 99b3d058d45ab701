#include "indexer/readers/field_texts.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "common/article/canonical_url.h"
#include "common/text/ascii.h"
#include "common/text/fold.h"
#include "common/time/date_parser.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

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

// The names under which a title may repeat the source: `Harbor Wire - Markets`, the title of a feed, has two more.
std::vector<std::string> names_of_outlet(const std::string& source) {
  constexpr std::string_view kSigns[] = {" - ", " | ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", " \xC2\xBB ", ": "};
  constexpr std::size_t kShortestPart = 3;
  if (source.empty()) return {};
  std::vector<std::string> names = {source, source + ".com"};
  for (const std::string_view sign : kSigns) {
    const std::size_t at = source.find(sign);
    if (at == std::string::npos) continue;
    for (const std::string& part : {source.substr(0, at), source.substr(at + sign.size())}) {
      if (part.size() >= kShortestPart) names.push_back(part);
    }
  }
  return names;
}

}  // namespace

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
  for (const std::string& outlet : names_of_outlet(source)) {
    if (title.size() <= outlet.size()) continue;
    if (fold(title.substr(title.size() - outlet.size())) == fold(outlet) && drop(outlet.size())) return;
  }
  const std::string_view name = trimmed(std::string_view(title).substr(dash_end));
  const bool is_host = source.find('.') != std::string::npos && source.find(' ') == std::string::npos;
  if (is_outlet_of(name, is_host ? ascii_lowered(source) : host_of(raw.url))) drop(name.size());
}

void drop_scheme(std::string& source) {
  if (source.size() > 2 && source.front() == '/' && source.back() == '/') source = source.substr(1, source.size() - 2);
  constexpr std::string_view kSchemes[] = {"ns", "nprov", "source", "src", "provider", "publisher"};
  const std::size_t colon = source.find(':');
  if (colon == std::string::npos || !is_among(ascii_lowered(source.substr(0, colon)), kSchemes)) return;
  if (std::string name(trimmed(std::string_view(source).substr(colon + 1))); !name.empty()) source = std::move(name);
}

namespace {

// The code in `R:XOM.N`, `ticker:AAPL`; empty for any other label.
std::string_view instrument_of_label(std::string_view label) {
  constexpr std::string_view kInstrumentSchemes[] = {"r", "ric", "ticker", "tickers", "symbol"};
  constexpr std::size_t kLongest = 20;
  const std::size_t colon = label.find(':');
  if (colon == std::string_view::npos || !is_among(ascii_lowered(label.substr(0, colon)), kInstrumentSchemes))
    return {};
  const std::string_view code = label.substr(colon + 1);
  const bool is_code = !code.empty() && code.size() <= kLongest && std::all_of(code.begin(), code.end(), [](char c) {
    return is_ascii_letter(c) || is_ascii_digit(c) || std::string_view(".-_=^/").find(c) != std::string_view::npos;
  });
  return is_code && std::any_of(code.begin(), code.end(), is_ascii_upper) ? code : std::string_view();
}

// `G:1`, `P:4295903128`, `M:1QD`.
bool is_bare_code(std::string_view label) {
  return label.size() > 2 && is_ascii_upper(label[0]) && label[1] == ':' &&
         label.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 2) == std::string_view::npos;
}

}  // namespace

void take_codes_of_labels(RawArticle& raw) {
  const bool has_topics = std::any_of(raw.labels.begin(), raw.labels.end(),
                                      [](const std::string& label) { return label.starts_with("N2:"); });
  std::erase_if(raw.labels, [&](const std::string& label) {
    const std::string_view code = instrument_of_label(label);
    if (code.empty()) return has_topics && is_bare_code(label);
    if (std::find(raw.tickers.begin(), raw.tickers.end(), code) == raw.tickers.end()) raw.tickers.emplace_back(code);
    return true;
  });
}

void drop_headline_codes(RawArticle& raw) {
  constexpr std::size_t kLongest = 200;
  constexpr std::string_view kKeys = "AKLC";  // of articles' numbers, sentiment, language and confidence
  const std::string_view title = raw.title;
  if (title.size() < 4 || title[0] != '{' || title[2] != ':' || kKeys.find(title[1]) == std::string_view::npos) return;
  const std::size_t end = title.substr(0, kLongest).find('}');
  if (end == std::string_view::npos) return;
  const std::string codes = fmt::format(":{}:", title.substr(1, end - 1));
  if (const std::size_t at = codes.find(":L:"); at != std::string::npos && raw.language.empty()) {
    const std::string language = codes.substr(at + 3, codes.find_first_of(":|", at + 3) - at - 3);
    if (language.size() > 1 && language != "n/a") raw.language = language;
  }
  std::string_view rest = trimmed(title.substr(end + 1));
  if (rest.starts_with('!')) rest = trimmed(rest.substr(1));
  if (!rest.empty()) raw.title = std::string(rest);
}

void take_date_of_excerpt(RawArticle& raw) {
  constexpr std::size_t kLongest = 24;
  constexpr std::string_view kDots[] = {" ... ", " \xE2\x80\xA6 ", " \xC2\xB7 ", " \xE2\x80\x94 "};
  if (!raw.date_text.empty()) return;
  const std::string_view start = std::string_view(raw.body).substr(0, kLongest);
  for (const std::string_view dots : kDots) {
    const std::size_t at = start.find(dots);
    if (at == std::string_view::npos || !parse_date(start.substr(0, at))) continue;
    raw.date_text = std::string(start.substr(0, at));
    raw.body.erase(0, at + dots.size());
    raw.set_origin(RawField::kDate, raw.origins[static_cast<std::size_t>(RawField::kBody)]);
    return;
  }
}

void drop_client(std::string& source) {
  constexpr std::string_view kClients[] = {" for iPhone", " for iPad", " for iOS", " for Android",
                                           " for Mac",    " iOS",      " Android", " Web App",
                                           " Web Client", " Web",      " App"};
  for (const std::string_view client : kClients) {
    if (source.size() > client.size() && source.ends_with(client)) source.resize(source.size() - client.size());
  }
}

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

void drop_cut_mark(std::string& text) {
  constexpr std::string_view kEnd = " chars]", kDigits = "0123456789";
  constexpr std::size_t kMostDigits = 9;
  const std::string_view kept = trimmed(text);
  if (!kept.ends_with(kEnd)) return;
  std::string_view rest = kept.substr(0, kept.size() - kEnd.size());
  const std::size_t digits = rest.size() - 1 - std::min(rest.find_last_not_of(kDigits), rest.size() - 1);
  rest.remove_suffix(digits);
  if (digits == 0 || digits > kMostDigits) return;
  if (rest.ends_with('+')) rest.remove_suffix(1);
  if (rest.ends_with('[')) text = std::string(trimmed(rest.substr(0, rest.size() - 1)));
}

bool is_withdrawn(std::string_view text) {
  constexpr std::string_view kNotices[] = {"[removed]", "[deleted]"};
  constexpr std::size_t kLongest = 20;
  text = trimmed(text);
  return text.size() <= kLongest && is_among(ascii_lowered(text), kNotices);
}

bool is_withheld(std::string_view text) {
  constexpr std::string_view kNotices[] = {"only available in paid plans", "only available in professional plans",
                                           "only available in corporate plans", "this content is for subscribers only"};
  constexpr std::size_t kLongest = 60;
  text = trimmed(text);
  return text.size() <= kLongest && is_among(ascii_lowered(text), kNotices);
}

}  // namespace broadtape
