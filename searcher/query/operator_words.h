// Words that are operators by their form.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "searcher/query/lexer.h"

namespace broadtape {

inline constexpr std::uint32_t kMaxDistance = 1'000;  // of w/N and near/N

// The meaning of AND, OR and NOT, and of ANDNOT.
std::optional<LexemeKind> operator_kind(std::string_view word);

// An operator of another engine between two operands, without the same here.
struct ForeignWord {
  std::string_view word;
  bool in_capitals;  // else in any case
  std::string_view problem, instead;
};

// Null if `word` is no such operator.
const ForeignWord* find_foreign_word(std::string_view word);

// The distance of `w/5`, `near/5`, and of the same in other engines: `pre/5`, `adj5`, `/5`, `AROUND(5)`.
std::optional<Gap> read_near(std::string_view word);

// `w/0`, `near/`: the operator with a distance that it cannot have.
bool is_near_without_distance(std::string_view word);

}  // namespace broadtape
