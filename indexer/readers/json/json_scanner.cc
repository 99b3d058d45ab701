#include "indexer/readers/json/json_scanner.h"

#include <algorithm>
#include <cstring>

#include "indexer/readers/json/json.h"

namespace broadtape {

bool is_json_blank(int c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == kJsonRecordSeparator;
}

std::size_t end_of_json_string(std::string_view text, std::size_t begin) {
  const auto find = [&](char wanted, std::size_t from, std::size_t end) {
    if (from >= end) return end;
    const void* const found = std::memchr(text.data() + from, wanted, end - from);
    return found ? static_cast<std::size_t>(static_cast<const char*>(found) - text.data()) : end;
  };
  std::size_t quote = find('"', begin, text.size());
  for (;;) {
    const std::size_t escape = find('\\', begin, quote);
    if (escape == quote) return quote;
    begin = escape + 2;
    if (begin > text.size()) return begin;
    if (begin > quote) quote = find('"', begin, text.size());
  }
}

int JsonScanner::peek() {
  if (at_ == buffer_.size()) {
    constexpr std::size_t kChunkBytes = 64u << 10;
    buffer_.resize(kChunkBytes);
    buffer_.resize(source_.read(buffer_.data(), buffer_.size()));
    at_ = 0;
    if (buffer_.empty()) return kInputEnd;
  }
  return static_cast<unsigned char>(buffer_[at_]);
}

int JsonScanner::take() {
  const int c = peek();
  if (c == kInputEnd) return kInputEnd;
  take_run(1);
  return c;
}

std::string_view JsonScanner::take_run(std::size_t bytes) {
  constexpr std::size_t kKeptOfLongPiece = 64u << 10;
  const std::string_view run = std::string_view(buffer_).substr(at_, bytes);
  at_ += run.size();
  if (!is_keeping_ || exceeded_limit_) return run;
  kept_ += run.substr(0, max_kept_bytes_ + 1 - kept_.size());
  if (kept_.size() <= max_kept_bytes_) return run;
  exceeded_limit_ = true;
  kept_.resize(std::min(kept_.size(), kKeptOfLongPiece));
  kept_.shrink_to_fit();
  return run;
}

int JsonScanner::skip_blanks() {
  int c = peek();
  indent_ = kNoIndent;
  for (; is_json_blank(c) || c == ','; c = peek()) {
    if (c == '\n')
      indent_ = 0;
    else if (indent_ != kNoIndent)
      ++indent_;
    take();
  }
  return c;
}

bool JsonScanner::take_string(std::string* out) {
  constexpr std::size_t kLongestName = 2048;
  take();
  bool is_escaped = false;  // the next character, after a backslash at the end of the buffer
  while (peek() != kInputEnd) {
    const std::size_t end = end_of_json_string(buffer_, at_ + (is_escaped ? 1 : 0));
    const bool ends = end < buffer_.size();
    is_escaped = end > buffer_.size();
    const std::string_view run = take_run(std::min(end, buffer_.size()) - at_);
    if (out) *out += run.substr(0, kLongestName - std::min(kLongestName, out->size()));
    if (!ends) continue;
    take();
    return true;
  }
  return false;
}

bool JsonScanner::take_value() {
  std::size_t depth = 0;
  for (int c = peek(); c != kInputEnd; c = peek()) {
    if (c == '"') {
      if (!take_string(nullptr)) return false;
    } else if (c == '{' || c == '[') {
      ++depth;
      take();
    } else if (c == '}' || c == ']') {
      if (depth == 0) return true;
      --depth;
      take();
    } else if (depth == 0 && (c == ',' || c == '\n')) {
      return true;
    } else {
      take();
      continue;
    }
    if (depth == 0) return true;
  }
  return false;
}

std::string_view JsonScanner::look_ahead(std::size_t bytes) {
  while (buffer_.size() - at_ < bytes) {
    std::string more(bytes, '\0');
    more.resize(source_.read(more.data(), more.size()));
    if (more.empty()) break;
    buffer_ = buffer_.substr(at_) + more;
    at_ = 0;
  }
  return std::string_view(buffer_).substr(at_, bytes);
}

void JsonScanner::put_back(std::string_view text) {
  buffer_ = std::string(text) + buffer_.substr(at_);
  at_ = 0;
}

void JsonScanner::start_keeping() {
  kept_.clear();
  exceeded_limit_ = false;
  is_keeping_ = true;
}

void JsonScanner::drop_kept() {
  kept_.clear();
  is_keeping_ = false;
}

std::string JsonScanner::kept_text() {
  is_keeping_ = false;
  return std::exchange(kept_, {});
}

}  // namespace broadtape
