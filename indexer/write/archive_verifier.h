// Checks an archive for damage: every file by its checksum, every table by Xapian, every frame by its checksum, the
// terms of every document against its stored text, and the index and the columns against the terms of all documents.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace broadtape {

struct VerifyFinding {
  std::string segment;     // "segments/000042"
  std::uint32_t document;  // within the segment; 0 when the finding is about the whole of it
  std::string what;        // "the stored record is damaged: ..."
  bool heals = false;      // every article is there and found, and `tape-index compact` corrects it
};

struct VerifyReport {
  std::uint64_t segments = 0;
  std::uint64_t documents = 0;        // whose frames and terms were checked
  std::uint64_t without_columns = 0;  // segments that the next run gives a file of columns
  std::uint64_t unchecked = 0;        // segments without checksums whose tables Xapian cannot check without writing
  std::vector<VerifyFinding> findings;
  std::vector<std::string> damaged_searches;  // why saved searches or alerts cannot be read; articles are sound
  std::vector<std::string> unlisted;  // "segments/000042", "unlisted/000007": segments that the manifest does not name
};

// `quick` leaves out the documents, and Xapian's check of tables whose checksums are right. Only reads; safe while
// another process writes. `progress` is called by one thread at a time with the documents checked so far. Throws
// Error(kNoArchive), Error(kCorrupt) when the manifest is damaged, Error(kUnwritable) when a file cannot be read.
VerifyReport verify_archive(const std::string& archive, bool quick,
                            const std::function<void(std::uint64_t documents)>& progress = {});

}  // namespace broadtape
