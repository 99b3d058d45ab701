// Errors as HTTP answers: application/problem+json (RFC 9457). docs/http-api.md lists the types.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "searcher/http/message.h"

namespace broadtape {

enum class ProblemType : unsigned char {
  kQuery,
  kParameter,
  kRequest,
  kToken,
  kNotFound,
  kMethod,
  kNotAcceptable,
  kSlow,
  kStateGone,
  kBodyTooLarge,
  kMediaType,
  kTargetTooLong,
  kHeaderTooLarge,
  kHost,
  kWrongTokens,
  kFailed,
  kBusy,
  kTimeout,
  kArchive,
};

struct ProblemRow {
  ProblemType type;
  int status;
  std::string_view name;  // without the prefix "urn:broadtape:problem:"
  std::string_view title;
};
extern const ProblemRow kProblems[19];

struct Problem {
  ProblemType type = ProblemType::kRequest;
  std::string detail{};                    // what is wrong with this request
  std::string hint{};                      // how to fix it; may be empty
  std::string parameter{};                 // the parameter at fault; may be empty
  std::optional<std::size_t> position{};   // in the parameter's value, in code points
  unsigned retry_after_s = 1;              // for types that have Retry-After
  std::string_view methods = "GET, HEAD";  // of kMethod: those of the path; static lifetime
};

// Adds Retry-After where retrying helps, and the other headers that the status requires.
HttpAnswer answer_of(const Problem& problem);

}  // namespace broadtape
