// The distinct terms of a batch, numbered from 0 in the order of their first appearance.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace broadtape::glass {

class TermTable {
 public:
  TermTable();

  std::uint32_t number_of(std::string_view term);  // adds it when it is new

  std::size_t size() const { return terms_.size(); }
  std::string_view term(std::uint32_t number) const {
    return {bytes_.data() + terms_[number].begin, terms_[number].size};
  }

  // Their numbers, in byte order of the terms.
  std::vector<std::uint32_t> sorted() const;

 private:
  struct Term {
    std::uint32_t begin;  // in bytes_
    std::uint32_t size;
  };
  // With the hash beside the number, terms that are not asked for are not looked at.
  struct Bucket {
    std::uint32_t number;  // of a term, or kFree
    std::uint32_t hash;
  };

  void grow();

  std::string bytes_;
  std::vector<Term> terms_;
  std::vector<Bucket> buckets_;  // open addressing
};

}  // namespace broadtape::glass
