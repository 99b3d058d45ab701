// What the value of a field in a query is compared with in the index.
#pragma once

#include <string>
#include <string_view>

#include "common/archive/schema.h"

namespace broadtape {

// True for fields of words, which are analysed like text (title, author); the values of others are compared whole.
bool holds_words(Field field);

struct FieldTerm {
  std::string text;     // as shown to people
  std::string term;     // without the field's prefix
  std::string problem;  // why nothing can match it, empty when something can
};

// Requires a field that does not hold words and has a name in queries.
FieldTerm field_term(Field field, std::string_view value);

}  // namespace broadtape
