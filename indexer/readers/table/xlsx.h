// Steps of the reader of Excel workbooks (Office Open XML, ECMA-376, part 1, chapter 18).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "indexer/input/spooled_source.h"
#include "indexer/readers/document/office_package.h"
#include "indexer/readers/table/table.h"

namespace broadtape {

// What the format of a cell makes of a number.
enum class NumberKind : std::uint8_t { kNumber, kDate, kTime };

// Of a format's number (0 for none) and code: `[$-409]d-mmm-yy`; without the code, that of the built-in format.
NumberKind number_kind(int format, std::string_view code);

// The text of a cell with a number: `2025-01-30`, `2025-01-30T09:30:00` or `09:30:00` for a day number. Integers in
// exponential notation are written with their digits. Other text is unchanged.
std::string number_text(std::string_view number, NumberKind kind, bool from_1904);

// The strings that the cells of a workbook share, in a temporary file.
class SharedStrings {
 public:
  // Throws as XmlPart, Error(kTooLarge) above kMaxSharedStrings, and as SpooledSource.
  explicit SharedStrings(ByteSource& part);
  ~SharedStrings();
  SharedStrings(SharedStrings&&) noexcept;

  // nullopt if there is no string with that number. Cuts the string at kMaxRecordBytes. Throws Error(kInput) if the
  // cells that were read have far more text than the strings, because a few bytes can name a large string again and
  // again.
  std::optional<std::string> find(std::size_t index);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

struct Workbook {
  bool from_1904 = false;          // days are counted from 1904
  std::vector<NumberKind> styles;  // by the index of a cell's style
  std::optional<SharedStrings> strings;
};

// The addresses to which the cells of a sheet lead, by the reference of the cell: `B3`.
using SheetLinks = std::unordered_map<std::string, std::string>;

// The links in the sheet at `path`, without those inside the workbook. Throws as XmlPart.
SheetLinks links_of_sheet(OfficePackage& package, const std::string& path);

// The address in a formula, `HYPERLINK("https://...","Acme rises")`; empty for any other one.
std::string address_in_formula(std::string_view formula);

// The rows of a sheet. `workbook` must outlive the result. Throws as XmlPart, its rows also as SharedStrings.
std::unique_ptr<TableRows> sheet_rows(std::unique_ptr<ByteSource> part, std::shared_ptr<const SheetLinks> links,
                                      Workbook& workbook);

// The text of an element with rich text, such as <si> and <is>, which `xml` has just opened, up to its end.
std::string rich_text(XmlPart& xml);

}  // namespace broadtape
