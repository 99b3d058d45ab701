// Columns whose names differ in a number or not at all.
#pragma once

#include <vector>

#include "indexer/readers/column_content.h"
#include "indexer/readers/csv/csv_shape.h"

namespace broadtape {

// Makes each of at least three columns of headlines that only differ in a number, `Top1` to `Top25` or `headline_1` to
// `headline_5`, an article of its row, with the columns of the same number such as `url_1`, if no other column is a
// title or text. `contents` are of the columns.
void find_numbered_articles(CsvShape& shape, const std::vector<ColumnContent>& contents, const FieldNames& names);

// Of columns with the same name and field, takes the one whose values fit best, and notes that. The others serve where
// it is empty if their values fit, too; otherwise they have no field.
void settle_repeated_names(CsvShape& shape, const std::vector<ColumnContent>& contents);

}  // namespace broadtape
