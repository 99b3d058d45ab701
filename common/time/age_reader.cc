#include <string_view>
#include <utility>

#include "common/time/date_parts.h"

namespace broadtape {
namespace {

constexpr std::size_t kMaxTokens = 12;
constexpr std::int64_t kUnitSeconds[] = {0, 1, 60, 3600, kSecondsPerDay, 7 * kSecondsPerDay, 0, 0};  // by TimeUnit

// Numbers with units and words around them, such as `il y a 2 heures`, `1 hour 20 minutes ago`.
struct Phrase {
  std::size_t length = 0;  // in tokens
  int pairs = 0;           // of number and unit
  WrittenAge age;
  std::uint32_t roles = 0;
};

void add_pair(int count, TimeUnit unit, Phrase& phrase) {
  phrase.age.seconds += count * kUnitSeconds[static_cast<std::size_t>(unit)];
  if (phrase.pairs == 0) phrase.age.coarsest = unit;
  phrase.age.finest = unit;
  ++phrase.pairs;
}

// Reads tokens while they have one of `roles` or make up pairs of a number, or `an`, and a finer unit.
Phrase phrase_at(const DateTokens& tokens, std::uint32_t roles) {
  Phrase phrase;
  constexpr int kNoCount = -1;
  int count = kNoCount;
  std::size_t count_at = 0;
  bool is_one = false;       // by a word that has other meanings: the `a` of `il y a 2 jours`
  bool is_complete = false;  // `ago` ends it
  for (; phrase.length < kMaxTokens; ++phrase.length) {
    const DateToken& token = tokens.peek(phrase.length);
    const DateWord& word = token.word;
    const bool is_unit = word.unit != TimeUnit::kNone && (phrase.pairs == 0 || word.unit < phrase.age.finest);
    const bool is_number = token.is_number(1, 3) || (word.number > 0 && !word.has(kAgoRole));  // `once`, `önce`
    if (count != kNoCount && is_unit) {
      add_pair(count, word.unit, phrase);
      count = kNoCount;
    } else if (is_number && (count == kNoCount || is_one) && !is_complete &&
               (phrase.pairs == 0 || phrase.age.finest > TimeUnit::kSecond)) {
      count = token.is_number(1, 3) ? token.value : word.number;
      count_at = phrase.length;
      is_one = false;
    } else if (word.has(roles) && !is_complete) {
      phrase.roles |= word.roles & roles;
      if (word.has(kOneRole) && count == kNoCount && phrase.pairs == 0) {
        count = 1;
        is_one = true;
        count_at = phrase.length;
      }
      is_complete = phrase.pairs > 0 && word.has(kAgoRole);
    } else if (phrase.length == 0 || is_complete ||
               (!token.is_sign('.') && !token.is_sign(':') && !token.is_sign('\'') && !token.is_sign(','))) {
      break;
    }
  }
  if (count != kNoCount) phrase.length = count_at;  // `il y a 2 jours 14:30`
  return phrase;
}

}  // namespace

std::optional<WrittenAge> read_age(DateTokens& tokens) {
  if (!tokens.have(kAgoRole)) return std::nullopt;
  const bool in_parentheses = tokens.peek().is_sign('(');
  DateTokens ahead = tokens;
  if (in_parentheses) ahead.skip();
  const Phrase phrase = phrase_at(ahead, kAgoRole | kOneRole | kLinkRole | kAboutRole | kFewRole);
  const bool is_too_few = (phrase.roles & kFewRole) != 0 && phrase.age.coarsest != TimeUnit::kSecond;
  if (phrase.pairs == 0 || is_too_few || (phrase.roles & kAgoRole) == 0) return std::nullopt;
  ahead.skip(phrase.length);
  if (in_parentheses) {
    if (!ahead.peek().is_sign(')')) return std::nullopt;
    ahead.skip();
  }
  tokens = std::move(ahead);
  return phrase.age;
}

bool read_now(DateTokens& tokens) {
  if (!tokens.have(kNowRole)) return false;
  std::size_t length = 0;
  while (tokens.peek(length).word.has(kAboutRole | kLinkRole)) ++length;
  if (!tokens.peek(length).word.has(kNowRole)) return false;
  tokens.skip(length + 1);
  return true;
}

bool read_reading_time(DateTokens& tokens) {
  if (!tokens.have(kReadingRole)) return false;
  const Phrase phrase = phrase_at(tokens, kReadingRole | kLinkRole);
  if (phrase.pairs != 1 || phrase.age.finest != TimeUnit::kMinute || (phrase.roles & kReadingRole) == 0) return false;
  tokens.skip(phrase.length);
  return true;
}

std::optional<AgeInText> find_age(std::string_view line) {
  constexpr std::size_t kLongestLine = 160;  // bytes
  if (line.size() > kLongestLine) return std::nullopt;
  const auto place_of = [&](const DateTokens& tokens) { return line.size() - tokens.rest().size(); };
  DateTokens tokens(line);
  if (!tokens.have(kAgoRole | kDaysAgoRole)) return std::nullopt;
  for (; !tokens.at_end(); tokens.skip()) {
    AgeInText age{place_of(tokens), 0, tokens.peek().word.has(kDaysAgoRole), false};
    DateTokens after = tokens;
    if (!read_age(after)) {
      if (!age.is_word) continue;
      after.skip();
      DateTokens ahead = after;
      while (ahead.peek().word.has(kLinkRole) || ahead.peek().is_sign(',')) ahead.skip();
      WrittenClock clock;
      std::string reason;
      age.has_time = read_clock(ahead, {false, true}, clock, reason) == ReadResult::kRead;
      if (age.has_time) after = std::move(ahead);
    } else {
      age.is_word = false;
    }
    age.end = place_of(after);
    while (age.end > age.begin && line[age.end - 1] == ' ') --age.end;
    return age;
  }
  return std::nullopt;
}

bool may_be_age(std::string_view date) {
  constexpr int kYearDigits = 4;
  int digits = 0;
  for (const char c : date) {
    digits = c >= '0' && c <= '9' ? digits + 1 : 0;
    if (digits == kYearDigits) return false;
  }
  return !date.empty();
}

}  // namespace broadtape
