#include "searcher/request/parameters.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "searcher/request/parameter_rows.h"

namespace broadtape {
namespace {

std::string joined(std::string_view help, std::string_view note) {
  return note.empty() ? std::string(help) : std::string(help) + "; " + std::string(note);
}

std::vector<ParameterRow> all_rows() {
  std::vector<ParameterRow> all;
  for (std::vector<ParameterRow>& rows : std::array{query_rows(), result_rows(), view_rows(), detail_rows()}) {
    for (ParameterRow& row : rows) all.push_back(std::move(row));
  }
  for (ParameterRow& row : all) {
    row.option_help = joined(row.help, row.option_note);
    if (row.form == ParameterForm::kWords) row.option_help += fmt::format(": {}", fmt::join(words_of(row.words), ", "));
    row.api_help = joined(row.help, row.api_note);
    if (row.page_most > 0) row.api_help += fmt::format("; at most {} in json and feeds", row.page_most);
    row.api_help.front() = static_cast<char>(row.api_help.front() - 'a' + 'A');
    if (row.form == ParameterForm::kWord) row.completes = Completes::kWord;
  }
  return all;
}

bool is_called(const ParameterRow& row, std::string_view name) {
  return row.name == name || (!row.alias.empty() && row.alias == name);
}

template <class Condition>
const ParameterRow* find_row(const Condition& condition) {
  const std::vector<ParameterRow>& rows = request_parameters();
  const auto row = std::find_if(rows.begin(), rows.end(), condition);
  return row == rows.end() ? nullptr : &*row;
}

}  // namespace

const std::vector<ParameterRow>& request_parameters() {
  static const std::vector<ParameterRow> rows = all_rows();
  return rows;
}

const ParameterRow* find_verb_parameter(std::string_view name, std::uint32_t verb_bits) {
  return find_row([&](const ParameterRow& row) { return row.name == name && (row.verbs & verb_bits) != 0; });
}

const ParameterRow* find_route_parameter(std::string_view name, std::uint32_t route_bit) {
  return find_row([&](const ParameterRow& row) { return is_called(row, name) && (row.routes & route_bit) != 0; });
}

OptionRow option_row(const ParameterRow& row) {
  return {row.option,      row.value_name, row.verbs,     row.occurs != Occurs::kOnce,
          row.option_help, row.letter,     row.completes, row.words};
}

}  // namespace broadtape
