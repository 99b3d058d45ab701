#include "searcher/output/json_parts.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "common/companies/company_directory.h"

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

std::string company_name(const TickerMention& mention, const Article& article) {
  const CompanyDirectory& directory = CompanyDirectory::builtin();
  if (const Company* company = mention.company.empty() ? nullptr : directory.find(mention.company))
    return std::string(company->name);
  if (!mention.name.empty()) return mention.name;
  std::optional<Day> day;
  if (article.published) day = day_of(article.published->utc_s);
  return std::string(directory.name_of(mention.symbol, day));
}

void add_company_name(const std::string& symbol, Json& object) {
  if (const std::string_view name = CompanyDirectory::builtin().name_of(symbol); !name.empty()) object["name"] = name;
}

Json json_query(const QuerySummary& summary) {
  return {{"text", summary.text},
          {"parsed", summary.parsed},
          {"since", limit(summary.since_s)},
          {"until", limit(summary.until_s)},
          {"match", summary.match == Match::kAll ? "all" : "any"},
          {"warnings", summary.warnings}};
}

}  // namespace broadtape
