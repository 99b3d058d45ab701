// Compares what the index has of a document with what its stored text gives.
#pragma once

#include <xapian.h>

#include <string>

#include "common/archive/article_store.h"
#include "indexer/write/document_builder.h"
#include "indexer/write/segment_figures.h"

namespace broadtape {

// What is wrong with document `docid` of `segment`, a sentence without its full stop; empty when nothing is, and then
// the document counts in `figures`. `articles` reads that segment. Throws what Xapian throws, and Error for a damaged
// record.
std::string check_document(const Xapian::Database& segment, Xapian::docid docid, const ArticleStore& articles,
                           DocumentBuilder& builder, SegmentFigures& figures);

}  // namespace broadtape
