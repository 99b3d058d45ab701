#include "searcher/plan/positional_terms.h"

namespace broadtape {

Field indexed_field(Field field) {
  return field == Field::kLead ? Field::kText : field;
}

std::vector<std::string> terms_of(const Node& leaf) {
  std::vector<std::string> terms;
  if (is_resolved_company(leaf)) {
    const Field field = leaf.field == Field::kAbout ? Field::kAboutCompany : Field::kCompany;
    for (const std::string& company : leaf.expansions) terms.push_back(make_term(field, company));
    return terms;
  }
  for (const std::string& term : leaf.kind == NodeKind::kWildcard ? leaf.expansions : leaf.terms)
    terms.push_back(make_term(indexed_field(leaf.field), term));
  return terms;
}

}  // namespace broadtape
