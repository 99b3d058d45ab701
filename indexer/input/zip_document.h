// Documents that are zip files: Office Open XML (ECMA-376, part 2), OpenDocument and EPUB. They are recognised by the
// paths of their members, and passed on as one stream instead of one stream per member.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "indexer/input/byte_source.h"
#include "indexer/input/file_source.h"

namespace broadtape {

// Whether a zip file that begins with `head`, its first kContainerHeadBytes bytes, may be a document: its first member
// is a part that documents begin with.
bool may_be_document(std::string_view head);

// The kind of document in the zip file: "xlsx", "docx", "pptx", "ods", "odt", "odp", "epub"; empty for other zip files.
// Of a damaged file, the kind that its first members say. Leaves the position anywhere. Throws what zip.read() throws.
std::string_view find_document_kind(SeekableSource& zip);

// The parts of a document by their paths.
class ZipParts {
 public:
  // `zip` must outlive this, and the parts.
  explicit ZipParts(SeekableSource& zip);

  // The part at `path`, which is compared without case and a leading `/`; null if there is none. One part can be open
  // at a time. Its read() throws Error(kTooLarge) above kMaxPartBytes, or if all parts that were opened expand to more
  // than 1,000 times the size of the file, once past 64 MiB, and as ArchiveReader. Throws as ArchiveReader.
  std::unique_ptr<ByteSource> open(std::string_view path);

 private:
  SeekableSource& zip_;
  std::uint64_t left_;  // bytes that parts may still expand to
};

}  // namespace broadtape
