#include "indexer/readers/csv/cell_value.h"

#include <string>

#include "indexer/readers/column_content.h"
#include "indexer/readers/json/json.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

// `<PAGE_TITLE>Oil rises</PAGE_TITLE><PAGE_LINKS>...</PAGE_LINKS>` as an object; what is not an element is left out.
nlohmann::json elements_of(std::string_view cell) {
  nlohmann::json object = nlohmann::json::object();
  while (cell.starts_with('<')) {
    const std::size_t open = cell.find('>');
    if (open == std::string_view::npos) break;
    const std::string name(cell.substr(1, open - 1)), closing = "</" + name + ">";
    const std::size_t close = cell.find(closing, open);
    if (close == std::string_view::npos) break;
    object.emplace(name, cell.substr(open + 1, close - open - 1));
    cell = trimmed(cell.substr(close + closing.size()));
  }
  return object;
}

}  // namespace

std::optional<nlohmann::json> cell_value(std::string_view cell) {
  if (!is_structured_cell(cell)) return std::nullopt;
  cell = trimmed(cell);
  if (is_element_cell(cell)) return elements_of(cell);
  const std::string_view inner = trimmed(cell.substr(1));
  std::optional<nlohmann::json> value;
  if (!inner.starts_with('\'')) value = parse_json(std::string(cell)).value;
  if (!value) value = parse_json(json_of_python(cell)).value;
  if (!value || !value->is_structured()) return std::nullopt;
  make_plain(*value);
  return value;
}

}  // namespace broadtape
