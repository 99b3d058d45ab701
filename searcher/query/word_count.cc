#include "searcher/query/word_count.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace broadtape {
namespace {

constexpr std::uint32_t kMostWords = 1'000'000'000;

WordCountResult count_failure(std::string problem, std::string hint) {
  WordCountResult result;
  result.problem = std::move(problem);
  result.hint = std::move(hint);
  return result;
}

// `2000` or `2,000`.
std::optional<std::uint32_t> read_number(std::string_view text) {
  std::string digits(text);
  if (const std::size_t comma = text.find(','); comma != std::string_view::npos) {
    if (comma == 0 || comma > 3) return std::nullopt;
    for (std::size_t i = comma; i < text.size(); ++i) {
      if ((text[i] == ',') != ((i - comma) % 4 == 0)) return std::nullopt;
    }
    if ((text.size() - comma) % 4 != 0) return std::nullopt;
    std::erase(digits, ',');
  }
  std::uint32_t number = 0;
  const char* const end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, number);
  const bool fits = error == std::errc{} && stop == end && number <= kMostWords;
  return fits ? std::optional(number) : std::nullopt;
}

struct Comparison {
  std::string_view sign;
  bool is_least;       // a lower bound
  std::int64_t shift;  // from the number written to the bound
};

constexpr Comparison kComparisons[] = {
    {">=", true, 0}, {"<=", false, 0}, {">", true, 1}, {"<", false, -1}};  // longer signs first

WordCountResult no_count() {
  return count_failure("words: needs a number", "write words:>200, words:<=500, words:200..500 or words:200");
}

WordCountResult compared(const Comparison& comparison, std::string_view rest) {
  const auto number = read_number(rest);
  if (!number) return no_count();
  const std::int64_t bound = *number + comparison.shift;
  if (bound < 0) return count_failure("no article has fewer than 0 words", "write words:0 for empty ones");
  WordCountResult result;
  if (comparison.is_least) {
    result.least = static_cast<std::uint32_t>(bound);
  } else {
    result.most = static_cast<std::uint32_t>(bound);
  }
  result.text = fmt::format("{}{}", comparison.sign, *number);
  return result;
}

WordCountResult range(std::string_view first, std::string_view last) {
  const auto least = first.empty() ? 0 : read_number(first);
  const auto most = read_number(last);
  if (!least || (first.empty() && last.empty()) || (!most && !last.empty())) return no_count();
  if (most && *most < *least)
    return count_failure("the range of words ends before it begins", "write the smaller number first");
  WordCountResult result;
  result.least = *least;
  result.most = most;
  result.text = fmt::format("{}..{}", first.empty() ? "" : std::to_string(*least), most ? std::to_string(*most) : "");
  return result;
}

}  // namespace

WordCountResult parse_word_count(std::string_view text) {
  for (const Comparison& comparison : kComparisons) {
    if (text.starts_with(comparison.sign)) return compared(comparison, text.substr(comparison.sign.size()));
  }
  if (const std::size_t dots = text.find(".."); dots != std::string_view::npos)
    return range(text.substr(0, dots), text.substr(dots + 2));
  const auto number = read_number(text);
  if (!number) return no_count();
  WordCountResult result;
  result.least = *number;
  result.most = *number;
  result.text = std::to_string(*number);
  return result;
}

}  // namespace broadtape
