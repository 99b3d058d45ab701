#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "common/text/ascii.h"
#include "searcher/output/answer_writers.h"
#include "searcher/output/changes.h"
#include "searcher/output/json_parts.h"
#include "searcher/output/text_parts.h"

namespace broadtape {
namespace {

constexpr std::string_view kReportIndent = "    ";

ChangedWords words_changed_by(const StoryReport& report) {
  const ChangedWords title = changed_words(report.title_changes), body = changed_words(report.body_changes);
  return {title.deleted + body.deleted, title.inserted + body.inserted};
}

std::string story_heading(const StoryAnswer& story) {
  std::string text = story.id.empty() ? "one article" : "story " + story.id;
  if (!story.id.empty()) text += std::string(kFactSeparator) + plural(story.articles, "article");
  if (story.reports.size() > 1 && !story.id.empty())
    text += std::string(kFactSeparator) + plural(story.outlets, "outlet");
  const std::size_t versions = story.reports.size();
  if (versions > 1 && story.id.empty()) text += std::string(kFactSeparator) + plural(versions, "version");
  return text;
}

void write_report(const StoryAnswer& story, std::size_t place, const TextStyle& style, std::ostream& out) {
  const StoryReport& report = story.reports[place];
  const Article& article = report.article;
  std::string flags;
  for (const std::string& flag : report.flags) flags += (flags.empty() ? "" : " ") + flag;
  out << fmt::format("{:>3} ", place + 1) << painted(harmless(article.title), Ink::kBold, style.colour) << '\n';
  write_lines({{facts_line({shown_time(article.published, style.zone), article.source, flags, article.id}), Ink::kDim}},
              kReportIndent, style, out);
  if (!report.changes_from) return;
  const std::size_t base = *report.changes_from + 1;
  const std::string line = report.is_same_text()
                               ? fmt::format("the same text as {}", base)
                               : fmt::format("changes {}: {}", base, changed_words_line(words_changed_by(report)));
  write_lines({{line, Ink::kDim}}, kReportIndent, style, out);
  write_changes(report.title_changes, report.body_changes, kReportIndent, style, out);
}

Json json_report(const StoryAnswer& story, const StoryReport& report) {
  const Article& article = report.article;
  const ChangedWords words = words_changed_by(report);
  Json json = {{"id", article.id},
               {"title", article.title},
               {"url", article.url},
               {"source", article.source},
               {"author", article.author},
               {"published", json_instant(article.published)},
               {"first_seen", format_rfc3339(article.first_seen_s)},
               {"flags", report.flags},
               {"changes_from", nullptr},
               {"same_text", report.is_same_text()},
               {"words_deleted", words.deleted},
               {"words_inserted", words.inserted}};
  if (report.changes_from) {
    const StoryReport& base = story.reports[*report.changes_from];
    json["changes_from"] = {{"report", *report.changes_from + 1}, {"id", base.article.id}};
  }
  return json;
}

}  // namespace

void write_text(const StoryAnswer& story, const TextStyle& style, std::ostream& out) {
  for (std::size_t place = 0; place < story.reports.size(); ++place) {
    write_report(story, place, style, out);
    out << '\n';
  }
  write_lines({{story_heading(story), Ink::kDim}}, "", style, out);
}

Json json_of(const StoryAnswer& story) {
  Json reports = Json::array();
  for (const StoryReport& report : story.reports) {
    Json json = json_report(story, report);
    json["title_changes"] = json_changes(report.title_changes);
    json["body_changes"] = json_changes(report.body_changes);
    reports.push_back(std::move(json));
  }
  const Json id = story.id.empty() ? Json(nullptr) : Json(story.id);
  return {{"id", id},
          {"articles", story.articles},
          {"outlets", story.outlets},
          {"took_us", story.took_us},
          {"reports", std::move(reports)}};
}

std::vector<std::string> columns_of(const StoryAnswer&) {
  return {"report",     "id",    "title",        "url",       "source",        "author",        "published",
          "first_seen", "flags", "changes_from", "same_text", "words_deleted", "words_inserted"};
}

void write_rows(const StoryAnswer& story, RowWriter& rows) {
  std::size_t place = 0;
  for (const StoryReport& report : story.reports) {
    Json row = json_report(story, report);
    row["report"] = ++place;
    row["changes_from"] = report.changes_from ? Json(*report.changes_from + 1) : Json(nullptr);
    rows.write(row);
  }
}

}  // namespace broadtape
