// Checksums of what an archive keeps on disk: of its manifest's text and of every file of a segment.
//
// A segment's folder has a text file `checksums`, written when the segment is published: a line for each other file,
// `<XXH3-64 as 16 hexadecimal digits> <bytes> <name>`, sorted by name, and a last one for those lines themselves.
// Segments of archives made before there were checksums have none. docs/archive-format.md has an example.
#pragma once

#include <string>
#include <string_view>

namespace broadtape {

inline constexpr const char* kChecksumsName = "checksums";

// XXH3-64 as 16 hexadecimal digits.
std::string checksum_of(std::string_view bytes);

// The text of the file `checksums` for the files of the segment in `folder`. Reads all of them.
// Throws Error(kUnwritable) when one of them cannot be read.
std::string checksums_text(const std::string& folder);

enum class ChecksumVerdict { kAbsent, kRight, kWrong };

struct ChecksumReport {
  ChecksumVerdict verdict = ChecksumVerdict::kAbsent;
  std::string problem;  // "postlist.glass is not as it was published", when the verdict is kWrong
};

// Compares the files of the segment in `folder` with its file `checksums`, or the file `only` alone. Reads what it
// compares, in bounded memory. Throws Error(kUnwritable) when a file is there but cannot be read.
ChecksumReport check_checksums(const std::string& folder, std::string_view only = {});

}  // namespace broadtape
