#include "searcher/output/row_text.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace broadtape {
namespace {

constexpr std::string_view kFormulaBegins[] = {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"};
// Some programs trim these before they look for a formula.
constexpr std::string_view kBlanks[] = {" ", "\u00a0", "\u200b", "\u3000", "\ufeff"};

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

std::string_view without_blanks(std::string_view text) {
  for (bool trimmed = true; trimmed;) {
    trimmed = false;
    for (const std::string_view blank : kBlanks) {
      if (!text.starts_with(blank)) continue;
      text.remove_prefix(blank.size());
      trimmed = true;
    }
  }
  return text;
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
  const bool formula = !raw && looks_like_formula(text);
  const bool quoted = text.find_first_of(",;\t\"\r\n") != std::string_view::npos;
  if (quoted) out += '"';
  if (formula) out += '\'';
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
    if (!raw && looks_like_formula(texts[i])) joined += '\'';
    joined += texts[i];
  }
  append_csv_cell(joined, true, out);
}

bool looks_like_formula(std::string_view text) {
  const std::string_view rest = without_blanks(text);
  return std::any_of(std::begin(kFormulaBegins), std::end(kFormulaBegins),
                     [&](std::string_view begin) { return rest.starts_with(begin); });
}

}  // namespace broadtape
