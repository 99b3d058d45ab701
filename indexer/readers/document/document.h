// Steps of the readers of documents: extracting the text of RTF.
#pragma once

#include <string>

#include "indexer/input/byte_source.h"
#include "indexer/readers/forms.h"

namespace broadtape {

struct RtfText {
  ContainedText contained;
  bool cut_off = false;  // the input ended inside a group
};

// The text of a Rich Text Format document (Microsoft's specification 1.9.1) without headers, footers, notes, pictures
// and hidden text. Rows of tables are lines with tabs between their cells. Characters are decoded by the code page of
// their font. Reads the source piece by piece.
// Throws Error(kTooLarge) above kMaxRecordBytes of text, Error(kInput) for groups that are nested too deeply.
RtfText rtf_text(ByteSource& rtf);

}  // namespace broadtape
