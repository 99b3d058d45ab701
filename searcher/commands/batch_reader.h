// Reads queries from a file, one per line; docs/cli.md describes the two forms.
//
// JSON Lines: an object with `id` (or `_id`) and the parameters that have a batch name in searcher/request, which
// override the command line. TSV: `id<TAB>text`, or only the text. The first line that is neither blank nor a comment
// determines the form. Blank lines are skipped, and also, except in JSON Lines, comments: `#` alone or followed by a
// blank, so that `#MeToo` is a query. A query without id gets its line number as id. A line longer than kMaxLineBytes
// is rejected; its length does not affect memory use.
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
  std::string refused;  // why the line is invalid; otherwise empty
};

class BatchReader {
 public:
  static constexpr std::size_t kMaxLineBytes = 1u << 20;
  // Of one line; a longer line means that the file is not a query file.
  static constexpr std::size_t kMaxPassedOverBytes = 64u << 20;

  // Keeps references to `in` and `base`. `base` has the values common to all queries.
  BatchReader(std::istream& in, const SearchRequest& base) : in_(in), base_(base) {}

  // False at the end. Throws Error(kUsage) for a line that does not end within kMaxPassedOverBytes.
  bool next(BatchQuery& query);

  // The unknown members of JSON objects, which were ignored.
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
  bool is_too_long_ = false;  // only the beginning of the current line was kept
  std::set<std::string> passed_over_;
};

}  // namespace broadtape
