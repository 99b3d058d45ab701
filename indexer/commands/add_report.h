// The messages of `tape-index add`: rejected records while it runs, counts at its end.
#pragma once

#include <cstdint>
#include <fstream>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "common/command_line/options.h"
#include "indexer/commands/progress.h"
#include "indexer/ingest/ingest_pipeline.h"

namespace broadtape {

// Reports rejected records: the first few of each kind on standard error, all of them in a file if one is named.
class RejectLog {
 public:
  // An empty `path` means no file. Throws Error(kUnwritable) when it cannot be opened.
  explicit RejectLog(const std::string& path);

  void rejected(const std::string& input, const RejectedRecord& record);
  // A record that was kept without a date: shown like a rejection, not written to the file.
  void undated(const std::string& input, const std::string& record, const std::string& what);
  // An article that counts as first seen now: likewise.
  void first_seen_unknown(const std::string& input, const std::string& record, const std::string& what);
  // What the ambiguous dates of an input were taken for: shown likewise.
  void dates_settled(const std::string& input, const std::string& what);
  // What an input has that was left out or repaired: shown only.
  void noted(const std::string& input, const std::string& note);
  // Reports how many were not shown, and closes the file. Throws Error(kUnwritable) when it could not be written.
  void close();

 private:
  void show(const char* kind, const std::string& input, const std::string& record, const std::string& what);

  std::string path_;
  std::ofstream file_;
  std::map<std::string, std::uint64_t> shown_;  // by kind
};

// Reports on standard error while inputs are read.
class AddReporter : public IngestObserver {
 public:
  // `rejects` is the file for rejected records, or empty. Throws as RejectLog.
  explicit AddReporter(const std::string& rejects) : log_(rejects) {}

  void rejected(const std::string& input, const RejectedRecord& record) override;
  void undated(const std::string& input, const std::string& record, const std::string& problem) override;
  void first_seen_unknown(const std::string& input, const std::string& record, const std::string& what) override;
  void dates_settled(const std::string& input, const std::string& what) override;
  void unreadable(const InputProblem& problem) override;
  void noted(const std::string& input, const std::string& note) override;
  void passed_by(const std::string& what) override;
  void progress(const IngestCounts& counts) override;
  bool interrupted() const override { return broadtape::interrupted(); }

  // The bytes of all inputs, if known; for the time left.
  void set_total_bytes(std::optional<std::uint64_t> bytes) { total_bytes_ = bytes; }

  ProgressLine& line() { return line_; }

  // Throws Error(kUnwritable) when the file of rejected records could not be written.
  void close();

 private:
  RejectLog log_;
  ProgressLine line_;
  std::optional<std::uint64_t> total_bytes_;
};

// The value of --report. Throws Error(kUsage) for an unknown one.
bool wants_json_report(const Options& line);

std::string format_counts(const IngestCounts& counts, double seconds);
// What was understood of the inputs: for each a line with its form, the fields and where they are from, the names that
// were not used, and what is missing. The first few inputs.
std::string format_inputs(const InputReports& inputs);
std::string format_input(const InputReport& input);
// One for each input without any date or title.
std::string format_warnings(const InputReports& inputs);

nlohmann::ordered_json inputs_json(const InputReports& inputs);
std::string report_json(const IngestPipeline& pipeline, double seconds, std::uint64_t archive_bytes, bool interrupted);

}  // namespace broadtape
