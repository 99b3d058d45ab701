#include <string_view>

#include "common/time/date_parts.h"

namespace broadtape {
namespace {

constexpr std::size_t kMaxTokens = 8;

// The words, numbers and signs of a phrase with one number or `an`, such as `il y a 2 heures`.
struct Phrase {
  std::size_t length = 0;  // in tokens
  int numbers = 0;
  int count = 0;
  TimeUnit unit = TimeUnit::kNone;
  std::uint32_t roles = 0;
};

// Reads tokens while they have one of `roles`, are units, or are the only number.
Phrase phrase_at(const DateTokens& tokens, std::uint32_t roles) {
  Phrase phrase;
  for (; phrase.length < kMaxTokens; ++phrase.length) {
    const DateToken& token = tokens.peek(phrase.length);
    const bool is_unit = token.word.unit != TimeUnit::kNone && (phrase.numbers > 0 || (phrase.roles & kOneRole) != 0);
    if (token.is_number(1, 3) && phrase.numbers == 0) {
      ++phrase.numbers;
      phrase.count = token.value;
    } else if (is_unit && phrase.unit == TimeUnit::kNone) {
      phrase.unit = token.word.unit;
    } else if (token.word.has(roles)) {
      phrase.roles |= token.word.roles & roles;
    } else if (phrase.length == 0 || (!token.is_sign('.') && !token.is_sign(':') && !token.is_sign('\''))) {
      break;
    }
  }
  return phrase;
}

}  // namespace

std::optional<WrittenAge> read_age(DateTokens& tokens) {
  if (!tokens.have(kAgoRole)) return std::nullopt;
  const bool in_parentheses = tokens.peek().is_sign('(');
  DateTokens ahead = tokens;
  if (in_parentheses) ahead.skip();
  const Phrase phrase = phrase_at(ahead, kAgoRole | kOneRole | kLinkRole);
  const bool has_count = phrase.numbers == 1 || (phrase.roles & kOneRole) != 0;
  if (!has_count || phrase.unit == TimeUnit::kNone || (phrase.roles & kAgoRole) == 0) return std::nullopt;
  ahead.skip(phrase.length);
  if (in_parentheses) {
    if (!ahead.peek().is_sign(')')) return std::nullopt;
    ahead.skip();
  }
  tokens = std::move(ahead);
  return WrittenAge{phrase.numbers == 1 ? phrase.count : 1, phrase.unit};
}

bool read_reading_time(DateTokens& tokens) {
  if (!tokens.have(kReadingRole)) return false;
  const Phrase phrase = phrase_at(tokens, kReadingRole | kLinkRole);
  if (phrase.numbers != 1 || phrase.unit != TimeUnit::kMinute || (phrase.roles & kReadingRole) == 0) return false;
  tokens.skip(phrase.length);
  return true;
}

}  // namespace broadtape
