// What a run is about to publish, written before it moves its segments into their places and removed when the old ones
// are unlinked. A later run that finds it knows which segments a run that died left behind: only those may be unlinked
// because no manifest names them.
//
// The file `publishing` in the archive's folder; docs/archive-format.md has an example.
#pragma once

#include <string>
#include <vector>

#include "common/archive/manifest.h"

namespace broadtape {

struct PublicationRecord {
  std::string before;                // checksum_of(format_manifest()) of the manifest that it replaces
  std::string after;                 // ... and of the one that it puts there
  std::vector<std::string> added;    // segments that only the later one names
  std::vector<std::string> retired;  // segments that only the earlier one names
};

PublicationRecord record_of(const Manifest& before, const Manifest& after);

// Throws Error(kUnwritable).
void write_record(const std::string& archive, const PublicationRecord& record);
void remove_record(const std::string& archive);  // no error when there is none

// Segments that the run of the archive's record left behind and that `current` does not name: its own when it died
// before the manifest's rename, the retired ones when it died after it. Empty when there is no record, when it is
// damaged, or when `current` is neither of its two manifests.
// Throws Error(kUnwritable) when there is a record that cannot be read.
std::vector<std::string> left_behind(const std::string& archive, const Manifest& current);

}  // namespace broadtape
