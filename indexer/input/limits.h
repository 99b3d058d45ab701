// How large a record, and the parts that it is read into, may be. Past a limit a record is rejected, or an input that
// is one document is reported, with the limit in the reason; the rest of the input goes on. Together they keep
// `tape-index add` below 512 MiB of memory, whatever the input; docs/cli.md lists them. InputLimits (inputs.h) has
// those of whole inputs.
#pragma once

#include <cstddef>

namespace broadtape {

inline constexpr std::size_t kMaxRecordBytes = 32u << 20;  // as it stands in the input, decompressed, as UTF-8
inline constexpr std::size_t kMaxPageBytes = 16u << 20;    // of HTML: a page, or a field that has tags
inline constexpr std::size_t kMaxTextBytes = 8u << 20;     // of an article's body, without tags
inline constexpr std::size_t kMaxFieldBytes = 1u << 20;    // of its title, and of each other field
inline constexpr std::size_t kMaxListItems = 10'000;       // tickers or labels of an article
inline constexpr std::size_t kMaxLines = 1'000'000;        // of a document, and of a row of CSV

// What a parser makes of a few bytes takes many more. Each of these is worth about 100 to 300 bytes.
inline constexpr std::size_t kMaxPageNodes = 500'000;     // elements, attributes and comments of HTML
inline constexpr std::size_t kMaxJsonValues = 1'000'000;  // of a JSON text, names not counted
inline constexpr std::size_t kMaxCsvCells = 16'384;       // of a row

// Processor time for one page or field of HTML: libxml2 2.9 compares each attribute of a tag with all before it. Pages
// of kMaxPageBytes take less than a second.
inline constexpr int kMaxPageSeconds = 5;

// Before the first member of an archive is known: the directory of a zip file, the extended headers of a tar file.
inline constexpr std::size_t kMaxDirectoryBytes = 64u << 20;
// What an xz or LZMA stream may ask for to be decompressed; `xz -9` takes 65 MiB.
inline constexpr std::size_t kMaxDecoderBytes = 128u << 20;

}  // namespace broadtape
