// Streams hits as an answer of rows, which can be of any length.
#pragma once

#include <memory>
#include <ostream>
#include <streambuf>
#include <string>
#include <utility>
#include <vector>

#include "searcher/output/hit_rows.h"
#include "searcher/web/api.h"

namespace broadtape {

class RowStream {
 public:
  // Keeps references to `call` and `state`.
  RowStream(ApiCall& call, const ArchiveState& state, const OutputStyle& style, FieldList fields);
  ~RowStream();

  // Begins the answer. Its headers have what rows have no place for: the codes of the query's warnings, and `more`.
  void begin(const SearchAnswer& found, std::vector<std::pair<std::string, std::string>> more = {});
  void write(const Hit& hit) {
    rows_->write(hit);
    ++count_;
  }
  // Also says how many rows there were.
  void end();

 private:
  ApiCall& call_;
  const ArchiveState& state_;
  OutputStyle style_;
  FieldList fields_;
  std::unique_ptr<std::streambuf> buffer_;
  std::ostream out_;
  std::unique_ptr<HitRows> rows_;
  std::uint64_t count_ = 0;
};

}  // namespace broadtape
