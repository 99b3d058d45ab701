#include "searcher/web/parameters.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "common/command_line/tables.h"
#include "common/text/nearest_name.h"
#include "searcher/web/url.h"

namespace broadtape {
namespace {

[[noreturn]] void refuse(const std::string& parameter, std::string detail, std::string hint = {}) {
  throw Refusal{{ProblemType::kParameter, std::move(detail), std::move(hint), parameter}};
}

std::uint64_t number_in(const ParameterRow& row, const std::string& text) {
  std::uint64_t value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure != std::errc() || end != text.data() + text.size() || value > row.most)
    refuse(std::string(row.name), fmt::format("{} takes a number from 0 to {}, not '{}'", row.name, row.most, text));
  return value;
}

void check_words(const ParameterRow& row, const std::vector<std::string>& given) {
  const std::vector<std::string_view> words = words_of(row.words);
  for (const std::string& word : given) {
    if (std::find(words.begin(), words.end(), word) != words.end()) continue;
    const std::string_view nearest = nearest_name(word, words);
    refuse(std::string(row.name), fmt::format("{} takes {}, not '{}'", row.name, fmt::join(words, ", "), word),
           nearest.empty() ? "" : fmt::format("did you mean {}?", nearest));
  }
}

void check(const ParameterRow& row, const std::string& value) {
  switch (row.form) {
    case ParameterForm::kText:
      return;
    case ParameterForm::kNumber:
      number_in(row, value);
      return;
    case ParameterForm::kFlag:
      if (value != "true" && value != "false")
        refuse(std::string(row.name), fmt::format("{} is true or false, not '{}'", row.name, value));
      return;
    case ParameterForm::kWord:
      return check_words(row, {value});
    case ParameterForm::kWords:
      return check_words(row, list_members(value));
  }
}

}  // namespace

Parameters::Parameters(std::string_view target, const ApiRoute& route) {
  for (auto& [name, value] : query_pairs(target)) {
    const ParameterRow& row = row_of(name, route);
    std::vector<std::string>& values = values_[name];
    const bool several = row.repeatable || (name == "q" && (route.bit & (kCountRoute | kTimelineRoute)));
    if (!values.empty() && !several) refuse(name, name + " is there twice");
    check(row, value);
    values.push_back(std::move(value));
  }
}

const ParameterRow& Parameters::row_of(const std::string& name, const ApiRoute& route) const {
  std::vector<std::string_view> names;
  for (const ParameterRow& row : kParameters) {
    if (!(row.routes & route.bit)) continue;
    if (row.name == name) return row;
    names.push_back(row.name);
  }
  const std::string_view nearest = nearest_name(name, names);
  refuse(name, fmt::format("{} has no parameter '{}'", route.path, name),
         (nearest.empty() ? "" : fmt::format("did you mean {}? ", nearest)) +
             (names.empty() ? "it takes none" : fmt::format("it takes {}", fmt::join(names, ", "))));
}

std::string Parameters::text(std::string_view name, std::string_view otherwise) const {
  const auto found = values_.find(name);
  return found == values_.end() ? std::string(otherwise) : found->second.back();
}

std::vector<std::string> Parameters::texts(std::string_view name) const {
  const auto found = values_.find(name);
  return found == values_.end() ? std::vector<std::string>{} : found->second;
}

std::vector<std::string> Parameters::list(std::string_view name) const {
  return split_lists(texts(name));
}

std::uint64_t Parameters::number(std::string_view name, std::uint64_t otherwise) const {
  return has(name) ? std::stoull(text(name)) : otherwise;
}

bool Parameters::flag(std::string_view name) const {
  return text(name) == "true";
}

std::string Parameters::canonical(std::initializer_list<std::string_view> without) const {
  std::string text;
  for (const auto& [name, values] : values_) {
    if (std::find(without.begin(), without.end(), name) != without.end()) continue;
    for (const std::string& value : values) text += encode_url(name) + "=" + encode_url(value) + "&";
  }
  return text;
}

}  // namespace broadtape
