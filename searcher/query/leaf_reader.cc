#include "searcher/query/leaf_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "common/text/ascii.h"
#include "common/text/fold.h"
#include "common/text/utf8.h"
#include "searcher/query/field_values.h"
#include "searcher/query/query_error.h"
#include "searcher/query/word_count.h"

namespace broadtape {
namespace {

// White space and ordinary punctuation between words, which is ignored without a warning.
bool is_plain_punctuation(std::string_view text) {
  return !text.empty() && text.find_first_not_of("-,.;:&/|+!?'") == std::string_view::npos;
}

// The symbol in `$NVDA`, `$BRK.B,` or `$C@1987`; empty for other words.
std::string_view symbol_of_cashtag(std::string_view word) {
  constexpr std::size_t kMostBytes = 20;
  if (word.size() < 2 || word[0] != '$' || !is_ascii_letter(word[1])) return {};
  word.remove_prefix(1);
  while (word.find_last_of(",.;:!?") == word.size() - 1) word.remove_suffix(1);
  if (word.ends_with("'s")) word.remove_suffix(2);
  const bool is_symbol =
      word.size() <= kMostBytes && std::all_of(word.begin(), word.end(), [](char c) {
        return is_ascii_letter(c) || is_ascii_digit(c) || std::string_view(".-/@").find(c) != std::string_view::npos;
      });
  return is_symbol ? word : std::string_view{};
}

}  // namespace

std::vector<Node> LeafReader::words(const std::vector<WordSpan>& spans, Field field) {
  return words_.words(spans, field, [this](std::string_view text) { warn_about_nothing(text); });
}

std::optional<Node> LeafReader::cashtag(const Lexeme& word) {
  const std::string_view symbol = symbol_of_cashtag(word.text);
  if (symbol.empty()) return std::nullopt;
  const FieldTerm found = field_term(Field::kTicker, symbol);
  if (!found.problem.empty()) return std::nullopt;
  if (is_symbol_ && !is_symbol_(found.term)) {
    warn(warnings_, WarningCode::kTakenAsWord,
         fmt::format("${} is taken as a word: no company of the directory or the archive has this symbol", symbol));
    return std::nullopt;
  }
  Node node;
  node.kind = NodeKind::kTerm;
  node.field = Field::kTicker;
  node.text = found.text;
  node.terms = {found.term};
  node.begin = word.begin + 1;
  return node;
}

Node LeafReader::leaf(const FieldValue& value, Field field, bool wildcard) {
  Node node;
  if (!holds_words(field)) {
    if (value.slop > 0) {
      throw query_error(query_, value.begin, "a distance needs words, not the value of a field",
                        "leave it out: title: and author: have words");
    }
    node = term(value, field, wildcard);
  } else if (wildcard) {
    node = words_.wildcard(value.text, value.begin, field);
    if (is_empty(node)) {
      warn(warnings_, WarningCode::kSyntaxIgnored,
           fmt::format("the star after {} is ignored: it works after a single word", value.text));
      node = words_.phrase(value.text, value.begin, field);
    }
  } else {
    node = value.quoted ? quoted(value, field) : words_.phrase(value.text, value.begin, field);
  }
  if (is_empty(node)) warn_about_nothing(value.text);
  return node;
}

// `"rate cut"`, `"rate cut"~5`, `"rate c*"`, `"rate * cut"`.
Node LeafReader::quoted(const FieldValue& value, Field field) {
  if (value.slop == 0 && value.text.find('*') == value.text.npos) return words_.phrase(value.text, value.begin, field);
  return words_.loose_phrase(value.text, value.begin, field, value.slop);
}

Node LeafReader::term(const FieldValue& value, Field field, bool wildcard) {
  const FieldTerm found = field_term(field, value.text);
  if (found.term.empty()) return {};
  if (field == Field::kFlag && !found.problem.empty())
    throw query_error(query_, value.begin, "there is no is:" + found.text, found.problem);
  if (!found.problem.empty())
    warn(warnings_, WarningCode::kCannotMatch, fmt::format("{} finds nothing: {}", value.text, found.problem));
  Node node;
  node.kind = wildcard ? NodeKind::kWildcard : NodeKind::kTerm;
  node.field = field;
  node.text = found.text;
  node.terms = {wildcard && field == Field::kCompany ? fold(found.term) : found.term};
  node.begin = value.begin;
  if (wildcard && found.term.size() < kMinWildcardLetters) {
    throw query_error(query_, value.begin, "a value before a star needs at least three letters", "write more of it");
  }
  return node;
}

Node LeafReader::date(const FieldValue& value, const Lexeme& field) {
  DateRangeResult result = parse_date_range(value.text, clock_);
  if (!result.range)
    throw query_error(query_, value.begin + result.problem.at, result.problem.message, result.problem.hint);
  if (!result.note.empty()) warn(warnings_, WarningCode::kOtherReading, fmt::format("{}: {}", field.text, result.note));
  Node node;
  node.kind = field.kind == LexemeKind::kDate ? NodeKind::kDate : NodeKind::kFirstSeen;
  node.dates = std::move(*result.range);
  node.begin = value.begin;
  return node;
}

Node LeafReader::word_count(const FieldValue& value) {
  const WordCountResult read = parse_word_count(value.text);
  if (!read.problem.empty()) throw query_error(query_, value.begin, read.problem, read.hint);
  Node node;
  node.kind = NodeKind::kWordCount;
  node.least = read.least;
  node.most = read.most;
  node.text = read.text;
  node.begin = value.begin;
  return node;
}

void LeafReader::warn_about_nothing(std::string_view text) {
  if (!is_plain_punctuation(text)) {
    warn(warnings_, WarningCode::kNothingToSearch,
         fmt::format("there is no word in \"{}\"; it is ignored", utf8_prefix(text, kMaxShownBytes)));
  }
}

}  // namespace broadtape
