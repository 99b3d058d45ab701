// Everything that an archive answers, in a form that is equal when the answers are.
#pragma once

#include <algorithm>
#include <cstddef>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/programs.h"

namespace broadtape {

inline std::vector<std::string> sorted_lines(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  std::sort(lines.begin(), lines.end());
  return lines;
}

// Takes the facts about an exported article that are not in its stored record, but only in the index, out of it, and
// returns them.
inline std::string take_index_facts(nlohmann::json& article) {
  std::string facts;
  for (const char* name : {"flags", "words"}) {
    if (!article.is_object() || !article.contains(name)) continue;
    facts += article[name].dump();
    article.erase(name);
  }
  return facts;
}

struct ArchiveAnswers {
  std::string problem;                // what a search said that failed or warned; else empty
  std::vector<std::string> versions;  // each with all that its record says, sorted
  std::vector<std::string> facts;     // of each version, from the index
  std::vector<std::string> probes;    // the answer to each of kProbes: its totals, facets and ids

  friend bool operator==(const ArchiveAnswers&, const ArchiveAnswers&) = default;
};

// Words and filters that every campaign's articles have, so that each kind of posting, position and value is read.
inline constexpr const char* kProbes =
    "oil\nmarket OR text\n\"oil market\"\ntitle:story\ndate:2025\nticker:IBM\nis:undated\nis:corrected\n"
    "source:\"Harbor Wire\"\nlang:en\n";

// Where there is no archive at all, no lines and no problem.
inline ArchiveAnswers answers_of(const std::string& archive) {
  const std::string fields =
      "id,external_id,title,url,source,author,published,published_text,first_seen,language,tickers,source_tickers,"
      "flags,labels,words,body";
  ArchiveAnswers answers;
  const auto keep = [&](const Finished& finished, std::ptrdiff_t usual_lines) {
    const bool failed = finished.status != 0 && finished.status != 1;
    const bool warned =
        finished.status == 0 && std::count(finished.err.begin(), finished.err.end(), '\n') > usual_lines;
    if (failed) answers.problem += "status " + std::to_string(finished.status) + ": ";
    if (failed || warned) answers.problem += finished.err;
  };
  const ProgramSetup limit{.max_seconds = 30};
  const Finished versions = tape_search(
      {"find", "--all", "--all-versions", "--format", "jsonl", "--fields", fields, "--archive", archive}, limit);
  keep(versions, 0);
  for (const std::string& line : sorted_lines(versions.out)) {
    nlohmann::json version = nlohmann::json::parse(line, nullptr, false);
    answers.facts.push_back(take_index_facts(version));
    answers.versions.push_back(version.is_object() ? version.dump() : line);
  }
  const Finished probes =
      tape_search({"batch", "--format", "jsonl", "--limit", "2000", "--fields", "id", "--no-snippets", "--facets",
                   "ticker,source,author,month,day", "--archive", archive},
                  {.input = kProbes, .max_seconds = 30});
  keep(probes, 1);  // how long the queries took
  std::istringstream in(probes.out);
  for (std::string line; std::getline(in, line);) {
    const nlohmann::json answer = nlohmann::json::parse(line, nullptr, false);
    if (answer.is_discarded() || !answer.contains("total")) {
      answers.problem += line;
      continue;
    }
    std::vector<std::string> ids;
    for (const nlohmann::json& result : answer["results"]) ids.push_back(result["id"]);
    std::sort(ids.begin(), ids.end());
    std::string text = answer["query"]["text"].get<std::string>() + " " + answer["total"].dump() + " " +
                       answer["undated_left_out"].dump() + answer["facets"].dump();
    for (const std::string& id : ids) text += " " + id;
    answers.probes.push_back(text);
  }
  return answers;
}

}  // namespace broadtape
