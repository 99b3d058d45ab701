// The meanings of words in dates: names of months and weekdays, units, `ago`, `Uhr`, `de`. The words are those of
// data/words/date-words.tsv.
//
// Threads: immutable; may be shared.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace broadtape {

enum class TimeUnit : std::uint8_t { kNone, kSecond, kMinute, kHour, kDay, kWeek, kMonth, kYear };

enum DateRole : std::uint32_t {
  kAgoRole = 1,
  kOneRole = 2,  // `a`, `eine`
  kAmRole = 4,
  kPmRole = 8,
  kYearMarkRole = 16,  // `年`, `г`
  kMonthMarkRole = 32,
  kDayMarkRole = 64,
  kHourMarkRole = 128,  // `h`, `Uhr`, `時`
  kMinuteMarkRole = 256,
  kSecondMarkRole = 512,
  kOrdinalRole = 1024,  // `th`, `er`
  kLinkRole = 2048,     // `de`, `at`: between the parts of a date
  kPublishedRole = 4096,
  kUpdatedRole = 8192,
  kReadingRole = 16384,  // `3 min read`
  kDaysAgoRole = 32768,  // `today`
  kNowRole = 65536,
  kAboutRole = 131072,  // `about`, `and`: without effect in `about 2 hours ago`
  kFewRole = 262144,
  kEraRole = 524288,    // `令和`, `民國`, `พ.ศ.`: before the year
  kThaiRole = 1048576,  // any Thai word
};

struct DateWord {
  int month = 0;     // 1 to 12; 0 if the word is not a month
  int weekday = -1;  // 0 Sunday to 6; -1 if the word is not a weekday
  int days_ago = 0;  // of a word with kDaysAgoRole
  int number = 0;    // `two`; 0 if the word is not a number
  int era = 0;       // of a word with kEraRole: the year before the first one
  TimeUnit unit = TimeUnit::kNone;
  std::uint32_t roles = 0;

  bool has(std::uint32_t any_of) const { return (roles & any_of) != 0; }
};

// Ignores case and the accents of Latin letters. A word without a meaning gives an empty DateWord.
DateWord find_date_word(std::string_view word);

// The bytes of the longest known word at the start of `text`, whose script has no blanks between words; 0 if unknown.
std::size_t known_word_bytes(std::string_view text);

// The number of bytes of the letter at the start of `text`: Latin, Cyrillic, Thai, a combining accent or the mark of an
// ordinal. 0 for anything else.
std::size_t letter_bytes(std::string_view text);

// Whether `text` starts with a character of Chinese, Japanese or Korean, of three bytes.
bool starts_with_cjk(std::string_view text);

// Lower case without accents.
std::string fold_date_word(std::string_view word);

}  // namespace broadtape
