#include "searcher/query/query_error.h"

#include <algorithm>

#include "common/text/display_width.h"
#include "common/text/utf8.h"

namespace broadtape {
namespace {

constexpr std::size_t kMaxContextBytes = 60;  // on either side of the position
constexpr std::string_view kEllipsis = "…";

// Replaces line feeds, tabs and other control characters, which would misplace the caret.
std::string on_one_line(std::string_view text) {
  std::string line;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = decode_utf8(text, at);
    append_utf8(line, c < 0x20 || (c >= 0x7f && c < 0xa0) ? U' ' : c);
  }
  return line;
}

bool continues_character(char c) {
  return (static_cast<unsigned char>(c) & 0xc0) == 0x80;
}

}  // namespace

Error query_error(std::string_view query, std::size_t at, const std::string& message, const std::string& hint) {
  at = std::min(at, query.size());
  std::size_t begin = at > kMaxContextBytes ? at - kMaxContextBytes : 0;
  while (begin < at && continues_character(query[begin])) ++begin;
  const std::string_view after = utf8_prefix(query.substr(at), kMaxContextBytes);
  const std::string before = std::string(begin > 0 ? kEllipsis : "") + on_one_line(query.substr(begin, at - begin));
  const bool cut = at + after.size() < query.size();
  return Error(ErrorKind::kQuery,
               message + "\n  " + before + on_one_line(after) + std::string(cut ? kEllipsis : "") + "\n  " +
                   std::string(display_width(before), ' ') + "^",
               hint, at);
}

}  // namespace broadtape
