// What a run is about to publish. It is written before the run moves its segments into place and removed when the old
// segments are unlinked. A later run that finds it knows which segments a killed run left behind: only those may be
// unlinked although no manifest names them.
//
// The file `publishing` in the archive's folder; docs/archive-format.md has an example.
#pragma once

#include <string>
#include <vector>

#include "common/archive/manifest.h"

namespace broadtape {

struct PublicationRecord {
  std::string before;                // checksum_of(format_manifest()) of the old manifest
  std::string after;                 // of the new one
  std::vector<std::string> added;    // segments that only the later one names
  std::vector<std::string> retired;  // segments that only the earlier one names
};

PublicationRecord record_of(const Manifest& before, const Manifest& after);

// Throws Error(kUnwritable).
void write_record(const std::string& archive, const PublicationRecord& record);
void remove_record(const std::string& archive);  // no error when there is none

// Segments that a killed run left behind and that `current` does not name, by the archive's record: the added ones when
// the run was killed before it renamed the manifest, the retired ones when it was killed later. Empty when there is no
// record, when the record is damaged, or when `current` is neither of its manifests.
// Throws Error(kUnwritable) when the record cannot be read.
std::vector<std::string> left_behind(const std::string& archive, const Manifest& current);

}  // namespace broadtape
