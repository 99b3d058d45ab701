#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <utility>

#include "common/error/error.h"
#include "common/text/ascii.h"
#include "common/text/utf8.h"
#include "indexer/input/limits.h"
#include "indexer/readers/forms.h"
#include "indexer/readers/table/xlsx.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

std::optional<std::uint64_t> whole_number(std::string_view text) {
  std::uint64_t number = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
  if (parsed.ec != std::errc{} || parsed.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

// The column of a reference, from 0: `AB12` is 27.
std::optional<std::size_t> column_of(std::string_view reference) {
  std::size_t column = 0;
  for (const char c : reference) {
    if (!is_ascii_upper(c)) break;
    column = column * 26 + static_cast<std::size_t>(c - 'A') + 1;
    if (column > kMaxCsvCells) return std::nullopt;
  }
  return column == 0 ? std::nullopt : std::optional(column - 1);
}

// `_x000D_` as the character that it stands for.
std::string unescaped_cell(std::string text) {
  constexpr std::size_t kEscapeBytes = 7;
  std::string result;
  std::size_t copied = 0;
  for (std::size_t at = text.find("_x"); at != std::string::npos; at = text.find("_x", at)) {
    unsigned code = 0;
    const char* const digits = text.data() + at + 2;
    const bool whole = at + kEscapeBytes <= text.size() && text[at + kEscapeBytes - 1] == '_';
    if (!whole || std::from_chars(digits, digits + 4, code, 16).ptr != digits + 4) {
      ++at;
      continue;
    }
    result.append(text, copied, at - copied);
    append_utf8(result, code >= 0xD800 && code < 0xE000 ? U'\uFFFD' : static_cast<char32_t>(code));
    at += kEscapeBytes;
    copied = at;
  }
  if (copied == 0) return text;
  return result.append(text, copied);
}

class SheetRows final : public TableRows {
 public:
  SheetRows(std::unique_ptr<ByteSource> part, std::shared_ptr<const SheetLinks> links, Workbook& workbook)
      : part_(std::move(part)), xml_(*part_), links_(std::move(links)), workbook_(workbook) {}

  bool next(TableRow& row) override {
    for (XmlEvent event = xml_.next(); event != XmlEvent::kEnd; event = xml_.next()) {
      if (event == XmlEvent::kClose && xml_.name() == "sheetData") return false;
      if (event != XmlEvent::kOpen || xml_.name() != "row") continue;
      number_ = whole_number(xml_.attribute("r")).value_or(number_ + 1);
      row = {{}, number_, {}};
      take_row(row);
      if (!row.fault.empty()) return true;
      if (std::any_of(row.cells.begin(), row.cells.end(), [](const auto& cell) { return !cell.empty(); })) return true;
    }
    return false;
  }

 private:
  void take_row(TableRow& row) {
    std::size_t column = 0, bytes = 0, linked_bytes = 0;
    for (XmlEvent event = xml_.next(); event != XmlEvent::kEnd; event = xml_.next()) {
      if (event == XmlEvent::kClose && xml_.name() == "row") return;
      if (event != XmlEvent::kOpen || xml_.name() != "c") continue;
      const std::string reference = xml_.attribute("r");
      column = column_of(reference).value_or(column);
      std::string cell = take_cell();
      bytes += cell.size();
      if (const std::string* const link = link_of(reference); link && cell.size() > linked_bytes) {
        row.link = *link;
        linked_bytes = cell.size();
      }
      if (column >= kMaxCsvCells) row.fault = fmt::format("has more than {} cells", kMaxCsvCells);
      if (bytes > kMaxRecordBytes) row.fault = fmt::format("is larger than {} bytes", kMaxRecordBytes);
      if (!row.fault.empty()) {
        row.cells.clear();
        continue;
      }
      if (row.cells.size() <= column) row.cells.resize(column + 1);
      row.cells[column++] = std::move(cell);
    }
  }

  // The address to which the cell that was read leads; null without one.
  const std::string* link_of(const std::string& reference) const {
    if (!formula_link_.empty()) return &formula_link_;
    if (links_->empty()) return nullptr;
    const auto link = links_->find(reference);
    return link == links_->end() ? nullptr : &link->second;
  }

  std::string take_cell() {
    const std::string type = xml_.attribute("t");
    const std::size_t style = whole_number(xml_.attribute("s")).value_or(0);
    std::string value, formula;
    xml_.each_inside([&](XmlEvent event) {
      if (event != XmlEvent::kOpen) return false;
      if (xml_.name() == "v")
        xml_.append_text(value);
      else if (xml_.name() == "f")
        xml_.append_text(formula);
      else if (xml_.name() == "is")
        value += rich_text(xml_);
      else
        xml_.skip();
      return true;
    });
    formula_link_ = address_in_formula(formula);
    if (type == "s") return shared(value);
    if (type == "e") return {};
    if (type == "str" || type == "inlineStr") return unescaped_cell(std::move(value));
    if (!type.empty() && type != "n") return value;
    const NumberKind kind = style < workbook_.styles.size() ? workbook_.styles[style] : NumberKind::kNumber;
    return number_text(trimmed(value), kind, workbook_.from_1904);
  }

  std::string shared(const std::string& value) {
    const std::optional<std::uint64_t> index = whole_number(trimmed(value));
    std::optional<std::string> text;
    if (index && workbook_.strings) text = workbook_.strings->find(*index);
    if (!text)
      throw Error(ErrorKind::kInput,
                  fmt::format("damaged workbook: there is no shared string {}", value.substr(0, 20)));
    return unescaped_cell(std::move(*text));
  }

  std::unique_ptr<ByteSource> part_;
  XmlPart xml_;
  std::shared_ptr<const SheetLinks> links_;
  Workbook& workbook_;
  std::string formula_link_;  // of the cell that was read
  std::uint64_t number_ = 0;
};

std::vector<NumberKind> read_styles(ByteSource& part) {
  constexpr std::size_t kMaxStyles = 100'000;
  XmlPart xml(part);
  std::map<int, std::string> codes;
  std::vector<NumberKind> styles;
  bool in_cells = false;
  for (XmlEvent event = xml.next(); event != XmlEvent::kEnd; event = xml.next()) {
    if (xml.name() == "cellXfs") in_cells = event == XmlEvent::kOpen;
    if (event != XmlEvent::kOpen) continue;
    const auto number = [&](const char* name) {
      return static_cast<int>(whole_number(xml.attribute(name)).value_or(0));
    };
    if (xml.name() == "numFmt" && codes.size() < kMaxStyles) codes[number("numFmtId")] = xml.attribute("formatCode");
    if (xml.name() != "xf" || !in_cells || styles.size() == kMaxStyles) continue;
    const int format = number("numFmtId");
    const auto code = codes.find(format);
    styles.push_back(number_kind(format, code == codes.end() ? std::string_view() : code->second));
  }
  return styles;
}

struct SheetEntry {
  std::string name;
  std::string relation;
};

std::vector<SheetEntry> read_workbook(ByteSource& part, Workbook& workbook) {
  constexpr std::size_t kMaxSheets = 1'000;
  XmlPart xml(part);
  std::vector<SheetEntry> sheets;
  for (XmlEvent event = xml.next(); event != XmlEvent::kEnd; event = xml.next()) {
    if (event != XmlEvent::kOpen) continue;
    if (xml.name() == "workbookPr") {
      const std::string from_1904 = xml.attribute("date1904");
      workbook.from_1904 = from_1904 == "1" || from_1904 == "true";
    }
    if (xml.name() == "sheet" && sheets.size() < kMaxSheets)
      sheets.push_back({xml.attribute("name"), xml.attribute("id")});
  }
  return sheets;
}

}  // namespace

std::unique_ptr<TableRows> sheet_rows(std::unique_ptr<ByteSource> part, std::shared_ptr<const SheetLinks> links,
                                      Workbook& workbook) {
  return std::make_unique<SheetRows>(std::move(part), std::move(links), workbook);
}

void read_xlsx(ByteSource& source, const FieldNames& names, RecordOutput& output) {
  OfficePackage package(source);
  const std::string main = package.main_part();
  if (main.ends_with(".bin"))
    throw Error(ErrorKind::kInput, "is a binary workbook (.xlsb), which is not supported", "save it as .xlsx or CSV");
  Workbook workbook;
  const std::vector<SheetEntry> sheets = read_workbook(*package.open(main), workbook);
  std::map<std::string, std::string> paths;  // by the name of the relation
  for (const OfficeRelation& relation : package.relations_of(main)) {
    if (relation.is("worksheet")) paths[relation.id] = relation.target;
    if (relation.is("styles") && workbook.styles.empty()) workbook.styles = read_styles(*package.open(relation.target));
    if (relation.is("sharedStrings") && !workbook.strings) workbook.strings.emplace(*package.open(relation.target));
  }
  std::vector<Table> tables;
  for (const SheetEntry& sheet : sheets) {
    const auto path = paths.find(sheet.relation);
    if (path == paths.end()) continue;  // a chart
    tables.push_back(
        {sheet.name, {}, [&package, &workbook, part = path->second, links = std::shared_ptr<SheetLinks>()]() mutable {
           if (!links) links = std::make_shared<SheetLinks>(links_of_sheet(package, part));
           return sheet_rows(package.open(part), links, workbook);
         }});
  }
  if (tables.empty()) throw Error(ErrorKind::kInput, "has no sheets");
  read_tables(tables, "sheet", names, output);
}

}  // namespace broadtape
