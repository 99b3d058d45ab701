#include "indexer/readers/text/labelled_lines.h"

#include <algorithm>
#include <string>

#include "common/text/ascii.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

std::string_view without_form_feeds(std::string_view line) {
  return line.substr(std::min(line.find_first_not_of('\f'), line.size()));
}

}  // namespace

std::optional<LabelledLine> labelled_line(std::string_view line) {
  constexpr std::size_t kLongestLabel = 40, kMostBlanks = 3;
  constexpr std::string_view kWideColon = "：";
  constexpr std::string_view kEmphasis = "*_";  // `**Title:** Oil rises`
  const std::string_view whole = line;
  while (!line.empty() && kEmphasis.find(line[0]) != std::string_view::npos) line.remove_prefix(1);
  const std::size_t ascii = line.find(':'), wide = line.find(kWideColon);
  const std::size_t colon = std::min(ascii, wide);
  if (colon == std::string_view::npos || colon == 0 || colon > kLongestLabel) return std::nullopt;
  const std::string_view name = trimmed(line.substr(0, colon));
  std::string_view value = line.substr(colon + (wide < ascii ? kWideColon.size() : 1));
  if (wide >= ascii && !value.empty() && std::string_view(" \t*_").find(value[0]) == std::string_view::npos)
    return std::nullopt;
  while (!value.empty() && kEmphasis.find(value[0]) != std::string_view::npos) value.remove_prefix(1);
  const bool is_name = !name.empty() && (is_ascii_letter(name[0]) || (name[0] & 0x80) != 0) &&
                       name.find_first_of(".,;!?\"()=<>{}[]") == std::string_view::npos &&
                       std::count(name.begin(), name.end(), ' ') <= static_cast<std::ptrdiff_t>(kMostBlanks);
  if (!is_name) return std::nullopt;
  return LabelledLine{name, trimmed(value), whole};
}

bool is_separator_line(std::string_view line) {
  return line.find('\f') != std::string_view::npos || is_rule_line(line);
}

LabelBlock read_labels(const std::vector<std::string_view>& lines, const FieldNames& names) {
  constexpr std::size_t kLongestHeadline = 300, kMostLabels = 100, kMostUnknown = 12;
  LabelBlock block;
  std::vector<LabelledLine> unknown;  // below a blank line; labels if a known one follows
  bool after_blank = false, wants_value = false;
  for (std::size_t i = 0; i < lines.size() && block.labels.size() < kMostLabels; ++i) {
    const std::string_view line = trimmed(without_form_feeds(lines[i]));
    if (line.empty() || (block.labels.empty() && is_separator_line(lines[i]))) {
      after_blank = !block.labels.empty();
      continue;
    }
    const auto label = labelled_line(line);
    const bool is_known = label && names.find(label->name);
    if (!label || (after_blank && !is_known)) {
      const bool is_headline = block.labels.empty() && block.headline.empty() && line.size() <= kLongestHeadline;
      if (is_headline) {
        block.headline = line;
      } else if (wants_value && !after_blank) {
        block.labels.back().value = line;
        block.lines = i + 1;
        wants_value = false;
      } else if (!block.labels.empty() && unknown.size() < kMostUnknown && (label || is_web_address(line))) {
        if (label) unknown.push_back(*label);
      } else {
        break;
      }
      continue;
    }
    after_blank = false;
    block.labels.insert(block.labels.end(), unknown.begin(), unknown.end());
    unknown.clear();
    block.labels.push_back(*label);
    block.lines = i + 1;
    const auto match = names.find(label->name);
    if (match && match->field == RawField::kBody) break;  // the rest is its value
    wants_value = label->value.empty();
  }
  return block;
}

std::size_t begin_of_last_labels(const std::vector<std::string_view>& lines, std::size_t from,
                                 const FieldNames& names) {
  constexpr std::size_t kFewestKnown = 3;
  std::size_t begin = lines.size(), known = 0;
  for (std::size_t i = lines.size(); i-- > from;) {
    const std::string_view line = trimmed(lines[i]);
    if (line.empty() || is_web_address(line)) continue;
    const auto label = labelled_line(line);
    if (!label) break;
    if (!names.find(label->name)) continue;
    ++known;
    begin = i;
  }
  return known >= kFewestKnown ? begin : lines.size();
}

}  // namespace broadtape
