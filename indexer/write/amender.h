// Changes documents that are written already: marks versions as superseded, adds tickers, removes articles.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "indexer/write/identity_index.h"

namespace broadtape {

// The documents of `segment` that `amendments` change, ascending.
std::vector<Xapian::docid> documents_to_amend(const Xapian::Database& segment, const Amendments& amendments);

// Applies `amendments` to the private database at `path`; rewritten records use the database's own dictionary.
// `complete` finds the companies of an article whose source lists it under another one. Throws Error(kUnwritable).
void amend_segment(const std::string& path, const Amendments& amendments, const CompleteArticle& complete = {});

// The documents of `segment` that are versions of the articles `ids`, ascending.
std::vector<Xapian::docid> documents_of(const Xapian::Database& segment, const std::set<std::string>& ids);

// Deletes documents from the private database at `path`, and gives their numbers to its last documents, so that the
// remaining documents are numbered from 1 without gaps. After merge_segments() the last number is the number of
// documents. Xapian 1.4 needs that: for a term that every document has it uses the list of all documents. In a database
// with gaps, LocalSubMatch::open_post_list() calls set_term() on a GlassAllDocsPostList, whose next_chunk() then looks
// for the chunks of the term, so that counting fails with "Unexpected end of posting list" when the list has more than
// one chunk, from about 1,000 documents.
// Throws Error(kUnwritable), Error(kCorrupt).
void delete_documents(const std::string& path, const std::vector<Xapian::docid>& documents);

// Whether the document numbers of `segment` have gaps, as earlier releases left them.
bool has_gaps(const Xapian::Database& segment);

}  // namespace broadtape
