// The control words of RTF that have an effect on its text.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace broadtape {

// What a group is for.
enum class RtfDestination : std::uint8_t { kText, kSkipped, kFonts, kTitle, kAuthor, kCreated };

enum class RtfAction : std::uint8_t {
  kCharacter,    // `value` is its code point
  kDestination,  // `value` is an RtfDestination
  kCodePage,     // of the document; `value` or the parameter
  kDefaultFont,
  kFont,
  kFontCharset,
  kFontCodePage,
  kUnicode,
  kFallback,  // how many characters after \u are for older readers
  kBinary,
  kHidden,
  kPlain,
  kEndOfRow,
  kAlternatives,  // {\upr{older}{\*\ud{newer}}}
  kNewer,
  kDatePart  // `value` is an index: year, month, day, hour, minute
};

struct RtfWord {
  std::string_view name;
  RtfAction action;
  int value = 0;
};

// Null for a word without effect.
const RtfWord* find_rtf_word(std::string_view name);

// The iconv names of a Windows code page and of a font's \fcharset; nullptr if unknown.
const char* charset_of_code_page(int code_page);
const char* charset_of_rtf_font(int fcharset);

}  // namespace broadtape
