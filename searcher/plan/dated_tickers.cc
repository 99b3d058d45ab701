#include "searcher/plan/dated_tickers.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "common/archive/matches.h"
#include "common/tickers/symbol_directory.h"
#include "searcher/plan/planner.h"
#include "searcher/query/filters.h"

namespace broadtape {
namespace {

constexpr std::string_view kWayOut = "--literal-ticker turns that off";

Node symbol_node(Field field, const std::string& symbol) {
  Node node;
  node.kind = NodeKind::kTerm;
  node.field = field;
  node.text = symbol;
  node.terms = {symbol};
  return node;
}

Node undated_node() {
  return symbol_node(Field::kFlag, std::string(kUndatedFlag));
}

// From `first` to the day before `end`; an unset side is open.
Node days_node(std::optional<Day> first, std::optional<Day> end) {
  Node node;
  node.kind = NodeKind::kDate;
  if (first) {
    node.dates.since_s = midnight_utc(*first);
    node.dates.first_day = first;
    node.dates.text = "since " + format_day(*first);
  }
  if (end) {
    node.dates.until_s = midnight_utc(*end) - 1;
    node.dates.last_day = day_of(*node.dates.until_s);
    node.dates.text += (first ? " until " : "until ") + format_day(*node.dates.last_day);
  }
  return node;
}

Node group(NodeKind kind, std::vector<Node> children) {
  Node node;
  node.kind = kind;
  node.children = std::move(children);
  node.begin = node.children.front().begin;
  for (const Node& child : node.children) node.height = std::max(node.height, child.height + 1);
  return node;
}

std::string day_before(Day day) {
  return format_day(day_of(midnight_utc(day) - 1));
}

std::string days_of(const SymbolSpan& span) {
  if (span.first && span.end) return fmt::format("from {} to {}", format_day(*span.first), day_before(*span.end));
  return span.first ? "since " + format_day(*span.first) : "until " + day_before(*span.end);
}

// The first day on which no other company had `symbol`; nullopt if no other company is known to have had it.
std::optional<Day> free_since(const std::string& symbol, const std::vector<SymbolSpan>& history) {
  std::optional<Day> day;
  for (const SymbolChange& change : changed_symbols().changes()) {
    const bool own = std::any_of(history.begin(), history.end(), [&](const SymbolSpan& span) {
      return span.symbol == symbol && span.end == change.first_day;
    });
    if (change.old_symbol == symbol && !own) day = change.first_day;  // the changes are in order
  }
  return day;
}

class TickerDater {
 public:
  TickerDater(const Node& tree, const Xapian::Database& database)
      : database_(database), dates_(effective_dates(tree)) {}

  void visit(Node& node) {
    for (Node& child : node.children) visit(child);
    const bool ticker = node.field == Field::kTicker || node.field == Field::kAbout;
    if (node.kind == NodeKind::kTerm && ticker && has_ever_changed(node.terms[0])) widen_as_before(node);
  }

  std::vector<std::string> take_notes() { return std::move(notes_); }

 private:
  // Evaluates each symbol once, however often it occurs in the query.
  void widen_as_before(Node& node) {
    const auto [known, is_new] = widened_.try_emplace({node.field, node.terms[0]}, node);
    if (is_new) widen(known->second);
    if (known->second.kind == NodeKind::kTerm) return;
    const std::size_t begin = node.begin;
    node = known->second;
    node.begin = begin;
  }

  void widen(Node& node) {
    const std::string symbol = node.terms[0];
    const std::string name = to_text(node);
    const std::vector<SymbolSpan> history = changed_symbols().history(symbol);
    std::vector<Node> ways;
    ways.push_back(own_days(node, name, history));
    for (const SymbolSpan& span : history) {
      if (span.symbol == symbol || (!span.first && !span.end)) continue;
      Node way = group(NodeKind::kAnd, {symbol_node(node.field, span.symbol), days_node(span.first, span.end)});
      if (!finds_some(way)) continue;
      note(way, fmt::format("{} also finds {}, its symbol {}; {}", name, span.symbol, days_of(span), kWayOut));
      ways.push_back(std::move(way));
    }
    if (ways.size() == 1 && ways[0].kind == NodeKind::kTerm) return;
    Node widened = group(NodeKind::kOr, std::move(ways));  // an AND would be merged with the query's own conjunctions
    widened.begin = node.begin;
    widened.shown = name;
    node = std::move(widened);
  }

  Node own_days(const Node& node, const std::string& name, const std::vector<SymbolSpan>& history) {
    const std::optional<Day> since = free_since(node.terms[0], history);
    if (!since) return node;
    const Node others = group(NodeKind::kAnd, {node, days_node(std::nullopt, since)});
    if (!finds_some(others)) return node;
    note(others, fmt::format("{} leaves out articles before {}, when {} was another company's symbol; {}", name,
                             format_day(*since), node.terms[0], kWayOut));
    std::vector<Node> days = {days_node(since, std::nullopt)};
    if (database_.term_exists(make_term(Field::kFlag, kUndatedFlag))) days.push_back(undated_node());
    return group(NodeKind::kAnd, {node, days.size() == 1 ? days[0] : group(NodeKind::kOr, days)});
  }

  bool finds_some(const Node& way) const {
    return Matches(database_, Planner(database_).plan(way, Match::kAll, false)).any();
  }

  bool finds_some_in_dates(Node way) const {
    if (!dates_.since_s && !dates_.until_s) return true;  // articles exist, and the query has no dates
    Node days;
    days.kind = NodeKind::kDate;
    days.dates = dates_;
    way.children.push_back(std::move(days));
    return finds_some(way);
  }

  // Records the effect of `way`, an AND that matches some articles, unless all of them are outside the query's dates.
  void note(const Node& way, std::string text) {
    if (!finds_some_in_dates(way)) return;
    if (std::find(notes_.begin(), notes_.end(), text) == notes_.end()) notes_.push_back(std::move(text));
  }

  const Xapian::Database& database_;
  DateRange dates_;
  std::map<std::pair<Field, std::string>, Node> widened_;
  std::vector<std::string> notes_;
};

}  // namespace

std::vector<std::string> date_tickers(Node& tree, const Xapian::Database& database) {
  TickerDater dater(tree, database);
  dater.visit(tree);
  return dater.take_notes();
}

}  // namespace broadtape
