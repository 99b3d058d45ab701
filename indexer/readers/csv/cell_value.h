// The lists and objects in the cells of a table.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

namespace broadtape {

// The value in a cell as JSON: a list or object as JSON or as Python prints it, `['Jane Roe', 'John Doe']`, `{'id':
// None, 'name': 'Example Wire'}`, or the elements in a cell (is_element_cell()) as an object. nullopt for any other
// cell.
std::optional<nlohmann::json> cell_value(std::string_view cell);

}  // namespace broadtape
