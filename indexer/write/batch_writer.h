// Writes batches of articles as small databases, and decides who writes them: indexer/glass knows one format, Xapian
// knows its own.
#pragma once

#include <xapian.h>

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

#include "common/archive/dictionaries.h"
#include "indexer/write/document_builder.h"

namespace broadtape {

// For databases in `incoming`. Nothing of them has to be on the disk before the run publishes, which syncs every file.
inline constexpr int kScratchFlags = Xapian::DB_CREATE | Xapian::DB_NO_SYNC | Xapian::DB_BACKEND_GLASS;

enum class BatchWriter : std::uint8_t {
  kGlass,   // indexer/glass
  kXapian,  // Xapian::WritableDatabase, about five times slower
};

struct XapianVersion {
  int major;
  int minor;
  int revision;

  auto operator<=>(const XapianVersion&) const = default;
  std::string text() const;  // "1.4.22"
};

// The release of Xapian that this process runs with. It may differ from the one that the program was built with.
XapianVersion running_xapian();

// kGlass for releases of Xapian that are known to read what indexer/glass writes: 1.4.19 and later ones of 1.4.
BatchWriter batch_writer_for(const XapianVersion& version);

// An article on its way into the index.
struct PendingArticle {
  Article article;
  VersionFlags flags;
};

// Writes one small database at `path`, documents in the order given. It is meant to be merged; once merged, it makes no
// difference which writer wrote it. Throws Error(kUnwritable).
void write_batch(BatchWriter writer, const std::string& path, const std::vector<PendingArticle>& articles,
                 const Dictionaries& dictionaries, DocumentBuilder& builder);

}  // namespace broadtape
