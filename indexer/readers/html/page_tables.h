// Tables of articles in a page, as programs export them: one row for each, below a row of names.
#pragma once

#include <libxml/tree.h>

#include <vector>

#include "indexer/readers/field_names.h"
#include "indexer/readers/table/table.h"

namespace broadtape {

// The tables of a page that have a title and a date or text by the names in their first rows, if almost all of the
// page's text is in them; else empty. The link of a title is its address. `root` may be null. Throws nothing.
std::vector<Table> article_tables(xmlNode* root, const FieldNames& names);

}  // namespace broadtape
