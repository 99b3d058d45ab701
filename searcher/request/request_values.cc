#include "searcher/request/request_values.h"

#include <fmt/format.h>

#include <charconv>
#include <optional>

#include "common/text/nearest_name.h"
#include "searcher/search/search_request.h"

namespace broadtape {
namespace {

constexpr std::string_view kAllWord = "all";

std::optional<std::uint64_t> parse_number(const std::string& text) {
  std::uint64_t number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

const ParameterRow* RequestValues::find(std::string_view name) const {
  return front_ == Front::kApi ? find_route_parameter(name, user_) : find_verb_parameter(name, user_);
}

void RequestValues::add(const ParameterRow& row, std::string value) {
  std::vector<std::string>& values = values_[std::string(row.name)];
  if (!values.empty() && row.occurs == Occurs::kOnce)
    throw RequestError(row.name, fmt::format("{} is there twice", spelled(row)));
  check(row, value);
  values.push_back(std::move(value));
}

void RequestValues::check(const ParameterRow& row, const std::string& value) const {
  switch (row.form) {
    case ParameterForm::kText:
      return;
    case ParameterForm::kNumber:
      return check_number(row, value);
    case ParameterForm::kFlag:
      if (value != "true" && value != "false")
        throw RequestError(row.name, fmt::format("{} is true or false, not '{}'", spelled(row), value));
      return;
    case ParameterForm::kWord:
      return check_words(row, {value});
    case ParameterForm::kWords:
      if (front_ != Front::kApi) return;  // the engine rejects unknown facets, and lists the names
      return check_words(row, list_members(value));
  }
}

void RequestValues::check_number(const ParameterRow& row, const std::string& value) const {
  const bool api = front_ == Front::kApi;
  if (!api && row.takes_all && value == kAllWord) return;
  const std::uint64_t most = api ? row.api_most : row.option_most;
  const std::optional<std::uint64_t> number = parse_number(value);
  if (number && *number <= most) return;
  throw RequestError(row.name, fmt::format("{} takes a number from 0 to {}, not '{}'", spelled(row), most, value));
}

void RequestValues::check_words(const ParameterRow& row, const std::vector<std::string>& given) const {
  const std::vector<std::string_view> words = words_of(row.words);
  for (const std::string& word : given) {
    if (std::find(words.begin(), words.end(), word) != words.end()) continue;
    const std::string_view nearest = nearest_name(word, words);
    throw RequestError(row.name,
                       fmt::format("{} takes one of {}, not '{}'", spelled(row), fmt::join(words, ", "), word),
                       nearest.empty() ? "" : fmt::format("did you mean {}?", nearest));
  }
}

std::string RequestValues::text(std::string_view name, std::string_view otherwise) const {
  const auto found = values_.find(name);
  return found == values_.end() ? std::string(otherwise) : found->second.back();
}

std::vector<std::string> RequestValues::texts(std::string_view name) const {
  const auto found = values_.find(name);
  return found == values_.end() ? std::vector<std::string>{} : found->second;
}

std::vector<std::string> RequestValues::list(std::string_view name) const {
  std::vector<std::string> all;
  for (const std::string& list : texts(name)) {
    for (std::string& member : list_members(list)) all.push_back(std::move(member));
  }
  return all;
}

std::uint64_t RequestValues::number(std::string_view name, std::uint64_t otherwise) const {
  if (!has(name)) return otherwise;
  return parse_number(text(name)).value_or(kAllResults);
}

bool RequestValues::flag(std::string_view name, bool otherwise) const {
  return has(name) ? text(name) == "true" : otherwise;
}

std::string RequestValues::spelled(std::string_view name) const {
  const ParameterRow* const row = find(name);
  return row ? spelled(*row) : std::string(name);
}

std::string RequestValues::spelled(const ParameterRow& row) const {
  switch (front_) {
    case Front::kCommandLine:
      return "--" + std::string(row.option);
    case Front::kBatch:
      return fmt::format("\"{}\"", row.batch);
    case Front::kApi:
      break;
  }
  return std::string(row.name);
}

std::vector<std::string> list_members(std::string_view list) {
  std::vector<std::string> members;
  for (std::size_t begin = 0; begin <= list.size();) {
    const std::size_t end = std::min(list.find(',', begin), list.size());
    if (end > begin) members.emplace_back(list.substr(begin, end - begin));
    begin = end + 1;
  }
  return members;
}

}  // namespace broadtape
