#include "searcher/output/suggestions_writer.h"

#include <nlohmann/json.hpp>

namespace broadtape {
namespace {

Json values_of(const std::vector<CompletedValue>& values) {
  Json array = Json::array();
  for (const CompletedValue& value : values) {
    Json member = {{"value", value.value}, {"articles", value.articles}};
    if (!value.description.empty()) member["name"] = value.description;
    array.push_back(std::move(member));
  }
  return array;
}

}  // namespace

Json json_of(const SuggestAnswer& answer) {
  return {{"prefix", answer.prefix},
          {"tickers", values_of(answer.tickers)},
          {"sources", values_of(answer.sources)},
          {"words", values_of(answer.words)},
          {"took_us", answer.took_us}};
}

}  // namespace broadtape
