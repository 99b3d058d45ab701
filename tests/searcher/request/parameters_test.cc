#include "searcher/request/parameters.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cctype>

#include "searcher/output/result_fields.h"
#include "searcher/search/facets.h"

namespace broadtape {
namespace {

TEST_CASE("No verb and no route has two parameters of one name", "[request]") {
  const std::vector<ParameterRow>& rows = request_parameters();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (std::size_t k = i + 1; k < rows.size(); ++k) {
      INFO(rows[i].name << " and " << rows[k].name);
      if (rows[i].name == rows[k].name) {
        CHECK((rows[i].verbs & rows[k].verbs) == 0);
        CHECK((rows[i].routes & rows[k].routes) == 0);
      }
      if (!rows[i].option.empty() && rows[i].option == rows[k].option) CHECK(rows[i].name == rows[k].name);
      if (!rows[i].batch.empty()) CHECK(rows[i].batch != rows[k].batch);
    }
  }
}

TEST_CASE("Each row is complete for its fronts", "[request]") {
  for (const ParameterRow& row : request_parameters()) {
    INFO(row.name << " " << row.option);
    CHECK((row.verbs | row.routes) != 0);
    CHECK((row.option.empty() || row.verbs != 0));
    CHECK(row.value_name.empty() == (row.option.empty() || row.form == ParameterForm::kFlag));
    if (row.form == ParameterForm::kNumber) {
      CHECK((row.option_most > 0) == !row.option.empty());
      CHECK((row.api_most > 0) == (row.routes != 0));
    }
    if (row.form == ParameterForm::kWord || row.form == ParameterForm::kWords) CHECK_FALSE(row.words.empty());
    CHECK(std::islower(static_cast<unsigned char>(row.help.front())));
    CHECK(std::isupper(static_cast<unsigned char>(row.api_help.front())));
    for (const std::string& help : {row.option_help, row.api_help}) {
      CHECK(help.find_first_of("|<\n") == std::string::npos);
      CHECK(help.back() != '.');
    }
  }
}

TEST_CASE("The words of a parameter are those of its table", "[request]") {
  std::string facets, fields;
  for (const FacetRow& facet : kFacets) facets += (facets.empty() ? "" : " ") + std::string(facet.name);
  for (const ResultField& field : kResultFields) fields += std::string(field.name) + " ";
  CHECK(find_verb_parameter("facets", kFindVerb)->words == facets);
  CHECK(find_verb_parameter("by", kFacetsVerb)->words == facets);
  CHECK(find_route_parameter("by", kFacetsRoute)->words == facets);
  CHECK(find_verb_parameter("fields", kFindVerb)->words == fields + "record");
  CHECK(find_verb_parameter("by", kTimelineVerb)->words == "auto day week month quarter year");
  CHECK(find_route_parameter("kinds", kSuggestRoute)->words == "tickers sources words");
}

TEST_CASE("A parameter is found for the verbs and routes that take it", "[request]") {
  CHECK(find_verb_parameter("peaks", kTimelineVerb));
  CHECK_FALSE(find_verb_parameter("peaks", kFindVerb));
  CHECK_FALSE(find_verb_parameter("cursor", kFindVerb));
  CHECK(find_route_parameter("cursor", kSearchRoute));
  CHECK_FALSE(find_route_parameter("offset", kSearchRoute));
  CHECK(find_verb_parameter("ticker", kAgainVerb | kFindVerb)->option == "ticker");
  CHECK(find_route_parameter("tickers", kSearchRoute) == find_route_parameter("ticker", kSearchRoute));
  CHECK(find_route_parameter("sources", kCoverageRoute)->name == "source");
  CHECK(find_verb_parameter("q", kCountVerb)->occurs == Occurs::kRepeated);
  CHECK(find_verb_parameter("q", kExplainVerb)->occurs == Occurs::kOnce);
}

}  // namespace
}  // namespace broadtape
