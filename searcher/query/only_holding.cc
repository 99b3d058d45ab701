#include "searcher/query/only_holding.h"

#include "common/archive/schema.h"
#include "searcher/query/disjunction.h"
#include "searcher/query/places.h"

namespace broadtape {

Xapian::Query OnlyHolding::narrowed(const Node& node, const Xapian::Query& query, const Xapian::Query& scope) {
  const std::string question = to_text(node) + '\n' + query.get_description() + '\n' + scope.get_description();
  const auto known = decided_.find(question);
  return known != decided_.end() ? known->second : decided_.emplace(question, decide(node, query, scope)).first->second;
}

Xapian::Query OnlyHolding::decide(const Node& node, const Xapian::Query& query, const Xapian::Query& scope) {
  Xapian::Enquire enquire(database_);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  enquire.set_query(scope.empty() ? query : Xapian::Query(Xapian::Query::OP_FILTER, query, scope));
  const Xapian::MSet candidates = enquire.get_mset(0, database_.get_doccount());
  PlaceReader reader(database_);
  std::vector<Xapian::docid> holding, others;
  for (auto candidate = candidates.begin(); candidate != candidates.end(); ++candidate) {
    reader.move_to(*candidate);
    (reader.holds(node) ? holding : others).push_back(*candidate);
  }
  if (holding.empty()) return Xapian::Query::MatchNothing;
  if (others.empty()) return query;
  if (holding.size() < others.size()) return Xapian::Query(Xapian::Query::OP_FILTER, query, any_document(holding));
  return Xapian::Query(Xapian::Query::OP_AND_NOT, query, any_document(others));
}

// Versions of one article share its id; their texts tell them apart.
Xapian::Query OnlyHolding::any_document(const std::vector<Xapian::docid>& documents) const {
  const std::string prefix = make_term(Field::kId, "");
  const bool versions = database_.term_exists(make_term(Field::kFlag, kSupersededFlag));
  std::vector<Xapian::Query> parts;
  for (const Xapian::docid document : documents) {
    auto term = database_.termlist_begin(document);
    term.skip_to(prefix);
    Xapian::Query id(*term);
    if (versions) {
      const std::string content = database_.get_document(document).get_value(kContentSlot);
      id = Xapian::Query(Xapian::Query::OP_FILTER, id,
                         Xapian::Query(Xapian::Query::OP_VALUE_RANGE, kContentSlot, content, content));
    }
    parts.push_back(id);
  }
  return any_of(parts);
}

}  // namespace broadtape
