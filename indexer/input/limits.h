// Limits on the size of records and their parsed form. A record above a limit is rejected, or the whole document if the
// input is one document; the reason names the limit, and the rest of the input is read. The limits keep the memory of
// `tape-index add` below 512 MiB for any input; docs/cli.md lists them. InputLimits (inputs.h) has the limits of whole
// inputs.
#pragma once

#include <cstddef>
#include <cstdint>

namespace broadtape {

inline constexpr std::size_t kMaxRecordBytes = 32u << 20;  // decompressed, as UTF-8
inline constexpr std::size_t kMaxPageBytes = 16u << 20;    // of an HTML page, or a field with tags
inline constexpr std::size_t kMaxTextBytes = 8u << 20;     // of the body of an article, without tags
inline constexpr std::size_t kMaxFieldBytes = 1u << 20;    // of the title and each other field
inline constexpr std::size_t kMaxListItems = 10'000;       // tickers or labels of an article
inline constexpr std::size_t kMaxLines = 1'000'000;        // of a document, and of a row of CSV

// Parsed structures are much larger than their text: each of these takes about 100 to 300 bytes.
inline constexpr std::size_t kMaxPageNodes = 500'000;     // elements, attributes and comments of HTML
inline constexpr std::size_t kMaxJsonValues = 1'000'000;  // of a JSON text, names not counted
inline constexpr std::size_t kMaxCsvCells = 16'384;       // of a row

// Processor time for one HTML page or field, because libxml2 2.9 takes quadratic time for the attributes of a tag.
// Ordinary pages of kMaxPageBytes take less than a second.
inline constexpr int kMaxPageSeconds = 5;

// Bytes before the first member of an archive: the directory of a zip file, the extended headers of a tar file.
inline constexpr std::size_t kMaxDirectoryBytes = 64u << 20;
// Memory for the decoder of an xz or LZMA stream; `xz -9` needs 65 MiB.
inline constexpr std::size_t kMaxDecoderBytes = 128u << 20;

// A stream that is copied to a temporary file, because its form needs the bytes in any order.
inline constexpr std::uint64_t kMaxSpooledBytes = std::uint64_t{64} << 30;
// A part of a document that is a zip file, expanded. Larger than what is held in memory, because sheets are streamed.
inline constexpr std::uint64_t kMaxPartBytes = std::uint64_t{4} << 30;
inline constexpr std::size_t kMaxSharedStrings = 8'000'000;  // of a workbook
inline constexpr std::size_t kMaxPdfBytes = 64u << 20;

}  // namespace broadtape
