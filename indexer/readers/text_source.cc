#include "indexer/readers/text_source.h"

#include <fmt/format.h>

#include <algorithm>

#include "common/error/error.h"
#include "common/text/ascii.h"

namespace broadtape {
namespace {

constexpr std::size_t kChunkBytes = 64u << 10;
constexpr std::size_t kFirstBytes = 8u << 10;  // of a buffer that grows: most inputs are short

// The size of a buffer that was filled.
std::size_t grown(std::size_t size) {
  return std::min(kChunkBytes, std::max(kFirstBytes, 2 * size));
}

// The charset declared in the first bytes of an HTML or XML page: `<meta charset=x>`,
// `content="text/html; charset=x"`, `<?xml encoding="x"?>`.
std::string charset_in_markup(std::string_view head) {
  constexpr std::size_t kLookBytes = 4096;
  head = head.substr(0, kLookBytes);
  const std::size_t first = head.find_first_not_of(" \t\r\n");
  if (first == head.npos || head[first] != '<') return {};
  const std::string lower = ascii_lowered(head);
  for (const std::string_view key : {"charset=", "encoding="}) {
    const std::size_t at = lower.find(key);
    if (at == std::string::npos) continue;
    const std::size_t start = lower.find_first_not_of("\"' ", at + key.size());
    if (start == std::string::npos) continue;
    return lower.substr(start, lower.find_first_of("\"' ;/>?", start) - start);
  }
  return {};
}

}  // namespace

TextSource::TextSource(ByteSource& raw, const std::string& encoding)
    : raw_(raw), declared_(raw.name().charset), chosen_(encoding.empty() ? "" : charset_named(encoding)) {
  while (pending_.size() < kHeadBytes && fill()) continue;
  head_ = pending_.substr(0, kHeadBytes);
  if (head_.empty()) throw Error(ErrorKind::kInput, "is empty");
}

// Reads a full chunk, so that charset detection has as much evidence as possible.
std::string TextSource::read_chunk() {
  std::string chunk;
  std::size_t filled = 0;
  while (filled < kChunkBytes) {
    if (filled == chunk.size()) chunk.resize(grown(filled));
    const std::size_t count = raw_.read(chunk.data() + filled, chunk.size() - filled);
    if (count == 0) break;
    filled += count;
  }
  ended_ = filled < kChunkBytes;
  chunk.resize(filled);
  return chunk;
}

std::string_view TextSource::without_mark(std::string_view first_chunk) {
  const ByteOrderMark* mark = find_byte_order_mark(first_chunk);
  if (!chosen_.empty()) {
    charset_known_ = true;
    if (chosen_ != "UTF-8") decoder_.emplace(chosen_);
    const bool is_its_mark = mark && ascii_lowered(mark->charset) == ascii_lowered(chosen_);
    return is_its_mark ? first_chunk.substr(mark->bytes.size()) : first_chunk;
  }
  if (looks_binary(first_chunk)) throw Error(ErrorKind::kInput, "looks binary");
  if (declared_.empty()) declared_ = charset_in_markup(first_chunk);
  if (const char* const unmarked = mark ? nullptr : utf16_without_mark(first_chunk)) {
    charset_known_ = true;
    decoder_.emplace(unmarked);
  }
  if (!mark) return first_chunk;
  charset_known_ = true;
  if (mark->charset != std::string_view("UTF-8")) decoder_.emplace(mark->charset);
  return first_chunk.substr(mark->bytes.size());
}

void TextSource::detect_charset(std::string_view sample) {
  const std::optional<std::string> charset = find_charset(sample, declared_);
  if (!charset) return;
  charset_known_ = true;
  if (*charset != "UTF-8") decoder_.emplace(*charset);
}

bool TextSource::fill() {
  if (ended_) return false;
  const std::string chunk = read_chunk();
  const std::string_view bytes = started_ ? std::string_view(chunk) : without_mark(chunk);
  if (!charset_known_) detect_charset(bytes);
  const std::size_t before = pending_.size();
  if (decoder_) {
    decoder_->decode(bytes, pending_);
    if (ended_) decoder_->finish(pending_);
  } else {
    pending_ += bytes;
  }
  if (!started_) {
    cr_ends_lines_ = pending_.find('\n') == std::string::npos && pending_.find('\r') != std::string::npos;
    started_ = true;
  }
  if (cr_ends_lines_) {
    std::replace(pending_.begin() + static_cast<std::ptrdiff_t>(before), pending_.end(), '\r', '\n');
  }
  return pending_.size() > before || !ended_;
}

std::size_t TextSource::read(char* buffer, std::size_t size) {
  while (given_ == pending_.size()) {
    pending_.clear();
    given_ = 0;
    if (!fill()) return 0;
  }
  const std::size_t count = pending_.copy(buffer, size, given_);
  given_ += count;
  return count;
}

std::string read_whole(ByteSource& source, std::size_t limit) {
  std::string text;
  std::string piece(kFirstBytes, '\0');
  while (const std::size_t count = source.read(piece.data(), piece.size())) {
    text.append(piece, 0, count);
    if (count == piece.size()) piece.resize(grown(count));
    if (text.size() > limit) throw Error(ErrorKind::kTooLarge, fmt::format("is larger than {} bytes", limit));
  }
  return text;
}

bool LineReader::fill() {
  if (end_ == buffer_.size()) buffer_.resize(grown(end_));
  end_ = source_.read(buffer_.data(), buffer_.size());
  at_ = 0;
  return end_ > 0;
}

void LineReader::append(Line& line, std::string_view piece) const {
  if (line.too_long) return;
  line.text += piece;
  if (line.text.size() <= max_line_bytes_) return;
  line.too_long = true;
  line.text.resize(kKeptOfLongLine);
  line.text.shrink_to_fit();
}

bool LineReader::next(Line& line) {
  line.text.clear();
  line.ending.clear();
  line.too_long = false;
  line.number = ++number_;
  bool any = false;
  while (at_ < end_ || fill()) {
    any = true;
    const std::string_view rest = std::string_view(buffer_).substr(at_, end_ - at_);
    const std::size_t end = rest.find('\n');
    append(line, rest.substr(0, end));
    at_ += std::min(end, rest.size());
    if (end == std::string_view::npos) continue;
    ++at_;
    const bool crlf = !line.too_long && line.text.ends_with('\r');
    if (crlf) line.text.pop_back();
    line.ending = crlf ? "\r\n" : "\n";
    return true;
  }
  return any;
}

}  // namespace broadtape
