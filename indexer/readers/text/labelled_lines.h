// Lines such as `Title: Oil rises`, which give the fields of a text before or after it.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "indexer/readers/field_names.h"

namespace broadtape {

struct LabelledLine {
  std::string_view name;
  std::string_view value;      // trimmed
  std::string_view line = {};  // all of it
};

// A name of few words before a colon. nullopt for other lines.
std::optional<LabelledLine> labelled_line(std::string_view line);

// A line of one sign, `-----`, or a form feed.
bool is_separator_line(std::string_view line);

// The lines before the body of a record.
struct LabelBlock {
  std::string_view headline;  // a first line without a label
  std::vector<LabelledLine> labels;
  std::size_t lines = 0;  // of the block; the body follows
};

// Reads the labels at the beginning of `lines`. Blank lines, lines that go on the one before, and addresses and unknown
// labels before known ones may be between them.
LabelBlock read_labels(const std::vector<std::string_view>& lines, const FieldNames& names);

// Where labels begin that end `lines`, if at least three of them are known: `Publication title: Harbor Wire`. Otherwise
// the number of lines. Looks at no line before `from`.
std::size_t begin_of_last_labels(const std::vector<std::string_view>& lines, std::size_t from, const FieldNames& names);

}  // namespace broadtape
