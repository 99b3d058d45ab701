// Writers for search results: hits with snippets, facets, and the diagnosis of empty results.
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

// Rank and title; then source, time, tickers and id, followed by `more_facts`; then the copies that it represents, and
// the snippet. No empty line at the end.
void write_hit(const Hit& hit, const std::vector<std::string>& more_facts, const TextStyle& style, std::ostream& out);

// The lines below "0 articles". `command` runs the corrected request in a shell; if it is empty, the text of the
// corrected query is shown instead.
void write_diagnosis(const Diagnosis& diagnosis, const std::string& command, const TextStyle& style, std::ostream& out);

// The member "diagnosis". Without `command`, its member "corrected" has no "command".
Json json_diagnosis(const Diagnosis& diagnosis, const std::string& command);

// Additions of the caller to an answer.
struct AnswerExtras {
  Json first = Json::object();  // members after "format_version"
  Json last = Json::object();   // members at the end
  std::string command = {};     // runs the diagnosis's corrected request in a shell; may be empty
};

// `command` as in AnswerExtras.
void write_text(const SearchAnswer& answer, const std::string& command, const TextStyle& style, std::ostream& out);

// The answer as one JSON object followed by a line feed; each result has the members `fields`. Results are formatted
// directly as text, since building a JSON tree would take as long as reading the hits. Rows are in hit_rows.h.
std::string json_text_of(const SearchAnswer& answer, const FieldList& fields, const AnswerExtras& extras = {},
                         JsonLayout layout = JsonLayout::kOneLine);

}  // namespace broadtape
