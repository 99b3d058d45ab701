#include "searcher/query/filters.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

#include "common/companies/legal_form.h"
#include "common/text/fold.h"
#include "searcher/query/characters.h"
#include "searcher/query/field_values.h"
#include "searcher/query/parser.h"
#include "searcher/query/query_error.h"

namespace broadtape {
namespace {

// The value in double quotes at the start of `list`, if a comma or the end follows it. Two quotation marks inside stand
// for one.
std::optional<std::string> quoted_value(std::string_view list, std::size_t& end) {
  if (!list.starts_with('"')) return std::nullopt;
  std::string value;
  for (std::size_t at = 1; at < list.size(); ++at) {
    if (list[at] == '"') {
      const char next = at + 1 < list.size() ? list[at + 1] : ',';
      end = at + 1;
      if (next == ',') return value;
      if (next != '"') return std::nullopt;
      ++at;
    }
    value += list[at];
  }
  return std::nullopt;
}

// Removes and returns the first value of `list`.
std::string take_value(std::string_view& list) {
  std::size_t end = 0;
  std::optional<std::string> value = quoted_value(list, end);
  if (!value) {
    end = std::min(list.find(','), list.size());
    value = list.substr(0, end);
  }
  list.remove_prefix(std::min(end + 1, list.size()));
  return *value;
}

// `Inc.` in `Acme, Inc.`, which is no value of the list.
bool is_legal_form_after_comma(std::string_view value) {
  return value.starts_with(' ') && is_legal_form(std::string_view(single_spaced(value)));
}

void add_values(Field field, std::string_view list, std::vector<Node>& nodes) {
  while (!list.empty()) {
    const std::string value = take_value(list);
    if (field == Field::kCompany && is_legal_form_after_comma(value)) continue;
    const FieldTerm found = field_term(field, value);
    if (found.term.empty()) continue;
    Node node;
    node.kind = NodeKind::kTerm;
    node.field = field;
    node.text = found.text;
    node.terms = {found.term};
    nodes.push_back(std::move(node));
  }
}

// Any of `nodes`, or an empty query if there are none.
Node alternatives(std::vector<Node> nodes) {
  if (nodes.size() == 1) {
    Node only = std::move(nodes[0]);
    return only;
  }
  Node any;
  if (!nodes.empty()) any.kind = NodeKind::kOr;
  any.children = std::move(nodes);
  return any;
}

// So that the text can stand between quotation marks.
std::string without_quotes(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t quote = quote_at(text, at);
    result += quote > 0 ? ' ' : text[at];
    at += std::max<std::size_t>(quote, 1);
  }
  return result;
}

DateRange limit(std::string_view name, std::string_view text, DateRangeResult result, Warnings* notes) {
  if (notes != nullptr && !result.note.empty())
    warn(*notes, WarningCode::kOtherReading, fmt::format("{}: {}", name, result.note));
  if (result.range) return *result.range;
  throw query_error(text, result.problem.at, std::string(name) + ": " + result.problem.message, result.problem.hint);
}

// Its errors have no place in the query's text.
Node parsed_filter(const std::string& text, const QueryClock& clock, Analyser& analyser) {
  try {
    return parse_query(text, clock, analyser).tree;
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::kQuery) throw;
    throw Error(ErrorKind::kQuery, "the filter '" + text + "': " + error.what(), error.hint());
  }
}

}  // namespace

Node field_filter(Field field, const std::vector<std::string>& values) {
  std::vector<Node> nodes;
  for (const std::string& list : values) add_values(field, list, nodes);
  return alternatives(std::move(nodes));
}

Node author_filter(const std::vector<std::string>& values, Analyser& analyser) {
  std::vector<Node> nodes;
  for (const std::string& value : values) {
    for (std::string_view list = value; !list.empty();) {
      Node node = parse_query("author:\"" + without_quotes(take_value(list)) + "\"", {}, analyser).tree;
      if (!is_empty(node)) nodes.push_back(std::move(node));
    }
  }
  return alternatives(std::move(nodes));
}

Node query_filter(const std::vector<std::string>& texts, const QueryClock& clock, Analyser& analyser) {
  Node all;
  for (const std::string& text : texts) {
    Node tree = parsed_filter(text, clock, analyser);
    const bool passes = std::all_of(conjuncts_begin(tree), conjuncts_end(tree), [](const Node& node) {
      return node.kind == NodeKind::kNot || node.field == Field::kAuthor || is_filter(node);
    });
    if (!passes || is_empty(tree)) {
      throw Error(ErrorKind::kQuery, "a filter has fields and exclusions, not '" + text + "'",
                  "words go into the query; a filter is like ticker:NVDA or -source:Reuters");
    }
    all = both(std::move(all), std::move(tree));
  }
  return all;
}

Node date_filter(std::string_view since, std::string_view until, const QueryClock& clock, Warnings* notes) {
  Node node;
  if (since.empty() && until.empty()) return node;
  node.kind = NodeKind::kDate;
  node.dates = intersect(limit("since", since, parse_since(since, clock), notes),
                         limit("until", until, parse_until(until, clock), notes));
  if (node.dates.since_s && node.dates.until_s && *node.dates.since_s > *node.dates.until_s) {
    throw Error(ErrorKind::kQuery,
                "the dates end before they begin: since " + std::string(since) + ", until " + std::string(until),
                "give the earlier date first");
  }
  return node;
}

DateRange effective_dates(const Node& tree) {
  DateRange range;
  for (const Node* node = conjuncts_begin(tree); node != conjuncts_end(tree); ++node) {
    if (node->kind == NodeKind::kDate) range = intersect(range, node->dates);
  }
  return range;
}

Node both(Node a, Node b) {
  if (is_empty(a)) return b;
  if (is_empty(b)) return a;
  Node result;
  for (Node* part : {&a, &b}) {
    if (part->kind == NodeKind::kAnd) {
      std::move(part->children.begin(), part->children.end(), std::back_inserter(result.children));
    } else {
      result.children.push_back(std::move(*part));
    }
  }
  return result;
}

}  // namespace broadtape
