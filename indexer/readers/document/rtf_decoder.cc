#include "indexer/readers/document/rtf_decoder.h"

#include <fmt/format.h>

#include "common/error/error.h"
#include "common/text/utf8.h"
#include "indexer/input/limits.h"

namespace broadtape {

void RtfDecoder::check_size() const {
  if (contained_.text.size() > kMaxRecordBytes)
    throw Error(ErrorKind::kTooLarge, fmt::format("has more than {} bytes of text", kMaxRecordBytes));
  if (contained_.title.size() + contained_.author.size() > kMaxFieldBytes)
    throw Error(ErrorKind::kTooLarge, fmt::format("its title and author have more than {} bytes", kMaxFieldBytes));
}

// Bytes that are not escaped are UTF-8 if they are valid as such, as some programs write it.
void RtfDecoder::flush() {
  if (pending_.empty()) return;
  if (!pending_escaped_ && is_valid_utf8(pending_)) {
    *pending_target_ += pending_;
  } else {
    CharsetDecoder& decoder = decoders_.try_emplace(pending_charset_, pending_charset_).first->second;
    decoder.decode(pending_, *pending_target_);
    decoder.finish(*pending_target_);
  }
  pending_.clear();
  check_size();
}

// The second byte of a character may be written as a letter, so letters behind such bytes wait as well.
void RtfDecoder::put_byte(char c, bool escaped, const char* charset, std::string& out) {
  const bool ascii = static_cast<unsigned char>(c) < 0x80;
  if (!pending_.empty() &&
      (&out != pending_target_ || charset != pending_charset_ || (!ascii && escaped != pending_escaped_)))
    flush();
  constexpr std::size_t kWaiting = 4'096;
  if (pending_.size() > kWaiting && ascii && static_cast<unsigned char>(pending_.back()) < 0x80) flush();
  if (pending_.size() > kMaxRecordBytes) flush();  // which checks the size
  if (pending_.empty() && ascii) {
    out += c;
    if (out.size() % kWaiting == 0) check_size();
    return;
  }
  if (pending_.empty()) {
    pending_target_ = &out;
    pending_charset_ = charset;
    pending_escaped_ = escaped;
  }
  pending_ += c;
}

void RtfDecoder::put(char32_t c, std::string& out) {
  flush();
  append_utf8(out, c);
  check_size();
}

}  // namespace broadtape
