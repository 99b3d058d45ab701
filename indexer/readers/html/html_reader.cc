#include <algorithm>
#include <cctype>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

#include "common/article/canonical_url.h"
#include "common/time/date_parser.h"
#include "indexer/input/limits.h"
#include "indexer/readers/forms.h"
#include "indexer/readers/html/html.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

// Prefers the text in JSON-LD, unless it is only the beginning of the article.
std::string chosen_body(std::string from_json_ld, std::string from_page) {
  const bool is_whole = 2 * from_json_ld.size() >= from_page.size() && !from_json_ld.empty();
  return is_whole ? std::move(from_json_ld) : std::move(from_page);
}

// The time in the comment of a program that saved the page: SingleFile (`saved date: Tue Jan 30 2024 09:30:00
// GMT-0500`), HTTrack (`Mirrored from ... by HTTrack Website Copier/3.x [...], Tue, 30 Jan 2024 09:30:00 GMT`) and the
// Wayback Machine (`FILE ARCHIVED ON 09:30:00 Jan 30, 2024 AND RETRIEVED ...`).
std::optional<std::int64_t> saved_s(std::string_view page) {
  struct SavedRow {
    std::string_view mark, before_time;
  };
  constexpr SavedRow kRows[] = {{"saved date: ", ""}, {"by HTTrack Website Copier", "], "}, {"FILE ARCHIVED ON ", ""}};
  constexpr std::size_t kEdgeBytes = 4096, kLongestTime = 100;
  const std::size_t tail_at = page.size() - std::min(page.size(), kEdgeBytes);
  for (const std::string_view edge : {page.substr(0, kEdgeBytes), page.substr(tail_at)}) {
    for (const SavedRow& row : kRows) {
      const std::size_t at = edge.find(row.mark);
      if (at == std::string_view::npos) continue;
      const std::size_t comment = edge.rfind("<!--", at), closed = edge.rfind("-->", at);
      if (comment == std::string_view::npos || (closed != std::string_view::npos && closed > comment)) continue;
      std::string_view time = edge.substr(at + row.mark.size());
      time.remove_prefix(std::min(time.size(), time.find(row.before_time) + row.before_time.size()));
      time = time.substr(0, std::min({kLongestTime, time.find('\n'), time.find("-->"), time.find(" AND RETRIEVED")}));
      if (const DateResult date = parse_date(time)) return date.date->instant.utc_s;
    }
  }
  return std::nullopt;
}

}  // namespace

bool looks_like_html_page(std::string_view head) {
  constexpr std::size_t kLookBytes = 2048;
  std::string start(trimmed(head).substr(0, kLookBytes));
  if (!start.starts_with('<')) return false;
  std::transform(start.begin(), start.end(), start.begin(), [](unsigned char c) { return std::tolower(c); });
  constexpr std::string_view kStarts[] = {"<!doctype html", "<html", "<head", "<body", "<title", "<meta",   "<div",
                                          "<article",       "<main", "<p>",   "<p ",   "<h1",    "<script", "<section"};
  return start.find("<html") != std::string::npos ||
         std::any_of(std::begin(kStarts), std::end(kStarts), [&](std::string_view s) { return start.starts_with(s); });
}

void read_html(ByteSource& text, RecordOutput& output) {
  std::string whole = read_whole(text, kMaxPageBytes);
  output.repair(whole);
  const HtmlDocument document(whole);
  const std::optional<std::int64_t> captured_s = text.name().captured_s ? text.name().captured_s : saved_s(whole);
  PageMetadata page = document.root() ? page_metadata(document.root(), text.name().url, captured_s) : PageMetadata();
  RawArticle raw;
  raw.title = one_line(page.title);
  raw.body = chosen_body(std::move(page.article_body), main_text(document.root(), raw.title, page.description));
  if (raw.body.empty()) raw.body = std::move(page.description);
  raw.url = page.url.empty() ? text.name().url : page.url;
  raw.source = page.source.empty() ? host_of(raw.url) : page.source;
  raw.author = std::move(page.author);
  raw.date_text = std::move(page.date_text);
  raw.set_origin(RawField::kDate, page.date_step);
  if (captured_s && may_be_age(raw.date_text)) raw.captured_text = format_rfc3339(*captured_s);
  raw.language = std::move(page.language);
  raw.labels = std::move(page.labels);
  raw.record = "page";
  output.article(std::move(raw), whole);
}

}  // namespace broadtape
