// Parses CSV with an independent parser (libcsv, strict).
#pragma once

#include <csv.h>

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace broadtape {

// Rows of cells. Throws std::runtime_error for invalid CSV.
inline std::vector<std::vector<std::string>> csv_cells(std::string_view text) {
  struct State {
    std::vector<std::vector<std::string>> rows;
    std::vector<std::string> row;
  } state;
  csv_parser parser{};
  csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI);
  const auto cell = [](void* bytes, std::size_t size, void* data) {
    static_cast<State*>(data)->row.emplace_back(static_cast<const char*>(bytes), size);
  };
  const auto row_end = [](int, void* data) {
    State& read = *static_cast<State*>(data);
    read.rows.push_back(std::move(read.row));
    read.row.clear();
  };
  const bool whole = csv_parse(&parser, text.data(), text.size(), cell, row_end, &state) == text.size() &&
                     csv_fini(&parser, cell, row_end, &state) == 0;
  csv_free(&parser);
  if (!whole) throw std::runtime_error("this is no CSV");
  return state.rows;
}

}  // namespace broadtape
