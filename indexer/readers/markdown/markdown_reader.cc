#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/text/ascii.h"
#include "common/time/date_parser.h"
#include "indexer/input/limits.h"
#include "indexer/readers/article_fields.h"
#include "indexer/readers/forms.h"
#include "indexer/readers/html/html.h"
#include "indexer/readers/markdown/markdown.h"
#include "indexer/readers/text/text_head.h"
#include "indexer/readers/text_layout.h"
#include "indexer/readers/text_source.h"

namespace broadtape {
namespace {

std::string_view first_written_line(std::string_view text) {
  text = trimmed(text);
  return trimmed(text.substr(0, text.find('\n')));
}

// `# Title` or `## Title` in the first line and an empty second one.
bool begins_with_title(std::string_view text) {
  text = text.substr(std::min(text.find_first_not_of("\r\n"), text.size()));
  if (!begins_with_any(text, {"# ", "## ", "### "}) || !heading_of(text.substr(0, text.find('\n')))) return false;
  const std::size_t end = text.find('\n');
  const std::string_view rest = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  return !rest.empty() && trimmed(rest.substr(0, rest.find('\n'))).empty();
}

// The first heading in `markdown`, outside code.
std::optional<std::string_view> first_heading(std::string_view markdown) {
  bool in_code = false;
  for (const std::string_view line : split_lines(markdown)) {
    if (trimmed(line).starts_with("```")) in_code = !in_code;
    if (const auto heading = heading_of(line); heading && !in_code) return heading;
  }
  return std::nullopt;
}

bool is_truth_value(const std::string& text) {
  constexpr std::string_view kValues[] = {"true", "false", "yes", "no"};
  return is_among(ascii_lowered(text), kValues);
}

// The day at the beginning of a file's name, as Jekyll has it: `_posts/2025-01-30-acme.md`. May be empty.
std::string day_in_name(std::string_view path) {
  constexpr std::size_t kDayBytes = 10;
  const std::string_view name = path.substr(path.rfind('/') + 1);
  const std::string_view day = name.substr(0, kDayBytes);
  const bool has_day =
      name.size() > kDayBytes && (name[kDayBytes] == '-' || name[kDayBytes] == '.') && day[4] == '-' && parse_date(day);
  return has_day ? std::string(day) : std::string();
}

// Whether a date of that name is that of a change: `modified`, `date modified`.
bool is_of_change(std::string_view name) {
  const std::string lower = ascii_lowered(name);
  return lower.find("modif") != std::string::npos || lower.find("update") != std::string::npos;
}

// The fields of the front matter. Labels of several fields, such as tags and categories, are joined.
RawArticle article_of_fields(FrontMatter&& matter, const FieldNames& names, InputTally& tally) {
  ArticleFields fields;
  FieldMatch labelled{RawField::kLabels, 1};
  std::vector<std::string> labels;
  for (FrontMatterField& field : matter.fields) {
    const auto match = names.find(field.name);
    if (!match) tally.unused(field.name, field.text);
    if (field.text.find("[[") != std::string::npos) field.text = markdown_text(field.text);  // `[[Harbor Wire]]`
    for (std::string& item : field.list) {
      if (item.find("[[") != std::string::npos) item = trimmed(markdown_text(item));
    }
    if (is_truth_value(field.text)) continue;  // `published: true`
    if (match && match->field == RawField::kDate && is_of_change(field.name)) continue;
    if (!match || (match->field == RawField::kUrl && !is_web_address(field.text))) continue;
    if (match->field == RawField::kLabels) {
      if (labels.empty()) labelled.origin = match->origin;
      if (field.list.empty()) field.list = split_labels(field.text);
      labels.insert(labels.end(), field.list.begin(), field.list.end());
    } else if (field.list.empty()) {
      fields.set(*match, std::move(field.text));
    } else {
      fields.set_list(*match, std::move(field.list));
    }
  }
  fields.set_list(labelled, std::move(labels));
  return std::move(fields).article();
}

}  // namespace

bool looks_like_markdown(std::string_view head) {
  if (read_other_front_matter(head)) return true;
  const std::optional<FrontMatter> matter = read_front_matter(head);
  return matter ? !is_yaml_stream(head.substr(matter->bytes)) : begins_with_title(head);
}

namespace {

bool has_named_fields(const FrontMatter& matter, const FieldNames& names) {
  std::size_t known = 0;
  bool title = false;
  for (const FrontMatterField& field : matter.fields) {
    const auto match = names.find(field.name);
    known += match.has_value();
    title = title || (match && match->field == RawField::kTitle);
  }
  return title && known > 1;
}

// The documents of a text with front matter: each begins with fields, of which one is a title, between delimiters.
std::vector<std::string_view> documents_of(std::string_view text, const FieldNames& names) {
  const std::optional<FrontMatter> first = read_front_matter(text);
  if (!first) return {text};
  const std::string_view delimiter = trimmed(text).substr(0, 3);
  std::vector<std::string_view> documents;
  std::size_t begin = 0, at = first->bytes;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const bool may_begin = trimmed(text.substr(at, end - at)) == delimiter;
    const std::optional<FrontMatter> next = may_begin ? read_front_matter(text.substr(at)) : std::nullopt;
    if (next && has_named_fields(*next, names)) {
      documents.push_back(text.substr(begin, at - begin));
      begin = at;
      at += next->bytes;
    } else {
      at = std::min(end + 1, text.size());
    }
  }
  documents.push_back(text.substr(begin));
  return documents;
}

// The day at the beginning or end of a heading: `Morning note 2025-01-30`. May be empty.
std::string day_in_heading(std::string_view heading) {
  constexpr std::size_t kDayBytes = 10;
  for (const std::string_view day :
       {heading.substr(0, kDayBytes), heading.substr(heading.size() - std::min(heading.size(), kDayBytes))}) {
    if (day.size() == kDayBytes && day[4] == '-' && day[7] == '-' && parse_date(day)) return std::string(day);
  }
  return {};
}

// Takes the date and author that the first lines of the text say, and those lines off the text.
void take_head_lines(RawArticle& raw) {
  constexpr std::string_view kHeadLine = "a separate line";
  constexpr int kMostLines = 3;
  std::vector<std::string_view> used;
  std::string_view rest = raw.body;
  for (int i = 0; i < kMostLines && !rest.empty();) {
    const std::string_view line = trimmed(take_line(rest));
    if (line.empty()) continue;
    ++i;
    HeadLine said = head_line_of(line);
    if (said.date.empty() && said.author.empty()) break;
    const bool gives_date = raw.date_text.empty() && !said.date.empty();
    const bool gives_author = raw.author.empty() && !said.author.empty();
    if (gives_date || gives_author) used.push_back(line);
    if (gives_date) {
      raw.date_text = std::move(said.date);
      raw.set_origin(RawField::kDate, kHeadLine);
    }
    if (gives_author) {
      raw.author = std::move(said.author);
      raw.set_origin(RawField::kAuthor, kHeadLine);
    }
  }
  if (!used.empty()) raw.body = text_without(raw.body, used);
}

RawArticle article_of_markdown(std::string_view document, std::string_view path, const FieldNames& names,
                               RecordOutput& output) {
  std::optional<FrontMatter> matter = read_other_front_matter(document);
  const bool is_org = matter && !document.starts_with('{') && !document.starts_with('%');
  if (!matter) matter = read_front_matter(document);
  std::string_view markdown = document.substr(matter ? matter->bytes : 0);
  const std::string org = is_org ? org_as_markdown(markdown) : std::string();
  if (is_org) markdown = org;
  RawArticle raw = matter ? article_of_fields(*std::move(matter), names, output.tally()) : RawArticle();
  const std::string summary = std::move(raw.body);
  const std::optional<std::string_view> heading = first_heading(markdown);
  if (raw.title.empty() && heading) {
    raw.title = trimmed(markdown_text(*heading));
    raw.set_origin(RawField::kTitle, "the first heading");
  }
  raw.body = trimmed(markdown_text(markdown));
  if (!raw.body.empty()) raw.set_origin(RawField::kBody, "the text");
  // The first heading usually repeats the title.
  if (!raw.title.empty() && first_written_line(raw.body) == one_line(raw.title))
    raw.body = trimmed(std::string_view(raw.body).substr(raw.title.size()));
  take_head_lines(raw);
  if (looks_like_html(raw.body)) raw.body = html_fragment_text(raw.body);
  if (raw.body.empty()) raw.body = summary;
  if (raw.date_text.empty()) {
    raw.date_text = day_in_name(path);
    raw.set_origin(RawField::kDate, "the file's name");
  }
  if (raw.date_text.empty()) {
    raw.date_text = day_in_heading(raw.title);
    raw.set_origin(RawField::kDate, "the title");
  }
  return raw;
}

}  // namespace

void read_markdown(ByteSource& text, const FieldNames& names, RecordOutput& output) {
  std::string whole = read_whole(text, kMaxRecordBytes);
  output.repair(whole);
  const std::vector<std::string_view> documents = documents_of(whole, names);
  std::size_t number = 0;
  for (const std::string_view document : documents) {
    std::string place = documents.size() == 1 ? "file" : fmt::format("document {}", ++number);
    const auto record_text = [&] { return std::string(document); };
    const auto make = [&] { return article_of_markdown(document, text.name().path, names, output); };
    if (!output.article_of(std::move(place), record_text, make)) return;
  }
}

}  // namespace broadtape
