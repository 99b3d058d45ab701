#include "common/text/language_code.h"

#include <catch2/catch.hpp>
#include <sstream>
#include <string>

#include "common/embedded_data.h"

using namespace broadtape;

TEST_CASE("Codes and names of a language give its ISO 639-1 code", "[text][language]") {
  struct Case {
    const char *written, *code;
  };
  const Case cases[] = {
      {"en", "en"},
      {"EN", "en"},
      {"english", "en"},
      {"English", "en"},
      {"eng", "en"},
      {"en-us", "en"},
      {"en_US", "en"},
      {"en_US.UTF-8", "en"},
      {"eng_Latn", "en"},
      {"English (United States)", "en"},
      {"en-US,en;q=0.9,de", "en"},
      {" de ", "de"},
      {"deutsch", "de"},
      {"German", "de"},
      {"ger", "de"},
      {"deu", "de"},
      {"français", "fr"},
      {"FRANCAIS", "fr"},
      {"castilian", "es"},
      {"Englisch", "en"},
      {"Francés", "fr"},
      {"TEDESCO", "de"},
      {"英文", "en"},
      {"Chinese - Simplified", "zh"},
      {"Brazilian  Portuguese", "pt"},
      {"zh-Hans", "zh"},
      {"zh_TW", "zh"},
      {"cmn", "zh"},
      {"Chinese (Simplified)", "zh"},
      {"日本語", "ja"},
      {"한국어", "ko"},
      {"Русский", "ru"},
      {"العربية", "ar"},
      {"iw", "he"},
      {"Luba-Katanga", "lu"},
      {"fil-PH", "tl"},
      {"", ""},
      {"und", ""},
      {"mul", ""},
      {"zxx", ""},
      {"Klingon", "klingon"},
      {"ÉTRANGER", "étranger"},
      {"xx-YY", "xx-yy"},
      {"engine", "engine"},
  };
  for (const Case& c : cases) {
    INFO(c.written);
    CHECK(language_code(c.written) == c.code);
  }
  CHECK(language_code(std::string(1'000'000, 'E')) == std::string(1'000'000, 'e'));
}

TEST_CASE("Each code and name in the table gives the code of its row", "[text][language]") {
  std::istringstream rows{std::string(embedded_data("words/languages.tsv"))};
  std::size_t languages = 0;
  for (std::string row; std::getline(rows, row);) {
    if (row.starts_with('#')) continue;
    ++languages;
    const std::string code = row.substr(0, row.find('\t'));
    std::istringstream columns(row);
    std::string column;
    for (const char separator : {' ', ' ', ',', ',', ','}) {
      std::getline(columns, column, '\t');
      std::istringstream names(column);
      for (std::string name; std::getline(names, name, separator);) {
        INFO(row << ": " << name);
        CHECK(language_code(name) == code);
      }
      column.clear();
    }
  }
  CHECK(languages == 184);  // of ISO 639-1, with the deprecated `sh`
}
