// Caches the folded and stemmed forms of words, so that each distinct word is folded and stemmed once and a known word
// costs one hash table probe.
//
// Returned strings are valid until trim() or the destruction of the cache. Threads: not shared.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/text/stemmer.h"

namespace broadtape {

// Words that need a closer look by the analyser, because they may be part of a longer form.
enum WordFlag : std::uint8_t {
  kShortWord = 1,    // one or two characters: acronyms, `S & P`, `'s`
  kJoinsRight = 2,   // the left part of a joined form: `10` of `10-K`
  kMayBeAmount = 4,  // `mn`, `tn`
  kPer = 8,          // the word `per`
  kMonth = 16,       // an abbreviated month: `oct`
  kPeriod = 32,      // a year may follow: `fy`, `q1`
  kPeriodYear = 64,  // `fy26`, `1q25`
  kBasis = 128,      // the word `basis`
};

struct CachedWord {
  const char* bytes = nullptr;  // the folded word, followed by the term unless that is a prefix of it
  std::uint8_t folded_size = 0;
  std::uint8_t term_begin = 0;
  std::uint8_t term_size = 0;
  std::uint8_t flags = 0;
  std::uint32_t number = 0;  // of the spelling, from 1 in the order of first use; no other spelling had or gets it

  std::string_view folded() const { return {bytes, folded_size}; }
  std::string_view term() const { return {bytes + term_begin, term_size}; }
};

class TermCache {
 public:
  TermCache();

  // Clears the cache if it exceeds its limits.
  void trim();

  // The ASCII letters and digits at text[begin, end), in any case.
  CachedWord ascii_word(std::string_view text, std::size_t begin, std::size_t end) {
    const std::size_t size = end - begin;
    if (size > kInlineBytes) return long_ascii_word(text.substr(begin, size));
    return find_or_add(ascii_key(text, begin, size), size);
  }

  // Any other spelling: lower-case ASCII (`at&t`, `dont`, `2.5`), or text with non-ASCII characters as written.
  CachedWord word(std::string_view spelling);

 private:
  static constexpr std::size_t kInlineBytes = 16;

  struct Key {  // the bytes of the spelling, zero-padded
    std::uint64_t low = 0, high = 0;
    bool operator==(const Key&) const = default;
  };
  struct Slot {
    Key key;
    CachedWord word;  // bytes == nullptr: free
  };

  static Key ascii_key(std::string_view text, std::size_t begin, std::size_t size);

  CachedWord find_or_add(const Key& key, std::size_t size) {
    std::size_t at = home(key);
    while (slots_[at].word.bytes != nullptr) {
      if (slots_[at].key == key) return slots_[at].word;
      at = (at + 1) & (slots_.size() - 1);
    }
    return add(key, size, at);
  }

  std::size_t home(const Key& key) const {
    const std::uint64_t mixed = (key.low ^ key.high * 0xC2B2AE3D27D4EB4F) * 0x9E3779B97F4A7C15;
    return static_cast<std::size_t>((mixed ^ mixed >> 29) * 0xBF58476D1CE4E5B9 >> shift_);
  }

  void clear();
  void grow();
  CachedWord add(const Key& key, std::size_t size, std::size_t at);
  CachedWord long_ascii_word(std::string_view run);
  CachedWord make(std::string_view spelling);
  char* allocate(std::size_t bytes);

  Stemmer stemmer_;
  std::vector<Slot> slots_;  // open addressing, a power of two, at most half full
  int shift_ = 0;            // 64 - log2(slots)
  std::size_t used_ = 0;
  std::uint32_t last_number_ = 0;
  std::unordered_map<std::string_view, CachedWord> long_words_;
  std::vector<std::unique_ptr<char[]>> chunks_;
  std::size_t chunk_left_ = 0;
};

}  // namespace broadtape
