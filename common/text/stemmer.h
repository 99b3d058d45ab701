// Stems English words: data/words/stem-exceptions.tsv first, then Snowball's English stemmer.  Slow (about one
// microsecond per word), so the analyser calls it once per distinct word.
// Threads: not shared.
#pragma once

#include <memory>
#include <string_view>

namespace broadtape {

class Stemmer {
 public:
  static constexpr std::size_t kMinBytes = 3;   // shorter words are their own stems
  static constexpr std::size_t kMaxBytes = 63;  // as are longer words

  Stemmer();
  ~Stemmer();
  Stemmer(Stemmer&&) noexcept;
  Stemmer& operator=(Stemmer&&) noexcept;

  // `folded` comes from fold(). Words with characters other than a to z are their own stems unless listed as
  // exceptions. The result is valid until the next call, at most for the lifetime of `folded`.
  std::string_view stem(std::string_view folded);

 private:
  struct Impl;  // keeps <libstemmer.h> out of this header
  std::unique_ptr<Impl> impl_;
};

}  // namespace broadtape
