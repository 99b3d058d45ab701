// Parses one article of a Nexis export.
#pragma once

#include <string>
#include <string_view>

#include "indexer/readers/exports/exports.h"
#include "indexer/readers/exports/nexis_labels.h"
#include "indexer/readers/raw_article.h"

namespace broadtape {

struct NexisPiece : ExportPiece {
  bool begins_by_count = false;  // behind `1 of 200 DOCUMENTS`
  bool has_end = false;          // before `End of Document`
  bool may_have_cover = false;   // the first article
};

struct NexisResult {
  RawArticle article;
  std::string problem;          // why the piece is not an article; empty if it is
  bool has_end_label = false;   // LOAD-DATE, the last one
  std::size_t cover_lines = 0;  // before the article, which were left out
};

// The layout of the older services is: source, date, title, labels such as `BYLINE:` in capitals, text, more labels,
// copyright. That of Nexis Uni is: title, source, date, copyright, labels such as `Byline:`, `Body`, text,
// `Classification`, more labels.
NexisResult parse_nexis(const NexisPiece& piece);

// Sets the field of `article` that a label other than HIGHLIGHT gives: `BYLINE: Jane Roe`, `TICKER: ACM (NYSE) (95%)`.
void take_nexis_value(NexisLabel label, std::string value, RawArticle& article);

}  // namespace broadtape
