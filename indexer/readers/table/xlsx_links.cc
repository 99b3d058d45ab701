#include <utility>

#include "indexer/readers/table/xlsx.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {

SheetLinks links_of_sheet(OfficePackage& package, const std::string& path) {
  constexpr std::size_t kMaxLinks = 100'000;               // Excel allows 65,530
  std::unordered_map<std::string, std::string> addresses;  // by the name of the relation
  for (OfficeRelation& relation : package.links_of(path)) {
    if (relation.is("hyperlink") && is_web_address(relation.target))
      addresses.emplace(std::move(relation.id), std::move(relation.target));
  }
  SheetLinks links;
  if (addresses.empty()) return links;
  const std::unique_ptr<ByteSource> part = package.open(path);
  XmlPart xml(*part);
  for (XmlEvent event = xml.next(); event != XmlEvent::kEnd && links.size() < kMaxLinks; event = xml.next()) {
    if (event != XmlEvent::kOpen || xml.name() != "hyperlink") continue;
    const auto address = addresses.find(xml.attribute("id"));
    const std::string cells = xml.attribute("ref");  // `B3`, or `B3:C3` of merged cells
    if (address != addresses.end()) links.emplace(cells.substr(0, cells.find(':')), address->second);
  }
  return links;
}

std::string address_in_formula(std::string_view formula) {
  constexpr std::string_view kFunction = "HYPERLINK(\"";
  const std::size_t at = formula.find(kFunction);
  if (at == std::string_view::npos) return {};
  formula.remove_prefix(at + kFunction.size());
  const std::string_view address = formula.substr(0, formula.find('"'));
  return is_web_address(address) ? std::string(address) : std::string();
}

}  // namespace broadtape
