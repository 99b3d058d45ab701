// Converts the value of a field to the term that the index has for it.
#pragma once

#include <string>
#include <string_view>

#include "common/archive/schema.h"

namespace broadtape {

// True for fields that are analysed like text (title, author). Values of other fields match as a whole.
bool holds_words(Field field);

struct FieldTerm {
  std::string text;     // for display
  std::string term;     // without the field prefix; empty only for a value of white space
  std::string problem;  // why the value cannot match; empty if it can
};

// Before the key, or the unknown code, of one company as a value of ticker: or about:, which then finds no other.
inline constexpr std::string_view kOneCompany = "company:";

// Requires a field that can be used in queries and does not hold words.
FieldTerm field_term(Field field, std::string_view value);

}  // namespace broadtape
