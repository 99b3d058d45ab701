// Compares what tape-search answers with what the model holds.
#pragma once

#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "tests/faults/model.h"
#include "tests/support/programs.h"

namespace broadtape {

struct Probe {
  std::string text;
  bool (*finds)(const ModelVersion&);
  bool has_date_filter = false;
};

inline const std::vector<Probe>& probes() {
  static const std::vector<Probe> probes = {
      {"lang:en", [](const ModelVersion& v) { return !v.superseded; }},
      {"is:superseded", [](const ModelVersion& v) { return v.superseded; }},
      {"is:corrected", [](const ModelVersion& v) { return !v.superseded && v.corrected; }},
      {"is:undated", [](const ModelVersion& v) { return !v.superseded && v.day == 0; }},
      {"oil", [](const ModelVersion& v) { return !v.superseded; }},
      {"\"oil market\"", [](const ModelVersion& v) { return !v.superseded; }},
      {"title:corrected", [](const ModelVersion& v) { return !v.superseded && v.edition > 1; }},
      {made_word(7, 5), [](const ModelVersion& v) { return !v.superseded && v.number == 7; }},
      {made_word(2, 2000), [](const ModelVersion& v) { return !v.superseded && v.edition == 2; }},
      {"source:\"Harbor Wire\"", [](const ModelVersion& v) { return !v.superseded && v.source == 0; }},
      {"ticker:IBM", [](const ModelVersion& v) { return !v.superseded && v.tickers.contains("IBM"); }},
      {"ticker:MSFT", [](const ModelVersion& v) { return !v.superseded && v.tickers.contains("MSFT"); }},
      {"oil -ticker:IBM", [](const ModelVersion& v) { return !v.superseded && !v.tickers.contains("IBM"); }},
      {"date:2025", [](const ModelVersion& v) { return !v.superseded && v.day > 0; }, true},
      {"date:2025-01-02..2025-01-03", [](const ModelVersion& v) { return !v.superseded && (v.day == 2 || v.day == 3); },
       true},
  };
  return probes;
}

// One line for each version: its address, title, text, source, date, companies.
inline std::string line_of(const ModelVersion& version) {
  const Story story = version.story();
  std::string line = story_url(story.number) + "|" + story_title(story) + "|" + kStorySources[story.source] + "|" +
                     story_date(story) + "|" + story_body(story);
  for (const std::string& ticker : version.tickers) line += "|" + ticker;
  return line;
}

inline std::string line_of(const nlohmann::json& row) {
  std::string line = row["url"].get<std::string>() + "|" + row["title"].get<std::string>() + "|" +
                     row["source"].get<std::string>() + "|" +
                     (row["published"].is_null() ? "" : row["published"].get<std::string>()) + "|" +
                     row["body"].get<std::string>();
  const auto listed = row["tickers"].get<std::vector<std::string>>();
  for (const std::string& ticker : std::set<std::string>(listed.begin(), listed.end())) line += "|" + ticker;
  return line;
}

using Facets = std::map<std::string, std::map<std::string, long>>;

inline Facets facets_of(const std::vector<ModelVersion>& versions) {
  Facets facets{{"source", {}}, {"ticker", {}}, {"month", {}}, {"day", {}}};
  for (const ModelVersion& version : versions) {
    ++facets["source"][kStorySources[version.source]];
    for (const std::string& ticker : version.tickers) ++facets["ticker"][ticker];
    if (version.day == 0) continue;
    ++facets["month"]["2025-01"];
    ++facets["day"][story_date(version.story())];
  }
  return facets;
}

inline Facets facets_of(const nlohmann::json& members) {
  Facets facets;
  for (const auto& [name, facet] : members.items()) {
    facets[name];
    for (const nlohmann::json& value : facet["values"]) facets[name][value["value"]] = value["count"];
  }
  return facets;
}

inline std::string text_of(const Facets& facets) {
  return nlohmann::json(facets).dump();
}

// The lines that only one side has; empty when there are none.
inline std::string difference(std::vector<std::string> expected, std::vector<std::string> found) {
  std::sort(expected.begin(), expected.end());
  std::sort(found.begin(), found.end());
  std::string text;
  std::vector<std::string> missing, extra;
  std::set_difference(expected.begin(), expected.end(), found.begin(), found.end(), std::back_inserter(missing));
  std::set_difference(found.begin(), found.end(), expected.begin(), expected.end(), std::back_inserter(extra));
  if (!missing.empty()) text += std::to_string(missing.size()) + " missing, such as " + missing.front();
  if (!extra.empty()) text += " " + std::to_string(extra.size()) + " too many, such as " + extra.front();
  return text;
}

// Which id each story has: the same for ever, and no two the same.
class StoryIds {
 public:
  // An empty text, or what is wrong.
  std::string note(const std::string& url, const std::string& id) {
    const auto [known, is_new] = ids_.emplace(url, id);
    if (known->second != id) return url + " had the id " + known->second + " and now has " + id;
    if (is_new && !urls_.emplace(id, url).second) return url + " has the id of " + urls_[id];
    return {};
  }
  std::string of(int number) const {
    const auto known = ids_.find(story_url(number));
    return known == ids_.end() ? "aaaaaaaaaaaaaaaa" : known->second;
  }

 private:
  std::map<std::string, std::string> ids_, urls_;
};

// Asks all probes in one process; an empty text, or how the answers differ from the model.
inline std::string compare(const std::string& archive, const Model& model, StoryIds& ids) {
  std::string input;
  for (std::size_t i = 0; i < probes().size(); ++i) {
    input += nlohmann::json{{"text", probes()[i].text}, {"limit", i < 2 ? 5'000 : 1}}.dump() + "\n";
  }
  const Finished finished =
      tape_search({"batch", "--threads", "1", "--no-snippets", "--facets", "source,ticker,month,day", "--fields",
                   "id,url,title,source,published,tickers,body", "--archive", archive},
                  {.input = input, .max_seconds = 60});
  if (finished.status != 0 && finished.status != 1) {
    return "search ends with status " + std::to_string(finished.status) + ": " + finished.err + finished.out;
  }
  std::istringstream lines(finished.out);
  std::string line;
  const auto undated = model.versions([](const ModelVersion& v) { return !v.superseded && v.day == 0; }).size();
  for (std::size_t i = 0; i < probes().size(); ++i) {
    const Probe& probe = probes()[i];
    if (!std::getline(lines, line)) return "no answer to " + probe.text;
    const nlohmann::json answer = nlohmann::json::parse(line);
    if (!answer.contains("total")) return probe.text + ": " + line;
    const std::vector<ModelVersion> expected = model.versions(probe.finds);
    if (answer["total"] != expected.size()) {
      return probe.text + ": " + answer["total"].dump() + " instead of " + std::to_string(expected.size());
    }
    if (probe.has_date_filter && answer["undated_left_out"] != undated) {
      return probe.text + ": undated " + answer["undated_left_out"].dump() + " instead of " + std::to_string(undated);
    }
    const Facets facets = facets_of(answer["facets"]);
    if (facets != facets_of(expected)) {
      return probe.text + ": facets " + text_of(facets) + " instead of " + text_of(facets_of(expected));
    }
    if (i >= 2) continue;
    std::vector<std::string> expected_lines, found_lines;
    for (const ModelVersion& version : expected) expected_lines.push_back(line_of(version));
    for (const nlohmann::json& row : answer["results"]) {
      found_lines.push_back(line_of(row));
      if (const std::string problem = ids.note(row["url"], row["id"]); !problem.empty()) return problem;
    }
    if (const std::string differs = difference(expected_lines, found_lines); !differs.empty()) {
      return probe.text + ": " + differs;
    }
  }
  return {};
}

}  // namespace broadtape
