// Checksums of the manifest and of every file of a segment.
//
// The folder of a segment contains a text file `checksums`, written at publication: one line per file, `<XXH3-64 as 16
// hexadecimal digits> <bytes> <name>`, sorted by name, and a last line for these lines. Segments from releases without
// checksums lack the file. docs/archive-format.md has an example. The file of columns has checksums of its own, and is
// not listed: it may be added to a published segment.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace broadtape {

inline constexpr const char* kChecksumsName = "checksums";

// XXH3-64 as 16 hexadecimal digits.
std::string checksum_of(std::string_view bytes);

// XXH3-64.
std::uint64_t checksum64(std::string_view bytes);

// The text of the file `checksums` for the segment in `folder`. Reads all files. Throws Error(kUnwritable) if one
// cannot be read.
std::string checksums_text(const std::string& folder);

enum class ChecksumVerdict { kAbsent, kRight, kWrong };

struct ChecksumReport {
  ChecksumVerdict verdict = ChecksumVerdict::kAbsent;
  std::string problem;  // for kWrong: "its file postlist.glass has changed since it was published"
};

// Verifies the files of the segment in `folder`, or only the file `only`, by its file `checksums`, in bounded memory.
// Throws Error(kUnwritable) if a file exists but cannot be read.
ChecksumReport check_checksums(const std::string& folder, std::string_view only = {});

}  // namespace broadtape
