#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <vector>

#include "common/text/ascii.h"
#include "indexer/input/limits.h"
#include "indexer/readers/article_fields.h"
#include "indexer/readers/forms.h"
#include "indexer/readers/text_layout.h"
#include "indexer/readers/web_archive/web_archive.h"

namespace broadtape {
namespace {

// The body without the chunks of RFC 9112, 7.1; nullopt if it is not chunked. A last chunk that is cut off is kept.
std::optional<std::string> without_chunks(std::string_view body) {
  std::string out;
  bool any = false;
  while (!body.empty()) {
    std::uint64_t size = 0;
    const auto parsed = std::from_chars(body.data(), body.data() + body.size(), size, 16);
    const std::size_t line = body.find('\n');
    if (parsed.ec != std::errc{} || line == std::string_view::npos) break;
    constexpr std::size_t kLongestLine = 1000;  // with extensions
    const char after = *parsed.ptr;
    if (line > kLongestLine || (after != '\r' && after != '\n' && after != ';' && after != ' ')) break;
    any = true;
    body.remove_prefix(line + 1);
    if (size == 0) return out;
    const std::size_t count = static_cast<std::size_t>(std::min<std::uint64_t>(size, body.size()));
    out += body.substr(0, count);
    body.remove_prefix(count);
    if (body.starts_with("\r\n"))
      body.remove_prefix(2);
    else if (body.starts_with('\n'))
      body.remove_prefix(1);
  }
  if (!any) return std::nullopt;
  return out;
}

bool looks_encoded(std::string_view body) {
  const std::size_t first = body.find_first_not_of(" \t\r\n\xef\xbb\xbf");
  return first == std::string_view::npos || body[first] != '<';
}

std::string field_of(const HeaderFields& fields, const char* name) {
  const auto found = fields.find(name);
  return found == fields.end() ? std::string() : found->second;
}

// Removes the content codings, the last one first. Leaves a body that looks decoded.
void remove_codings(HttpResponse& response) {
  std::vector<std::string> codings = split_labels(ascii_lowered(field_of(response.fields, "content-encoding")));
  std::reverse(codings.begin(), codings.end());
  for (const std::string& coding : codings) {
    if (coding == "identity" || coding == "none" || coding == "utf-8" || response.body.empty()) continue;
    std::optional<std::string> decoded = decode_content(response.body, coding, kMaxPageBytes);
    if (decoded) {
      response.body = std::move(*decoded);
    } else if (looks_encoded(response.body)) {
      response.problem = fmt::format("its content coding {} cannot be decoded", coding);
      return;
    }
  }
}

}  // namespace

void add_header_line(std::string_view line, HeaderFields& fields) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0) return;
  fields[ascii_lowered(trimmed(line.substr(0, colon)))] = std::string(trimmed(line.substr(colon + 1)));
}

std::optional<HttpResponse> parse_http_response(std::string_view bytes) {
  if (!bytes.starts_with("HTTP/")) return std::nullopt;
  HttpResponse response;
  bool first = true;
  std::string_view body = bytes;
  while (!body.empty()) {
    const std::size_t end = std::min(body.find('\n'), body.size());
    const std::string_view line = trimmed(body.substr(0, end));
    body.remove_prefix(std::min(end + 1, body.size()));
    if (line.empty()) break;
    if (first) {
      const std::string_view code = trimmed(line.substr(std::min(line.find(' '), line.size())));
      std::from_chars(code.data(), code.data() + code.size(), response.status);
    } else {
      add_header_line(line, response.fields);
    }
    first = false;
  }
  const std::string type = ascii_lowered(field_of(response.fields, "content-type"));
  response.media_type = std::string(trimmed(type.substr(0, type.find(';'))));
  if (const std::size_t at = type.find("charset="); at != std::string::npos) {
    response.charset = type.substr(at + 8);
    std::erase_if(response.charset, [](char c) { return c == '"' || c == '\''; });
    response.charset = std::string(trimmed(response.charset.substr(0, response.charset.find(';'))));
  }
  const bool chunked =
      ascii_lowered(field_of(response.fields, "transfer-encoding")).find("chunked") != std::string::npos;
  std::optional<std::string> whole = chunked ? without_chunks(body) : std::nullopt;
  response.body = whole ? std::move(*whole) : std::string(body);
  remove_codings(response);
  return response;
}

}  // namespace broadtape
