#include "searcher/search/correction.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

#include "common/text/ascii.h"
#include "common/text/utf8.h"
#include "searcher/query/field_values.h"
#include "searcher/query/tree.h"

namespace broadtape {
namespace {

constexpr std::string_view kQuotes[] = {"\"", "\u201c", "\u201d", "\u201e"};  // the same as in the lexer
// Bytes between the recorded offset and the text: a quotation mark, punctuation.
constexpr std::size_t kMostSkipped = 8;

bool is_quote(std::string_view text, std::size_t at) {
  return std::any_of(std::begin(kQuotes), std::end(kQuotes),
                     [&](std::string_view quote) { return text.substr(at, quote.size()) == quote; });
}

std::vector<std::size_t> quotes_in(std::string_view text) {
  std::vector<std::size_t> places;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (is_quote(text, at)) places.push_back(at);
  }
  return places;
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool is_same(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

// The position of `written` in the text, at or shortly after `place`, the offset of a node.
std::optional<std::size_t> find_written(std::string_view text, std::string_view written, std::size_t place) {
  for (std::size_t at = place; at < text.size() && at <= place + kMostSkipped; ++at) {
    const bool inside_word = at > place && is_ascii_letter(text[at - 1]);
    if (!inside_word && is_same(text.substr(at, written.size()), written)) return at;
  }
  return std::nullopt;
}

// The suggestion in query syntax: as a field's value, or as words outside quotation marks.
std::string as_query(Field field, const std::string& better) {
  Node node;
  node.kind = holds_words(field) ? NodeKind::kWord : NodeKind::kTerm;
  node.field = field;
  if (field != Field::kText) {
    node.text = better;
    const std::string text = to_text(node);
    return text.substr(text.find(':') + 1);
  }
  std::string text;
  for (std::size_t begin = 0; begin < better.size();) {
    const std::size_t end = std::min(better.find(' ', begin), better.size());
    node.text = better.substr(begin, end - begin);
    text += (text.empty() ? "" : " ") + to_text(node);
    begin = end + 1;
  }
  return text;
}

struct Replacement {
  std::size_t begin = 0;
  std::size_t size = 0;
  std::string text;
};

// `quotes` are the quotation marks in `text`.
std::optional<Replacement> replacement(std::string_view text, const std::vector<std::size_t>& quotes,
                                       const Unknown& unknown, std::size_t place) {
  const std::string& better = unknown.suggestions.front().text;
  const std::optional<std::size_t> at = find_written(text, unknown.text, place);
  if (!at || !quotes_in(better).empty()) return std::nullopt;
  const auto before = std::lower_bound(quotes.begin(), quotes.end(), *at) - quotes.begin();
  const bool inside_quotes = before % 2 == 1;
  return Replacement{*at, unknown.text.size(), inside_quotes ? better : as_query(unknown.field, better)};
}

// The first of overlapping replacements is applied.
std::string replaced(const std::string& text, std::vector<Replacement> replacements) {
  std::sort(replacements.begin(), replacements.end(),
            [](const Replacement& a, const Replacement& b) { return a.begin < b.begin; });
  std::string result;
  std::size_t done = 0;
  for (const Replacement& part : replacements) {
    if (part.begin < done) continue;
    result.append(text, done, part.begin - done);
    result += part.text;
    done = part.begin + part.size;
  }
  return result.append(text, done);
}

// In option values a comma separates values, and quoting is not possible.
bool replace_value(std::vector<std::string>& lists, std::string_view written, std::string_view better) {
  if (better.find(',') != std::string_view::npos) return false;
  for (std::string& list : lists) {
    for (std::size_t begin = 0; begin < list.size();) {
      const std::size_t end = std::min(list.find(',', begin), list.size());
      if (is_same(std::string_view(list).substr(begin, end - begin), written)) {
        list.replace(begin, end - begin, better);
        return true;
      }
      begin = end + 1;
    }
  }
  return false;
}

}  // namespace

std::optional<QueryRequest> with_suggestions(const QueryRequest& request, const std::vector<Unknown>& unknown) {
  QueryRequest corrected = request;
  repair_utf8(corrected.text);
  const std::vector<std::size_t> quotes = quotes_in(corrected.text);
  std::vector<Replacement> replacements;
  bool changed = false;
  for (const Unknown& part : unknown) {
    if (part.suggestions.empty()) continue;
    std::vector<std::string>& values = part.field == Field::kSource    ? corrected.sources
                                       : part.field == Field::kCompany ? corrected.companies
                                                                       : corrected.tickers;
    for (const std::size_t place : part.places) {
      // Values in the text follow a field name, so they never start at offset 0.
      if (place == 0 && !holds_words(part.field)) {
        changed = replace_value(values, part.text, part.suggestions.front().text) || changed;
      } else if (std::optional<Replacement> found = replacement(corrected.text, quotes, part, place)) {
        replacements.push_back(std::move(*found));
      }
    }
  }
  if (!changed && replacements.empty()) return std::nullopt;
  corrected.text = replaced(corrected.text, std::move(replacements));
  return corrected;
}

}  // namespace broadtape
