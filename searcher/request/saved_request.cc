#include "searcher/request/saved_request.h"

#include <algorithm>

#include "searcher/request/read_request.h"
#include "searcher/views/match_count.h"

namespace broadtape {
namespace {

constexpr std::uint32_t kSavedSearchVerbs = kSaveVerb | kNewVerb | kSavedVerb;

const ParameterRow& row_of(const std::string& name, const std::string& option) {
  const std::vector<ParameterRow>& rows = request_parameters();
  const auto row = std::find_if(rows.begin(), rows.end(), [&](const ParameterRow& known) {
    return known.option == option && (known.verbs & kSaveVerb) != 0;
  });
  if (row != rows.end()) return *row;
  throw Error(ErrorKind::kTooNew, "the saved search " + name + " has the option --" + option +
                                      ", which this version of tape-search does not have");
}

}  // namespace

RequestValues saved_values(const std::string& name, const SavedSearch& search, const RequestValues& own) {
  RequestValues values(Front::kCommandLine, kSavedSearchVerbs);
  if (!search.query.empty()) values.add(*values.find("q"), search.query);
  for (const auto& [option, texts] : search.options) {
    const ParameterRow& row = row_of(name, option);
    if (own.has(row.name)) continue;
    if (row.form == ParameterForm::kFlag) values.add(row, "true");
    for (const std::string& text : texts) values.add(row, text);
  }
  for (const auto& [parameter, texts] : own.all()) {
    const ParameterRow* const row = values.find(parameter);
    if (!row) continue;
    for (const std::string& text : texts) values.add(*row, text);
  }
  return values;
}

NewsRequest news_request(const RequestValues& values, const SavedSearch& search, const QueryRequest& base) {
  NewsRequest request;
  request.search.query = base;
  request.search.limit = kAllResults;
  request.search.sort = Sort::kArrival;
  read_request(values, request.search);
  request.mark = search.mark;
  return request;
}

bool is_unusable_search(const Error& error) {
  return error.kind() == ErrorKind::kQuery || error.kind() == ErrorKind::kUsage || error.kind() == ErrorKind::kTooNew;
}

std::optional<std::uint64_t> count_news(const Archive& archive, Analyser& analyser, const std::string& name,
                                        const SavedSearch& search, const RequestValues& own, const QueryRequest& base,
                                        const std::function<void(const std::string&)>& say) {
  try {
    const NewsRequest request = news_request(saved_values(name, search, own), search, base);
    return count_matches(archive, analyser, {.queries = {search_for_news(request).query}}).counts.front().total;
  } catch (const Error& error) {
    if (!is_unusable_search(error)) throw;
    say(name + ": " + error.what());
    return std::nullopt;
  }
}

}  // namespace broadtape
