#include "common/text/term_cache.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <string>
#include <utility>

#include "common/text/analyser.h"
#include "common/text/char_class.h"
#include "common/text/compound_words.h"
#include "common/text/fold.h"
#include "common/text/utf8.h"
#include "common/text/word_lists.h"

namespace broadtape {
namespace {

constexpr std::size_t kFirstSlots = 1u << 9;
constexpr std::size_t kMaxWords = 1u << 17;  // about 8 MiB with their slots
constexpr std::size_t kChunkBytes = 1u << 16;
constexpr std::size_t kMaxChunks = 128;                   // 8 MiB of strings
constexpr std::size_t kMaxSpellingBytes = 1024;           // later bytes cannot affect the first 64 bytes of the term
constexpr std::uint64_t kLowerCase = 0x2020202020202020;  // see lower_ascii()

std::uint64_t load8(const char* bytes) {
  std::uint64_t word;
  std::memcpy(&word, bytes, sizeof word);
  return word;
}

// The first `size` bytes of `word`, the rest zero.
std::uint64_t keep(std::uint64_t word, std::size_t size) {
  return size == 0 ? 0 : word & (~0ull >> (64 - 8 * size));
}

// Removes characters that are not letters but result from NFKC of one: the dot of `⒈`, the spaces of an Arabic
// ligature.
std::string only_word_characters(std::string_view folded) {
  std::string kept;
  for (std::size_t at = 0, next; at < folded.size(); at = next) {
    const CharKind kind = char_kind_at(folded, at, next);
    const std::string_view character = folded.substr(at, next - at);
    const bool is_fraction_slash = character == "\u2044";  // of `½`
    if (kind == CharKind::kWord || kind == CharKind::kMark || kind == CharKind::kCjk || is_fraction_slash) {
      kept += character;
    }
  }
  return kept;
}

std::uint8_t flags_of(std::string_view spelling) {
  unsigned flags = 0;
  if (spelling.size() <= 2) flags |= kShortWord;
  if (spelling == "per") flags |= kPer;
  if (spelling == "basis") flags |= kBasis;
  if (!month_of(spelling).empty()) flags |= kMonth;
  if (is_period(spelling)) flags |= kPeriod;
  if (period_before_year(spelling) != 0) flags |= kPeriodYear;
  if (word_lists().joined_left.count(spelling) != 0) flags |= kJoinsRight;
  if (amount_anywhere(spelling).empty() && !amount_after_number(spelling).empty()) flags |= kMayBeAmount;
  return static_cast<std::uint8_t>(flags);
}

}  // namespace

TermCache::TermCache() {
  clear();
}

void TermCache::trim() {
  if (used_ + long_words_.size() > kMaxWords || chunks_.size() > kMaxChunks) clear();
}

void TermCache::clear() {
  slots_ = std::vector<Slot>(kFirstSlots);
  shift_ = 64 - std::countr_zero(kFirstSlots);
  used_ = 0;
  long_words_.clear();
  chunks_.clear();
  chunk_left_ = 0;
}

void TermCache::grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  --shift_;
  for (const Slot& slot : old) {
    if (slot.word.bytes == nullptr) continue;
    std::size_t at = home(slot.key);
    while (slots_[at].word.bytes != nullptr) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = slot;
  }
}

TermCache::Key TermCache::ascii_key(std::string_view text, std::size_t begin, std::size_t size) {
  const char* const bytes = text.data() + begin;
  if (std::endian::native == std::endian::little && begin + kInlineBytes <= text.size()) {
    if (size <= 8) return {keep(load8(bytes) | kLowerCase, size), 0};
    return {load8(bytes) | kLowerCase, keep(load8(bytes + 8) | kLowerCase, size - 8)};
  }
  char lower[kInlineBytes] = {};
  for (std::size_t i = 0; i < size; ++i) lower[i] = lower_ascii(bytes[i]);
  return {load8(lower), load8(lower + 8)};
}

CachedWord TermCache::word(std::string_view spelling) {
  if (spelling.size() <= kInlineBytes) {
    char bytes[kInlineBytes] = {};
    std::memcpy(bytes, spelling.data(), spelling.size());
    return find_or_add({load8(bytes), load8(bytes + 8)}, spelling.size());
  }
  spelling = utf8_prefix(spelling, is_ascii(spelling) ? kMaxTermBytes : kMaxSpellingBytes);
  if (const auto known = long_words_.find(spelling); known != long_words_.end()) return known->second;
  char* const key = allocate(spelling.size());
  std::memcpy(key, spelling.data(), spelling.size());
  return long_words_.emplace(std::string_view(key, spelling.size()), make(spelling)).first->second;
}

CachedWord TermCache::long_ascii_word(std::string_view run) {
  char lower[kMaxTermBytes];
  const std::size_t size = std::min(run.size(), kMaxTermBytes);
  for (std::size_t i = 0; i < size; ++i) lower[i] = lower_ascii(run[i]);
  return word({lower, size});
}

CachedWord TermCache::add(const Key& key, std::size_t size, std::size_t at) {
  char spelling[kInlineBytes];
  std::memcpy(spelling, &key.low, 8);
  std::memcpy(spelling + 8, &key.high, 8);
  const CachedWord made = make({spelling, size});
  slots_[at] = {key, made};
  if (++used_ * 2 > slots_.size()) grow();
  return made;
}

CachedWord TermCache::make(std::string_view spelling) {
  std::string folded(spelling);
  if (!is_ascii(spelling)) folded = only_word_characters(fold(spelling));
  if (const std::string_view amount = amount_anywhere(folded); !amount.empty()) folded = amount;
  if (std::string period = number_last(folded); !period.empty()) folded = std::move(period);
  const std::string_view stem = utf8_prefix(stemmer_.stem(folded), kMaxTermBytes);
  const std::string_view cut = utf8_prefix(folded, kMaxTermBytes);
  const bool is_prefix = cut.substr(0, stem.size()) == stem;

  CachedWord made;
  char* const bytes = allocate(cut.size() + (is_prefix ? 0 : stem.size()) + 1);
  std::memcpy(bytes, cut.data(), cut.size());
  if (!is_prefix) std::memcpy(bytes + cut.size(), stem.data(), stem.size());
  made.bytes = bytes;
  made.folded_size = static_cast<std::uint8_t>(cut.size());
  made.term_begin = static_cast<std::uint8_t>(is_prefix ? 0 : cut.size());
  made.term_size = static_cast<std::uint8_t>(stem.size());
  made.flags = flags_of(spelling);
  made.number = ++last_number_;
  return made;
}

char* TermCache::allocate(std::size_t bytes) {
  if (bytes > chunk_left_) {
    chunks_.push_back(std::make_unique_for_overwrite<char[]>(kChunkBytes));
    chunk_left_ = kChunkBytes;
  }
  chunk_left_ -= bytes;
  return chunks_.back().get() + (kChunkBytes - chunk_left_ - bytes);
}

}  // namespace broadtape
