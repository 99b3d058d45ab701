#include <algorithm>
#include <iterator>
#include <utility>

#include "indexer/readers/article_fields.h"
#include "indexer/readers/json/json.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

constexpr std::string_view kLists[] = {"articles", "data",     "results",   "docs",      "items",     "news",
                                       "stories",  "entries",  "feed",      "hits",      "posts",     "records",
                                       "rows",     "response", "documents", "headlines", "newsitems", "value",
                                       "messages", "statuses", "releases",  "filings",   "updates",   "alerts"};
constexpr std::string_view kHolders[] = {"response", "result", "data", "hits",   "payload",
                                         "news",     "feed",   "rss",  "channel"};

constexpr int kInputEnd = -1;
constexpr std::size_t kMaxHolders = 8;
constexpr std::size_t kKeptOfLongPiece = 64u << 10;

bool is_blank(int c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == kJsonRecordSeparator;
}

}  // namespace

bool is_article_list_name(std::string_view name) {
  return std::find(std::begin(kLists), std::end(kLists), name) != std::end(kLists);
}

bool is_list_holder_name(std::string_view name) {
  return std::find(std::begin(kHolders), std::end(kHolders), name) != std::end(kHolders);
}

int JsonSplitter::peek() {
  if (at_ == buffer_.size()) {
    constexpr std::size_t kChunkBytes = 64u << 10;
    buffer_.resize(kChunkBytes);
    buffer_.resize(source_.read(buffer_.data(), buffer_.size()));
    at_ = 0;
    if (buffer_.empty()) return kInputEnd;
  }
  return static_cast<unsigned char>(buffer_[at_]);
}

int JsonSplitter::take() {
  const int c = peek();
  if (c == kInputEnd) return kInputEnd;
  ++at_;
  keep(c);
  return c;
}

void JsonSplitter::keep(int c) {
  if (!keeping_ || too_long_) return;
  text_.push_back(static_cast<char>(c));
  if (text_.size() <= max_piece_bytes_) return;
  too_long_ = true;
  text_.resize(std::min(text_.size(), kKeptOfLongPiece));
  text_.shrink_to_fit();
}

int JsonSplitter::skip_blanks() {
  int c = peek();
  indent_ = std::string::npos;
  for (; is_blank(c) || c == ','; c = peek()) {
    if (c == '\n')
      indent_ = 0;
    else if (indent_ != std::string::npos)
      ++indent_;
    take();
  }
  return c;
}

void JsonSplitter::start_text() {
  text_.clear();
  too_long_ = false;
  keeping_ = true;
}

void JsonSplitter::hand_over(JsonPiece& piece, std::string fault) {
  piece.text = std::move(text_);
  piece.fault = too_long_ ? "longer than " + std::to_string(max_piece_bytes_) + " bytes" : std::move(fault);
  text_.clear();
  keeping_ = false;
}

// Reads a string from its opening quote and appends its raw characters to `out`. False if it is unterminated.
bool JsonSplitter::take_string(std::string* out) {
  constexpr std::size_t kLongestName = 2048;
  take();
  for (int c = take(); c != kInputEnd; c = take()) {
    if (c == '"') return true;
    if (out && out->size() < kLongestName) out->push_back(static_cast<char>(c));
    if (c == '\\' && take() == kInputEnd) return false;
  }
  return false;
}

// Reads an object or array to its closing bracket, a string, or the characters up to the next delimiter. False if the
// input ends first.
bool JsonSplitter::take_value() {
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

bool JsonSplitter::next(JsonPiece& piece) {
  piece = {};
  for (;;) {
    if (!frames_.empty()) {
      const bool found = frames_.back() == JsonLevel::kArray ? next_in_array(piece) : next_in_object(piece);
      if (found) return true;
      continue;
    }
    const int c = skip_blanks();
    if (c == kInputEnd) return false;
    if (c == '[') {
      take();
      frames_.push_back(JsonLevel::kArray);
    } else if (c == '{') {
      start_text();
      take();
      frames_.push_back(JsonLevel::kObject);
    } else {
      start_text();
      take();
      take_value();
      hand_over(piece, "not a JSON object");
      return true;
    }
  }
}

// True if `piece` has an element or a fault; false if the array ended.
bool JsonSplitter::next_in_array(JsonPiece& piece) {
  const int c = skip_blanks();
  if (c == ']') {
    take();
    frames_.pop_back();
    return false;
  }
  if (c == kInputEnd && broken_off_) {  // already reported
    frames_.clear();
    return false;
  }
  start_text();
  if (c == kInputEnd) {
    frames_.clear();
    hand_over(piece, "the input ends inside the list");
    return true;
  }
  if (c == '}') take();  // skip it, or the loop would not end
  const bool whole = take_value();
  if (!whole) broken_off_ = true;
  hand_over(piece, whole ? "" : "the article has no end");
  piece.is_aside = !levels_.empty() && c != '{';
  surround(piece, true);
  return true;
}

std::size_t JsonSplitter::resume_inside(std::string_view piece) {
  // Limits rereading of a list that contains only damaged elements.
  constexpr std::uint64_t kMaxRereading = 4;
  const bool in_list = !frames_.empty() && frames_.back() == JsonLevel::kArray;
  if (!in_list || indent_ == std::string::npos || resumed_bytes_ > kMaxRereading * max_piece_bytes_)
    return piece.size();
  const std::string start = "\n" + std::string(indent_, ' ') + "{";
  const std::size_t at = piece.find(start);
  if (at == std::string_view::npos) return piece.size();
  resumed_bytes_ += piece.size() - at;
  buffer_ = std::string(piece.substr(at)) + buffer_.substr(at_);
  at_ = 0;
  return at;
}

// True if `piece` has an article or a fault; false after entering or leaving a list or a wrapper.
bool JsonSplitter::next_in_object(JsonPiece& piece) {
  const int c = skip_blanks();
  if (c == '"') {
    return take_member(piece);
  }
  if (c == '}') {
    take();
    end_object(piece, "");
    return !piece.text.empty();
  }
  if (c == kInputEnd) {
    const bool was_article = keeping_;
    frames_.clear();
    if (!was_article) start_text();
    hand_over(piece, "the input ends inside the object");
    return true;
  }
  take();  // invalid JSON; the parser reports it if this is an article
  return false;
}

void JsonSplitter::descend(JsonLevel level) {
  take();
  keeping_ = false;
  text_.clear();
  frames_.push_back(level);
}

void JsonSplitter::surround(JsonPiece& piece, bool in_list) const {
  for (std::size_t i = 0; i < names_.size(); ++i) {
    piece.opening += "{\"" + names_[i] + "\":";
    piece.closing.insert(0, "}");
  }
  if (in_list && !levels_.empty()) {
    piece.opening += "[";
    piece.closing.insert(0, "]");
  }
}

// Reads the value of a member at levels_: enters the next container, or reads an article of the last one. True if
// `piece` has an article or a fault.
bool JsonSplitter::take_level(const std::string& name, int opening, JsonPiece& piece) {
  const std::size_t open = frames_.size();
  names_.resize(open - 1);
  if (open < levels_.size() && opening == (levels_[open] == JsonLevel::kObject ? '{' : '[')) {
    names_.push_back(name);
    descend(levels_[open]);
    return false;
  }
  keeping_ = false;
  text_.clear();
  if (opening != '{' && opening != '[') {
    take_value();
    return false;
  }
  names_.push_back(name);
  start_text();
  const bool whole = take_value();
  if (!whole) frames_.clear();
  hand_over(piece, whole ? "" : "the article has no end");
  piece.is_aside = open < levels_.size() || opening != '{';
  surround(piece, false);
  return true;
}

// Reads `"name": value`, or only its start if the value is or may contain a list of articles. True if `piece` has an
// article or a fault.
bool JsonSplitter::take_member(JsonPiece& piece) {
  std::string name;
  take_string(&name);
  while (is_blank(peek()) || peek() == ':') take();
  const std::string normal = normal_field_name(name);
  const int c = peek();
  if (!levels_.empty()) return take_level(name, c, piece);
  if (c == '[' && is_article_list_name(normal)) {
    take();
    while (is_blank(peek())) take();
    if (peek() == '{' && !begins_part()) {
      keeping_ = false;
      text_.clear();
      frames_.push_back(JsonLevel::kArray);
      return false;
    }
    for (int next = peek(); next != kInputEnd; next = skip_blanks()) {
      if (next == ']') {
        take();
        return false;
      }
      if (next == '}') take();
      if (!take_value()) return false;
    }
    return false;
  }
  if (c == '{' && is_list_holder_name(normal) && frames_.size() < kMaxHolders) {
    take();
    frames_.push_back(JsonLevel::kObject);
    return false;
  }
  take_value();
  return false;
}

// Whether the next object is a version of a text, {"role": "main", "value": "..."}, or a row whose columns are named
// elsewhere, {"f": [{"v": "..."}]}, and not an article.
bool JsonSplitter::begins_part() {
  constexpr std::size_t kLookBytes = 256;
  while (buffer_.size() - at_ < kLookBytes) {
    std::string more(kLookBytes, '\0');
    more.resize(source_.read(more.data(), more.size()));
    if (more.empty()) break;
    buffer_ = buffer_.substr(at_) + more;
    at_ = 0;
  }
  const std::string_view start = std::string_view(buffer_).substr(at_, kLookBytes);
  if (start.substr(0, start.find('}')).find("\"role\"") != std::string_view::npos) return true;
  const std::string_view first = trimmed(start.substr(1));
  return first.starts_with("\"f\"") || first.starts_with("\"c\"");
}

void JsonSplitter::end_object(JsonPiece& piece, std::string fault) {
  frames_.pop_back();
  const bool outermost = std::find(frames_.begin(), frames_.end(), JsonLevel::kObject) == frames_.end();
  if (outermost && keeping_) hand_over(piece, std::move(fault));
}

}  // namespace broadtape
