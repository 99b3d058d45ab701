// Steps of the readers of documents: extracting the text of RTF and PDF.
#pragma once

#include <cstdint>
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

struct PdfText {
  ContainedText contained;  // the date is that of creation, in UTC
  std::uint32_t pages = 0;
  std::uint32_t blank_pages = 0;  // without text
};

// The text of a PDF in reading order, one line for each line of a page. Runs in a child process with limits on memory
// and time. Throws Error(kInput) for damage or a password, Error(kTooLarge) above a limit.
PdfText pdf_text(const std::string& bytes);

}  // namespace broadtape
