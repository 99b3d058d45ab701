// The parameters of a request to an archive: one row each, for the command line, the HTTP API and the queries of a
// batch. Options, help, man page, completion, the OpenAPI description, the tables in docs/ and the checks of names and
// values are made from the rows.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/command_line/tables.h"

namespace broadtape {

// Which verbs of tape-search take a parameter; one bit each.
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
};

// Verbs that show ranked results.
inline constexpr std::uint32_t kSearchVerbs = kFindVerb | kBatchVerb;
// Verbs with a query or its filters.
inline constexpr std::uint32_t kQueryVerbs =
    kSearchVerbs | kCountVerb | kTimelineVerb | kFacetsVerb | kTermsVerb | kSimilarVerb | kExplainVerb;

// Which routes of the API take it; one bit each.
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
};

// Routes with a query and its filters.
inline constexpr std::uint32_t kQueryRoutes =
    kSearchRoute | kCountRoute | kFacetsRoute | kTimelineRoute | kTermsRoute | kSimilarRoute | kExplainRoute;
// Routes that also answer with rows.
inline constexpr std::uint32_t kRowRoutes = kQueryRoutes | kArticleRoute | kCoverageRoute;

enum class ParameterForm : std::uint8_t { kText, kNumber, kFlag, kWord, kWords };

enum class Occurs : std::uint8_t {
  kOnce,
  kList,      // values with commas between; may be repeated
  kRepeated,  // each time one value
};

struct ParameterRow {
  std::string_view name;             // in the API, and the key of RequestValues
  std::string_view option = {};      // on the command line, without dashes; empty: not an option
  std::string_view batch = {};       // as a member of a batch's query; empty: not there
  std::string_view value_name = {};  // of the option; empty for flags
  std::uint32_t verbs = 0;           // bits of VerbBit
  std::uint32_t routes = 0;          // bits of RouteBit
  ParameterForm form = ParameterForm::kText;
  Occurs occurs = Occurs::kOnce;
  std::string_view help;              // one line without a capital letter or a full stop
  std::string_view option_note = {};  // follows `help` on the command line
  std::string_view api_note = {};     // follows `help` in the API
  std::string words = {};             // with blanks between: those that kWord and kWords take; of kText for completion
  std::uint64_t option_most = 0;      // the largest number on the command line and in a batch's query
  std::uint64_t api_most = 0;         // the largest number in the API
  bool takes_all = false;             // of kNumber: the command line takes the word "all" too, for kAllResults
  Completes completes = Completes::kNothing;

  std::string option_help = {};  // made by request_parameters(): the help of the option
  std::string api_help = {};     // and the description in the API, which begins with a capital letter
};

// Static lifetime.
const std::vector<ParameterRow>& request_parameters();

// The row of that name which the verb or the route takes, or null.
const ParameterRow* find_verb_parameter(std::string_view name, std::uint32_t verb_bits);
const ParameterRow* find_route_parameter(std::string_view name, std::uint32_t route_bit);

inline constexpr std::uint64_t kMostResults = 1'000'000'000;
inline constexpr std::uint64_t kMostPageResults = 200;     // of the API's pages of JSON
inline constexpr std::uint64_t kMostSuggestedValues = 50;  // of each kind

// The row as an option of the command line, which refers to `row`. Requires an option.
OptionRow option_row(const ParameterRow& row);

}  // namespace broadtape
