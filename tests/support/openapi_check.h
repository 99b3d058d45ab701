// Validates replies against the schemas in an OpenAPI document alone, like a client that has nothing else.
#pragma once

#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

namespace broadtape {

// Visits each "$ref" in `value`, at any depth.
template <class Visit>
void each_reference(nlohmann::json& value, const Visit& visit) {
  if (value.is_object()) {
    for (auto& [key, member] : value.items()) {
      if (key == "$ref" && member.is_string()) {
        visit(member);
      } else {
        each_reference(member, visit);
      }
    }
  } else if (value.is_array()) {
    for (nlohmann::json& member : value) each_reference(member, visit);
  }
}

class OpenApiCheck {
 public:
  explicit OpenApiCheck(nlohmann::json document) : document_(std::move(document)) {}

  const nlohmann::json& document() const { return document_; }

  // The violations of the schema of a path's reply in `value`; empty if it conforms.
  std::string faults(const std::string& path, const std::string& response, const std::string& content_type,
                     const nlohmann::json& value) {
    const nlohmann::json& contents =
        document_.at("paths").at(path).at("get").at("responses").at(response).at("content");
    const std::string bare = content_type.substr(0, content_type.find(';'));
    if (!contents.contains(bare)) return "the description has no " + bare;
    valijson::Validator validator(valijson::Validator::kStrongTypes);
    valijson::ValidationResults results;
    std::string text;
    if (validator.validate(schema(contents[bare]["schema"]), valijson::adapters::NlohmannJsonAdapter(value), &results))
      return text;
    for (const valijson::ValidationResults::Error& error : results) {
      for (const std::string& step : error.context) text += step;
      text += ": " + error.description + "\n";
    }
    return text;
  }

 private:
  // Adds the components, which valijson does not resolve in other documents.
  const valijson::Schema& schema(const nlohmann::json& wanted) {
    std::unique_ptr<valijson::Schema>& made = schemas_[wanted.dump()];
    if (made) return *made;
    nlohmann::json whole = wanted;
    if (whole.contains("$ref")) whole = {{"allOf", nlohmann::json::array({wanted})}};
    whole["components"] = document_["components"];
    made = std::make_unique<valijson::Schema>();
    valijson::SchemaParser().populateSchema(valijson::adapters::NlohmannJsonAdapter(whole), *made);
    return *made;
  }

  nlohmann::json document_;
  std::map<std::string, std::unique_ptr<valijson::Schema>> schemas_;
};

}  // namespace broadtape
