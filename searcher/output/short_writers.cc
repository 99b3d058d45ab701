// Writers of short answers: counts, suggestions and errors.
#include <algorithm>
#include <cassert>
#include <iterator>
#include <nlohmann/json.hpp>

#include "searcher/output/answer_writers.h"
#include "searcher/output/json_parts.h"
#include "searcher/output/text_parts.h"

namespace broadtape {
namespace {

Json values_of(const std::vector<CompletedValue>& values) {
  Json array = Json::array();
  for (const CompletedValue& value : values) {
    Json member = {{"value", value.value}, {"count", value.articles}};
    if (!value.description.empty()) member["name"] = value.description;
    array.push_back(std::move(member));
  }
  return array;
}

struct ErrorKindRow {
  ErrorKind kind;
  std::string_view name;
};
constexpr ErrorKindRow kErrorKinds[] = {
    {ErrorKind::kUsage, "usage"},           {ErrorKind::kQuery, "query"},
    {ErrorKind::kInput, "input"},           {ErrorKind::kNetwork, "network"},
    {ErrorKind::kTooLarge, "too_large"},    {ErrorKind::kNoArchive, "no_archive"},
    {ErrorKind::kCorrupt, "corrupt"},       {ErrorKind::kWrongDictionary, "wrong_dictionary"},
    {ErrorKind::kTooNew, "too_new"},        {ErrorKind::kLocked, "locked"},
    {ErrorKind::kUnwritable, "unwritable"}, {ErrorKind::kTooOld, "too_old"},
};

}  // namespace

// Without thousands separators and with unmodified queries, because scripts also read this output.
void write_text(const MatchCounts& counts, const TextStyle&, std::ostream& out) {
  if (counts.counts.size() == 1) {
    out << counts.counts.front().results << '\n';
    return;
  }
  std::size_t columns = 0;
  for (const MatchCount& count : counts.counts) columns = std::max(columns, std::to_string(count.results).size());
  for (const MatchCount& count : counts.counts)
    out << right_aligned(std::to_string(count.results), columns) << "  " << harmless(count.query.text) << '\n';
}

Json json_of(const MatchCounts& counts) {
  Json array = Json::array();
  for (const MatchCount& count : counts.counts) {
    array.push_back({{"query", json_query(count.query)},
                     {"total", count.total},
                     {"undated_left_out", count.query.undated_left_out}});
    if (count.stories) array.back()["stories"] = *count.stories;
    if (counts.collapse != Collapse::kNone) array.back()["results_total"] = count.results;
  }
  return {{"counts", std::move(array)}, {"took_us", counts.took_us}};
}

std::vector<std::string> columns_of(const MatchCounts&) {
  return {"query", "count", "undated_left_out", "stories"};
}

void write_rows(const MatchCounts& counts, RowWriter& rows) {
  for (const MatchCount& count : counts.counts) {
    rows.write({{"query", count.query.text},
                {"count", count.total},
                {"undated_left_out", count.query.undated_left_out},
                {"stories", count.stories ? Json(*count.stories) : Json(nullptr)}});
  }
}

Json json_of(const SuggestAnswer& answer) {
  return {{"prefix", answer.prefix},
          {"tickers", values_of(answer.tickers)},
          {"sources", values_of(answer.sources)},
          {"words", values_of(answer.words)},
          {"took_us", answer.took_us}};
}

Json json_of(const Error& error) {
  const auto row = std::find_if(std::begin(kErrorKinds), std::end(kErrorKinds),
                                [&](const ErrorKindRow& kind) { return kind.kind == error.kind(); });
  assert(row != std::end(kErrorKinds));
  return {{"format_version", kFormatVersion},
          {"error", {{"kind", row->name}, {"message", error.what()}, {"hint", error.hint()}}}};
}

}  // namespace broadtape
