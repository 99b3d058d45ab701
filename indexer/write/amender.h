// Changes documents that are written already: marks versions as superseded, adds tickers.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "indexer/write/identity_index.h"
#include "indexer/write/segment_builder.h"

namespace broadtape {

// The documents of `segment` that `amendments` change, ascending.
std::vector<Xapian::docid> documents_to_amend(const Xapian::Database& segment, const Amendments& amendments);

// Applies `amendments` to the private database at `path`; rewritten records use the database's own dictionary.
// `complete` finds the companies of an article whose source lists it under another one. Throws Error(kUnwritable).
void amend_segment(const std::string& path, const Amendments& amendments, const CompleteArticle& complete = {});

// The same for `parts`, whose rewritten records use their dictionaries.
void amend_parts(const UnmergedParts& parts, const Amendments& amendments, const CompleteArticle& complete);

// The documents of `segment` that are versions of the articles `ids`, ascending.
std::vector<Xapian::docid> documents_of(const Xapian::Database& segment, const std::set<std::string>& ids);

// Whether the document numbers of `segment` have gaps, as earlier releases left them. For a term that every document
// has, Xapian 1.4 uses the list of all documents: in a database with gaps, LocalSubMatch::open_post_list() calls
// set_term() on a GlassAllDocsPostList, whose next_chunk() then looks for the chunks of the term, so that counting
// fails with "Unexpected end of posting list" when the list has more than one chunk, from about 1,000 documents.
bool has_gaps(const Xapian::Database& segment);

}  // namespace broadtape
