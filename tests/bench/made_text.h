// Text to measure with where no corpus is at hand: the sample archive's articles multiplied. It repeats itself more
// than real news does, so it compresses better and its posting lists are longer.
#pragma once

#include <cstddef>
#include <functional>

#include "common/article/article.h"

namespace broadtape::bench {

inline constexpr std::size_t kMadeArticles = 20'000;

// The same articles in every run: each is one of the sample with its sentences shuffled, a third of them taken from
// another article, its numbers varied and its date moved by up to 180 days.
void make_text(const std::function<void(Article&&)>& take);

}  // namespace broadtape::bench
