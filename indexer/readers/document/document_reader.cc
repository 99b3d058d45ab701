#include <fmt/format.h>

#include "common/error/error.h"
#include "indexer/input/limits.h"
#include "indexer/readers/document/document.h"
#include "indexer/readers/forms.h"
#include "indexer/readers/text_layout.h"
#include "indexer/readers/text_source.h"

namespace broadtape {

bool looks_like_rtf(std::string_view head) {
  return trimmed(head).starts_with("{\\rtf");
}

void read_rtf(ByteSource& source, const FieldNames& names, RecordOutput& output) {
  RtfText rtf = rtf_text(source);
  if (rtf.cut_off) output.note("it ends inside a group, so that text may be missing");
  read_contained_text(std::move(rtf.contained), names, output);
}

bool looks_like_pdf(std::string_view head) {
  constexpr std::size_t kLatestStart = 1'024;  // as other readers allow
  const std::size_t at = head.substr(0, kLatestStart).find("%PDF-");
  // Before it, there is nothing but a byte order mark, blanks or binary data.
  return at == 0 ||
         (at != std::string_view::npos && (at < 16 || head.substr(0, at).find('\0') != std::string_view::npos));
}

void read_pdf(ByteSource& source, const FieldNames& names, RecordOutput& output) {
  PdfText pdf = pdf_text(read_whole(source, kMaxPdfBytes));
  if (pdf.blank_pages == pdf.pages) {
    throw Error(ErrorKind::kInput, fmt::format("is a PDF without text, of {} pages", pdf.pages),
                "recognise its text first, for example with: ocrmypdf FILE OUT");
  }
  if (pdf.blank_pages > 0)
    output.note(
        fmt::format("{} of {} pages have no text; ocrmypdf recognises it in pictures", pdf.blank_pages, pdf.pages));
  read_contained_text(std::move(pdf.contained), names, output);
}

}  // namespace broadtape
