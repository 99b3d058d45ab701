#include "searcher/query/operator_words.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <utility>

#include "common/text/ascii.h"

namespace broadtape {
namespace {

constexpr std::pair<std::string_view, LexemeKind> kOperators[] = {
    {"OR", LexemeKind::kOr}, {"AND", LexemeKind::kAnd}, {"NOT", LexemeKind::kNot}, {"ANDNOT", LexemeKind::kNot}};

// Ours first, then those of Factiva, Nexis, ProQuest and Google. A name is followed by N between `before` and `after`.
struct NearName {
  std::string_view name;
  bool ordered;
  std::string_view before, after;  // N
};
constexpr NearName kNearNames[] = {
    {"w", true, "/", ""},     {"near", false, "/", ""}, {"pre", true, "/", ""}, {"adj", true, "/", ""},
    {"onear", true, "/", ""}, {"near", false, "", ""},  {"adj", true, "", ""},  {"around", false, "(", ")"},
    {"n", false, "/", ""},    {"p", true, "/", ""},     {"", false, "/", ""},
};

constexpr std::string_view kNoParagraphs = "the index has no paragraphs";
constexpr std::string_view kNoSentences = "the index has no sentences";
constexpr ForeignWord kForeignWords[] = {
    {"w/p", false, kNoParagraphs, "near/50"},
    {"w/par", false, kNoParagraphs, "near/50"},
    {"w/para", false, kNoParagraphs, "near/50"},
    {"w/seg", false, kNoParagraphs, "AND"},
    {"w/s", false, kNoSentences, "near/20"},
    {"w/sent", false, kNoSentences, "near/20"},
    {"near/p", false, kNoParagraphs, "near/50"},
    {"near/s", false, kNoSentences, "near/20"},
    {"pre/p", false, kNoParagraphs, "w/50"},
    {"pre/s", false, kNoSentences, "w/20"},
    {"/p", false, kNoParagraphs, "near/50"},
    {"/s", false, kNoSentences, "near/20"},
    {"+p", false, kNoParagraphs, "w/50"},
    {"+s", false, kNoSentences, "w/20"},
    {"SAME", true, kNoParagraphs, "near/50"},
    {"NEAR", true, "near needs a distance", "near/10"},
    {"ADJ", true, "adj needs a distance", "w/1"},
    {"xor", false, "there is no XOR", "OR, and exclude articles with both: a OR b -(a AND b)"},
};

}  // namespace

std::optional<LexemeKind> operator_kind(std::string_view word) {
  for (const auto& [name, kind] : kOperators) {
    if (word == name) return kind;
  }
  return std::nullopt;
}

const ForeignWord* find_foreign_word(std::string_view word) {
  const std::string lower = ascii_lowered(word);
  for (const ForeignWord& row : kForeignWords) {
    if (row.word == (row.in_capitals ? word : std::string_view(lower))) return &row;
  }
  return nullptr;
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
