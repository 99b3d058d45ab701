// What was understood of the inputs of a run, for its report: streams that were read alike are summed up.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "indexer/readers/input_summary.h"

namespace broadtape {

struct InputReport {
  std::string input;          // display name of the first stream
  std::uint64_t streams = 1;  // files, members of archives
  InputSummary summary;
  std::uint64_t dated = 0;  // articles whose date could be read
};

// Streams of one INPUT argument are summed up if they have the same form and the same fields from the same columns. A
// stream of one record (a page, a mail) is summed up with all of its form.
class InputReports {
 public:
  static constexpr std::size_t kMaxReports = 1'000;

  // `argument` is the INPUT that the stream belongs to, `name` its display name. Ignores a stream without records.
  void add(const std::string& argument, const std::string& name, InputSummary&& summary, std::uint64_t dated);

  const std::vector<InputReport>& reports() const { return reports_; }
  std::uint64_t dropped() const { return dropped_; }  // streams that no report has, above kMaxReports

 private:
  std::vector<InputReport> reports_;
  std::map<std::string, std::size_t> report_of_;  // by how the streams were read
  std::uint64_t dropped_ = 0;
};

// What is missing in all articles of an input, with the columns that may have it: "no article has a date; `When` looks
// like one: --field date=When". Empty if nothing is.
std::vector<std::string> missing_fields(const InputReport& report);

}  // namespace broadtape
