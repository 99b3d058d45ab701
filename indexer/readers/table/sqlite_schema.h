// What is known of the tables of a SQLite database, and which of them refer to others.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "indexer/readers/field_names.h"

namespace broadtape {

struct SqliteColumn {
  std::string name;
  bool is_key = false;  // of the primary key
};

struct SqliteTable {
  std::string name;
  std::vector<SqliteColumn> columns;
  std::vector<std::pair<std::string, std::string>> references;  // of a column to a table, as declared
};

using SqliteTables = std::unordered_map<std::string, const SqliteTable*>;  // by name in lower case

// A column that one such as `source_id` stands for: the name in the row of another table.
struct JoinedColumn {
  std::string name;  // "source"
  std::string sql;   // an expression over the table `t`
};

// A name in double quotes.
std::string quoted_name(std::string_view name);

// For the first columns of `table` that refer to another table, as declared or by their name (`feed_id`, `feedId`,
// `id_feed`), if that table has a primary key of one column, so that a row is found by an index: the column there whose
// name means a name or title, and one with symbols. They are named so that `names` knows them where that is possible:
// `source` of `source_id`, `feed_title` of `feed_id`.
std::vector<JoinedColumn> joined_columns(const SqliteTable& table, const SqliteTables& all, const FieldNames& names);

// Whether a virtual table keeps its data in the table `name`: `NAME_content`.
bool is_shadow_table(const std::string& name, const std::vector<std::string>& virtual_tables);

}  // namespace broadtape
