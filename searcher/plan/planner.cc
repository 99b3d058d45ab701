#include "searcher/plan/planner.h"

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "common/archive/matches.h"
#include "common/archive/schema.h"
#include "common/archive/stored_numbers.h"
#include "common/error/error.h"
#include "searcher/plan/compound_query.h"
#include "searcher/plan/date_cover.h"
#include "searcher/plan/proximity.h"
#include "searcher/plan/visible_versions.h"
#include "searcher/query/field_values.h"
#include "searcher/query/query_error.h"

namespace broadtape {
namespace {

Xapian::Query weightless(const Xapian::Query& query) {
  return weighed(query, 0);
}

Xapian::Query flag_query(std::string_view flag) {
  return Xapian::Query(make_term(Field::kFlag, flag));
}

// Whether a part of the tree may have to be checked one article at a time.
bool needs_spans(const Node& tree) {
  return has_node(tree, [](const Node& node) { return is_positional(node) || is_checked_leaf(node); });
}

// Date conditions only.
bool is_date(const Node& tree) {
  if (tree.kind == NodeKind::kDate) return true;
  return tree.kind == NodeKind::kOr && std::all_of(tree.children.begin(), tree.children.end(), is_date);
}

// True if the tree contains `flag` outside exclusions.
bool asks_for_flag(const Node& tree, std::string_view flag) {
  if (tree.kind == NodeKind::kNot) return false;
  if (tree.kind == NodeKind::kTerm && tree.field == Field::kFlag && tree.terms[0] == flag) return true;
  return std::any_of(tree.children.begin(), tree.children.end(),
                     [&](const Node& child) { return asks_for_flag(child, flag); });
}

}  // namespace

Xapian::Query Planner::plan(const Node& tree, Match match, bool all_versions) {
  const PreparingBudget::Watch watch(*budget_);
  span_filter_.begin_query();
  if (is_empty(tree)) return Xapian::Query::MatchNothing;
  const Xapian::Query found = in_scope(conjunction(conjuncts_begin(tree), conjuncts_end(tree), match));
  const bool hide = versions_.as_of_s || (!all_versions && !asks_for_flag(tree, kSupersededFlag));
  if (!hide) return found;
  if (!hidden_) hidden_ = hidden_versions(archive_, versions_.as_of_s);
  return hidden_->empty() ? found : Xapian::Query(Xapian::Query::OP_AND_NOT, found, *hidden_);
}

// Versions without a number of their run arrived before all others.
Xapian::Query Planner::in_scope(Xapian::Query found) const {
  const auto after = [](std::uint64_t run) {
    const std::string first = Xapian::sortable_serialise(static_cast<double>(run) + 1);
    return Xapian::Query(Xapian::Query::OP_VALUE_GE, kArrivalSlot, first);
  };
  if (versions_.after_run) found = filtered(found, after(*versions_.after_run));
  if (versions_.until_run) found = Xapian::Query(Xapian::Query::OP_AND_NOT, found, after(*versions_.until_run));
  if (versions_.ids.empty()) return found;
  std::vector<Xapian::Query> ids;
  for (const std::string& id : versions_.ids) ids.emplace_back(make_term(Field::kId, id));
  return filtered(found, Xapian::Query(Xapian::Query::OP_OR, ids.begin(), ids.end()));
}

Xapian::Query Planner::undated_left_out(const Node& tree, Match match, bool all_versions) {
  const std::string undated = make_term(Field::kFlag, kUndatedFlag);
  if (!has_date(tree) || database_.get_termfreq(undated) == 0) return Xapian::Query::MatchNothing;
  any_date_ = true;
  const Xapian::Query without_dates = plan(tree, match, all_versions);
  any_date_ = false;
  const Xapian::Query all(Xapian::Query::OP_FILTER, without_dates, Xapian::Query(undated));
  const bool dates_hold_for_all = std::any_of(conjuncts_begin(tree), conjuncts_end(tree),
                                              [](const Node& node) { return node.kind == NodeKind::kDate; });
  if (dates_hold_for_all) return all;
  return Xapian::Query(Xapian::Query::OP_AND_NOT, all, plan(tree, match, all_versions));
}

// Ranking parts, filters and exclusions go to different places of the query, which lets Xapian skip: a filter costs a
// look-up but no weight.
Xapian::Query Planner::conjunction(const Node* begin, const Node* end, Match match) {
  const Xapian::Query outer_scope = scope_;
  const Queries filtering = filters(begin, end);
  if (!filtering.empty()) narrow_scope(joined(Xapian::Query::OP_AND, filtering));
  const Queries ranked = ranked_parts(begin, end, match);
  const Queries excluded = exclusions(begin, end);
  scope_ = outer_scope;
  Xapian::Query query = every_document();
  if (!ranked.empty()) {
    query = match == Match::kAny ? any_of(ranked) : joined(Xapian::Query::OP_AND, ranked);
    if (!filtering.empty())
      query = Xapian::Query(Xapian::Query::OP_FILTER, query, joined(Xapian::Query::OP_AND, filtering));
  } else if (!filtering.empty()) {
    query = weightless(joined(Xapian::Query::OP_AND, filtering));
  }
  if (excluded.empty()) return query;
  return Xapian::Query(Xapian::Query::OP_AND_NOT, query, any_of(excluded));
}

Queries Planner::filters(const Node* begin, const Node* end) {
  std::vector<const Node*> nodes;
  for (const Node* node = begin; node != end; ++node) {
    if (node->kind != NodeKind::kNot && is_filter(*node)) nodes.push_back(node);
  }
  Queries queries;
  for (const DistinctPart& part : distinct_parts(nodes)) queries.push_back(convert(*part.node));
  return queries;
}

Queries Planner::exclusions(const Node* begin, const Node* end) {
  std::vector<const Node*> nodes;
  for (const Node* node = begin; node != end; ++node) {
    if (node->kind == NodeKind::kNot) nodes.push_back(&node->children[0]);
  }
  Queries queries;
  for (const DistinctPart& part : distinct_parts(nodes)) queries.push_back(exclusion(*part.node));
  return queries;
}

// Parts that may be checked one article at a time come last, so that few articles are left to check.
Queries Planner::ranked_parts(const Node* begin, const Node* end, Match match) {
  std::vector<const Node*> nodes;
  for (const Node* node = begin; node != end; ++node) {
    if (node->kind != NodeKind::kNot && !is_filter(*node)) nodes.push_back(node);
  }
  const std::vector<DistinctPart> distinct = distinct_parts(nodes);
  Queries parts(distinct.size()), others;
  std::vector<std::size_t> last;
  for (std::size_t i = 0; i < distinct.size(); ++i) {
    if (needs_spans(*distinct[i].node)) {
      last.push_back(i);
    } else {
      parts[i] = weighed(convert(*distinct[i].node), distinct[i].times);
      others.push_back(parts[i]);
    }
  }
  if (match == Match::kAll && !last.empty() && !others.empty()) narrow_scope(joined(Xapian::Query::OP_AND, others));
  for (const std::size_t i : last) parts[i] = weighed(convert(*distinct[i].node), distinct[i].times);
  return parts;
}

Xapian::Query Planner::disjunction(const Node& node) {
  std::vector<const Node*> nodes, excluded;
  for (const Node& child : node.children) {
    (child.kind == NodeKind::kNot ? excluded : nodes)
        .push_back(child.kind == NodeKind::kNot ? &child.children[0] : &child);
  }
  Queries parts, exclusions;
  for (const DistinctPart& part : distinct_parts(nodes)) {
    const Xapian::Query query = convert(*part.node);
    parts.push_back(is_filter(*part.node) ? weightless(query) : weighed(query, part.times));
  }
  // An article that lacks one of them is one that does not have all: a single check per article instead of one for each
  // part.
  for (const DistinctPart& part : distinct_parts(excluded)) exclusions.push_back(exclusion(*part.node));
  if (!exclusions.empty())
    parts.emplace_back(Xapian::Query::OP_AND_NOT, every_document(), joined(Xapian::Query::OP_AND, exclusions));
  return any_of(parts);
}

void Planner::narrow_scope(const Xapian::Query& query) {
  scope_ = scope_.empty() ? query : Xapian::Query(Xapian::Query::OP_FILTER, scope_, query);
}

// Excluding a date selects articles of other dates, not undated ones.
Xapian::Query Planner::exclusion(const Node& node) {
  if (!is_date(node)) return convert(node);
  return any_date_ ? Xapian::Query::MatchNothing : convert(node) | flag_query(kUndatedFlag);
}

Xapian::Query Planner::convert(const Node& node) {
  if (is_positional(node) || is_checked_leaf(node)) return positional_part(node);
  switch (node.kind) {
    case NodeKind::kAnd:
      return conjunction(conjuncts_begin(node), conjuncts_end(node), Match::kAll);
    case NodeKind::kOr:
      return disjunction(node);
    case NodeKind::kNot:
      return conjunction(&node, &node + 1, Match::kAll);
    case NodeKind::kDate:
      return dates(node.dates);
    case NodeKind::kFirstSeen:
      return first_seen(node.dates);
    case NodeKind::kWordCount:
      return word_count(node);
    default:
      if (node.field == Field::kFlag && node.terms[0] == kWithdrawnFlag) return withdrawn();
      return node.field == Field::kStory ? stories(node) : leaf_query(node);
  }
}

// Limits are detected in nested calls; the message shows the part of the query that exceeds them.
Xapian::Query Planner::positional_part(const Node& node) {
  try {
    return node.kind == NodeKind::kNear ? near(distributed(node)) : positional(node);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::kQuery || text_.empty()) throw;
    throw query_error(text_, node.begin, error.what(), error.hint());
  }
}

// A kNear, or the result of distributed() for one.
Xapian::Query Planner::near(const Node& node) {
  if (node.kind == NodeKind::kNear) return positional(node);
  Queries parts;
  for (const Node& child : node.children) parts.push_back(near(child));
  return joined(node.kind == NodeKind::kAnd ? Xapian::Query::OP_AND : Xapian::Query::OP_OR, parts);
}

Xapian::Query Planner::positional(const Node& node) {
  return span_filter_.narrowed(node, is_checked_leaf(node) ? leaf_query(node) : positional_query(node), scope_);
}

Xapian::Query Planner::word_count(const Node& node) {
  const auto limit = [](std::uint32_t words) { return Xapian::sortable_serialise(static_cast<double>(words)); };
  if (!node.most) return Xapian::Query(Xapian::Query::OP_VALUE_GE, kWordsSlot, limit(node.least));
  return Xapian::Query(Xapian::Query::OP_VALUE_RANGE, kWordsSlot, limit(node.least), limit(*node.most));
}

// Every version has the value.
Xapian::Query Planner::first_seen(const DateRange& range) {
  const auto limit = [](std::int64_t time_s) { return Xapian::sortable_serialise(static_cast<double>(time_s)); };
  const std::string since = limit(range.since_s.value_or(kFirstInstant));
  const std::string until = limit(range.until_s.value_or(kLastInstant));
  return Xapian::Query(Xapian::Query::OP_VALUE_RANGE, kFirstSeenSlot, since, until);
}

// Stories are values, see kStorySlot.
Xapian::Query Planner::stories(const Node& node) {
  Queries parts;
  for (const std::string& story : node.terms)
    parts.emplace_back(Xapian::Query::OP_VALUE_RANGE, kStorySlot, story, story);
  return any_of(parts);
}

// The articles of stories with a notice, without the notices.
Xapian::Query Planner::withdrawn() {
  Queries parts;
  for (const std::string& story : withdrawn_stories(archive_, versions_.as_of_s))
    parts.emplace_back(Xapian::Query::OP_VALUE_RANGE, kStorySlot, story, story);
  return Xapian::Query(Xapian::Query::OP_AND_NOT, any_of(parts), flag_query(kWithdrawalFlag));
}

std::pair<int, int> Planner::years() {
  if (!years_) {
    years_ = {0, -1};
    const std::string prefix = make_term(Field::kYear, "");
    for (auto term = database_.allterms_begin(prefix); term != database_.allterms_end(prefix); ++term) {
      const int year = std::atoi((*term).c_str() + prefix.size());
      if (years_->second < 0) years_->first = year;
      years_->second = year;
    }
  }
  return *years_;
}

Xapian::Query Planner::dates(const DateRange& range) {
  if (any_date_) return every_document();
  const auto [first_year, last_year] = years();
  if (last_year < first_year) return Xapian::Query::MatchNothing;
  const DateCover cover = cover_dates(range, first_year, last_year);
  Queries parts;
  for (const std::string& term : cover.terms) parts.emplace_back(term);
  for (const MonthWithoutDays& month : cover.months_without_days) {
    const Xapian::Query days(Xapian::Query::OP_OR, month.day_terms.begin(), month.day_terms.end());
    parts.emplace_back(Xapian::Query::OP_AND_NOT, Xapian::Query(month.month_term), days);
  }
  for (const PartialDay& part : cover.partial_days) {
    const Xapian::Query seconds(Xapian::Query::OP_VALUE_RANGE, kPublishedSlot,
                                Xapian::sortable_serialise(static_cast<double>(part.first_s)),
                                Xapian::sortable_serialise(static_cast<double>(part.last_s)));
    parts.emplace_back(Xapian::Query::OP_FILTER, Xapian::Query(part.day_term), seconds);
  }
  return any_of(parts);
}

}  // namespace broadtape
