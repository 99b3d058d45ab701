// The output formats of answers. Each view has a file in this folder with four functions on its plain answer struct:
//
//   void write_text(const A&, const TextStyle&, std::ostream&)   for people
//   Json json_of(const A&)                                       one object; docs/schema has its schema
//   std::vector<std::string> columns_of(const A&)                the members of its rows
//   void write_rows(const A&, RowWriter&)                        the rows: jsonl and csv
//
// write_answer() selects one of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <ostream>
#include <string_view>
#include <vector>

#include "common/time/time_zone.h"
#include "searcher/output/row_writer.h"

namespace broadtape {

enum class Format : std::uint8_t { kText, kJson, kJsonl, kCsv };

struct FormatRow {
  Format format;
  std::string_view name;
  std::string_view help;
};
extern const std::vector<FormatRow> kFormats;

// Throws Error(kUsage) for an unknown name.
Format find_format(std::string_view name);

// Incremented when a member of the machine-readable formats is removed or changes its meaning, not when one is added.
inline constexpr int kFormatVersion = 1;

// The style of text output.
struct TextStyle {
  std::size_t width = 80;  // columns
  bool colour = false;
  bool scores = false;
  bool hyperlinks = false;  // titles link to their pages
  TimeZone zone = {};       // of times
};

enum class JsonLayout : std::uint8_t { kIndented, kOneLine };

struct OutputStyle {
  Format format = Format::kText;
  TextStyle text;
  CsvStyle csv;
  JsonLayout json = JsonLayout::kIndented;
};

// Writes `object` with the member "format_version" before its own. Invalid UTF-8 is replaced.
void write_json(Json object, std::ostream& out, JsonLayout layout = JsonLayout::kIndented);

template <class Answer>
void write_answer(const Answer& answer, const OutputStyle& style, std::ostream& out) {
  if (style.format == Format::kText) {
    write_text(answer, style.text, out);
  } else if (style.format == Format::kJson) {
    write_json(json_of(answer), out, style.json);
  } else {
    RowWriter rows(style.format == Format::kCsv ? RowForm::kCsv : RowForm::kJsonl, columns_of(answer), style.csv, out);
    write_rows(answer, rows);
  }
}

}  // namespace broadtape
