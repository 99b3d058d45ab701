// Words that are operators by their form.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "searcher/query/lexer.h"

namespace broadtape {

inline constexpr std::uint32_t kMaxDistance = 1'000;  // of w/N and near/N

// The meaning of AND, OR and NOT.
std::optional<LexemeKind> operator_kind(std::string_view word);

// The distance of `w/5`, `near/5`, and of the same in other engines: `pre/5`, `adj5`, `AROUND(5)`.
std::optional<Gap> read_near(std::string_view word);

// `w/0`, `near/`: the operator with a distance that it cannot have.
bool is_near_without_distance(std::string_view word);

}  // namespace broadtape
