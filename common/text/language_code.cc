#include "common/text/language_code.h"

#include <string>
#include <unordered_map>

#include "common/embedded_data.h"
#include "common/text/ascii.h"
#include "common/text/fold.h"

namespace broadtape {
namespace {

constexpr std::size_t kMaxLanguageBytes = 100;
constexpr std::size_t kMaxCodeLetters = 3;
constexpr std::string_view kNoLanguage[] = {"und", "mul", "mis", "zxx"};

using Codes = std::unordered_map<std::string, std::string_view>;  // folded code or name -> ISO 639-1

std::string_view cut(std::string_view& text, char separator) {
  const std::string_view part = text.substr(0, text.find(separator));
  text.remove_prefix(part.size() < text.size() ? part.size() + 1 : text.size());
  return part;
}

void add_names(std::string_view names, char separator, std::string_view code, Codes& codes) {
  while (!names.empty()) codes.emplace(fold(cut(names, separator)), code);
}

Codes read_codes() {
  Codes codes;
  each_data_row(embedded_data("words/languages.tsv"), [&](std::string_view row) {
    const std::string_view code = cut(row, '\t');
    codes.emplace(code, code);
    add_names(cut(row, '\t'), ' ', code, codes);
    add_names(cut(row, '\t'), ',', code, codes);
    add_names(cut(row, '\t'), ',', code, codes);
    add_names(row, ',', code, codes);
  });
  for (const std::string_view none : kNoLanguage) codes.emplace(none, std::string_view());
  return codes;
}

}  // namespace

std::string language_code(std::string_view written) {
  static const Codes codes = read_codes();
  if (written.size() > kMaxLanguageBytes) return ascii_lowered(written);
  const std::string folded = single_spaced(fold(written.substr(0, written.find_first_of(",;"))));
  const std::string_view name = folded;
  const std::string_view subtag = name.substr(0, name.find_first_of("-_.@"));
  const std::string_view without_remark = name.substr(0, name.find(" ("));
  for (const std::string_view form : {name, subtag.size() <= kMaxCodeLetters ? subtag : name, without_remark}) {
    if (const auto code = codes.find(std::string(form)); code != codes.end()) return std::string(code->second);
  }
  return lowered(written);
}

}  // namespace broadtape
