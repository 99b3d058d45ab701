// The answer of a search: hits with snippets, facets, and why nothing is found.
#pragma once

#include <nlohmann/json.hpp>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/output/format.h"
#include "searcher/output/result_fields.h"
#include "searcher/search/diagnosis.h"
#include "searcher/search/search_answer.h"

namespace broadtape {

inline constexpr std::string_view kHitIndent = "    ";

// Rank and title, then source, time, tickers and id with `more_facts` behind them, then the snippet; no empty line at
// the end.
void write_hit(const Hit& hit, const std::vector<std::string>& more_facts, const TextStyle& style, std::ostream& out);

// Lines below "0 articles". `command` runs the corrected request in a shell; if it is empty, the text of the corrected
// query is shown instead.
void write_diagnosis(const Diagnosis& diagnosis, const std::string& command, const TextStyle& style, std::ostream& out);

// The member "diagnosis". Without a `command` its "corrected" has no such member.
Json json_diagnosis(const Diagnosis& diagnosis, const std::string& command);

// What a front adds to an answer.
struct AnswerExtras {
  Json first = Json::object();  // members after "format_version"
  Json last = Json::object();   // members at the end
  std::string command = {};     // runs the diagnosis's corrected request in a shell; may be empty
};

// `command` as in AnswerExtras.
void write_text(const SearchAnswer& answer, const std::string& command, const TextStyle& style, std::ostream& out);

// The answer as one JSON object with a line feed at its end; each result has `fields` as its members. Results are
// written as text at once: a tree of them would take as long as reading the hits does. Rows are in hit_rows.h.
std::string json_text_of(const SearchAnswer& answer, const FieldList& fields, const AnswerExtras& extras = {},
                         JsonLayout layout = JsonLayout::kOneLine);

}  // namespace broadtape
