// Checks that an archive is what was written: every table by Xapian, every frame by its checksum, and the terms of
// every document against its stored text.
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
};

struct VerifyReport {
  std::uint64_t segments = 0;
  std::uint64_t documents = 0;  // whose frames and terms were checked
  std::uint64_t unchecked = 0;  // segments whose tables Xapian could not check, since it opens them for writing
  std::vector<VerifyFinding> findings;
};

// `quick` leaves out the documents. Reads only; safe beside a writer. `progress` is called now and then, by one thread
// at a time, with the documents checked so far. Throws Error(kNoArchive), Error(kCorrupt) when the manifest cannot be
// read.
VerifyReport verify_archive(const std::string& archive, bool quick,
                            const std::function<void(std::uint64_t documents)>& progress = {});

}  // namespace broadtape
