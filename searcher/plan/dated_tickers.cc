#include "searcher/plan/dated_tickers.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "common/archive/matches.h"
#include "common/companies/company_directory.h"
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

std::string symbol_of(const Company& company, const SymbolSpan& span) {
  if (!span.first && !span.end) return fmt::format("another symbol of {}", company.name);
  return "its symbol " + days_of(span);
}

// The listings of other companies under `symbol`, on days on which `company` did not have it.
std::vector<const Listing*> other_holders(const std::string& symbol, const Company* company) {
  std::vector<const Listing*> others = CompanyDirectory::builtin().holders(symbol);
  std::erase_if(others, [&](const Listing* listing) { return listing->company == company; });
  return others;
}

class TickerDater {
 public:
  TickerDater(const Node& tree, const Xapian::Database& database)
      : database_(database), dates_(effective_dates(tree)) {}

  void visit(Node& node) {
    for (Node& child : node.children) visit(child);
    const bool ticker = node.field == Field::kTicker || node.field == Field::kAbout;
    if (node.kind == NodeKind::kTerm && ticker) widen_as_before(node);
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
    const CompanyDirectory& directory = CompanyDirectory::builtin();
    const std::string symbol = node.terms[0];
    const std::string name = to_text(node);
    const Listing* const listing = directory.listed(symbol, std::nullopt);
    if (listing == nullptr) return;
    std::vector<Node> ways;
    ways.push_back(own_days(node, name, *listing->company));
    for (const SymbolSpan& span : directory.history(symbol)) {
      if (span.symbol == symbol) continue;
      Node way = symbol_node(node.field, span.symbol);
      if (span.first || span.end) way = group(NodeKind::kAnd, {std::move(way), days_node(span.first, span.end)});
      if (!finds_some(way)) continue;
      note(way,
           fmt::format("{} also finds {}, {}; {}", name, span.symbol, symbol_of(*listing->company, span), kWayOut));
      ways.push_back(std::move(way));
    }
    if (ways.size() == 1 && ways[0].kind == NodeKind::kTerm) return;
    Node widened = group(NodeKind::kOr, std::move(ways));  // an AND would be merged with the query's own conjunctions
    widened.begin = node.begin;
    widened.shown = name;
    node = std::move(widened);
  }

  // Leaves out the days on which another company is known to have had the symbol.
  Node own_days(const Node& node, const std::string& name, const Company& company) {
    std::vector<Node> parts = {node};
    for (const Listing* other : other_holders(node.terms[0], &company)) {
      const Node days = days_node(other->days.from, other->days.to);
      if (!other->days.from && !other->days.to) continue;
      const Node others = group(NodeKind::kAnd, {node, days});
      if (!finds_some(others)) continue;
      note(others,
           fmt::format("{} leaves out articles {}, when {} was the symbol of {}; {}", name,
                       days_of({{}, other->days.from, other->days.to}), node.terms[0], other->company->name, kWayOut));
      std::vector<Node> rest;
      if (other->days.from) rest.push_back(days_node(std::nullopt, other->days.from));
      if (other->days.to) rest.push_back(days_node(other->days.to, std::nullopt));
      if (database_.term_exists(make_term(Field::kFlag, kUndatedFlag))) rest.push_back(undated_node());
      parts.push_back(rest.size() == 1 ? rest[0] : group(NodeKind::kOr, std::move(rest)));
    }
    return parts.size() == 1 ? node : group(NodeKind::kAnd, std::move(parts));
  }

  bool finds_some(const Node& way) const {
    return Matches(database_, Planner(database_).plan(way, Match::kAll, false)).any();
  }

  bool finds_some_in_dates(Node way) const {
    if (!dates_.since_s && !dates_.until_s) return true;  // articles exist, and the query has no dates
    Node days;
    days.kind = NodeKind::kDate;
    days.dates = dates_;
    return finds_some(group(NodeKind::kAnd, {std::move(way), std::move(days)}));
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
