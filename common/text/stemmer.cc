#include "common/text/stemmer.h"

#include <libstemmer.h>

#include <algorithm>
#include <new>

#include "common/text/word_lists.h"

namespace broadtape {
namespace {

bool only_letters(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

}  // namespace

struct Stemmer::Impl {
  struct Deleter {
    void operator()(sb_stemmer* stemmer) const { sb_stemmer_delete(stemmer); }
  };
  std::unique_ptr<sb_stemmer, Deleter> snowball{sb_stemmer_new("english", "UTF_8")};
  const WordLists& lists = word_lists();
};

Stemmer::Stemmer() : impl_(std::make_unique<Impl>()) {
  if (!impl_->snowball) throw std::bad_alloc();  // for a supported language it fails only without memory
}
Stemmer::~Stemmer() = default;
Stemmer::Stemmer(Stemmer&&) noexcept = default;
Stemmer& Stemmer::operator=(Stemmer&&) noexcept = default;

std::string_view Stemmer::stem(std::string_view folded) {
  if (folded.size() < kMinBytes || folded.size() > kMaxBytes) return folded;
  if (const auto exception = impl_->lists.stems.find(folded); exception != impl_->lists.stems.end()) {
    return exception->second;
  }
  if (!only_letters(folded)) return folded;
  const sb_symbol* const stemmed = sb_stemmer_stem(
      impl_->snowball.get(), reinterpret_cast<const sb_symbol*>(folded.data()), static_cast<int>(folded.size()));
  if (stemmed == nullptr) throw std::bad_alloc();
  return {reinterpret_cast<const char*>(stemmed), static_cast<std::size_t>(sb_stemmer_length(impl_->snowball.get()))};
}

}  // namespace broadtape
