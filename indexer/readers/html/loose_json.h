// Reads the JSON in scripts of pages, which people write by hand and templates fill in without escaping.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

namespace broadtape {

// Removes CDATA and comment wrappers; accepts trailing commas, raw control characters and unescaped quotes in strings,
// several objects in a row, which become a list, and character references for quotes. nullopt if it stays unreadable.
std::optional<nlohmann::json> read_loosely(std::string_view script);

}  // namespace broadtape
