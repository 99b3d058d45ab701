#include "indexer/readers/document/rtf_words.h"

#include <algorithm>
#include <iterator>
#include <unordered_map>

namespace broadtape {
namespace {

constexpr int kSkippedGroup = static_cast<int>(RtfDestination::kSkipped);

constexpr RtfWord kRtfWords[] = {
    {"par", RtfAction::kCharacter, '\n'},
    {"line", RtfAction::kCharacter, '\n'},
    {"sect", RtfAction::kCharacter, '\n'},
    {"page", RtfAction::kCharacter, '\n'},
    {"column", RtfAction::kCharacter, '\n'},
    {"tab", RtfAction::kCharacter, '\t'},
    {"cell", RtfAction::kCharacter, '\t'},
    {"nestcell", RtfAction::kCharacter, '\t'},
    {"row", RtfAction::kEndOfRow},
    {"nestrow", RtfAction::kEndOfRow},
    {"emdash", RtfAction::kCharacter, 0x2014},
    {"endash", RtfAction::kCharacter, 0x2013},
    {"lquote", RtfAction::kCharacter, 0x2018},
    {"rquote", RtfAction::kCharacter, 0x2019},
    {"ldblquote", RtfAction::kCharacter, 0x201C},
    {"rdblquote", RtfAction::kCharacter, 0x201D},
    {"bullet", RtfAction::kCharacter, 0x2022},
    {"emspace", RtfAction::kCharacter, ' '},
    {"enspace", RtfAction::kCharacter, ' '},
    {"qmspace", RtfAction::kCharacter, ' '},
    {"ansi", RtfAction::kCodePage, 1252},
    {"mac", RtfAction::kCodePage, 10000},
    {"pc", RtfAction::kCodePage, 437},
    {"pca", RtfAction::kCodePage, 850},
    {"ansicpg", RtfAction::kCodePage},
    {"deff", RtfAction::kDefaultFont},
    {"f", RtfAction::kFont},
    {"fcharset", RtfAction::kFontCharset},
    {"cpg", RtfAction::kFontCodePage},
    {"u", RtfAction::kUnicode},
    {"uc", RtfAction::kFallback},
    {"bin", RtfAction::kBinary},
    {"v", RtfAction::kHidden},
    {"deleted", RtfAction::kHidden},
    {"plain", RtfAction::kPlain},
    {"upr", RtfAction::kAlternatives},
    {"ud", RtfAction::kNewer},
    {"yr", RtfAction::kDatePart, 0},
    {"mo", RtfAction::kDatePart, 1},
    {"dy", RtfAction::kDatePart, 2},
    {"hr", RtfAction::kDatePart, 3},
    {"min", RtfAction::kDatePart, 4},
    {"fonttbl", RtfAction::kDestination, static_cast<int>(RtfDestination::kFonts)},
    {"title", RtfAction::kDestination, static_cast<int>(RtfDestination::kTitle)},
    {"author", RtfAction::kDestination, static_cast<int>(RtfDestination::kAuthor)},
    {"creatim", RtfAction::kDestination, static_cast<int>(RtfDestination::kCreated)},
    {"shppict", RtfAction::kDestination, kSkippedGroup},
    {"annotation", RtfAction::kDestination, kSkippedGroup},
    {"colortbl", RtfAction::kDestination, kSkippedGroup},
    {"fldinst", RtfAction::kDestination, kSkippedGroup},
    {"footer", RtfAction::kDestination, kSkippedGroup},
    {"footerf", RtfAction::kDestination, kSkippedGroup},
    {"footerl", RtfAction::kDestination, kSkippedGroup},
    {"footerr", RtfAction::kDestination, kSkippedGroup},
    {"footnote", RtfAction::kDestination, kSkippedGroup},
    {"header", RtfAction::kDestination, kSkippedGroup},
    {"headerf", RtfAction::kDestination, kSkippedGroup},
    {"headerl", RtfAction::kDestination, kSkippedGroup},
    {"headerr", RtfAction::kDestination, kSkippedGroup},
    {"info", RtfAction::kDestination, kSkippedGroup},
    {"listtable", RtfAction::kDestination, kSkippedGroup},
    {"nonshppict", RtfAction::kDestination, kSkippedGroup},
    {"objdata", RtfAction::kDestination, kSkippedGroup},
    {"pict", RtfAction::kDestination, kSkippedGroup},
    {"stylesheet", RtfAction::kDestination, kSkippedGroup},
    {"tc", RtfAction::kDestination, kSkippedGroup},
    {"xe", RtfAction::kDestination, kSkippedGroup},
};

struct CharsetRow {
  int number;
  const char* charset;
};
constexpr CharsetRow kCodePages[] = {
    {437, "CP437"},   {708, "ISO-8859-6"}, {850, "CP850"},   {852, "CP852"},      {866, "CP866"},   {874, "CP874"},
    {932, "CP932"},   {936, "GB18030"},    {949, "CP949"},   {950, "BIG5-HKSCS"}, {1250, "CP1250"}, {1251, "CP1251"},
    {1252, "CP1252"}, {1253, "CP1253"},    {1254, "CP1254"}, {1255, "CP1255"},    {1256, "CP1256"}, {1257, "CP1257"},
    {1258, "CP1258"}, {1361, "JOHAB"},     {10000, "MAC"},   {54936, "GB18030"},  {65001, "UTF-8"},
};
// \fcharset1 is that of the document, \fcharset2 is a font of symbols.
constexpr CharsetRow kFontCharsets[] = {
    {0, "CP1252"},       {77, "MAC"},     {128, "CP932"},  {129, "CP949"},  {130, "JOHAB"},  {134, "GB18030"},
    {136, "BIG5-HKSCS"}, {161, "CP1253"}, {162, "CP1254"}, {163, "CP1258"}, {177, "CP1255"}, {178, "CP1256"},
    {186, "CP1257"},     {204, "CP1251"}, {222, "CP874"},  {238, "CP1250"}, {254, "CP437"},  {255, "CP850"},
};

template <std::size_t kSize>
const char* charset_in(const CharsetRow (&rows)[kSize], int number) {
  const auto row =
      std::find_if(std::begin(rows), std::end(rows), [&](const CharsetRow& r) { return r.number == number; });
  return row == std::end(rows) ? nullptr : row->charset;
}

}  // namespace

const RtfWord* find_rtf_word(std::string_view name) {
  static const auto* const by_name = [] {
    auto* map = new std::unordered_map<std::string_view, const RtfWord*>;
    for (const RtfWord& word : kRtfWords) map->emplace(word.name, &word);
    return map;
  }();
  const auto found = by_name->find(name);
  return found == by_name->end() ? nullptr : found->second;
}

const char* charset_of_code_page(int code_page) {
  return charset_in(kCodePages, code_page);
}

const char* charset_of_rtf_font(int fcharset) {
  return charset_in(kFontCharsets, fcharset);
}

}  // namespace broadtape
