#include "searcher/output/row_writer.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "searcher/output/row_text.h"

namespace broadtape {
namespace {

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

void append_csv_header(const std::vector<std::string>& columns, CsvStyle style, std::string& out) {
  if (style.bom) out += "\ufeff";
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (i > 0) out += ',';
    append_csv_cell(columns[i], style.raw, out);
  }
  out += kCsvRowEnd;
}

RowWriter::RowWriter(RowForm form, std::vector<std::string> columns, CsvStyle csv, std::ostream& out)
    : form_(form), columns_(std::move(columns)), csv_(csv), out_(out) {
  if (form_ != RowForm::kCsv) return;
  std::string header;
  append_csv_header(columns_, csv_, header);
  out_ << header;
}

void RowWriter::write(const Json& row) {
  if (form_ == RowForm::kCsv) {
    write_csv(row);
  } else {
    out_ << row.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
  }
}

void RowWriter::write_csv(const Json& row) {
  std::string line;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (i > 0) line += ',';
    const auto cell = row.find(columns_[i]);
    if (cell == row.end() || cell->is_null()) continue;
    if (cell->is_string() || cell->is_array()) {
      append_csv_cell(cell->is_array() ? joined(*cell) : cell->get<std::string>(), csv_.raw, line);
    } else {
      line += cell->dump();
    }
  }
  out_ << line << (line.empty() ? kCsvEmptyRow : kCsvRowEnd);
}

}  // namespace broadtape
