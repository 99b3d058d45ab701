#include "indexer/readers/document/document.h"
#include "indexer/readers/forms.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {

bool looks_like_rtf(std::string_view head) {
  return trimmed(head).starts_with("{\\rtf");
}

void read_rtf(ByteSource& source, const FieldNames& names, RecordOutput& output) {
  RtfText rtf = rtf_text(source);
  if (rtf.cut_off) output.note("it ends inside a group, so that text may be missing");
  read_contained_text(std::move(rtf.contained), names, output);
}

}  // namespace broadtape
