#include "indexer/readers/field_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <utility>

#include "common/embedded_data.h"
#include "common/error/error.h"
#include "common/text/fold.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

// In the order of RawField.
constexpr std::string_view kFieldNames[] = {"title",    "body", "summary", "date",     "source", "author",
                                            "tickers",  "url",  "id",      "language", "labels", "time",
                                            "captured", "year", "month",   "day",      "minute", "zone"};
static_assert(std::size(kFieldNames) == kFieldCount);

// Words around the name of a field that do not change its meaning.
constexpr std::string_view kWrapperWords[] = {"post",  "article", "story",   "news", "item", "entry",    "raw",
                                              "full",  "clean",   "cleaned", "main", "orig", "original", "short",
                                              "web",   "html",    "plain",   "text", "utc",  "gmt",      "iso",
                                              "value", "str",     "string",  "seo",  "meta", "og",       "name"};

constexpr int kBestWeight = 100;
constexpr int kWeakWeight = 50;       // a weaker name must match literally
constexpr int kWrappedPenalty = 100;  // a name in wrapper words counts less than any literal one

bool is_ascii_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

using NameTable = std::unordered_map<std::string, FieldMatch>;

NameTable read_name_table() {
  NameTable table;
  each_data_row(embedded_data("fields.tsv"), [&](std::string_view line) {
    const std::size_t first = line.find('\t'), second = line.rfind('\t');
    if (first == second) return;
    int weight = 0;
    std::from_chars(line.data() + second + 1, line.data() + line.size(), weight);
    const FieldMatch match{field_named(line.substr(0, first)), kBestWeight - weight, weight < kWeakWeight};
    const auto [known, is_new] = table.emplace(normal_field_name(line.substr(first + 1, second - first - 1)), match);
    if (!is_new && match.rank < known->second.rank) known->second = match;
  });
  return table;
}

const NameTable& name_table() {
  static const NameTable table = read_name_table();
  return table;
}

// The words of `publishedAt`, `published_at` and `Published At`, normalised.
std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words(1);
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    const bool kept = is_ascii_letter_or_digit(c) || (c & 0x80);
    const bool begins = c >= 'A' && c <= 'Z' && i > 0 && name[i - 1] >= 'a' && name[i - 1] <= 'z';
    if ((!kept || begins) && !words.back().empty()) words.emplace_back();
    if (kept) words.back().push_back(c);
  }
  if (words.back().empty()) words.pop_back();
  for (std::string& word : words) word = normal_field_name(word);
  return words;
}

std::optional<FieldMatch> in_table(const std::string& normal, bool literal) {
  const auto known = name_table().find(normal);
  if (known == name_table().end()) return std::nullopt;
  if (!literal && known->second.weak) return std::nullopt;
  return known->second;
}

std::optional<FieldMatch> singular_in_table(const std::string& normal, bool literal) {
  if (const auto match = in_table(normal, literal)) return match;
  constexpr std::size_t kShortest = 4;
  if (normal.size() < kShortest || !normal.ends_with('s')) return std::nullopt;
  return in_table(normal.substr(0, normal.size() - 1), false);
}

// A name in wrapper words. The name of a company or of a file is none of our fields, so these words lead to texts only.
std::optional<FieldMatch> wrapped_in_table(std::string_view name) {
  std::string inner;
  bool wrapped = false;
  for (const std::string& word : words_of(name)) {
    const bool is_wrapper = is_among(word, kWrapperWords);
    wrapped |= is_wrapper;
    if (!is_wrapper) inner += word;
  }
  if (!wrapped || inner.empty()) return std::nullopt;
  auto match = singular_in_table(inner, false);
  if (!match || match->field == RawField::kTickers) return std::nullopt;
  match->rank += kWrappedPenalty;
  return match;
}

}  // namespace

std::string_view field_name(RawField field) {
  return kFieldNames[static_cast<std::size_t>(field)];
}

RawField field_named(std::string_view name) {
  const auto found = std::find(std::begin(kFieldNames), std::end(kFieldNames), name);
  if (found == std::end(kFieldNames)) {
    throw Error(ErrorKind::kUsage, fmt::format("unknown field \"{}\"", name),
                fmt::format("the fields are {}", fmt::join(kFieldNames, ", ")));
  }
  return static_cast<RawField>(found - std::begin(kFieldNames));
}

std::string normal_field_name(std::string_view name) {
  std::string normal;
  bool ascii = true;
  for (const char c : name) {
    if (c >= 'A' && c <= 'Z')
      normal.push_back(static_cast<char>(c - 'A' + 'a'));
    else if (is_ascii_letter_or_digit(c) || c == '.' || (c & 0x80))
      normal.push_back(c);
    ascii &= (c & 0x80) == 0;
  }
  return ascii ? normal : fold(normal);
}

std::optional<RawField> field_in_words(std::string_view name) {
  for (const std::string& word : words_of(name)) {
    if (const auto match = singular_in_table(word, false)) return match->field;
  }
  return std::nullopt;
}

FieldNames::FieldNames(const std::map<std::string, std::string>& chosen) {
  for (const auto& [ours, theirs] : chosen) chosen_[normal_field_name(theirs)] = field_named(ours);
}

std::optional<FieldMatch> FieldNames::find(std::string_view name) const {
  constexpr std::size_t kMostKept = 4'096;
  const std::string written(name);
  if (const auto known = found_.find(written); known != found_.end()) return known->second;
  const std::string normal = normal_field_name(name);
  std::optional<FieldMatch> match;
  if (const auto own = chosen_.find(normal); own != chosen_.end()) {
    match = FieldMatch{own->second, 0};
  } else {
    match = singular_in_table(normal, true);
    if (!match) match = wrapped_in_table(name);
  }
  if (found_.size() >= kMostKept) return match;
  const auto kept = found_.emplace(written, match).first;
  if (kept->second) kept->second->origin = kept->first;
  return kept->second;
}

}  // namespace broadtape
