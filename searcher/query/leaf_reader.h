// Turns words, phrases and values of fields into leaves of a query's tree.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/text/analyser.h"
#include "searcher/query/date_range.h"
#include "searcher/query/lexer.h"
#include "searcher/query/tree.h"
#include "searcher/query/warning.h"
#include "searcher/query/word_reader.h"

namespace broadtape {

// Its functions throw Error(kQuery), with a caret, for values that are surely mistakes, and add to the warnings what
// they ignore.
class LeafReader {
 public:
  // Keeps references to all arguments. `is_symbol`: see parse_query().
  LeafReader(std::string_view query, const QueryClock& clock, Analyser& analyser,
             const std::function<bool(const std::string&)>& is_symbol, Warnings& warnings)
      : query_(query), clock_(clock), words_(query, analyser), is_symbol_(is_symbol), warnings_(warnings) {}

  // One value of a field, or of none (kText). An empty kAnd if it has no searchable words.
  Node leaf(const FieldValue& value, Field field, bool wildcard);

  // Adjacent words, see WordReader::words().
  std::vector<Node> words(const std::vector<WordSpan>& spans, Field field);

  // The company of `$NVDA`; nullopt if it is a word, also because no company has the symbol.
  std::optional<Node> cashtag(const Lexeme& word);

  // A value of `field`, for which takes_dates() is true.
  Node date(const FieldValue& value, const Lexeme& field);
  Node word_count(const FieldValue& value);

 private:
  Node quoted(const FieldValue& value, Field field);
  Node term(const FieldValue& value, Field field, bool wildcard);
  void warn_about_nothing(std::string_view text);

  std::string_view query_;
  const QueryClock& clock_;
  WordReader words_;
  const std::function<bool(const std::string&)>& is_symbol_;
  Warnings& warnings_;
};

}  // namespace broadtape
