#include "searcher/output/json_writer.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "common/time/instant.h"

namespace broadtape {
namespace {

using Json = nlohmann::ordered_json;

constexpr double kScoreDigits = 10'000;  // four decimals: further ones differ between machines

Json instant(const std::optional<Instant>& when) {
  return when ? Json(format_instant(*when)) : Json(nullptr);
}

Json limit(const std::optional<std::int64_t>& when_s) {
  return when_s ? Json(format_rfc3339(*when_s)) : Json(nullptr);
}

Json pieces(const std::vector<Piece>& all) {
  Json array = Json::array();
  for (const Piece& piece : all) array.push_back({{"text", piece.text}, {"match", piece.match}});
  return array;
}

Json query(const SearchResponse& response) {
  return {{"text", response.text},
          {"parsed", response.parsed},
          {"since", limit(response.since_s)},
          {"until", limit(response.until_s)},
          {"match", response.match == Match::kAll ? "all" : "any"},
          {"warnings", response.warnings}};
}

Json result(const Hit& hit) {
  return {{"rank", hit.rank},
          {"id", hit.id},
          {"score", std::round(hit.score * kScoreDigits) / kScoreDigits},
          {"title", hit.title},
          {"url", hit.url},
          {"source", hit.source},
          {"author", hit.author},
          {"published", instant(hit.published)},
          {"tickers", hit.tickers},
          {"snippet", pieces(hit.snippet.pieces)}};
}

Json facets(const std::vector<Facet>& all) {
  Json object = Json::object();
  for (const Facet& facet : all) {
    Json values = Json::array();
    for (const FacetValue& value : facet.values) values.push_back({{"value", value.value}, {"count", value.count}});
    object[facet.name] = std::move(values);
  }
  return object;
}

Json tickers(const Article& article) {
  Json array = Json::array();
  for (const TickerMention& mention : article.tickers) {
    array.push_back({{"symbol", mention.symbol},
                     {"evidence", evidence_name(mention.evidence)},
                     {"count", mention.count},
                     {"in_title", mention.in_title},
                     {"in_lead", mention.in_lead}});
  }
  return array;
}

Json version(const Article& article) {
  return {{"id", article.id},
          {"external_id", article.external_id},
          {"url", article.url},
          {"title", article.title},
          {"source", article.source},
          {"author", article.author},
          {"language", article.language},
          {"published", instant(article.published)},
          {"published_text", article.published_text},
          {"first_seen", format_rfc3339(article.first_seen_s)},
          {"tickers", tickers(article)},
          {"labels", article.labels},
          {"body", article.body}};
}

void write(const Json& json, std::ostream& out) {
  out << json.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
}

}  // namespace

void write_json_answer(const SearchResponse& response, const TextStyle&, std::ostream& out) {
  Json results = Json::array();
  for (const Hit& hit : response.hits) results.push_back(result(hit));
  write({{"query", query(response)},
         {"total", response.total},
         {"total_is_exact", response.total_is_exact},
         {"undated_left_out", response.undated_left_out},
         {"took_us", response.took_us},
         {"results", std::move(results)},
         {"facets", facets(response.facets)}},
        out);
}

void write_json_article(const std::vector<Article>& versions, const TextStyle&, std::ostream& out) {
  Json json = version(versions.front());
  json["earlier_versions"] = Json::array();
  for (std::size_t i = 1; i < versions.size(); ++i) json["earlier_versions"].push_back(version(versions[i]));
  write(json, out);
}

}  // namespace broadtape
