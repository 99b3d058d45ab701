#include "searcher/output/row_writer.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

namespace broadtape {
namespace {

constexpr std::string_view kFormulaBegins[] = {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"};

std::string joined(const Json& array) {
  std::string text;
  for (const Json& member : array) {
    const bool piece = member.is_object() && member.contains("text");
    if (!piece && !text.empty()) text += ';';
    if (piece) {
      text += member["text"].get<std::string>();
    } else {
      text += member.is_string() ? member.get<std::string>() : member.dump();
    }
  }
  return text;
}

}  // namespace

std::string csv_cell(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string cell = "\"";
  for (const char c : text) {
    if (c == '"') cell += '"';
    cell += c;
  }
  return cell + "\"";
}

std::string without_formula(std::string_view text) {
  const bool formula = std::any_of(std::begin(kFormulaBegins), std::end(kFormulaBegins),
                                   [&](std::string_view begin) { return text.starts_with(begin); });
  return (formula ? "'" : "") + std::string(text);
}

RowWriter::RowWriter(RowForm form, std::vector<std::string> columns, bool raw, std::ostream& out)
    : form_(form), columns_(std::move(columns)), raw_(raw), out_(out) {
  if (form_ != RowForm::kCsv) return;
  for (std::size_t i = 0; i < columns_.size(); ++i) out_ << (i > 0 ? "," : "") << csv_cell(columns_[i]);
  out_ << "\r\n";
}

void RowWriter::write(const Json& row) {
  if (form_ == RowForm::kCsv) {
    write_csv(row);
  } else {
    out_ << row.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
  }
}

void RowWriter::write_csv(const Json& row) {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (i > 0) out_ << ',';
    const auto cell = row.find(columns_[i]);
    if (cell == row.end() || cell->is_null()) continue;
    if (cell->is_string() || cell->is_array()) {
      const std::string text = cell->is_array() ? joined(*cell) : cell->get<std::string>();
      out_ << csv_cell(raw_ ? text : without_formula(text));
    } else {
      out_ << cell->dump();
    }
  }
  out_ << "\r\n";
}

}  // namespace broadtape
