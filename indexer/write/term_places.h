// Which of many databases have a term of a field. A run writes hundreds of small ones; to look into each of them for
// each term would be most of the work of finding stories.
//
// Memory: 8 bytes for each term of a database. Threads: not shared.
#pragma once

#include <xapian.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "common/archive/schema.h"

namespace broadtape {

class TermPlaces {
 public:
  // The values of `field` are words of kKeyLetters or more of the letters a to z and 2 to 7, as the ids of articles.
  explicit TermPlaces(Field field) : field_(field) {}

  // `number` is what databases_with() calls the database; at most 2^23.
  void add(std::uint32_t number, const Xapian::Database& database);

  // Those that may have the value, ascending: one with a value that has the same first kKeyLetters counts, too.
  std::vector<std::uint32_t> databases_with(const std::string& value) const;

  // Calls visit(value, is_shared) for each value, ascending; `is_shared` says whether several documents have it.
  // Requires values of kKeyLetters.
  template <class Visit>
  void each_value(Visit&& visit) const {
    sort();
    for (std::size_t begin = 0, end; begin < entries_.size(); begin = end) {
      for (end = begin + 1; end < entries_.size() && key_of(entries_[end]) == key_of(entries_[begin]);) ++end;
      visit(value_of(key_of(entries_[begin])), end - begin > 1 || (entries_[begin] & kIsRepeated) != 0);
    }
  }

  static constexpr std::size_t kKeyLetters = 8;

 private:
  // An entry has the first letters of the value as a key of 40 bits, the number of the database, and in the lowest bit
  // whether several of its documents have the value.
  static constexpr std::uint64_t kIsRepeated = 1;
  static constexpr int kKeyShift = 24;

  static std::uint64_t key_of(std::uint64_t entry) { return entry >> kKeyShift; }
  static std::uint64_t key_of(const std::string& value);
  static std::string value_of(std::uint64_t key);

  void sort() const;

  Field field_;
  mutable std::vector<std::uint64_t> entries_;
  mutable bool is_sorted_ = true;
};

}  // namespace broadtape
