#include "searcher/output/json_parts.h"

#include <cmath>
#include <nlohmann/json.hpp>

namespace broadtape {
namespace {

Json limit(const std::optional<std::int64_t>& when_s) {
  return when_s ? Json(format_rfc3339(*when_s)) : Json(nullptr);
}

}  // namespace

Json json_instant(const std::optional<Instant>& when) {
  return when ? Json(format_instant(*when)) : Json(nullptr);
}

double rounded(double number) {
  constexpr double kDigits = 10'000;
  return std::round(number * kDigits) / kDigits;
}

Json json_pieces(const std::vector<Piece>& pieces) {
  Json array = Json::array();
  for (const Piece& piece : pieces) array.push_back({{"text", piece.text}, {"match", piece.match}});
  return array;
}

Json json_companies(const std::vector<ShownCompany>& companies) {
  Json array = Json::array();
  for (const ShownCompany& company : companies) {
    Json object = Json::object();
    if (!company.key.empty()) object["key"] = company.key;
    object["name"] = company.name;
    if (!company.symbol.empty()) object["symbol"] = company.symbol;
    object["about"] = company.about;
    object["evidence"] = evidence_name(company.evidence);
    array.push_back(std::move(object));
  }
  return array;
}

std::vector<std::string> symbols_of(const std::vector<ShownCompany>& companies) {
  std::vector<std::string> symbols;
  for (const ShownCompany& company : companies) {
    if (!company.symbol.empty()) symbols.push_back(company.symbol);
  }
  return symbols;
}

Json json_query(const QuerySummary& summary) {
  Json warnings = Json::array();
  for (const Warning& warning : summary.warnings)
    warnings.push_back({{"code", code_name(warning.code)}, {"message", warning.message}});
  return {{"text", summary.text},
          {"parsed", summary.parsed},
          {"left_out", summary.left_out},
          {"since", limit(summary.since_s)},
          {"until", limit(summary.until_s)},
          {"match", summary.match == Match::kAll ? "all" : "any"},
          {"warnings", warnings}};
}

}  // namespace broadtape
