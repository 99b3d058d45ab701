// The messages of `tape-index add`: rejected records while it runs, counts at its end.
#pragma once

#include <cstdint>
#include <fstream>
#include <map>
#include <string>

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

std::string format_counts(const IngestCounts& counts, double seconds);
std::string counts_json(const IngestCounts& counts, double seconds, std::uint64_t archive_bytes, bool interrupted);

}  // namespace broadtape
