// Finds where the values of a slot lie in the file of the table postlist, whoever wrote it. A value is in pieces where
// the table has split an entry.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/glass/table_reader.h"

namespace broadtape::glass {

// Called for each value in the order of the documents; `pieces` is valid during the call.
using TakeValue = std::function<void(std::uint32_t document, const std::vector<Piece>& pieces)>;

// Called with parts of `postlist` that need no memory any more.
using Release = std::function<void(std::string_view part)>;

// `folder` is that of the database, `postlist` has the bytes of its table. False, after some calls, if the database has
// another format date, or the table has something else than format.h describes. Throws as read_version_file().
bool find_values(const std::string& folder, std::string_view postlist, std::uint32_t slot, const TakeValue& take,
                 const Release& release = {});

}  // namespace broadtape::glass
