#include "searcher/output/row_writer.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "common/text/export_form.h"
#include "searcher/output/row_text.h"

namespace broadtape {
namespace {

// The title of a member of "companies", as ShownCompany::title().
std::string company_title(const Json& company) {
  for (const char* name : {"name", "symbol", "key"}) {
    if (const std::string text = company.value(name, ""); !text.empty()) return text;
  }
  return {};
}

// Snippet pieces become their text, companies their titles, ticker objects their symbols; other arrays become a list.
void append_csv_array(const Json& array, bool raw, std::string& out) {
  std::string snippet;
  std::vector<std::string> texts;
  for (const Json& member : array) {
    if (member.is_object() && member.contains("text")) {
      snippet += member["text"].get<std::string>();
    } else if (member.is_object() && member.contains("about")) {
      texts.push_back(company_title(member));
    } else if (member.is_object() && member.contains("symbol")) {
      texts.push_back(member["symbol"].get<std::string>());
    } else {
      texts.push_back(member.is_string() ? member.get<std::string>() : member.dump());
    }
  }
  if (texts.empty()) return append_csv_cell(snippet, raw, out);
  append_csv_list({texts.begin(), texts.end()}, raw, out);
}

}  // namespace

void append_csv_header(const std::vector<std::string>& columns, CsvStyle style, std::string& out) {
  if (style.bom) out += "\ufeff";
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (i > 0) out += ',';
    if (style.raw && columns[i] == kExportMark) {
      out += kUnguardedExportMark;
    } else {
      append_csv_cell(columns[i], style.raw, out);
    }
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
    if (cell->is_array()) {
      append_csv_array(*cell, csv_.raw, line);
    } else if (cell->is_string()) {
      append_csv_cell(cell->get<std::string>(), csv_.raw, line);
    } else {
      line += cell->dump();
    }
  }
  out_ << line << (line.empty() ? kCsvEmptyRow : kCsvRowEnd);
}

}  // namespace broadtape
