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

// Deletes documents from the private database at `path`. Throws Error(kUnwritable).
void delete_documents(const std::string& path, const std::vector<Xapian::docid>& documents);

}  // namespace broadtape
