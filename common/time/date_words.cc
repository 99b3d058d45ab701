#include "common/time/date_words.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <functional>
#include <unordered_map>

#include "common/embedded_data.h"

namespace broadtape {
namespace {

constexpr std::size_t kMaxWordBytes = 48;
constexpr std::size_t kMaxCjkWordBytes = 5 * 3;

// U+00C0 to U+017F without accents; `*` for the two characters that are not letters.
constexpr std::string_view kPlainLatin =
    "aaaaaaaceeeeiiiidnooooo*ouuuuyts"
    "aaaaaaaceeeeiiiidnooooo*ouuuuyty"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooooorrrrrrsssssssstttttt"
    "uuuuuuuuuuuuwwyyyzzzzzzs";
static_assert(kPlainLatin.size() == 0x180 - 0xC0);

unsigned char byte_at(std::string_view text, std::size_t at) {
  return at < text.size() ? static_cast<unsigned char>(text[at]) : 0;
}

// Appends the folded form of the letter of two bytes.
template <class Append>
void fold_letter(std::string_view letter, const Append& append) {
  const unsigned code = (byte_at(letter, 0) & 0x1Fu) << 6 | (byte_at(letter, 1) & 0x3Fu);
  if (code >= 0xC0 && code < 0x180) return append(kPlainLatin[code - 0xC0]);
  if (code >= 0x300 && code < 0x370) return;  // combining accents
  unsigned lower = code;
  if (code >= 0x410 && code < 0x430) lower = code + 0x20;
  if (code >= 0x400 && code < 0x410) lower = code + 0x50;
  if (lower == 0x451) lower = 0x435;  // io is often written as ie
  append(static_cast<char>(0xC0 | lower >> 6));
  append(static_cast<char>(0x80 | (lower & 0x3F)));
}

template <class Append>
void fold_word(std::string_view word, const Append& append) {
  for (std::size_t at = 0; at < word.size();) {
    const char c = word[at];
    const bool is_pair = (byte_at(word, at) & 0xE0) == 0xC0 && at + 1 < word.size();
    if (is_pair)
      fold_letter(word.substr(at, 2), append);
    else
      append(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
    at += is_pair ? 2 : 1;
  }
}

struct Hash {
  using is_transparent = void;
  std::size_t operator()(std::string_view word) const { return std::hash<std::string_view>()(word); }
};
using Words = std::unordered_map<std::string, DateWord, Hash, std::equal_to<>>;

struct RoleRow {
  std::string_view name;
  std::uint32_t role;
};
constexpr RoleRow kRoles[] = {
    {"ago", kAgoRole},
    {"one", kOneRole},
    {"am", kAmRole},
    {"pm", kPmRole},
    {"year-mark", kYearMarkRole},
    {"month-mark", kMonthMarkRole},
    {"day-mark", kDayMarkRole},
    {"hour-mark", kHourMarkRole},
    {"minute-mark", kMinuteMarkRole},
    {"second-mark", kSecondMarkRole},
    {"ordinal", kOrdinalRole},
    {"link", kLinkRole},
    {"published", kPublishedRole},
    {"updated", kUpdatedRole},
    {"reading", kReadingRole},
    {"now", kNowRole},
    {"about", kAboutRole},
    {"few", kFewRole},
};

template <class Take>
void for_each_part(std::string_view text, char separator, const Take& take) {
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(separator, at), text.size());
    take(text.substr(at, end - at));
    at = end + 1;
  }
}

// Calls set(word, value) for each alternative of the value-th group.
template <class Set>
void for_each_group(std::string_view groups, const Set& set) {
  int value = 0;
  for_each_part(groups, ' ', [&](std::string_view group) {
    if (group != "-") for_each_part(group, '/', [&](std::string_view word) { set(word, value); });
    ++value;
  });
}

void add_row(std::string_view role, std::string_view language, std::string_view text, Words& words) {
  const auto of = [&](std::string_view word) -> DateWord& {
    DateWord& known = words[fold_date_word(word)];
    if (language == "th") known.roles |= kThaiRole;
    return known;
  };
  if (role == "month") {
    for_each_group(text, [&](std::string_view w, int value) { of(w).month = value + 1; });
  } else if (role == "weekday") {
    for_each_group(text, [&](std::string_view w, int value) { of(w).weekday = value; });
  } else if (role == "unit") {
    for_each_group(text, [&](std::string_view w, int value) { of(w).unit = static_cast<TimeUnit>(value + 1); });
  } else if (role == "number") {
    for_each_group(text, [&](std::string_view w, int value) { of(w).number = value + 1; });
  } else if (role == "era") {
    for_each_part(text, ' ', [&](std::string_view era) {
      const std::size_t sign = era.find('=');
      DateWord& word = of(era.substr(0, sign));
      word.roles |= kEraRole;
      word.era = std::atoi(std::string(era.substr(sign + 1)).c_str());
    });
  } else if (role == "days-ago") {
    for_each_group(text, [&](std::string_view w, int value) {
      of(w).roles |= kDaysAgoRole;
      of(w).days_ago = value;
    });
  } else {
    const auto* row =
        std::find_if(std::begin(kRoles), std::end(kRoles), [&](const RoleRow& r) { return r.name == role; });
    if (row == std::end(kRoles)) return;
    for_each_part(text, ' ', [&](std::string_view word) { of(word).roles |= row->role; });
  }
}

Words read_words() {
  Words words;
  each_data_row(embedded_data("words/date-words.tsv"), [&](std::string_view line) {
    const std::size_t language = line.find('\t');
    const std::size_t text = line.find('\t', language + 1);
    if (text >= line.size()) return;
    add_row(line.substr(0, language), line.substr(language + 1, text - language - 1), line.substr(text + 1), words);
  });
  return words;
}

const Words& all_words() {
  static const Words words = read_words();
  return words;
}

}  // namespace

DateWord find_date_word(std::string_view word) {
  if (word.size() > kMaxWordBytes) return {};
  std::array<char, kMaxWordBytes> folded;
  std::size_t size = 0;
  fold_word(word, [&](char c) { folded[size++] = c; });
  const auto found = all_words().find(std::string_view(folded.data(), size));
  return found == all_words().end() ? DateWord{} : found->second;
}

std::size_t known_word_bytes(std::string_view text) {
  std::size_t bytes = 0;
  while (bytes < kMaxCjkWordBytes && starts_with_cjk(text.substr(bytes))) bytes += 3;
  for (; bytes > 0; bytes -= 3) {
    if (all_words().contains(text.substr(0, bytes))) return bytes;
  }
  return 0;
}

std::size_t letter_bytes(std::string_view text) {
  const unsigned char first = byte_at(text, 0);
  if ((first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z')) return 1;
  const unsigned char second = byte_at(text, 1);
  const bool is_thai = first == 0xE0 && (second == 0xB8 || second == 0xB9) && (byte_at(text, 2) & 0xC0) == 0x80;
  if (is_thai) return second == 0xB9 && byte_at(text, 2) > 0x8E ? 0 : 3;  // digits and marks are not letters
  if (first < 0xC2 || (second & 0xC0) != 0x80) return 0;
  const bool is_ordinal = first == 0xC2 && (second == 0xAA || second == 0xBA || second == 0xB0);
  const bool is_latin = (first == 0xC3 && second != 0x97 && second != 0xB7) || first == 0xC4 || first == 0xC5;
  const bool is_accent = first == 0xCC || (first == 0xCD && second < 0xB0);
  return is_ordinal || is_latin || is_accent || (first >= 0xD0 && first <= 0xD3) ? 2 : 0;
}

bool starts_with_cjk(std::string_view text) {
  const unsigned char first = byte_at(text, 0);
  const unsigned char second = byte_at(text, 1);
  if (first < 0xE3 || first > 0xED || (byte_at(text, 2) & 0xC0) != 0x80) return false;
  return first == 0xE3 ? second >= 0x81 : (second & 0xC0) == 0x80;
}

std::string fold_date_word(std::string_view word) {
  std::string folded;
  fold_word(word, [&](char c) { folded.push_back(c); });
  return folded;
}

}  // namespace broadtape
