#include "common/terminal/terminal_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "common/text/display_width.h"
#include "common/text/utf8.h"

namespace broadtape {
namespace {

constexpr const char* kInkCodes[] = {"",         "\x1b[1m",  "\x1b[2m",  "\x1b[1;33m", "\x1b[1;33m",
                                     "\x1b[36m", "\x1b[35m", "\x1b[32m", "\x1b[34m",   "\x1b[31m"};
constexpr const char* kReset = "\x1b[0m";
constexpr char32_t kReplacement = 0xfffd;

bool turns_direction(char32_t c) {
  return c == 0x061c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

bool commands_terminal(char32_t c) {
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || turns_direction(c);
}

std::string neutralised(std::string_view text, bool keep_lines) {
  std::string valid(text);
  if (!is_valid_utf8(text)) repair_utf8(valid);
  std::string out;
  out.reserve(valid.size());
  for (std::size_t at = 0; at < valid.size();) {
    const char32_t c = decode_utf8(valid, at);
    if (c == U'\n' || c == U'\t') {
      out += c == U'\n' && keep_lines ? '\n' : ' ';
    } else {
      append_utf8(out, commands_terminal(c) ? kReplacement : c);
    }
  }
  return out;
}

// Fills lines word by word; tracks the current ink.
class Wrapper {
 public:
  Wrapper(std::size_t width, std::string_view indent, bool colour) : width_(width), indent_(indent), colour_(colour) {
    start_line();
  }

  void add(const Span& span) {
    for (std::size_t at = 0; at < span.text.size();) {
      std::size_t next = at;
      const char32_t c = decode_utf8(span.text, next);
      if (c == U' ') {
        flush_word();
        space_ = used_ > indent_width_;
      } else {
        word_.push_back({std::string(span.text.substr(at, next - at)), span.ink});
        word_width_ += display_width(c);
      }
      at = next;
    }
  }

  std::vector<std::string> finish() {
    flush_word();
    end_line();
    if (!lines_.empty() && lines_.back() == indent_) lines_.pop_back();
    return std::move(lines_);
  }

 private:
  void start_line() {
    line_ = indent_;
    indent_width_ = used_ = display_width(indent_);
    space_ = false;
  }

  void end_line() {
    set_ink(Ink::kPlain);
    lines_.push_back(std::move(line_));
  }

  void set_ink(Ink ink) {
    if (ink == ink_) return;
    if (colour_ && ink_ != Ink::kPlain) line_ += kReset;
    if (colour_) line_ += kInkCodes[static_cast<std::size_t>(ink)];
    ink_ = ink;
  }

  void break_line() {
    end_line();
    start_line();
  }

  void flush_word() {
    if (word_.empty()) return;
    if (used_ > indent_width_ && used_ + (space_ ? 1 : 0) + word_width_ > width_) break_line();
    if (space_) {
      if (!(ink_ == word_.front().ink)) set_ink(Ink::kPlain);
      line_ += ' ';
      ++used_;
    }
    for (const Span& character : word_) {
      const std::size_t columns = display_width(character.text);
      if (used_ + columns > width_ && used_ > indent_width_) break_line();
      set_ink(character.ink);
      line_ += character.text;
      used_ += columns;
    }
    word_.clear();
    word_width_ = 0;
    space_ = false;
  }

  std::size_t width_;
  std::string indent_;
  bool colour_;
  std::vector<std::string> lines_;
  std::string line_;
  std::size_t used_ = 0;  // columns of line_
  std::size_t indent_width_ = 0;
  Ink ink_ = Ink::kPlain;
  bool space_ = false;      // pending before the next word
  std::vector<Span> word_;  // by character
  std::size_t word_width_ = 0;
};

}  // namespace

std::string harmless(std::string_view text) {
  return neutralised(text, false);
}

std::string harmless_lines(std::string_view text) {
  return neutralised(text, true);
}

std::string painted(std::string_view text, Ink ink, bool colour) {
  if (!colour || ink == Ink::kPlain || text.empty()) return std::string(text);
  return kInkCodes[static_cast<std::size_t>(ink)] + std::string(text) + kReset;
}

std::vector<std::string> wrap(const std::vector<Span>& spans, std::size_t width, std::string_view indent, bool colour) {
  Wrapper wrapper(width, indent, colour);
  for (const Span& span : spans) wrapper.add(span);
  return wrapper.finish();
}

namespace {

constexpr std::size_t kMaxUrlBytes = 2'083;
constexpr std::string_view kSchemes[] = {"http://", "https://"};
constexpr std::string_view kBegin = "\x1b]8;;";
constexpr std::string_view kEnd = "\x1b\\";

// The sequence may contain only bytes from 32 to 126.
std::string in_ascii(std::string_view url) {
  std::string out;
  for (const char c : url) {
    const auto byte = static_cast<unsigned char>(c);
    out += byte < 0x80 ? std::string(1, c) : fmt::format("%{:02X}", byte);
  }
  return out;
}

bool may_be_linked(std::string_view url) {
  const bool known = std::any_of(std::begin(kSchemes), std::end(kSchemes),
                                 [&](std::string_view scheme) { return url.starts_with(scheme); });
  const bool clean = std::none_of(url.begin(), url.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= 0x20 || byte == 0x7f;
  });
  return known && clean;
}

}  // namespace

std::string hyperlinked(std::string_view text, std::string_view url) {
  if (!may_be_linked(url)) return std::string(text);
  const std::string target = in_ascii(url);
  if (target.size() > kMaxUrlBytes) return std::string(text);
  return fmt::format("{0}{1}{2}{3}{0}{2}", kBegin, target, kEnd, text);
}

}  // namespace broadtape
