// Changes documents that are written already: marks versions superseded, adds companies, removes articles.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "indexer/write/identity_index.h"

namespace broadtape {

// The documents of `segment` in which `amendments` change something, ascending.
std::vector<Xapian::docid> documents_to_amend(const Xapian::Database& segment, const Amendments& amendments);

// Applies `amendments` to the private database at `path`; rewritten records use the database's own dictionary.
// Throws Error(kUnwritable).
void amend_segment(const std::string& path, const Amendments& amendments);

// The documents of `segment` that are versions of the articles `ids`, ascending.
std::vector<Xapian::docid> documents_of(const Xapian::Database& segment, const std::set<std::string>& ids);

// Deletes documents from the private database at `path`, and gives their numbers to its last documents, so that those
// that are left are numbered from 1 without gaps. Merged by merge_segments(), the database then ends at its last
// document. Xapian 1.4 needs that: it takes a term that every document has for the list of all documents, and in a
// database with gaps it loses that list's name on the way (LocalSubMatch::open_post_list() calls set_term() on a
// GlassAllDocsPostList, whose next_chunk() then looks for the term's own chunks), so that counting fails with
// "Unexpected end of posting list" as soon as the list has more than one chunk, at some 1,000 documents.
// Throws Error(kUnwritable), Error(kCorrupt).
void delete_documents(const std::string& path, const std::vector<Xapian::docid>& documents);

// Whether `segment` has numbers between 1 and its last that no document has, as earlier releases left them.
bool has_gaps(const Xapian::Database& segment);

}  // namespace broadtape
