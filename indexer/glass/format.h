// The constants of Xapian's glass format, as Xapian 1.4 reads and writes it, in the part that this room writes. The
// bytes, an example and the sources are in docs/glass-format.md.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace broadtape::glass {

// Files. A database is a folder with a version file and a file `<table>.glass` for each table that has entries.
inline constexpr std::string_view kVersionFileName = "iamglass";
inline constexpr std::string_view kTableSuffix = ".glass";

// The tables that this room writes, in the order in which the version file lists them.
enum Table { kPostlist, kDocdata, kTermlist, kTables };
inline constexpr std::array<std::string_view, kTables> kTableNames = {"postlist", "docdata", "termlist"};

// The version file.
inline constexpr std::string_view kMagic = "\x0f\x0dXapian Glass";
// The date of the format: years since 2014, month and day in 7, 4 and 5 bits. 2016-03-14 is what every release of
// Xapian 1.4 reads and writes.
inline constexpr unsigned kFormatDate = (2016 - 2014) << 9 | 3 << 5 | 14;
inline constexpr std::size_t kFormatDateBytes = 2;
inline constexpr std::size_t kUuidBytes = 16;
inline constexpr std::uint32_t kRevision = 1;        // of a database that is written once
inline constexpr std::size_t kBlockSizeUnit = 2048;  // block sizes are stored as multiples of it
inline constexpr unsigned kRootLevelShift = 2;       // the level of a root, above its two flags
inline constexpr unsigned kRootIsSequential = 2;     // entries were added in order
inline constexpr unsigned kRootIsFake = 1;           // there is no file for the table
inline constexpr std::size_t kFreeListPointers = 4;  // bytes: where the list of freed blocks begins and ends
// Of postlist, docdata, termlist, position, spelling, synonym: Xapian compresses longer entries; 0 means never.
inline constexpr std::size_t kCompressMin = 18;
inline constexpr std::array<std::size_t, 6> kTableCompressMin = {0, kCompressMin, kCompressMin,
                                                                 0, kCompressMin, kCompressMin};

// Blocks: a header, a directory of offsets that grows from the header, and items that grow from the end.
inline constexpr std::size_t kBlockBytes = 16384;     // few levels, and single entries are read in little time
inline constexpr std::size_t kBlockRevision = 0;      // offset of the revision, 4 bytes
inline constexpr std::size_t kBlockLevel = 4;         // 1 byte: 0 for a leaf
inline constexpr std::size_t kBlockMaxFree = 5;       // 2 bytes: free bytes between directory and items
inline constexpr std::size_t kBlockTotalFree = 7;     // 2 bytes: free bytes in all
inline constexpr std::size_t kBlockDirectoryEnd = 9;  // 2 bytes
inline constexpr std::size_t kBlockDirectory = 11;
inline constexpr std::size_t kOffsetBytes = 2;  // of an entry of the directory

// Items of leaves: size and flags, length of the key, key, component number (not in the first), part of the tag.
inline constexpr std::size_t kItemSizeBytes = 2;
inline constexpr std::size_t kKeyLengthBytes = 1;
inline constexpr std::size_t kItemHeadBytes = kItemSizeBytes + kKeyLengthBytes;
inline constexpr std::size_t kComponentBytes = 2;
inline constexpr unsigned kItemIsCompressed = 0x8000;
inline constexpr unsigned kItemIsLast = 0x4000;
inline constexpr unsigned kItemIsFirst = 0x2000;
inline constexpr unsigned kItemSizeMask = 0x1fff;
inline constexpr std::size_t kItemsPerBlock = 4;  // at least
inline constexpr std::size_t kMaxItemBytes = (kBlockBytes - kBlockDirectory) / kItemsPerBlock - kOffsetBytes;
static_assert(kMaxItemBytes <= kItemSizeMask + kItemHeadBytes, "13 bits hold the size less the head");
inline constexpr std::size_t kMaxComponents = 0xffff;
// Items of branches: the number of a block, length of the key, key, component number.
inline constexpr std::size_t kChildBytes = 4;

// Keys.
inline constexpr std::size_t kMaxKeyBytes = 255;
inline constexpr std::size_t kMaxTermBytes = 245;
inline constexpr std::size_t kMaxSortedUintBytes = 5;  // of a document's number at the end of a key
inline constexpr char kTermEnd = '\0';                 // between a term and what follows it in a key
inline constexpr char kZeroEscape = '\xff';            // after each zero byte of a term
inline constexpr char kSlotsKeyEnd = '\0';             // ends the key of a document's slots in the table termlist
// Keys in the table postlist that no term can have.
inline constexpr std::string_view kMetadataKey("\0\xc0", 2);
inline constexpr std::string_view kSlotStatisticsKey("\0\xd0", 2);
inline constexpr std::string_view kSlotValuesKey("\0\xd8", 2);
inline constexpr std::string_view kLengthsKey("\0\xe0", 2);

// Lists in the table postlist.
inline constexpr std::size_t kChunkBytes = 2000;  // a chunk is full once its entries have as many
inline constexpr char kChunkIsLast = '1';
inline constexpr char kChunkIsNotLast = '0';

}  // namespace broadtape::glass
