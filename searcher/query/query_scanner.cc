#include "searcher/query/query_scanner.h"

#include <charconv>
#include <utility>

#include "common/text/ascii.h"
#include "searcher/query/characters.h"
#include "searcher/query/foreign_forms.h"

namespace broadtape {

Lexeme& QueryScanner::add(LexemeKind kind, std::size_t end) {
  Lexeme lexeme;
  lexeme.kind = kind;
  lexeme.begin = at;
  lexeme.end = end;
  lexeme.text = text.substr(at, end - at);
  result.lexemes.push_back(std::move(lexeme));
  at = end;
  return result.lexemes.back();
}

void QueryScanner::refuse(RefusedForm form, std::size_t end) {
  add(LexemeKind::kRefused, end).refused_form = form;
}

std::size_t QueryScanner::closing_quote(std::size_t from) const {
  while (from < text.size() && quote_at(text, from) == 0) ++from;
  return from;
}

std::size_t QueryScanner::word_end(std::size_t from, bool stop_at_comma) const {
  std::size_t end = from;
  while (end < text.size() && !space_at(text, end) && !quote_at(text, end) && text[end] != '(' && text[end] != ')' &&
         !joining_symbol_at(text, end) && !(stop_at_comma && text[end] == ',')) {
    ++end;
  }
  return end;
}

std::size_t QueryScanner::value_end(std::size_t from) const {
  if (const std::size_t open = quote_at(text, from)) {
    const std::size_t close = closing_quote(from + open);
    return close == text.size() ? close : close + quote_at(text, close);
  }
  if (text[from] == '(') return from;
  return word_end(from);
}

std::uint32_t QueryScanner::take_slop() {
  if (at + 1 >= text.size() || text[at] != '~' || !is_ascii_digit(text[at + 1])) return 0;
  const std::size_t end = word_end(at, true);
  std::uint32_t slop = 0;
  const auto [stop, error] = std::from_chars(text.data() + at + 1, text.data() + end, slop);
  if (stop != text.data() + end) return 0;
  if (error != std::errc{} || slop >= kMaxDistance) {
    refuse(RefusedForm::kSlop, end);
    return 0;
  }
  at = end;
  return slop;
}

}  // namespace broadtape
