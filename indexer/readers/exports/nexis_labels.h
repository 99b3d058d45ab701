// The labels of Nexis exports, such as `BYLINE:`, in the languages of the service.
#pragma once

#include <bitset>
#include <cstdint>
#include <optional>
#include <string_view>

namespace broadtape {

enum class NexisLabel : std::uint8_t {
  kByline,
  kSection,
  kLength,
  kHeadline,
  kHighlight,
  kDateline,
  kLanguage,
  kSubject,
  kTicker,
  kUrl,
  kLoaded,  // when the service took the article in; begins the labels behind the text, as some others do
  kBehind,
  kOther,
};
inline constexpr std::size_t kNexisLabelCount = static_cast<std::size_t>(NexisLabel::kOther) + 1;

struct LabelLine {
  NexisLabel label;
  std::string_view value;
  bool in_capitals;
};

// `line` as a known label and its value: `BYLINE: Jane Roe`, `Length: 512 words`. nullopt for other lines.
std::optional<LabelLine> label_line(std::string_view line);

// Counts the labels in some lines, to detect the form.
class NexisLabels {
 public:
  void add(std::string_view line);
  std::size_t count() const { return seen_.count(); }  // of different ones
  std::size_t in_capitals() const { return in_capitals_.count(); }
  bool has_length() const { return has_length_; }  // `LENGTH: 512 words`

 private:
  std::bitset<kNexisLabelCount> seen_;
  std::bitset<kNexisLabelCount> in_capitals_;
  bool has_length_ = false;
};

}  // namespace broadtape
