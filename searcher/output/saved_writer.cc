#include "searcher/output/saved_writer.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "common/text/ascii.h"
#include "searcher/output/search_writer.h"
#include "searcher/output/text_parts.h"

namespace broadtape {
namespace {

constexpr std::string_view kListIndent = "    ";

std::string shown_second(std::int64_t utc_s, const TextStyle& style) {
  return shown_time(Instant{utc_s, Precision::kSecond}, style.zone);
}

Json json_time(const std::optional<std::int64_t>& utc_s) {
  return utc_s ? Json(format_rfc3339(*utc_s)) : Json(nullptr);
}

Json json_listed(const ListedSearch& listed) {
  return {{"name", listed.name},
          {"query", listed.search.query},
          {"options", Json(listed.search.options)},
          {"saved", listed.search.saved_s > 0 ? Json(format_rfc3339(listed.search.saved_s)) : Json(nullptr)},
          {"asked", json_time(listed.search.asked_s)},
          {"new", listed.new_count ? Json(*listed.new_count) : Json(nullptr)},
          {"fault", listed.fault.empty() ? Json(nullptr) : Json(listed.fault)}};
}

}  // namespace

void write_text(const SavedSearchList& list, const TextStyle& style, std::ostream& out) {
  for (const ListedSearch& listed : list.searches) {
    const std::string asked = listed.search.asked_s ? "asked " + shown_second(*listed.search.asked_s, style)
                                                    : "saved " + shown_second(listed.search.saved_s, style);
    const std::string news = listed.new_count ? with_commas(*listed.new_count) + " new" : "cannot be run";
    const std::string alert = listed.search.alert ? std::string(kFactSeparator) + "alert" : "";
    write_lines({{listed.name, Ink::kBold},
                 {std::string(kFactSeparator) + news + std::string(kFactSeparator) + asked + alert, Ink::kDim}},
                "", style, out);
    write_lines({{harmless(listed.command), Ink::kPlain}}, kListIndent, style, out);
  }
}

Json json_of(const SavedSearchList& list) {
  Json searches = Json::array();
  for (const ListedSearch& listed : list.searches) searches.push_back(json_listed(listed));
  return {{"saved_searches", std::move(searches)}};
}

std::vector<std::string> columns_of(const SavedSearchList&) {
  return {"name", "query", "options", "saved", "asked", "new", "fault"};
}

void write_rows(const SavedSearchList& list, RowWriter& rows) {
  for (const ListedSearch& listed : list.searches) {
    Json row = json_listed(listed);
    row["options"] = Json(listed.search.options).dump();
    rows.write(row);
  }
}

void write_news(const Hit& hit, const TextStyle& style, std::ostream& out) {
  write_hit(hit, hit.news == News::kCorrected ? std::vector<std::string>{"corrected"} : std::vector<std::string>{},
            style, out);
  out << '\n';
}

void write_news_summary(const NewsCounts& counts, const SavedSearch& search, const TextStyle& style,
                        std::ostream& out) {
  std::string text = counts.fresh == 0   ? "no new articles"
                     : counts.fresh == 1 ? "1 new article"
                                         : with_commas(counts.fresh) + " new articles";
  if (counts.corrected > 0) text += fmt::format(", {} corrected", with_commas(counts.corrected));
  text += ", since " + shown_second(search.asked_s.value_or(search.saved_s), style);
  write_lines({{text, Ink::kDim}}, "", style, out);
}

Json json_news(const std::string& name, const SavedSearch& search, std::uint64_t run) {
  return {{"name", name}, {"asked", json_time(search.asked_s)}, {"after_run", search.mark}, {"run", run}};
}

}  // namespace broadtape
