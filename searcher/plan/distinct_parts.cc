#include "searcher/plan/distinct_parts.h"

#include <string>
#include <unordered_map>

namespace broadtape {
namespace {

// Parts with equal keys have the same meaning; a part without a key is distinct.
std::string key_of(const Node& node) {
  const bool is_leaf = node.kind == NodeKind::kWord || node.kind == NodeKind::kPhrase || node.kind == NodeKind::kTerm ||
                       node.kind == NodeKind::kWildcard;
  if (!is_leaf) return node.kind == NodeKind::kDate && node.dates.text.empty() ? "" : to_text(node);
  std::string key{static_cast<char>(node.kind), static_cast<char>(node.field)};
  key.append(1, static_cast<char>(node.reading)).append(1, static_cast<char>(node.least));
  for (const std::string& term : node.terms) key.append(1, '\0').append(term);
  for (const Variant& variant : node.variants) {
    key.append(1, '\1');
    for (const std::string& term : variant.terms) key.append(1, '\0').append(term);
  }
  return key;
}

}  // namespace

std::vector<DistinctPart> distinct_parts(const std::vector<const Node*>& nodes) {
  std::vector<DistinctPart> parts;
  std::unordered_map<std::string, std::size_t> known;
  for (const Node* node : nodes) {
    std::string key = nodes.size() > 1 ? key_of(*node) : "";
    const auto [found, is_new] = known.try_emplace(std::move(key), parts.size());
    if (is_new || found->first.empty()) {
      parts.push_back({node, 1});
    } else {
      ++parts[found->second].times;
    }
  }
  return parts;
}

}  // namespace broadtape
