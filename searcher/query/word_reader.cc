#include "searcher/query/word_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "common/text/ascii.h"
#include "common/text/char_class.h"
#include "common/text/fold.h"
#include "common/text/utf8.h"
#include "common/text/word_lists.h"
#include "searcher/query/characters.h"
#include "searcher/query/lexer.h"
#include "searcher/query/query_error.h"

namespace broadtape {
namespace {

// A word or phrase; the caller sets `text`.
Node leaf(std::vector<std::string> terms, Field field, std::size_t begin) {
  Node node;
  node.kind = terms.size() == 1 ? NodeKind::kWord : NodeKind::kPhrase;
  node.field = field;
  node.terms = std::move(terms);
  node.begin = begin;
  return node;
}

Reading reading_of(std::string_view text) {
  if (!WordReader::has_mark(text)) return Reading::kUsual;
  return text.front() == '=' ? Reading::kExact : Reading::kWide;
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\n") == std::string_view::npos;
}

std::vector<std::string> copied_terms(const std::vector<Token>& tokens) {
  std::vector<std::string> terms;
  for (const Token& token : tokens) terms.emplace_back(token.term);
  return terms;
}

std::size_t count_characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

// The words of `text`, which begins at `base` in the query.
std::vector<WordSpan> spans_between_spaces(std::string_view text, std::size_t base) {
  std::vector<WordSpan> spans;
  for (std::size_t at = 0; at < text.size();) {
    if (const std::size_t space = space_at(text, at)) {
      at += space;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && !space_at(text, end)) ++end;
    spans.push_back({base + at, base + end});
    at = end;
  }
  return spans;
}

// `25`, `1.5`, `$65`, `3,000`. A number of four digits before years is rather a year.
bool is_number_before(std::string_view number, std::string_view unit) {
  constexpr std::size_t kDigitsOfYear = 4;
  const std::size_t sign = number.starts_with('$') ? 1 : 0;
  const std::string_view digits = number.substr(sign);
  if (digits.empty() || !is_ascii_digit(digits.front()) || !is_ascii_digit(digits.back())) return false;
  if (digits.find_first_not_of("0123456789.,") != std::string_view::npos) return false;
  return !unit.starts_with("y") || digits.size() < kDigitsOfYear;
}

bool is_word_of_points(std::string_view folded) {
  return folded == "point" || folded == "points";
}

}  // namespace

std::vector<std::string> WordReader::terms_of(std::string_view text) {
  analyser_.analyse(text, tokens_);
  return copied_terms(tokens_);
}

std::vector<std::string> WordReader::query_terms_of(std::string_view text) {
  analyser_.analyse_query(text, tokens_);
  return copied_terms(tokens_);
}

// The text from its first word to its last, without surrounding punctuation, if that has the same meaning.
std::string WordReader::shown(std::string_view text, const std::vector<std::string>& terms) {
  analyser_.analyse(text, tokens_);
  const std::string_view trimmed = text.substr(tokens_.front().begin, tokens_.back().end - tokens_.front().begin);
  return std::string(query_terms_of(trimmed) == terms ? trimmed : text);
}

std::vector<WordSpan> WordReader::grouped(const std::vector<WordSpan>& spans) {
  struct Group {
    WordSpan span;
    std::vector<std::string> terms;  // as analysed together with their neighbours
  };
  const std::size_t base = spans.front().begin;
  analyser_.analyse(query_.substr(base, spans.back().end - base), tokens_);
  std::vector<Group> groups;
  std::size_t token = 0;
  for (std::size_t i = 0; i < spans.size(); ++i) {
    Group group{spans[i], {}};
    for (; token < tokens_.size() && tokens_[token].begin + base < group.span.end; ++token) {
      group.terms.emplace_back(tokens_[token].term);
      while (i + 1 < spans.size() && tokens_[token].end + base > spans[i + 1].begin) group.span.end = spans[++i].end;
    }
    groups.push_back(std::move(group));
  }
  std::vector<WordSpan> result;
  bool is_in_unit = false;  // the last one is a number with its unit
  for (auto at = groups.begin(); at != groups.end(); ++at) {
    const Group& group = *at;
    // Words separated by an (ignored) unclosed quotation mark are not adjacent: inside a phrase it would end the
    // phrase.
    const bool side_by_side =
        !result.empty() && is_blank(query_.substr(result.back().end, group.span.begin - result.back().end));
    const std::string_view text = written(group.span);
    const std::string_view month = month_of(fold(text.substr(0, text.find('.'))));
    const bool differs = terms_of(text) != group.terms;
    // A number with its unit is a phrase, as it is if both are written together: `25 bps` and `25bps`.
    const bool after_number = side_by_side && !is_in_unit && is_number_before(written(result.back()), fold(text));
    const bool is_basis = after_number && fold(text) == "basis" && at + 1 != groups.end() &&
                          is_word_of_points(fold(written((at + 1)->span))) &&
                          is_blank(query_.substr(group.span.end, (at + 1)->span.begin - group.span.end));
    const bool is_one_unit = group.terms.size() == 1 && is_unit(group.terms.front());  // `per cent`
    is_in_unit = false;
    if (is_basis || (after_number && (is_unit(fold(text)) || is_one_unit))) {
      if (is_basis) ++at;
      result.back().end = at->span.end;
      is_in_unit = true;
    } else if (!month.empty()) {
      result.push_back({group.span.begin, group.span.end, differs ? month : std::string_view{}});
    } else if (side_by_side && differs) {
      result.back().end = group.span.end;
    } else {
      result.push_back(group.span);
    }
  }
  return result;
}

std::vector<Node> WordReader::words(const std::vector<WordSpan>& spans, Field field,
                                    const std::function<void(std::string_view)>& nothing) {
  std::vector<Node> nodes;
  for (const WordSpan& span : grouped(spans)) {
    Node node = span.instead.empty() ? phrase(written(span), span.begin, field) : month(span, field);
    if (is_empty(node)) {
      nothing(written(span));
    } else {
      nodes.push_back(std::move(node));
    }
  }
  return nodes;
}

// Written out, so that it means the same without the number.
Node WordReader::month(const WordSpan& span, Field field) {
  std::string name(span.instead);
  name.front() = static_cast<char>(name.front() - 'a' + 'A');
  return phrase(name, span.begin, field);
}

bool WordReader::has_mark(std::string_view text) {
  const bool mark = text.size() > 1 && (text.front() == '=' || text.front() == '~');
  return mark && text[1] != '=' && text[1] != '~' && is_word_at(text, 1);
}

Node WordReader::phrase(std::string_view text, std::size_t begin, Field field) {
  const Reading reading = reading_of(text);
  if (reading != Reading::kUsual) text.remove_prefix(1);
  std::vector<std::string> terms = query_terms_of(text);
  if (terms.empty()) return {};
  if (terms.size() > kMaxPhraseWords) {
    throw query_error(query_, begin,
                      fmt::format("a phrase of {} words begins here, and at most {} are allowed",
                                  with_commas(terms.size()), with_commas(kMaxPhraseWords)),
                      "quote less of it; words without spaces between them are a phrase too");
  }
  Node node = leaf(std::move(terms), field, begin);
  node.text = shown(text, node.terms);
  node.reading = reading;
  return node;
}

Node WordReader::loose_phrase(std::string_view text, std::size_t begin, Field field, std::uint32_t slop) {
  const std::vector<WordSpan> spans = spans_between_spaces(text, static_cast<std::size_t>(text.data() - query_.data()));
  const bool is_single = spans.size() == 1;
  Node node;
  node.kind = NodeKind::kNear;
  node.begin = begin;
  node.text = text;
  node.least = slop;
  Gap gap{slop + 1, slop == 0};
  const auto add = [&](Node word) {
    if (is_empty(word)) return;
    if (!node.children.empty()) node.gaps.push_back(gap);
    gap.distance = slop + 1;
    node.height = std::max(node.height, word.height + 1);
    node.children.push_back(std::move(word));
  };
  for (std::size_t i = 0; i < spans.size(); ++i) {
    const std::string_view word = written(spans[i]);
    if (word == "*") {
      ++gap.distance;
    } else if (word.ends_with('*')) {
      const std::string_view prefix = word.substr(0, word.size() - 1);
      Node leaf = wildcard(prefix, spans[i].begin, field, 1);
      const bool is_short = !is_empty(leaf) && is_single && count_characters(leaf.terms[0]) < kMinWildcardLetters;
      add(is_empty(leaf) || is_short ? phrase(word, spans[i].begin, field) : std::move(leaf));
    } else {
      std::size_t last = i;
      while (last + 1 < spans.size() && !written(spans[last + 1]).ends_with('*')) ++last;
      for (Node& part : words(
               {spans.begin() + static_cast<std::ptrdiff_t>(i), spans.begin() + static_cast<std::ptrdiff_t>(last) + 1},
               field, [](std::string_view) {}))
        add(std::move(part));
      i = last;
    }
  }
  if (node.children.empty()) return {};
  if (node.children.size() > 1) return node;
  Node only = std::move(node.children[0]);
  return only;
}

Node WordReader::wildcard(std::string_view text, std::size_t begin, Field field, std::size_t least_letters) {
  if (is_word_pattern(text)) return pattern(text, begin, field);
  analyser_.analyse_unstemmed(text, tokens_);
  if (tokens_.size() != 1) return {};
  Node node = leaf({std::string(tokens_[0].term)}, field, begin);
  if (count_characters(node.terms[0]) < least_letters) {
    throw query_error(query_, begin, "a word before a star needs at least three letters", "write more of the word");
  }
  node.kind = NodeKind::kWildcard;
  node.text = text.substr(tokens_[0].begin, tokens_[0].end - tokens_[0].begin);
  if (node.text.find(',') != std::string::npos) node.text = node.terms[0];  // after a field, a comma would make a list
  return node;
}

// Stars and letters, or a word and a number of edits.
Node WordReader::pattern(std::string_view text, std::size_t begin, Field field) {
  const std::size_t tilde = text.find('~');
  const std::string folded = fold(text.substr(0, tilde));
  Node node = leaf({folded}, field, begin);
  node.kind = NodeKind::kWildcard;
  node.text = text.substr(0, tilde);
  if (count_characters(folded) - static_cast<std::size_t>(std::count(folded.begin(), folded.end(), '*')) <
      kMinWildcardLetters) {
    throw query_error(query_, begin, "a word with stars or edits needs at least three letters",
                      "write more of the word");
  }
  if (tilde == std::string_view::npos) return node;
  node.least = static_cast<std::uint32_t>(text.back() - '0');
  if (node.least < 1 || node.least > kMaxEdits) {
    throw query_error(query_, begin, "a word can be one or two edits away", "write word~1 or word~2");
  }
  return node;
}

}  // namespace broadtape
