#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "searcher/query/warning.h"
#include "tests/support/temp_folder.h"

namespace broadtape {
namespace {

TEST_CASE("The documentation and the schema have all codes of warnings, in the order of the table", "[query][docs]") {
  const std::string language = read_file(BROADTAPE_ROOT "/docs/query-language.md");
  std::string table = "| code | meaning |\n|---|---|\n";
  std::vector<std::string> names;
  for (const WarningCodeRow& row : kWarningCodes) {
    table += fmt::format("| `{}` | {} |\n", row.name, row.meaning);
    names.emplace_back(row.name);
  }
  CHECK_THAT(language, Catch::Contains(table + "\n"));
  const auto schema = nlohmann::json::parse(read_file(BROADTAPE_ROOT "/docs/schema/common.json"));
  const auto codes = schema.at("/definitions/query/properties/warnings/items/properties/code/enum"_json_pointer);
  CHECK(codes.get<std::vector<std::string>>() == names);
}

}  // namespace
}  // namespace broadtape
