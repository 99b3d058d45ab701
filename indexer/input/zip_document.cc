#include "indexer/input/zip_document.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>

#include "common/error/error.h"
#include "common/text/ascii.h"
#include "indexer/input/container.h"
#include "indexer/input/limits.h"

namespace broadtape {
namespace {

constexpr std::uint64_t kMaxPartRatio = 1'000;  // as InputLimits::max_ratio
constexpr std::string_view kContentTypes = "[content_types].xml";
constexpr std::string_view kMimeType = "mimetype";
// What the first member of a document is, or is in.
constexpr std::string_view kFirstParts[] = {kContentTypes, kMimeType, "_rels/",     "docprops/", "xl/",
                                            "word/",       "ppt/",    "customxml/", "meta-inf/"};
struct PartFolder {
  std::string_view folder;
  std::string_view kind;
};
constexpr PartFolder kOfficeFolders[] = {{"xl/", "xlsx"}, {"word/", "docx"}, {"ppt/", "pptx"}};

struct MimeType {
  std::string_view type;
  std::string_view kind;
};
constexpr MimeType kMimeTypes[] = {
    {"application/vnd.oasis.opendocument.spreadsheet", "ods"},
    {"application/vnd.oasis.opendocument.text", "odt"},
    {"application/vnd.oasis.opendocument.presentation", "odp"},
    {"application/epub+zip", "epub"},
};

// The path of a part, for comparison.
std::string normal_part_path(std::string_view path) {
  while (path.starts_with('/')) path.remove_prefix(1);
  std::string normal = ascii_lowered(path);
  std::replace(normal.begin(), normal.end(), '\\', '/');  // written by some programs
  return normal;
}

std::string_view kind_of_mime_type(ArchiveReader& reader) {
  std::string type(128, '\0');
  type.resize(reader.read(type.data(), type.size()));
  while (!type.empty() && is_ascii_space(type.back())) type.pop_back();
  const auto row =
      std::find_if(std::begin(kMimeTypes), std::end(kMimeTypes), [&](const MimeType& r) { return type == r.type; });
  return row == std::end(kMimeTypes) ? std::string_view() : row->kind;
}

// A part, with the archive that it is read from.
class ZipPart final : public ByteSource {
 public:
  ZipPart(std::unique_ptr<ArchiveReader> reader, InputName name, std::uint64_t& left)
      : reader_(std::move(reader)), name_(std::move(name)), left_(left) {}

  const InputName& name() const override { return name_; }
  std::size_t read(char* buffer, std::size_t size) override {
    const std::size_t count = reader_->read(buffer, size);
    bytes_ += count;
    if (count > left_)
      throw Error(ErrorKind::kTooLarge, fmt::format("its parts expand to more than {} times its size", kMaxPartRatio));
    left_ -= count;
    if (bytes_ > kMaxPartBytes)
      throw Error(ErrorKind::kTooLarge, fmt::format("its part {} is larger than {} bytes", name_.path, kMaxPartBytes));
    return count;
  }

 private:
  std::unique_ptr<ArchiveReader> reader_;
  InputName name_;
  std::uint64_t& left_;  // of ZipParts
  std::uint64_t bytes_ = 0;
};

}  // namespace

bool may_be_document(std::string_view head) {
  constexpr std::size_t kLengthAt = 26, kPathAt = 30;  // in a local header, APPNOTE 4.3.7
  if (head.size() < kPathAt || !head.starts_with("PK\x03\x04")) return false;
  const std::size_t length =
      static_cast<unsigned char>(head[kLengthAt]) + 256u * static_cast<unsigned char>(head[kLengthAt + 1]);
  const std::string path = normal_part_path(head.substr(kPathAt, length));
  return std::any_of(std::begin(kFirstParts), std::end(kFirstParts), [&](std::string_view part) {
    return part.ends_with('/') ? path.starts_with(part) : path == part;
  });
}

std::string_view find_document_kind(SeekableSource& zip) {
  constexpr int kMostMembers = 10'000;
  zip.seek(0, SEEK_SET);
  ArchiveReader reader(zip, Container::kZip);
  bool has_types = false;
  std::string_view kind;
  for (int i = 0; i < kMostMembers && (!has_types || kind.empty()); ++i) {
    std::optional<ArchiveMember> member;
    try {
      member = reader.next();
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::kInput) throw;
      return kind;  // damaged: what its first members say
    }
    if (!member) return {};
    const std::string path = normal_part_path(member->path);
    if (path == kMimeType) {
      const std::string_view by_type = kind_of_mime_type(reader);
      if (!by_type.empty()) return by_type;
    }
    has_types = has_types || path == kContentTypes;
    for (const PartFolder& row : kOfficeFolders) {
      if (kind.empty() && path.starts_with(row.folder)) kind = row.kind;
    }
  }
  return has_types ? kind : std::string_view();
}

ZipParts::ZipParts(SeekableSource& zip) : zip_(zip) {
  constexpr std::uint64_t kRatioFrom = 64u << 20;
  const std::int64_t size = zip.seek(0, SEEK_END);
  left_ = kRatioFrom + kMaxPartRatio * static_cast<std::uint64_t>(std::max<std::int64_t>(size, 0));
}

std::unique_ptr<ByteSource> ZipParts::open(std::string_view path) {
  zip_.seek(0, SEEK_SET);
  auto reader = std::make_unique<ArchiveReader>(zip_, Container::kZip);
  const std::string wanted = normal_part_path(path);
  while (const std::optional<ArchiveMember> member = reader->next()) {
    if (!member->is_file || normal_part_path(member->path) != wanted) continue;
    InputName name;
    name.display = zip_.name().display + ": " + member->path;
    name.path = member->path;
    return std::make_unique<ZipPart>(std::move(reader), std::move(name), left_);
  }
  return nullptr;
}

}  // namespace broadtape
