#include <fmt/format.h>

#include <array>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/error/error.h"
#include "common/text/ascii.h"
#include "indexer/readers/document/document.h"
#include "indexer/readers/document/rtf_decoder.h"
#include "indexer/readers/document/rtf_words.h"

namespace broadtape {
namespace {

struct RtfGroup {
  RtfDestination destination = RtfDestination::kText;
  RtfDestination of_newer = RtfDestination::kSkipped;  // of \ud in this group
  int font = -1;                                       // -1: the default font
  int fallback = 1;                                    // characters after \u
  bool hidden = false;
};

class RtfParser {
 public:
  explicit RtfParser(ByteSource& rtf) : rtf_(rtf) {}

  RtfText parse() {
    for (int c = take(); c >= 0; c = take()) {
      if (c == '{') {
        open();
      } else if (c == '}') {
        close();
      } else if (c == '\\') {
        take_control();
      } else if (c != '\r' && c != '\n' && c != '\0') {
        put_byte(static_cast<char>(c), false);
      }
    }
    decoder_.flush();
    result_.cut_off = !groups_.empty();
    if (date_[0] > 0)
      result_.contained.date =
          fmt::format("{:04}-{:02}-{:02} {:02}:{:02}", date_[0], date_[1], date_[2], date_[3], date_[4]);
    return std::move(result_);
  }

 private:
  int take();
  void open();
  void close();
  void take_control();
  void take_symbol(int c);
  void apply(const RtfWord& word, std::optional<int> parameter);
  void define_font(const RtfWord& word, int parameter);
  void put_byte(char c, bool escaped);
  void put(char32_t c);
  void put_unicode(int parameter);
  void end_row();
  std::string* target();
  const char* charset() const;

  ByteSource& rtf_;
  std::string buffer_ = std::string(64u << 10, '\0');
  std::size_t at_ = 0, filled_ = 0;

  std::vector<RtfGroup> groups_;
  bool starred_ = false;  // after \*
  int skipped_ = 0;       // characters still to be skipped after \u
  char32_t high_surrogate_ = 0;
  int default_font_ = 0;
  int defined_font_ = 0;  // of the font table
  const char* document_charset_ = "CP1252";
  std::map<int, const char*> fonts_;

  std::array<int, 5> date_{};
  RtfText result_;
  RtfDecoder decoder_{result_.contained};
};

int RtfParser::take() {
  if (at_ == filled_) {
    filled_ = rtf_.read(buffer_.data(), buffer_.size());
    at_ = 0;
    if (filled_ == 0) return -1;
  }
  return static_cast<unsigned char>(buffer_[at_++]);
}

void RtfParser::open() {
  constexpr std::size_t kMaxGroups = 1'000;
  if (groups_.size() == kMaxGroups)
    throw Error(ErrorKind::kInput, fmt::format("its groups are nested more than {} levels deep", kMaxGroups));
  groups_.push_back(groups_.empty() ? RtfGroup{} : groups_.back());
  skipped_ = 0;
}

void RtfParser::close() {
  decoder_.flush();
  if (!groups_.empty()) groups_.pop_back();
  skipped_ = 0;
  starred_ = false;
}

std::string* RtfParser::target() {
  if (groups_.empty() || groups_.back().hidden) return nullptr;
  switch (groups_.back().destination) {
    case RtfDestination::kText:
      return &result_.contained.text;
    case RtfDestination::kTitle:
      return &result_.contained.title;
    case RtfDestination::kAuthor:
      return &result_.contained.author;
    default:
      return nullptr;
  }
}

const char* RtfParser::charset() const {
  const int font = groups_.back().font;
  const auto found = fonts_.find(font < 0 ? default_font_ : font);
  return found == fonts_.end() || !found->second ? document_charset_ : found->second;
}

void RtfParser::put_byte(char c, bool escaped) {
  if (skipped_ > 0) {
    --skipped_;
  } else if (std::string* const out = target()) {
    decoder_.put_byte(c, escaped, charset(), *out);
  }
}

void RtfParser::put(char32_t c) {
  decoder_.flush();
  if (std::string* const out = target()) decoder_.put(c, *out);
}

// \u has a signed number of 16 bits, and a character above U+FFFF is written as two surrogates.
void RtfParser::put_unicode(int parameter) {
  char32_t c = static_cast<char32_t>(parameter < 0 ? parameter + 0x10000 : parameter);
  const bool high = c >= 0xD800 && c < 0xDC00, low = c >= 0xDC00 && c < 0xE000;
  const char32_t first = std::exchange(high_surrogate_, high ? c : 0);
  if (low && first) c = 0x10000 + ((first - 0xD800) << 10) + (c - 0xDC00);
  if ((low && !first) || c > 0x10FFFF) c = U'\uFFFD';
  if (!high) put(c);
  skipped_ = groups_.back().fallback;
}

void RtfParser::end_row() {
  decoder_.flush();
  if (std::string* const out = target()) {
    if (out->ends_with('\t')) out->pop_back();
    *out += '\n';
  }
}

void RtfParser::take_control() {
  constexpr std::size_t kLongestWord = 32, kMostDigits = 9;
  int c = take();
  if (c < 0) return;
  if (!is_ascii_letter(static_cast<char>(c))) return take_symbol(c);
  std::string name;
  for (; c >= 0 && is_ascii_letter(static_cast<char>(c)) && name.size() < kLongestWord; c = take())
    name += static_cast<char>(c);
  const bool negative = c == '-';
  if (negative) c = take();
  std::size_t digits = 0;
  int number = 0;
  for (; c >= 0 && is_ascii_digit(static_cast<char>(c)) && digits < kMostDigits; c = take(), ++digits)
    number = number * 10 + (c - '0');
  if (c >= 0 && c != ' ') --at_;
  if (groups_.empty()) return;
  const bool starred = std::exchange(starred_, false);
  const RtfWord* const word = find_rtf_word(name);
  if (word) return apply(*word, digits > 0 ? std::optional(negative ? -number : number) : std::nullopt);
  if (starred) groups_.back().destination = RtfDestination::kSkipped;
}

void RtfParser::take_symbol(int c) {
  if (c == '\'') {
    int byte = 0;
    for (int i = 0; i < 2; ++i) {
      const int digit = take();
      const char lower = static_cast<char>(digit | 0x20);
      const bool letter = lower >= 'a' && lower <= 'f';
      if (digit < 0) return;
      if (!letter && !is_ascii_digit(static_cast<char>(digit))) {
        --at_;
        return;
      }
      byte = byte * 16 + (letter ? lower - 'a' + 10 : digit - '0');
    }
    if (!groups_.empty()) put_byte(static_cast<char>(byte), true);
  } else if (c == '*') {
    starred_ = true;
  } else if (c == '\r' || c == '\n') {
    put('\n');
  } else if (skipped_ > 0) {
    --skipped_;
  } else if (c == '~') {
    put(0xA0);
  } else if (c == '_') {
    put(0x2011);
  } else if (c == '\\' || c == '{' || c == '}') {
    put_byte(static_cast<char>(c), false);
  }
}

void RtfParser::define_font(const RtfWord& word, int parameter) {
  constexpr std::size_t kMaxFonts = 32'768;
  if (word.action == RtfAction::kFont) {
    defined_font_ = parameter;
  } else if (fonts_.size() < kMaxFonts) {
    fonts_[defined_font_] =
        word.action == RtfAction::kFontCharset ? charset_of_rtf_font(parameter) : charset_of_code_page(parameter);
  }
}

void RtfParser::apply(const RtfWord& word, std::optional<int> parameter) {
  RtfGroup& group = groups_.back();
  const int number = parameter.value_or(0);
  if (word.action != RtfAction::kUnicode && word.action != RtfAction::kBinary) skipped_ = 0;
  switch (word.action) {
    case RtfAction::kCharacter:
      return put(static_cast<char32_t>(word.value));
    case RtfAction::kEndOfRow:
      return end_row();
    case RtfAction::kUnicode:
      return put_unicode(number);
    case RtfAction::kFallback:
      group.fallback = number;
      break;
    case RtfAction::kPlain:
      group.hidden = false;
      break;
    case RtfAction::kHidden:
      group.hidden = parameter != 0;
      break;
    case RtfAction::kDefaultFont:
      default_font_ = number;
      break;
    case RtfAction::kFont:
      if (group.destination == RtfDestination::kFonts) return define_font(word, number);
      group.font = number;
      break;
    case RtfAction::kFontCharset:
    case RtfAction::kFontCodePage:
      if (group.destination == RtfDestination::kFonts) define_font(word, number);
      break;
    case RtfAction::kCodePage:
      if (const char* const found = charset_of_code_page(parameter.value_or(word.value))) document_charset_ = found;
      break;
    case RtfAction::kBinary:
      for (int i = 0; i < number && take() >= 0; ++i) continue;
      break;
    case RtfAction::kDestination:
      group.destination = static_cast<RtfDestination>(word.value);
      break;
    case RtfAction::kAlternatives:
      group.of_newer = std::exchange(group.destination, RtfDestination::kSkipped);
      break;
    case RtfAction::kNewer:
      group.destination = group.of_newer;
      break;
    case RtfAction::kDatePart:
      if (group.destination == RtfDestination::kCreated) date_[static_cast<std::size_t>(word.value)] = number;
      break;
  }
}

}  // namespace

RtfText rtf_text(ByteSource& rtf) {
  return RtfParser(rtf).parse();
}

}  // namespace broadtape
