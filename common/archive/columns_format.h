// The format of the file `columns` of a segment; docs/archive-format.md describes it. Numbers are little-endian.
#pragma once

#include <cstddef>
#include <cstdint>

#include "common/archive/schema.h"

namespace broadtape {

inline constexpr const char* kColumnsName = "columns";
inline constexpr const char* kColumnsDraftName = "columns.new";  // while it is written

namespace columns {

inline constexpr char kMagic[8] = {'B', 'T', 'C', 'O', 'L', 'U', 'M', 'N'};
// Incremented with every change of the format, of the rules by which terms get bitmaps, and of CRoaring's frozen form.
// A file of another version is not used, and the next run replaces it.
inline constexpr std::uint32_t kVersion = 7;

// The slots whose values have a column: those that answers count, filter or sort by.
inline constexpr Slot kColumnSlots[] = {kPublishedSlot, kDaySlot,     kTickersSlot,  kSourceSlot,
                                        kStorySlot,     kWordsSlot,   kAuthorSlot,   kCopySlot,
                                        kFirstSeenSlot, kArrivalSlot, kLanguageSlot, kLabelSlot};

// A term has a bitmap if at least documents / kTermShare documents have it, and at least kFewestDocuments: reading a
// shorter posting list costs no more. docs/archive-format.md has the measurements.
inline constexpr std::uint32_t kTermShare = 32;
inline constexpr std::uint32_t kFewestDocuments = 64;

// Segments with at least so many documents have copies of their dictionaries. Others are too small for two MB more.
inline constexpr std::uint32_t kFewestForDictionaries = 10'000;

enum Section : std::uint32_t {
  kOrdinals = 1,    // of a slot: a u32 for each document, 0 if it has no value, else 1 + the place of its value
  kValues = 2,      // of a slot: a table of its distinct values, ascending
  kTerms = 3,       // a table of the terms with bitmaps, ascending
  kBitmapRows = 4,  // a BitmapRow for each term
  kBitmaps = 5,     // bitmaps in CRoaring's frozen form
  kItems = 6,       // of a slot of lists, in place of kOrdinals: the ordinals of the items of document 1, 2, ...
  kItemEnds = 7,    // of a slot of lists: for each document a u32, the number of ordinals up to its last item
  kPieces = 8,      // where the values of kWordStreamSlot lie in the segment's file postlist.glass: StreamPiece
  kPieceEnds = 9,   // for each document a u32, the number of pieces up to its last; both are empty if that is not known
  kRecordDictionary = 10,  // the dictionary of records, as in the metadata
  kWordDictionary = 11,    // that of word streams
  kWordDocuments = 12,     // for each number of a term in that dictionary a u32: the documents that have the term
};

// Every section and bitmap begins at a multiple of kAlignment, after zero bytes that belong to the one before. A table
// of texts is: u32 number of texts, u32 end of each in the bytes that follow, the texts.
inline constexpr std::size_t kAlignment = 32;
inline constexpr std::uint64_t aligned(std::uint64_t bytes) {
  return (bytes + kAlignment - 1) / kAlignment * kAlignment;
}

struct Header {
  char magic[8];
  std::uint32_t version;
  std::uint32_t documents;
  std::uint64_t database;  // XXH3-64 of the segment's file iamglass: a changed database has another
  std::uint32_t sections;  // that many SectionRow follow
  std::uint32_t unused;
};
struct SectionRow {
  std::uint32_t section;
  std::uint32_t slot;  // 0 if the section is not of a slot
  std::uint64_t offset;
  std::uint64_t bytes;
  std::uint64_t checksum;  // XXH3-64, with the zero bytes after it; 0 of kBitmaps, whose rows have checksums
};
struct BitmapRow {
  std::uint64_t offset;  // from the start of kBitmaps, a multiple of kAlignment
  std::uint64_t bytes;
  std::uint64_t checksum;  // XXH3-64, with the zero bytes after it
};

// Header, rows and zero bytes, and the XXH3-64 of all these as the last 8 bytes. The sections begin here.
inline constexpr std::size_t kHeaderBytes = 4096;

}  // namespace columns
}  // namespace broadtape
