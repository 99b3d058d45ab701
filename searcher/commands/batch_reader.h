// Queries from a file, one a line; docs/cli.md describes the two forms.
//
// JSON Lines: an object with `id` (or `_id`) and the parameters that have a batch spelling in searcher/request, which
// override what the command line says. TSV: `id<TAB>text`, or the text alone. The first line that is not
// blank decides. Passed over are blank lines and, but in JSON Lines, comments: `#` alone or with a blank behind it, so
// that `#MeToo` is a query. A query without an id has the number of its line. A line of more than kMaxLineBytes is
// refused; memory is bounded by that, however long it is.
#pragma once

#include <cstdint>
#include <istream>
#include <set>
#include <string>

#include "searcher/search/search_request.h"

namespace broadtape {

struct BatchQuery {
  std::uint64_t line = 0;  // from 1
  std::string id;
  SearchRequest request;
  std::string refused;  // why the line cannot be read; otherwise empty
};

class BatchReader {
 public:
  static constexpr std::size_t kMaxLineBytes = 1u << 20;
  static constexpr std::size_t kMaxPassedOverBytes = 64u << 20;  // of one line; past that it is no file of queries

  // Keeps references to both. `base` is what holds for every query.
  BatchReader(std::istream& in, const SearchRequest& base) : in_(in), base_(base) {}

  // False at the end. Throws Error(kUsage) for a line that does not end within kMaxPassedOverBytes.
  bool next(BatchQuery& query);

  // Members of JSON objects that mean nothing here and were passed over.
  const std::set<std::string>& passed_over() const { return passed_over_; }

 private:
  enum class Form : std::uint8_t { kUnknown, kJsonLines, kTsv };

  bool read_line(std::string& line);
  bool next_line(std::string& line);
  void read_json(const std::string& line, BatchQuery& query);

  std::istream& in_;
  const SearchRequest& base_;
  Form form_ = Form::kUnknown;
  std::uint64_t line_ = 0;
  bool is_too_long_ = false;  // the present line, of which only the beginning was kept
  std::set<std::string> passed_over_;
};

}  // namespace broadtape
