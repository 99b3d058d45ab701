// What a run of `tape-index add` did: counted as it goes, told at the end.
#pragma once

#include <cstdint>
#include <fstream>
#include <map>
#include <string>

#include "indexer/readers/raw_article.h"

namespace broadtape {

struct AddCounts {
  std::uint64_t read = 0;  // records: added + updated + unchanged + rejected
  std::uint64_t added = 0;
  std::uint64_t updated = 0;
  std::uint64_t unchanged = 0;
  std::uint64_t rejected = 0;
  std::uint64_t distinct = 0;        // of those added: another article has their address, identifier or headline
  std::uint64_t undated = 0;         // of those added or updated
  std::uint64_t replaced_bytes = 0;  // invalid byte sequences replaced by U+FFFD
  std::uint64_t failed_inputs = 0;
  std::uint64_t text_bytes = 0;  // of titles and bodies read
};

// Where rejected records go: a line on standard error for the first few, and all of them to a file where one is asked
// for.
class RejectLog {
 public:
  // `path` is empty for none. Throws Error(kUnwritable) when it cannot be made.
  explicit RejectLog(const std::string& path);

  void rejected(const std::string& input, const RejectedRecord& record);
  // A remark on a record that was kept: shown like a rejection, not written to the file.
  void remark(const std::string& input, const std::string& record, const std::string& what);
  // Says how many were not shown, flushes the file. Throws Error(kUnwritable) when the file could not be written.
  void close();

 private:
  void show(const char* kind, const std::string& input, const std::string& record, const std::string& what);

  std::string path_;
  std::ofstream file_;
  std::map<std::string, std::uint64_t> shown_;  // by kind
};

std::string format_counts(const AddCounts& counts, double seconds);
std::string counts_json(const AddCounts& counts, double seconds, std::uint64_t archive_bytes, bool interrupted);

}  // namespace broadtape
