#include <string>
#include <utility>
#include <vector>

#include "indexer/readers/json/json.h"

namespace broadtape {
namespace {

// Reads the brackets, names and strings of a JSON text that may be cut off, until it finds an article.
class Outline {
 public:
  Outline(std::string_view text, const FieldNames& names) : text_(text), names_(names) {}

  // The containers around the first object with a title or text; empty if there is none.
  std::vector<JsonLevel> around_article() {
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '{' || c == '[') {
        open_.push_back(c == '{' ? JsonLevel::kObject : JsonLevel::kArray);
        name_ = {};
      } else if (c == '}' || c == ']') {
        if (open_.empty()) return {};
        open_.pop_back();
        name_ = {};
      } else if (c == ',') {
        name_ = {};
      } else if (c == '"' && take_string()) {
        open_.pop_back();
        return open_;
      }
    }
    return {};
  }

 private:
  // Reads a string. True if it is the title or text of the innermost object.
  bool take_string() {
    const std::size_t begin = ++at_;
    at_ = end_of_json_string(text_, begin);
    if (at_ >= text_.size()) return false;
    const std::string_view string = text_.substr(begin, at_ - begin);
    if (open_.empty() || open_.back() != JsonLevel::kObject) return false;
    if (name_.empty()) {
      name_ = string;
      return false;
    }
    const auto match = names_.find(name_);
    const bool is_text = match && !match->weak && (match->field == RawField::kTitle || match->field == RawField::kBody);
    return is_text && !string.empty();
  }

  const std::string_view text_;
  const FieldNames& names_;
  std::size_t at_ = 0;
  std::vector<JsonLevel> open_;
  std::string_view name_;  // of the member being read; empty before it
};

}  // namespace

std::string closed_start(std::string_view text) {
  const auto each_outside_strings = [](std::string_view part, const auto& visit) {
    for (std::size_t at = 0; at < part.size(); ++at) {
      if (part[at] == '"')
        at = end_of_json_string(part, at + 1);
      else
        visit(at);
    }
  };
  std::size_t cut = 0;
  each_outside_strings(text, [&](std::size_t at) {
    if (text[at] == ',') cut = at;
  });
  const std::string_view start = text.substr(0, cut);
  std::string closing;  // innermost last
  each_outside_strings(start, [&](std::size_t at) {
    const char c = start[at];
    if (c == '{' || c == '[') closing += c == '{' ? '}' : ']';
    if ((c == '}' || c == ']') && !closing.empty()) closing.pop_back();
  });
  return std::string(start).append(closing.rbegin(), closing.rend());
}

std::vector<JsonLevel> levels_around_articles(std::string_view text, const FieldNames& names) {
  std::vector<JsonLevel> levels = Outline(text, names).around_article();
  if (levels.empty() || levels.front() != JsonLevel::kObject) return {};
  for (std::size_t i = 0; i < levels.size(); ++i) {
    if (levels[i] == JsonLevel::kArray) {
      levels.resize(i + 1);
      break;
    }
  }
  return levels;
}

}  // namespace broadtape
