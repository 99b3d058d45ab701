#include "searcher/output/row_text.h"

#include <algorithm>
#include <array>

#include "common/text/export_form.h"

namespace broadtape {
namespace {

// For each byte, whether a JSON string must escape it.
constexpr std::array<bool, 256> kMustEscape = [] {
  std::array<bool, 256> table{};
  for (std::size_t c = 0; c < 0x20; ++c) table[c] = true;
  table['"'] = table['\\'] = true;
  return table;
}();

void append_escape(char c, std::string& out) {
  constexpr std::string_view kNamed = "\"\\\b\f\n\r\t";
  constexpr std::string_view kNames = "\"\\bfnrt";
  constexpr std::string_view kHex = "0123456789abcdef";
  out += '\\';
  if (const std::size_t named = kNamed.find(c); named != std::string_view::npos) {
    out += kNames[named];
    return;
  }
  out += "u00";
  out += kHex[static_cast<unsigned char>(c) >> 4];
  out += kHex[static_cast<unsigned char>(c) & 15];
}

void append_quoted(std::string_view text, std::string& out) {
  out += '"';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

// A member that contains the list's punctuation is quoted like a cell.
void append_list_member(std::string_view text, bool raw, std::string& out) {
  std::string guarded;
  if (!raw && needs_csv_guard(text)) text = guarded.append(1, kCsvGuard).append(text);
  if (text.find_first_of(";\"") == std::string_view::npos) {
    out += text;
  } else {
    append_quoted(text, out);
  }
}

}  // namespace

void append_json_string(std::string_view text, std::string& out) {
  out += '"';
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!kMustEscape[static_cast<unsigned char>(text[i])]) continue;
    out += text.substr(begin, i - begin);
    append_escape(text[i], out);
    begin = i + 1;
  }
  out += text.substr(begin);
  out += '"';
}

void append_csv_cell(std::string_view text, bool raw, std::string& out) {
  const bool guarded = !raw && needs_csv_guard(text);
  const bool quoted = text.find_first_of(",;\t\"\r\n") != std::string_view::npos;
  if (quoted) out += '"';
  if (guarded) out += kCsvGuard;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t quote = quoted ? std::min(text.find('"', begin), text.size()) : text.size();
    out += text.substr(begin, quote - begin);
    if (quote < text.size()) out += "\"\"";
    begin = quote + 1;
  }
  if (quoted) out += '"';
}

void append_csv_list(const std::vector<std::string_view>& texts, bool raw, std::string& out) {
  std::string joined;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (i > 0) joined += ';';
    append_list_member(texts[i], raw, joined);
  }
  append_csv_cell(joined, true, out);
}

}  // namespace broadtape
