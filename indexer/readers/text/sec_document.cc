#include "indexer/readers/text/sec_document.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "common/text/ascii.h"
#include "indexer/readers/html/html.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

// Removes the wrapper of documents with data in XBRL, the declaration and comments, before HTML or XML.
std::string_view without_prologue(std::string_view text) {
  constexpr std::pair<std::string_view, std::string_view> kPrologue[] = {
      {"<XBRL>", ">"}, {"<?xml", "?>"}, {"<!--", "-->"}, {"\xEF\xBB\xBF", ""}};
  for (bool again = true; again;) {
    again = false;
    text = trimmed(text);
    for (const auto& [start, end] : kPrologue) {
      if (!text.starts_with(start)) continue;
      const std::size_t at = text.find(end, start.size() - end.size());
      text.remove_prefix(at == std::string_view::npos ? text.size() : at + end.size());
      again = true;
    }
  }
  return text;
}

}  // namespace

SecContent sec_content_of(std::string_view text) {
  const std::string_view inner = without_prologue(text);
  const std::string start = ascii_lowered(inner.substr(0, 100));
  if (start.starts_with("<html") || start.starts_with("<!doctype html")) return SecContent::kHtml;
  const std::string_view outer = trimmed(text);
  if (outer.starts_with("<?xml") || outer.starts_with("<XBRL>") || start.starts_with("<xml>")) return SecContent::kData;
  return looks_like_html_page(inner) ? SecContent::kHtml : SecContent::kText;
}

namespace {

// The tags of pages and tables in plain text of EDGAR, each in its own line: `<PAGE>`, `<S>   <C>   <C>`.
bool is_layout_line(std::string_view line) {
  constexpr std::string_view kTags[] = {"<PAGE>", "<TABLE>", "</TABLE>", "<CAPTION>", "<S>", "<C>", "<FN>", "</FN>"};
  return std::any_of(std::begin(kTags), std::end(kTags), [&](std::string_view tag) { return line.starts_with(tag); });
}

std::string plain_sec_text(std::string_view text) {
  std::string out;
  for (const std::string_view line : split_lines(text)) {
    if (!is_layout_line(trimmed(line))) out.append(line).push_back('\n');
  }
  return out;
}

std::string html_sec_text(std::string_view text) {
  const HtmlDocument document(without_prologue(text));
  return body_of(text_blocks(document.root()));
}

// `NVIDIA CORP 8-K: EX-99.1 PRESS RELEASE`, without repetition.
std::string sec_title(const Submission& submission, const SecDocument& document) {
  const std::string& form = submission.form.empty() ? document.type : submission.form;
  std::string what = document.type == form ? std::string() : document.type;
  const std::string description = ascii_lowered(document.description), type = ascii_lowered(document.type);
  if (description.starts_with(type) && document.type != form)
    what = document.description;
  else if (description != type && description != "form " + type)
    what += (what.empty() || description.empty() ? "" : " ") + document.description;
  const std::string name = submission.company + (submission.company.empty() || form.empty() ? "" : " ") + form;
  return name + (name.empty() || what.empty() ? "" : ": ") + what;
}

// `20240115163000` in Eastern time, else `20240115`.
std::string sec_date(const Submission& submission) {
  const std::string& digits = submission.accepted.size() >= 14 ? submission.accepted : submission.filed;
  if (digits.size() < 8 || !std::all_of(digits.begin(), digits.end(), is_ascii_digit)) return digits;
  const auto part = [&](std::size_t at, std::size_t count) { return std::string_view(digits).substr(at, count); };
  const std::string day = fmt::format("{}-{}-{}", part(0, 4), part(4, 2), part(6, 2));
  return digits.size() < 14 ? day : fmt::format("{} {}:{}:{} ET", day, part(8, 2), part(10, 2), part(12, 2));
}

}  // namespace

RawArticle article_of_document(const Submission& submission, const SecDocument& document, SecContent content) {
  RawArticle raw;
  raw.title = sec_title(submission, document);
  raw.body = content == SecContent::kHtml ? html_sec_text(document.text) : plain_sec_text(document.text);
  raw.source = "SEC EDGAR";
  raw.author = submission.company;
  raw.date_text = sec_date(submission);
  raw.set_origin(RawField::kDate, submission.accepted.empty() ? "FILED AS OF DATE" : "ACCEPTANCE-DATETIME");
  raw.set_origin(RawField::kAuthor, "COMPANY CONFORMED NAME");
  raw.external_id = submission.accession;
  if (!raw.external_id.empty() && !document.sequence.empty()) raw.external_id += ":" + document.sequence;
  raw.labels = {submission.form};
  if (document.type != submission.form) raw.labels.push_back(document.type);
  raw.labels.insert(raw.labels.end(), submission.items.begin(), submission.items.end());
  return raw;
}

}  // namespace broadtape
