// Validates JSON against the schemas of docs/schema.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>
#include <string>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "tests/support/temp_folder.h"

namespace broadtape {

// docs/schema/NAME.json, which may refer to others: {"$ref": "common.json#/definitions/query"}.
class SchemaCheck {
 public:
  // Throws std::runtime_error if the file is missing or not a schema.
  explicit SchemaCheck(const std::string& name) {
    const nlohmann::json document = load(name + ".json");
    valijson::SchemaParser parser;
    parser.populateSchema(
        valijson::adapters::NlohmannJsonAdapter(document), schema_,
        [](const std::string& uri) -> const nlohmann::json* { return new nlohmann::json(load(uri)); },
        [](const nlohmann::json* neighbour) { delete neighbour; });
  }

  // The violations in `value`, one per line with its location; empty if it conforms.
  std::string faults(const nlohmann::json& value) const {
    valijson::Validator validator(valijson::Validator::kStrongTypes);
    valijson::ValidationResults results;
    std::string text;
    if (validator.validate(schema_, valijson::adapters::NlohmannJsonAdapter(value), &results)) return text;
    for (const valijson::ValidationResults::Error& error : results) {
      for (const std::string& step : error.context) text += step;
      text += ": " + error.description + "\n";
    }
    return text;
  }

 private:
  static nlohmann::json load(const std::string& file) {
    const std::string path = std::string(BROADTAPE_ROOT) + "/docs/schema/" + file;
    if (!std::filesystem::exists(path)) throw std::runtime_error("there is no schema " + path);
    return nlohmann::json::parse(read_file(path));
  }

  valijson::Schema schema_;
};

// The violations of docs/schema/NAME.json in the JSON value `text`; empty if it conforms:
//   CHECK(schema_faults("find", result.out) == "");
inline std::string schema_faults(const std::string& name, const std::string& text) {
  const nlohmann::json value = nlohmann::json::parse(text, nullptr, false);
  if (value.is_discarded()) return "this is no JSON: " + text.substr(0, 200);
  return SchemaCheck(name).faults(value);
}

// The same for JSON Lines: each line is a value of that schema.
inline std::string schema_faults_of_lines(const std::string& name, const std::string& text) {
  const SchemaCheck check(name);
  std::istringstream lines(text);
  std::string faults;
  std::size_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    const nlohmann::json value = nlohmann::json::parse(line, nullptr, false);
    const std::string found = value.is_discarded() ? "no JSON: " + line.substr(0, 200) + "\n" : check.faults(value);
    if (!found.empty()) faults += "line " + std::to_string(number) + ": " + found;
  }
  return faults;
}

}  // namespace broadtape
