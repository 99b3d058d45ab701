// The parameters of a request: one row each, for the command line, the HTTP API and the queries of a batch. Options,
// help, man page, completion, OpenAPI description, the tables in docs/, and the validation of names and values are
// derived from the rows.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/command_line/tables.h"

namespace broadtape {

// The verbs of tape-search that accept a parameter; one bit each.
enum VerbBit : std::uint32_t {
  kFindVerb = 1,
  kShowVerb = 1u << 1,
  kCountVerb = 1u << 2,
  kTimelineVerb = 1u << 3,
  kFacetsVerb = 1u << 4,
  kCoverageVerb = 1u << 5,
  kBatchVerb = 1u << 6,
  kTermsVerb = 1u << 7,
  kSimilarVerb = 1u << 8,
  kExplainVerb = 1u << 9,
  kServeVerb = 1u << 10,
  kAgainVerb = 1u << 11,
  kCompleteValueVerb = 1u << 12,
  kStoryVerb = 1u << 13,
  kSaveVerb = 1u << 14,
  kNewVerb = 1u << 15,
  kSavedVerb = 1u << 16,
  kAlertVerb = 1u << 17,
};

// Verbs that show ranked results.
inline constexpr std::uint32_t kSearchVerbs = kFindVerb | kBatchVerb;
// Verbs with a query or its filters.
inline constexpr std::uint32_t kQueryVerbs =
    kSearchVerbs | kCountVerb | kTimelineVerb | kFacetsVerb | kTermsVerb | kSimilarVerb | kExplainVerb | kSaveVerb;

// The routes of the API that accept a parameter; one bit each.
enum RouteBit : std::uint32_t {
  kSearchRoute = 1,
  kCountRoute = 1u << 1,
  kFacetsRoute = 1u << 2,
  kTimelineRoute = 1u << 3,
  kTermsRoute = 1u << 4,
  kArticleRoute = 1u << 5,
  kSimilarRoute = 1u << 6,
  kExplainRoute = 1u << 7,
  kCoverageRoute = 1u << 8,
  kSuggestRoute = 1u << 9,
  kStatsRoute = 1u << 10,
  kHealthRoute = 1u << 11,
  kMetricsRoute = 1u << 12,
  kOpenApiRoute = 1u << 13,
  kStoryRoute = 1u << 14,
  kSavedRoute = 1u << 15,
  kNewsRoute = 1u << 16,
  kNewsFeedRoute = 1u << 17,
  kBatchRoute = 1u << 18,
};

// Routes with a query and its filters.
inline constexpr std::uint32_t kQueryRoutes =
    kSearchRoute | kCountRoute | kFacetsRoute | kTimelineRoute | kTermsRoute | kSimilarRoute | kExplainRoute;
// Routes that can also return rows.
inline constexpr std::uint32_t kRowRoutes =
    kQueryRoutes | kArticleRoute | kCoverageRoute | kStoryRoute | kSavedRoute | kNewsRoute;

enum class ParameterForm : std::uint8_t { kText, kNumber, kFlag, kWord, kWords };

enum class Occurs : std::uint8_t {
  kOnce,
  kList,      // comma-separated values; may be repeated
  kRepeated,  // one value per occurrence
};

struct ParameterRow {
  std::string_view name;             // in the API; also the key in RequestValues
  std::string_view alias = {};       // another name in the API and in a batch's query; its former one
  std::string_view option = {};      // on the command line, without dashes; empty if not an option
  char letter = 0;                   // short form of the option, or 0
  std::string_view batch = {};       // as a member of a batch's query; empty if not available there
  std::string_view value_name = {};  // of the option; empty for flags
  std::uint32_t verbs = 0;           // bits of VerbBit
  std::uint32_t routes = 0;          // bits of RouteBit
  ParameterForm form = ParameterForm::kText;
  Occurs occurs = Occurs::kOnce;
  std::string_view help;              // one line without initial capital letter and full stop
  std::string_view option_note = {};  // appended to `help` on the command line
  std::string_view api_note = {};     // appended to `help` in the API
  // Separated by blanks: the allowed words of kWord and kWords, and completions of kText.
  std::string words = {};
  std::uint64_t option_most = 0;  // the maximum on the command line and in a batch's query
  std::uint64_t api_most = 0;     // the maximum in the API
  std::uint64_t page_most = 0;    // the maximum in json and feeds, if those allow less
  bool takes_all = false;         // of kNumber: the command line also accepts "all", for kAllResults
  Completes completes = Completes::kNothing;

  std::string option_help = {};  // set by request_parameters(): the help of the option
  std::string api_help = {};     // likewise the description in the API, with an initial capital letter
};

// Static lifetime.
const std::vector<ParameterRow>& request_parameters();

// The row with that name if the verb or route accepts it, otherwise null.
const ParameterRow* find_verb_parameter(std::string_view name, std::uint32_t verb_bits);
const ParameterRow* find_route_parameter(std::string_view name, std::uint32_t route_bit);

inline constexpr std::uint64_t kMostResults = 1'000'000'000;
inline constexpr std::uint64_t kMostRuns = 1ull << 53;     // the numbers that JSON can have exactly
inline constexpr std::uint64_t kMostPageResults = 200;     // per JSON page of the API
inline constexpr std::uint64_t kMostSuggestedValues = 50;  // per kind

// The row as an option of the command line; keeps a reference to `row`. Requires an option.
OptionRow option_row(const ParameterRow& row);

}  // namespace broadtape
