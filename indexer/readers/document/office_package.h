// Documents of Office Open XML: a zip file of XML parts with relations between them (ECMA-376, part 2).
#pragma once

#include <exception>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/input/byte_source.h"
#include "indexer/input/spooled_source.h"
#include "indexer/input/zip_document.h"
#include "indexer/readers/forms.h"

namespace broadtape {

enum class XmlEvent { kOpen, kClose, kText, kEnd };

// Reads the XML of a part event by event with libxml2, without network, entities and external parts. The markup is
// bounded (markup_guard.h). An element without content opens and closes, too.
class XmlPart {
 public:
  // `part` must outlive this.
  explicit XmlPart(ByteSource& part);
  ~XmlPart();

  // Throws Error(kInput) for XML that is not well-formed, as MarkupGuard, Error(kTooLarge) for too many namespaces, and
  // what part.read() throws.
  XmlEvent next();

  // Of the element that was opened or closed: its local name.
  const std::string& name() const { return name_; }
  // Of the element that was opened: the attribute with this local name, or empty.
  std::string attribute(const char* local_name) const;
  // Of the text that was read.
  std::string_view text() const;

  // Reads to the end of the element that was opened, and passes each event to `visit`, which returns whether it has
  // read an opened element to its end.
  template <class Visit>
  void each_inside(Visit&& visit) {
    for (int depth = 1; depth > 0;) {
      const XmlEvent event = next();
      if (event == XmlEvent::kEnd) return;
      const bool is_read = visit(event);
      depth += event == XmlEvent::kClose ? -1 : event == XmlEvent::kOpen && !is_read ? 1 : 0;
    }
  }
  // Reads to the end of the element that was opened.
  void skip() {
    each_inside([](XmlEvent) { return false; });
  }
  // The same, and appends the text in it. Throws Error(kTooLarge) above kMaxRecordBytes.
  void append_text(std::string& text);

 private:
  struct Impl;  // keeps <libxml/xmlreader.h> out of this header
  std::unique_ptr<Impl> impl_;
  std::string name_;
  bool closes_ = false;  // the element that was opened has no content
};

struct OfficeRelation {
  std::string id;
  std::string type;    // an address
  std::string target;  // the path of a part, or an address

  // By the last part of the type: "styles".
  bool is(std::string_view last) const;
};

class OfficePackage {
 public:
  // Copies `bytes` to a temporary file. Throws as SpooledSource.
  explicit OfficePackage(ByteSource& bytes) : file_(bytes), parts_(file_) {}

  // The relations of the part at `path` to parts; of the package for an empty path. Throws as XmlPart.
  std::vector<OfficeRelation> relations_of(const std::string& path);
  // Those to other documents, whose targets are addresses.
  std::vector<OfficeRelation> links_of(const std::string& path);
  // The path of the main part. Throws Error(kInput) if there is none.
  std::string main_part();
  // Throws Error(kInput) if there is no such part.
  std::unique_ptr<ByteSource> open(const std::string& path);
  // Title, author and date of creation, without text. Ignores properties that cannot be read.
  ContainedText properties();

 private:
  std::vector<OfficeRelation> relations_of(const std::string& path, bool external);

  SpooledSource file_;
  ZipParts parts_;
};

}  // namespace broadtape
