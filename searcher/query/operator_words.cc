#include "searcher/query/operator_words.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <utility>

#include "common/text/ascii.h"

namespace broadtape {
namespace {

constexpr std::pair<std::string_view, LexemeKind> kOperators[] = {
    {"OR", LexemeKind::kOr}, {"AND", LexemeKind::kAnd}, {"NOT", LexemeKind::kNot}};

// Ours first, then those of Factiva, Lexis, ProQuest and Google. A name is followed by N between `before` and `after`.
struct NearName {
  std::string_view name;
  bool ordered;
  std::string_view before, after;  // N
};
constexpr NearName kNearNames[] = {
    {"w", true, "/", ""},     {"near", false, "/", ""}, {"pre", true, "/", ""}, {"adj", true, "/", ""},
    {"onear", true, "/", ""}, {"near", false, "", ""},  {"adj", true, "", ""},  {"around", false, "(", ")"},
};

}  // namespace

std::optional<LexemeKind> operator_kind(std::string_view word) {
  for (const auto& [name, kind] : kOperators) {
    if (word == name) return kind;
  }
  return std::nullopt;
}

std::optional<Gap> read_near(std::string_view word) {
  constexpr std::size_t kLongest = 20;
  if (word.size() > kLongest) return std::nullopt;
  const std::string lower = ascii_lowered(word);
  for (const NearName& row : kNearNames) {
    const std::size_t begin = row.name.size() + row.before.size();
    if (!lower.starts_with(row.name) || lower.compare(row.name.size(), row.before.size(), row.before) != 0) continue;
    if (lower.size() <= begin + row.after.size() || !lower.ends_with(row.after)) continue;
    Gap gap;
    gap.ordered = row.ordered;
    const char* const end = lower.data() + lower.size() - row.after.size();
    const auto [stop, error] = std::from_chars(lower.data() + begin, end, gap.distance);
    if (error == std::errc{} && stop == end && gap.distance >= 1 && gap.distance <= kMaxDistance) return gap;
  }
  return std::nullopt;
}

bool is_near_without_distance(std::string_view word) {
  const std::string lower = ascii_lowered(word);
  if (lower == "near/") return true;
  const std::size_t slash = lower.find('/');
  if (slash == lower.npos || slash + 1 == lower.size()) return false;
  const bool is_number = lower.find_first_not_of("0123456789", slash + 1) == lower.npos;
  return is_number && (lower.starts_with("w/") || lower.starts_with("near/")) && !read_near(word);
}

}  // namespace broadtape
