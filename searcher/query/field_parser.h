// Parses a field with its values or its group: `ticker:NVDA,AMD`, `title:(cut OR rise)`, `date:(last week)`.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "searcher/query/date_range.h"
#include "searcher/query/leaf_reader.h"
#include "searcher/query/lexer.h"
#include "searcher/query/tree_builder.h"
#include "searcher/query/warning.h"

namespace broadtape {

class FieldParser {
 public:
  // Keeps references to all arguments; `query` is the text of the lexemes.
  FieldParser(std::string_view query, const QueryClock& clock, LeafReader& leaves, Warnings& warnings)
      : query_(query), clock_(clock), leaves_(leaves), warnings_(warnings) {}

  // Passes the field at `i` to `builder`, with its values, or with the parenthesis that opens its group. Returns the
  // index of the next lexeme. Throws Error(kQuery), with a caret, for values that are surely mistakes.
  std::size_t take(const std::vector<Lexeme>& lexemes, std::size_t i, TreeBuilder& builder);

 private:
  std::size_t take_date_group(const std::vector<Lexeme>& lexemes, std::size_t i, TreeBuilder& builder);
  void take_value(FieldValue value, const Lexeme& lexeme, TreeBuilder& builder);
  void open_group(const Lexeme& lexeme, TreeBuilder& builder);
  void check_count(const Lexeme& lexeme) const;
  void check_for_unquoted_date(const std::vector<Lexeme>& lexemes, std::size_t i) const;
  void check_for_inner_field(const FieldValue& value, const Lexeme& outer) const;

  std::string_view query_;
  const QueryClock& clock_;
  LeafReader& leaves_;
  Warnings& warnings_;
};

}  // namespace broadtape
