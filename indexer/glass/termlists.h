// The table of terms by document: of each its length and its terms, and the slots that it has values in.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace broadtape::glass {

// Packs one document's terms, which come in byte order: each as what it adds to the start of the one before it.
class TermlistPacker {
 public:
  // For a document of `terms` terms, with `length` the sum of their frequencies.
  void start(std::uint32_t length, std::size_t terms);
  void add(std::string_view term, std::uint32_t wdf);

  const std::string& packed() const { return packed_; }

 private:
  std::string packed_;
  std::string_view previous_;
};

}  // namespace broadtape::glass
