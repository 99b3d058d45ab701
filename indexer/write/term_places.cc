#include "indexer/write/term_places.h"

#include <algorithm>
#include <string_view>

namespace broadtape {
namespace {

constexpr std::string_view kLetters = "234567abcdefghijklmnopqrstuvwxyz";  // in the order of their bytes
constexpr int kLetterBits = 5;
constexpr std::uint64_t kLetterMask = (1u << kLetterBits) - 1;

}  // namespace

std::uint64_t TermPlaces::key_of(const std::string& value) {
  std::uint64_t key = 0;
  for (std::size_t i = 0; i < kKeyLetters; ++i)
    key = key << kLetterBits | (i < value.size() ? kLetters.find(value[i]) & kLetterMask : 0);
  return key;
}

std::string TermPlaces::value_of(std::uint64_t key) {
  std::string value(kKeyLetters, ' ');
  for (std::size_t i = kKeyLetters; i-- > 0; key >>= kLetterBits) value[i] = kLetters[key & kLetterMask];
  return value;
}

void TermPlaces::add(std::uint32_t number, const Xapian::Database& database) {
  const std::string prefix = make_term(field_, "");
  for (auto term = database.allterms_begin(prefix); term != database.allterms_end(prefix); ++term) {
    const std::uint64_t key = key_of((*term).substr(prefix.size()));
    entries_.push_back(key << kKeyShift | std::uint64_t{number} << 1 | (term.get_termfreq() > 1 ? kIsRepeated : 0));
  }
  is_sorted_ = false;
}

void TermPlaces::sort() const {
  if (!is_sorted_) std::sort(entries_.begin(), entries_.end());
  is_sorted_ = true;
}

std::vector<std::uint32_t> TermPlaces::databases_with(const std::string& value) const {
  sort();
  const std::uint64_t key = key_of(value);
  std::vector<std::uint32_t> databases;
  for (auto at = std::lower_bound(entries_.begin(), entries_.end(), key << kKeyShift);
       at != entries_.end() && key_of(*at) == key; ++at) {
    const auto number = static_cast<std::uint32_t>((*at & ((std::uint64_t{1} << kKeyShift) - 1)) >> 1);
    if (databases.empty() || databases.back() != number) databases.push_back(number);
  }
  return databases;
}

}  // namespace broadtape
