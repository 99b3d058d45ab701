// Searches of a step by the other verbs, each held against the model. Each gives an empty text, or what differs.
#pragma once

#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "tests/faults/model_answers.h"

namespace broadtape {

inline std::vector<ModelVersion> current_versions(const Model& model) {
  return model.versions([](const ModelVersion& version) { return !version.superseded; });
}

struct SearchStep {
  const std::string& archive;
  const Model& model;
  const StoryIds& ids;
  int number;  // of the story that it is about, where it is about one

  Finished ask(std::vector<std::string> arguments) const {
    arguments.insert(arguments.end(), {"--archive", archive});
    return tape_search(arguments, {.max_seconds = 60});
  }
};

inline std::string say(const char* what, const Finished& finished) {
  return std::string(what) + ": status " + std::to_string(finished.status) + "\n" + finished.out + finished.err;
}

// Newest first, undated last.
inline std::string search_newest(const SearchStep& step) {
  const Finished found =
      step.ask({"find", "lang:en", "--sort", "newest", "--format", "jsonl", "--fields", "url,published"});
  std::vector<std::string> expected, rows;
  for (const ModelVersion& v : current_versions(step.model)) expected.push_back(story_url(v.number));
  std::istringstream lines(found.out);
  std::string previous = "9999";
  for (std::string line; std::getline(lines, line);) {
    const nlohmann::json row = nlohmann::json::parse(line);
    const std::string published = row["published"].is_null() ? "" : row["published"].get<std::string>();
    if (published > previous) return "an article of " + published + " stands behind one of " + previous;
    previous = published;
    rows.push_back(row["url"]);
  }
  const std::string differs = difference(expected, rows);
  if (differs.empty() && found.status == (expected.empty() ? 1 : 0)) return {};
  return say("find --sort newest", found) + differs;
}

inline std::string search_facets(const SearchStep& step) {
  const Finished found =
      step.ask({"facets", "oil", "--by", "source,ticker,month,day", "--limit", "0", "--format", "json"});
  if (found.status != 0 && found.status != 1) return say("facets", found);
  const Facets facets = facets_of(nlohmann::json::parse(found.out)["facets"]);
  const Facets expected = facets_of(current_versions(step.model));
  return facets == expected ? "" : "facets " + text_of(facets) + " instead of " + text_of(expected);
}

inline std::string search_timeline(const SearchStep& step) {
  const Finished found = step.ask({"timeline", "oil", "--by", "day", "--peaks", "0", "--format", "json"});
  if (found.status != 0 && found.status != 1) return say("timeline", found);
  const nlohmann::json series = nlohmann::json::parse(found.out)["series"][0];
  std::map<std::string, long> days, expected = facets_of(current_versions(step.model))["day"];
  for (const nlohmann::json& period : series["periods"]) {
    if (period["count"] != 0) days[period["period"]] = period["count"];
  }
  const auto undated = step.model.versions([](const ModelVersion& v) { return !v.superseded && v.day == 0; });
  const bool right = days == expected && series["undated_left_out"] == undated.size();
  return right ? "" : "timeline " + series.dump() + " instead of " + nlohmann::json(expected).dump();
}

inline std::string search_show(const SearchStep& step) {
  const Finished found = step.ask({"show", step.ids.of(step.number), "--format", "json"});
  const auto known = step.model.articles().find(step.number);
  if (known == step.model.articles().end()) return found.status == 1 ? "" : say("show of what is not there", found);
  if (found.status != 0) return say("show", found);
  const nlohmann::json shown = nlohmann::json::parse(found.out);
  const Story story = known->second.back().story();
  const bool right = shown["title"] == story_title(story) && shown["body"] == story_body(story) &&
                     shown["earlier_versions"].size() == known->second.size() - 1;
  return right ? "" : say("show", found);
}

inline std::string search_count(const SearchStep& step) {
  const std::string word = made_word(step.number, 12);
  const Finished found = step.ask({"count", word, "lang:en", "source:\"Northgate Markets\"", "--format", "json"});
  if (found.status != 0 && found.status != 1) return say("count", found);
  const nlohmann::json counts = nlohmann::json::parse(found.out)["counts"];
  const auto expect = [&](std::size_t i, auto&& condition) {
    return counts[i]["total"] == step.model.versions(condition).size();
  };
  const int number = step.number;
  const bool right = expect(0, [number](const ModelVersion& v) { return !v.superseded && v.number == number; }) &&
                     expect(1, [](const ModelVersion& v) { return !v.superseded; }) &&
                     expect(2, [](const ModelVersion& v) { return !v.superseded && v.source == 1; });
  return right ? "" : say("count", found);
}

inline std::string search_coverage(const SearchStep& step) {
  const Finished found = step.ask({"coverage", "--format", "json"});
  if (found.status != 0 && found.status != 1) return say("coverage", found);
  std::map<std::string, long> sources, expected = facets_of(current_versions(step.model))["source"];
  const nlohmann::json answer = nlohmann::json::parse(found.out);
  for (const nlohmann::json& source : answer["sources"]) {
    sources[source["source"]] = source["articles"];
  }
  return sources == expected ? "" : say("coverage", found);
}

inline std::string run_search(const SearchStep& step, int kind) {
  using Search = std::string (*)(const SearchStep&);
  constexpr Search kRows[kSearches] = {search_newest, search_facets, search_timeline,
                                       search_show,   search_count,  search_coverage};
  return kRows[kind](step);
}

}  // namespace broadtape
