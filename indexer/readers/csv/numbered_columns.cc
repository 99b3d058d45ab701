#include "indexer/readers/csv/numbered_columns.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

namespace broadtape {
namespace {

// Columns of one name but for the number in it.
struct Numbered {
  std::string stem;                                  // the name without the number
  std::vector<std::pair<int, std::size_t>> columns;  // by number
  std::optional<FieldMatch> match = {};              // of the stem

  // Whether the numbers go on from 0 or 1.
  bool is_series() const {
    constexpr std::size_t kFewest = 3, kMost = 100;
    if (columns.size() < kFewest || columns.size() > kMost || columns[0].first > 1) return false;
    for (std::size_t i = 1; i < columns.size(); ++i) {
      if (columns[i].first != columns[i - 1].first + 1) return false;
    }
    return true;
  }
};

// Splits a name at its last number, `news_12_title`; false without one.
bool split_name(std::string_view name, std::string& stem, int& number) {
  constexpr std::size_t kMostDigits = 3;
  const auto is_digit = [](unsigned char c) { return std::isdigit(c) != 0; };
  const auto last = std::find_if(name.rbegin(), name.rend(), is_digit);
  if (last == name.rend()) return false;
  const auto end = static_cast<std::size_t>(name.rend() - last);
  std::size_t begin = end;
  while (begin > 0 && is_digit(static_cast<unsigned char>(name[begin - 1]))) --begin;
  if (end - begin > kMostDigits) return false;
  std::from_chars(name.data() + begin, name.data() + end, number);
  stem = fmt::format("{} {}", name.substr(0, begin), name.substr(end));
  return true;
}

std::vector<Numbered> series_in(const CsvShape& shape, const FieldNames& names) {
  std::map<std::string, Numbered> by_stem;
  for (std::size_t i = 0; i < shape.columns.size(); ++i) {
    std::string stem;
    int number = 0;
    if (!split_name(shape.columns[i].name, stem, number)) continue;
    Numbered& numbered = by_stem[normal_field_name(stem)];
    numbered.stem = std::move(stem);
    numbered.columns.emplace_back(number, i);
  }
  std::vector<Numbered> series;
  for (auto& [normal, numbered] : by_stem) {
    std::sort(numbered.columns.begin(), numbered.columns.end());
    if (normal.empty() || !numbered.is_series()) continue;
    numbered.match = names.find(numbered.stem);
    if (numbered.match) numbered.match->origin = {};
    series.push_back(std::move(numbered));
  }
  return series;
}

bool is_text_field(RawField field) {
  return field == RawField::kTitle || field == RawField::kBody || field == RawField::kSummary;
}

// Whether the columns have headlines: by their name, or by their values together.
bool has_headlines(const Numbered& series, const CsvShape& shape, const std::vector<ColumnContent>& contents) {
  constexpr double kFewestWords = 3;
  double filled = 0, distinct = 0, words = 0, bytes = 0;
  for (const auto& [number, i] : series.columns) {
    if (shape.columns[i].match && shape.columns[i].match->field != RawField::kTitle) return false;
    const ColumnContent& content = contents[i];
    if (content.is_typed()) return false;
    const auto count = static_cast<double>(content.filled());
    filled += count;
    distinct += static_cast<double>(content.distinct());
    words += content.mean_words() * count;
    bytes += content.mean_bytes() * count;
  }
  const bool is_known = series.match && !series.match->weak;
  if (series.match && (is_known ? series.match->field != RawField::kTitle : !is_text_field(series.match->field)))
    return false;
  if (filled == 0 || is_known) return filled > 0;
  return words >= kFewestWords * filled && bytes <= kLongestTitleBytes * filled && distinct * 2 >= filled;
}

}  // namespace

void find_numbered_articles(CsvShape& shape, const std::vector<ColumnContent>& contents, const FieldNames& names) {
  const std::vector<Numbered> all = series_in(shape, names);
  const Numbered* titles = nullptr;
  for (const Numbered& series : all) {
    if (!has_headlines(series, shape, contents)) continue;
    const auto rank = [](const Numbered& s) { return std::tuple(s.match && !s.match->weak, s.columns.size()); };
    if (!titles || rank(series) > rank(*titles)) titles = &series;
  }
  if (!titles) return;
  const auto is_numbered = [&](std::size_t column) {
    return std::any_of(all.begin(), all.end(), [&](const Numbered& series) {
      return std::any_of(series.columns.begin(), series.columns.end(),
                         [&](const auto& numbered) { return numbered.second == column; });
    });
  };
  for (std::size_t i = 0; i < shape.columns.size(); ++i) {
    const std::optional<FieldMatch>& match = shape.columns[i].match;
    if (match && is_text_field(match->field) && !is_numbered(i)) return;
  }
  const int first = titles->columns[0].first;
  shape.articles = static_cast<int>(titles->columns.size());
  for (const Numbered& series : all) {
    const bool is_title = &series == titles;
    if (!is_title && (!series.match || series.columns[0].first != first)) continue;
    for (const auto& [number, column] : series.columns) {
      if (number - first >= shape.articles) break;
      shape.columns[column].match = is_title ? std::optional(FieldMatch{RawField::kTitle, kGuessRank}) : series.match;
      shape.columns[column].article = number - first + 1;
    }
  }
}

void settle_repeated_names(CsvShape& shape, const std::vector<ColumnContent>& contents) {
  std::map<std::string, std::vector<std::size_t>> by_name;
  for (std::size_t i = 0; i < shape.columns.size(); ++i) {
    if (shape.columns[i].match && shape.columns[i].article == 0)
      by_name[normal_field_name(shape.columns[i].name)].push_back(i);
  }
  for (auto& [normal, columns] : by_name) {
    if (columns.size() < 2) continue;
    const RawField field = shape.columns[columns[0]].match->field;
    const auto is_too_long = [&](std::size_t i) {
      return field == RawField::kTitle && contents[i].mean_bytes() > kLongestTitleBytes;
    };
    const auto rank = [&](std::size_t i) {
      const bool is_good = fits(field, contents[i]) && !is_too_long(i);
      return std::tuple(is_good, contents[i].filled(), field == RawField::kBody ? contents[i].mean_bytes() : 0.0);
    };
    const std::size_t best =
        *std::max_element(columns.begin(), columns.end(), [&](auto a, auto b) { return rank(a) < rank(b); });
    shape.notes.push_back(fmt::format("{} columns are named {}: the {} is taken from column {}", columns.size(),
                                      shape.columns[best].name, field_name(field), best + 1));
    for (const std::size_t i : columns) {
      if (i == best) continue;
      shape.columns[i].name += fmt::format(" (column {})", i + 1);
      const bool is_body = field == RawField::kTitle && contents[i].mean_bytes() >= kShortestBodyBytes &&
                           contents[i].mean_bytes() > 2 * contents[best].mean_bytes();
      if (fits(field, contents[i]) && !is_too_long(i) && !is_body)
        ++shape.columns[i].match->rank;
      else
        shape.columns[i].match = std::nullopt;
    }
  }
}

}  // namespace broadtape
