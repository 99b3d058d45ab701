#include "searcher/search/prepared_query.h"

#include <fmt/format.h>

#include <string_view>
#include <utility>

#include "common/companies/company_directory.h"
#include "common/error/error.h"
#include "common/text/ascii.h"
#include "searcher/plan/company_reading.h"
#include "searcher/plan/company_terms.h"
#include "searcher/plan/typed_word.h"
#include "searcher/plan/variants.h"
#include "searcher/plan/visible_versions.h"
#include "searcher/plan/wildcards.h"
#include "searcher/query/filters.h"
#include "searcher/query/parser.h"
#include "searcher/search/article_lookup.h"

namespace broadtape {
namespace {

bool has_words(std::string_view text) {
  return text.find_first_not_of(" \t\r\n\v\f") != std::string_view::npos;
}

bool asks_for_superseded(const Node& node) {
  return node.kind == NodeKind::kTerm && node.field == Field::kFlag && node.terms[0] == kSupersededFlag;
}

// Matches all articles: excludes a flag that no article has.
Node every_article() {
  Node flag;
  flag.kind = NodeKind::kTerm;
  flag.field = Field::kFlag;
  flag.terms = {"none"};
  Node node;
  node.kind = NodeKind::kNot;
  node.children.push_back(std::move(flag));
  return node;
}

}  // namespace

PreparedQuery::PreparedQuery(const Archive& archive, Analyser& analyser, const QueryRequest& request,
                             const Archive& whole)
    : archive_(archive),
      whole_(whole),
      request_(request),
      budget_(std::make_shared<PreparingBudget>(request.limits.preparing)),
      planner_(archive, budget_) {
  const PreparingBudget::Watch watch(*budget_);
  summary_.match = request.match;
  planner_.keep_only(request.versions);
  if (request.text.size() > request.limits.bytes) {
    throw Error(ErrorKind::kQuery,
                fmt::format("the query has {} bytes, and at most {} are allowed here", request.text.size(),
                            request.limits.bytes),
                "leave some words out");
  }
  understand(analyser);
  if (request.versions.as_of_s && has_node(tree_, asks_for_superseded)) {
    throw Error(ErrorKind::kQuery, "is:superseded says what is superseded now, not at an earlier time",
                "leave it out, or search as of an earlier time");
  }
  if (const std::size_t words = count_terms(tree_, false); words > request.limits.words) {
    throw Error(ErrorKind::kQuery,
                fmt::format("the query has {} words, and at most {} are allowed here", words, request.limits.words),
                "leave some out");
  }
  expand_wildcards(tree_, summary_.text, whole_.database(), analyser, *budget_, request.limits.expansions);
  for (const Node* node = conjuncts_begin(tree_); node != conjuncts_end(tree_); ++node) {
    if (node->kind != NodeKind::kNot && !is_filter(*node)) ranked_parts_.push_back(node);
  }
  read_days();
}

void PreparedQuery::read_days() {
  days_ = written_days(tree_, whole_.index());
  if (!days_.empty()) tree_with_days_ = with_days(tree_, days_);
  for (const WrittenDay& day : days_)
    warn(WarningCode::kOtherReading, fmt::format("{} also finds articles published on that day", day.text));
}

const RankingHints& PreparedQuery::hints() {
  if (!hints_)
    hints_ = ranked_parts_.empty() ? RankingHints{} : find_hints(tree_, archive_, days_, effective_dates(tree_));
  return *hints_;
}

void PreparedQuery::understand(Analyser& analyser) {
  const auto is_symbol = [&](const std::string& written) {
    const std::string symbol(split_symbol(written).symbol);
    return whole_.index().documents_with(make_term(Field::kTicker, symbol)) > 0 ||
           CompanyDirectory::builtin().is_known(symbol, std::nullopt);
  };
  ParsedQuery parsed = parse_query(request_.text, request_.clock, analyser, is_symbol);
  summary_.text = std::move(parsed.text);
  planner_.show_places_in(summary_.text);
  summary_.warnings = std::move(parsed.warnings);
  summary_.left_out = std::move(parsed.left_out);
  if (request_.typing)
    take_as_beginning(parsed.tree, summary_.text.size(), whole_.index(), analyser, request_.limits.expansions.wildcard);
  // A query whose text has no searchable words must not become "everything that passes the filters".
  if (is_empty(parsed.tree) && has_words(summary_.text)) {
    warn(WarningCode::kNothingToSearch, "nothing in the query can be searched for");
    return;
  }
  tree_ =
      both(std::move(parsed.tree),
           both(both(field_filter(Field::kTicker, request_.tickers), field_filter(Field::kCompany, request_.companies)),
                both(field_filter(Field::kSource, request_.sources), author_filter(request_.authors, analyser))));
  tree_ = both(std::move(tree_),
               both(field_filter(Field::kLabel, request_.labels), field_filter(Field::kLanguage, request_.languages)));
  tree_ = both(std::move(tree_), query_filter(request_.filters, request_.clock, analyser));
  resolve_ids(tree_, whole_);
  summary_.parsed = to_text(tree_);
  tree_ = both(std::move(tree_), date_filter(request_.since, request_.until, request_.clock, &summary_.warnings));
  const DateRange dates = effective_dates(tree_);
  summary_.since_s = dates.since_s;
  summary_.until_s = dates.until_s;
  for (std::string& note : resolve_companies(tree_, whole_, request_.literal_tickers))
    warn(WarningCode::kCompanyMeaning, std::move(note));
  add_variants(tree_, whole_.index(), analyser);
  if (is_empty(tree_) && request_.everything) tree_ = every_article();
}

std::optional<Node> PreparedQuery::widened(Analyser& analyser, std::vector<std::string>& added) const {
  Node tree = tree_;
  added = widen(tree, archive_.index(), analyser);
  return added.empty() ? std::nullopt : std::optional(std::move(tree));
}

const DocumentQuery& PreparedQuery::query(Match match) {
  const auto known = plans_.find(match);
  if (known != plans_.end()) return known->second;
  const Node& tree = match == Match::kAll && tree_with_days_ ? *tree_with_days_ : tree_;
  return plans_.emplace(match, planner_.plan(tree, match, request_.all_versions)).first->second;
}

std::vector<DocumentQuery> PreparedQuery::some_words(const Node& tree) {
  const DocumentQuery any = hinted(planner_.plan(tree, Match::kAny, request_.all_versions), hints(), archive_.index());
  const bool is_company_and_word = !hints().companies.empty() && ranked_parts_.size() <= hints().company_words + 1;
  if (!is_company_and_word) return {any};
  const DocumentQuery of_company = filtered(any, any_company(hints().companies));
  return Matches(archive_, of_company).any() ? std::vector{of_company, any} : std::vector{any};
}

void PreparedQuery::summarise(Match match) {
  summary_.match = match;
  const DocumentQuery undated = planner_.undated_left_out(tree_, match, request_.all_versions);
  summary_.undated_left_out = Matches(archive_, undated).count();
  if (request_.versions.as_of_s && !empty()) warn_of_late_load(match);
}

void PreparedQuery::warn_of_late_load(Match match) {
  VersionScope scope = request_.versions;
  scope.as_of_s.reset();
  Planner planner(archive_, budget_);
  planner.keep_only(scope);
  const DocumentQuery all = planner.plan(tree_, match, true);
  const std::uint64_t late = Matches(archive_, loaded_late(all, *request_.versions.as_of_s)).count();
  if (late == 0) return;
  const std::uint64_t shown = Matches(archive_, query(match)).count();
  if (static_cast<double>(late) < kLateShare * static_cast<double>(late + shown)) return;
  warn(WarningCode::kLateLoad,
       fmt::format(
           "{} more articles published by then match, but were added to the archive later, and more than {} days "
           "after their publication; the answer lacks them",
           with_commas(late), kLateDays));
}

}  // namespace broadtape
