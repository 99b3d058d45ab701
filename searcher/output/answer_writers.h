// Writers for the answers of the views, each with the four functions described in format.h. Searches are in
// search_writer.h.
#pragma once

#include <cstdint>
#include <ostream>
#include <string>
#include <vector>

#include "common/error/error.h"
#include "searcher/output/format.h"
#include "searcher/views/coverage.h"
#include "searcher/views/explain.h"
#include "searcher/views/facet_tables.h"
#include "searcher/views/match_count.h"
#include "searcher/views/result_terms.h"
#include "searcher/views/shown_article.h"
#include "searcher/views/similar.h"
#include "searcher/views/story.h"
#include "searcher/views/suggestions.h"
#include "searcher/views/timeline.h"

namespace broadtape {

// Whole articles with their versions. The JSON of one article is an object, of several an object with a list. Rows: for
// each article the current version, then the earlier ones.
void write_text(const ShownArticles& shown, const TextStyle& style, std::ostream& out);
Json json_of(const ShownArticles& shown);
std::vector<std::string> columns_of(const ShownArticles& shown);
void write_rows(const ShownArticles& shown, RowWriter& rows);

// The number of articles that each query matches: a single number for one query, a line per query for several.
void write_text(const MatchCounts& counts, const TextStyle& style, std::ostream& out);
Json json_of(const MatchCounts& counts);
std::vector<std::string> columns_of(const MatchCounts& counts);
void write_rows(const MatchCounts& counts, RowWriter& rows);

// The contents of an archive: a line and a row per source or per period; the JSON has both.
enum class CoverageBy : std::uint8_t { kSource, kPeriod };

struct CoverageReport {
  Coverage coverage;
  CoverageBy by = CoverageBy::kSource;
};

void write_text(const CoverageReport& report, const TextStyle& style, std::ostream& out);
Json json_of(const CoverageReport& report);
std::vector<std::string> columns_of(const CoverageReport& report);
void write_rows(const CoverageReport& report, RowWriter& rows);

// How a query is executed, and why it matches an article. Rows: the parts of the tree in pre-order.
void write_text(const ExplainAnswer& answer, const TextStyle& style, std::ostream& out);
Json json_of(const ExplainAnswer& answer);
std::vector<std::string> columns_of(const ExplainAnswer& answer);
void write_rows(const ExplainAnswer& answer, RowWriter& rows);

// Facets compared with the archive. Rows: each value of each facet; articles without a value are included only in json.
void write_text(const FacetTables& tables, const TextStyle& style, std::ostream& out);
Json json_of(const FacetTables& tables);
std::vector<std::string> columns_of(const FacetTables& tables);
void write_rows(const FacetTables& tables, RowWriter& rows);

// The words and companies that distinguish a result. Rows: the words, then the companies.
void write_text(const TermsAnswer& answer, const TextStyle& style, std::ostream& out);
Json json_of(const TermsAnswer& answer);
std::vector<std::string> columns_of(const TermsAnswer& answer);
void write_rows(const TermsAnswer& answer, RowWriter& rows);

// Similar articles.
void write_text(const SimilarAnswer& answer, const TextStyle& style, std::ostream& out);
Json json_of(const SimilarAnswer& answer);
std::vector<std::string> columns_of(const SimilarAnswer& answer);
void write_rows(const SimilarAnswer& answer, RowWriter& rows);

// A story as a timeline, with what changed from report to report. Rows: the reports, without the changed text.
void write_text(const StoryAnswer& story, const TextStyle& style, std::ostream& out);
Json json_of(const StoryAnswer& story);
std::vector<std::string> columns_of(const StoryAnswer& story);
void write_rows(const StoryAnswer& story, RowWriter& rows);

// Articles per period as bars, with peaks and their reasons. Rows of several queries have a column for the query.
void write_text(const Timeline& timeline, const TextStyle& style, std::ostream& out);
Json json_of(const Timeline& timeline);
std::vector<std::string> columns_of(const Timeline& timeline);
void write_rows(const Timeline& timeline, RowWriter& rows);

// Completions of the beginning of a word; docs/schema/suggest.json.
Json json_of(const SuggestAnswer& answer);

// An error for programs that read standard error: {"format_version", "error": {"kind", "message", "hint"}};
// docs/schema/error.json.
Json json_of(const Error& error);

}  // namespace broadtape
