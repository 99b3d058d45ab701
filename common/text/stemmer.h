// The stem of an English word: Snowball's English stemmer behind data/words/stem-exceptions.tsv.
//
// Slow (about a microsecond a word): the analyser asks once for each distinct word.
// Threads: a stemmer belongs to one thread.
#pragma once

#include <memory>
#include <string_view>

namespace broadtape {

class Stemmer {
 public:
  static constexpr std::size_t kMinBytes = 3;   // shorter words are their own stems
  static constexpr std::size_t kMaxBytes = 63;  // and so are longer ones

  Stemmer();
  ~Stemmer();
  Stemmer(Stemmer&&) noexcept;
  Stemmer& operator=(Stemmer&&) noexcept;

  // `folded` comes from fold(). Words with anything but the letters a to z are their own stems unless the exceptions
  // say otherwise. The answer is valid until the next call, and no longer than `folded` lives.
  std::string_view stem(std::string_view folded);

 private:
  struct Impl;  // keeps <libstemmer.h> out of this header
  std::unique_ptr<Impl> impl_;
};

}  // namespace broadtape
