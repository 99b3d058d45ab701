#include "searcher/web/parameters.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "common/command_line/tables.h"

using namespace broadtape;
using Catch::Contains;

namespace {

const ApiRoute& parameters_route_of(std::uint32_t bits) {
  return *std::find_if(kApiRoutes.begin(), kApiRoutes.end(), [&](const ApiRoute& route) { return route.bit & bits; });
}

// The problem with the parameters; of type kNotFound if they are valid.
Problem refusal_of(const std::string& query, const ApiRoute& route) {
  try {
    values_of("/x?" + query, route);
  } catch (const Refusal& refusal) {
    return refusal.problem;
  }
  return {ProblemType::kNotFound};
}

bool is_refused(const std::string& query, const ApiRoute& route, const std::string& parameter) {
  const Problem problem = refusal_of(query, route);
  return problem.type == ProblemType::kParameter && problem.parameter == parameter &&
         problem.detail.find(parameter) != std::string::npos;
}

}  // namespace

TEST_CASE("Each parameter takes its values and refuses others by its name", "[web][parameters]") {
  for (const ParameterRow& row : request_parameters()) {
    if (row.routes == 0) continue;
    const std::string name(row.name);
    const ApiRoute& route = parameters_route_of(row.routes);
    INFO(route.path << " " << name);
    std::vector<std::string> good, bad;
    switch (row.form) {
      case ParameterForm::kText:
        good = {"x", "", "a%20b", "%ff"};
        break;
      case ParameterForm::kNumber:
        good = {"0", std::to_string(row.api_most), "007"};
        bad = {"",
               "-1",
               "+1",
               "1.0",
               "1e3",
               "0x1",
               "%201",
               "1%20",
               std::to_string(row.api_most + 1),
               "18446744073709551616",
               "99999999999999999999999999",
               "many",
               "%d9%a1"};
        break;
      case ParameterForm::kFlag:
        good = {"true", "false"};
        bad = {"", "1", "TRUE", "yes", "true,false"};
        break;
      case ParameterForm::kWord:
      case ParameterForm::kWords: {
        for (const std::string_view word : words_of(row.words)) good.emplace_back(word);
        bad = {good[0] + "x", "JSON-", "%00", good[0] + "%00"};
        if (row.form == ParameterForm::kWord) bad.insert(bad.end(), {"", good[0] + "," + good[0]});
        if (row.form == ParameterForm::kWords) good.push_back(good[0] + "," + good[1] + ",,");
        break;
      }
    }
    for (const std::string& value : good) CHECK(refusal_of(name + "=" + value, route).type == ProblemType::kNotFound);
    for (const std::string& value : bad) {
      INFO(value);
      CHECK(is_refused(name + "=" + value, route, name));
    }
    const std::string twice = name + "=" + good[0] + "&" + name + "=" + good[0];
    const bool several = row.occurs != Occurs::kOnce;
    CHECK(is_refused(twice, route, name) != several);
    if (!several) CHECK(refusal_of(twice, route).detail == name + " is there twice");
  }
}

TEST_CASE("Every route refuses the parameters that it does not take, and names the nearest", "[web][parameters]") {
  for (const ApiRoute& route : kApiRoutes) {
    INFO(route.path);
    CHECK(is_refused("frobnicate=1", route, "frobnicate"));
    CHECK(is_refused("=1", route, ""));
    CHECK(is_refused("Q=1", route, "Q"));
    for (const ParameterRow& row : request_parameters()) {
      const auto& all = request_parameters();
      const bool taken = std::any_of(all.begin(), all.end(), [&](const ParameterRow& other) {
        return other.name == row.name && (other.routes & route.bit);
      });
      if (!taken) CHECK(is_refused(std::string(row.name) + "=1", route, std::string(row.name)));
    }
  }
  const ApiRoute& search = parameters_route_of(kSearchRoute);
  CHECK_THAT(refusal_of("facet=x", search).hint, Catch::StartsWith("did you mean facets?"));
  CHECK_THAT(refusal_of("tikers=NVDA", search).hint, Catch::StartsWith("did you mean ticker?"));
  CHECK_THAT(refusal_of("sort=newset", search).hint, Contains("did you mean newest?"));
  CHECK_THAT(refusal_of("x=1", parameters_route_of(kStatsRoute)).hint, Contains("it takes none"));
  CHECK_THAT(refusal_of("%3Cscript%3E=1", search).detail, Contains("<script>"));
  CHECK(refusal_of(std::string(8'000, 'q') + "=1", search).type == ProblemType::kParameter);
}

TEST_CASE("Parameters are read as they were given", "[web][parameters]") {
  const RequestValues parameters =
      values_of("/x?q=a+b&ticker=NVDA,AMD&ticker=,INTC,&limit=20&all_versions=true&facets=ticker,source",
                parameters_route_of(kSearchRoute));
  CHECK(parameters.text("q") == "a b");
  CHECK(parameters.text("since", "none") == "none");
  CHECK(parameters.texts("ticker") == std::vector<std::string>{"NVDA,AMD", ",INTC,"});
  CHECK(parameters.list("ticker") == std::vector<std::string>{"NVDA", "AMD", "INTC"});
  CHECK(parameters.list("facets") == std::vector<std::string>{"ticker", "source"});
  CHECK(parameters.number("limit", 10) == 20);
  CHECK(parameters.number("facet_limit", 10) == 10);
  CHECK(parameters.flag("all_versions"));
  CHECK(!parameters.flag("literal_ticker"));
  CHECK(parameters.has("limit"));
  CHECK(!parameters.has("cursor"));
}

TEST_CASE("The canonical form is the same for the same request, and for no other", "[web][parameters]") {
  const ApiRoute& route = parameters_route_of(kSearchRoute);
  const auto canonical = [&](const std::string& query) {
    return broadtape::canonical(values_of("/x?" + query, route));
  };
  CHECK(canonical("q=a&limit=1") == canonical("limit=1&q=%61"));
  CHECK(canonical("q=a+b") == canonical("q=a%20b"));
  CHECK(canonical("q=a%26limit%3D1") != canonical("q=a&limit=1"));
  CHECK(canonical("ticker=A&ticker=B") != canonical("ticker=A%2CB"));
  CHECK(canonical("ticker=A&ticker=B") != canonical("ticker=B&ticker=A"));
  CHECK(canonical("q=") != canonical(""));
  CHECK(broadtape::canonical(values_of("/x?q=a&cursor=c&limit=1", route), {"cursor", "limit"}) == canonical("q=a"));
}
