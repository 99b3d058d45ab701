#include <fmt/format.h>

#include <iterator>

#include "common/error/error.h"
#include "common/text/utf8.h"
#include "indexer/input/limits.h"
#include "indexer/readers/document/office_package.h"
#include "indexer/readers/forms.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

// Elements whose content is not part of the text: properties, deleted and moved text, and what is shown only by
// programs that do not know the alternative before it.
constexpr std::string_view kNoText[] = {"pPr", "tblPr",    "trPr",     "tcPr",     "sectPr",
                                        "del", "moveFrom", "Fallback", "instrText"};

struct DocxMark {
  std::string_view element;
  std::string_view text;
};
constexpr DocxMark kDocxMarks[] = {
    {"tab", "\t"}, {"ptab", "\t"}, {"br", "\n"}, {"cr", "\n"}, {"noBreakHyphen", "\xE2\x80\x91"},
};

class DocxText {
 public:
  explicit DocxText(ByteSource& part) : xml_(part) {}

  std::string read() {
    for (XmlEvent event = xml_.next(); event != XmlEvent::kEnd; event = xml_.next()) {
      if (event == XmlEvent::kOpen) opened();
      if (event == XmlEvent::kClose) closed();
      if (text_.size() > kMaxRecordBytes)
        throw Error(ErrorKind::kTooLarge, fmt::format("has more than {} bytes of text", kMaxRecordBytes));
    }
    return std::move(text_);
  }

 private:
  void opened() {
    const std::string& name = xml_.name();
    if (is_among(name, kNoText)) return xml_.skip();
    if (name == "r") hidden_ = false;
    if (name == "vanish") hidden_ = xml_.attribute("val") != "0" && xml_.attribute("val") != "false";
    if (name == "t") return hidden_ ? xml_.skip() : xml_.append_text(text_);
    for (const DocxMark& mark : kDocxMarks) {
      if (name == mark.element && !hidden_) text_ += mark.text;
    }
  }

  // A row of a table is a line with tabs between its cells.
  void closed() {
    if (xml_.name() == "p") text_ += '\n';
    if (xml_.name() == "tc") end_with('\n', '\t');
    if (xml_.name() == "tr") end_with('\t', '\n');
  }

  void end_with(char last, char instead) {
    if (text_.ends_with(last)) text_.pop_back();
    text_ += instead;
  }

  XmlPart xml_;
  std::string text_;
  bool hidden_ = false;  // the text of this run
};

}  // namespace

void read_docx(ByteSource& source, const FieldNames& names, RecordOutput& output) {
  OfficePackage package(source);
  ContainedText contained = package.properties();
  const std::unique_ptr<ByteSource> part = package.open(package.main_part());
  contained.text = DocxText(*part).read();
  read_contained_text(std::move(contained), names, output);
}

}  // namespace broadtape
