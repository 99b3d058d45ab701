#include "searcher/output/search_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "common/text/display_width.h"
#include "common/text/utf8.h"
#include "searcher/output/diagnosis_writer.h"
#include "searcher/output/hit_rows.h"
#include "searcher/output/hit_text.h"
#include "searcher/output/json_parts.h"
#include "searcher/output/text_parts.h"

namespace broadtape {
namespace {

constexpr std::size_t kMaxValueColumns = 40;  // of a facet's value
constexpr std::size_t kBarColumns = 24;

std::vector<std::string> scores_of(const Hit& hit, const TextStyle& style) {
  return style.scores ? std::vector{fmt::format("score {:.2f}", hit.score)} : std::vector<std::string>{};
}

void write_hits(const std::vector<Hit>& hits, const TextStyle& style, std::ostream& out) {
  for (const Hit& hit : hits) {
    write_hit(hit, scores_of(hit, style), style, out);
    out << '\n';
  }
}

void write_facet(const Facet& facet, const TextStyle& style, std::ostream& out) {
  if (facet.values.empty()) return;
  std::size_t columns = 0;
  for (const FacetValue& value : facet.values) columns = std::max(columns, display_width(harmless(value.value)));
  columns = std::min(columns, kMaxValueColumns);
  out << painted(facet.name, Ink::kBold, style.colour);
  if (facet.distinct_values > facet.values.size()) {
    out << painted(fmt::format(" ({} of {})", facet.values.size(), grouped(facet.distinct_values)), Ink::kDim,
                   style.colour);
  }
  out << '\n';
  const std::uint64_t most = facet.values.front().count;
  for (const FacetValue& value : facet.values) {
    out << "  " << fitted(harmless(value.value), columns) << fmt::format(" {:>9} ", grouped(value.count))
        << painted(bar(value.count, most, kBarColumns), Ink::kDim, style.colour) << '\n';
  }
  out << '\n';
}

std::string answer_summary(const SearchResponse& response) {
  std::string text = response.total_is_exact ? "" : "at least ";
  text += plural(response.total, "article");
  if (!response.hits.empty() && response.hits.size() < response.total) {
    const std::uint64_t first = response.hits.front().rank;
    const std::string last = grouped(response.hits.back().rank);
    text +=
        first == 1 ? fmt::format(", the first {} shown", last) : fmt::format(", {} to {} shown", grouped(first), last);
  }
  if (response.query.undated_left_out > 0)
    text += fmt::format(", {} undated left out", grouped(response.query.undated_left_out));
  return text + fmt::format(" ({:.1f} ms)", static_cast<double>(response.took_us) / 1'000);
}

// A member of a JSON object.
class JsonCell final : public Cell {
 public:
  explicit JsonCell(Json& value) : value_(value) {}

  void nothing() override { value_ = nullptr; }
  void text(std::string_view text) override { value_ = text; }
  void count(std::uint64_t number) override { value_ = number; }
  void number(double number) override { value_ = number; }
  void list(const std::vector<std::string_view>& texts) override { value_ = texts; }
  void pieces(const std::vector<Piece>& pieces) override { value_ = json_pieces(pieces); }

 private:
  Json& value_;
};

Json json_hit(const Hit& hit, const FieldList& fields) {
  Json object = Json::object();
  for (const ResultField* field : fields) {
    JsonCell cell(object[std::string(field->name)]);
    field->put(hit, cell);
  }
  return object;
}

Json results(const std::vector<Hit>& hits, const FieldList& fields) {
  Json array = Json::array();
  for (const Hit& hit : hits) array.push_back(json_hit(hit, fields));
  return array;
}

void append_results(const std::vector<Hit>& hits, const FieldList& fields, std::string& out) {
  out += '[';
  for (std::size_t i = 0; i < hits.size(); ++i) {
    if (i > 0) out += ',';
    append_json(hits[i], fields, out);
  }
  out += ']';
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

std::string dumped(const Json& object) {
  return object.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// The members before the results.
Json answer_head(const SearchResponse& response) {
  return {{"query", json_query(response.query)},
          {"total", response.total},
          {"total_is_exact", response.total_is_exact},
          {"undated_left_out", response.query.undated_left_out},
          {"took_us", response.took_us}};
}

// The members behind the results.
Json tail_of(const SearchResponse& response) {
  Json tail = {{"facets", facets(response.facets)}};
  if (response.diagnosis) tail["diagnosis"] = json_diagnosis(*response.diagnosis);
  return tail;
}

}  // namespace

void write_text(const SearchResponse& response, const TextStyle& style, std::ostream& out) {
  write_hits(response.hits, style, out);
  if (!response.partial_hits.empty()) {
    write_lines({{"with some of the words only:", Ink::kDim}}, "", style, out);
    out << '\n';
    write_hits(response.partial_hits, style, out);
  }
  for (const Facet& facet : response.facets) write_facet(facet, style, out);
  write_lines({{answer_summary(response), Ink::kDim}}, "", style, out);
  if (response.diagnosis) write_diagnosis(*response.diagnosis, style, out);
}

Json json_of(const SearchResponse& response, const FieldList& fields) {
  Json object = answer_head(response);
  object["results"] = results(response.hits, fields);
  object["partial_results"] = results(response.partial_hits, fields);
  object.update(tail_of(response));
  return object;
}

std::string json_line_of(const SearchResponse& response, const FieldList& fields, const Json& more) {
  Json head = {{"format_version", kFormatVersion}};
  head.update(answer_head(response));
  Json tail = tail_of(response);
  tail.update(more);
  std::string line = dumped(head);
  line.back() = ',';  // in place of the brace
  line += "\"results\":";
  append_results(response.hits, fields, line);
  line += ",\"partial_results\":";
  append_results(response.partial_hits, fields, line);
  line += ',';
  line += dumped(tail).substr(1);
  line += '\n';
  if (!is_valid_utf8(line)) repair_utf8(line);  // an archive that other programs wrote may hold anything
  return line;
}

}  // namespace broadtape
