#include "searcher/query/other_reading.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <vector>

#include "common/text/ascii.h"
#include "searcher/query/date_range.h"
#include "searcher/query/lexer.h"
#include "searcher/query/operator_words.h"

namespace broadtape {
namespace {

constexpr std::size_t kMostLexemes = 12;

struct LowerOperator {
  std::string_view word, meant, reason;
};
constexpr LowerOperator kLowerOperators[] = {
    {"or", "OR", "or is a word in lower case"},
    {"and", "AND", "and is a word in lower case"},
    {"not", "NOT", "not is a word in lower case"},
    {"-", "-", "a minus with a space after it is punctuation"},
    {"!", "-", "an exclamation mark with a space after it is punctuation"},
};

bool ends_operand(LexemeKind kind) {
  return is_operand(kind) || kind == LexemeKind::kClose;
}

bool begins_operand(LexemeKind kind) {
  return is_operand(kind) || kind == LexemeKind::kOpen || kind == LexemeKind::kMinus;
}

struct Query {
  std::string_view text;
  std::vector<Lexeme> lexemes;

  std::string_view word(std::size_t i) const {
    const bool is_word = i < lexemes.size() && lexemes[i].kind == LexemeKind::kWord;
    return is_word ? text.substr(lexemes[i].begin, lexemes[i].end - lexemes[i].begin) : std::string_view{};
  }
  bool is_between_operands(std::size_t first, std::size_t last) const {
    return first > 0 && last + 1 < lexemes.size() && ends_operand(lexemes[first - 1].kind) &&
           begins_operand(lexemes[last + 1].kind);
  }
};

// What a part of the query would mean; `end` is 0 if it has no other meaning.
struct Replacement {
  std::size_t end = 0;  // byte offset
  std::string text;
  std::string reason;
  std::size_t lexemes = 1;
};

// `steel or aluminium`, `oil - opec`
Replacement lower_operator(const Query& query, std::size_t i) {
  const auto* const row = std::find_if(std::begin(kLowerOperators), std::end(kLowerOperators),
                                       [&](const LowerOperator& known) { return known.word == query.word(i); });
  if (row == std::end(kLowerOperators) || !query.is_between_operands(i, i)) return {};
  const bool is_minus = row->meant == "-";
  return {is_minus ? query.lexemes[i + 1].begin : query.lexemes[i].end, std::string(row->meant),
          std::string(row->reason)};
}

// `oil within 5 of gas`, `oil within 5 words of gas`
Replacement within_words_of(const Query& query, std::size_t i) {
  if (ascii_lowered(query.word(i)) != "within") return {};
  const std::size_t last = ascii_lowered(query.word(i + 2)) == "words" ? i + 3 : i + 2;
  const std::string near = fmt::format("near/{}", query.word(i + 1));
  if (ascii_lowered(query.word(last)) != "of" || !read_near(near) || !query.is_between_operands(i, last)) return {};
  return {query.lexemes[last].end, near, "within is a word", last - i + 1};
}

// `date after 2001`, `date from 20010101 to 20011231`
Replacement date_in_words(const Query& query, std::size_t i) {
  constexpr std::string_view kBeginnings[] = {"after", "before", "from", "since", "until", "between"};
  constexpr std::size_t kMostWords = 6;
  const auto is_beginning = [&](std::string_view word) { return word == ascii_lowered(query.word(i + 1)); };
  if (ascii_lowered(query.word(i)) != "date" ||
      std::none_of(std::begin(kBeginnings), std::end(kBeginnings), is_beginning))
    return {};
  Replacement found;
  const std::size_t begin = query.lexemes[i + 1].begin;
  for (std::size_t last = i + 2; !query.word(last).empty() && last <= i + kMostWords; ++last) {
    const std::string_view range = query.text.substr(begin, query.lexemes[last].end - begin);
    if (!parse_date_range(range, {}).range) continue;
    found = {query.lexemes[last].end, fmt::format("date:\"{}\"", range), "date is a word", last - i + 1};
  }
  return found;
}

// SQLite's `oil + gas`, a phrase
Replacement words_with_pluses(const Query& query, std::size_t i) {
  const auto is_plain = [&](std::size_t at) {
    const std::string_view word = query.word(at);
    return !word.empty() && std::all_of(word.begin(), word.end(), [](char c) { return is_ascii_letter(c); });
  };
  if (!is_plain(i)) return {};
  std::size_t last = i;
  std::string words(query.word(i));
  for (; query.word(last + 1) == "+" && is_plain(last + 2); last += 2) {
    words += ' ';
    words += query.word(last + 2);
  }
  if (last == i) return {};
  return {query.lexemes[last].end, fmt::format("\"{}\"", words), "a plus between words is punctuation", last - i + 1};
}

// Nexis' `acqui!` and Dialog's `acqui?`; a name such as `Yahoo!` begins with a capital, and a question ends with its
// mark.
Replacement truncated_word(const Query& query, std::size_t i) {
  const std::string_view word = query.word(i);
  const std::string_view letters = word.substr(0, word.size() - std::min<std::size_t>(word.size(), 1));
  const bool ends_question = word.ends_with('?') && i > 0 && i + 1 == query.lexemes.size();
  const bool is_truncated = (word.ends_with('!') || word.ends_with('?')) && !ends_question &&
                            letters.size() > kMinWildcardLetters &&
                            std::all_of(letters.begin(), letters.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  if (!is_truncated) return {};
  return {query.lexemes[i].end, fmt::format("{}*", letters),
          word.ends_with('!') ? "an exclamation mark after a word is punctuation"
                              : "a question mark after a word is punctuation"};
}

constexpr Replacement (*kReplacements[])(const Query& query, std::size_t i) = {
    lower_operator, within_words_of, date_in_words, words_with_pluses, truncated_word};

}  // namespace

std::optional<OtherReading> other_reading(std::string_view text) {
  const Query query{text, lex_query(text).lexemes};
  if (query.lexemes.size() > kMostLexemes) return std::nullopt;
  OtherReading other;
  std::size_t copied = 0;
  for (std::size_t i = 0; i < query.lexemes.size(); ++i) {
    for (const auto& read : kReplacements) {
      const Replacement found = read(query, i);
      if (found.end == 0) continue;
      if (other.reason.empty()) other.reason = found.reason;
      other.text += text.substr(copied, query.lexemes[i].begin - copied);
      other.text += found.text;
      copied = found.end;
      i += found.lexemes - 1;
      break;
    }
  }
  if (other.reason.empty()) return std::nullopt;
  other.text += text.substr(copied);
  return other;
}

}  // namespace broadtape
