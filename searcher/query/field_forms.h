// Decides what a word with a colon is: a field, a company on an exchange, a mistake, or text such as a time of day.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "searcher/query/lexer.h"

namespace broadtape {

enum class ColonForm : std::uint8_t {
  kText,          // `12:30`, `https://a.example`, `S&P:500`, `Fed: rates`
  kField,         // `ticker:NVDA`
  kExchange,      // `NASDAQ:NVDA`
  kUnknownField,  // `tiker:NVDA`, `Fed:rates`: an identifier and a value without a space between them
  kNoValue,       // `ticker: NVDA`, `ticker:)`, also of a field of another tool: `headline: oil`
};

struct ColonWord {
  ColonForm form = ColonForm::kText;
  LexemeKind kind = LexemeKind::kWord;  // of a kField
  Field field = Field::kText;           // of a kField or kExchange
  std::uint32_t count = 0;              // of a field with a number: its value, or 0 if it is absent or too large
  std::size_t colon = 0;                // position
  bool is_foreign = false;              // of a kNoValue
};

// `text` is a query from the first character of a word on. Looks at the name and the value's first word only.
ColonWord read_colon_word(std::string_view text);

// The position of the operand of `atleast3 oil` or `atleast3(oil)` at the start of `text`; 0 if something else is
// there.
std::size_t at_least_operand(std::string_view text);

// The symbol at the start of `value`, the text after the colon of an exchange, without punctuation: `GM` of `GM's`.
std::string_view symbol_of(std::string_view value);

}  // namespace broadtape
