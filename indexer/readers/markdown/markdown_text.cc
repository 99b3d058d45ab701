#include <algorithm>
#include <array>
#include <utility>

#include "common/text/ascii.h"
#include "indexer/readers/markdown/markdown.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

// Whether `line` has at least three of one of `marks` and nothing else.
bool is_rule(std::string_view line, std::string_view marks) {
  const std::string_view text = trimmed(line);
  if (text.size() < 3 || marks.find(text[0]) == std::string_view::npos) return false;
  return text.find_first_not_of(std::string(1, text[0]) + " ") == std::string_view::npos &&
         std::count(text.begin(), text.end(), text[0]) >= 3;
}

bool is_fence(std::string_view line) {
  const std::string_view text = trimmed(line);
  return text.starts_with("```") || text.starts_with("~~~");
}

// `[1]: https://example.com "Title"`
bool is_link_definition(std::string_view line) {
  const std::string_view text = trimmed(line);
  const std::size_t end = text.find("]:");
  return text.starts_with('[') && !text.starts_with("[^") && end != std::string_view::npos &&
         text.substr(0, end).find(' ') == std::string_view::npos;
}

// Removes what is between `start` and `end`, such as `<!--` and `-->`. Text without an end is kept.
void remove_between(std::string& text, std::string_view start, std::string_view end) {
  std::string kept;
  std::size_t at = 0;
  while (true) {
    const std::size_t open = text.find(start, at);
    const std::size_t close = open == std::string::npos ? open : text.find(end, open + start.size());
    if (close == std::string::npos) break;
    kept.append(text, at, open - at);
    at = close + end.size();
  }
  if (at > 0) text = kept.append(text, at, std::string::npos);
}

bool is_word_byte(char c) {
  return is_ascii_letter(c) || is_ascii_digit(c) || (c & 0x80) != 0;
}

// Removes the marks inside a line.
class InlineText {
 public:
  explicit InlineText(std::string_view line) : line_(line) {}

  std::string read() {
    while (at_ < line_.size()) {
      const char c = line_[at_];
      if (c == '\\' && at_ + 1 < line_.size() && kPunctuation.find(line_[at_ + 1]) != std::string_view::npos)
        take_escape();
      else if (c == '`')
        take_code();
      else if (c == '!' && at_ + 1 < line_.size() && line_[at_ + 1] == '[')
        ++at_;
      else if (rest().starts_with("[[") && take_wiki_link())
        continue;
      else if (c == '[')
        open_link();
      else if (c == ']' && !links_.empty())
        close_link();
      else if (c == '<' && (rest().starts_with("<http://") || rest().starts_with("<https://")))
        take_address();
      else if (kEmphasisMarks.find(c) != std::string_view::npos)
        take_emphasis(c);
      else
        out_.push_back(line_[at_++]);
    }
    return without_marks();
  }

 private:
  static constexpr std::string_view kPunctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
  static constexpr std::string_view kEmphasisMarks = "*_~=";  // `==marked==` of Obsidian
  static constexpr std::size_t kMostRun = 3;

  std::string_view rest() const { return line_.substr(at_); }

  void take_escape() {
    out_.push_back(line_[at_ + 1]);
    at_ += 2;
  }

  void take_code() {
    const std::size_t run = std::min(rest().find_first_not_of('`'), rest().size());
    const std::size_t end =
        ends_code_[std::min(run, kMostRun)] ? std::string_view::npos : line_.find(line_.substr(at_, run), at_ + run);
    if (end == std::string_view::npos) {
      ends_code_[std::min(run, kMostRun)] = true;  // no run of this length follows
      out_.append(line_.substr(at_, run));
      at_ += run;
    } else {
      out_.append(line_.substr(at_ + run, end - at_ - run));
      at_ = end + run;
    }
  }

  // `[[Note|text]]` of Obsidian and other wikis as `text`; false for other brackets.
  bool take_wiki_link() {
    constexpr std::size_t kLongestNote = 300;
    const std::string_view inner = rest().substr(2, kLongestNote);
    const std::size_t end = inner.find_first_of("[]");
    if (end == 0 || !inner.substr(std::min(end, inner.size())).starts_with("]]")) return false;
    const std::string_view note = inner.substr(0, end);
    const std::size_t bar = note.find('|');
    out_.append(bar == std::string_view::npos ? note : note.substr(bar + 1));
    at_ += end + 4;
    return true;
  }

  void open_link() {
    links_.push_back(out_.size());
    out_.push_back(line_[at_++]);
  }

  // `[text](address)` and `[text][name]`; other brackets are text.
  void close_link() {
    const std::size_t open = links_.back();
    links_.pop_back();
    ++at_;
    const bool is_note = open + 1 < out_.size() && out_[open + 1] == '^';
    const char next = at_ < line_.size() ? line_[at_] : ' ';
    const std::size_t end = next == '(' ? end_of_target() : next == '[' ? line_.find(']', at_) : std::string_view::npos;
    if (is_note) {
      marks_.push_back({open, out_.size() - open});
    } else if (end == std::string_view::npos || (next == '[' && end - at_ > kLongestName)) {
      out_.push_back(']');
    } else {
      marks_.push_back({open, 1});
      at_ = end + 1;
    }
  }

  // The closing parenthesis of the address at the current one, which may have parentheses in it.
  std::size_t end_of_target() const {
    std::size_t depth = 0;
    const std::size_t limit = std::min(line_.size(), at_ + kLongestTarget);
    for (std::size_t i = at_; i < limit; ++i) {
      if (line_[i] == '[' || line_[i] == ']') break;
      if (line_[i] == '(') ++depth;
      if (line_[i] == ')' && --depth == 0) return i;
    }
    return std::string_view::npos;
  }

  void take_address() {
    const std::size_t end = line_.find('>', at_);
    const bool closed = end != std::string_view::npos && end - at_ < kLongestTarget;
    if (closed) out_.append(line_.substr(at_ + 1, end - at_ - 1));
    if (!closed) out_.push_back('<');
    at_ = closed ? end + 1 : at_ + 1;
  }

  // A run of marks that opens or closes emphasis. A run that finds no partner stays.
  void take_emphasis(char mark) {
    const std::size_t run = std::min(rest().find_first_not_of(mark), rest().size());
    const char before = at_ > 0 ? line_[at_ - 1] : ' ';
    const char after = at_ + run < line_.size() ? line_[at_ + run] : ' ';
    const std::size_t place = out_.size();
    out_.append(line_.substr(at_, run));
    at_ += run;
    if (run > kMostRun || ((mark == '~' || mark == '=') && run != 2)) return;
    const bool inside_word = mark == '_' && is_word_byte(before) && is_word_byte(after);
    const bool closes = before != ' ' && !inside_word, opens = after != ' ' && !inside_word;
    std::size_t& open = open_[kEmphasisMarks.find(mark) * kMostRun + run - 1];
    if (closes && open != kNone && place > open + run) {
      marks_.push_back({open, run});
      marks_.push_back({place, run});
      open = kNone;
    } else if (opens) {
      open = place;
    }
  }

  // Overlapping marks are removed once.
  std::string without_marks() {
    std::sort(marks_.begin(), marks_.end());
    std::string text;
    std::size_t at = 0;
    for (const auto& [place, length] : marks_) {
      if (place > at) text.append(out_, at, place - at);
      at = std::max(at, place + length);
    }
    return text.append(out_, std::min(at, out_.size()), std::string::npos);
  }

  static constexpr std::size_t kLongestTarget = 2'000;
  static constexpr std::size_t kLongestName = 200;
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  std::string_view line_;
  std::size_t at_ = 0;
  std::string out_;
  std::vector<std::size_t> links_;                          // in out_, of open brackets
  std::vector<std::pair<std::size_t, std::size_t>> marks_;  // in out_, with their length
  std::array<std::size_t, kEmphasisMarks.size()* kMostRun> open_ =
      all_none();  // in out_, by mark and length of the run
  std::array<bool, kMostRun + 1> ends_code_ = {};

  static std::array<std::size_t, kEmphasisMarks.size() * kMostRun> all_none() {
    std::array<std::size_t, kEmphasisMarks.size() * kMostRun> none{};
    none.fill(kNone);
    return none;
  }
};

}  // namespace

std::optional<std::string_view> heading_of(std::string_view line) {
  const std::size_t level = std::min(line.find_first_not_of('#'), line.size());
  if (level == 0 || level > 6 || level == line.size() || line[level] != ' ') return std::nullopt;
  std::string_view text = trimmed(line.substr(level));
  while (text.ends_with('#')) text.remove_suffix(1);
  text = trimmed(text);
  return text.empty() ? std::nullopt : std::optional(text);
}

std::string markdown_text(std::string_view markdown) {
  std::string text(markdown);
  remove_between(text, "<!--", "-->");
  remove_between(text, "{{<", ">}}");
  remove_between(text, "{{%", "%}}");
  remove_between(text, "{%", "%}");
  std::string out;
  bool in_code = false;
  bool after_text = false;
  for (const std::string_view line : split_lines(text)) {
    if (is_fence(line)) {
      in_code = !in_code;
      continue;
    }
    const bool underlines = after_text && (is_rule(line, "=") || is_rule(line, "-"));
    if (!in_code && (underlines || is_rule(line, "-*_") || is_link_definition(line))) continue;
    std::string_view content = line;
    while (!in_code && content.starts_with('>')) content = trimmed(content.substr(1));
    if (const auto heading = heading_of(content); heading && !in_code) content = *heading;
    after_text = !trimmed(content).empty();
    out += in_code ? std::string(content) : InlineText(content).read();
    out.push_back('\n');
  }
  return out;
}

}  // namespace broadtape
