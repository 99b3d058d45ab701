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

constexpr int kInputEnd = JsonScanner::kInputEnd;
constexpr std::size_t kMaxHolders = 8;

}  // namespace

bool is_article_list_name(std::string_view name) {
  return std::find(std::begin(kLists), std::end(kLists), name) != std::end(kLists);
}

bool is_list_holder_name(std::string_view name) {
  return std::find(std::begin(kHolders), std::end(kHolders), name) != std::end(kHolders);
}

void JsonSplitter::hand_over(JsonPiece& piece, std::string fault) {
  piece.text = scanner_.kept_text();
  piece.fault =
      scanner_.exceeded_limit() ? "longer than " + std::to_string(max_piece_bytes_) + " bytes" : std::move(fault);
}

bool JsonSplitter::next(JsonPiece& piece) {
  piece = {};
  for (;;) {
    if (!frames_.empty()) {
      const bool found = frames_.back() == JsonLevel::kArray ? next_in_array(piece) : next_in_object(piece);
      if (found) return true;
      continue;
    }
    const int c = scanner_.skip_blanks();
    if (c == kInputEnd) return false;
    if (c == '[') {
      scanner_.take();
      frames_.push_back(JsonLevel::kArray);
    } else if (c == '{') {
      scanner_.start_keeping();
      scanner_.take();
      frames_.push_back(JsonLevel::kObject);
    } else {
      scanner_.start_keeping();
      scanner_.take();
      scanner_.take_value();
      hand_over(piece, "not a JSON object");
      return true;
    }
  }
}

// True if `piece` has an element or a fault; false if the array ended.
bool JsonSplitter::next_in_array(JsonPiece& piece) {
  const int c = scanner_.skip_blanks();
  if (c == ']') {
    scanner_.take();
    frames_.pop_back();
    return false;
  }
  if (c == kInputEnd && broken_off_) {  // already reported
    frames_.clear();
    return false;
  }
  scanner_.start_keeping();
  if (c == kInputEnd) {
    frames_.clear();
    hand_over(piece, "the input ends inside the list");
    return true;
  }
  if (c == '}') scanner_.take();  // skip it, or the loop would not end
  const bool whole = scanner_.take_value();
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
  if (!in_list || scanner_.indent() == JsonScanner::kNoIndent || resumed_bytes_ > kMaxRereading * max_piece_bytes_)
    return piece.size();
  const std::string start = "\n" + std::string(scanner_.indent(), ' ') + "{";
  const std::size_t at = piece.find(start);
  if (at == std::string_view::npos) return piece.size();
  resumed_bytes_ += piece.size() - at;
  scanner_.put_back(piece.substr(at));
  return at;
}

// True if `piece` has an article or a fault; false after entering or leaving a list or a wrapper.
bool JsonSplitter::next_in_object(JsonPiece& piece) {
  const int c = scanner_.skip_blanks();
  if (c == '"') {
    return take_member(piece);
  }
  if (c == '}') {
    scanner_.take();
    end_object(piece, "");
    return !piece.text.empty();
  }
  if (c == kInputEnd) {
    const bool was_article = scanner_.is_keeping();
    frames_.clear();
    if (!was_article) scanner_.start_keeping();
    hand_over(piece, "the input ends inside the object");
    return true;
  }
  scanner_.take();  // invalid JSON; the parser reports it if this is an article
  return false;
}

void JsonSplitter::descend(JsonLevel level) {
  scanner_.take();
  scanner_.drop_kept();
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
  scanner_.drop_kept();
  if (opening != '{' && opening != '[') {
    scanner_.take_value();
    return false;
  }
  names_.push_back(name);
  scanner_.start_keeping();
  const bool whole = scanner_.take_value();
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
  scanner_.take_string(&name);
  while (is_json_blank(scanner_.peek()) || scanner_.peek() == ':') scanner_.take();
  const std::string normal = normal_field_name(name);
  const int c = scanner_.peek();
  if (!levels_.empty()) return take_level(name, c, piece);
  if (c == '[' && is_article_list_name(normal)) {
    scanner_.take();
    while (is_json_blank(scanner_.peek())) scanner_.take();
    if (scanner_.peek() == '{' && !begins_part()) {
      scanner_.drop_kept();
      frames_.push_back(JsonLevel::kArray);
      return false;
    }
    for (int next = scanner_.peek(); next != kInputEnd; next = scanner_.skip_blanks()) {
      if (next == ']') {
        scanner_.take();
        return false;
      }
      if (next == '}') scanner_.take();
      if (!scanner_.take_value()) return false;
    }
    return false;
  }
  if (c == '{' && is_list_holder_name(normal) && frames_.size() < kMaxHolders) {
    scanner_.take();
    frames_.push_back(JsonLevel::kObject);
    return false;
  }
  scanner_.take_value();
  return false;
}

// Whether the next object is a version of a text, {"role": "main", "value": "..."}, or a row whose columns are named
// elsewhere, {"f": [{"v": "..."}]}, and not an article.
bool JsonSplitter::begins_part() {
  constexpr std::size_t kLookBytes = 256;
  const std::string_view start = scanner_.look_ahead(kLookBytes);
  if (start.substr(0, start.find('}')).find("\"role\"") != std::string_view::npos) return true;
  const std::string_view first = trimmed(start.substr(1));
  return first.starts_with("\"f\"") || first.starts_with("\"c\"");
}

void JsonSplitter::end_object(JsonPiece& piece, std::string fault) {
  frames_.pop_back();
  const bool outermost = std::find(frames_.begin(), frames_.end(), JsonLevel::kObject) == frames_.end();
  if (outermost && scanner_.is_keeping()) hand_over(piece, std::move(fault));
}

}  // namespace broadtape
