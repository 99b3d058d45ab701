// Finds where the values of a slot lie in the file of the table postlist, also of databases that Xapian wrote. A value
// is in pieces where the table has split an entry.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/glass/table_reader.h"

namespace broadtape::glass {

// Called for each value in the order of the documents, with its pieces and what lies there; valid during the call.
using TakeValue = std::function<void(std::uint32_t document, const std::vector<Piece>& pieces, std::string_view value)>;

// Of the database in `folder`. False, after some calls, if it has another format date, or its table has something else
// than format.h describes. Throws as read_version_file() and MappedTable.
bool find_values(const std::string& folder, std::uint32_t slot, const TakeValue& take);

}  // namespace broadtape::glass
