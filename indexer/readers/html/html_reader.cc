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
#include "indexer/readers/html/page_parts.h"
#include "indexer/readers/html/page_state.h"
#include "indexer/readers/html/page_tables.h"
#include "indexer/readers/text/line_shapes.h"
#include "indexer/readers/text/text_head.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

// Prefers the text in JSON-LD, unless it is only the beginning of the article.
std::string chosen_body(std::string from_json_ld, std::string from_page) {
  const bool is_whole = 2 * from_json_ld.size() >= from_page.size() && !from_json_ld.empty();
  return is_whole ? std::move(from_json_ld) : std::move(from_page);
}

// What the comment of a program that saved the page says.
struct SavedPage {
  std::optional<std::int64_t> saved_s;
  std::string address;
};

// The text behind `mark` in a comment at the beginning or end of a page; empty without one.
std::string_view behind_comment_mark(std::string_view page, std::string_view mark) {
  constexpr std::size_t kEdgeBytes = 4096;
  const std::size_t tail_at = page.size() - std::min(page.size(), kEdgeBytes);
  for (const std::string_view edge : {page.substr(0, kEdgeBytes), page.substr(tail_at)}) {
    const std::size_t at = edge.find(mark);
    if (at == std::string_view::npos) continue;
    const std::size_t comment = edge.rfind("<!--", at), closed = edge.rfind("-->", at);
    if (comment == std::string_view::npos || (closed != std::string_view::npos && closed > comment)) continue;
    return edge.substr(at + mark.size());
  }
  return {};
}

// SingleFile writes `url: https://...` and `saved date: Tue Jan 30 2024 09:30:00 GMT-0500`, browsers `saved from
// url=(0035)https://...`, HTTrack `Mirrored from ... by HTTrack Website Copier/3.x [...], Tue, 30 Jan 2024 09:30:00
// GMT`, and the Wayback Machine `FILE ARCHIVED ON 09:30:00 Jan 30, 2024 AND RETRIEVED ...`.
SavedPage saved_page(std::string_view page) {
  struct MarkRow {
    std::string_view mark, before;  // the value is behind `before`, which is behind `mark`
  };
  constexpr MarkRow kTimes[] = {{"saved date: ", ""}, {"by HTTrack Website Copier", "], "}, {"FILE ARCHIVED ON ", ""}};
  constexpr MarkRow kAddresses[] = {{"Page saved with SingleFile", "url: "}, {"saved from url=(", ")"}};
  constexpr std::size_t kLongestTime = 100;
  SavedPage saved;
  const auto value_of = [&](const MarkRow& row) {
    std::string_view value = behind_comment_mark(page, row.mark);
    value.remove_prefix(std::min(value.size(), value.find(row.before) + row.before.size()));
    return value;
  };
  for (const MarkRow& row : kTimes) {
    std::string_view time = value_of(row);
    time = time.substr(0, std::min({kLongestTime, time.find('\n'), time.find("-->"), time.find(" AND RETRIEVED")}));
    if (saved.saved_s || time.empty()) continue;
    if (const DateResult date = parse_date(time)) saved.saved_s = date.date->instant.utc_s;
  }
  for (const MarkRow& row : kAddresses) {
    const std::string_view value = value_of(row), address = value.substr(0, value.find_first_of(" \t\r\n<>\""));
    if (saved.address.empty() && is_web_address(address)) saved.address = std::string(address);
  }
  return saved;
}

// The headline of a page without one in its markup: the first line of several words that is no date, above the text.
std::string headline_above_text(xmlNode* root) {
  constexpr std::size_t kShortest = 12, kLongest = 300;
  constexpr std::ptrdiff_t kFewestBlanks = 2;
  constexpr int kMostLines = 12;
  int lines = 0;
  for (const TextBlock& block : text_blocks(root)) {
    const std::string line = one_line(block.text);
    if (++lines > kMostLines || line.size() > kLongest || is_prose_line(line)) break;
    const bool is_short = line.size() < kShortest || std::count(line.begin(), line.end(), ' ') < kFewestBlanks;
    if (!is_short && 2 * block.link_bytes < line.size() && head_line_of(line).date.empty()) return line;
  }
  return {};
}

// Takes what the page does not say otherwise from the article in its scripts.
void take_state(RawArticle&& state, RawArticle& raw) {
  if (raw.title.empty() || is_title(one_line(state.title), raw.title)) raw.title = one_line(state.title);
  raw.body = std::move(state.body);
  raw.set_origin(RawField::kBody, "script");
  const auto fill = [](std::string& field, std::string& value) {
    if (field.empty()) field = std::move(value);
  };
  if (raw.date_text.empty()) {
    raw.date_text = std::move(state.date_text);
    raw.time_text = std::move(state.time_text);
    raw.set_origin(RawField::kDate, "script");
  }
  fill(raw.author, state.author);
  fill(raw.source, state.source);
  fill(raw.language, state.language);
  raw.tickers = std::move(state.tickers);
  if (raw.labels.empty()) raw.labels = std::move(state.labels);
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

namespace {

constexpr std::size_t kShortestPageText = 200;  // bytes; a page with less may have its text in a script

}  // namespace

void read_html(ByteSource& text, RecordOutput& output, const FieldNames* table_names) {
  std::string whole = read_whole(text, kMaxPageBytes);
  output.repair(whole);
  const HtmlDocument document(whole);
  if (table_names && document.root()) {
    const std::vector<Table> tables = article_tables(document.root(), *table_names);
    if (!tables.empty()) return read_tables(tables, "table", *table_names, output);
  }
  const SavedPage saved = saved_page(whole);
  const std::optional<std::int64_t> captured_s = text.name().captured_s ? text.name().captured_s : saved.saved_s;
  const std::string& address = text.name().url.empty() ? saved.address : text.name().url;
  PageMetadata page = document.root() ? page_metadata(document.root(), address, captured_s) : PageMetadata();
  RawArticle raw;
  raw.title = one_line(page.title);
  if (document.root() && (raw.title.empty() || is_placeholder_title(raw.title))) {
    if (std::string headline = headline_above_text(document.root()); !headline.empty()) raw.title = std::move(headline);
  }
  raw.body = chosen_body(std::move(page.article_body), main_text(document.root(), raw.title, page.description));
  raw.url = page.url.empty() ? address : page.url;
  raw.source = page.source.empty() ? host_of(raw.url) : page.source;
  raw.author = std::move(page.author);
  raw.date_text = std::move(page.date_text);
  raw.set_origin(RawField::kDate, page.date_step);
  if (captured_s && may_be_age(raw.date_text)) raw.captured_text = format_rfc3339(*captured_s);
  raw.language = std::move(page.language);
  raw.labels = std::move(page.labels);
  if (raw.body.size() < kShortestPageText && document.root()) {
    if (auto state = article_in_scripts(document.root(), raw.title); state && state->body.size() > raw.body.size())
      take_state(*std::move(state), raw);
  }
  if (raw.body.empty()) raw.body = std::move(page.description);
  raw.record = "page";
  output.article(std::move(raw), whole);
}

}  // namespace broadtape
